"""Refusals the business can utter; only `shared/platform/web/problem.py` knows their HTTP status."""

from collections.abc import Iterator, Mapping
from typing import ClassVar


class Refusal(Exception):
    """A request the business declines, with a reason fit for the caller to read."""

    code: ClassVar[str | None] = None
    """The error's number in the catalogue (specification, Appendix A), where it has one."""
    meaning: ClassVar[str] = ""
    """One line for the catalogue."""


class Invalid(Refusal):
    """The request's content is wrong; `fields` says which parts (path → messages)."""

    def __init__(self, detail: str, fields: Mapping[str, list[str]] | None = None) -> None:
        super().__init__(detail)
        self.fields = fields or {}


class NotFound(Refusal):
    """The thing addressed does not exist for this caller."""


class Conflict(Refusal):
    """The thing's present state does not allow the request."""


class Stale(Refusal):
    """The thing changed since the caller read it."""


def catalogue() -> dict[str, type[Refusal]]:
    """Every refusal that carries a code, by code."""
    return {kind.code: kind for kind in sorted(_all(Refusal), key=lambda kind: kind.code or "") if kind.code}


def _all(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    for child in kind.__subclasses__():
        yield child
        yield from _all(child)
