"""The product's statements in T-SQL: the real ones, caught on their way to whatever database is at hand."""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import BindParameter, Engine, UnicodeText, bindparam, create_mock_engine, event, insert
from sqlalchemy.dialects.mssql import pyodbc
from sqlalchemy.engine.result import IteratorResult, SimpleResultMetaData
from sqlalchemy.exc import CompileError
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeDecorator

import shared
from infra.migrations import target_metadata
from shared.platform.persistence.number_series import COUNT_UP
from tests.support.world import World

TSQL: Any = pyodbc.dialect(deprecate_large_types=True, paramstyle="qmark")
TSQL._supports_offset_fetch = True  # as the product's engine has it, once it knows the server's version
ROOT = Path(shared.__file__).parent.parent
INSERT = re.compile(r'INSERT INTO "?(\w+)"? \(([^)]*)\)')


@dataclass(frozen=True)
class Statement:
    """A statement with the parameters of its (first) row, and the lines of the product it came through."""

    clause: Any
    row: Mapping[str, Any]
    places: tuple[str, ...]

    @cached_property
    def _compiled(self) -> SQLCompiler:
        compiled = self.clause.compile(dialect=TSQL, column_keys=sorted(self.row) or None)
        assert isinstance(compiled, SQLCompiler)
        return compiled

    @cached_property
    def _sent(self) -> Any:
        return self._compiled.construct_expanded_state(dict(self.row), escape_names=False)

    @property
    def text(self) -> str:
        """As it goes out."""
        return str(self._sent.statement)

    @property
    def count(self) -> int:
        """How many parameters go with it."""
        return len(self._sent.positiontup)

    @property
    def bound(self) -> dict[str, BindParameter[Any]]:
        """Its parameters by name, those left out that are written into the text."""
        inlined = self._compiled.literal_execute_params
        return {name: bound for bound, name in self._compiled.bind_names.items() if bound not in inlined}

    def arguments_of(self, call: str) -> Iterator[tuple[BindParameter[Any], Any]]:
        """The parameters, with their values, whose question marks follow what this pattern finds."""
        values = self._compiled.construct_params(dict(self.row))
        for match in re.finditer(rf"{call}(?=\?)", self.text):
            name = self._sent.positiontup[self.text[: match.end()].count("?")]
            yield self._compiled.binds[name], values[name]


def declared(bound: BindParameter[Any]) -> str:
    """The T-SQL type of a parameter; empty if it has none."""
    try:
        return bound.type.compile(dialect=TSQL)
    except CompileError:
        return ""


def is_long_on_purpose(bound: BindParameter[Any]) -> bool:
    """Whether it is bound as text without a limit because a column, or a list, is declared so."""
    kind = bound.type.load_dialect_impl(TSQL) if isinstance(bound.type, TypeDecorator) else bound.type
    return isinstance(kind, UnicodeText)


def _places() -> tuple[str, ...]:
    """Where in the product we are, the innermost line first."""
    found, frame = [], sys._getframe(1)
    while frame := frame.f_back:  # type: ignore[assignment]
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(ROOT / "shared"):
            found.append(f"{path.relative_to(ROOT)}:{frame.f_lineno}")
    return tuple(found)


@contextmanager
def collected(world: World) -> Iterator[list[Statement]]:
    """The statements executed meanwhile, but those that are SQLite's own."""
    found: list[Statement] = []

    def keep(clause: Any, row: Mapping[str, Any]) -> None:
        if (places := _places()) and clause is not COUNT_UP:  # which is SQLite's own; a test asks things, too
            found.append(Statement(clause, row, places))

    def built(_c: object, clause: Any, many: Sequence[Any], one: Mapping[str, Any], _o: object) -> None:
        keep(clause, one or (many[0] if many else {}))

    def written(_c: object, _cursor: object, text: str, _p: object, context: Any, _many: bool) -> None:
        if context.compiled is None and (match := INSERT.match(text)):  # a batch of rows, written by the driver
            table, names = match[1], re.findall(r"\w+", match[2])
            clause = insert(target_metadata().tables[table]).inline().values({name: bindparam(name) for name in names})
            keep(clause, dict.fromkeys(names))

    engines: set[Engine] = set(world.app.database.engines)
    for engine in engines:
        event.listen(engine, "before_execute", built)
        event.listen(engine, "before_cursor_execute", written)
    try:
        yield found
    finally:
        for engine in engines:
            event.remove(engine, "before_execute", built)
            event.remove(engine, "before_cursor_execute", written)


@contextmanager
def unserved() -> Iterator[tuple[Session, list[Statement]]]:
    """A session for T-SQL with no server behind it, and the statements it was given.

    Who asks for one value gets 1, who asks for more gets no rows.
    """
    found: list[Statement] = []
    engine: Any = create_mock_engine("mssql+pyodbc://", lambda *_: None)
    with Session(engine) as session:

        @event.listens_for(session, "do_orm_execute")
        def answer(asked: ORMExecuteState) -> Any:
            row = asked.parameters if isinstance(asked.parameters, Mapping) else {}
            found.append(Statement(asked.statement, row, _places()))
            names = [str(number) for number, _ in enumerate(getattr(asked.statement, "selected_columns", ["value"]))]
            return IteratorResult(SimpleResultMetaData(names), iter([(1,)] if len(names) == 1 else []))

        yield session, found
