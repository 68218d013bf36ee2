"""Insights (specification §6.1.9), and what they are made of (ours)."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Unicode,
    Uuid,
    false,
    text,
)

from shared.adapters.ai.language_model import Intent
from shared.adapters.ai.text_analysis import Sentiment
from shared.insights.values import EngagementLevel, RiskLevel, SourceKind, SuggestionKind, SuggestionStatus
from shared.kernel.customer_data import CustomerData, NoCustomerData
from shared.platform.persistence.column_types import (
    BY_LETTER,
    EnumType,
    JsonObject,
    Money,
    Percent,
    TextList,
    UtcDateTime,
    metadata,
)
from shared.platform.persistence.constraints import ConcurrentChange, Unique

customer_insights = Table(
    "CustomerInsights",
    metadata,
    Column("Id", Uuid, primary_key=True),
    Column("CustomerId", Uuid, ForeignKey("Customers.Id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("SentimentScore", Percent, nullable=False),
    Column("EngagementLevel", EnumType(EngagementLevel, 20), nullable=False),
    Column("ChurnRisk", Percent, nullable=False),
    Column("RecommendedActions", TextList(), nullable=False),
    Column("KeyInterests", TextList(), nullable=False),
    Column("PreferredCommunicationTimes", TextList(500), nullable=False),
    Column("LastInteractionDate", UtcDateTime),
    Column("TotalInteractions", Integer, nullable=False),
    Column("GeneratedAt", UtcDateTime, nullable=False),
    # Ours.
    Column("RiskLevel", EnumType(RiskLevel, 20), nullable=False),
    Column("ChurnFactors", TextList(), nullable=False),  # each is name, value and effect
    Column("ChurnModel", Unicode(100), nullable=False),
    Column("TextsAnalysed", Integer, nullable=False),
    Column("ExpectedValue", Money, nullable=False),  # of the next twelve months
    Column("Model", Unicode(100), nullable=False),
    Column("Digest", Unicode(64), nullable=False),  # of what the words were made from
    Column("StaleSince", UtcDateTime),  # the latest attempt failed
    Column("StaleReason", Unicode(200)),
    Index("IX_CustomerInsights_GeneratedAt", "GeneratedAt"),
    Index("IX_CustomerInsights_ChurnRisk", "ChurnRisk", "CustomerId"),
    Index("IX_CustomerInsights_SentimentScore", "SentimentScore", "CustomerId"),
    Index("IX_CustomerInsights_ExpectedValue", "ExpectedValue", "CustomerId"),
)

text_findings = Table(
    "TextFindings",
    metadata,
    Column("Id", Uuid, primary_key=True),  # of the communication, complaint or testimonial
    Column("CustomerId", Uuid, nullable=False),
    Column("ContactId", Uuid),  # whose text it is, if that is one of the customer's contacts
    Column("Source", EnumType(SourceKind, 20), nullable=False),
    Column("Sentiment", EnumType(Sentiment, 20), nullable=False),
    Column("Score", Percent, nullable=False),
    Column("Intent", EnumType(Intent, 30)),
    Column("Confidence", Percent, nullable=False),
    Column("KeyPhrases", TextList(), nullable=False),
    Column("Language", Unicode(10)),
    Column("WrittenAt", UtcDateTime, nullable=False),
    Column("CreatedAt", UtcDateTime, nullable=False),
    Column("Model", Unicode(100), nullable=False),
    Index("IX_TextFindings_CustomerId", "CustomerId", "WrittenAt", "Id"),
    Index("IX_TextFindings_WrittenAt", "WrittenAt"),
)

suggestions = Table(
    "Suggestions",
    metadata,
    Column("Id", Uuid, primary_key=True),
    Column("CustomerId", Uuid, nullable=False),
    Column("ContactId", Uuid),
    Column("SourceId", Uuid, nullable=False),
    Column("Kind", EnumType(SuggestionKind, 30), nullable=False),
    Column("Status", EnumType(SuggestionStatus, 20), nullable=False),
    Column("Confidence", Percent, nullable=False),
    Column("Model", Unicode(100), nullable=False),
    Column("CreatedAt", UtcDateTime, nullable=False),
    Column("DecidedAt", UtcDateTime),
    Column("DecidedBy", Unicode(100)),
    Index("UX_Suggestions_SourceId_Kind", "SourceId", "Kind", unique=True),
    Index("IX_Suggestions_CustomerId", "CustomerId", "CreatedAt", "Id"),
    Index("IX_Suggestions_CreatedAt", "CreatedAt"),
)

insight_refreshes = Table(
    "InsightRefreshes",  # when whose insights are to be made anew
    metadata,
    Column("CustomerId", Uuid, ForeignKey("Customers.Id", ondelete="CASCADE"), primary_key=True),
    Column("IsChanged", Boolean, nullable=False, server_default=false()),  # something happened since: it comes first
    Column("ChangedAt", UtcDateTime, nullable=False),
    Column("DueAt", UtcDateTime, nullable=False),
    Column("Owner", Uuid),
    Column("LeaseUntil", UtcDateTime),  # by the database's clock: whoever had it is dead then
    Column("Failures", Integer, nullable=False, server_default=text("0")),  # since it last worked
    Index("IX_InsightRefreshes_DueAt", "IsChanged", "DueAt", "CustomerId"),
    Index("IX_InsightRefreshes_Owner", "Owner"),
)

insight_models = Table(
    "InsightModels",
    metadata,
    Column("Name", Unicode(50), primary_key=True, info=BY_LETTER),
    Column("Parameters", JsonObject(), nullable=False),
    Column("Customers", Integer, nullable=False),
    Column("Repeaters", Integer, nullable=False),
    Column("FittedAt", UtcDateTime, nullable=False),
)

ai_usage = Table(
    "AIUsage",
    metadata,
    Column("Day", Unicode(10), primary_key=True, info=BY_LETTER),
    Column("Tokens", BigInteger, nullable=False),  # used, and reserved for calls under way
)

CUSTOMER_DATA = (
    CustomerData(
        "CustomerInsights",
        "CustomerId",
        frozenset({"RecommendedActions", "KeyInterests", "PreferredCommunicationTimes"}),
    ),
    CustomerData("TextFindings", "CustomerId", frozenset({"KeyPhrases"})),
    CustomerData("Suggestions", "CustomerId", frozenset()),
    CustomerData("InsightRefreshes", "CustomerId", frozenset()),
)
NO_CUSTOMER_DATA = (
    NoCustomerData("InsightModels", "numbers that describe all customers together"),
    NoCustomerData("AIUsage", "counts what a model used, for whomever"),
)
UNIQUE = (
    Unique("UQ_CustomerInsights_CustomerId", ("CustomerInsights.CustomerId",), ConcurrentChange),
    Unique("PK_TextFindings", ("TextFindings.Id",), ConcurrentChange),
    Unique("UX_Suggestions_SourceId_Kind", ("Suggestions.SourceId", "Suggestions.Kind"), ConcurrentChange),
    Unique("PK_InsightRefreshes", ("InsightRefreshes.CustomerId",), ConcurrentChange),
    Unique("PK_InsightModels", ("InsightModels.Name",), ConcurrentChange),
    Unique("PK_AIUsage", ("AIUsage.Day",), ConcurrentChange),
)
