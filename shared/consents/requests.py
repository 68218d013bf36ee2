"""What the consent endpoints take (decisions "Events, audit, privacy")."""

from typing import Annotated

from shared.consents import fields as f
from shared.consents.values import Consent, ConsentPurpose
from shared.customers.values import CommunicationType
from shared.platform.web.schemas import Request, Text


class ConsentRequest(Request):
    """What somebody agrees to, or withdraws: both are one call."""

    purpose: Annotated[ConsentPurpose, f.PURPOSE]
    granted: Annotated[bool, f.GRANTED]
    channel: Annotated[CommunicationType, f.CHANNEL] | None = None
    source: Annotated[str, Text(500), f.SOURCE] | None = None
    wording: Annotated[str, Text(1000), f.WORDING] | None = None

    def value(self) -> Consent:
        """The consent as the domain knows it."""
        return Consent(self.purpose, self.granted, self.channel, self.source, self.wording)
