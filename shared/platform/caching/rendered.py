"""An answer as the cache holds it: JSON that remembers which response it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pydantic import BaseModel


class Snapshot[V: BaseModel](NamedTuple):
    """A response, and the version of the thing it shows."""

    version: int
    response: V


@dataclass(frozen=True)
class Rendered[V]:
    """A response as JSON; without a version if what it shows has none."""

    content: bytes
    version: int | None = None

    @classmethod
    def of[B: BaseModel](cls, response: B, version: int | None = None) -> Rendered[B]:
        """Renders a response."""
        return Rendered(response.model_dump_json(by_alias=True).encode(), version)

    def parsed[B: BaseModel](self: Rendered[B], kind: type[B]) -> B:
        """The response again."""
        return kind.model_validate_json(self.content, by_alias=True, by_name=False)
