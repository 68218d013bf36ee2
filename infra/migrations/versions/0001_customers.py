"""Customers, the event log with its outbox and inbox, and idempotency keys."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.mssql import DATETIME2

revision = "0001"
down_revision = None


def _compared_by_letter(length: int) -> sa.types.TypeEngine[str]:
    """Text that no collation may take for other text."""
    return sa.Unicode(length).with_variant(sa.Unicode(length, collation="Latin1_General_100_BIN2"), "mssql")


def upgrade() -> None:
    dialect = op.get_context().dialect.name
    moment = sa.DateTime().with_variant(DATETIME2(6), "mssql")
    money = sa.Numeric(18, 2).with_variant(sa.BigInteger(), "sqlite")  # SQLite has no exact decimals: hundredths
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    key_text = sa.Unicode(255).with_variant(sa.Unicode(255, collation="Latin1_General_100_BIN2"), "mssql")
    new_id = sa.text("NEWID()") if dialect == "mssql" else None
    now = sa.text("GETUTCDATE()") if dialect == "mssql" else sa.text("CURRENT_TIMESTAMP")
    yes, no = (sa.true(), sa.false()) if dialect == "postgresql" else (sa.text("1"), sa.text("0"))

    def where(*columns: str) -> dict[str, Any]:
        left, right = ("[", "]") if dialect == "mssql" else ('"', '"')
        return {f"{dialect}_where": sa.text(" AND ".join(columns).replace("<", left).replace(">", right))}

    op.create_table(
        "Customers",
        sa.Column("Id", sa.Uuid(), primary_key=True, server_default=new_id),
        sa.Column("CustomerNumber", sa.Unicode(50), nullable=False),
        sa.Column("CompanyName", sa.Unicode(200), nullable=False),
        sa.Column("Industry", sa.Unicode(100)),
        sa.Column("Type", sa.Unicode(50), nullable=False),
        sa.Column("Segment", sa.Unicode(50), nullable=False, server_default="Standard"),
        sa.Column("LifetimeValue", money, server_default=sa.text("0")),
        sa.Column("TotalEvents", sa.Integer(), server_default=sa.text("0")),
        sa.Column("Rating", sa.Unicode(20), server_default="Unrated"),
        sa.Column("Status", sa.Unicode(20), nullable=False, server_default="Active"),
        sa.Column("CreatedAt", moment, nullable=False, server_default=now),
        sa.Column("LastModifiedAt", moment),
        sa.Column("CreatedBy", sa.Unicode(100), nullable=False),
        sa.Column("LastModifiedBy", sa.Unicode(100)),
        sa.Column("IsDeleted", sa.Boolean(), nullable=False, server_default=no),
        sa.Column("DeletedAt", moment),
        sa.Column("RowVersion", sa.Integer(), nullable=False),
        sa.Column("LastActivityAt", moment, nullable=False),
        sa.PrimaryKeyConstraint("Id", name="PK_Customers"),
        sa.UniqueConstraint("CustomerNumber", name="UQ_Customers_CustomerNumber"),
    )
    op.create_index("IX_Customers_Status", "Customers", ["Status", "LastActivityAt"])
    op.create_index("IX_Customers_Type", "Customers", ["Type"])
    op.create_index("IX_Customers_CreatedAt", "Customers", ["CreatedAt"])

    op.create_table(
        "CustomerContactInfo",
        sa.Column("Id", sa.Uuid(), primary_key=True, server_default=new_id),
        sa.Column("CustomerId", sa.Uuid(), nullable=False),
        sa.Column("PrimaryEmail", sa.Unicode(255), nullable=False),
        sa.Column("SecondaryEmail", sa.Unicode(255)),
        sa.Column("PrimaryPhone", sa.Unicode(20)),
        sa.Column("SecondaryPhone", sa.Unicode(20)),
        sa.Column("Website", sa.Unicode(255)),
        *(
            sa.Column(f"{kind}{part}", sa.Unicode(length))
            for kind in ("Billing", "Shipping")
            for part, length in (("Street", 255), ("City", 100), ("State", 100), ("ZipCode", 20), ("Country", 100))
        ),
        sa.Column("LinkedInUrl", sa.Unicode(255)),
        sa.Column("TwitterHandle", sa.Unicode(100)),
        sa.Column("FacebookUrl", sa.Unicode(255)),
        sa.Column("LiveEmailKey", key_text),
        sa.PrimaryKeyConstraint("Id", name="PK_CustomerContactInfo"),
        sa.UniqueConstraint("CustomerId", name="UQ_CustomerContactInfo_CustomerId"),
        sa.ForeignKeyConstraint(
            ["CustomerId"], ["Customers.Id"], name="FK_CustomerContactInfo_Customers", ondelete="CASCADE"
        ),
    )
    op.create_index("IX_CustomerContactInfo_PrimaryEmail", "CustomerContactInfo", ["PrimaryEmail"])
    op.create_index(
        "UX_CustomerContactInfo_LiveEmailKey",
        "CustomerContactInfo",
        ["LiveEmailKey"],
        unique=True,
        **where("<LiveEmailKey> IS NOT NULL"),
    )

    op.create_table(
        "CustomerPreferences",
        sa.Column("Id", sa.Uuid(), primary_key=True, server_default=new_id),
        sa.Column("CustomerId", sa.Uuid(), nullable=False),
        sa.Column("PreferredCommunicationChannels", sa.Unicode(500)),
        sa.Column("CommunicationFrequency", sa.Unicode(50)),
        sa.Column("PreferredEventTypes", sa.UnicodeText()),
        sa.Column("Interests", sa.UnicodeText()),
        sa.Column("PreferredLanguage", sa.Unicode(10), server_default="en"),
        sa.Column("TimeZone", sa.Unicode(50), server_default="UTC"),
        sa.Column("EmailNotifications", sa.Boolean(), server_default=yes),
        sa.Column("SMSNotifications", sa.Boolean(), server_default=no),
        sa.Column("PushNotifications", sa.Boolean(), server_default=yes),
        sa.Column("MarketingConsent", sa.Boolean(), server_default=no),
        sa.Column("DataProcessingConsent", sa.Boolean(), server_default=yes),
        sa.PrimaryKeyConstraint("Id", name="PK_CustomerPreferences"),
        sa.UniqueConstraint("CustomerId", name="UQ_CustomerPreferences_CustomerId"),
        sa.ForeignKeyConstraint(
            ["CustomerId"], ["Customers.Id"], name="FK_CustomerPreferences_Customers", ondelete="CASCADE"
        ),
    )

    op.create_table(
        "CustomerSearch",
        sa.Column("Number", big, primary_key=True, autoincrement=False),
        sa.Column("CustomerId", sa.Uuid(), nullable=False),
        sa.Column("SortName", _compared_by_letter(400), nullable=False),
        sa.Column("EmailKey", _compared_by_letter(255), nullable=False),
        sa.Column("Type", sa.Unicode(50), nullable=False),
        sa.Column("Segment", sa.Unicode(50), nullable=False),
        sa.Column("Status", sa.Unicode(20), nullable=False),
        sa.Column("Words", sa.UnicodeText(), nullable=False),
        sa.PrimaryKeyConstraint("Number", name="PK_CustomerSearch"),
        sa.UniqueConstraint("CustomerId", name="UQ_CustomerSearch_CustomerId"),
        sa.ForeignKeyConstraint(
            ["CustomerId"], ["Customers.Id"], name="FK_CustomerSearch_Customers", ondelete="CASCADE"
        ),
    )
    op.create_index(
        "IX_CustomerSearch_SortName", "CustomerSearch", ["SortName", "CustomerId", "Status", "Type", "Segment"]
    )

    op.create_table(
        "NumberSeries",
        sa.Column("Name", sa.Unicode(50), primary_key=True),
        sa.Column("Latest", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("Name", name="PK_NumberSeries"),
    )
    if dialect == "sqlite":
        op.execute("INSERT INTO NumberSeries (Name, Latest) VALUES ('customers', 0)")
    else:
        op.execute(sa.schema.CreateSequence(sa.Sequence("CustomerNumbers", start=1, data_type=sa.BigInteger())))

    op.create_table(
        "DomainEvents",
        sa.Column("Id", sa.Uuid(), primary_key=True, server_default=new_id),
        sa.Column("AggregateId", sa.Uuid(), nullable=False),
        sa.Column("AggregateType", sa.Unicode(100), nullable=False),
        sa.Column("EventType", sa.Unicode(100), nullable=False),
        sa.Column("EventData", sa.UnicodeText(), nullable=False),
        sa.Column("EventVersion", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("OccurredAt", moment, nullable=False, server_default=now),
        sa.Column("UserId", sa.Unicode(100)),
        sa.Column("CustomerId", sa.Uuid()),
        sa.Column("Changes", sa.UnicodeText(), nullable=False),
        sa.PrimaryKeyConstraint("Id", name="PK_DomainEvents"),
        sa.UniqueConstraint("AggregateId", "EventVersion", name="UQ_DomainEvents_AggregateId_EventVersion"),
    )
    op.create_index("IX_DomainEvents_AggregateId", "DomainEvents", ["AggregateId"])
    op.create_index("IX_DomainEvents_EventType", "DomainEvents", ["EventType"])
    op.create_index("IX_DomainEvents_OccurredAt", "DomainEvents", ["OccurredAt"])
    op.create_index("IX_DomainEvents_CustomerId_OccurredAt", "DomainEvents", ["CustomerId", "OccurredAt"])

    op.create_table(
        "Outbox",
        sa.Column("Position", big, primary_key=True, autoincrement=True),
        sa.Column("EventId", sa.Uuid(), nullable=False),
        sa.Column("Topic", sa.Unicode(100), nullable=False),
        sa.Column("SessionId", sa.Unicode(50), nullable=False),
        sa.Column("TraceParent", sa.Unicode(60)),
        sa.Column("DueAt", moment, nullable=False),
        sa.Column("LeaseOwner", sa.Uuid()),
        sa.Column("Attempts", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("LastError", sa.Unicode(500)),
        sa.Column("SentAt", moment),
        sa.Column("FailedAt", moment),
        sa.PrimaryKeyConstraint("Position", name="PK_Outbox"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "IX_Outbox_Unsent", "Outbox", ["SessionId", "Position"], **where("<SentAt> IS NULL", "<FailedAt> IS NULL")
    )
    op.create_index("IX_Outbox_SentAt", "Outbox", ["SentAt"])

    op.create_table(
        "Inbox",
        sa.Column("Consumer", _compared_by_letter(100), primary_key=True),
        sa.Column("MessageId", _compared_by_letter(128), primary_key=True),
        sa.Column("HandledAt", moment, nullable=False),
        sa.PrimaryKeyConstraint("Consumer", "MessageId", name="PK_Inbox"),
    )
    op.create_index("IX_Inbox_HandledAt", "Inbox", ["HandledAt"])

    op.create_table(
        "IdempotencyKeys",
        sa.Column("Id", sa.Unicode(64), primary_key=True),
        sa.Column("RequestHash", sa.Unicode(64), nullable=False),
        sa.Column("Owner", sa.Uuid(), nullable=False),
        sa.Column("LeasedUntil", moment, nullable=False),
        sa.Column("CreatedAt", moment, nullable=False),
        sa.Column("Status", sa.Integer()),
        sa.Column("Headers", sa.UnicodeText()),
        sa.Column("Body", sa.UnicodeText()),
        sa.PrimaryKeyConstraint("Id", name="PK_IdempotencyKeys"),
    )
    op.create_index("IX_IdempotencyKeys_CreatedAt", "IdempotencyKeys", ["CreatedAt"])

    {"sqlite": _sqlite, "mssql": _mssql, "postgresql": _postgresql}[dialect]()


def _sqlite() -> None:
    """Full-text search over the search rows' words, kept by triggers; and a log that cannot be rewritten."""
    op.execute(
        "CREATE VIRTUAL TABLE CustomerSearchIndex USING fts5(Words, content='CustomerSearch', content_rowid='Number',"
        " tokenize='unicode61 remove_diacritics 0', prefix='1 2 3', detail=none)"
    )
    put = "INSERT INTO CustomerSearchIndex(rowid, Words) VALUES (new.Number, new.Words)"
    drop = "INSERT INTO CustomerSearchIndex(CustomerSearchIndex, rowid, Words) VALUES ('delete', old.Number, old.Words)"
    op.execute(f"CREATE TRIGGER CustomerSearch_Added AFTER INSERT ON CustomerSearch BEGIN {put}; END")
    op.execute(f"CREATE TRIGGER CustomerSearch_Removed AFTER DELETE ON CustomerSearch BEGIN {drop}; END")
    op.execute(
        "CREATE TRIGGER CustomerSearch_Changed AFTER UPDATE OF Words ON CustomerSearch"
        f" WHEN old.Words <> new.Words BEGIN {drop}; {put}; END"
    )
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER DomainEvents_No{verb.capitalize()} BEFORE {verb} ON DomainEvents"
            " BEGIN SELECT RAISE(ABORT, 'DomainEvents is append-only'); END"
        )


