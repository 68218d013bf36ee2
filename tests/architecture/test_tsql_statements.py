"""Every statement the product executes is one that SQL Server takes, its parameters typed as SQL Server wants them."""

import ast
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pytest import MonkeyPatch, TempPathFactory, fixture, mark
from sqlalchemy import String, Unicode, UnicodeText, bindparam, column, insert, literal, select, text
from sqlalchemy.exc import CompileError

from shared.customers.listing import BY_NUMBER, CustomerQuery, search_customers
from shared.customers.repository import CustomerRepository
from shared.customers.search import INDEX
from shared.platform.messaging.tables import domain_events
from shared.platform.web.paging import MOST_COUNTED
from shared.settings import Settings
from tests.support.deeds import DEEDS
from tests.support.statements import ROOT, Statement, collected, declared, is_long_on_purpose, unserved
from tests.support.world import World

pytestmark = mark.system  # every statement of the product is made once, which takes half a minute

MOST = 2000
"""SQL Server takes 2,100 parameters."""
LONGEST = 1999
"""A text type of more is sent as NVARCHAR(max)."""
QUERIES = ("aurora", "Straße 12", "030 123", "cust-12", "cust12", "ada@x.example.com", "[x] 1%_/", "1 a " * 50)


@fixture(scope="module")
def statements(tmp_path_factory: TempPathFactory, empty_database: Path) -> list[Statement]:
    """Those of all deeds, and those that only a T-SQL database is sent; of equal ones the first."""
    data = tmp_path_factory.mktemp("statements")
    shutil.copy(empty_database, data / "customers.db")
    world = World(Settings.from_environment({"DATA": str(data)}))
    with collected(world) as found:
        for deed in DEEDS:
            deed(world)
    found = [one for one in found if INDEX not in one.text]  # SQLite's own
    found += _chosen_by_dialect(world)
    world.app.database.dispose()
    return found


def _chosen_by_dialect(world: World) -> list[Statement]:
    with unserved() as (session, found):
        CustomerRepository(session).next_number()
        for query in QUERIES:
            asked = {"query": query, "type": "Enterprise", "status": "Active", "segment": "Standard", "pageSize": 1}
            first = CustomerQuery.model_validate(asked, strict=False)
            window = first.within(world.app.settings.business, of="customers")
            cursor = window.cursor((1, "aurora", "00000000-0000-7000-8000-000000000001"))
            onwards = first.model_copy(update={"cursor": cursor})
            for one in (first, onwards.model_validate(asked | {"cursor": cursor}, strict=False)):
                search_customers(session, one, one.within(world.app.settings.business, of="customers"))
            with MonkeyPatch.context() as patch:
                patch.setattr("shared.customers.listing._Search.count", lambda _: MOST_COUNTED + 1)
                search_customers(session, first, window)
                rest = first.model_copy(update={"cursor": window.cursor((BY_NUMBER, 7))})
                search_customers(session, rest, rest.within(world.app.settings.business, of="customers"))
    return found


def faults(statements: list[Statement], check: Callable[[Statement], Iterator[str]]) -> list[str]:
    """What a check finds, and where in the product, each once."""
    return sorted({f"{one.places[0]}: {fault}" for one in statements for fault in check(one)})


def refused(one: Statement) -> Iterator[str]:
    """What is no T-SQL, or is more than the server takes."""
    try:
        if one.count > MOST:
            yield f"{one.count} parameters"
    except CompileError as wrong:
        yield str(wrong)
        return
    if foreign := re.search(r"\bIS [01]\b|\bLIMIT\b|\bRETURNING\b|\|\||\bMATCH\b|[^N]VARCHAR|\bDATETIME\b", one.text):
        yield foreign[0]
    if "INTO [DomainEvents]" in one.text and "OUTPUT" in one.text:
        yield "OUTPUT of a table with a trigger"


