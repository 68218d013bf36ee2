"""The cells of an object: its values by key, those of objects within it by dotted names."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from shared.imports.reading.limits import MAX_DEPTH, MAX_PARTS
from shared.imports.reading.rows import cell_text, error_in
from shared.imports.values import FileRow

TOO_DEEP = f"The file nests JSON deeper than {MAX_DEPTH} levels."
TOO_MANY_PARTS = f"The row holds more than {MAX_PARTS:,} keys and values; leave out what is no contact's"
NOT_AN_OBJECT = 'The row is not an object; write it as in {"firstName": "Ina", "lastName": "Berg"}'
WRAPPERS = frozenset({"properties", "attributes", "_source", "merge_fields", "node"})
"""Where HubSpot, JSON:API, Elasticsearch, Mailchimp and GraphQL put what an object has; no part of its names."""
WHAT_COUNTS = (
    *("number", "phone", "phoneNumber", "phone_number", "email", "emailAddress", "email_address", "address", "value"),
    *("name", "title", "label", "tag", "text", "displayName"),
)
"""What an object in a list is about, where it says more of it: a phone number has a type, a tag an id."""


class JsonObject(dict[str, Any]):
    """An object that knows of a key it was given twice, with two values: one of them would be lost silently."""

    repeated: str | None = None

    def __setitem__(self, key: str, value: Any) -> None:
        if key in self and self[key] != value:
            self.repeated = key
        super().__setitem__(key, value)

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, Any]]) -> "JsonObject":
        """From keys and values in their order."""
        each = list(pairs)
        made = cls(each)
        if len(made) < len(each):
            made.repeated = next((key for key, value in each if made[key] != value), None)
        return made


def row_of_object(number: int, value: Mapping[str, Any], line: int | None = None) -> FileRow:
    """An object as a row."""
    if (repeated := _repeated(value)) is not None:
        return FileRow(number, {}, f"The row has the key {repeated!r} twice, with two values; keep one", line)
    cells = dict(_cells(value, ""))
    return FileRow(number, cells, error_in(list(cells), list(cells.values()), "".join(cells.values())), line)


def _repeated(value: Any) -> str | None:
    """The key that an object, or one within it, has twice."""
    if isinstance(value, JsonObject) and value.repeated is not None:
        return value.repeated
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, (dict, list)) and (found := _repeated(inner)) is not None:
            return found
    return None


def _cells(value: Mapping[str, Any], before: str) -> Iterator[tuple[str, str]]:
    for key, inner in value.items():
        if not isinstance(inner, dict):
            yield f"{before}{key}" if before else key, inner if isinstance(inner, str) else _cell(inner)
        elif key in WRAPPERS and value.keys().isdisjoint(inner):
            yield from _cells(inner, before)
        else:
            yield from _cells(inner, f"{before}{key}.")


def _cell(value: Any) -> str:
    """A value as text: a list of one as that one, a longer one as JSON, which fields of several values take apart."""
    if not isinstance(value, list):
        return cell_text(value)
    each = [one for one in value if one is not None]
    if any(isinstance(one, (dict, list)) for one in each):
        counts = [_what_counts(one) for one in each]
        if None in counts:
            return json.dumps(each, ensure_ascii=False, default=cell_text)
        each = counts
    texts = list(map(cell_text, each))
    return json.dumps(texts, ensure_ascii=False) if len(texts) > 1 else "".join(texts)


def _what_counts(value: Any) -> str | None:
    """The text that a member of a list comes to, if any."""
    if not isinstance(value, dict):
        return None if isinstance(value, list) else cell_text(value)
    return next((one for key in WHAT_COUNTS if isinstance(one := value.get(key), str) and one), None)
