"""Refusals the business can utter; only `shared/platform/web/problem.py` knows their HTTP status."""

from collections.abc import Iterator, Mapping
from typing import ClassVar


class DomainError(Exception):
    """A request the business declines, with a reason fit for the caller to read."""

    code: ClassVar[str | None] = None
    """The error's number in the error_codes (specification, Appendix A), where it has one."""
    meaning: ClassVar[str] = ""
    """One line for the catalogue."""


class Invalid(DomainError):
    """The request's content is wrong; `fields` says which parts (path → messages)."""

    def __init__(self, detail: str, fields: Mapping[str, list[str]] | None = None) -> None:
        super().__init__(detail)
        self.fields = fields or {}


class NotFound(DomainError):
    """The thing addressed does not exist for this caller."""


class Conflict(DomainError):
    """The thing's present state does not allow the request."""


class VersionConflict(DomainError):
    """The thing changed since the caller read it."""


def error_codes() -> dict[str, type[DomainError]]:
    """Every refusal that carries a code, by code."""
    return {kind.code: kind for kind in sorted(_all(DomainError), key=lambda kind: kind.code or "") if kind.code}


def _all(kind: type[DomainError]) -> Iterator[type[DomainError]]:
    for child in kind.__subclasses__():
        yield child
        yield from _all(child)
