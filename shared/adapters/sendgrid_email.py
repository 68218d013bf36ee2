"""Mails through SendGrid.

After https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send (the request) and
https://www.twilio.com/docs/sendgrid/api-reference/how-to-use-the-sendgrid-v3-api/responses and .../rate-limits.
"""

from __future__ import annotations

import json
import time
from base64 import b64encode
from collections.abc import Mapping
from tempfile import SpooledTemporaryFile
from typing import IO, Any, ClassVar

from shared.adapters import mime
from shared.adapters.delivery import Accepted, Ambiguous, Limit, OutgoingEmail
from shared.adapters.delivery_calls import ANSWERS, Busy, Http, declined, pause, preparing, through
from shared.platform.resilience import DELIVERY, Circuit, RetryPolicy

IN_MEMORY = 256 * 1024


class SendGridEmail:
    """Hands a mail over with one request; `communication_id` comes back with each event that SendGrid tells."""

    name: ClassVar[str] = "sendgrid"
    idempotent: ClassVar[bool] = False

    def __init__(self, key: str, *, base_url: str = "https://api.sendgrid.com", policy: RetryPolicy = DELIVERY) -> None:
        self._headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        self._http = Http(base_url, policy)
        self._circuit = Circuit("SendGrid", policy, passes=ANSWERS)
        self.limits: tuple[Limit, ...] = ()

    def send(self, message: OutgoingEmail) -> Accepted:
        """Raises Refused (400, 413), TryLater (429, 503, no connection, our key), Ambiguous (what else is no 202)."""
        with SpooledTemporaryFile(IN_MEMORY) as written:
            with preparing():
                mime.check(message)
                _write(message, written)
            return through(self._circuit, lambda: self._post(written))

    def _post(self, written: IO[bytes]) -> Accepted:
        answer = self._http.post("/v3/mail/send", written, self._headers)
        named = answer.headers.get("X-Message-Id")
        if answer.status == 202 and named:
            return Accepted(named)
        if answer.status == 429:
            raise Busy("The provider answered 429.", seconds=_pause(answer.headers))
        if answer.status == 202:
            raise Ambiguous("The provider answered 202, and named no message.")
        raise declined(answer.status, answer.headers)


def _pause(headers: Mapping[str, str]) -> float | None:
    """`Retry-After`, or the time of `X-RateLimit-Reset`, a Unix time in seconds."""
    asked, reset = pause(headers), headers.get("X-RateLimit-Reset", "")
    if asked is not None or not reset.isdecimal():
        return asked
    return max(int(reset) - time.time(), 0.0)


def _write(message: OutgoingEmail, target: IO[bytes]) -> None:
    """The request's JSON; attachments pass through piece by piece."""
    target.write(json.dumps(_described(message)).encode()[:-1])
    for number, file in enumerate(message.attachments):
        told = {"filename": file.name, "type": file.media_type, "disposition": "attachment"}
        target.write((', "attachments": [' if number == 0 else "}, ").encode())
        target.write(json.dumps(told).encode()[:-1] + b', "content": "')
        with file.open() as source:
            for piece in mime.pieces(source):
                target.write(b64encode(piece))
        target.write(b'"')
    target.write(b"}]}" if message.attachments else b"}")


def _described(message: OutgoingEmail) -> dict[str, Any]:
    sender = {"email": message.sender} | ({"name": message.sender_name} if message.sender_name else {})
    content = [{"type": "text/plain", "value": message.text}]
    if message.html is not None:
        content.append({"type": "text/html", "value": message.html})
    if message.invitation:
        # As content, and as this very type: an attachment's type may hold no ";", says the API, and answers 400.
        # https://github.com/sendgrid/sendgrid-ruby/issues/298, https://github.com/sendgrid/sendgrid-php/issues/250
        calendar = message.invitation.content.decode("utf-8")
        content.append({"type": f"text/calendar; method={message.invitation.method}", "value": calendar})
    described: dict[str, Any] = {
        "personalizations": [{"to": [{"email": one} for one in message.recipients]}],
        "from": sender,
        "subject": message.subject,
        "content": content,
        "headers": {"Message-ID": message.message_id, **message.headers},
        "custom_args": {"communication_id": str(message.id)},
    }
    return described | ({"reply_to": {"email": message.reply_to}} if message.reply_to else {})
