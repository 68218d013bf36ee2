"""What is said to customers and by them, and the files that go with it."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.mssql import DATETIME2

revision = "0015"
down_revision = "0014"

moment = sa.DateTime().with_variant(DATETIME2(6), "mssql")
by_letter = sa.Unicode(255).with_variant(sa.Unicode(255, collation="Latin1_General_100_BIN2"), "mssql")
short_by_letter = sa.Unicode(20).with_variant(sa.Unicode(20, collation="Latin1_General_100_BIN2"), "mssql")


FOUND_BY = (
    ("Contacts", "Phone"),
    ("CustomerContactInfo", "SecondaryEmail"),
    ("CustomerContactInfo", "PrimaryPhone"),
    ("CustomerContactInfo", "SecondaryPhone"),
)
"""Whoever writes to us is found by these."""


def upgrade() -> None:
    _attachments()
    op.create_table(
        "CommunicationHistory",
        sa.Column("Id", sa.Uuid, nullable=False),
        sa.Column("CustomerId", sa.Uuid, nullable=False),
        sa.Column("Type", sa.Unicode(50), nullable=False),
        sa.Column("Subject", sa.Unicode(500)),
        sa.Column("Content", sa.UnicodeText),
        sa.Column("RecipientEmail", sa.Unicode(255)),
        sa.Column("RecipientPhone", sa.Unicode(50)),
        sa.Column("Direction", sa.Unicode(20), nullable=False),
        sa.Column("Status", sa.Unicode(50)),
        sa.Column("IsDelivered", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("DurationInSeconds", sa.Integer),
        sa.Column("ScheduledStart", moment),
        sa.Column("ScheduledEnd", moment),
        sa.Column("Location", sa.Unicode(255)),
        sa.Column("Attendees", sa.UnicodeText),
        sa.Column("Notes", sa.UnicodeText),
        sa.Column("CreatedAt", moment, nullable=False),
        sa.Column("CreatedBy", sa.Unicode(100), nullable=False),
        sa.Column("ContactId", sa.Uuid),
        sa.Column("OccurredAt", moment, nullable=False),
        sa.Column("Purpose", sa.Unicode(20), nullable=False, server_default="Service"),
        sa.Column("StatusReason", sa.Unicode(500)),
        sa.Column("Html", sa.UnicodeText),
        sa.Column("TemplateId", sa.Uuid),
        sa.Column("TemplateVersion", sa.Integer),
        sa.Column("Attachments", sa.UnicodeText),
        sa.Column("IsVirtual", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("MeetingLink", sa.Unicode(500)),
        sa.Column("TimeZone", sa.Unicode(50)),
        sa.Column("Sequence", sa.Integer, nullable=False, server_default="0"),
        sa.Column("SendAt", moment),
        sa.Column("SentAt", moment),
        sa.Column("Provider", sa.Unicode(20)),
        sa.Column("ProviderMessageId", sa.Unicode(255)),
        sa.Column("InReplyTo", sa.Uuid),
        sa.Column("IsVerified", sa.Boolean),
        sa.Column("Kind", sa.Unicode(20)),
        sa.Column("ContentPurgedAt", moment),
        sa.Column("RowVersion", sa.Integer, nullable=False),
        sa.Column("Pending", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("DueAt", moment),
        sa.Column("HasSlot", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("Owner", sa.Uuid),
        sa.Column("LeaseUntil", moment),
        sa.Column("Attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("TakenSequence", sa.Integer, nullable=False, server_default="0"),
        sa.Column("TriedSince", moment),
        sa.PrimaryKeyConstraint("Id", name="PK_CommunicationHistory"),
        sa.ForeignKeyConstraint(
            ["CustomerId"], ["Customers.Id"], name="FK_CommunicationHistory_Customers", ondelete="CASCADE"
        ),
    )
    table = "CommunicationHistory"
    op.create_index(f"IX_{table}_CustomerId_Type", table, ["CustomerId", "Type", "OccurredAt", "Id"])
    op.create_index(f"IX_{table}_CustomerId_OccurredAt", table, ["CustomerId", "OccurredAt", "Id"])
    op.create_index(f"IX_{table}_CreatedAt", table, ["CreatedAt"])
    _filtered("DueAt", ["DueAt", "Id"], "DueAt", "IS NOT NULL")
    _filtered("LeaseUntil", ["LeaseUntil", "Id"], "LeaseUntil", "IS NOT NULL")
    _filtered("Content", ["CreatedAt", "Id"], "ContentPurgedAt", "IS NULL")
    op.create_table(
        "ProviderQuotas",
        sa.Column("Channel", sa.Unicode(20), nullable=False),
        sa.Column("Provider", short_by_letter, nullable=False),
        sa.Column("FreeAt", sa.Unicode(500), nullable=False),
        sa.Column("PausedUntil", moment),
        sa.Column("RowVersion", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("Channel", "Provider", name="PK_ProviderQuotas"),
    )
    op.create_table(
        "AddressBounces",
        sa.Column("CustomerId", sa.Uuid, nullable=False),
        sa.Column("AddressKey", by_letter, nullable=False),
        sa.Column("SoftBounces", sa.Integer, nullable=False),
        sa.Column("BouncedAt", moment),
        sa.PrimaryKeyConstraint("CustomerId", "AddressKey", name="PK_AddressBounces"),
    )

    op.add_column("EventStreams", sa.Column("KeyFromVersion", sa.Integer, nullable=False, server_default="0"))
    for table, column in FOUND_BY:
        op.create_index(f"IX_{table}_{column}", table, [column])


def _attachments() -> None:
    op.create_table(
        "Attachments",
        sa.Column("Id", sa.Uuid, nullable=False),
        sa.Column("CustomerId", sa.Uuid, nullable=False),
        sa.Column("FileName", sa.Unicode(255), nullable=False),
        sa.Column("MediaType", sa.Unicode(100), nullable=False),
        sa.Column("Size", sa.BigInteger, nullable=False),
        sa.Column("BlobName", sa.Unicode(100), nullable=False),
        sa.Column("CreatedAt", moment, nullable=False),
        sa.Column("CreatedBy", sa.Unicode(100), nullable=False),
        sa.Column("RemovedAt", moment),
        sa.Column("RowVersion", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("Id", name="PK_Attachments"),
        sa.ForeignKeyConstraint(["CustomerId"], ["Customers.Id"], name="FK_Attachments_Customers", ondelete="CASCADE"),
    )
    op.create_index("IX_Attachments_CreatedAt", "Attachments", ["CreatedAt"])
    op.create_index("IX_Attachments_CustomerId", "Attachments", ["CustomerId", "CreatedAt", "Id"])


def _filtered(name: str, columns: list[str], column: str, which: str) -> None:
    """An index of some rows only."""
    dialect = op.get_context().dialect.name
    only = f"[{column}] {which}" if dialect == "mssql" else f'"{column}" {which}'
    where: dict[str, Any] = {f"{dialect}_where": sa.text(only)}
    op.create_index(f"IX_CommunicationHistory_{name}", "CommunicationHistory", columns, **where)


def downgrade() -> None:
    op.drop_column("EventStreams", "KeyFromVersion")
    for table, column in FOUND_BY:
        op.drop_index(f"IX_{table}_{column}", table)
    for table in ("AddressBounces", "ProviderQuotas", "CommunicationHistory", "Attachments"):
        op.drop_table(table)
