"""Lists of contacts coming in: a file becomes contacts, row by row, each row's fate on record."""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.platform.concept import Concept

if TYPE_CHECKING:
    from shared.imports import (
        column_matching as column_matching,
    )
    from shared.imports import (
        commands as commands,
    )
    from shared.imports import (
        contact_parsing as contact_parsing,
    )
    from shared.imports import (
        customer_matching as customer_matching,
    )
    from shared.imports import (
        events as events,
    )
    from shared.imports import (
        failed_rows as failed_rows,
    )
    from shared.imports import (
        mapping as mapping,
    )
    from shared.imports import (
        model as model,
    )
    from shared.imports import (
        queries as queries,
    )
    from shared.imports import (
        report as report,
    )
    from shared.imports import (
        repository as repository,
    )
    from shared.imports import (
        requests as requests,
    )
    from shared.imports import (
        responses as responses,
    )
    from shared.imports import (
        table_reader as table_reader,
    )
    from shared.imports import (
        table_rows as table_rows,
    )
    from shared.imports import (
        tables as tables,
    )
    from shared.imports import (
        undo as undo,
    )
    from shared.imports import (
        values as values,
    )
    from shared.imports import (
        workbooks as workbooks,
    )
    from shared.imports import (
        worker as worker,
    )

CONCEPT = Concept(
    __name__, tables="tables", mapping="mapping", events="events", errors="model", commands=("commands", "undo")
)


def __getattr__(name: str) -> ModuleType:
    return CONCEPT.module(name)
