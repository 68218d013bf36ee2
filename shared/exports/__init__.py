"""Exports: lists of contacts going out."""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.platform.concept import Concept

if TYPE_CHECKING:
    from shared.exports import (
        commands as commands,
    )
    from shared.exports import (
        events as events,
    )
    from shared.exports import (
        file_writer as file_writer,
    )
    from shared.exports import (
        mapping as mapping,
    )
    from shared.exports import (
        model as model,
    )
    from shared.exports import (
        queries as queries,
    )
    from shared.exports import (
        repository as repository,
    )
    from shared.exports import (
        requests as requests,
    )
    from shared.exports import (
        responses as responses,
    )
    from shared.exports import (
        tables as tables,
    )
    from shared.exports import (
        values as values,
    )
    from shared.exports import (
        worker as worker,
    )

CONCEPT = Concept(__name__, tables="tables", mapping="mapping", events="events", errors="model", commands=("commands",))


def __getattr__(name: str) -> ModuleType:
    return CONCEPT.module(name)
