"""From a request to a handler's arguments: everything is checked, nothing is guessed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

from pydantic import BaseModel, ValidationError

from shared.kernel.errors import Invalid
from shared.platform.persistence.repository import Versions
from shared.platform.web.problem import TooLarge, WrongMediaType
from shared.platform.web.strict_json import check_json, check_text
from shared.platform.web.wording import NO_ID, invalid, unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    import azure.functions as func

    from shared.platform.web.routes import Endpoint


def body_of(endpoint: Endpoint, req: func.HttpRequest) -> bytes:
    body: bytes = req.get_body() or b""
    if len(body) > endpoint.body_limit:
        raise TooLarge(endpoint.body_limit)
    if endpoint.body is None or (not body and not endpoint.body_needed):
        return body
    if not body:
        raise Invalid("The body is empty; a JSON object is expected.")
    media_type = req.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json" and not re.fullmatch(r"application/[\w.+-]+\+json", media_type):
        raise WrongMediaType("application/json")
    check_json(body)
    return body


def arguments_of(endpoint: Endpoint, req: func.HttpRequest, body: bytes) -> dict[str, Any]:
    arguments: dict[str, Any] = {
        name: (_text if endpoint.is_text(name) else _id)(name, req.route_params.get(name, ""))
        for name in endpoint.path_names
    }
    if endpoint.body is not None:
        arguments["body"] = _bound(endpoint.body, lambda model: model.model_validate_json(body or b"{}"), part="field")
    query = _query(req)
    if endpoint.query is not None:
        arguments["query"] = _bound(
            endpoint.query, lambda model: model.model_validate(query, strict=False), part="parameter"
        )
    elif query:
        raise Invalid.in_fields({name: [unknown("parameter", name, ())] for name in query})
    return arguments


def form_of_fields(form: type[BaseModel], fields: dict[str, str]) -> BaseModel:
    """The fields of a form that came along with a file."""
    return _bound(form, lambda model: model.model_validate(fields, strict=False), part="field")


def _bound(model: type[BaseModel], read: Callable[[type[BaseModel]], BaseModel], *, part: str) -> BaseModel:
    try:
        return read(model)
    except ValidationError as failure:
        raise invalid(model, failure, part=part) from None


def _id(name: str, text: str) -> UUID:
    if not re.fullmatch(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", text):
        raise Invalid.field(name, NO_ID)
    return UUID(text)


def _text(name: str, text: str) -> str:
    check_text(text, name)
    if not text.strip():
        raise Invalid.field(name, "must not be empty")
    return text.strip()


def _query(req: func.HttpRequest) -> dict[str, str]:
    """The query parameters, decoded strictly and each given once."""
    text = urlsplit(req.url).query
    try:
        pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text), errors="strict", max_num_fields=50)
    except ValueError:
        raise Invalid("The query string is malformed.") from None
    given = dict(pairs)
    if len(given) < len(pairs):
        raise Invalid("A query parameter is given twice.")
    for name, value in pairs:
        check_text(name, "query")
        check_text(value, name)
    return given


def expected_versions(header: str | None) -> Versions:
    """The versions a client's `If-Match` admits; a tag that is not one of ours, or weak, admits none."""
    if header is None or header.strip() == "*":
        return None
    tags = [tag.strip() for tag in header.split(",")]
    if not all(re.fullmatch(r'(?:W/)?"[\x21\x23-\x7e]*"', tag) for tag in tags):
        raise Invalid.field("If-Match", 'must be an entity tag, quoted as in "3"')
    return frozenset(int(tag.strip('"')) for tag in tags if re.fullmatch(r'"(?:0|[1-9]\d{0,17})"', tag))
