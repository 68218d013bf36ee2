"""What the endpoints of duplicates take."""

from typing import Annotated

from pydantic import Field

from shared.platform.web.paging import PageQuery
from shared.platform.web.schemas import Id, described


class DuplicateQuery(PageQuery):
    """Which pairs to list."""

    import_id: Annotated[Id, described("Only those with a customer that this list of contacts brought.")] | None = None
    min_score: Annotated[float, Field(ge=0, le=1_000), described("Only those with so many bits.", 20)] | None = None
