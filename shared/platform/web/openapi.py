"""The OpenAPI 3.1 document, written from the routes' own records."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, models_json_schema

from shared.kernel.errors import DomainError, Invalid, VersionConflict
from shared.kernel.naming import camel
from shared.platform.web.problem import (
    MEDIA_TYPE,
    Forbidden,
    KeyBusy,
    KeyReused,
    Problem,
    TooLarge,
    Unauthorized,
    Unavailable,
    WrongMediaType,
    kind_of,
)
from shared.platform.web.routes import Endpoint

type Json = dict[str, Any]
type Codes = Mapping[str, type[DomainError]]

UUID_SCHEMA = {"type": "string", "format": "uuid", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"}
ABOUT = """Customers and contacts of an event-management platform.

Times are ISO 8601 in UTC. Absent values are `null`. Errors are `application/problem+json`; those with a `code` are:

"""


def document(endpoints: Sequence[Endpoint], *, server: str, codes: Codes) -> Json:
    """The document for these routes, served under `server`; `codes` are all errors that have one."""
    schemas, refs = _schemas(endpoints)
    paths: dict[str, Json] = {}
    for endpoint in endpoints:
        path = paths.setdefault(f"/{_public(endpoint.path)}", {})
        path[endpoint.method.lower()] = _operation(endpoint, refs, codes)
    listed = "\n".join(f"- `{code}` {kind.meaning} ({kind_of(kind).status})" for code, kind in codes.items())
    return {
        "openapi": "3.1.0",
        "info": {"title": "Contact & Customer Management", "version": "1.0.0", "description": ABOUT + listed},
        "servers": [{"url": server}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
    }


type Refs = dict[tuple[type[BaseModel], JsonSchemaMode], Json]


def _schemas(endpoints: Sequence[Endpoint]) -> tuple[Json, Refs]:
    wanted: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {(Problem, "serialization"): None}
    for endpoint in endpoints:
        if endpoint.body:
            wanted[endpoint.body, "validation"] = None
        if endpoint.form:
            wanted[endpoint.form, "validation"] = None
        if endpoint.answers:
            wanted[endpoint.answers, "serialization"] = None
    refs: Any
    refs, definitions = models_json_schema(
        list(wanted), ref_template="#/components/schemas/{model}", schema_generator=_Schema
    )
    schemas = definitions.get("$defs", {})
    for form in {endpoint.form for endpoint in endpoints if endpoint.form}:  # a form comes with its file
        described = schemas[refs[form, "validation"]["$ref"].rpartition("/")[2]]
        described["properties"]["file"] = {"type": "string", "format": "binary"}
        described["required"] = [*described.get("required", ()), "file"]
    return schemas, refs


class _Schema(GenerateJsonSchema):
    """Names generic models as people would: `Page_CustomerSummary_` → `PageOfCustomerSummary`."""

    def normalize_name(self, name: str) -> str:
        return super().normalize_name(name.replace("[", "Of").replace("]", ""))


def _operation(endpoint: Endpoint, refs: Refs, codes: Codes) -> Json:
    operation: Json = {
        "operationId": camel(endpoint.name),
        "tags": [endpoint.tag],
        "summary": endpoint.summary,
        "parameters": [*_path_parameters(endpoint), *_query_parameters(endpoint), *_header_parameters(endpoint)],
        "responses": {str(endpoint.status): _success(endpoint, refs), **_failures(endpoint, refs, codes)},
        "security": [{"bearer": []}] if endpoint.roles else [],
    }
    if endpoint.description:
        operation["description"] = endpoint.description
    if endpoint.roles:
        operation["x-roles"] = sorted(endpoint.roles)
    if endpoint.body:
        content = {"application/json": {"schema": refs[endpoint.body, "validation"]}}
        operation["requestBody"] = {"required": endpoint.body_needed, "content": content}
    if endpoint.form:
        content = {"multipart/form-data": {"schema": refs[endpoint.form, "validation"]}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _path_parameters(endpoint: Endpoint) -> list[Json]:
    return [
        {"name": camel(name), "in": "path", "required": True, "schema": _path_schema(endpoint, name)}
        for name in endpoint.path_names
    ]


def _path_schema(endpoint: Endpoint, name: str) -> Json:
    return {"type": "string", "pattern": "^[^/?#%]*\\S$"} if endpoint.is_text(name) else UUID_SCHEMA


def _query_parameters(endpoint: Endpoint) -> list[Json]:
    if not endpoint.query:
        return []
    schema = endpoint.query.model_json_schema(ref_template="#/components/schemas/{model}")
    definitions = schema.get("$defs", {})
    parameters = []
    for name, field in schema["properties"].items():
        given = _inlined(field, definitions)
        parameter = {"name": name, "in": "query", "required": False, "schema": given}
        if text := given.pop("description", None):
            parameter["description"] = text
        parameters.append(parameter)
    return parameters


def _inlined(field: Json, definitions: Json) -> Json:
    """A parameter's schema in itself; `null`, which a query string can't say, is left out."""
    choices = [choice for choice in field.get("anyOf", [field]) if choice.get("type") != "null"]
    chosen = choices[0]
    if ref := chosen.get("$ref"):
        chosen = definitions[ref.rpartition("/")[2]]
    kept = {key: value for key, value in {**field, **chosen}.items() if key not in ("anyOf", "title", "$ref")}
    if kept.get("default", 0) is None:
        del kept["default"]
    return kept


def _header_parameters(endpoint: Endpoint) -> list[Json]:
    headers = []
    if endpoint.changes:
        text = 'Change only this version, as in `"3"` (an ETag).'
        headers.append(("If-Match", text, {"type": "string", "pattern": r'^"\d{1,9}"$'}))
    if endpoint.method == "POST" and endpoint.roles:
        text = "Makes a repetition harmless for 24 hours: it is answered as the first time."
        headers.append(("Idempotency-Key", text, {"type": "string", "pattern": "^[!-~]{1,255}$"}))
    return [
        {"name": name, "in": "header", "required": False, "description": text, "schema": schema}
        for name, text, schema in headers
    ]


def _success(endpoint: Endpoint, refs: Refs) -> Json:
    success: Json = {"description": HTTPStatus(endpoint.status).phrase}
    if endpoint.answers:
        success["content"] = {endpoint.media_type: {"schema": refs[endpoint.answers, "serialization"]}}
    elif endpoint.media_type != "application/json":
        success["content"] = {endpoint.media_type: {"schema": {"type": "string"}}}
    headers = {"X-Trace-Id": {"schema": {"type": "string"}}}
    if endpoint.path_names or endpoint.status == 201:
        headers["ETag"] = {"schema": {"type": "string"}}
    if endpoint.status == 201:
        headers["Location"] = {"schema": {"type": "string"}}
    return {**success, "headers": headers}


def errors_of_route(endpoint: Endpoint, codes: Codes) -> list[type[DomainError]]:
    """Every error the route documents: its own, and those that come with what it takes."""
    shared: list[type[DomainError]] = [Invalid] if endpoint.roles else []
    if endpoint.roles:
        shared += [Unauthorized, Forbidden, Unavailable, TooLarge]
    if endpoint.body or endpoint.form:
        shared += [WrongMediaType]
    if endpoint.changes:
        shared += [VersionConflict]
    if endpoint.method == "POST" and endpoint.roles:
        shared += [KeyBusy, KeyReused]
    return [*(codes[code] for code in endpoint.errors), *shared]


def _failures(endpoint: Endpoint, refs: Refs, codes: Codes) -> Json:
    by_status: dict[int, list[str]] = {}
    for error in errors_of_route(endpoint, codes):
        kind = kind_of(error)
        text = f"{error.code}: {error.meaning}" if error.code else kind.type
        by_status.setdefault(kind.status, []).append(text)
    content = {MEDIA_TYPE: {"schema": refs[Problem, "serialization"]}}
    return {
        str(status): {"description": "; ".join(dict.fromkeys(texts)), "content": content}
        for status, texts in sorted(by_status.items())
    }


def _public(path: str) -> str:
    for name in path.split("{")[1:]:
        inner = name.partition("}")[0]
        path = path.replace("{" + inner + "}", "{" + camel(inner) + "}")
    return path


@cache
def rendered(endpoints: tuple[Endpoint, ...], server: str, codes: Callable[[], Codes]) -> bytes:
    """The document as bytes; it changes only with the code."""
    return json.dumps(document(endpoints, server=server, codes=codes()), ensure_ascii=False, indent=1).encode()
