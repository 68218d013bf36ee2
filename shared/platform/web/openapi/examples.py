"""Examples of bodies and answers, put together from those of their fields."""

from typing import Any

type Json = dict[str, Any]

FORMATS = {
    "uuid": "0199c2f0-5d1c-7a3e-8b42-6f1e0c9d7a55",
    "date-time": "2026-03-14T09:26:53Z",
    "date": "2026-03-14",
}


class NoExample(Exception):
    """A field has no example, and its type gives none."""


def example(schema: Json, schemas: Json, *, request: bool = False) -> Json:
    """The `example` of a body or an answer; nothing, if a field of it has none."""
    try:
        return {"example": example_of(schema, schemas, request=request)}
    except NoExample:
        return {}


def example_of(schema: Json, schemas: Json, *, request: bool) -> Any:
    """A value as the schema describes it. Raises NoExample.

    Of a request, what only the caller can know is left out: ids of its own data.
    """
    match schema:
        case {"examples": [first, *_]}:
            return first
        case {"$ref": str(ref)}:
            return example_of(schemas[ref.rpartition("/")[2]], schemas, request=request)
        case {"const": value} | {"enum": [value, *_]}:
            return value
        case {"anyOf": [*choices]}:
            return example_of(next(one for one in choices if one != {"type": "null"}), schemas, request=request)
        case {"default": value} if request:
            return value
        case {"type": "object"}:
            return _object(schema, schemas, request=request)
        case {"type": "array", "items": items}:
            return [] if request and items.get("format") == "uuid" else [example_of(items, schemas, request=request)]
        case {"type": "string", "format": str(kind)} if kind in FORMATS:
            return FORMATS[kind]
        case {"type": "boolean"}:
            return True
    raise NoExample(schema)


def _object(schema: Json, schemas: Json, *, request: bool) -> Json:
    needed = schema.get("required", ())
    parts = {}
    for name, part in schema.get("properties", {}).items():
        if request and name not in needed and _names_something(part):
            continue
        try:
            parts[name] = example_of(part, schemas, request=request)
        except NoExample as none:
            raise NoExample(f"{schema.get('description')}: {name}", *none.args) from None
    return parts


def _names_something(part: Json) -> bool:
    """Whether the field holds an id."""
    return any(one.get("format") == "uuid" for one in (part, *part.get("anyOf", ())))
