"""Imports of contact lists, and the outcome of each of their rows."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.mssql import DATETIME2

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    dialect = op.get_context().dialect.name
    by_letter = sa.Unicode(450).with_variant(sa.Unicode(450, collation="Latin1_General_100_BIN2"), "mssql")
    moment = sa.DateTime().with_variant(DATETIME2(6), "mssql")
    no, zero = (sa.false() if dialect == "postgresql" else sa.text("0")), sa.text("0")
    op.create_table(
        "ContactImports",
        sa.Column("Id", sa.Uuid(), primary_key=True),
        sa.Column("FileName", sa.Unicode(400), nullable=False),
        sa.Column("BlobName", by_letter, nullable=False),
        sa.Column("BlobETag", sa.Unicode(200)),
        sa.Column("Format", sa.Unicode(20)),
        sa.Column("Mappings", sa.UnicodeText(), nullable=False),
        sa.Column("Mode", sa.Unicode(20), nullable=False),
        sa.Column("OnUnknownCustomer", sa.Unicode(20), nullable=False),
        sa.Column("CustomerId", sa.Uuid()),
        sa.Column("Status", sa.Unicode(30), nullable=False),
        sa.Column("FailureReason", sa.Unicode(1000)),
        sa.Column("TotalRecords", sa.Integer()),
        sa.Column("ProcessedRecords", sa.Integer(), nullable=False, server_default=zero),
        sa.Column("SuccessfulRecords", sa.Integer(), nullable=False, server_default=zero),
        sa.Column("FailedRecords", sa.Integer(), nullable=False, server_default=zero),
        sa.Column("LeaseOwner", sa.Uuid()),
        sa.Column("LeasedUntil", moment),
        sa.Column("CancelRequested", sa.Boolean(), nullable=False, server_default=no),
        sa.Column("CreatedAt", moment, nullable=False),
        sa.Column("CreatedBy", sa.Unicode(100), nullable=False),
        sa.Column("StartedAt", moment),
        sa.Column("FinishedAt", moment),
        sa.Column("RowVersion", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("Id", name="PK_ContactImports"),
    )
    op.create_index("UX_ContactImports_BlobName_BlobETag", "ContactImports", ["BlobName", "BlobETag"], unique=True)
    op.create_index("IX_ContactImports_CreatedAt", "ContactImports", ["CreatedAt", "Id"])
    op.create_index("IX_ContactImports_Status", "ContactImports", ["Status", "LeasedUntil"])
    op.create_table(
        "ContactImportRows",
        sa.Column("ImportId", sa.Uuid(), nullable=False),
        sa.Column("RowNumber", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("Outcome", sa.Unicode(20), nullable=False),
        sa.Column("CustomerId", sa.Uuid()),
        sa.Column("ContactId", sa.Uuid()),
        sa.Column("ContactVersion", sa.Integer()),
        sa.Column("Code", sa.Unicode(20)),
        sa.Column("ColumnName", sa.Unicode(200)),
        sa.Column("Message", sa.Unicode(500)),
        sa.Column("Cells", sa.UnicodeText()),
        sa.PrimaryKeyConstraint("ImportId", "RowNumber", name="PK_ContactImportRows"),
        sa.ForeignKeyConstraint(
            ["ImportId"], ["ContactImports.Id"], name="FK_ContactImportRows_ContactImports", ondelete="CASCADE"
        ),
    )
    op.create_index("IX_ContactImportRows_Outcome", "ContactImportRows", ["ImportId", "Outcome", "RowNumber"])
    op.create_index("IX_ContactImportRows_CustomerId", "ContactImportRows", ["CustomerId"])


def downgrade() -> None:
    op.drop_table("ContactImportRows")
    op.drop_table("ContactImports")
