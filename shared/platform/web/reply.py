"""What an endpoint answers, before it becomes HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from shared.platform.caching.rendered import Rendered

if TYPE_CHECKING:
    from pydantic import BaseModel


@dataclass(frozen=True)
class Reply[V]:
    """A body of type V: the response itself, its JSON from the cache, or bytes where V is `bytes`."""

    body: V | Rendered[V] | None = None
    etag: int | None = None
    location: str | None = None
    """A path under the API's root."""
    status: int | None = None
    """Other than the route's own."""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def version(self) -> int | None:
        """For the ETag; what comes from the cache brings its own."""
        return self.body.version if self.etag is None and isinstance(self.body, Rendered) else self.etag

    def content(self) -> bytes:
        """The body as sent."""
        match self.body:
            case None:
                return b""
            case bytes():
                return self.body
            case Rendered():
                return self.body.content
        return cast("BaseModel", self.body).model_dump_json(by_alias=True).encode()


def etag(version: int) -> str:
    """A version as a strong entity tag."""
    return f'"{version}"'
