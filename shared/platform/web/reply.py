"""What an endpoint answers, before it becomes HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import BaseModel


@dataclass(frozen=True)
class Reply[V]:
    """A body of type V, as a view or written already, with its version. `location` is a path under the API's root."""

    body: BaseModel | bytes | None = None
    etag: int | None = None
    location: str | None = None
    status: int | None = None
    """Other than the route's own."""
    headers: Mapping[str, str] = field(default_factory=dict)

    def content(self) -> bytes:
        """The body as sent."""
        match self.body:
            case None:
                return b""
            case bytes():
                return self.body
        return self.body.model_dump_json(by_alias=True).encode()


def etag(version: int) -> str:
    """A version as a strong entity tag."""
    return f'"{version}"'
