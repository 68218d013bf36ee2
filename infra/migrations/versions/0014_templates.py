"""Texts of messages."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.mssql import DATETIME2

revision = "0014"
down_revision = "0013"

moment = sa.DateTime().with_variant(DATETIME2(6), "mssql")


def upgrade() -> None:
    dialect = op.get_context().dialect.name
    by_letter = sa.Unicode(200).with_variant(sa.Unicode(200, collation="Latin1_General_100_BIN2"), "mssql")
    op.create_table(
        "Templates",
        sa.Column("Id", sa.Uuid, nullable=False),
        sa.Column("Name", sa.Unicode(200), nullable=False),
        sa.Column("Channel", sa.Unicode(20), nullable=False),
        sa.Column("Format", sa.Unicode(20), nullable=False),
        sa.Column("Subject", sa.Unicode(500)),
        sa.Column("Body", sa.UnicodeText, nullable=False),
        sa.Column("ContentVersion", sa.Integer, nullable=False),
        sa.Column("LiveNameKey", by_letter),
        sa.Column("CreatedAt", moment, nullable=False),
        sa.Column("CreatedBy", sa.Unicode(100), nullable=False),
        sa.Column("LastModifiedAt", moment),
        sa.Column("LastModifiedBy", sa.Unicode(100)),
        sa.Column("DeletedAt", moment),
        sa.Column("RowVersion", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("Id", name="PK_Templates"),
    )
    op.create_index("IX_Templates_Name", "Templates", ["Name", "Id"])
    taken = "[LiveNameKey] IS NOT NULL" if dialect == "mssql" else '"LiveNameKey" IS NOT NULL'
    live: dict[str, Any] = {f"{dialect}_where": sa.text(taken)}
    op.create_index("UX_Templates_LiveNameKey", "Templates", ["LiveNameKey"], unique=True, **live)


def downgrade() -> None:
    op.drop_table("Templates")
