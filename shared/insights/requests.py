"""What the endpoints of insights take (specification §5.6)."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from shared.insights import fields as f
from shared.insights.values import EngagementLevel, RiskLevel, SuggestionStatus
from shared.platform.web.paging import PageQuery
from shared.platform.web.schemas import Id, Request, Text, described

LONGEST_TEXT = 1_000_000


class TextSource(StrEnum):
    """How a text came."""

    EMAIL = "Email"
    SMS = "SMS"
    PHONE_CALL = "PhoneCall"


class TextRequest(Request):
    """A text that is to be read."""

    text: Annotated[str, Text(LONGEST_TEXT), f.TEXT]
    communication_type: Annotated[TextSource, f.COMMUNICATION_TYPE]


class IntentRequest(Request):
    """A text whose intent is to be told."""

    text: Annotated[str, Text(LONGEST_TEXT), f.TEXT]
    communication_type: Annotated[TextSource, f.COMMUNICATION_TYPE] = TextSource.EMAIL


class DraftRequest(Request):
    """A mail that is to be drafted."""

    purpose: Annotated[str, Text(500), described("What the mail is for.", "invite to our summer conference")]
    contact_id: Annotated[Id, described("The contact it is to; none: the customer itself.")] | None = None


class InsightOrder(StrEnum):
    """How insights are sorted."""

    RISKIEST = "-churnRisk"
    UNHAPPIEST = "sentimentScore"
    MOST_VALUABLE = "-expectedValue"


Share = Annotated[float, Field(ge=0, le=100)]


class InsightQuery(PageQuery):
    """Filters of all customers' insights."""

    sort_by: Annotated[InsightOrder, described("By what.")] = InsightOrder.RISKIEST
    min_churn_risk: Annotated[Share, described("Only those that are so likely to leave, or more.", 66)] | None = None
    max_sentiment_score: Annotated[Share, described("Only those that are so content, or less.", 40)] | None = None
    engagement_level: Annotated[EngagementLevel, described("Only those of this engagement.")] | None = None
    risk_level: Annotated[RiskLevel, described("Only those of this risk.")] | None = None


class SuggestionQuery(PageQuery):
    """Filters of a customer's suggestions."""

    status: Annotated[SuggestionStatus, described("Only those that are so far.")] | None = None
