"""What is made of a customer in words: what a text wants, what to do next, a mail's draft (specification §8.1, §8.3).

A model gets what is known as data, without what names somebody, and gives text. Nothing it says does anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Protocol

MOST_ACTIONS, MOST_INTERESTS = 5, 8
LONGEST_ACTION, LONGEST_INTEREST, LONGEST_SUBJECT, LONGEST_BODY = 200, 60, 150, 4_000
NAME = "[Name]"
"""Stands in drafts for whoever gets the mail: models know no names."""


class Intent(StrEnum):
    """What the writer of a text wants (specification §8.3.1)."""

    COMPLAINT = "Complaint"
    FOLLOW_UP_REQUEST = "FollowUpRequest"
    MEETING_REQUEST = "MeetingRequest"
    FEEDBACK = "Feedback"
    INFORMATION_REQUEST = "InformationRequest"


class IntentFinding(NamedTuple):
    """What a text wants, as far as that is known."""

    intent: Intent | None
    """None: too little speaks for any."""
    confidence: float
    """0 to 1."""
    scores: Mapping[Intent, float]
    """0 to 1 each."""
    model: str


@dataclass(frozen=True)
class Facts:
    """What a model may know of a customer; names nobody."""

    language: str
    """ISO 639-1, of what is to be written."""
    segment: str
    engagement: str
    """Low, Medium or High."""
    sentiment_score: float
    """0 to 100."""
    churn_level: str
    """Low, Medium or High."""
    days_since_contact: int | None
    open_complaints: int
    escalated: bool
    interests: tuple[str, ...] = ()
    event_types: tuple[str, ...] = ()
    total_events: int = 0
    phrases: tuple[str, ...] = ()
    """What its texts were about, the most frequent first."""
    wants: tuple[Intent, ...] = ()
    """What its latest texts wanted, the latest first."""
    texts: tuple[str, ...] = field(default=(), repr=False)
    """Its latest texts, the latest first; redacted and cut."""


class Advice(NamedTuple):
    """What to do about a customer, and what it cares for."""

    actions: tuple[str, ...]
    interests: tuple[str, ...]
    model: str


class Draft(NamedTuple):
    """A mail that somebody may send once they have read it."""

    subject: str
    body: str
    """May hold NAME."""
    facts_used: tuple[str, ...]
    model: str


class Declined(Exception):
    """The model gave no answer that can be used: it refused, was cut off, or answered something else.

    The reason quotes nothing of what was asked or answered.
    """


class BudgetSpent(Exception):
    """The tokens of this day are used up."""


class LanguageModel(Protocol):
    """Writes and classifies."""

    def classify(self, text: str, language: str | None) -> IntentFinding:
        """What a text wants. Raises Unreachable, Declined, BudgetSpent."""
        ...

    def advise(self, facts: Facts) -> Advice:
        """What to do next. Raises Unreachable, Declined, BudgetSpent."""
        ...

    def draft(self, facts: Facts, purpose: str) -> Draft:
        """A mail for a purpose. Raises Unreachable, Declined, BudgetSpent."""
        ...
