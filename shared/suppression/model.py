"""What a suppressed address means, and what lifts it (decisions "Events, audit, privacy")."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.errors import Conflict


class Suppressed(Conflict):
    code = "PRIV-001"
    meaning = "Whoever has this address was erased, and comes back only with fresh consent"

    def __init__(self) -> None:
        super().__init__(f"{self.meaning}: send freshConsent.")


@dataclass(frozen=True)
class FreshConsent:
    """That somebody who was erased wants to be known again."""

    given_by: str
    given_at: datetime
    source: str
    """How that is known: a form, a mail, a call."""
