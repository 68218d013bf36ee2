"""An operation of the document: what a route takes."""

from shared.kernel.naming import camel
from shared.platform.web.openapi.answers import Codes, failures, success
from shared.platform.web.openapi.examples import Json, example
from shared.platform.web.openapi.schemas import Refs, referred, without_null
from shared.platform.web.routes import Endpoint
from shared.settings import CustomerManagement

UUID_SCHEMA = {"type": "string", "format": "uuid", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"}
TEXT_SCHEMA = {"type": "string", "pattern": "^[^/?#%]*\\S$"}


def operation(endpoint: Endpoint, schemas: Json, refs: Refs, codes: Codes, business: CustomerManagement) -> Json:
    """What the document says of a route."""
    told: Json = {
        "operationId": camel(endpoint.name),
        "tags": [endpoint.tag.name],
        "summary": endpoint.summary,
        "description": _description(endpoint),
        "parameters": [
            *(_path_parameter(endpoint, name) for name in endpoint.path_names),
            *_query_parameters(endpoint, schemas, refs, business),
            *_header_parameters(endpoint),
        ],
        "responses": {
            str(endpoint.status): success(endpoint, schemas, refs),
            **failures(endpoint, schemas, refs, codes),
        },
        "security": [{"bearer": []}] if endpoint.roles else [],
    }
    if endpoint.roles:
        told["x-roles"] = sorted(endpoint.roles)
    if endpoint.body:
        schema = refs[endpoint.body, "validation"]
        content = {"schema": schema, **example(schema, schemas, request=True)}
        told["requestBody"] = {"required": endpoint.body_needed, "content": {"application/json": content}}
    if endpoint.takes_raw:
        content = {"schema": {"type": "string", "format": "binary"}}
        told["requestBody"] = {"required": False, "content": {"application/octet-stream": content}}
    if endpoint.form:
        content = {"schema": refs[endpoint.form, "validation"]}
        told["requestBody"] = {"required": True, "content": {"multipart/form-data": content}}
    return told


def _description(endpoint: Endpoint) -> str:
    """More than the summary, and who may call."""
    if endpoint.signed:
        who = "Takes no token of ours."
    elif not endpoint.roles:
        who = "Anybody may call this, without a token."
    elif len(endpoint.roles) == 1:
        who = f"Needs the role {next(iter(endpoint.roles))}."
    else:
        who = f"Needs one of the roles {', '.join(sorted(endpoint.roles))}."
    return "\n\n".join([*filter(None, [endpoint.description]), who])


def _path_parameter(endpoint: Endpoint, name: str) -> Json:
    text = endpoint.is_text(name)
    return {
        "name": camel(name),
        "in": "path",
        "required": True,
        "description": f"The {name}, percent-encoded." if text else f"The {name.removesuffix('_id')}'s id.",
        "schema": TEXT_SCHEMA if text else UUID_SCHEMA,
    }


def _query_parameters(endpoint: Endpoint, schemas: Json, refs: Refs, business: CustomerManagement) -> list[Json]:
    if not endpoint.query:
        return []
    parameters = []
    for name, field in referred(refs[endpoint.query, "validation"], schemas)["properties"].items():
        given = without_null(field)
        if name == "pageSize":
            given |= {"default": business.default_page_size, "maximum": business.max_page_size}
        text = given.pop("description")
        parameters.append({"name": name, "in": "query", "required": False, "description": text, "schema": given})
    return parameters


def _header_parameters(endpoint: Endpoint) -> list[Json]:
    headers = []
    if endpoint.changes:
        text = 'Change only this version, as in `"3"` (an ETag).'
        headers.append(("If-Match", text, {"type": "string", "pattern": r'^"\d{1,9}"$'}))
    if endpoint.repeatable:
        text = "Makes a repetition harmless for 24 hours: it is answered as the first time."
        headers.append(("Idempotency-Key", text, {"type": "string", "pattern": "^[!-~]{1,255}$"}))
    return [
        {"name": name, "in": "header", "required": False, "description": text, "schema": schema}
        for name, text, schema in headers
    ]
