"""What providers send us: whether it comes from them, and what it says in our words.

Nothing of it is believed before its signature is checked; what it says that we do not know is passed over.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

from shared.communications.delivery_reports import MEANINGS, NOTHING, Meaning, Report
from shared.kernel.errors import Invalid
from shared.kernel.text import fitting
from shared.platform.web.problem import Unauthorized
from shared.platform.web.raw import RawRequest

MOST_EVENTS = 10_000
MOST_PARTS = 200
"""Fields of a form."""
SENDGRID_SIGNATURE = "x-twilio-email-event-webhook-signature"
SENDGRID_TIMESTAMP = "x-twilio-email-event-webhook-timestamp"
VALIDATION = "Microsoft.EventGrid.SubscriptionValidationEvent"
EMAIL_REPORT = "Microsoft.Communication.EmailDeliveryReportReceived"
SMS_REPORT = "Microsoft.Communication.SMSDeliveryReportReceived"
SMS_RECEIVED = "Microsoft.Communication.SMSReceived"


class InboundSms(NamedTuple):
    """A text message that came in."""

    id: str
    sender: str
    text: str


class NotGenuine(Unauthorized):
    """The signature is not the provider's."""

    def __init__(self, provider: str) -> None:
        super().__init__(f"This does not come from {provider}: its signature is missing or wrong.")


def check_sendgrid(raw: RawRequest, key: str) -> None:
    """ECDSA over timestamp and body (twilio.com/docs/sendgrid, "Event Webhook Security Features").

    Raises NotGenuine.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    try:
        public = load_der_public_key(base64.b64decode(key))
        if not isinstance(public, ec.EllipticCurvePublicKey):
            raise NotGenuine("SendGrid")
        signature = base64.b64decode(raw.headers.get(SENDGRID_SIGNATURE, ""), validate=True)
        content = raw.headers.get(SENDGRID_TIMESTAMP, "").encode() + raw.body
        public.verify(signature, content, ec.ECDSA(SHA256()))
    except (InvalidSignature, ValueError, binascii.Error):
        raise NotGenuine("SendGrid") from None


def check_twilio(raw: RawRequest, token: str, public_url: str) -> None:
    """HMAC-SHA1 over the URL and the sorted fields (twilio.com/docs/usage/security). Raises NotGenuine."""
    address = urlsplit(raw.url)
    url = f"{public_url}{address.path}" + (f"?{address.query}" if address.query else "")
    pairs = parse_qsl(raw.body.decode("utf-8", "replace"), keep_blank_values=True)
    signed = url + "".join(f"{name}{value}" for name, value in sorted(pairs))
    wanted = base64.b64encode(hmac.digest(token.encode(), signed.encode(), hashlib.sha1)).decode()
    given = raw.headers.get("x-twilio-signature", "")
    if not token or not hmac.compare_digest(wanted.encode(), given.encode()):
        raise NotGenuine("Twilio")


def check_event_grid(claims: Mapping[str, object], application: str) -> None:
    """The token of a delivery was made for Event Grid itself (learn.microsoft.com, "Secure WebHook delivery").

    Any other of the tenant, such as a person's, is nobody's to tell us something. Raises NotGenuine.
    """
    if application not in (claims.get("azp"), claims.get("appid")):
        raise NotGenuine("Event Grid")


def check_inbound(raw: RawRequest, key: str) -> None:
    """Whoever forwards mail to us knows our key. Raises NotGenuine."""
    given = raw.headers.get("x-inbound-key", "")
    scheme, _, credentials = raw.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            given = base64.b64decode(credentials, validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            given = ""
    if not key or not hmac.compare_digest(key.encode(), given.encode()):
        raise NotGenuine("our mail server")


def mail_of(provider: str, raw: RawRequest) -> bytes:
    """The mail in a request. Raises Invalid."""
    if provider == "mime":
        return raw.body
    if provider != "sendgrid":
        raise Invalid.field("provider", "must be mime or sendgrid")
    for name, content in _parts(raw):
        if name == "email":
            return content
    raise Invalid.field("email", "must be the raw mail: switch on 'POST the raw, full MIME message'")


def _parts(raw: RawRequest) -> Iterator[tuple[str, bytes]]:
    """The parts of a form as they came: a mail may be in no charset at all. Raises Invalid."""
    from werkzeug.exceptions import RequestEntityTooLarge
    from werkzeug.http import parse_options_header
    from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder, NeedData

    _, options = parse_options_header(raw.headers.get("content-type", ""))
    name, content = "", bytearray()
    try:
        decoder = MultipartDecoder(options.get("boundary", "").encode("ascii"), max_parts=MOST_PARTS)
        decoder.receive_data(raw.body)
        decoder.receive_data(None)
        while not isinstance(event := decoder.next_event(), Epilogue | NeedData):
            if isinstance(event, Field | File):
                name, content = event.name, bytearray()
            if isinstance(event, Data):
                content += event.data
                if not event.more_data:
                    yield name, bytes(content)
    except (ValueError, RequestEntityTooLarge):
        raise Invalid("The form cannot be read.") from None


def events_of(body: bytes) -> list[Mapping[str, Any]]:
    """The events of a JSON array, without what is none."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return []
    many = found if isinstance(found, list) else [found]
    return [one for one in many[:MOST_EVENTS] if isinstance(one, dict)]


