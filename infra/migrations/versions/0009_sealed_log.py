"""The event log is sealed and what is personal in it encrypted; keys are kept by the vault's leave."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.mssql import DATETIME2

revision = "0009"
down_revision = "0008"

moment = sa.DateTime().with_variant(DATETIME2(6), "mssql")


def upgrade() -> None:
    op.create_table(
        "EncryptionKeys",
        sa.Column("Id", sa.Uuid, nullable=False),
        sa.Column("Purpose", sa.Unicode(20), nullable=False),
        sa.Column("Wrapped", sa.Unicode(1000), nullable=False),
        sa.Column("WrappedBy", sa.Unicode(400), nullable=False),
        sa.Column("CreatedAt", moment, nullable=False),
        sa.Column("Number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("Id", name="PK_EncryptionKeys"),
    )
    op.create_index("UX_EncryptionKeys_Purpose_Number", "EncryptionKeys", ["Purpose", "Number"], unique=True)
    op.create_table(
        "EventStreams",
        sa.Column("AggregateId", sa.Uuid, nullable=False),
        sa.Column("CustomerId", sa.Uuid),
        sa.Column("Version", sa.Integer, nullable=False),
        sa.Column("Seal", sa.Unicode(44), nullable=False),
        sa.Column("KeyId", sa.Uuid),
        sa.Column("WrappedKey", sa.Unicode(60)),
        sa.PrimaryKeyConstraint("AggregateId", name="PK_EventStreams"),
    )
    op.create_index("IX_EventStreams_CustomerId", "EventStreams", ["CustomerId"])
    op.add_column("DomainEvents", sa.Column("Seal", sa.Unicode(44)))
    dialect = op.get_context().dialect.name
    unsealed: dict[str, Any] = {
        f"{dialect}_where": sa.text('"Seal" IS NULL' if dialect != "mssql" else "[Seal] IS NULL")
    }
    op.create_index("IX_DomainEvents_Unsealed", "DomainEvents", ["AggregateId", "EventVersion"], **unsealed)
    {"sqlite": _sqlite, "mssql": _mssql, "postgresql": _postgresql}[dialect]()


def _sqlite() -> None:
    """What is not sealed yet is sealed once; what is sealed is never rewritten."""
    op.execute("DROP TRIGGER DomainEvents_NoUpdate")
    op.execute(
        "CREATE TRIGGER DomainEvents_NoUpdate BEFORE UPDATE ON DomainEvents WHEN old.Seal IS NOT NULL"
        " BEGIN SELECT RAISE(ABORT, 'DomainEvents is append-only'); END"
    )


def _mssql() -> None:
    """The T-SQL twin: the trigger stands instead of the statement, and does what it lets through."""
    op.execute(
        "ALTER TRIGGER DomainEvents_AppendOnly ON DomainEvents INSTEAD OF UPDATE, DELETE AS BEGIN"
        " IF NOT EXISTS (SELECT 1 FROM inserted) AND EXISTS (SELECT 1 FROM deleted)"
        " OR EXISTS (SELECT 1 FROM deleted WHERE Seal IS NOT NULL)"
        " THROW 51000, 'DomainEvents is append-only', 1;"
        " UPDATE log SET EventData = new.EventData, Changes = new.Changes, Seal = new.Seal"
        " FROM DomainEvents AS log JOIN inserted AS new ON new.Id = log.Id; END"
    )


def _postgresql() -> None:
    """The PostgreSQL twin."""
    op.execute('DROP TRIGGER "DomainEvents_AppendOnly" ON "DomainEvents"')
    for verb, when in (("UPDATE", 'WHEN (OLD."Seal" IS NOT NULL)'), ("DELETE", "")):
        op.execute(
            f'CREATE TRIGGER "DomainEvents_No{verb.capitalize()}" BEFORE {verb} ON "DomainEvents"'
            f" FOR EACH ROW {when} EXECUTE FUNCTION domain_events_append_only()"
        )


def downgrade() -> None:
    dialect = op.get_context().dialect.name
    if dialect == "sqlite":
        op.execute("DROP TRIGGER DomainEvents_NoUpdate")
        op.execute(
            "CREATE TRIGGER DomainEvents_NoUpdate BEFORE UPDATE ON DomainEvents"
            " BEGIN SELECT RAISE(ABORT, 'DomainEvents is append-only'); END"
        )
    elif dialect == "mssql":
        op.execute(
            "ALTER TRIGGER DomainEvents_AppendOnly ON DomainEvents INSTEAD OF UPDATE, DELETE AS"
            " THROW 51000, 'DomainEvents is append-only', 1"
        )
    else:
        for verb in ("Update", "Delete"):
            op.execute(f'DROP TRIGGER "DomainEvents_No{verb}" ON "DomainEvents"')
        op.execute(
            'CREATE TRIGGER "DomainEvents_AppendOnly" BEFORE UPDATE OR DELETE ON "DomainEvents"'
            " FOR EACH ROW EXECUTE FUNCTION domain_events_append_only()"
        )
    op.drop_index("IX_DomainEvents_Unsealed", "DomainEvents")
    op.drop_column("DomainEvents", "Seal")
    op.drop_table("EventStreams")
    op.drop_table("EncryptionKeys")
