"""Many rows, or many values, in one statement: batches without a layer per row, and lists as one parameter."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Dialect,
    FromClause,
    Integer,
    Table,
    Unicode,
    UnicodeText,
    bindparam,
    column as sa_column,
    insert,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator

from shared.platform.persistence.aliases import AnyColumn, AnyType
from shared.platform.persistence.column_types import UtcDateTime

type Writer = Callable[[object], object] | None


def insert_rows(session: Session, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Inserts rows, all with the same columns, as one batch of the driver.

    SQLAlchemy's own way works out the parameters of each row anew, which costs more than the database itself. Columns
    left out get the database's default; a client's would not be noticed.
    """
    if not rows:
        return
    connection = session.connection()
    statement, by_place, columns = _plan(table, tuple(rows[0]), connection.dialect)
    batch: Any
    if by_place:
        batch = [tuple([write(row[name]) if write else row[name] for name, write in columns]) for row in rows]
    else:
        batch = [{name: write(row[name]) if write else row[name] for name, write in columns} for row in rows]
    connection.exec_driver_sql(statement, batch if len(batch) > 1 else batch[0])  # one row needs no batch


@cache
def _plan(table: Table, names: tuple[str, ...], dialect: Dialect) -> tuple[str, bool, tuple[tuple[str, Writer], ...]]:
    """The statement, whether its parameters go by place, and how each column's values are written."""
    compiled = insert(table).inline().values({name: bindparam(name) for name in names}).compile(dialect=dialect)
    assert isinstance(compiled, SQLCompiler)
    order = compiled.positiontup if compiled.positional else names
    columns = tuple((name, _writer(table.c[name].type, dialect)) for name in order or ())
    return str(compiled), compiled.positional, columns


def _writer(kind: AnyType, dialect: Dialect) -> Writer:
    write = kind.dialect_impl(dialect).bind_processor(dialect)
    return lru_cache(64)(write) if write and isinstance(kind, UtcDateTime) else write  # a batch is of one moment


def numbers_listed(name: str) -> FromClause:
    """As many rows as the parameter of this name has numbers."""
    return _Listed(bindparam(name, type_=_JsonArray(Integer())), Integer(), "").table_valued(
        sa_column("value", Integer)
    )


def in_values(column: AnyColumn, name: str) -> ColumnElement[bool]:
    """`column IN (…)` with any number of values in one parameter of this name: one statement text, no limit of 2,099.

    Its values are bound as a collection of the column's Python type.
    """
    collation = column.info.get("collation", "DATABASE_DEFAULT") if isinstance(column.type, Unicode) else ""
    listed = _Listed(bindparam(name, type_=_JsonArray(column.type)), column.type, collation)
    return column.in_(select(listed.table_valued(sa_column("value", column.type)).c.value))


class _Listed(FunctionElement[object]):
    """A JSON array as a table with one column, `value`."""

    name = "listed"
    inherit_cache = True

    def __init__(self, values: BindParameter[Collection[object]], item: AnyType, collation: str) -> None:
        super().__init__(values)
        self.item, self.collation = item, collation


class _JsonArray(TypeDecorator[Collection[object]]):
    impl = UnicodeText
    cache_ok = True

    def __init__(self, item: AnyType) -> None:
        super().__init__()
        self.item = item

    def process_bind_param(self, value: Collection[object] | None, dialect: Dialect) -> str | None:
        write = _writer(self.item, dialect) if dialect.name == "sqlite" else str  # SQLite keeps ids without hyphens
        return None if value is None else json.dumps([write(item) if write else item for item in value])


@compiles(_Listed, "sqlite")
def _sqlite(element: _Listed, compiler: SQLCompiler, **how: object) -> str:
    return f"json_each{compiler.process(element.clause_expr, **how)}"


@compiles(_Listed, "mssql")
def _mssql(element: _Listed, compiler: SQLCompiler, **how: object) -> str:
    kind = element.item.compile(dialect=compiler.dialect)
    rows = f"OPENJSON{compiler.process(element.clause_expr, **how)} WITH ([value] {kind} '$')"
    if not element.collation:
        return rows
    # texts are compared under their column's collation, or SQL Server refuses to choose between two
    return f"(SELECT [value] COLLATE {element.collation} AS [value] FROM {rows} AS [array])"  # noqa: S608 - names of ours


@compiles(_Listed, "postgresql")
def _postgresql(element: _Listed, compiler: SQLCompiler, **how: object) -> str:
    kind = element.item.compile(dialect=compiler.dialect)
    array = f"CAST({compiler.process(element.clause_expr, **how)} AS json)"
    return f"(SELECT CAST(value AS {kind}) AS value FROM json_array_elements_text({array}))"  # noqa: S608 - a type of ours
