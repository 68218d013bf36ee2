"""The schema: migrations and tables agree, and the T-SQL is T-SQL."""

import io
import re
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from pytest import fixture
from sqlalchemy import create_engine, insert, select
from sqlalchemy.dialects import mssql, postgresql

from infra.migrations import config, target_metadata
from shared.customers.listing import CustomerQuery, search_customers
from shared.customers.repository import NUMBERS
from shared.customers.search import hits
from shared.customers.tables import customer_search
from shared.platform.messaging.outbox import LEASE, LEASED, NEXT, RELEASE, SHARDS_DUE
from shared.platform.persistence.number_series import COUNT_UP
from tests.support.world import World

DIALECTS = (mssql.dialect(), postgresql.dialect())


def tsql(way: str) -> str:
    out = io.StringIO()
    offline = config(dialect="mssql", output=out)
    command.upgrade(offline, "head", sql=True) if way == "up" else command.downgrade(offline, "head:base", sql=True)
    return out.getvalue()


def test_the_migrated_schema_is_the_declared_one(empty_database: Path) -> None:
    engine = create_engine(f"sqlite:///{empty_database}")
    with engine.connect() as connection:
        found = compare_metadata(
            MigrationContext.configure(connection, opts={"include_object": _ours}), target_metadata()
        )
    engine.dispose()

    assert [difference for difference in found if difference[0] != "remove_table"] == []


ALONE = (
    "UX_CustomerContactInfo_LiveEmailKey",
    "IX_Outbox_Unsent",
    "IX_DomainEvents_Unsealed",
    "IX_Outbox_Waiting",
    "IX_Outbox_FailedAt",
    "IX_Outbox_Due",
    "UX_Contacts_Primary",
    "UX_Templates_LiveNameKey",
    "IX_CommunicationHistory_DueAt",
    "IX_CommunicationHistory_LeaseUntil",
    "IX_CommunicationHistory_Content",
    "IX_Customers_MergingIntoCustomerId",
    "IX_Customers_MergedIntoCustomerId",
)


def _ours(_object: Any, name: str, kind: str, _reflected: bool, _compared: Any) -> bool:
    """Filtered indexes and SQLite's full-text tables are the migration's alone."""
    alone = kind == "index" and name in ALONE
    return not alone and not (kind == "table" and name.startswith("CustomerSearchIndex"))


def test_it_goes_up_and_down_and_up_again(tmp_path: Path) -> None:
    given = config(f"sqlite:///{tmp_path / 'x.db'}")
    command.upgrade(given, "head")
    command.downgrade(given, "base")
    with create_engine(f"sqlite:///{tmp_path / 'x.db'}").connect() as connection:
        left = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type IN ('table', 'trigger')").scalars()
        assert set(left) == {"alembic_version", "sqlite_sequence"}
    command.upgrade(given, "head")


FOREIGN = {
    "LIMIT": r"\bLIMIT\b",
    "ON CONFLICT": r"ON CONFLICT",
    "RETURNING": r"\bRETURNING\b",
    "||": r"\|\|",
    "IF NOT EXISTS": r"(?:TABLE|INDEX|COLUMN) IF NOT EXISTS",
    "double quotes": r'"',
    "BOOLEAN": r"\bBOOLEAN\b",
    "TEXT": r"\bTEXT\b",
    "VARCHAR without N": r"(?<!N)VARCHAR",
    "plain DATETIME": r"\bDATETIME\b",
    "AUTOINCREMENT": r"AUTOINCREMENT",
    "fts5": r"fts5",
    "a backtick": r"`",
    "a bound parameter": r"%\(",
}


def test_the_t_sql_holds_nothing_that_is_not_t_sql() -> None:
    for way in ("up", "down"):
        script = re.sub(r"alembic_version[^;]*;", "", tsql(way))
        script = re.sub(r"'[^']*'|--.*", "", script)
        assert not [name for name, sign in FOREIGN.items() if re.search(sign, script)], script


