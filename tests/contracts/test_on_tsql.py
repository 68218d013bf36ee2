"""The behaviour suite is ready for a T-SQL server: as far as it shows without one."""

import os
import re
import subprocess
import sys

from alembic import command
from pytest import MonkeyPatch, fixture, mark, raises
from sqlalchemy.dialects import mssql, postgresql
from sqlalchemy.exc import OperationalError

from infra.migrations import config, target_metadata
from tests.support.database import emptying, making, own_database
from tests.support.installing import installed
from tests.support.running import FOLDER, free_port


@fixture(scope="module", autouse=True)
def driver_manager() -> None:
    """pyodbc's wheel needs it."""
    installed("isql", "unixodbc")


def nowhere() -> str:
    return f"mssql+pyodbc://sa:secret@127.0.0.1:{free_port()}/customers?Encrypt=no"


@mark.parametrize("url", ["", "sqlite:///a.db"])
def test_without_a_t_sql_server_one_sentence_says_so(url: str) -> None:
    environment = {**os.environ, "TSQL_URL": "", "DATABASE_URL": url}

    done = subprocess.run(
        [sys.executable, "-m", "tests.on_tsql"],
        cwd=FOLDER,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"Name a T-SQL server in TSQL_URL or DATABASE_URL: \S+\.\n", done.stderr)


def test_a_database_is_made_in_t_sql() -> None:
    assert list(making("a]_gw0", mssql.dialect())) == [
        "CREATE DATABASE [a]]_gw0]",
        "ALTER DATABASE [a]]_gw0] SET READ_COMMITTED_SNAPSHOT ON",
    ]
    assert list(making("a_gw0", postgresql.dialect())) == ['CREATE DATABASE "a_gw0"']


def test_a_database_is_emptied_in_t_sql_children_first_and_the_log_without_delete() -> None:
    *tables, sequence, _ = emptying(mssql.dialect())

    assert sequence == "ALTER SEQUENCE [CustomerNumbers] RESTART WITH 1"
    assert len(tables) == len(target_metadata().tables)
    assert [one for one in tables if "DomainEvents" in one] == ["TRUNCATE TABLE [DomainEvents]"]
    assert tables.index("DELETE FROM [Contacts]") < tables.index("DELETE FROM [Customers]")


def test_a_process_asks_the_server_for_a_database_of_its_own(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw0")

    with raises(OperationalError, match=r"Login timeout|refused|connection"):
        own_database(nowhere())

    monkeypatch.delenv("PYTEST_XDIST_WORKER")
    assert own_database("mssql+pyodbc://a/b") == "mssql+pyodbc://a/b"


def test_migrations_find_the_driver_by_themselves() -> None:
    with raises(OperationalError, match=r"Login timeout|refused|connection"):
        command.upgrade(config(nowhere()), "head")
