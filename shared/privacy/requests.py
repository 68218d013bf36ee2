"""What the erasure endpoints take (decisions "Events, audit, privacy")."""

from typing import Annotated

from shared.platform.web.schemas import PastMoment, Request, Text
from shared.privacy import fields as f


class ErasureRequest(Request):
    """A person's wish to be forgotten."""

    reference: Annotated[str, Text(200), f.REFERENCE]
    requested_at: Annotated[PastMoment, f.REQUESTED_AT]
