"""Insights, and what they are made of; every customer there is gets one."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.mssql import DATETIME2

revision = "0022"
down_revision = "0021"

moment = sa.DateTime().with_variant(DATETIME2(6), "mssql")
by_letter = "Latin1_General_100_BIN2"


def percent(name: str) -> "sa.Column[object]":
    """DECIMAL(5,2); whole hundredths on SQLite."""
    return sa.Column(name, sa.Numeric(5, 2).with_variant(sa.BigInteger, "sqlite"), nullable=False)


def key(length: int) -> sa.types.TypeEngine[str]:
    """A text that SQL Server compares letter by letter."""
    return sa.Unicode(length).with_variant(sa.Unicode(length, collation=by_letter), "mssql")


def upgrade() -> None:
    op.create_table(
        "CustomerInsights",
        sa.Column("Id", sa.Uuid, nullable=False),
        sa.Column("CustomerId", sa.Uuid, nullable=False),
        percent("SentimentScore"),
        sa.Column("EngagementLevel", sa.Unicode(20), nullable=False),
        percent("ChurnRisk"),
        sa.Column("RecommendedActions", sa.UnicodeText, nullable=False),
        sa.Column("KeyInterests", sa.UnicodeText, nullable=False),
        sa.Column("PreferredCommunicationTimes", sa.Unicode(500), nullable=False),
        sa.Column("LastInteractionDate", moment),
        sa.Column("TotalInteractions", sa.Integer, nullable=False),
        sa.Column("GeneratedAt", moment, nullable=False),
        sa.Column("RiskLevel", sa.Unicode(20), nullable=False),
        sa.Column("ChurnFactors", sa.UnicodeText, nullable=False),
        sa.Column("ChurnModel", sa.Unicode(100), nullable=False),
        sa.Column("TextsAnalysed", sa.Integer, nullable=False),
        sa.Column("ExpectedValue", sa.Numeric(18, 2).with_variant(sa.BigInteger, "sqlite"), nullable=False),
        sa.Column("Model", sa.Unicode(100), nullable=False),
        sa.Column("Digest", sa.Unicode(64), nullable=False),
        sa.Column("StaleSince", moment),
        sa.Column("StaleReason", sa.Unicode(200)),
        sa.PrimaryKeyConstraint("Id", name="PK_CustomerInsights"),
        sa.ForeignKeyConstraint(
            ["CustomerId"], ["Customers.Id"], ondelete="CASCADE", name="FK_CustomerInsights_Customers"
        ),
        sa.UniqueConstraint("CustomerId", name="UQ_CustomerInsights_CustomerId"),
    )
    op.create_index("IX_CustomerInsights_GeneratedAt", "CustomerInsights", ["GeneratedAt"])
    for column in ("ChurnRisk", "SentimentScore", "ExpectedValue"):
        op.create_index(f"IX_CustomerInsights_{column}", "CustomerInsights", [column, "CustomerId"])
    op.create_table(
        "TextFindings",
        sa.Column("Id", sa.Uuid, nullable=False),
        sa.Column("CustomerId", sa.Uuid, nullable=False),
        sa.Column("ContactId", sa.Uuid),
        sa.Column("Source", sa.Unicode(20), nullable=False),
        sa.Column("Sentiment", sa.Unicode(20), nullable=False),
        percent("Score"),
        sa.Column("Intent", sa.Unicode(30)),
        percent("Confidence"),
        sa.Column("KeyPhrases", sa.UnicodeText, nullable=False),
        sa.Column("Language", sa.Unicode(10)),
        sa.Column("WrittenAt", moment, nullable=False),
        sa.Column("CreatedAt", moment, nullable=False),
        sa.Column("Model", sa.Unicode(100), nullable=False),
        sa.PrimaryKeyConstraint("Id", name="PK_TextFindings"),
    )
    op.create_index("IX_TextFindings_CustomerId", "TextFindings", ["CustomerId", "WrittenAt", "Id"])
    op.create_index("IX_TextFindings_WrittenAt", "TextFindings", ["WrittenAt"])
    op.create_table(
        "Suggestions",
        sa.Column("Id", sa.Uuid, nullable=False),
        sa.Column("CustomerId", sa.Uuid, nullable=False),
        sa.Column("ContactId", sa.Uuid),
        sa.Column("SourceId", sa.Uuid, nullable=False),
        sa.Column("Kind", sa.Unicode(30), nullable=False),
        sa.Column("Status", sa.Unicode(20), nullable=False),
        percent("Confidence"),
        sa.Column("Model", sa.Unicode(100), nullable=False),
        sa.Column("CreatedAt", moment, nullable=False),
        sa.Column("DecidedAt", moment),
        sa.Column("DecidedBy", sa.Unicode(100)),
        sa.PrimaryKeyConstraint("Id", name="PK_Suggestions"),
    )
    op.create_index("UX_Suggestions_SourceId_Kind", "Suggestions", ["SourceId", "Kind"], unique=True)
    op.create_index("IX_Suggestions_CustomerId", "Suggestions", ["CustomerId", "CreatedAt", "Id"])
    op.create_index("IX_Suggestions_CreatedAt", "Suggestions", ["CreatedAt"])
    op.create_table(
        "InsightRefreshes",
        sa.Column("CustomerId", sa.Uuid, nullable=False),
        sa.Column("IsChanged", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("ChangedAt", moment, nullable=False),
        sa.Column("DueAt", moment, nullable=False),
        sa.Column("Owner", sa.Uuid),
        sa.Column("LeaseUntil", moment),
        sa.Column("Failures", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.PrimaryKeyConstraint("CustomerId", name="PK_InsightRefreshes"),
        sa.ForeignKeyConstraint(
            ["CustomerId"], ["Customers.Id"], ondelete="CASCADE", name="FK_InsightRefreshes_Customers"
        ),
    )
    op.create_index("IX_InsightRefreshes_DueAt", "InsightRefreshes", ["IsChanged", "DueAt", "CustomerId"])
    op.create_index("IX_InsightRefreshes_Owner", "InsightRefreshes", ["Owner"])
    op.create_table(
        "InsightModels",
        sa.Column("Name", key(50), nullable=False),
        sa.Column("Parameters", sa.UnicodeText, nullable=False),
        sa.Column("Customers", sa.Integer, nullable=False),
        sa.Column("Repeaters", sa.Integer, nullable=False),
        sa.Column("FittedAt", moment, nullable=False),
        sa.PrimaryKeyConstraint("Name", name="PK_InsightModels"),
    )
    op.create_table(
        "AIUsage",
        sa.Column("Day", key(10), nullable=False),
        sa.Column("Tokens", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("Day", name="PK_AIUsage"),
    )
    op.add_column(
        "CommunicationHistory", sa.Column("AIGenerated", sa.Boolean, nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    op.drop_column("CommunicationHistory", "AIGenerated", mssql_drop_default=True)
    for name in ("AIUsage", "InsightModels", "InsightRefreshes", "Suggestions", "TextFindings", "CustomerInsights"):
        op.drop_table(name)
