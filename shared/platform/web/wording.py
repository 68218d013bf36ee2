"""What is wrong with a request, in the API's words: those of the library that checks it never reach a caller.

A message goes on where the name of its field ends: `email` "must be an e-mail address".
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from shared.kernel.errors import Invalid

NO_ID = "must be an id: a lower-case UUID with hyphens"
OURS = "ours"
"""The type of the errors that are told in our words where they are found."""
NUMBER, WHOLE, FLAG, TIME = "must be a number", "must be a whole number", "must be true or false", "must be a time"
DATE = "must be a date, as in 2026-03-14"
WORDS: Mapping[str, str] = {
    "missing": "is required",
    "string_type": "must be a text",
    "string_too_long": "must have at most {max_length} characters",
    "string_too_short": "must not be empty",
    "string_pattern_mismatch": "must not be empty",
    "enum": "must be {expected}",
    "literal_error": "must be {expected}",
    "bool_type": FLAG,
    "bool_parsing": FLAG,
    "int_type": WHOLE,
    "int_parsing": WHOLE,
    "int_parsing_size": WHOLE,
    "int_from_float": WHOLE,
    "float_type": NUMBER,
    "float_parsing": NUMBER,
    "decimal_type": NUMBER,
    "decimal_parsing": NUMBER,
    "finite_number": NUMBER,
    "decimal_max_places": "must have at most {decimal_places} decimals",
    "decimal_max_digits": "must have at most {max_digits} digits",
    "decimal_whole_digits": "must have at most {whole_digits} digits before the point",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
    "list_type": "must be a list",
    "tuple_type": "must be a list",
    "mapping_type": "must be an object",
    "too_short": "must have at least {min_length} entries",
    "too_long": "must have at most {max_length} entries",
    "dict_type": "must be an object",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "json_type": "must be JSON",
    "json_invalid": "must be JSON",
    "uuid_type": NO_ID,
    "uuid_parsing": NO_ID,
    "date_type": DATE,
    "date_parsing": DATE,
    "date_from_datetime_parsing": DATE,
    "date_from_datetime_inexact": DATE,
    "datetime_type": TIME,
    "datetime_parsing": TIME,
    "datetime_from_date_parsing": TIME,
    "timezone_aware": "must be a time with its offset, as in 2026-03-14T09:26:53Z",
}
OF_LIBRARY = re.compile(r"\[.*\]|^constrained-str$", re.DOTALL)
"""What the library puts into the place of an error beside the names of fields: of a key, and of what it might be."""
OTHERWISE = "is not as described"


def wrong(message: str, **values: Any) -> PydanticCustomError:
    """What a check of ours raises inside a model; `{name}` in the message stands for the value."""
    return PydanticCustomError(OURS, message, values or None)


def invalid(model: type[BaseModel], failure: ValidationError, *, part: str) -> Invalid:
    """What is wrong with a `part` of the request ("field", "parameter") that should have been a `model`.

    The values that were refused are not told: they may be personal.
    """
    errors: dict[str, list[str]] = {}
    for error in failure.errors(include_url=False, include_input=False):
        place = [str(part) for part in error["loc"] if not OF_LIBRARY.search(str(part))]
        told = errors.setdefault(".".join(place)[:200] or "body", [])
        if (said := _said(error, place, model, part)) not in told:
            told.append(said)
    return Invalid.in_fields(errors)


def unknown(part: str, name: str, known: Iterable[str]) -> str:
    """Of a name that is none, with the one that may be meant."""
    spelt = {_plain(one): one for one in known}
    near = get_close_matches(_plain(name[:200]), spelt, n=1, cutoff=0.75)
    return f"unknown {part} {name[:200]}" + (f"; did you mean {spelt[near[0]]}?" if near else "")


def _said(error: ErrorDetails, place: list[str], model: type[BaseModel], part: str) -> str:
    if error["type"] == OURS:
        return error["msg"]
    if error["type"] == "extra_forbidden":
        return unknown(part, place[-1], _names(_model_at(model, place[:-1])))
    values = {name: str(value).replace("'", "") for name, value in error.get("ctx", {}).items()}
    try:
        return WORDS[error["type"]].format_map(values)
    except KeyError:
        return OTHERWISE


def _names(model: type[BaseModel] | None) -> Iterator[str]:
    for name, field in model.model_fields.items() if model else ():
        yield field.alias or name


def _model_at(model: type[BaseModel], place: list[str]) -> type[BaseModel] | None:
    """The model of what stands inside another."""
    found: type[BaseModel] | None = model
    for name in place:
        fields = {field.alias: field.annotation for field in found.model_fields.values()} if found else {}
        found = next(_models(fields.get(name)), None)
    return found


def _models(kind: Any) -> Iterator[type[BaseModel]]:
    """The models in an annotation such as `Annotated[Inner, …] | None`."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    for inner in get_args(kind):
        yield from _models(inner)


def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").replace(" ", "").casefold()
