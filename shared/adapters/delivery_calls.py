"""What providers of messages share: the way through the circuit, and what an HTTP answer says about a message."""

from __future__ import annotations

import json
import math
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from shared.adapters.delivery import Accepted, Ambiguous, Refused, TryLater
from shared.platform.resilience import Circuit, RetryPolicy, Unreachable

if TYPE_CHECKING:
    from urllib3 import PoolManager

ANSWER_BYTES = 64 * 1024
"""No provider's answer is longer; what sends more is none."""


class Busy(TryLater):
    """The provider answers, and asks for patience with this message: no failure that opens a circuit."""


ANSWERS = (Refused, Busy)
"""What a circuit lets pass."""


def through(circuit: Circuit, send: Callable[[], Accepted]) -> Accepted:
    """Sends, if the circuit lets it. Raises Refused, TryLater, Ambiguous; what nobody foresaw is Ambiguous."""
    try:
        return circuit.call(send)
    except Unreachable as failure:
        told = failure.__cause__
    if told is None:
        raise TryLater(f"{circuit.name} had failed, and is left alone for some seconds.")
    raise told if isinstance(told, TryLater | Ambiguous) else Ambiguous(f"{type(told).__name__} while sending.")


@contextmanager
def preparing() -> Iterator[None]:
    """Around what is done before anything is sent: a message that cannot be written is Refused, one whose attachments
    cannot be read now is to TryLater."""
    try:
        yield
    except (Refused, TryLater):
        raise
    except ValueError as failure:
        raise Refused(f"The message cannot be written ({type(failure).__name__}).") from None
    except Exception as failure:
        raise TryLater(f"The message could not be written ({type(failure).__name__}).") from None


def declined(status: int, headers: Mapping[str, str]) -> Exception:
    """What to raise for an answer that is no success.

    Most of 4xx is about us (key, rights, address), not about this message. After a 5xx the provider may have it.
    """
    reason = f"The provider answered {status}."
    if status == 429:
        return Busy(reason, seconds=pause(headers))
    if status == 503:
        return TryLater(reason, seconds=pause(headers))
    if status in (400, 413, 422):
        return Refused(reason)
    return TryLater(reason) if 400 <= status < 500 else Ambiguous(reason)


def pause(headers: Mapping[str, str]) -> float | None:
    """The seconds that `Retry-After` asks for, as a number or as a date (RFC 9110, 10.2.3)."""
    told = headers.get("Retry-After") or ""
    try:
        seconds = float(told)
    except ValueError:
        try:
            date = parsedate_to_datetime(told)
        except ValueError:
            return None
        seconds = ((date if date.tzinfo else date.replace(tzinfo=UTC)) - datetime.now(UTC)).total_seconds()
    return max(seconds, 0.0) if math.isfinite(seconds) else None


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def content(self) -> dict[str, Any]:
        """The JSON object; an empty one if it is none."""
        try:
            content = json.loads(self.body)
        except ValueError:
            return {}
        return content if isinstance(content, dict) else {}


class Http:
    """Posts to one address, over connections of their own, verified, without redirects and second tries."""

    def __init__(self, base_url: str, policy: RetryPolicy) -> None:
        self._base, self._policy = base_url.rstrip("/"), policy
        self._opening = threading.Lock()
        self._pool: PoolManager | None = None

    def post(self, path: str, body: IO[bytes], headers: Mapping[str, str]) -> Answer:
        """Sends the file, from its beginning. Raises TryLater if not all of it can have arrived, else Ambiguous."""
        from urllib3.exceptions import HTTPError

        size = body.seek(0, 2)
        body.seek(0)
        # A connection that was kept may be closed just as it is used; then nobody knew what became of the message.
        named = {**headers, "Content-Length": str(size), "Connection": "close"}
        try:
            answer = self._opened().urlopen(
                "POST", f"{self._base}{path}", body=body, headers=named, redirect=False, preload_content=False
            )
            try:
                return Answer(answer.status, answer.headers, answer.read(ANSWER_BYTES))
            finally:
                answer.close()
        except (HTTPError, OSError) as failure:
            reason = f"The provider did not answer ({type(failure).__name__})."
            if body.tell() < size:  # some of it was not even taken from the file
                raise TryLater(reason) from None
            raise Ambiguous(reason) from None

    def _opened(self) -> PoolManager:
        from urllib3 import PoolManager, Timeout

        with self._opening:
            if self._pool is None:
                timeout = Timeout(connect=self._policy.connect_timeout, read=self._policy.read_timeout)
                self._pool = PoolManager(timeout=timeout, retries=False, cert_reqs="CERT_REQUIRED")
            return self._pool
