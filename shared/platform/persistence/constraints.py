"""What it means that a database refused a row: unique indexes by their exact names, and the error each stands for."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

SQLITE = re.compile(r"UNIQUE constraint failed: (.+)")
SQL_SERVER = re.compile(r"(?:with unique index|Violation of (?:UNIQUE|PRIMARY) KEY constraint) '([^']+)'")
"""The name stands before any value of the row, which the message shows as well."""


class ConcurrentChange(Exception):
    """Others changed the same rows first; the whole command may be tried again."""


@dataclass(frozen=True)
class Unique:
    """A unique index or constraint. `error` makes what its violation means: a rule's error, or ConcurrentChange."""

    name: str
    columns: tuple[str, ...]
    """`Table.Column` each, in the index's order: SQLite names these and not the index."""
    error: Callable[[], Exception]


class UniqueRules:
    """Every unique index that a command may run into."""

    def __init__(self, rules: Iterable[Unique]) -> None:
        self._rules = {key: rule for rule in rules for key in (rule.name, ", ".join(rule.columns))}

    def error_of(self, violation: IntegrityError) -> Exception | None:
        """What the violation means; None if it is no unique index of ours."""
        rule = self._rules.get(violated(violation))
        return rule.error() if rule else None


def violated(violation: IntegrityError) -> str:
    """The constraint's name, or on SQLite its columns; empty if it was another kind of violation."""
    cause = violation.orig
    if name := getattr(getattr(cause, "diag", None), "constraint_name", None):  # PostgreSQL
        return str(name)
    found = SQLITE.fullmatch(str(cause)) or SQL_SERVER.search(str(cause))
    return found[1] if found else ""
