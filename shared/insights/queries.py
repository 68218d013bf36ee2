"""What can be asked about insights."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from shared.adapters.ai.churn_model import Factor
from shared.consents.services import withdrew
from shared.customers.queries import agrees, contacts_version, is_live, names_of
from shared.insights.consent import refuse_without
from shared.insights.errors import SuggestionNotFound
from shared.insights.findings import Suggestion
from shared.insights.portraits import as_finding
from shared.insights.requests import InsightOrder, InsightQuery, SuggestionQuery
from shared.insights.responses import (
    ChurnResponse,
    CustomerInsightResponse,
    FactorResponse,
    FindingResponse,
    InsightResponse,
    ModelResponse,
    ModelsResponse,
    SuggestionResponse,
)
from shared.insights.tables import customer_insights, insight_models, suggestions
from shared.platform.persistence.aliases import AnyRow
from shared.platform.web.listing import Order, page_of
from shared.platform.web.paging import Page, Window

i, s, m = customer_insights.c, suggestions.c, insight_models.c
NEWEST_FIRST = Order((s.CreatedAt, s.Id), descending=True)
ORDERS = {
    InsightOrder.RISKIEST: Order((i.ChurnRisk, i.CustomerId), descending=True),
    InsightOrder.UNHAPPIEST: Order((i.SentimentScore, i.CustomerId)),
    InsightOrder.MOST_VALUABLE: Order((i.ExpectedValue, i.CustomerId), descending=True),
}


def load_insight(session: Session, customer_id: UUID) -> InsightResponse | None:
    """What is known of a customer; None if nothing was made yet. Raises CustomerNotFound, NoProcessingConsent."""
    row = _row(session, customer_id)
    return as_insight(row) if row else None


def load_churn(session: Session, customer_id: UUID) -> ChurnResponse | None:
    """As `load_insight`: why a customer may leave."""
    row = _row(session, customer_id)
    if row is None:
        return None
    return ChurnResponse(
        customer_id=row.CustomerId,
        churn_risk=row.ChurnRisk,
        risk_level=row.RiskLevel,
        key_factors=tuple(FactorResponse.of(_factor(text)) for text in row.ChurnFactors),
        recommended_actions=row.RecommendedActions,
        model=row.ChurnModel,
        stale=row.StaleSince is not None,
        generated_at=row.GeneratedAt,
    )


def _row(session: Session, customer_id: UUID) -> AnyRow | None:
    contacts_version(session, customer_id)
    refuse_without(session, customer_id)
    return session.execute(select(customer_insights).where(i.CustomerId == customer_id)).one_or_none()


def _factor(text: str) -> Factor:
    name, value, effect = text.split()
    return Factor(name, float(value), float(effect))


def across_customers(session: Session, asked: InsightQuery, window: Window) -> Page[CustomerInsightResponse]:
    """All customers' insights, as sorted. Whoever is erased, archived, or agrees no more, is in no list at once."""
    rows = select(customer_insights).where(is_live(i.CustomerId), agrees(i.CustomerId), *_filters(asked))
    page = page_of(session, CustomerInsightResponse, rows, ORDERS[asked.sort_by], window, _listed)
    names = names_of(session, [one.customer_id for one in page.items])
    return page.model_copy(update={"items": [_named(one, names) for one in page.items]})


def suggestions_of(
    session: Session, customer_id: UUID, asked: SuggestionQuery, window: Window
) -> Page[SuggestionResponse]:
    """What a customer's texts suggest, newest first. Raises CustomerNotFound, NoProcessingConsent."""
    contacts_version(session, customer_id)
    refuse_without(session, customer_id)
    rows = select(suggestions).where(s.CustomerId == customer_id, ~withdrew(s.CustomerId, s.ContactId))
    if asked.status:
        rows = rows.where(s.Status == asked.status)
    return page_of(session, SuggestionResponse, rows, NEWEST_FIRST, window, as_suggestion)


def load_suggestion(session: Session, customer_id: UUID, suggestion_id: UUID) -> SuggestionResponse:
    """One of a customer's. Raises CustomerNotFound, NoProcessingConsent, SuggestionNotFound."""
    contacts_version(session, customer_id)
    refuse_without(session, customer_id)
    which = (s.Id == suggestion_id, s.CustomerId == customer_id, ~withdrew(s.CustomerId, s.ContactId))
    row = session.execute(select(suggestions).where(*which)).one_or_none()
    if row is None:
        raise SuggestionNotFound(suggestion_id)
    return as_suggestion(row)


def fitted(session: Session) -> ModelsResponse:
    """The models that were fitted, with their parameters."""
    rows = session.execute(select(insight_models).order_by(m.Name))
    return ModelsResponse(models=tuple(map(_model, rows)))


def _model(row: AnyRow) -> ModelResponse:
    return ModelResponse(
        name=row.Name,
        parameters={name: float(value) for name, value in row.Parameters.items()},
        customers=row.Customers,
        repeaters=row.Repeaters,
        fitted_at=row.FittedAt,
    )


def as_insight(row: AnyRow) -> InsightResponse:
    """A row of the table."""
    return InsightResponse(
        customer_id=row.CustomerId,
        sentiment_score=row.SentimentScore,
        engagement_level=row.EngagementLevel,
        churn_risk=row.ChurnRisk,
        risk_level=row.RiskLevel,
        recommended_actions=row.RecommendedActions,
        key_interests=row.KeyInterests,
        preferred_communication_times=row.PreferredCommunicationTimes,
        expected_value=row.ExpectedValue,
        last_interaction_date=row.LastInteractionDate,
        total_interactions=row.TotalInteractions,
        texts_analysed=row.TextsAnalysed,
        model=row.Model,
        stale=row.StaleSince is not None,
        stale_since=row.StaleSince,
        generated_at=row.GeneratedAt,
    )


def as_suggestion(row: AnyRow) -> SuggestionResponse:
    """A row of the table."""
    return SuggestionResponse.model_validate(Suggestion.of(row))


def finding_of(row: AnyRow) -> FindingResponse:
    """A row of the table."""
    return FindingResponse.model_validate(as_finding(row))


def _listed(row: AnyRow) -> CustomerInsightResponse:
    return CustomerInsightResponse(
        customer_id=row.CustomerId,
        customer_number="",
        company_name="",
        sentiment_score=row.SentimentScore,
        engagement_level=row.EngagementLevel,
        churn_risk=row.ChurnRisk,
        risk_level=row.RiskLevel,
        expected_value=row.ExpectedValue,
        stale=row.StaleSince is not None,
        generated_at=row.GeneratedAt,
    )


def _named(one: CustomerInsightResponse, names: dict[UUID, tuple[str, str]]) -> CustomerInsightResponse:
    number, name = names.get(one.customer_id, ("", ""))
    return one.model_copy(update={"customer_number": number, "company_name": name})


def _filters(asked: InsightQuery) -> Iterator[ColumnElement[bool]]:
    if asked.min_churn_risk is not None:
        yield i.ChurnRisk >= asked.min_churn_risk
    if asked.max_sentiment_score is not None:
        yield i.SentimentScore <= asked.max_sentiment_score
    if asked.engagement_level:
        yield i.EngagementLevel == asked.engagement_level
    if asked.risk_level:
        yield i.RiskLevel == asked.risk_level
