"""What crosses the API: strict request bodies, response views, and the kinds of text they are made of."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Annotated, Any
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    PlainSerializer,
)
from pydantic_core import CoreSchema, core_schema

from shared.kernel.clock import utc_now
from shared.kernel.naming import camel
from shared.kernel.text import each_once, is_visible
from shared.platform.web.contact_validation import valid_email, valid_phone
from shared.platform.web.wording import NO_ID, wrong

CLOCK_SKEW = timedelta(minutes=5)
OFFSET_NEEDED = "must name its offset from UTC, as in 2026-03-14T09:26:53Z"


class Request(BaseModel):
    """A request body or query: unknown fields and wrong types are refused; models are built at their first use."""

    model_config = ConfigDict(alias_generator=camel, extra="forbid", strict=True, frozen=True, defer_build=True)

    def provided(self) -> dict[str, Any]:
        """The fields the caller named, nested bodies likewise: what a partial update changes."""
        return {
            field: value.provided() if isinstance(value := getattr(self, field), Request) else value
            for field in self.model_fields_set
        }


class Response(BaseModel):
    """A response: camelCase keys, absent values as null."""

    model_config = ConfigDict(
        alias_generator=camel,
        validate_by_name=True,
        validate_by_alias=False,
        from_attributes=True,
        frozen=True,
        defer_build=True,
    )


def described(text: str, *examples: object) -> Any:
    """What a field means, for the API's description, with an example where its type gives none."""
    return Field(description=text, examples=[*examples] or None)


def omittable() -> Any:
    """The default of a field that a partial update may leave out, but not set to null."""
    return Field(default_factory=lambda: None)


@dataclass(frozen=True)
class Text:
    """Trimmed text of `least` to `most` UTF-16 units (what NVARCHAR counts)."""

    most: int
    least: int = 1

    def __get_pydantic_core_schema__(self, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        string = core_schema.str_schema(
            strip_whitespace=True, min_length=self.least, max_length=self.most, pattern=r"\S" if self.least else None
        )
        return core_schema.no_info_after_validator_function(self._fits, string)

    def _fits(self, value: str) -> str:
        if len(value.encode("utf-16-le")) // 2 > self.most:
            raise wrong("must have at most {most} UTF-16 units", most=self.most)
        if self.least and not value.isascii() and not is_visible(value):
            raise wrong("must have something in it that can be seen")
        return value


def _checked(message: str, check: Callable[[str], str | None]) -> AfterValidator:
    def validate(value: str) -> str:
        kept = check(value)
        if kept is None:
            raise wrong(message)
        return kept

    return AfterValidator(validate)


def _time_zone(value: str) -> str | None:
    return value if value in _time_zones() else None


@cache
def _time_zones() -> frozenset[str]:
    from zoneinfo import available_timezones

    return frozenset(available_timezones() - {"localtime", "Factory"})


LANGUAGE = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"


def _language(value: str) -> str | None:
    return value if re.fullmatch(LANGUAGE, value) else None


def _web_address(value: str) -> str | None:
    host = r"(?:[^\s/?#@:\\<>\".]+\.)+[^\s/?#@:\\<>\".]+"
    return value if re.fullmatch(rf"(?i:https?://)?{host}(?::\d{{1,5}})?(?:[/?#][^\s\\<>\"]*)?", value) else None


def _one_line(value: str) -> str | None:
    return None if re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]|=\?", value) else value


OneLine = _checked("must be one line, without control characters and encoded words (=?)", _one_line)
"""Of what goes into a header of a mail: nothing in it begins another, or is read as something else (RFC 2047)."""
Email = Annotated[
    str,
    Text(254),
    _checked("must be an e-mail address", valid_email),
    Field(json_schema_extra={"format": "email"}),
]
Phone = Annotated[str, Text(50), _checked("must be a phone number, as in +4930123456", valid_phone)]
TimeZone = Annotated[str, Text(50), _checked("must be an IANA time zone, as in Europe/Berlin", _time_zone)]
Language = Annotated[
    str,
    Text(10),
    _checked("must be a language tag, as in de or pt-BR", _language),
    Field(json_schema_extra={"pattern": LANGUAGE}),
]
WebAddress = Annotated[str, Text(255), _checked("must be a web address, as in https://example.com", _web_address)]


def _currency(value: str) -> str | None:
    return value if re.fullmatch("[A-Z]{3}", value) else None


Currency = Annotated[str, _checked("must be a currency of ISO 4217, as in EUR", _currency)]


def _canonical(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", value):
        raise wrong(NO_ID)
    return value


def _past(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise wrong(OFFSET_NEEDED)
    if value > utc_now() + CLOCK_SKEW:
        raise wrong("must not lie in the future")
    return _utc(value)


def _utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise wrong(OFFSET_NEEDED)
    try:
        return value.astimezone(UTC)
    except OverflowError:  # at either end of the calendar
        raise wrong("must lie in the years 1 to 9999, in UTC, too") from None


Moment = Annotated[datetime, AfterValidator(_utc)]
"""A time with its offset from UTC."""
PastMoment = Annotated[datetime, AfterValidator(_past)]
"""A time with its offset from UTC, which a caller's clock may have a little before ours."""
Id = Annotated[UUID, BeforeValidator(_canonical)]
EachOnce = AfterValidator(each_once)


def _each_id_once(ids: tuple[UUID, ...]) -> tuple[UUID, ...]:
    return tuple(dict.fromkeys(ids))


Ids = Annotated[tuple[Id, ...], Field(max_length=20, strict=False), AfterValidator(_each_id_once)]
"""At most twenty, each once."""
Money = Annotated[Decimal, PlainSerializer(float, return_type=float)]
"""An amount as a JSON number with two decimals."""
