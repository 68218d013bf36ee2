"""HTTP triggers around the business: health, the API's own description, and paths that lead nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import azure.functions as func

from shared.composition import app
from shared.kernel.errors import DomainError, Invalid
from shared.platform.lazy import lazy
from shared.platform.web.endpoint import Api, Endpoint, routes
from shared.platform.web.reply import Reply

if TYPE_CHECKING:
    from shared.platform.web import health, openapi, pipeline, problem
else:
    health, openapi, pipeline, problem = lazy("shared.platform.web", "health", "openapi", "pipeline", "problem")

ASSETS = {"swagger-ui.css": "text/css", "swagger-ui-bundle.js": "text/javascript"}
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><title>Contact &amp; Customer Management</title>
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<script>if (location.pathname.endsWith("/")) location.replace(location.pathname.replace(/\\/+$/, ""))</script>
<div id="ui"></div><script src="docs/swagger-ui-bundle.js"></script>
<script>
SwaggerUIBundle({url: "openapi.json", dom_id: "#ui", persistAuthorization: true, validatorUrl: null})
</script></body>
</html>
"""
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

api = Api("System", app)


@api.route("GET", "health", roles=None)
def get_health() -> Reply[health.Health]:
    """Tell whether the service and what it depends on are well.

    503 when it cannot serve.
    """
    house = app()
    found = health.examine(
        house.database,
        {
            "eventBus": house.bus.check,
            "cache": house.cache.check,
            "files": house.blobs.check,
            "audit": house.audit.check,
        },
    )
    return Reply(found, status=503 if found.status == "Unhealthy" else 200)


@api.route("GET", "openapi.json", roles=None)
def get_openapi_document() -> Reply[dict[str, object]]:
    """Describe this API."""
    return Reply(openapi.written(tuple(routes), "/api/v1"))


@api.route("GET", "docs", roles=None, media_type="text/html")
def get_documentation() -> Reply[str]:
    """Show this API's description as a page to read and try."""
    return Reply(PAGE.encode())


@api.blueprint.function_name("get_documentation_asset")
@api.blueprint.route(route="v1/docs/{file}", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
def get_documentation_asset(req: func.HttpRequest) -> func.HttpResponse:
    """Swagger UI's own files, from its package, so that the page works offline."""
    from swagger_ui_bundle import swagger_ui_path

    file = req.route_params["file"]
    if file not in ASSETS:
        return pipeline.fallback(lambda: problem.NoSuchRoute("There is no such file."), None, req, app())
    headers = {"Cache-Control": "public, max-age=86400"}
    return func.HttpResponse((swagger_ui_path / file).read_bytes(), mimetype=ASSETS[file], headers=headers)


@api.blueprint.function_name("explain_unmatched_path")
@api.blueprint.route(route="v1/{*path}", methods=METHODS, auth_level=func.AuthLevel.ANONYMOUS)
def explain_unmatched_path(req: func.HttpRequest) -> func.HttpResponse:
    """Whatever no route took: say why, as a problem; or let a page of an allowed origin know what it may send."""
    path = req.route_params.get("path") or ""
    fitting = {endpoint.method: endpoint for endpoint in routes if endpoint.pattern.fullmatch(path)}
    if req.method == "OPTIONS" and fitting:
        return pipeline.preflight(sorted(fitting), req, app())
    if req.method == "HEAD" and (shown := fitting.get("GET")) and (ids := shown.pattern.fullmatch(path)):
        return pipeline.head(shown, ids.groupdict(), req, app())
    return pipeline.fallback(lambda: _reason(fitting, req.method), fitting.get(req.method), req, app())


def _reason(fitting: Mapping[str, Endpoint], method: str) -> DomainError:
    if method in fitting:  # only its ids kept the route from taking it
        return Invalid("The request is invalid.", {"path": ["Ids are lower-case hyphenated UUIDs"]})
    return (
        problem.MethodNotAllowed(sorted(fitting)) if fitting else problem.NoSuchRoute("There is nothing at this path.")
    )
