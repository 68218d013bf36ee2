"""The event log, the outbox and the inbox (specification §6.1.10; outbox and inbox are ours)."""

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Unicode, UnicodeText, UniqueConstraint, Uuid

from shared.kernel.customer_data import CustomerData, NoCustomerData
from shared.platform.persistence.column_types import UtcDateTime, metadata
from shared.platform.persistence.constraints import ConcurrentChange, Unique

domain_events = Table(
    "DomainEvents",
    metadata,
    Column("Id", Uuid, primary_key=True),
    Column("AggregateId", Uuid, nullable=False, index=True),
    Column("AggregateType", Unicode(100), nullable=False),
    Column("EventType", Unicode(100), nullable=False, index=True),
    Column("EventData", UnicodeText, nullable=False),
    Column("EventVersion", Integer, nullable=False, server_default="1"),
    Column("OccurredAt", UtcDateTime, nullable=False, index=True),
    Column("UserId", Unicode(100)),
    # Ours: which customer the event is about, and the fields it changed with their old values (for the history).
    Column("CustomerId", Uuid),
    Column("Changes", UnicodeText, nullable=False),
    Column("Seal", Unicode(44)),  # see chain.py; none: from before the chain
    UniqueConstraint("AggregateId", "EventVersion", name="UQ_DomainEvents_AggregateId_EventVersion"),
    Index("IX_DomainEvents_CustomerId_OccurredAt", "CustomerId", "OccurredAt"),
)

event_streams = Table(
    "EventStreams",  # a row for each entity that has events
    metadata,
    Column("AggregateId", Uuid, primary_key=True),
    Column("CustomerId", Uuid, index=True),  # whose key wraps its own
    Column("Version", Integer, nullable=False),  # of its last event
    Column("Seal", Unicode(44), nullable=False),  # of its last event
    Column("KeyId", Uuid),  # of EncryptionKeys: what wraps its key, if no customer's does
    Column("WrappedKey", Unicode(60)),  # base64; empty once it was destroyed
    Column("KeyFromVersion", Integer, nullable=False, server_default="0"),  # what is older was of a key that is gone
    Column("PurgedVersion", Integer, nullable=False, server_default="0"),  # its events up to here went: see purging.py
    Column("PurgedSeal", Unicode(44)),  # of the last that went
    Column("PurgedProof", Unicode(44)),  # that it was us who let them go
)

outbox = Table(
    "Outbox",
    metadata,
    Column("Position", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("EventId", Uuid, nullable=False),
    Column("Topic", Unicode(100), nullable=False),
    Column("SessionId", Unicode(50), nullable=False),
    Column("TraceParent", Unicode(60)),
    Column("Shard", Integer, nullable=False, server_default="0"),  # of its session: see OutboxShards
    Column("DueAt", UtcDateTime, nullable=False),  # not before
    Column("Attempts", Integer, nullable=False, server_default="0"),
    Column("LastError", Unicode(500)),
    Column("SentAt", UtcDateTime),
    Column("FailedAt", UtcDateTime),  # given up: too large, or refused too often
    sqlite_autoincrement=True,
)
# What waits is found by indexes over (Position) and (SessionId, Position) of unsent rows, what was given up by one over
# FailedAt; filtered, they are the migrations' alone.
Index("IX_Outbox_SentAt", outbox.c.SentAt)

SHARDS = 16

outbox_shards = Table(
    "OutboxShards",  # the sessions of a shard are published by who has its lease, and by no other
    metadata,
    Column("Shard", Integer, primary_key=True, autoincrement=False),
    Column("LeaseOwner", Uuid),
    Column("LeasedUntil", UtcDateTime),  # by the database's clock
)

inbox = Table(
    "Inbox",
    metadata,
    Column("Consumer", Unicode(100), primary_key=True),
    Column("MessageId", Unicode(128), primary_key=True),
    Column("HandledAt", UtcDateTime, nullable=False, index=True),
)

CUSTOMER_DATA = (CustomerData("DomainEvents", "CustomerId", frozenset({"EventData", "Changes"})),)
NO_CUSTOMER_DATA = (
    NoCustomerData("EventStreams", "ids, seals and keys; the keys are destroyed"),
    NoCustomerData("Outbox", "points at events, carries none of their content"),
    NoCustomerData("OutboxShards", "leases"),
    NoCustomerData("Inbox", "message ids only"),
)
UNIQUE = (
    Unique(  # another changed the same entity first
        "UQ_DomainEvents_AggregateId_EventVersion",
        ("DomainEvents.AggregateId", "DomainEvents.EventVersion"),
        ConcurrentChange,
    ),
    Unique("PK_Inbox", ("Inbox.Consumer", "Inbox.MessageId"), ConcurrentChange),  # the message is handled twice at once
)
