"""What the attachment endpoints take (decisions "Communications")."""

from shared.platform.web.schemas import Request


class AttachmentForm(Request):
    """Nothing beside the file."""
