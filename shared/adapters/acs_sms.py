"""Text messages through Azure Communication Services.

After https://learn.microsoft.com/rest/api/communication/sms/send (2021-03-07, what the SDK 1.1.0 asks for).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar

from shared.adapters.acs_client import Opened, told
from shared.adapters.delivery import Accepted, Ambiguous, Limit, OutgoingSms, Refused
from shared.adapters.delivery_calls import ANSWERS, declined, through
from shared.platform.resilience import DELIVERY, Circuit, RetryPolicy

if TYPE_CHECKING:
    from azure.communication.sms import SmsClient


def _kind() -> type[SmsClient]:
    from azure.communication.sms import SmsClient

    return SmsClient


class AcsSms:
    """Hands a text message over; its id comes back as the `tag` of the delivery report.

    The service executes a request of one `repeatabilityRequestId` once. The SDK invents one for each call; a policy of
    its pipeline puts the message's id there. That holds for some minutes only, and a dead worker is noticed later.
    """

    name: ClassVar[str] = "acs-sms"
    idempotent: ClassVar[bool] = False

    def __init__(self, connection: str, *, policy: RetryPolicy = DELIVERY) -> None:
        """`connection`: a connection string, or the resource's endpoint to sign in at with the app's identity."""
        self._opened: Opened[SmsClient] = Opened(connection, policy, _kind, per_call_policies=[_repeatable()])
        self._circuit = Circuit("Communication Services SMS", policy, passes=ANSWERS)
        self.limits: tuple[Limit, ...] = ()

    def send(self, message: OutgoingSms) -> Accepted:
        """Raises Refused (`optedOut`, or what else is wrong with it), TryLater (429, 503, no connection, our rights),
        Ambiguous (other 5xx, no answer)."""
        return through(self._circuit, lambda: self._ask(message))

    def _ask(self, message: OutgoingSms) -> Accepted:
        client: Any = self._opened.client()  # its annotations are comments, and name no self
        sender, recipient, id = message.sender, message.recipient, str(message.id)
        try:
            results = client.send(sender, recipient, message.text, enable_delivery_report=True, tag=id)
        except Exception as failure:
            verdict = told(failure)
        else:
            return _read(results)
        raise verdict


def _read(results: Any) -> Accepted:
    """What the answer says of its only recipient: a request that was accepted may have been for nobody."""
    if not isinstance(results, list) or len(results) != 1:
        raise Ambiguous("The provider answered for another number of recipients.")
    status, words = results[0].http_status_code, f"{results[0].error_message}".lower()
    if results[0].successful is True and results[0].message_id:
        return Accepted(str(results[0].message_id))
    if not isinstance(status, int) or status in (409, 412) or status < 400:
        raise Ambiguous("The provider answered with no state of the message.")
    reason = f"The provider answered {status} for the recipient."
    if status < 500 and ("opted out" in words or "opt-out" in words or "optout" in words):
        raise Refused(reason, why="optedOut")
    if status in (400, 404) and "to phone number" in words:
        raise Refused(reason, why="bounced")
    raise declined(status, {})


def _repeatable() -> Any:
    """A policy that makes the message's id, which is the request's tag, its `repeatabilityRequestId`."""
    from azure.core.pipeline import PipelineRequest
    from azure.core.pipeline.policies import SansIOHTTPPolicy

    class Repeatable(SansIOHTTPPolicy[Any, Any]):
        def on_request(self, request: PipelineRequest[Any]) -> None:
            asked = json.loads(request.http_request.data)
            for recipient in asked["smsRecipients"]:
                recipient["repeatabilityRequestId"] = asked["smsSendOptions"]["tag"]
            request.http_request.set_json_body(asked)

    return Repeatable()
