"""Imports and exports say when their files were deleted."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.mssql import DATETIME2

revision = "0008"
down_revision = "0007"

TABLES = ("ContactImports", "ContactExports")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("ForgottenAt", sa.DateTime().with_variant(DATETIME2(6), "mssql")))


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "ForgottenAt")
