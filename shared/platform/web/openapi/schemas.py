"""The document's schemas: pydantic's, in the words of the API."""

import inspect
import re
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, models_json_schema

from shared.platform.web.openapi.examples import Json
from shared.platform.web.problem import Problem
from shared.platform.web.routes import Endpoint

SOURCE = re.compile(r"\s*\((?:specification )?(?:§|Appendix|decisions)[^)]*\)")
"""Where a docstring says what the product was built from; its callers don't have that."""
PREFIX = "#/components/schemas/"

type Refs = dict[tuple[type[BaseModel], JsonSchemaMode], Json]


def components(endpoints: Sequence[Endpoint]) -> tuple[Json, Refs]:
    """All schemas by name, and where each model's is. Those of queries are there as well, for their parameters."""
    wanted: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {(Problem, "serialization"): None}
    for endpoint in endpoints:
        for taken in (endpoint.body, endpoint.form, endpoint.query):
            if taken:
                wanted[taken, "validation"] = None
        if endpoint.answers:
            wanted[endpoint.answers, "serialization"] = None
    refs: Any
    refs, definitions = models_json_schema(list(wanted), ref_template=PREFIX + "{model}", schema_generator=_Schema)
    schemas = definitions.get("$defs", {})
    for model, mode in wanted:  # what a generic model says of itself, its kinds don't
        if origin := model.__pydantic_generic_metadata__["origin"]:
            referred(refs[model, mode], schemas)["description"] = inspect.getdoc(origin)
    for schema in schemas.values():
        _tidy(schema)
    for schema in schemas.values():
        _describe(schema, schemas)
    for form in {endpoint.form for endpoint in endpoints if endpoint.form}:  # a form comes with its file
        described = referred(refs[form, "validation"], schemas)
        described["properties"] = {
            **{name: without_null(field) for name, field in described["properties"].items()},
            "file": {"type": "string", "format": "binary", "description": "The list: CSV, .xlsx or JSON."},
        }
        described["required"] = [*described.get("required", ()), "file"]
    return schemas, refs


def referred(ref: Json, schemas: Json) -> Json:
    """The schema that is referred to."""
    found: Json = schemas[ref["$ref"].removeprefix(PREFIX)]
    return found


def without_null(field: Json) -> Json:
    """The schema of what can't be `null` where it stands: in a query string, in a form."""
    choices = [choice for choice in field.get("anyOf", ()) if choice != {"type": "null"}]
    kept = {key: value for key, value in field.items() if key not in ("anyOf", "examples")}
    return {**kept, **(choices[0] if choices else {})}


def without_queries(schemas: Json, endpoints: Sequence[Endpoint], refs: Refs) -> None:
    """Drops the schemas of whole queries: each field is a parameter of its own."""
    for query in {endpoint.query for endpoint in endpoints if endpoint.query}:
        schemas.pop(refs[query, "validation"]["$ref"].removeprefix(PREFIX), None)


class _Schema(GenerateJsonSchema):
    """Names generic models as people would: `Page_CustomerSummary_` → `PageOfCustomerSummary`."""

    def normalize_name(self, name: str) -> str:
        return super().normalize_name(name.replace("[", "Of").replace("]", ""))

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def _parts(schema: Json) -> Iterator[Json]:
    """The schemas directly inside one."""
    yield from schema.get("properties", {}).values()
    for word in ("anyOf", "allOf", "oneOf", "prefixItems"):
        yield from schema.get(word, ())
    for word in ("items", "additionalProperties", "contentSchema"):
        if isinstance(inner := schema.get(word), dict):
            yield inner


def _tidy(schema: Json) -> None:
    """Without what only Python knows: titles, sources, `default: null`."""
    schema.pop("title", None)
    if schema.get("default", 0) is None:
        del schema["default"]
    if "description" in schema:
        schema["description"] = " ".join(SOURCE.sub("", schema["description"]).split("\n")).strip()
    for part in _parts(schema):
        _tidy(part)
    for word in ("description", "examples"):  # of a value that may be null: said of the field, not of one choice
        for choice in schema.get("anyOf", ()):
            if word in choice:
                schema.setdefault(word, choice.pop(word))


def _describe(schema: Json, schemas: Json) -> None:
    """A field that does not say what it means means what its type does."""
    for part in _parts(schema):
        _describe(part, schemas)
    for field in schema.get("properties", {}).values():
        for one in (field, *field.get("anyOf", ())):
            if "$ref" in one and "description" in (kind := referred(one, schemas)):
                field.setdefault("description", kind["description"])
