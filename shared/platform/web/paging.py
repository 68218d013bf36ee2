"""Lists in pages, and cursors that stay true while rows come and go."""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field

from shared.kernel.errors import Invalid
from shared.kernel.text import UNPRINTABLE, units
from shared.platform.web.schemas import Request, Response, described
from shared.platform.web.wording import wrong
from shared.settings import CustomerManagement

HIGHEST_PAGE = 2**53 - 1
LONGEST_TEXT = 400
"""UTF-16 units of a sort value: what the longest column of one holds."""
MOST_COUNTED = 10_000
"""A list is counted up to here, and its pages are found by number up to here; behind it only cursors lead."""


def _digits(value: object) -> object:
    if isinstance(value, str) and not (value.isascii() and value.isdigit()):
        raise wrong("must be a whole number, in digits")
    return value


class PageQuery(Request):
    """Which part of a list."""

    page: Annotated[int, Field(ge=1, le=HIGHEST_PAGE), BeforeValidator(_digits), described("From 1.")] = 1
    page_size: Annotated[int, Field(ge=1), BeforeValidator(_digits), described("How many items a page has.")] | None = (
        None
    )
    cursor: Annotated[str, Field(max_length=4000), described("A `nextCursor`; `page` is ignored beside it.")] | None = (
        None
    )

    def within(self, business: CustomerManagement, *, of: str) -> "Window":
        """The part, as offset and size, of the list that `of` names.

        Raises Invalid for a size above the maximum or a cursor of another list or query.
        """
        fingerprint = self._fingerprint(of)
        size = self.page_size or business.default_page_size
        if size > business.max_page_size:
            raise Invalid.field("pageSize", f"must be at most {business.max_page_size}")
        if self.cursor is None:
            if (self.page - 1) * size > MOST_COUNTED:
                raise Invalid.field("page", f"must not lead beyond {MOST_COUNTED:,} items; use `cursor` to go on")
            return Window(self.page, size, None, fingerprint)
        page, after = _decoded(self.cursor, fingerprint)
        return Window(page, size, after, fingerprint)

    def _fingerprint(self, of: str) -> str:
        asked = self.model_dump_json(exclude={"page", "page_size", "cursor"}, by_alias=True)
        return hashlib.sha256(f"{of}\n{asked}".encode()).hexdigest()[:12]


type Kind = Callable[[Any], Any]
"""Reads a value of a cursor, which anybody may have written; raises ValueError or the like if it is not of the kind."""


def as_number(value: object) -> int:
    """A small whole number."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
        raise ValueError(value)
    return value


def as_decimal(value: object) -> Decimal:
    """A number with two decimals."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{1,16}\.\d{2}", value):
        raise ValueError(value)
    return Decimal(value)


def as_text(value: object) -> str:
    """Text that a database can take."""
    if not isinstance(value, str) or UNPRINTABLE.search(value) or units(value) > LONGEST_TEXT:
        raise ValueError(value)
    return value


def as_moment(value: str) -> datetime:
    """A moment as cursors hold it."""
    return datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


class Window:
    """A part of a list: by page number, or after the row a cursor names."""

    def __init__(self, page: int, size: int, after: Sequence[object] | None, fingerprint: str) -> None:
        self.page, self.size, self.after, self._fingerprint = page, size, after, fingerprint

    @property
    def offset(self) -> int:
        """Rows to skip; none when continuing after a row."""
        return 0 if self.after is not None else (self.page - 1) * self.size

    def after_values(self, *kinds: "Kind") -> list[Any] | None:
        """The sort values of the row to continue after, each of its kind; None to begin. Raises Invalid."""
        if self.after is None:
            return None
        try:
            return [kind(value) for kind, value in zip(kinds, self.after, strict=True)]
        except (ValueError, TypeError, AttributeError, OverflowError):
            raise not_this_querys_cursor() from None

    def cursor(self, last: Sequence[object]) -> str:
        """Continues after the row with these sort values."""
        raw = json.dumps([self._fingerprint, self.page + 1, *last]).encode()
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def not_this_querys_cursor() -> Invalid:
    """The error of a cursor that was made up, or belongs to another query."""
    return Invalid.field("cursor", "must be a `nextCursor` of this very query")


def _decoded(cursor: str, fingerprint: str) -> tuple[int, list[object]]:
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        theirs, page, *after = json.loads(raw)
    except (ValueError, TypeError, binascii.Error, RecursionError):
        raise not_this_querys_cursor() from None
    if theirs != fingerprint or not isinstance(page, int) or not 1 <= page <= HIGHEST_PAGE or not after:
        raise not_this_querys_cursor()
    return page, after


class Page[T](Response):
    """One part of a list."""

    items: Annotated[tuple[T, ...], described("The part.")]
    total_count: Annotated[int, described("How many items the whole list has.", 1)]
    total_count_is_lower_bound: Annotated[bool, described("Whether there are more than were counted.", False)]
    page: Annotated[int, described("Which page this is, from 1.", 1)]
    page_size: Annotated[int, described("How many items a page has.", 20)]
    total_pages: Annotated[int, described("How many pages there are.", 1)]
    next_cursor: Annotated[str, described("Leads to the next page, as `cursor`; null on the last.", "WyI3Y2...")] | None

    @classmethod
    def of(cls, items: Sequence[T], total: int, window: Window, last: Sequence[object] | None) -> Self:
        """A page of `items`; `last` holds the sort values of its last row, if another row follows.

        A `total` above MOST_COUNTED was not counted to its end.
        """
        total, counted = min(total, MOST_COUNTED), total
        return cls(
            items=tuple(items),
            total_count=total,
            total_count_is_lower_bound=counted > total,
            page=window.page,
            page_size=window.size,
            total_pages=-(-total // window.size),
            next_cursor=window.cursor(last) if last else None,
        )
