"""The values a consent is made of (decisions "Events, audit, privacy")."""

from dataclasses import dataclass
from enum import StrEnum

from shared.customers.values import CommunicationType


class ConsentPurpose(StrEnum):
    """What for."""

    MARKETING = "Marketing"
    DATA_PROCESSING = "DataProcessing"


@dataclass(frozen=True)
class Consent:
    """That somebody agrees, or does not any more."""

    purpose: ConsentPurpose
    granted: bool
    channel: CommunicationType | None = None
    """By what; None is by anything."""
    source: str | None = None
    """How that is known: a form, a mail, a call."""
    wording: str | None = None
    """What was agreed to, in its words, or where the proof lies."""