def badly_typed(one: Statement) -> Iterator[str]:
    """Parameters without a type, and texts that go out as VARCHAR, or as long as can be although nobody meant it."""
    for name, bound in one.bound.items():
        kind = declared(bound)
        if kind and not re.search("CHAR|TEXT", kind):
            continue
        length = re.fullmatch(r"NVARCHAR\((\d+)\)", kind)
        short = length is not None and int(length[1]) <= LONGEST
        if not short and not (kind.startswith("NVARCHAR") and is_long_on_purpose(bound)):
            yield f"{name.rstrip('_0123456789')} is {kind or 'untyped'}"


CONTAINS = r"CONTAINS\(\([^)]*\), "


def badly_asked(one: Statement) -> Iterator[str]:
    """Arguments of CONTAINS that it refuses: it takes NVARCHAR of some length, never (max)."""
    for bound, _ in one.arguments_of(CONTAINS):
        if not re.fullmatch(r"NVARCHAR\(\d+\)", declared(bound)):
            yield f"CONTAINS is given {declared(bound) or 'no type'}"


def too_broad(one: Statement) -> Iterator[str]:
    """Patterns with a bracket that is not escaped: T-SQL takes it for the beginning of a set of letters."""
    for _, value in one.arguments_of("LIKE "):
        if isinstance(value, str) and re.search(r"(?<!/)\[", value):
            yield f"LIKE is given {value!r}"


@mark.parametrize("check", [refused, badly_typed, badly_asked, too_broad], ids=lambda check: check.__name__)
def test_every_statement_suits_sql_server(statements: list[Statement], check: Callable[..., Iterator[str]]) -> None:
    found = faults(statements, check)

    assert not found, "\n".join(found)


def test_words_are_looked_for_with_contains(statements: list[Statement]) -> None:
    asked = [value for one in statements for _, value in one.arguments_of(CONTAINS)]

    assert '"aurora*"' in asked
    assert any("NEXT VALUE FOR" in one.text for one in statements)


def test_every_line_that_executes_something_was_reached(statements: list[Statement]) -> None:
    reached = {place for one in statements for place in one.places}

    unreached = [line for line in _executing() if line not in reached]
    assert not unreached, unreached


def _executing() -> Iterator[str]:
    """The product's lines that execute something, but those for SQLite alone: adapters, and how it is opened."""
    for file in sorted((ROOT / "shared").rglob("*.py")):
        if "adapters" in file.parts or file.name == "database.py":
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and re.fullmatch(EXECUTING, ast.unparse(node.func)):
                yield f"{file.relative_to(ROOT)}:{node.lineno}"


EXECUTING = r"insert_rows|(\w+\.)*(session|beside|connection)(\.connection\(\))?\.(execute|scalars?|get)"


@mark.parametrize(
    ("check", "wrong"),
    [
        (refused, select(1).where(column("a", String(3)).concat("b") == "c").prefix_with("/* LIMIT */")),
        (refused, insert(domain_events).values(Id=None).returning(domain_events.c.Id)),
        (refused, select(1).where(column("a").in_(range(MOST + 1)))),
        (badly_typed, select(1).where(column("a", String(3)) == "b")),
        (badly_typed, select(1).where(column("a", Unicode()) == "b")),
        (badly_typed, select(1).where(column("a", Unicode(2000)) == "b")),
        (badly_typed, text("SELECT :a").bindparams(a="b")),
        (badly_typed, select(1).where(column("a") == bindparam("b"))),
        (badly_asked, text("SELECT CONTAINS((a, b), :a)").bindparams(bindparam("a", "b", UnicodeText()))),
        (too_broad, select(1).where(column("a", Unicode(9)).startswith("[a", autoescape=True))),
    ],
)
def test_the_checks_can_fail(check: Callable[[Statement], Iterator[str]], wrong: Any) -> None:
    assert list(check(Statement(wrong, {}, ("here",))))
    assert not list(check(Statement(select(literal(1), literal("a", Unicode(9))), {}, ("here",))))
