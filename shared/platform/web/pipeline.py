"""The way of a request: authenticate, authorise, limit, validate, claim the key, act, answer."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

import azure.functions as func

from shared.adapters.audit import Entry
from shared.kernel.ids import new_id
from shared.platform.observability import telemetry
from shared.platform.observability.log_lines import note_request
from shared.platform.persistence.passing_errors import told_as_outage
from shared.platform.web.auth import Caller
from shared.platform.web.binding import arguments_of, body_of, expected_versions, form_of_fields
from shared.platform.web.content_coding import unpacked
from shared.platform.web.forms import form_of, identity
from shared.platform.web.idempotency import Answer, Claim
from shared.platform.web.problem import (
    MEDIA_TYPE,
    Forbidden,
    Unauthorized,
    Unavailable,
    headers_of,
    problem,
)
from shared.platform.web.raw import RawRequest
from shared.platform.web.reply import Reply, etag
from shared.platform.web.request_context import RequestContext
from shared.platform.web.responding import PERSONAL, TRACE_HEADER, cors, sign_in_page, to_http, unmodified
from shared.platform.web.trace import Trace, trace_of

if TYPE_CHECKING:
    from shared.platform.app import App
    from shared.platform.web.routes import Endpoint

ROOT = "/api/v1/"
READABLE_HEADERS = (
    *("Authorization", "Content-Type", "Content-Encoding", "If-Match", "If-None-Match", "Idempotency-Key"),
    "traceparent",
)
ANONYMOUS = Caller("anonymous", frozenset())

log = logging.getLogger(__name__)


def answer(endpoint: Endpoint, req: func.HttpRequest, app: App) -> func.HttpResponse:
    """Answers a request; every failure becomes a problem, none escapes."""
    trace, began = trace_of(req.headers.get("traceparent")), time.perf_counter()
    name, parent = f"{endpoint.method} {endpoint.path}", trace.caller or trace.parent
    with telemetry.span(name, kind="server", parent=parent, http=endpoint.method) as span:
        caller, answered = _answered(endpoint, req, app, trace.passed_on(span.parent))
        span.end(answered.status_code)
    note_request(endpoint.method, endpoint.path, answered.status_code, began=began, caller=caller.id, trace=trace.id)
    return answered


def _answered(endpoint: Endpoint, req: func.HttpRequest, app: App, trace: Trace) -> tuple[Caller, func.HttpResponse]:
    claim: Claim | None = None
    caller = ANONYMOUS
    try:
        caller = authenticate(endpoint, req, app)
        authorize(endpoint, caller)
        req = unpacked(endpoint, req)
        body = body_of(endpoint, req)
        arguments = arguments_of(endpoint, req, body)
        if endpoint.form is not None:
            fields, file = form_of(req)
            arguments |= {"form": form_of_fields(endpoint.form, fields), "file": file}
            body = identity(fields, file)
        expecting = expected_versions(req.headers.get("if-match")) if endpoint.changes else None
        if endpoint.repeatable and (key := req.headers.get("idempotency-key")) is not None:
            ids = " ".join(str(arguments[name]) for name in endpoint.path_names)
            scope = f"{caller.id}\n{endpoint.method} {endpoint.path}\n{ids}"
            claimed = app.idempotency.claim(key, scope=scope, request=body)
            if isinstance(claimed, Answer):
                audit(endpoint, req, app, trace, caller, claimed.status)
                replayed = {**PERSONAL, "Idempotent-Replayed": "true"}
                return caller, to_http(_completed(endpoint, claimed), req, app, trace, replayed)
            claim = claimed
        if endpoint.takes_raw:
            headers = {name.lower(): value for name, value in req.headers.items()}
            arguments["raw"] = RawRequest(body, headers, req.url)
        if "call" in endpoint.hints:
            arguments["call"] = RequestContext(
                app, caller, trace, expecting, claim, lambda reply: finished(endpoint, reply)
            )
        done = _completed(endpoint, finished(endpoint, endpoint.handler(**arguments)))
    except Exception as failure:
        done = _failed(failure, req, trace)
        if isinstance(failure, Unauthorized) and endpoint.media_type == "text/html":
            done = sign_in_page(done, endpoint, req, app)
        if claim:
            _complete(app, claim, done)
    audit(endpoint, req, app, trace, caller, done.status)
    extra = {} if endpoint.roles is None else PERSONAL
    return caller, to_http(unmodified(done, endpoint, req), req, app, trace, extra)


def _completed(endpoint: Endpoint, done: Answer) -> Answer:
    """An answer with what is made for each sending and never kept."""
    if endpoint.complete is None or done.status != endpoint.status:
        return done
    return Answer(done.status, done.headers, endpoint.complete(done.body))


def audit(endpoint: Endpoint, req: func.HttpRequest, app: App, trace: Trace, caller: Caller, status: int) -> None:
    """For the audit trail; what is open to everybody is not noted."""
    if endpoint.roles is not None:
        kind: Literal["Access", "Security"] = "Security" if status in (401, 403) else "Access"
        named = dict(req.route_params)
        customer = named.pop("customer_id", "")[:36]
        subject = next((id for name, id in named.items() if name.endswith("_id")), "")[:36]
        entry = Entry(str(new_id()), app.clock(), kind, caller.id, endpoint.name, customer, subject, status, trace.id)
        app.access.note(entry)


def fallback(
    reason: Callable[[], Exception], endpoint: Endpoint | None, req: func.HttpRequest, app: App
) -> func.HttpResponse:
    """Answers a request that fits no route but might mean `endpoint`; who may not call that learns only so."""
    trace, caller, began = trace_of(req.headers.get("traceparent")), ANONYMOUS, time.perf_counter()
    try:
        if endpoint is not None:
            caller = authenticate(endpoint, req, app)
            authorize(endpoint, caller)
        raise reason()
    except Exception as failure:
        done = _failed(failure, req, trace)
        if endpoint is not None:
            audit(endpoint, req, app, trace, caller, done.status)
        path = endpoint.path if endpoint is not None else "?"
        note_request(req.method, path, done.status, began=began, caller=caller.id, trace=trace.id)
        return to_http(done, req, app, trace, {})


def head(endpoint: Endpoint, ids: dict[str, str], req: func.HttpRequest, app: App) -> func.HttpResponse:
    """Answers HEAD as GET, without the body."""
    same = func.HttpRequest(method="GET", url=req.url, headers=dict(req.headers), route_params=ids, body=b"")
    shown = answer(endpoint, same, app)
    return func.HttpResponse(b"", status_code=shown.status_code, headers=dict(shown.headers), mimetype=shown.mimetype)


def preflight(allowed: list[str], req: func.HttpRequest, app: App) -> func.HttpResponse:
    """Answers a browser that asks what an allowed origin may send."""
    methods = ", ".join(allowed)
    granted = {
        "Access-Control-Allow-Methods": methods,
        "Access-Control-Allow-Headers": ", ".join(READABLE_HEADERS),
        "Access-Control-Max-Age": "600",
    }
    extra = granted if cors(req, app) else {}
    trace = trace_of(req.headers.get("traceparent"))
    return to_http(Answer(204, {"Allow": methods}, b""), req, app, trace, extra)


def finished(endpoint: Endpoint, reply: Reply[Any]) -> Answer:
    """A reply as HTTP."""
    content = reply.content()
    headers = {"Content-Type": endpoint.media_type}
    if reply.version is not None:
        headers["ETag"] = etag(reply.version)
    if reply.location is not None:
        headers["Location"] = ROOT + reply.location
    return Answer(reply.status or endpoint.status, {**headers, **reply.headers}, content)


def authenticate(endpoint: Endpoint, req: func.HttpRequest, app: App) -> Caller:
    return ANONYMOUS if endpoint.roles is None else app.identity.identify(req.headers.get("authorization"))


def authorize(endpoint: Endpoint, caller: Caller) -> None:
    if endpoint.roles is not None and not caller.roles & endpoint.roles:
        raise Forbidden(endpoint.roles)


def _failed(failure: Exception, req: func.HttpRequest, trace: Trace) -> Answer:
    if told_as_outage(failure):
        failure = Unavailable()
    shown = problem(failure, trace_id=trace.uuid, instance=urlsplit(req.url).path)
    if shown.status == 500:
        log.error("Request %s failed unexpectedly", trace.id, exc_info=failure)
    content = shown.model_dump_json(by_alias=True, exclude={n for n in ("code", "errors") if getattr(shown, n) is None})
    headers = {"Content-Type": MEDIA_TYPE, TRACE_HEADER: trace.uuid, **headers_of(failure)}
    return Answer(shown.status, headers, content.encode())


def _complete(app: App, claim: Claim, done: Answer) -> None:
    try:
        app.idempotency.complete(claim, done)
    except Exception:
        log.exception("An answer could not be kept; its key is free again when its lease ends.")
