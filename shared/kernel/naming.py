"""How names and values are spelt outside Python: camelCase keys, ISO times in UTC, plain JSON values."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

PRODUCT = "Contact & Customer Management"
PLAIN = (str, int, bool, float)


@cache
def camel(name: str) -> str:
    """`company_name` → `companyName`."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


WIRE = {"alias_generator": camel}
"""For `__pydantic_config__`: a parser of records from JSON finds their keys spelt so."""


@lru_cache(64)
def iso(moment: datetime) -> str:
    """ISO 8601 in UTC with microseconds and `Z`: fixed width, so that text order is time order."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def to_jsonable(value: object) -> object:
    """A value as JSON knows it; records become objects with camelCase keys."""
    if value is None or type(value) in PLAIN:
        return value
    match value:
        case bool() | int() | float():
            return value
        case Enum():
            return value.value
        case str():
            return value
        case UUID():
            return str(value)
        case datetime():
            return iso(value)
        case Decimal():
            return float(value)
        case Mapping():
            return {str(key): to_jsonable(inner) for key, inner in value.items()}
        case Sequence():
            return [to_jsonable(inner) for inner in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {camel(f.name): to_jsonable(getattr(value, f.name)) for f in fields(value)}
    raise TypeError(f"{type(value).__name__} has no plain form")


def from_json(text: str | bytes) -> Any:
    """What a text of `to_json` says."""
    import orjson  # not before there is something to read

    return orjson.loads(text)


def to_json(value: object) -> bytes:
    """A value as JSON, its parts as `to_jsonable` spells them."""
    import orjson  # not before there is something to write

    own = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS  # what it would spell in ways of its own
    return orjson.dumps(value, default=to_jsonable, option=own)
