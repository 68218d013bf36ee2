"""HTTP: one decorator that turns a typed function into a secured, validated, documented trigger."""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.platform.concept import Concept

if TYPE_CHECKING:
    from shared.platform.web import health as health
    from shared.platform.web import idempotency as idempotency
    from shared.platform.web import openapi as openapi
    from shared.platform.web import paging as paging
    from shared.platform.web import pipeline as pipeline
    from shared.platform.web import problem as problem

CONCEPT = Concept(__name__, tables="tables")


def __getattr__(name: str) -> ModuleType:
    return CONCEPT.module(name)
