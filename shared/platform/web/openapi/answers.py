"""What the document says a route answers: its good answer, and every error it can give."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from shared.kernel.errors import DomainError, Invalid, VersionConflict
from shared.platform.web.openapi.examples import FORMATS, Json, example
from shared.platform.web.openapi.schemas import Refs
from shared.platform.web.problem import (
    MEDIA_TYPE,
    UNEXPECTED,
    Forbidden,
    KeyBusy,
    KeyReused,
    Kind,
    TooLarge,
    Unauthorized,
    Unavailable,
    WrongMediaType,
    kind_of,
)
from shared.platform.web.routes import Endpoint

type Codes = Mapping[str, type[DomainError]]

HEADERS = {
    "TraceId": "The request's trace id, as a UUID.",
    "ETag": "The resource's version, for If-Match.",
    "Location": "Where the resource is: a path from the root of the host, such as `/api/v1/…`.",
    "IdempotentReplayed": "`true` if this is the answer to an earlier request with the same key; else it is absent.",
    "RetryAfter": "Seconds after which to try again.",
    "WwwAuthenticate": "What is wrong with the token (RFC 6750).",
}
MEANINGS = {
    "ValidationError": ("The request is not as described; `errors` says where.", "The request is invalid."),
    "UnauthorizedError": ("No token, or one that is not valid.", "The token has expired."),
    "ForbiddenError": ("The caller's roles do not allow this.", "This needs one of the roles Admin, CustomerManager."),
    "NotFoundError": ("Nothing is there.", "There is nothing at this path."),
    "ConflictError": (
        "The first request with this idempotency key is still running.",
        "The first request with this idempotency key is still running.",
    ),
    "PreconditionFailedError": (
        "It has another version than `If-Match` names.",
        "It changed since you read it; it is now at version 4.",
    ),
    "PayloadTooLargeError": ("The body is larger than the route takes.", "The body may have at most 1,000,000 bytes."),
    "UnsupportedMediaTypeError": ("The body is of another kind.", "The body must be application/json."),
    "IdempotencyError": (
        "The idempotency key came with another request before.",
        "This idempotency key was used with another request.",
    ),
    "UpstreamError": (
        "Something the service depends on does not answer, or it is overloaded.",
        "A service this depends on does not answer; try again shortly.",
    ),
    UNEXPECTED.type: (
        "Something went wrong on our side.",
        "Something went wrong on our side. Quote the traceId when you report it.",
    ),
}
"""Of errors without a code: what they mean, and what one of them says."""
OF_ERRORS = {
    401: ("WWW-Authenticate", "WwwAuthenticate"),
    403: ("WWW-Authenticate", "WwwAuthenticate"),
    409: ("Retry-After", "RetryAfter"),
    503: ("Retry-After", "RetryAfter"),
}


def headers() -> Json:
    """The headers of answers, by name."""
    return {name: {"description": text, "schema": {"type": "string"}} for name, text in HEADERS.items()}


def success(endpoint: Endpoint, schemas: Json, refs: Refs) -> Json:
    """The answer when all went well."""
    told: Json = {"description": HTTPStatus(endpoint.status).phrase, "headers": {"X-Trace-Id": _header("TraceId")}}
    if endpoint.answers:
        schema = refs[endpoint.answers, "serialization"]
        told["content"] = {endpoint.media_type: {"schema": schema, **example(schema, schemas)}}
    elif endpoint.media_type != "application/json":
        told["content"] = {endpoint.media_type: {"schema": {"type": "string"}, "example": endpoint.example}}
    elif endpoint.status != 204:
        told["content"] = {endpoint.media_type: {"schema": {"type": "object"}, "example": json.loads(endpoint.example)}}
    if endpoint.has_version:
        told["headers"]["ETag"] = _header("ETag")
    if endpoint.status in (201, 202) and endpoint.method == "POST":
        told["headers"]["Location"] = _header("Location")
    if endpoint.repeatable:
        told["headers"]["Idempotent-Replayed"] = _header("IdempotentReplayed")
    return told


def errors_of_route(endpoint: Endpoint, codes: Codes) -> list[type[DomainError]]:
    """Every error the route documents: its own, and those that come with what it takes."""
    shared: list[type[DomainError]] = [Invalid]
    if endpoint.roles:
        shared += [Unauthorized, Forbidden, Unavailable, TooLarge]
    if endpoint.signed:
        shared += [Unauthorized, TooLarge]
    if endpoint.body or endpoint.form:
        shared += [WrongMediaType]
    if endpoint.changes:
        shared += [VersionConflict]
    if endpoint.repeatable:
        shared += [KeyBusy, KeyReused]
    return [*(codes[code] for code in endpoint.errors), *shared]


def failures(endpoint: Endpoint, schemas: Json, refs: Refs, codes: Codes) -> Json:
    """The errors of a route by their status, with an example of each."""
    by_status: dict[int, list[type[DomainError] | None]] = {}
    for error in errors_of_route(endpoint, codes):
        by_status.setdefault(kind_of(error).status, []).append(error)
    by_status.setdefault(UNEXPECTED.status, []).append(None)
    told = {str(status): _failure(status, errors, refs) for status, errors in sorted(by_status.items())}
    if too_large := told.get("413"):
        too_large["description"] = f"The body may have at most {endpoint.body_limit:,} bytes."
    for status, differs in endpoint.also.items():
        told[str(status)] = other = success(endpoint, schemas, refs) | {"description": HTTPStatus(status).phrase}
        if differs:
            other["content"][endpoint.media_type]["example"] |= differs
    return told


def _failure(status: int, errors: list[type[DomainError] | None], refs: Refs) -> Json:
    from shared.platform.web.problem import Problem

    names = dict.fromkeys(_name(error) for error in errors)
    texts = dict.fromkeys(
        f"{one.code}: {one.meaning}." if one and one.code else MEANINGS[_name(one)][0] for one in errors
    )
    told: Json = {
        "description": " ".join(dict.fromkeys(texts)),
        "headers": {"X-Trace-Id": _header("TraceId")},
        "content": {
            MEDIA_TYPE: {
                "schema": refs[Problem, "serialization"],
                "examples": {name: {"$ref": f"#/components/examples/{name}"} for name in names},
            }
        },
    }
    if status in OF_ERRORS and (status != 409 or KeyBusy in errors):
        header, name = OF_ERRORS[status]
        told["headers"][header] = _header(name)
    return told


def problems(endpoints: Sequence[Endpoint], codes: Codes) -> Json:
    """An example of each error these routes can give, by its code or its type."""
    errors = {_name(error): error for endpoint in endpoints for error in errors_of_route(endpoint, codes)}
    told = {name: _problem(kind_of(error), error.code, error.meaning) for name, error in errors.items()}
    told["ValidationError"]["value"]["errors"] = {"primaryEmail": ["must be an e-mail address"]}
    return {**told, UNEXPECTED.type: _problem(UNEXPECTED)}


def _problem(kind: Kind, code: str = "", meaning: str = "") -> Json:
    value = {
        "traceId": FORMATS["uuid"],
        "type": kind.type,
        "title": HTTPStatus(kind.status).phrase,
        "status": kind.status,
        "detail": f"{meaning}." if meaning else MEANINGS[kind.type][1],
        "instance": f"/api/v1/customers/{FORMATS['uuid']}",
    }
    return {"summary": meaning or kind.type, "value": {**value, "code": code} if code else value}


def _name(error: type[DomainError] | None) -> str:
    """What an example of the error is called; None is the unexpected."""
    return UNEXPECTED.type if error is None else error.code or kind_of(error).type


def _header(name: str) -> Json:
    return {"$ref": f"#/components/headers/{name}"}
