"""JSON without surprises: what the standard leaves to chance is refused before anything is bound."""

import json
import math
from typing import NoReturn

from shared.kernel.errors import Invalid
from shared.kernel.text import UNPRINTABLE

MAX_DEPTH = 32


def check_json(raw: bytes) -> None:
    """Raises Invalid unless `raw` is UTF-8 JSON free of duplicate keys, NaN, huge numbers, deep nesting and NULs."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Invalid("The body is not UTF-8.") from None
    if not text.strip():
        raise Invalid("The body is empty; a JSON object is expected.")
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_constant=_constant, parse_int=_int, parse_float=_float
        )
    except RecursionError:
        raise Invalid("The JSON is nested too deeply.") from None
    except json.JSONDecodeError as wrong:
        raise Invalid(f"The body is not JSON: {wrong.msg} at line {wrong.lineno}, column {wrong.colno}.") from None
    # What no text may hold stands in the open or is escaped: most bodies need no second look.
    _inspect(value, 1, strings="\\" in text or UNPRINTABLE.search(text) is not None)


def check_text(text: str, where: str) -> None:
    """Raises Invalid if the text holds what no stored text may hold."""
    if UNPRINTABLE.search(text):
        raise Invalid.field(
            where, "must hold no control characters, overrides of the writing direction or lone surrogates"
        )


def _inspect(value: object, depth: int, *, strings: bool) -> None:
    if depth > MAX_DEPTH:
        raise Invalid("The JSON is nested too deeply.")
    if isinstance(value, dict):
        for key, inner in value.items():
            if strings:
                check_text(key, "body")
            _inspect(inner, depth + 1, strings=strings)
    elif isinstance(value, list):
        for inner in value:
            _inspect(inner, depth + 1, strings=strings)
    elif strings and isinstance(value, str):
        check_text(value, "body")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise Invalid("The JSON names a key twice.")
    return made


def _constant(name: str) -> NoReturn:
    raise Invalid(f"{name} is not a JSON number.")


def _int(digits: str) -> int:
    if len(digits) > 20:
        raise Invalid("The JSON holds a number that is too long.")
    return int(digits)


def _float(digits: str) -> float:
    if len(digits) > 50 or not math.isfinite(number := float(digits)):
        raise Invalid("The JSON holds a number that is too large or too long.")
    return number
