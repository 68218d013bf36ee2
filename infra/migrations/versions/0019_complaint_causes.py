"""Why complaints came up, what they cost, what customers say of how we dealt with them, and the report of it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.mssql import DATETIME2

revision = "0019"
down_revision = "0018"

REPORTED = [
    "CreatedAt",
    "RootCause",
    "CompensationCurrency",
    "ResolvedAt",
    "FirstResponseMinutes",
    "FirstResponseBreached",
    "FirstResponseDueAt",
    "ResolutionTimeInHours",
    "ResolutionBusinessMinutes",
    "ResolutionBreached",
    "DueAt",
    "ReopenCount",
    "CompensationAmount",
    "SatisfactionScore",
    "CustomerSatisfied",
]


by_letter = sa.Unicode(100).with_variant(sa.Unicode(100, collation="Latin1_General_100_BIN2"), "mssql")


def columns() -> list[sa.Column]:  # type: ignore[type-arg]
    return [
        sa.Column("RootCause", by_letter),
        sa.Column("CompensationAmount", sa.Numeric(18, 2).with_variant(sa.BigInteger(), "sqlite")),
        sa.Column("CompensationCurrency", sa.Unicode(3)),
        sa.Column("FirstResponseMinutes", sa.Integer),
        sa.Column("SatisfactionScore", sa.Integer),
        sa.Column("SatisfactionComment", sa.UnicodeText),
        sa.Column("SatisfactionAt", sa.DateTime().with_variant(DATETIME2(6), "mssql")),
        sa.Column("CommunicationId", sa.Uuid),
    ]


def upgrade() -> None:
    for column in columns():
        op.add_column("Complaints", column)
    op.create_index("IX_Complaints_Report", "Complaints", REPORTED)
    op.add_column("CommunicationHistory", sa.Column("ComplaintId", sa.Uuid))


def downgrade() -> None:
    op.drop_column("CommunicationHistory", "ComplaintId")
    op.drop_index("IX_Complaints_Report", "Complaints")
    for column in reversed(columns()):
        op.drop_column("Complaints", column.name)
