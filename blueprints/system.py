"""Triggers around the business: health, the API's own description, paths that lead nowhere, and housekeeping."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

import azure.functions as func

from shared import concepts
from shared.composition import app
from shared.kernel.errors import DomainError, Invalid
from shared.platform import jobs, messaging, retention, web
from shared.platform.retention import RETENTION, SUBJECT
from shared.platform.triggers import Triggers
from shared.platform.web.pages import docs
from shared.platform.web.reply import Reply
from shared.platform.web.routes import Endpoint, routes

if TYPE_CHECKING:
    from shared.platform.jobs.work import Work

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
CANNOT_SERVE = {"status": "Unhealthy", "checks": {"database": {"status": "Unhealthy", "milliseconds": 3000.0}}}
"""What health answers with 503, for the description."""

triggers = Triggers("System", app, "The state of the service, and the description of its API.")
log = logging.getLogger(__name__)


@triggers.route("GET", "health", roles=None, also={503: CANNOT_SERVE})
def get_health() -> Reply[web.health.Health]:
    """Show whether the service and what it depends on are well, as of some seconds ago at most.

    503 when it cannot serve.
    """
    found = app().readiness.look()
    return Reply(found, status=503 if found.status == CANNOT_SERVE["status"] else 200)


@triggers.route("GET", "health/live", roles=None)
def get_liveness() -> Reply[web.health.Alive]:
    """Show that the process answers, whatever it depends on."""
    return Reply(web.health.Alive())


@triggers.route("GET", "openapi.json", roles=None, example='{"openapi": "3.1.0"}')
def get_openapi_document() -> Reply[bytes]:
    """Describe this API."""
    return Reply(web.openapi.rendered(tuple(routes), "/api/v1", concepts.error_codes, app().settings.business))


@triggers.route("GET", "docs", roles=None, media_type="text/html", example="<!doctype html>")
def get_documentation() -> Reply[bytes]:
    """Show this API's description as a page to read and try."""
    return docs.page(app().settings, web.pipeline.ROOT)


@triggers.functions.function_name("get_documentation_asset")
@triggers.functions.route(route="v1/docs/{file}", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
def get_documentation_asset(req: func.HttpRequest) -> func.HttpResponse:
    """The files of the documentation page."""
    file = req.route_params["file"]
    if file not in docs.ASSETS:
        return web.pipeline.fallback(lambda: web.problem.NoSuchRoute(), None, req, app())
    headers = {"Cache-Control": "public, max-age=86400"}
    return func.HttpResponse(docs.asset(file), mimetype=docs.ASSETS[file], headers=headers)


@triggers.functions.function_name("explain_unmatched_path")
@triggers.functions.route(route="v1/{*path}", methods=METHODS, auth_level=func.AuthLevel.ANONYMOUS)
def explain_unmatched_path(req: func.HttpRequest) -> func.HttpResponse:
    """Whatever no route took: say why, as a problem; or let a page of an allowed origin know what it may send."""
    path = req.route_params.get("path") or ""
    by_literals = sorted(routes, key=lambda endpoint: endpoint.literals)  # the last of a method is the most specific
    fitting = {endpoint.method: endpoint for endpoint in by_literals if endpoint.pattern.fullmatch(path)}
    if req.method == "OPTIONS" and fitting:
        return web.pipeline.preflight(sorted(fitting), req, app())
    if req.method == "HEAD" and (shown := fitting.get("GET")) and (ids := shown.pattern.fullmatch(path)):
        return web.pipeline.head(shown, ids.groupdict(), req, app())
    return web.pipeline.fallback(lambda: _reason(fitting, req.method), fitting.get(req.method), req, app())


def _reason(fitting: Mapping[str, Endpoint], method: str) -> DomainError:
    if method in fitting:  # only its ids kept the route from taking it
        return Invalid.field("path", web.wording.NO_ID)
    return web.problem.MethodNotAllowed(sorted(fitting)) if fitting else web.problem.NoSuchRoute()


@triggers.timer("OUTBOX_RELAY_SCHEDULE")
def relay_outbox() -> None:
    """Publish what no commit's own relay published."""
    app().relay.drain()


@triggers.timer("HOUSEKEEPING_SCHEDULE")
def forget_expired_records() -> None:
    """Have forgotten what is kept for a time that is over."""
    app().mediator.send(jobs.commands.StartJob(RETENTION, SUBJECT))


@triggers.timer("HOUSEKEEPING_SCHEDULE")
def write_audit_digest() -> None:
    """Write down where the event log stands, in a file that nobody replaces."""
    messaging.digest.write_digest(app())


@triggers.job(RETENTION, give_up=lambda _, reason: log.error("Not everything that is too old went: %s", reason))
def forget_what_is_too_old(work: Work) -> bool:
    """The day's turn has come: forget answers, messages, lists, files and audit days whose time is over."""
    return retention.forget(work, concepts.retention())
