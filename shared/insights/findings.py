"""What was found in a text, and what was made of a customer."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Self
from uuid import UUID

from shared.adapters.ai.churn_model import Factor
from shared.adapters.ai.language_model import Intent
from shared.adapters.ai.text_analysis import Sentiment
from shared.insights.values import EngagementLevel, SourceKind, SuggestionKind, SuggestionStatus
from shared.platform.persistence.aliases import AnyRow

SUGGESTED = {
    Intent.COMPLAINT: SuggestionKind.FILE_COMPLAINT,
    Intent.FOLLOW_UP_REQUEST: SuggestionKind.CREATE_FOLLOW_UP,
    Intent.MEETING_REQUEST: SuggestionKind.SCHEDULE_MEETING,
    Intent.INFORMATION_REQUEST: SuggestionKind.ANSWER_QUESTION,
}
"""What an intent suggests; feedback only if it is praise."""


def suggested_by(intent: Intent | None, sentiment: Sentiment) -> SuggestionKind | None:
    """What somebody may do about a text."""
    if intent is Intent.FEEDBACK:
        return SuggestionKind.ASK_FOR_TESTIMONIAL if sentiment is Sentiment.POSITIVE else None
    return SUGGESTED[intent] if intent else None


@dataclass(frozen=True)
class Finding:
    """What was found in one text."""

    source_id: UUID
    source: SourceKind
    customer_id: UUID
    contact_id: UUID | None
    sentiment: Sentiment
    score: float
    """How sure that is, 0 to 1."""
    intent: Intent | None
    confidence: float
    key_phrases: tuple[str, ...]
    language: str | None
    written_at: datetime
    model: str
    """What read its sentiment."""
    intent_model: str = ""
    """What told its intent; kept with what that suggests."""

    @property
    def suggestion(self) -> SuggestionKind | None:
        """What it suggests; nobody files a complaint, or asks for praise, about what is one already."""
        return suggested_by(self.intent, self.sentiment) if self.source is SourceKind.COMMUNICATION else None


@dataclass(frozen=True)
class Insight:
    """What is known of a customer at a moment."""

    customer_id: UUID
    sentiment_score: Decimal
    """0 to 100."""
    engagement_level: EngagementLevel
    churn_risk: Decimal
    """0 to 100."""
    churn_factors: tuple[Factor, ...]
    churn_model: str
    recommended_actions: tuple[str, ...]
    key_interests: tuple[str, ...]
    preferred_communication_times: tuple[str, ...]
    last_interaction_at: datetime | None
    total_interactions: int
    texts_analysed: int
    expected_value: Decimal
    """Of the next twelve months."""
    model: str
    """What wrote its words."""
    digest: str
    """Of what the words were made from."""
    generated_at: datetime


@dataclass(frozen=True)
class Suggestion:
    """What a text suggests; somebody accepts or dismisses it."""

    id: UUID
    customer_id: UUID
    kind: SuggestionKind
    source_id: UUID
    status: SuggestionStatus
    confidence: float
    model: str
    created_at: datetime
    decided_at: datetime | None
    decided_by: str | None

    @classmethod
    def of(cls, row: AnyRow) -> Self:
        """A row of the table."""
        return cls(
            id=row.Id,
            customer_id=row.CustomerId,
            kind=row.Kind,
            source_id=row.SourceId,
            status=row.Status,
            confidence=float(row.Confidence),
            model=row.Model,
            created_at=row.CreatedAt,
            decided_at=row.DecidedAt,
            decided_by=row.DecidedBy,
        )
