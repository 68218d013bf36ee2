"""What is to be done for customers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.mssql import DATETIME2

revision = "0013"
down_revision = "0012"

moment = sa.DateTime().with_variant(DATETIME2(6), "mssql")


def upgrade() -> None:
    op.create_table(
        "FollowUps",
        sa.Column("Id", sa.Uuid, nullable=False),
        sa.Column("CustomerId", sa.Uuid, nullable=False),
        sa.Column("Subject", sa.Unicode(500), nullable=False),
        sa.Column("Description", sa.UnicodeText),
        sa.Column("DueDate", moment, nullable=False),
        sa.Column("Priority", sa.Unicode(20), nullable=False),
        sa.Column("Status", sa.Unicode(20), nullable=False, server_default="Pending"),
        sa.Column("AssignedTo", sa.Unicode(100)),
        sa.Column("CompletedAt", moment),
        sa.Column("CompletedBy", sa.Unicode(100)),
        sa.Column("CreatedAt", moment, nullable=False),
        sa.Column("CreatedBy", sa.Unicode(100), nullable=False),
        sa.Column("CancelledAt", moment),
        sa.Column("CancelledBy", sa.Unicode(100)),
        sa.Column("RowVersion", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("Id", name="PK_FollowUps"),
        sa.ForeignKeyConstraint(["CustomerId"], ["Customers.Id"], name="FK_FollowUps_Customers", ondelete="CASCADE"),
    )
    for name in ("CustomerId", "DueDate", "Status", "AssignedTo"):
        columns = dict.fromkeys((name, "DueDate", "Id"))
        op.create_index(f"IX_FollowUps_{name}", "FollowUps", [*columns])


def downgrade() -> None:
    op.drop_table("FollowUps")
