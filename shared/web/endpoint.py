"""`@api.route`: a typed function becomes an HTTP trigger; its one `Endpoint` record says everything about the route."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from inspect import getdoc
from typing import Any, get_type_hints

import azure.functions as func
from pydantic import BaseModel

from shared.kernel.errors import Refusal
from shared.web import pipeline

type Roles = frozenset[str] | None

VIEWERS = frozenset({"Viewer", "SupportAgent", "SalesRep", "CustomerManager", "Admin"})
"""Whoever may read (specification §9.2)."""
SALES = frozenset({"SalesRep", "CustomerManager", "Admin"})
MANAGERS = frozenset({"CustomerManager", "Admin"})

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Endpoint:
    """A route: what the trigger, the OpenAPI document, the role matrix and the contract tests all read."""

    method: str
    path: str
    """Under `/api/v1/`, with `{names}` for the handler's UUID parameters."""
    roles: Roles
    """Who may call; None is anybody, even without a token."""
    status: int
    answers: type[BaseModel] | None
    refusals: tuple[type[Refusal], ...]
    """The business's own refusals; those every route shares are not repeated."""
    tag: str
    handler: Callable[..., Any]
    body_limit: int
    media_type: str

    @property
    def name(self) -> str:
        return self.handler.__name__

    @cached_property
    def hints(self) -> dict[str, Any]:
        """The handler's parameters and their types; resolved at the first call, not at import."""
        return {name: hint for name, hint in get_type_hints(self.handler).items() if name != "return"}

    @cached_property
    def body(self) -> type[BaseModel] | None:
        """The model of the JSON body, if the route takes one."""
        return self.hints.get("body")

    @cached_property
    def body_needed(self) -> bool:
        """Whether the body has a field that must be given; otherwise no body at all will do."""
        return self.body is not None and any(field.is_required() for field in self.body.model_fields.values())

    @cached_property
    def query(self) -> type[BaseModel] | None:
        """The model of the query string, if the route takes one."""
        return self.hints.get("query")

    @property
    def path_names(self) -> list[str]:
        return re.findall(r"{(\w+)}", self.path)

    @property
    def template(self) -> str:
        """The route as Azure reads it: ids constrained, so that literals beside them win."""
        return "v1/" + re.sub(r"{(\w+)}", lambda m: f"{{{m[1]}:guid}}", self.path)

    @property
    def changes(self) -> bool:
        """Whether the route changes something that has a version (`If-Match`)."""
        return self.method in ("PUT", "POST", "DELETE") and bool(self.path_names)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The path with anything in place of the ids."""
        return re.compile(re.sub(r"{(\w+)}", r"(?P<\1>[^/]+)", self.path))

    @property
    def summary(self) -> str:
        return (getdoc(self.handler) or "").partition("\n")[0]

    @property
    def description(self) -> str:
        return (getdoc(self.handler) or "").partition("\n")[2].strip()


catalogue: list[Endpoint] = []
"""The routes of every registered blueprint."""


class Api:
    """The routes of one blueprint."""

    def __init__(self, tag: str, app: Callable[[], pipeline.App]) -> None:
        self._tag, self._app = tag, app
        self._blueprint = func.Blueprint()
        self._endpoints: list[Endpoint] = []

    @property
    def blueprint(self) -> func.Blueprint:
        """For `register_functions`; a blueprint that is not registered leaves no trace in the document either."""
        catalogue.extend(endpoint for endpoint in self._endpoints if endpoint not in catalogue)
        return self._blueprint

    def route(
        self,
        method: str,
        path: str,
        *,
        roles: Roles,
        answers: type[BaseModel] | None = None,
        status: int = 200,
        refusals: tuple[type[Refusal], ...] = (),
        body_limit: int = MEGABYTE,
        media_type: str = "application/json",
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Registers a handler. Its parameters say what it takes: UUIDs by the path's names, `body`, `query`, `call`."""

        def register(handler: Callable[..., Any]) -> Callable[..., Any]:
            endpoint = Endpoint(
                method, path, roles, status, answers, refusals, self._tag, handler, body_limit, media_type
            )
            self._endpoints.append(endpoint)
            trigger = self._blueprint.route(
                route=endpoint.template, methods=[method], auth_level=func.AuthLevel.ANONYMOUS
            )(self._trigger(endpoint))
            self._blueprint.function_name(endpoint.name)(trigger)
            return handler

        return register

    def _trigger(self, endpoint: Endpoint) -> Callable[[func.HttpRequest], func.HttpResponse]:
        def trigger(req: func.HttpRequest) -> func.HttpResponse:
            return pipeline.answer(endpoint, req, self._app())

        # Not functools.wraps: the worker would follow __wrapped__ to the handler's signature.
        trigger.__name__ = trigger.__qualname__ = endpoint.name
        trigger.__doc__ = endpoint.handler.__doc__
        return trigger
