"""The last steps of a request: from an answer to what HTTP sends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import azure.functions as func

from shared.platform.web.idempotency import Answer
from shared.platform.web.pages import sign_in
from shared.platform.web.trace import Trace

if TYPE_CHECKING:
    from shared.platform.app import App
    from shared.platform.web.routes import Endpoint

TRACE_HEADER = "X-Trace-Id"
NO_SNIFFING = {"X-Content-Type-Options": "nosniff"}
PERSONAL = {"Cache-Control": "no-store"}
"""Of what a caller sees by its token: no browser and no proxy keeps it."""


def unmodified(done: Answer, endpoint: Endpoint, req: func.HttpRequest) -> Answer:
    """304 for a reader who has this version already."""
    known = req.headers.get("if-none-match") if endpoint.method == "GET" else None
    tag = done.headers.get("ETag")
    if (
        done.status == 200
        and known
        and tag
        and (known.strip() == "*" or tag in [t.strip().removeprefix("W/") for t in known.split(",")])
    ):
        return Answer(304, {"ETag": tag}, b"")
    return done


def sign_in_page(refused: Answer, endpoint: Endpoint, req: func.HttpRequest, app: App) -> Answer:
    """To a browser: still a 401, but one that a person can do something about."""
    if endpoint.roles is None or "text/html" not in req.headers.get("accept", ""):
        return refused
    page = sign_in.page(app.settings, endpoint.roles)
    return Answer(refused.status, {**refused.headers, **page.headers, "Content-Type": "text/html"}, page.content())


def to_http(done: Answer, req: func.HttpRequest, app: App, trace: Trace, extra: dict[str, str]) -> func.HttpResponse:
    headers = {TRACE_HEADER: trace.uuid, **NO_SNIFFING, **done.headers, **extra, **cors(req, app)}
    media_type = headers.pop("Content-Type", None)
    return func.HttpResponse(done.body, status_code=done.status, headers=headers, mimetype=media_type)


def cors(req: func.HttpRequest, app: App) -> dict[str, str]:
    """The headers that let a page of an allowed origin read the answer."""
    origin = req.headers.get("origin")
    if not origin or not app.settings.cors_allowed_origins & {origin, "*"}:
        return {}
    exposed = "ETag, Location, X-Trace-Id, Idempotent-Replayed, Retry-After"
    return {"Access-Control-Allow-Origin": origin, "Vary": "Origin", "Access-Control-Expose-Headers": exposed}
