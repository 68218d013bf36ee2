"""Events whose time is over may go; the log still shows that nothing else went."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("EventStreams", sa.Column("PurgedVersion", sa.Integer, nullable=False, server_default="0"))
    op.add_column("EventStreams", sa.Column("PurgedSeal", sa.Unicode(44)))
    op.add_column("EventStreams", sa.Column("PurgedProof", sa.Unicode(44)))
    {"sqlite": _sqlite, "mssql": _mssql, "postgresql": _postgresql}[op.get_context().dialect.name]()


def _sqlite() -> None:
    """An event is deleted only once its entity's row says that it is."""
    op.execute("DROP TRIGGER DomainEvents_NoDelete")
    op.execute(
        "CREATE TRIGGER DomainEvents_NoDelete BEFORE DELETE ON DomainEvents WHEN NOT EXISTS (SELECT 1"
        " FROM EventStreams WHERE AggregateId = old.AggregateId AND PurgedVersion >= old.EventVersion)"
        " BEGIN SELECT RAISE(ABORT, 'DomainEvents is append-only'); END"
    )


def _mssql() -> None:
    """The T-SQL twin: the trigger stands instead of the statement, and does what it lets through."""
    op.execute(
        "ALTER TRIGGER DomainEvents_AppendOnly ON DomainEvents INSTEAD OF UPDATE, DELETE AS BEGIN"
        " IF EXISTS (SELECT 1 FROM inserted) BEGIN"
        " IF EXISTS (SELECT 1 FROM deleted WHERE Seal IS NOT NULL) THROW 51000, 'DomainEvents is append-only', 1;"
        " UPDATE log SET EventData = new.EventData, Changes = new.Changes, Seal = new.Seal"
        " FROM DomainEvents AS log JOIN inserted AS new ON new.Id = log.Id; END"
        " ELSE BEGIN"
        " IF EXISTS (SELECT 1 FROM deleted AS old WHERE NOT EXISTS (SELECT 1 FROM EventStreams AS s"
        " WHERE s.AggregateId = old.AggregateId AND s.PurgedVersion >= old.EventVersion))"
        " THROW 51000, 'DomainEvents is append-only', 1;"
        " DELETE log FROM DomainEvents AS log JOIN deleted AS old ON old.Id = log.Id; END END"
    )


def _postgresql() -> None:
    """The PostgreSQL twin."""
    op.execute(
        "CREATE FUNCTION domain_events_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        ' IF NOT EXISTS (SELECT 1 FROM "EventStreams" WHERE "AggregateId" = OLD."AggregateId"'
        ' AND "PurgedVersion" >= OLD."EventVersion")'
        " THEN RAISE EXCEPTION 'DomainEvents is append-only'; END IF; RETURN OLD; END $$"
    )
    op.execute('DROP TRIGGER "DomainEvents_NoDelete" ON "DomainEvents"')
    op.execute(
        'CREATE TRIGGER "DomainEvents_NoDelete" BEFORE DELETE ON "DomainEvents"'
        " FOR EACH ROW EXECUTE FUNCTION domain_events_kept()"
    )


def downgrade() -> None:
    dialect = op.get_context().dialect.name
    if dialect == "sqlite":
        op.execute("DROP TRIGGER DomainEvents_NoDelete")
        op.execute(
            "CREATE TRIGGER DomainEvents_NoDelete BEFORE DELETE ON DomainEvents"
            " BEGIN SELECT RAISE(ABORT, 'DomainEvents is append-only'); END"
        )
    elif dialect == "mssql":
        op.execute(
            "ALTER TRIGGER DomainEvents_AppendOnly ON DomainEvents INSTEAD OF UPDATE, DELETE AS BEGIN"
            " IF NOT EXISTS (SELECT 1 FROM inserted) AND EXISTS (SELECT 1 FROM deleted)"
            " OR EXISTS (SELECT 1 FROM deleted WHERE Seal IS NOT NULL)"
            " THROW 51000, 'DomainEvents is append-only', 1;"
            " UPDATE log SET EventData = new.EventData, Changes = new.Changes, Seal = new.Seal"
            " FROM DomainEvents AS log JOIN inserted AS new ON new.Id = log.Id; END"
        )
    else:
        op.execute('DROP TRIGGER "DomainEvents_NoDelete" ON "DomainEvents"')
        op.execute(
            'CREATE TRIGGER "DomainEvents_NoDelete" BEFORE DELETE ON "DomainEvents"'
            " FOR EACH ROW EXECUTE FUNCTION domain_events_append_only()"
        )
        op.execute("DROP FUNCTION domain_events_kept()")
    for column in ("PurgedProof", "PurgedSeal", "PurgedVersion"):
        op.drop_column("EventStreams", column)