def _mssql() -> None:
    """The T-SQL twin; full-text search comes with a revision of its own, for it can't run inside a transaction."""
    op.execute(
        "CREATE TRIGGER DomainEvents_AppendOnly ON DomainEvents INSTEAD OF UPDATE, DELETE AS"
        " THROW 51000, 'DomainEvents is append-only', 1"
    )


def _postgresql() -> None:
    """The PostgreSQL twins."""
    op.execute(
        """CREATE INDEX "IX_CustomerSearch_Words" ON "CustomerSearch" USING gin (to_tsvector('simple', "Words"))"""
    )
    op.execute(
        "CREATE FUNCTION domain_events_append_only() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'DomainEvents is append-only'; END $$"
    )
    op.execute(
        'CREATE TRIGGER "DomainEvents_AppendOnly" BEFORE UPDATE OR DELETE ON "DomainEvents"'
        " FOR EACH ROW EXECUTE FUNCTION domain_events_append_only()"
    )


def downgrade() -> None:
    dialect = op.get_context().dialect.name
    if dialect == "sqlite":
        op.execute("DROP TABLE CustomerSearchIndex")
    for table in ("IdempotencyKeys", "Inbox", "Outbox", "DomainEvents", "NumberSeries"):
        op.drop_table(table)
    for table in ("CustomerSearch", "CustomerPreferences", "CustomerContactInfo", "Customers"):
        op.drop_table(table)
    if dialect != "sqlite":
        op.execute(sa.schema.DropSequence(sa.Sequence("CustomerNumbers")))
    if dialect == "postgresql":
        op.execute("DROP FUNCTION domain_events_append_only()")
