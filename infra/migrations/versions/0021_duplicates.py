"""What customers are compared by, and the pairs that are probably one and the same."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.mssql import DATETIME2

revision = "0021"
down_revision = "0020"

moment = sa.DateTime().with_variant(DATETIME2(6), "mssql")


def upgrade() -> None:
    op.create_table(
        "MatchKeys",
        sa.Column("Key", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("CustomerId", sa.Uuid, nullable=False),
        sa.PrimaryKeyConstraint("Key", "CustomerId", name="PK_MatchKeys"),
        sqlite_with_rowid=False,
    )
    op.create_index("IX_MatchKeys_CustomerId", "MatchKeys", ["CustomerId"])
    op.create_table(
        "CommonNameWords",
        sa.Column("Word", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("Customers", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("Word", name="PK_CommonNameWords"),
    )
    op.create_table(
        "DuplicatePairs",
        sa.Column("FirstCustomerId", sa.Uuid, nullable=False),
        sa.Column("SecondCustomerId", sa.Uuid, nullable=False),
        sa.Column("Score", sa.Integer, nullable=False),
        sa.Column("Reasons", sa.UnicodeText, nullable=False),
        sa.Column("FoundAt", moment, nullable=False),
        sa.Column("IsDismissed", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("DismissedAt", moment),
        sa.Column("DismissedBy", sa.Unicode(100)),
        sa.PrimaryKeyConstraint("FirstCustomerId", "SecondCustomerId", name="PK_DuplicatePairs"),
    )
    op.create_index("IX_DuplicatePairs_SecondCustomerId", "DuplicatePairs", ["SecondCustomerId"])
    op.create_index(
        "IX_DuplicatePairs_Score", "DuplicatePairs", ["IsDismissed", "Score", "FirstCustomerId", "SecondCustomerId"]
    )


def downgrade() -> None:
    for name in ("DuplicatePairs", "CommonNameWords", "MatchKeys"):
        op.drop_table(name)
