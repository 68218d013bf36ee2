"""Timeouts, tries and circuit breakers of calls to what the product depends on, in one place (specification §12.3).

The SDKs make the tries; no adapter repeats around them. (A command that loses a race is the mediator's to try again, an
event that was not published the relay's.) Whatever fails comes out as `Unreachable`, so that callers need no
SDK's errors; after some failures in a row the circuit opens, and calls fail at once until the dependency had its rest.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from weakref import WeakSet

from shared.platform.observability import telemetry
from shared.platform.observability.outages import outages

if TYPE_CHECKING:
    from purgatory.domain.model import Context


@dataclass(frozen=True)
class RetryPolicy:
    """Seconds to connect and to wait for an answer, tries in all, failures in a row that open the circuit, and the
    seconds until it is tried again."""

    connect_timeout: float
    read_timeout: float
    tries: int = 3
    failures: int = 5
    reset_after: float = 10.0


DATABASE = RetryPolicy(connect_timeout=5, read_timeout=30)
EVENT_BUS = RetryPolicy(connect_timeout=5, read_timeout=10)
BLOBS = RetryPolicy(connect_timeout=5, read_timeout=20)
AUDIT = RetryPolicy(connect_timeout=2, read_timeout=3, tries=2)
CACHE = RetryPolicy(connect_timeout=0.5, read_timeout=0.5, tries=1, failures=3, reset_after=2)
"""What is only there to be quick is not waited for."""
ISSUER = RetryPolicy(connect_timeout=3, read_timeout=3, tries=2)
VAULT = RetryPolicy(connect_timeout=3, read_timeout=5)
IDENTITY = RetryPolicy(connect_timeout=10, read_timeout=10)
"""Our own sign-in: a developer's command-line tools take their time."""
DELIVERY = RetryPolicy(connect_timeout=5, read_timeout=30, tries=1)
MAIL_SERVER = RetryPolicy(connect_timeout=5, read_timeout=120, tries=1)
"""Mail servers that look into a mail before they answer take their time (RFC 5321, section 4.5.3.2.6)."""
"""A message that was perhaps taken is not for the adapter to send again: its caller decides."""
TEXT_ANALYSIS = RetryPolicy(connect_timeout=5, read_timeout=10, reset_after=30)
LANGUAGE_MODEL = RetryPolicy(connect_timeout=5, read_timeout=30, reset_after=30)
"""Whole answers take their time; a request of ours waits for one only while few others do."""
CHURN_MODEL = RetryPolicy(connect_timeout=5, read_timeout=10, reset_after=30)


class Unreachable(Exception):
    """A dependency does not answer, or not as it should."""


_circuits: WeakSet[Circuit] = WeakSet()


def circuits() -> dict[str, Literal["open", "closed"]]:
    """How each dependency's circuit is."""
    states: dict[str, Literal["open", "closed"]] = {}
    for circuit in _circuits:
        states[circuit.name] = "open" if circuit.is_open or states.get(circuit.name) == "open" else "closed"
    return states


class Circuit:
    """The way to one dependency. `passes` are answers, not failures: they come out as they are."""

    def __init__(self, name: str, policy: RetryPolicy, *, passes: tuple[type[Exception], ...] = ()) -> None:
        self.name, self._policy, self._passes = name, policy, passes
        self._breaker: Context | None = None
        self._lock = threading.Lock()
        _circuits.add(self)

    @property
    def is_open(self) -> bool:
        """Whether calls fail at once for now."""
        return self._breaker is not None and self._breaker.state == "opened"

    def call[**P, R](self, ask: Callable[P, R], *arguments: P.args, **named: P.kwargs) -> R:
        """Asks, if the circuit lets it; any number of threads at a time. Raises Unreachable, or what passes."""
        from purgatory.domain.model import OpenedState

        try:
            self._inform(lambda breaker: breaker.handle_new_request())
        except OpenedState:
            raise Unreachable(f"{self.name} had failed, and is left alone for some seconds.") from None
        try:
            answer = ask(*arguments, **named)
        except self._passes:
            self._inform(lambda breaker: breaker.handle_end_request())
            raise
        except Exception as failure:
            cause = failure
            with suppress(OpenedState):
                self._inform(lambda breaker: breaker.handle_exception(cause))
            outages.failed(self.name, failure)
            telemetry.count("dependencies.failed", dependency=self.name)
            raise Unreachable(f"{self.name} does not answer ({type(failure).__name__}).") from failure
        self._inform(lambda breaker: breaker.handle_end_request())
        outages.answered(self.name)
        return answer

    def _inform(self, what: Callable[[Context], None]) -> None:
        """Informs the breaker, one thread at a time; what the dependency does meanwhile is not under this lock."""
        from purgatory.domain.model import Context

        with self._lock:
            if self._breaker is None:
                self._breaker = Context(self.name, self._policy.failures, self._policy.reset_after)
            try:
                what(self._breaker)
            finally:
                self._breaker.messages.clear()  # for listeners that there are none of
