"""How a text begins, in the database: no letter is cut in half."""

from typing import Any

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import UnicodeText

from shared.platform.persistence.aliases import AnyColumn


class Beginning(FunctionElement[str]):
    """So many letters of a column's text."""

    name = "beginning"
    type = UnicodeText()
    inherit_cache = True

    def __init__(self, column: AnyColumn, letters: int) -> None:
        super().__init__(column, letters)


@compiles(Beginning)
def _standard(element: Beginning, compiler: SQLCompiler, **how: Any) -> str:
    column, letters = (compiler.process(part, **how) for part in element.clauses)
    return f"substr({column}, 1, {letters})"


@compiles(Beginning, "mssql")
def _mssql(element: Beginning, compiler: SQLCompiler, **how: Any) -> str:
    """Its letters are halves of some, unless the collation knows of them."""
    column, letters = (compiler.process(part, **how) for part in element.clauses)
    return f"SUBSTRING({column} COLLATE Latin1_General_100_CI_AS_SC, 1, {letters})"
