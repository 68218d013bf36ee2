"""Mails to be written, and what is on the wire then."""

import io
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any
from uuid import UUID

from shared.adapters import mime
from shared.adapters.delivery import EmailAttachment, OutgoingEmail

ID = UUID("0192f0c4-7e5a-7c3e-9a51-0d4a1f2b3c4d")
CALENDAR = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nMETHOD:REQUEST\r\n"
    b"BEGIN:VEVENT\r\nSUMMARY:Gru\xc3\x9f\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def mail(**changes: Any) -> OutgoingEmail:
    whole: dict[str, Any] = {
        "id": ID,
        "message_id": f"<{ID}@example.com>",
        "sender": "care@example.com",
        "sender_name": "Customer Care",
        "recipients": ("ada@example.org",),
        "subject": "Your visit",
        "text": "Hello Ada\n",
    }
    return OutgoingEmail(**(whole | changes))


def attached(content: bytes, name: str = "plan.pdf", media_type: str = "application/pdf") -> EmailAttachment:
    return EmailAttachment(name, media_type, len(content), lambda: io.BytesIO(content))


def written(email: OutgoingEmail) -> bytes:
    target = io.BytesIO()
    mime.write(email, target)
    return target.getvalue()


def read(email: OutgoingEmail) -> EmailMessage:
    message = message_from_bytes(written(email), policy=default)
    assert isinstance(message, EmailMessage)
    for part in message.walk():
        assert not part.defects
    return message
