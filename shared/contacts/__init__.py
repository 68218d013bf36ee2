"""Contacts: the people we reach a customer through. With their customer they are one consistency boundary."""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.platform.concept import Concept

if TYPE_CHECKING:
    from shared.contacts import (
        cache as cache,
    )
    from shared.contacts import (
        commands as commands,
    )
    from shared.contacts import (
        events as events,
    )
    from shared.contacts import (
        list_files as list_files,
    )
    from shared.contacts import (
        model as model,
    )
    from shared.contacts import (
        queries as queries,
    )
    from shared.contacts import (
        repository as repository,
    )
    from shared.contacts import (
        requests as requests,
    )
    from shared.contacts import (
        responses as responses,
    )
    from shared.contacts import (
        services as services,
    )
    from shared.contacts import (
        tables as tables,
    )
    from shared.contacts import (
        values as values,
    )

CONCEPT = Concept(__name__, tables="tables", events="events", errors="model", commands=("commands",))


def __getattr__(name: str) -> ModuleType:
    return CONCEPT.module(name)
