"""`@api.route`: a typed function becomes an HTTP trigger; its one `Endpoint` record says everything about the route."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from inspect import getdoc
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import azure.functions as func

if TYPE_CHECKING:
    from pydantic import BaseModel

    from shared.composition import App
    from shared.kernel.errors import DomainError

VIEWERS = frozenset({"Viewer", "SupportAgent", "SalesRep", "CustomerManager", "Admin"})
"""Whoever may read (specification §9.2)."""
SALES = frozenset({"SalesRep", "CustomerManager", "Admin"})
MANAGERS = frozenset({"CustomerManager", "Admin"})

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Endpoint:
    """A route: what the trigger, the OpenAPI document, the role matrix and the contract tests all read.

    What needs the handler's types is resolved at the first call, so that indexing the app loads no models.
    """

    method: str
    path: str
    """Under `/api/v1/`, with `{names}` for the handler's UUID parameters."""
    roles: frozenset[str] | None
    """Who may call; None is anybody, even without a token."""
    status: int
    errors: tuple[str, ...]
    """The business's own refusals by their code; those every route shares are not repeated."""
    tag: str
    handler: Callable[..., Any]
    body_limit: int
    media_type: str
    versioned: bool
    """Whether what the route changes has an ETag."""

    @property
    def name(self) -> str:
        return self.handler.__name__

    @cached_property
    def hints(self) -> dict[str, Any]:
        """The handler's parameters, and `return`, with their types."""
        return get_type_hints(self.handler)

    @cached_property
    def body(self) -> type[BaseModel] | None:
        """The model of the JSON body, if the route takes one."""
        return self.hints.get("body")

    @cached_property
    def form(self) -> type[BaseModel] | None:
        """The model of the form that comes with a file, if the route takes one."""
        return self.hints.get("form")

    @cached_property
    def body_needed(self) -> bool:
        """Whether the body has a field that must be given; otherwise no body at all will do."""
        return self.body is not None and any(field.is_required() for field in self.body.model_fields.values())

    @cached_property
    def query(self) -> type[BaseModel] | None:
        """The model of the query string, if the route takes one."""
        return self.hints.get("query")

    @cached_property
    def answers(self) -> type[BaseModel] | None:
        """The model of the answer: V of the handler's `Reply[V]`; None where that is no JSON object."""
        [answer] = get_args(self.hints["return"])
        return answer if hasattr(answer, "model_fields") else None

    @cached_property
    def domain_errors(self) -> tuple[type[DomainError], ...]:
        """The business's own refusals."""
        from shared.kernel.errors import error_codes

        assert self.hints  # whose modules declare the errors
        return tuple(error_codes()[code] for code in self.errors)

    @property
    def path_names(self) -> list[str]:
        return re.findall(r"{(\w+)}", self.path)

    def is_text(self, name: str) -> bool:
        """Whether a name of the path stands for text, the rest of the path at its end, rather than for an id."""
        return self.handler.__annotations__[name] in ("str", str)

    @property
    def template(self) -> str:
        """The route as Azure reads it: ids constrained, so that literals beside them win."""
        return "v1/" + self._filled("{{*{0}}}", "{{{0}:guid}}")

    @property
    def changes(self) -> bool:
        """Whether the route changes something that has a version already (`If-Match`)."""
        return (
            self.method in ("PUT", "POST", "DELETE") and bool(self.path_names) and self.status != 201 and self.versioned
        )

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The path with anything in place of the ids."""
        return re.compile(self._filled("(?P<{0}>.+)", "(?P<{0}>[^/]+)"))

    def _filled(self, text: str, id: str) -> str:
        """The path with its names in the given forms."""
        return re.sub(r"{(\w+)}", lambda m: (text if self.is_text(m[1]) else id).format(m[1]), self.path)

    @property
    def summary(self) -> str:
        return (getdoc(self.handler) or "").partition("\n")[0]

    @property
    def description(self) -> str:
        return (getdoc(self.handler) or "").partition("\n")[2].strip()


routes: list[Endpoint] = []
"""The routes of every registered blueprint."""


class Api:
    """The routes of one blueprint."""

    def __init__(self, tag: str, app: Callable[[], App]) -> None:
        self._tag, self._app = tag, app
        self._blueprint = func.Blueprint()
        self._endpoints: list[Endpoint] = []

    @property
    def blueprint(self) -> func.Blueprint:
        """For `register_functions`; a blueprint that is not registered leaves no trace in the document either."""
        routes.extend(endpoint for endpoint in self._endpoints if endpoint not in routes)
        return self._blueprint

    def route(
        self,
        method: str,
        path: str,
        *,
        roles: frozenset[str] | None,
        status: int = 200,
        errors: tuple[str, ...] = (),
        body_limit: int = MEGABYTE,
        media_type: str = "application/json",
        versioned: bool = True,
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Registers a handler. Its parameters say what it takes: UUIDs by the path's names, `body`, `query`, `call`."""

        def register(handler: Callable[..., Any]) -> Callable[..., Any]:
            endpoint = Endpoint(
                method, path, roles, status, errors, self._tag, handler, body_limit, media_type, versioned
            )
            self._endpoints.append(endpoint)
            trigger = self._trigger(endpoint)
            self._blueprint.function_name(endpoint.name)(
                self._blueprint.route(route=endpoint.template, methods=[method], auth_level=func.AuthLevel.ANONYMOUS)(
                    trigger
                )
            )
            return handler

        return register

    def _trigger(self, endpoint: Endpoint) -> Callable[[func.HttpRequest], func.HttpResponse]:
        def trigger(req: func.HttpRequest) -> func.HttpResponse:
            from shared.platform.web import pipeline

            return pipeline.answer(endpoint, req, self._app())

        # Not functools.wraps: the worker would follow __wrapped__ to the handler's signature.
        trigger.__name__ = trigger.__qualname__ = endpoint.name
        trigger.__doc__ = endpoint.handler.__doc__
        trigger.__annotations__ = {"req": func.HttpRequest, "return": func.HttpResponse}  # the worker wants types
        return trigger
