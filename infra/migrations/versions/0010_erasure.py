"""Erasures, the marks of erased persons' addresses, and whose key an answer is kept under."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.mssql import DATETIME2

revision = "0010"
down_revision = "0009"

moment = sa.DateTime().with_variant(DATETIME2(6), "mssql")


def upgrade() -> None:
    by_letter = sa.Unicode(44).with_variant(sa.Unicode(44, collation="Latin1_General_100_BIN2"), "mssql")
    op.create_table(
        "Suppressions",
        sa.Column("Mark", by_letter, nullable=False),
        sa.Column("ErasureId", sa.Uuid, nullable=False),
        sa.Column("CreatedAt", moment, nullable=False),
        sa.PrimaryKeyConstraint("Mark", "ErasureId", name="PK_Suppressions"),
    )
    op.create_index("IX_Suppressions_ErasureId", "Suppressions", ["ErasureId"])
    op.create_table(
        "Erasures",
        sa.Column("Id", sa.Uuid, nullable=False),
        sa.Column("SubjectId", sa.Uuid, nullable=False),
        sa.Column("CustomerId", sa.Uuid, nullable=False),
        sa.Column("ContactId", sa.Uuid),
        sa.Column("Reference", sa.Unicode(200), nullable=False),
        sa.Column("RequestedAt", moment, nullable=False),
        sa.Column("DueAt", moment, nullable=False),
        sa.Column("Status", sa.Unicode(20), nullable=False),
        sa.Column("FailureReason", sa.Unicode(1000)),
        sa.Column("Stores", sa.UnicodeText, nullable=False),
        sa.Column("CreatedAt", moment, nullable=False),
        sa.Column("CreatedBy", sa.Unicode(100), nullable=False),
        sa.Column("FinishedAt", moment),
        sa.Column("RowVersion", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("Id", name="PK_Erasures"),
    )
    op.create_index("UX_Erasures_SubjectId", "Erasures", ["SubjectId"], unique=True)
    op.create_index("IX_Erasures_Status", "Erasures", ["Status"])
    op.add_column("IdempotencyKeys", sa.Column("SubjectId", sa.Uuid))


def downgrade() -> None:
    op.drop_column("IdempotencyKeys", "SubjectId")
    op.drop_table("Erasures")
    op.drop_table("Suppressions")
