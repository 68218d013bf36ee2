"""What the endpoints of insights answer (specification §5.6)."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from shared.adapters.ai.churn_model import Factor
from shared.adapters.ai.language_model import Draft, Intent, IntentFinding
from shared.adapters.ai.text_analysis import Analysis, Sentiment
from shared.customers import fields as of_customers
from shared.insights import fields as f
from shared.insights.values import EngagementLevel, RiskLevel, SourceKind, SuggestionKind, SuggestionStatus, ValueMethod
from shared.platform.web.schemas import Money, Response, described


class InsightResponse(Response):
    """What is known of a customer; `stale` says that it could not be made anew."""

    customer_id: Annotated[UUID, f.CUSTOMER]
    sentiment_score: Annotated[Money, f.SENTIMENT_SCORE]
    engagement_level: Annotated[EngagementLevel, f.ENGAGEMENT_LEVEL]
    churn_risk: Annotated[Money, f.CHURN_RISK]
    risk_level: Annotated[RiskLevel, f.RISK_LEVEL]
    recommended_actions: Annotated[tuple[str, ...], f.RECOMMENDED_ACTIONS]
    key_interests: Annotated[tuple[str, ...], f.KEY_INTERESTS]
    preferred_communication_times: Annotated[tuple[str, ...], f.TIMES]
    expected_value: Annotated[Money, f.EXPECTED_VALUE]
    last_interaction_date: Annotated[datetime, described("When something last passed; null if never.")] | None
    total_interactions: Annotated[int, described("How much passed in all.", 42)]
    texts_analysed: Annotated[int, described("How many texts the sentiment is from.", 12)]
    model: Annotated[str, described("What wrote its words.", "local-rules-2")]
    stale: Annotated[bool, described("Whether it could not be made anew since: a service was away.", False)]
    stale_since: Annotated[datetime, described("Since when; null if it is not stale.")] | None
    generated_at: Annotated[datetime, f.GENERATED_AT]


class CustomerInsightResponse(Response):
    """A customer in the list across all."""

    customer_id: Annotated[UUID, f.CUSTOMER]
    customer_number: Annotated[str, of_customers.CUSTOMER_NUMBER]
    company_name: Annotated[str, of_customers.COMPANY_NAME]
    sentiment_score: Annotated[Money, f.SENTIMENT_SCORE]
    engagement_level: Annotated[EngagementLevel, f.ENGAGEMENT_LEVEL]
    churn_risk: Annotated[Money, f.CHURN_RISK]
    risk_level: Annotated[RiskLevel, f.RISK_LEVEL]
    expected_value: Annotated[Money, f.EXPECTED_VALUE]
    stale: Annotated[bool, described("Whether it could not be made anew since.", False)]
    generated_at: Annotated[datetime, f.GENERATED_AT]


class EntityResponse(Response):
    """Something that a text names."""

    text: Annotated[str, described("As it stands there.", "5 May 2026")]
    category: Annotated[str, described("What it is.", "DateTime")]
    score: Annotated[float, described("How sure that is, 0 to 1.", 0.8)]


class SentimentResponse(Response):
    """What a text says."""

    sentiment: Annotated[Sentiment, described("How its writer feels.")]
    score: Annotated[float, described("How sure that is, 0 to 1.", 0.91)]
    key_phrases: Annotated[tuple[str, ...], described("What it is about.", ["main course", "long wait"])]
    entities: Annotated[tuple[EntityResponse, ...], described("What it names.")]
    language: Annotated[str, f.LANGUAGE] | None
    warning: Annotated[Literal["unsupportedLanguage"], f.WARNING] | None
    model: Annotated[str, f.MODEL]

    @classmethod
    def of(cls, one: Analysis) -> Self:
        """What was found."""
        return cls(
            sentiment=one.sentiment,
            score=one.score,
            key_phrases=one.key_phrases,
            entities=tuple(EntityResponse(text=e.text, category=e.category, score=e.score) for e in one.entities),
            language=one.language,
            warning=None if one.supported else "unsupportedLanguage",
            model=one.model,
        )


class IntentShare(Response):
    """How much speaks for an intent."""

    intent: Annotated[Intent, described("The intent.")]
    score: Annotated[float, described("0 to 1.", 0.82)]


class IntentResponse(Response):
    """What the writer of a text wants."""

    intent: Annotated[Intent, f.INTENT] | None
    confidence: Annotated[float, f.CONFIDENCE]
    intents: Annotated[tuple[IntentShare, ...], described("Of each, the most likely first.")]
    suggested_action: Annotated[SuggestionKind, f.SUGGESTION] | None
    language: Annotated[str, f.LANGUAGE] | None
    warning: Annotated[Literal["unsupportedLanguage"], f.WARNING] | None
    model: Annotated[str, described("What told it.", "local-rules-2")]

    @classmethod
    def of(cls, found: IntentFinding, text: Analysis, suggestion: SuggestionKind | None) -> Self:
        """What was found."""
        shares = sorted(found.scores.items(), key=lambda one: -one[1])
        return cls(
            intent=found.intent,
            confidence=found.confidence,
            intents=tuple(IntentShare(intent=intent, score=round(score, 2)) for intent, score in shares),
            suggested_action=suggestion,
            language=text.language,
            warning=None if text.supported else "unsupportedLanguage",
            model=found.model,
        )


class DraftResponse(Response):
    """A mail that nobody has sent."""

    subject: Annotated[str, described("Its subject.", "Invite to our summer conference")]
    body: Annotated[str, described("Its text.", "Dear Ada Lovelace, …")]
    facts_used: Annotated[tuple[str, ...], described("What it was made from.", ["purpose", "interests"])]
    ai_generated: Annotated[Literal[True], described("Say it when you send the mail: `aiGenerated`.")] = True
    model: Annotated[str, described("What wrote it.", "local-rules-2")]

    @classmethod
    def of(cls, one: Draft) -> Self:
        """What was written."""
        return cls(subject=one.subject, body=one.body, facts_used=one.facts_used, model=one.model)


class FactorResponse(Response):
    """What moved a figure."""

    name: Annotated[str, described("What was looked at.", "recency")]
    value: Annotated[float, described("What it was.", 2.4)]
    effect: Annotated[float, described("How many points of 100 it added, or took.", 16.0)]

    @classmethod
    def of(cls, one: Factor) -> Self:
        """A factor."""
        return cls(name=one.name, value=one.value, effect=one.effect)


class ChurnResponse(Response):
    """How likely a customer is to leave, and why (specification §8.4.1)."""

    customer_id: Annotated[UUID, f.CUSTOMER]
    churn_risk: Annotated[Money, f.CHURN_RISK]
    risk_level: Annotated[RiskLevel, f.RISK_LEVEL]
    key_factors: Annotated[tuple[FactorResponse, ...], described("The strongest first.")]
    recommended_actions: Annotated[tuple[str, ...], f.RECOMMENDED_ACTIONS]
    model: Annotated[str, described("What predicted it.", "scorecard-2")]
    stale: Annotated[bool, described("Whether it could not be made anew since.", False)]
    generated_at: Annotated[datetime, f.GENERATED_AT]


class ValueFactor(Response):
    """What a future value is from."""

    name: Annotated[str, described("What was looked at.", "expectedBookings")]
    value: Annotated[float, described("What it was.", 1.7)]


class LifetimeValueResponse(Response):
    """What a customer brought, and will probably bring (specification §8.4.2)."""

    customer_id: Annotated[UUID, f.CUSTOMER]
    lifetime_value: Annotated[Money, of_customers.LIFETIME_VALUE]
    expected_value: Annotated[Money, f.EXPECTED_VALUE]
    horizon_months: Annotated[int, described("How far it looks ahead.", 12)]
    method: Annotated[ValueMethod, described("Its own rhythm, or the mean of its type while too few came back.")]
    factors: Annotated[tuple[ValueFactor, ...], described("What made the figure.")]
    models: Annotated[tuple["ModelResponse", ...], described("The models behind it, with their parameters.")]


class ModelResponse(Response):
    """A model that was fitted to all customers."""

    name: Annotated[str, described("contacts, bookings (BG/NBD), spending (Gamma-Gamma) or cohorts.", "bookings")]
    parameters: Annotated[dict[str, float], described("Its parameters; times are in days.", {"r": 0.8, "alpha": 30.0})]
    customers: Annotated[int, described("How many customers there were.", 12000)]
    repeaters: Annotated[int, described("Of those it was fitted to, how many came back.", 800)]
    fitted_at: Annotated[datetime, described("When it was fitted.")]


class ModelsResponse(Response):
    """The models that were fitted."""

    models: Annotated[tuple[ModelResponse, ...], described("Those there are.")]


class SuggestionResponse(Response):
    """What a text suggests; somebody accepts or dismisses it."""

    id: Annotated[UUID, described("The suggestion.")]
    customer_id: Annotated[UUID, f.CUSTOMER]
    kind: Annotated[SuggestionKind, described("What may be done.")]
    source_id: Annotated[UUID, described("The communication that suggests it.")]
    status: Annotated[SuggestionStatus, described("What became of it.")]
    confidence: Annotated[float, f.CONFIDENCE]
    model: Annotated[str, f.MODEL]
    created_at: Annotated[datetime, described("When it was made.")]
    decided_at: Annotated[datetime, described("When somebody decided; null until then.")] | None
    decided_by: Annotated[str, described("Who decided; null until then.", "amira")] | None


class FindingResponse(Response):
    """What was found in a text."""

    source_id: UUID
    source: SourceKind
    contact_id: UUID | None
    sentiment: Sentiment
    score: float
    intent: Intent | None
    confidence: float
    key_phrases: tuple[str, ...]
    language: str | None
    written_at: datetime
    model: str
