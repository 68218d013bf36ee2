"""HTTP: one decorator that turns a typed function into a secured, validated, documented trigger."""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.platform.concept import Concept

if TYPE_CHECKING:
    from shared.platform.web import (
        health as health,
        idempotency as idempotency,
        openapi as openapi,
        paging as paging,
        pipeline as pipeline,
        problem as problem,
    )

CONCEPT = Concept(__name__, tables="tables", retention="retention")


if not TYPE_CHECKING:  # a checker knows the modules named above, and no other

    def __getattr__(name: str) -> ModuleType:
        return CONCEPT.module(name)