def sendgrid_reports(body: bytes) -> Iterator[Report]:
    """What SendGrid's events say (twilio.com/docs/sendgrid/for-developers/tracking-events/event)."""
    for one in events_of(body):
        word = str(one.get("event", ""))
        if word == "bounce" and one.get("type") == "blocked":
            word = "blocked"
        if id := _id(one.get("communication_id")):
            yield _report("sendgrid", id, word, at=_seconds(one.get("timestamp")))


def event_grid_reports(events: list[Mapping[str, Any]]) -> Iterator[Report]:
    """What Azure Communication Services' events say: of mail by its operation's id, of SMS by our tag."""
    for one in events:
        data = one.get("data")
        if not isinstance(data, dict):
            continue
        if one.get("eventType") == EMAIL_REPORT and (id := _id(data.get("messageId"))):
            yield _report("acs-email", id, str(data.get("status", "")))
        if one.get("eventType") == SMS_REPORT and (id := _id(data.get("tag"))):
            word = str(data.get("deliveryStatus", ""))
            opted_out = "opt" in str(data.get("deliveryStatusDetails", "")).casefold() and word == "Failed"
            yield _report("acs-sms", id, "OptOut" if opted_out else word)


def event_grid_messages(events: list[Mapping[str, Any]]) -> Iterator[InboundSms]:
    """The text messages that Azure Communication Services received."""
    for one in events:
        data = one.get("data")
        if one.get("eventType") == SMS_RECEIVED and isinstance(data, dict):
            yield InboundSms(str(data.get("messageId", "")), str(data.get("from", "")), str(data.get("message", "")))


def validation_code(events: list[Mapping[str, Any]]) -> str | None:
    """What Event Grid wants to hear back when a subscription is made (learn.microsoft.com, "Endpoint validation")."""
    for one in events:
        data = one.get("data")
        if one.get("eventType") == VALIDATION and isinstance(data, dict):
            return str(data.get("validationCode", ""))
    return None


def twilio_report(raw: RawRequest, communication_id: UUID | None) -> Report | None:
    """What Twilio's callback says of one message, whose id stands in our own URL."""
    fields = raw.form()
    word = fields.get("MessageStatus", "")
    if communication_id is None or not word:
        return None
    code = fields.get("ErrorCode", "")
    return _report("twilio", communication_id, code if code in MEANINGS["twilio"] else word)


def twilio_message(raw: RawRequest) -> InboundSms | None:
    """The text message that Twilio received."""
    fields = raw.form()
    if "Body" not in fields or "MessageStatus" in fields:
        return None
    return InboundSms(fields.get("MessageSid", ""), fields.get("From", ""), fields["Body"])


def _report(provider: str, id: UUID, word: str, *, at: datetime | None = None) -> Report:
    meaning: Meaning = MEANINGS[provider].get(word, NOTHING)
    return Report(id, meaning, f"{provider}: {fitting(word, 60)}", at)


def _id(value: object) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


def _seconds(value: object) -> datetime | None:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 2**33:
        return datetime.fromtimestamp(value, UTC)
    return None