def test_the_t_sql_check_can_fail() -> None:
    for wrong in ("SELECT 1 LIMIT 1", "x VARCHAR(3)", 'CREATE TABLE "x" (y)', "a || b", "x DATETIME NULL"):
        assert [name for name, sign in FOREIGN.items() if re.search(sign, wrong)]


def test_the_tables_of_the_specification_have_its_columns_types_and_indexes() -> None:
    up = tsql("up")
    for said in (
        "[Id] UNIQUEIDENTIFIER NOT NULL DEFAULT NEWID()",
        "[CustomerNumber] NVARCHAR(50) NOT NULL",
        "[LifetimeValue] NUMERIC(18, 2)",
        "[CreatedAt] DATETIME2(6) NOT NULL DEFAULT GETUTCDATE()",
        "[IsDeleted] BIT NOT NULL DEFAULT 0",
        "[PreferredEventTypes] NVARCHAR(max)",
        "[TimeZone] NVARCHAR(50)",
        "[EventData] NVARCHAR(max) NOT NULL",
        "REFERENCES [Customers] ([Id]) ON DELETE CASCADE",
        "WHERE [LiveEmailKey] IS NOT NULL",
        "CREATE FULLTEXT INDEX ON CustomerSearch",
    ):
        assert said in up, said
    indexes = "Customers_Status Customers_Type Customers_CreatedAt CustomerContactInfo_PrimaryEmail"
    for index in f"{indexes} DomainEvents_AggregateId DomainEvents_EventType DomainEvents_OccurredAt".split():
        assert f"[IX_{index}]" in up


def test_full_text_statements_stand_outside_transactions() -> None:
    before, _, after = tsql("up").partition("IF NOT EXISTS (SELECT 1 FROM sys.fulltext_catalogs")

    assert before.rstrip().endswith(("COMMIT;\n\nGO", "GO"))
    assert before.count("BEGIN TRANSACTION") == before.count("COMMIT")
    assert "CREATE FULLTEXT INDEX" in after.partition("BEGIN TRANSACTION")[0]


@fixture
def captured(world: World) -> list[Any]:
    """The statements of a search, as built."""
    from sqlalchemy import event

    built: list[Any] = []
    event.listen(world.app.database.reader, "before_execute", lambda _c, clause, *_: built.append(clause))
    for number in range(3):
        world.has_customer(f"Twin {number}")
    asked = CustomerQuery(query="twin")
    cursor = world.search("twin", pageSize=1).next_cursor
    with world.app.database.reading() as session:
        search_customers(session, asked, asked.within(world.app.settings.business, of="customers"))
    world.search("twin", pageSize=1, cursor=cursor)
    return built


def test_every_statement_has_a_twin_in_t_sql_and_postgresql(captured: list[Any]) -> None:
    statements = [*captured, COUNT_UP, NUMBERS.next_in_sequence, SHARDS_DUE, LEASE, LEASED, NEXT, RELEASE]
    for table in target_metadata().tables.values():
        statements += [insert(table), select(table)]
    for statement in statements:
        for dialect in DIALECTS:
            text = str(statement.compile(dialect=dialect))
            if dialect.name == "mssql":
                assert not re.search(r"\bLIMIT\b|\bRETURNING\b|\|\|", text), text


def test_the_words_of_a_search_are_asked_for_in_each_databases_own_language() -> None:
    def asked(dialect: str) -> tuple[str, dict[str, str]]:
        compiled = hits([[["aurora"]], [["ev"]]], dialect, customer_search.c.Number).compile(dialect=DIALECTS[0])
        return str(compiled), dict(compiled.params)

    text, values = asked("mssql")
    assert text.count("CONTAINS(([CustomerSearch].[Words], [CustomerSearch].[ContactWords]), ") == 2
    assert sorted(values.values()) == ['"aurora*"', '"ev*"']
    assert asked("postgresql")[1] == {"every": "((aurora:*)) & ((ev:*))"}
    assert asked("sqlite")[1] == {"every": '(("aurora"*)) AND (("ev"*))'}
