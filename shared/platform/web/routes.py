"""The API's routes: one `Endpoint` record says everything about each, and everybody reads it there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from inspect import getdoc
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_type_hints

from shared.platform.web.roles import Role

if TYPE_CHECKING:
    from pydantic import BaseModel

type Json = dict[str, Any]

MEGABYTE = 1_000_000


class Tag(NamedTuple):
    """A group of routes in the API's description."""

    name: str
    description: str


@dataclass(frozen=True)
class Endpoint:
    """A route: what the trigger, the OpenAPI document, the role matrix and the contract tests all read.

    What needs the handler's types is resolved at the first call, so that indexing the app loads no models.
    """

    method: str
    path: str
    """Under `/api/v1/`, with `{names}` for the handler's UUID parameters."""
    roles: frozenset[Role] | None
    """Who may call; None is anybody, even without a token."""
    status: int
    errors: tuple[str, ...]
    """The business's own errors by their code; those every route shares are not repeated."""
    tag: Tag
    handler: Callable[..., Any]
    body_limit: int
    media_type: str
    versioned: bool
    """Whether what the route shows or changes has an ETag."""
    also: Mapping[int, Json] = field(default_factory=dict, hash=False)
    """By each further status of the same kind of body, what its example has."""
    example: str = ""
    """Of an answer that no model describes."""
    signed: bool = False
    """Whether who calls proves itself otherwise than by a token of ours: the handler checks it."""
    complete: Callable[[bytes], bytes] | None = None
    """Adds to the body of a good answer what must not be kept with it, such as a link with a secret."""

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

    @property
    def takes_raw(self) -> bool:
        """Whether the handler gets the request as it came."""
        return "raw" in self.hints

    @cached_property
    def answers(self) -> type[BaseModel] | None:
        """The model of the answer: V of the handler's `Reply[V]`; None where that is no JSON object."""
        [answer] = get_args(self.hints["return"])
        return answer if hasattr(answer, "model_fields") else None

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
    def repeatable(self) -> bool:
        """Whether it takes an `Idempotency-Key`."""
        return self.method == "POST" and bool(self.roles)

    @property
    def changes(self) -> bool:
        """Whether the route changes something that has a version already (`If-Match`)."""
        return (
            self.method in ("PUT", "POST", "DELETE") and bool(self.path_names) and self.status != 201 and self.versioned
        )

    @property
    def has_version(self) -> bool:
        """Whether a good answer carries an ETag."""
        single = self.answers is not None and "next_cursor" not in self.answers.model_fields
        return self.versioned and single and (bool(self.path_names) or self.status == 201)

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

    @property
    def literals(self) -> int:
        """How much of the path is not a name: of several routes that fit, the one with most is meant."""
        return sum(not part.startswith("{") for part in self.path.split("/"))


routes: list[Endpoint] = []
"""Those of every blueprint that is registered."""
