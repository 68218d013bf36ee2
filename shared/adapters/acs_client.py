"""What both channels of Azure Communication Services share: the client, and what its errors say."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from shared.adapters.credential import client_of
from shared.adapters.delivery import Ambiguous, TryLater
from shared.adapters.delivery_calls import declined
from shared.platform.resilience import RetryPolicy


class Opened[C]:
    """An SDK's client, made when it is first needed."""

    def __init__(self, connection: str, policy: RetryPolicy, kind: Callable[[], Any], **options: Any) -> None:
        """`connection`: a connection string, or an endpoint to sign in at. `kind` imports and names the client."""
        self._connection, self._kind, self._opening = connection, kind, threading.Lock()
        self._options = options | {
            "connection_timeout": policy.connect_timeout,
            "read_timeout": policy.read_timeout,
            "retry_total": policy.tries - 1,
            "permit_redirects": False,
        }
        self._client: C | None = None

    def client(self) -> C:
        """Raises TryLater: without one nothing can have been sent."""
        with self._opening:
            if self._client is None:
                try:
                    kind = self._kind()
                    self._client = client_of(kind, kind.from_connection_string, self._connection, **self._options)
                except Exception as failure:
                    raise TryLater(f"There is no client ({type(failure).__name__}).") from None
            return self._client


def told(failure: Exception) -> Exception:
    """What to raise for an error of the SDK, whose words may name the recipient.

    Statuses after https://learn.microsoft.com/rest/api/communication/errorcodes; 409 and 412 are those of a request
    that was sent before (https://learn.microsoft.com/rest/api/communication/repeatable-requests).
    """
    from azure.core.exceptions import ClientAuthenticationError, HttpResponseError, ServiceRequestError

    answer: Any = failure.response if isinstance(failure, HttpResponseError) else None
    if answer is not None:
        if answer.status_code in (409, 412) or 200 <= answer.status_code < 300:
            return Ambiguous(f"The provider answered {answer.status_code}.")
        return declined(answer.status_code, answer.headers)
    reason = f"The provider did not answer ({type(failure).__name__})."
    if isinstance(failure, ClientAuthenticationError) or (
        isinstance(failure, ServiceRequestError) and not _broken_later(failure)
    ):
        return TryLater(reason)
    return Ambiguous(reason)


def _broken_later(failure: Any) -> bool:
    """Whether TLS broke on a connection that stood: the SDK calls this, too, a request that was not sent."""
    from requests.exceptions import SSLError

    inner = failure.inner_exception
    return isinstance(inner, SSLError) and "CERTIFICATE_VERIFY_FAILED" not in str(inner)
