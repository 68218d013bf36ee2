"""Errors the business can answer with; only `platform/web/problem.py` knows their HTTP status.

An error owns its sentence: it is raised with data, and its class holds the message.
"""

from collections.abc import Iterator, Mapping
from typing import ClassVar, Self


class DomainError(Exception):
    """A request the business declines, with a reason fit for the caller to read."""

    code: ClassVar[str] = ""
    """The error's number in the list of codes (specification, Appendix A); empty where it has none."""
    meaning: ClassVar[str] = ""
    """One line for that list."""
    passes: ClassVar[bool] = False
    """Whether it is over soon by itself: who has time waits for that."""


class Invalid(DomainError):
    """The request's content is wrong; `fields` says which parts (path → messages)."""

    def __init__(self, detail: str, fields: Mapping[str, list[str]] | None = None) -> None:
        super().__init__(detail)
        self.fields = fields or {}

    @classmethod
    def field(cls, name: str, message: str) -> Self:
        """One part is wrong."""
        return cls.in_fields({name: [message]})

    @classmethod
    def in_fields(cls, fields: Mapping[str, list[str]]) -> Self:
        """Some parts are wrong."""
        return cls("The request is invalid.", fields)


class NotFound(DomainError):
    """The thing addressed does not exist for this caller."""


class Conflict(DomainError):
    """The thing's present state does not allow the request."""


class VersionConflict(DomainError):
    """The thing changed since the caller read it; `actual` is its version now, if that is known."""

    def __init__(self, actual: int | None = None) -> None:
        super().__init__(
            "It changed while your request was being worked on."
            if actual is None
            else f"It changed since you read it; it is now at version {actual}."
        )
        self.actual = actual


def error_codes() -> dict[str, type[DomainError]]:
    """Every error that declares a code, by code, of the modules that are loaded; `concepts.error_codes` loads all."""
    found = {kind.__dict__["code"]: kind for kind in _all(DomainError) if kind.__dict__.get("code")}
    return dict(sorted(found.items()))


def _all(kind: type[DomainError]) -> Iterator[type[DomainError]]:
    for child in kind.__subclasses__():
        yield child
        yield from _all(child)
