"""Merges: who went into whom, which rows moved with it, and under which ids contacts are known since."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.mssql import DATETIME2

revision = "0020"
down_revision = "0019"

INTO = ("MergingIntoCustomerId", "MergedIntoCustomerId")
moment = sa.DateTime().with_variant(DATETIME2(6), "mssql")


def upgrade() -> None:
    op.add_column("Customers", sa.Column("MergingIntoCustomerId", sa.Uuid))
    op.add_column("Customers", sa.Column("MergedIntoCustomerId", sa.Uuid))
    op.add_column("Customers", sa.Column("MergedFrom", sa.UnicodeText))
    dialect = op.get_context().dialect.name
    for column in INTO:
        known = f"[{column}] IS NOT NULL" if dialect == "mssql" else f'"{column}" IS NOT NULL'
        op.create_index(f"IX_Customers_{column}", "Customers", [column], **{f"{dialect}_where": sa.text(known)})  # type: ignore[arg-type]
    op.create_table(
        "Merges",
        sa.Column("Id", sa.Uuid, nullable=False),
        sa.Column("SourceCustomerId", sa.Uuid, nullable=False),
        sa.Column("TargetCustomerId", sa.Uuid, nullable=False),
        sa.Column("Status", sa.Unicode(20), nullable=False),
        sa.Column("IsUnfinished", sa.Boolean, nullable=False),
        sa.Column("Stays", sa.UnicodeText, nullable=False),
        sa.Column("FieldChoices", sa.UnicodeText, nullable=False),
        sa.Column("HasContacts", sa.Boolean, nullable=False),
        sa.Column("Moved", sa.UnicodeText, nullable=False),
        sa.Column("SourceStatus", sa.Unicode(20)),
        sa.Column("FailureReason", sa.Unicode(1000)),
        sa.Column("CreatedAt", moment, nullable=False),
        sa.Column("CreatedBy", sa.Unicode(100), nullable=False),
        sa.Column("CompletedAt", moment),
        sa.Column("TargetVersion", sa.Integer),
        sa.Column("UndoneBy", sa.Unicode(100)),
        sa.Column("UndoStartedAt", moment),
        sa.Column("UndoneAt", moment),
        sa.Column("KeptFields", sa.UnicodeText),
        sa.Column("LaterRecords", sa.UnicodeText),
        sa.Column("SignOfLife", moment, nullable=False),
        sa.Column("RowVersion", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("Id", name="PK_Merges"),
    )
    op.create_index("IX_Merges_SourceCustomerId", "Merges", ["SourceCustomerId", "CreatedAt"])
    op.create_index("IX_Merges_TargetCustomerId", "Merges", ["TargetCustomerId", "CreatedAt"])
    op.create_index("IX_Merges_CreatedAt", "Merges", ["CreatedAt", "Id"])
    op.create_index("IX_Merges_IsUnfinished", "Merges", ["IsUnfinished", "SignOfLife"])
    op.create_table(
        "MergedRows",
        sa.Column("MergeId", sa.Uuid, nullable=False),
        sa.Column("What", sa.Unicode(40), nullable=False),
        sa.Column("RowId", sa.Uuid, nullable=False),
        sa.Column("ContactId", sa.Uuid),
        sa.PrimaryKeyConstraint("MergeId", "What", "RowId", name="PK_MergedRows"),
    )
    op.create_table(
        "MergedContacts",
        sa.Column("ContactId", sa.Uuid, nullable=False),
        sa.Column("IntoContactId", sa.Uuid, nullable=False),
        sa.Column("MergeId", sa.Uuid, nullable=False),
        sa.PrimaryKeyConstraint("ContactId", name="PK_MergedContacts"),
    )
    op.create_index("IX_MergedContacts_IntoContactId", "MergedContacts", ["IntoContactId"])
    op.create_index("IX_MergedContacts_MergeId", "MergedContacts", ["MergeId"])


def downgrade() -> None:
    for name in ("MergedContacts", "MergedRows", "Merges"):
        op.drop_table(name)
    for column in INTO:
        op.drop_index(f"IX_Customers_{column}", "Customers")
    for column in ("MergedFrom", "MergedIntoCustomerId", "MergingIntoCustomerId"):
        op.drop_column("Customers", column)
