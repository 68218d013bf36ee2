"""Every change of a consent."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.mssql import DATETIME2

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "Consents",
        sa.Column("Id", sa.Uuid, nullable=False),
        sa.Column("CustomerId", sa.Uuid, nullable=False),
        sa.Column("ContactId", sa.Uuid),
        sa.Column("Purpose", sa.Unicode(20), nullable=False),
        sa.Column("Channel", sa.Unicode(20)),
        sa.Column("Granted", sa.Boolean, nullable=False),
        sa.Column("Previous", sa.Boolean),
        sa.Column("ChangedAt", sa.DateTime().with_variant(DATETIME2(6), "mssql"), nullable=False),
        sa.Column("ChangedBy", sa.Unicode(100), nullable=False),
        sa.Column("Source", sa.Unicode(500)),
        sa.Column("Wording", sa.Unicode(1000)),
        sa.PrimaryKeyConstraint("Id", name="PK_Consents"),
    )
    op.create_index("IX_Consents_CustomerId_ChangedAt", "Consents", ["CustomerId", "ChangedAt", "Id"])


def downgrade() -> None:
    op.drop_table("Consents")
