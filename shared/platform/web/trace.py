"""The request's place in a distributed trace (W3C Trace Context)."""

import re
import secrets
from typing import NamedTuple

TRACEPARENT = re.compile(r"(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?")
"""Version, trace, parent, flags; a version ff and ids of zeros alone are malformed."""


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
    given = TRACEPARENT.fullmatch((traceparent or "").strip())
    if given is None:
        trace_id = secrets.token_hex(16)
        return Trace(trace_id, f"00-{trace_id}-{secrets.token_hex(8)}-01")
    return Trace(given[1], f"00-{given[1]}-{secrets.token_hex(8)}-{given[3]}", given[0])
