"""Mails through Azure Communication Services.

After https://learn.microsoft.com/rest/api/communication/email/email/send, and .../get-send-result.
"""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any, ClassVar

from shared.adapters import mime
from shared.adapters.acs_client import Opened, told
from shared.adapters.delivery import Accepted, Ambiguous, Limit, OutgoingEmail, Refused
from shared.adapters.delivery_calls import ANSWERS, preparing, through
from shared.platform.resilience import DELIVERY, Circuit, RetryPolicy

if TYPE_CHECKING:
    from azure.communication.email import EmailClient

VERSION = "2025-09-01"
ON_ITS_WAY = ("NotStarted", "Running", "Succeeded")
VALIDATE = "x-ms-acsemail-validate-message-id"
"""Makes the service answer 400 to a Message-ID that it had before; without it, it sends the mail again under another
(https://learn.microsoft.com/azure/communication-services/concepts/email/email-headers)."""


def _kind() -> type[EmailClient]:
    from azure.communication.email import EmailClient

    return EmailClient


class AcsEmail:
    """Hands a mail over, and does not wait until it is sent.

    The service sends one mail per Message-ID. Whether a 400 is about a mail that it has already, the operation of this
    id tells. The sender's name is a setting of the resource; the request has no place for it.
    """

    name: ClassVar[str] = "acs-email"
    idempotent: ClassVar[bool] = True

    def __init__(self, connection: str, *, policy: RetryPolicy = DELIVERY) -> None:
        """`connection`: a connection string, or the resource's endpoint to sign in at with the app's identity."""
        self._opened: Opened[EmailClient] = Opened(connection, policy, _kind, api_version=VERSION)
        self._circuit = Circuit("Communication Services e-mail", policy, passes=ANSWERS)
        # https://learn.microsoft.com/azure/communication-services/concepts/service-limits#email
        self.limits: tuple[Limit, ...] = (Limit(30, 60), Limit(100, 3600))

    def send(self, message: OutgoingEmail) -> Accepted:
        """Raises Refused, TryLater (429, 503, no connection, our rights), Ambiguous (other 5xx, no answer)."""
        with preparing():
            mime.check(message)
            request = _described(message)
        return through(self._circuit, lambda: self._begin(str(message.id), request))

    def _begin(self, id: str, request: dict[str, Any]) -> Accepted:
        client = self._opened.client()
        try:
            # Without polling, result() is the 202 that came already.
            answer: Any = client.begin_send(request, operation_id=id, polling=False).result()
        except Exception as failure:
            verdict = told(failure)
        else:
            return _read(answer)
        if isinstance(verdict, Refused):
            return self._had_already(client, id, verdict)
        raise verdict

    def _had_already(self, client: EmailClient, id: str, refusal: Refused) -> Accepted:
        """What became of an earlier request of this id. Raises the refusal if there was none."""
        from azure.core.rest import HttpRequest

        asked = HttpRequest("GET", f"{{endpoint}}/emails/operations/{id}", params={"api-version": VERSION})
        try:
            answer = client.send_request(asked)
            if answer.status_code == 404:
                raise refusal
            answer.raise_for_status()
            return _read(answer.json())
        except (Refused, Ambiguous):
            raise
        except Exception as failure:
            raise Ambiguous(f"Whether the mail was sent before is not known ({type(failure).__name__}).") from None


def _read(answer: Any) -> Accepted:
    """What the operation's state says. Raises Refused, or Ambiguous if it is none."""
    id, status = (answer.get("id"), answer.get("status")) if isinstance(answer, dict) else (None, None)
    if isinstance(id, str) and id and status in ON_ITS_WAY:
        return Accepted(id)
    if status in ("Failed", "Canceled"):
        raise Refused(f"The provider says {status}.")
    raise Ambiguous("The provider answered with no state of the mail.")


def _described(message: OutgoingEmail) -> dict[str, Any]:
    content = {"subject": message.subject, "plainText": message.text}
    files: list[dict[str, str]] = []
    for file in message.attachments:
        with file.open() as source:
            encoded = b"".join(b64encode(piece) for piece in mime.pieces(source)).decode()
        files.append({"name": file.name, "contentType": file.media_type, "contentInBase64": encoded})
    if message.invitation:  # the API knows no third alternative; METHOD stands in the object, too
        encoded = b64encode(message.invitation.content).decode()
        files.append({"name": "invite.ics", "contentType": "text/calendar", "contentInBase64": encoded})
    described: dict[str, Any] = {
        "headers": {**message.headers, "Message-ID": message.message_id, VALIDATE: "true"},
        "senderAddress": message.sender,
        "content": content | ({"html": message.html} if message.html is not None else {}),
        "recipients": {"to": [{"address": one} for one in message.recipients]},
        "attachments": files,
    }
    return described | ({"replyTo": [{"address": message.reply_to}]} if message.reply_to else {})
