"""Customers: who we do business with, what they prefer, and what became of them."""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.platform.concept import Concept

if TYPE_CHECKING:
    from shared.customers import (
        cache as cache,
    )
    from shared.customers import (
        commands as commands,
    )
    from shared.customers import (
        events as events,
    )
    from shared.customers import (
        mapping as mapping,
    )
    from shared.customers import (
        model as model,
    )
    from shared.customers import (
        queries as queries,
    )
    from shared.customers import (
        repository as repository,
    )
    from shared.customers import (
        requests as requests,
    )
    from shared.customers import (
        responses as responses,
    )
    from shared.customers import (
        search as search,
    )
    from shared.customers import (
        services as services,
    )
    from shared.customers import (
        tables as tables,
    )
    from shared.customers import (
        values as values,
    )

CONCEPT = Concept(__name__, tables="tables", mapping="mapping", events="events", errors="model", commands=("commands",))


def __getattr__(name: str) -> ModuleType:
    return CONCEPT.module(name)
