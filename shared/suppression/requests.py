"""How fresh consent is given (decisions "Events, audit, privacy")."""

from typing import Annotated

from shared.platform.web.schemas import PastMoment, Request, Text, described
from shared.suppression.model import FreshConsent


class FreshConsentRequest(Request):
    """That somebody who was erased wants to be known again; needed where an address is answered with PRIV-001."""

    given_by: Annotated[str, Text(200), described("Who gave it.", "Ada Lovelace")]
    given_at: Annotated[PastMoment, described("When it was given; not in the future.", "2026-03-14T09:26:53Z")]
    source: Annotated[str, Text(500), described("How that is known: a form, a mail, a call.", "Form at the fair")]

    def value(self) -> FreshConsent:
        """The consent as the domain knows it."""
        return FreshConsent(self.given_by, self.given_at, self.source)
