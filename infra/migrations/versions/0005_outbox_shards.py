"""The outbox in shards: one relay at a time publishes a shard, which keeps the order of its sessions."""

from typing import Any
from zlib import crc32

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects.mssql import DATETIME2

revision = "0005"
down_revision = "0004"

SHARDS = 16


def upgrade() -> None:
    dialect = op.get_context().dialect.name

    def where(condition: str) -> dict[str, Any]:
        left, right = ("[", "]") if dialect == "mssql" else ('"', '"')
        return {f"{dialect}_where": sa.text(condition.replace("<", left).replace(">", right))}

    moment = sa.DateTime().with_variant(DATETIME2(6), "mssql")
    shards = op.create_table(
        "OutboxShards",
        sa.Column("Shard", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("LeaseOwner", sa.Uuid()),
        sa.Column("LeasedUntil", moment),
        sa.PrimaryKeyConstraint("Shard", name="PK_OutboxShards"),
    )
    op.bulk_insert(shards, [{"Shard": number} for number in range(SHARDS)])
    op.add_column("Outbox", sa.Column("Shard", sa.Integer(), nullable=False, server_default=sa.text("0")))
    op.drop_column("Outbox", "LeaseOwner")
    if not context.is_offline_mode():
        _place_what_waits()
    op.create_index("IX_Outbox_Waiting", "Outbox", ["Position"], **where("<SentAt> IS NULL AND <FailedAt> IS NULL"))
    op.create_index("IX_Outbox_FailedAt", "Outbox", ["FailedAt"], **where("<FailedAt> IS NOT NULL"))


def _place_what_waits() -> None:
    """Later events of a session go to its shard; those that wait already must stand there, too."""
    outbox = sa.table("Outbox", sa.column("SessionId"), sa.column("Shard"), sa.column("SentAt"))
    connection = op.get_bind()
    waiting = outbox.c.SentAt.is_(None)
    for (session,) in connection.execute(sa.select(outbox.c.SessionId).where(waiting).distinct()).all():
        shard = crc32(session.encode()) % SHARDS
        connection.execute(sa.update(outbox).where(waiting, outbox.c.SessionId == session).values(Shard=shard))


def downgrade() -> None:
    op.drop_index("IX_Outbox_FailedAt", table_name="Outbox")
    op.drop_index("IX_Outbox_Waiting", table_name="Outbox")
    op.add_column("Outbox", sa.Column("LeaseOwner", sa.Uuid()))
    if op.get_context().dialect.name == "mssql":
        op.drop_column("Outbox", "Shard", mssql_drop_default=True)
    else:
        op.drop_column("Outbox", "Shard")
    op.drop_table("OutboxShards")
