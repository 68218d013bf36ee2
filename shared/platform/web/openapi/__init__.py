"""The OpenAPI 3.1 document, written from the routes' own records."""

import json
from collections.abc import Callable, Sequence
from functools import cache

from shared.kernel.naming import PRODUCT, camel
from shared.platform.web.openapi.answers import Codes, headers, problems
from shared.platform.web.openapi.examples import Json
from shared.platform.web.openapi.operations import operation
from shared.platform.web.openapi.schemas import components, without_queries
from shared.platform.web.problem import kind_of
from shared.platform.web.routes import Endpoint
from shared.settings import CustomerManagement

ABOUT = """Customers and contacts of an event-management platform, with the import and export of contact lists.

**Authorization.** All but `/health`, `/health/live`, `/openapi.json` and `/docs` need a bearer token: a JWT of the
OpenID Connect issuer the service trusts, with its roles in the claim `roles`. Each operation names the roles that may
call it. Where `make run` serves the API, `make token ROLES=Admin` prints a token; elsewhere the issuer that the service
is set up for gives it out.

**Conventions.** Bodies are JSON in camelCase. Unknown fields and query parameters are refused. Times are ISO 8601 in
UTC. Absent values are `null`. What a `PUT` leaves out stays as it is.

**Versions.** A resource answers its version as `ETag` and as `version`. A change with `If-Match` succeeds only on that
version; without it, it always applies to the present one.

**Repetition.** A `POST` with an `Idempotency-Key` can be sent again for 24 hours: it is answered as the first time.

**Lists.** `nextCursor` leads to the next page, given back as `cursor`; it is `null` on the last one.

**Packed bodies.** A body may come with `Content-Encoding: gzip`; its limit is of what it unpacks to.

**Errors** are `application/problem+json`. `traceId` is the request's trace id written as a UUID; logs and telemetry
show the same 32 digits without hyphens. Those with a `code` are:

"""


def document(endpoints: Sequence[Endpoint], *, server: str, codes: Codes, business: CustomerManagement) -> Json:
    """The document for these routes, served under `server`; `codes` are all errors that have one."""
    schemas, refs = components(endpoints)
    paths: dict[str, Json] = {}
    for endpoint in endpoints:
        path = paths.setdefault(f"/{_public(endpoint.path)}", {})
        path[endpoint.method.lower()] = operation(endpoint, schemas, refs, codes, business)
    without_queries(schemas, endpoints, refs)
    answered = {code for endpoint in endpoints for code in endpoint.errors}
    listed = "\n".join(
        f"- `{code}` {kind.meaning} ({kind_of(kind).status if code in answered else 'of rows in an import only'})"
        for code, kind in codes.items()
    )
    tags = dict.fromkeys(endpoint.tag for endpoint in endpoints)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": PRODUCT,
            "version": "1.0.0",
            "summary": "Customers, contacts, imports and exports of an event-management platform.",
            "description": ABOUT + listed,
            "contact": {"name": f"The team of {PRODUCT}"},
            "license": {"name": "All rights reserved", "identifier": "LicenseRef-All-Rights-Reserved"},
        },
        "servers": [{"url": server, "description": "On the host that serves this document."}],
        "tags": [{"name": tag.name, "description": tag.description} for tag in tags],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "headers": headers(),
            "examples": problems(endpoints, codes),
            "securitySchemes": {
                "bearer": {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "JWT",
                    "description": "A token of the issuer. Where `make run` serves the API, `make token` prints one.",
                }
            },
        },
    }


def _public(path: str) -> str:
    """The path with its names as the document spells them."""
    for name in path.split("{")[1:]:
        inner = name.partition("}")[0]
        path = path.replace("{" + inner + "}", "{" + camel(inner) + "}")
    return path


@cache
def rendered(
    endpoints: tuple[Endpoint, ...], server: str, codes: Callable[[], Codes], business: CustomerManagement
) -> bytes:
    """The document as bytes; it changes only with the code and the settings."""
    made = document(endpoints, server=server, codes=codes(), business=business)
    return json.dumps(made, ensure_ascii=False, indent=1).encode()
