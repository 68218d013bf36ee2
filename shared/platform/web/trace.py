"""The request's place in a distributed trace (W3C Trace Context)."""

import re
import secrets
from typing import NamedTuple


class Trace(NamedTuple):
    """`id` is the 32-digit trace id; `parent` is what this service passes on, `caller` what it was given."""

    id: str
    parent: str
    caller: str | None = None

    def passed_on(self, parent: str | None) -> "Trace":
        """With the `traceparent` of our own part of the trace, if it has one."""
        return self._replace(parent=parent) if parent and parent != self.caller else self

    @property
    def uuid(self) -> str:
        """The trace id written as a UUID, as errors and `X-Trace-Id` show it."""
        i = self.id
        return f"{i[:8]}-{i[8:12]}-{i[12:16]}-{i[16:20]}-{i[20:]}"


def trace_of(traceparent: str | None) -> Trace:
    """Continues the caller's trace, or starts one when there is none or it is malformed."""
    given = re.fullmatch(
        r"[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?", (traceparent or "").strip()
    )
    valid = given and not traceparent.startswith("ff") and set(given[1]) != {"0"} and set(given[2]) != {"0"}  # type: ignore[union-attr]
    trace_id, flags = (given[1], given[3]) if given and valid else (secrets.token_hex(16), "01")
    caller = given[0] if given and valid else None
    return Trace(trace_id, f"00-{trace_id}-{secrets.token_hex(8)}-{flags}", caller)
