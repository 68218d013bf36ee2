"""Text messages through Twilio.

After https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource (the request) and
https://www.twilio.com/docs/api/errors (the codes).
"""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from typing import ClassVar
from urllib.parse import quote, urlencode

from shared.adapters.delivery import Accepted, Ambiguous, Limit, OutgoingSms, Refused
from shared.adapters.delivery_calls import ANSWERS, Answer, Busy, Http, declined, pause, preparing, through
from shared.platform.resilience import DELIVERY, Circuit, RetryPolicy

OPTED_OUT = 21610
UNREACHABLE = {21211, 21214, 21217, 21265, 21612, 21614, 21635}
"""No number, or none that takes our messages: a landline, a short code, a country that the account does not send to."""
BUSY = {14107, 20429, 21611, 63017, 63018}
"""Too many requests, or the sender's queue is full."""


class TwilioSms:
    """Hands a text message over with one request."""

    name: ClassVar[str] = "twilio"
    idempotent: ClassVar[bool] = False

    def __init__(
        self,
        account_sid: str,
        token: str,
        *,
        status_callback: str = "",
        base_url: str = "https://api.twilio.com",
        policy: RetryPolicy = DELIVERY,
    ) -> None:
        """`status_callback`: where Twilio tells what becomes of a message; `communicationId` is added to it."""
        proof = b64encode(f"{account_sid}:{token}".encode()).decode()
        self._headers = {"Authorization": f"Basic {proof}", "Content-Type": "application/x-www-form-urlencoded"}
        self._path = f"/2010-04-01/Accounts/{quote(account_sid, safe='')}/Messages.json"
        self._callback, self._http = status_callback, Http(base_url, policy)
        self._circuit = Circuit("Twilio", policy, passes=ANSWERS)
        self.limits: tuple[Limit, ...] = ()

    def send(self, message: OutgoingSms) -> Accepted:
        """Raises Refused (400: `optedOut` and `bounced` by Twilio's code), TryLater (429, 503, no connection, our
        account), Ambiguous (what else is no 201 with a SID)."""
        told = {"From": message.sender, "To": message.recipient, "Body": message.text}
        if self._callback:
            told["StatusCallback"] = f"{self._callback}?communicationId={message.id}"
        with preparing():
            body = BytesIO(urlencode(told).encode())
        return through(self._circuit, lambda: self._post(body))

    def _post(self, body: BytesIO) -> Accepted:
        answer = self._http.post(self._path, body, self._headers)
        if 200 <= answer.status < 300:
            sid = answer.content.get("sid")
            if answer.status == 201 and isinstance(sid, str) and sid:
                return Accepted(sid)
            raise Ambiguous(f"The provider answered {answer.status}, and named no message.")
        raise _declined(answer)


def _declined(answer: Answer) -> Exception:
    """What Twilio's code says; its words may hold the number."""
    code = answer.content.get("code") if answer.status < 500 else None
    reason = f"The provider answered {answer.status}, code {code}."
    if isinstance(code, int):
        if code == OPTED_OUT:
            return Refused(reason, why="optedOut")
        if code in UNREACHABLE:
            return Refused(reason, why="bounced")
        if code in BUSY:
            return Busy(reason, seconds=pause(answer.headers))
    return declined(answer.status, answer.headers)
