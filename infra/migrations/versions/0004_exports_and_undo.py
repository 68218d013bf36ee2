"""Exports; of imports: rehearsals, progress, and what undoing needs."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.mssql import DATETIME2

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    dialect = op.get_context().dialect.name
    moment = sa.DateTime().with_variant(DATETIME2(6), "mssql")
    no, zero = (sa.false() if dialect == "postgresql" else sa.text("0")), sa.text("0")
    op.create_table(
        "ContactExports",
        sa.Column("Id", sa.Uuid(), primary_key=True),
        sa.Column("Format", sa.Unicode(20), nullable=False),
        sa.Column("CustomerIds", sa.UnicodeText(), nullable=False),
        sa.Column("Tags", sa.UnicodeText(), nullable=False),
        sa.Column("Columns", sa.UnicodeText(), nullable=False),
        sa.Column("Status", sa.Unicode(30), nullable=False),
        sa.Column("FailureReason", sa.Unicode(1000)),
        sa.Column("RecordCount", sa.Integer()),
        sa.Column("Attempts", sa.Integer(), nullable=False),
        sa.Column("CreatedAt", moment, nullable=False),
        sa.Column("CreatedBy", sa.Unicode(100), nullable=False),
        sa.Column("FinishedAt", moment),
        sa.Column("RowVersion", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("Id", name="PK_ContactExports"),
    )
    op.create_index("IX_ContactExports_CreatedAt", "ContactExports", ["CreatedAt", "Id"])
    op.add_column("ContactImports", sa.Column("DryRun", sa.Boolean(), nullable=False, server_default=no))
    op.add_column("ContactImports", sa.Column("Columns", sa.UnicodeText()))
    op.add_column("ContactImports", sa.Column("Progress", sa.Float()))
    op.add_column("ContactImports", sa.Column("UndoRequestedAt", moment))
    op.add_column("ContactImports", sa.Column("UndoneRecords", sa.Integer(), nullable=False, server_default=zero))
    op.add_column("ContactImports", sa.Column("KeptRecords", sa.Integer(), nullable=False, server_default=zero))
    op.add_column("ContactImportRows", sa.Column("NewCustomer", sa.Boolean(), nullable=False, server_default=no))
    op.add_column("ContactImportRows", sa.Column("EmailKey", sa.Unicode(255)))
    op.add_column("ContactImportRows", sa.Column("Before", sa.UnicodeText()))


def downgrade() -> None:
    for column in ("Before", "EmailKey", "NewCustomer"):
        op.drop_column("ContactImportRows", column, mssql_drop_default=True)
    for column in ("KeptRecords", "UndoneRecords", "UndoRequestedAt", "Progress", "Columns", "DryRun"):
        op.drop_column("ContactImports", column, mssql_drop_default=True)
    op.drop_table("ContactExports")
