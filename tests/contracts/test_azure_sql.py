"""Azure SQL as far as it shows without a server: the real driver, the real engine, and nobody at the other end."""

import struct
from types import SimpleNamespace
from typing import Any

from pytest import MonkeyPatch, fixture, mark, raises
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError, OperationalError

from shared.composition import build
from shared.platform.persistence import azure_sql
from shared.platform.persistence.azure_sql import completed, keep_connection_of_slow_statement, token_of
from shared.platform.persistence.database import Database
from shared.platform.persistence.passing_errors import Passing, passing
from shared.platform.web.health import examine
from shared.settings import Settings
from tests.support import http
from tests.support.installing import installed
from tests.support.running import Process, free_port


@fixture(scope="module", autouse=True)
def driver_manager() -> None:
    """pyodbc's wheel needs it."""
    installed("isql", "unixodbc")


def nowhere(user: str = "sa:secret@") -> str:
    return f"mssql+pyodbc://{user}127.0.0.1:{free_port()}/customers?Encrypt=no"


def test_a_url_without_a_driver_gets_the_packaged_one_by_its_path() -> None:
    driver = completed(make_url(nowhere())).query["driver"]

    assert "libmsodbcsql-18" in str(driver)
    assert completed(make_url(nowhere() + "&driver=Mine")).query["driver"] == "Mine"


def test_without_the_package_the_driver_goes_by_its_name(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(azure_sql, "find_spec", lambda _: None)

    assert completed(make_url(nowhere())).query["driver"] == "ODBC Driver 18 for SQL Server"


def test_nobody_at_the_other_end_is_noticed_by_the_real_driver() -> None:
    database = Database(nowhere())

    assert examine(database, {}).status == "Unhealthy"
    with raises(OperationalError, match=r"Login timeout|refused|connection"), database.reading() as session:
        session.connection()


def test_a_url_without_a_user_signs_in_with_a_token(monkeypatch: MonkeyPatch) -> None:
    import pyodbc

    asked: dict[str, Any] = {}

    def connect(text: str, **options: Any) -> None:
        asked.update(options, text=text)
        raise pyodbc.OperationalError("08001", "enough seen")

    monkeypatch.setattr(pyodbc, "connect", connect)
    monkeypatch.setattr(azure_sql, "_token", lambda: "töken")
    with raises(OperationalError), Database(nowhere(user="")).reading() as session:
        session.connection()
    assert asked["attrs_before"] == {1256: token_of("töken")}
    assert "UID" not in asked["text"]
    assert "Trusted_Connection" not in asked["text"]
    assert asked["timeout"] == 5
    assert pyodbc.pooling is False

    asked.clear()
    with raises(OperationalError), Database(nowhere()).reading() as session:
        session.connection()
    assert "attrs_before" not in asked


def test_a_token_is_utf_16_with_its_length_in_front() -> None:
    assert token_of("ab") == struct.pack("<I", 4) + b"a\x00b\x00"


@mark.parametrize(
    ("number", "why"),
    [
        *[(1205, Passing.LOST_RACE), (3960, Passing.LOST_RACE), (1222, Passing.LOST_RACE), (2627, None), (8152, None)],
        *[(40613, Passing.BUSY), (49918, Passing.BUSY), (10936, Passing.BUSY), (42109, Passing.BUSY)],
    ],
)
def test_errors_that_pass_are_told_from_those_that_do_not(number: int, why: Passing | None) -> None:
    cause = Exception(
        "HY000", f"[HY000] [Microsoft][ODBC Driver 18 for SQL Server] something ({number}) (SQLExecDirectW)"
    )

    assert passing(DBAPIError("select", {}, cause)) is why


@mark.parametrize(("state", "cut_off"), [("HYT00", False), ("08S01", True)])
def test_a_statement_that_took_too_long_is_no_cut_connection(state: str, cut_off: bool) -> None:
    context: Any = SimpleNamespace(original_exception=Exception(state, "timeout"), is_disconnect=True)

    keep_connection_of_slow_statement(context)

    assert context.is_disconnect is cut_off


def test_the_api_answers_503_while_the_database_is_away(tmp_path: Any) -> None:
    settings = {"DATABASE_URL": nowhere()}
    with Process(tmp_path, settings=settings) as served:
        health = http.get(f"{served.root}/api/v1/health")
        with served.client() as api:
            answer = api.get("customers/search?query=x")

    assert (health.status_code, health.json()["checks"]["database"]["status"]) == (503, "Unhealthy")
    assert (answer.status_code, answer.json()["type"]) == (503, "UpstreamError")


def test_a_replica_is_read_by_who_can_wait() -> None:
    database = Database("postgresql+psycopg://127.0.0.1/a", replica="postgresql+psycopg://127.0.0.1/b")

    with database.reading() as here, database.replica_session() as aside:
        assert [str(one.get_bind().engine.url) for one in (here, aside)] == [
            "postgresql+psycopg://127.0.0.1/a",
            "postgresql+psycopg://127.0.0.1/b",
        ]


def test_an_application_is_built_without_touching_the_driver(monkeypatch: MonkeyPatch) -> None:
    built = build(Settings.from_environment({"DATABASE_URL": nowhere(), "DATA": "/tmp/nowhere"}))

    assert built.database.dialect == "mssql"


def test_lists_of_values_are_compared_under_their_columns_collation() -> None:
    from sqlalchemy import select
    from sqlalchemy.dialects import mssql

    from shared.contacts.tables import contacts
    from shared.platform.messaging.tables import outbox
    from shared.platform.persistence.bulk import _plan, in_values

    dialect = mssql.dialect()
    of_keys = str(select(contacts.c.Id).where(in_values(contacts.c.EmailKey, "x")).compile(dialect=dialect))
    of_ids = str(select(contacts.c.Id).where(in_values(contacts.c.CustomerId, "x")).compile(dialect=dialect))
    assert "SELECT [value] COLLATE Latin1_General_100_BIN2 AS [value] FROM OPENJSON" in of_keys
    assert "COLLATE" not in of_ids
    assert "OUTPUT" not in _plan(outbox, ("EventId", "Topic"), dialect)[0]


def test_a_url_that_names_its_driver_still_gets_long_texts() -> None:
    assert completed(make_url(nowhere() + "&driver=Mine")).query["LongAsMax"] == "Yes"
