"""What every provider promises: a message is accepted, refused, to be tried later, or nobody knows.

SMTP against aiosmtpd and a server that says what a test wants; the others against a stand-in that answers as their
documentation shows.
"""

import base64
import json
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session
from pytest import FixtureRequest, LogCaptureFixture, MonkeyPatch, fixture, mark, raises

from shared.adapters.acs_email import AcsEmail
from shared.adapters.acs_sms import AcsSms
from shared.adapters.delivery import Accepted, Ambiguous, Invitation, OutgoingSms, Provider, Refused, TryLater
from shared.adapters.outbox import LocalEmailOutbox, LocalSmsOutbox
from shared.adapters.sendgrid_email import SendGridEmail
from shared.adapters.smtp_email import SmtpEmail
from shared.adapters.twilio_sms import TwilioSms
from shared.platform.resilience import DELIVERY, RetryPolicy, circuits
from tests.support.circuits import rest_is_over
from tests.support.mails import CALENDAR, ID, attached, mail, written
from tests.support.providers import (
    HANG_UP,
    SILENCE,
    HttpProvider,
    Reply,
    SmtpProvider,
    closed_port,
    http_provider,
    smtp_provider,
)

pytestmark = mark.system
PATIENT = RetryPolicy(connect_timeout=30, read_timeout=60, tries=1, failures=3, reset_after=3600)
HASTY = RetryPolicy(connect_timeout=30, read_timeout=0.3, tries=1, failures=3, reset_after=3600)
SMS = OutgoingSms(ID, "+18001110000", "+11234567890", "Grüße & 100 %")
KEY = base64.b64encode(b"secret").decode()


def outcome(provider: Provider[Any], message: Any) -> Exception | Accepted:
    try:
        return provider.send(message)
    except (Refused, TryLater, Ambiguous) as told:
        return told


# ---- HTTP: what all of them promise

# https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send: 202 without a body
SENDGRID_ACCEPTED = Reply(202, headers={"X-Message-Id": "14c5d75ce93.dfd.64b469"})
# https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource
TWILIO_ACCEPTED = Reply(
    201,
    {
        "account_sid": "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "api_version": "2010-04-01",
        "body": "Hi there",
        "date_created": "Thu, 24 Aug 2023 05:01:45 +0000",
        "direction": "outbound-api",
        "error_code": None,
        "error_message": None,
        "from": "+15557122661",
        "num_segments": "1",
        "price": None,
        "sid": "SMaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "status": "queued",
        "to": "+15558675310",
    },
)
# https://github.com/Azure/azure-rest-api-specs/blob/main/specification/communication/data-plane/Email/stable/
# 2025-09-01/examples/SendEmail.json
ACS_RUNNING = Reply(
    202,
    {"id": "8540c0de-899f-5cce-acb5-3ec493af3800", "status": "Running"},
    {"Operation-Location": "https://127.0.0.1/emails/operations/8540c0de", "retry-after": "20"},
)


def acs_sms(**recipient: Any) -> Reply:
    """https://github.com/Azure/azure-rest-api-specs/blob/main/specification/communication/data-plane/Sms/stable/
    2021-03-07/examples/send.json"""
    return Reply(202, {"value": [{"to": "+11234567890", **recipient}]})


ACS_SMS_ID = "Outgoing_20200610203725bfd4ba70-70bf-4f77-925d-c0bdb5161bb3"
ACS_SMS_ACCEPTED = acs_sms(messageId=ACS_SMS_ID, httpStatusCode=202, successful=True)


def made(kind: str, url: str, policy: RetryPolicy) -> Provider[Any]:
    if kind == "sendgrid":
        return SendGridEmail("SG.key", base_url=url, policy=policy)
    if kind == "twilio":
        callback = "https://api.example.com/twilio"
        return TwilioSms("AC1", "token", status_callback=callback, base_url=url, policy=policy)
    connection = f"endpoint={url}/;accesskey={KEY}"
    return AcsEmail(connection, policy=policy) if kind == "acs-email" else AcsSms(connection, policy=policy)


ACCEPTED = {
    "sendgrid": SENDGRID_ACCEPTED,
    "twilio": TWILIO_ACCEPTED,
    "acs-email": ACS_RUNNING,
    "acs-sms": ACS_SMS_ACCEPTED,
}
PROVIDER_ID = {
    "sendgrid": "14c5d75ce93.dfd.64b469",
    "twilio": "SMaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "acs-email": "8540c0de-899f-5cce-acb5-3ec493af3800",
    "acs-sms": ACS_SMS_ID,
}


class Case:
    """A provider of one kind, and its stand-in."""

    def __init__(self, kind: str, stand_in: HttpProvider) -> None:
        self.kind, self.stand_in = kind, stand_in
        self.message: Any = SMS if kind in ("twilio", "acs-sms") else mail()
        self.provider = made(kind, stand_in.url, PATIENT)

    def said(self, *replies: Reply, policy: RetryPolicy = PATIENT) -> Exception | Accepted:
        self.stand_in.replies = [*replies]
        return outcome(made(self.kind, self.stand_in.url, policy), self.message)


@fixture(params=[*ACCEPTED])
def case(request: FixtureRequest, tmp_path: Path, monkeypatch: MonkeyPatch) -> Iterator[Case]:
    certificate = tmp_path / "stand-in.pem" if request.param.startswith("acs") else None
    if certificate:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    with http_provider(certificate) as stand_in:
        yield Case(request.param, stand_in)


def test_a_message_is_accepted_under_the_providers_name_by_one_request(case: Case) -> None:
    assert case.said(ACCEPTED[case.kind]) == Accepted(PROVIDER_ID[case.kind])
    assert len(case.stand_in.requests) == 1


def test_an_answer_that_comes_slowly_is_one(case: Case) -> None:
    reply = ACCEPTED[case.kind]

    assert case.said(Reply(reply.status, reply.content, reply.headers, slowly=True)) == Accepted(PROVIDER_ID[case.kind])


def test_too_many_requests_are_for_later(case: Case) -> None:
    told = case.said(Reply(429, {"code": 20429, "message": "Too Many Requests"}, {"Retry-After": "17"}))

    assert isinstance(told, TryLater)
    assert told.seconds == 17
    assert len(case.stand_in.requests) == 1


def test_a_date_to_come_back_at_is_understood(case: Case) -> None:
    told = case.said(Reply(429, {}, {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}))

    assert isinstance(told, TryLater)
    assert told.seconds == 0


@mark.parametrize("nonsense", ["soon", "inf", "nan", "-5", ""])
def test_nonsense_to_come_back_at_is_no_wait(case: Case, nonsense: str) -> None:
    told = case.said(Reply(429, {}, {"Retry-After": nonsense}))

    assert isinstance(told, TryLater)
    assert not told.seconds


@mark.parametrize("status", [401, 403, 404, 503])
def test_what_is_not_about_the_message_is_for_later(case: Case, status: int) -> None:
    assert isinstance(case.said(Reply(status, {"error": {"code": "x", "message": "y"}})), TryLater)
    assert len(case.stand_in.requests) == 1


@mark.parametrize("status", [500, 502, 504])
def test_a_broken_provider_may_have_the_message(case: Case, status: int) -> None:
    assert isinstance(case.said(Reply(status, {"errors": []})), Ambiguous)
    assert len(case.stand_in.requests) == 1


@mark.parametrize(
    "reply",
    [
        Reply(raw=b"no HTTP at all\r\n\r\n"),
        Reply(raw=b"HTTP/1.1 202 Accepted\r\nContent-Length: 100\r\n\r\n{"),
        Reply(raw=b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\n<x/>\n"),
        Reply(201, [1]),
        Reply(202, {"sid": 5, "value": [], "id": 5}),
        Reply(200, {"sid": "SM1"}),
        Reply(raw=HANG_UP),
    ],
    ids=["no-http", "cut-off", "no-json", "list", "other-types", "another-success", "hang-up"],
)
def test_after_garbage_nobody_knows(case: Case, reply: Reply) -> None:
    assert isinstance(case.said(reply), Ambiguous)
    assert len(case.stand_in.requests) == 1


def test_without_an_answer_nobody_knows(case: Case) -> None:
    assert isinstance(case.said(Reply(silent=True), policy=HASTY), Ambiguous)


def test_a_redirect_is_not_followed(case: Case) -> None:
    told = case.said(Reply(307, headers={"Location": f"{case.stand_in.url}/elsewhere"}), ACCEPTED[case.kind])

    assert isinstance(told, Ambiguous)
    assert len(case.stand_in.requests) == 1


def test_where_nobody_listens_nothing_was_sent(case: Case) -> None:
    scheme = case.stand_in.url.partition(":")[0]

    told = outcome(made(case.kind, f"{scheme}://127.0.0.1:{closed_port()}", PATIENT), case.message)

    assert isinstance(told, TryLater)


@mark.parametrize("kind", [*ACCEPTED])
def test_a_provider_that_nobody_vouches_for_is_sent_nothing(kind: str, tmp_path: Path) -> None:
    with http_provider(tmp_path / "stranger.pem") as stranger:
        stranger.replies = [ACCEPTED[kind]]
        told = outcome(made(kind, stranger.url, PATIENT), SMS if kind in ("twilio", "acs-sms") else mail())

    assert isinstance(told, TryLater)
    assert not stranger.requests


@mark.parametrize("kind", ["sendgrid", "twilio"])
def test_a_provider_that_somebody_vouches_for_is(kind: str, tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "known.pem"))
    with http_provider(tmp_path / "known.pem") as known:
        known.replies = [ACCEPTED[kind]]
        assert outcome(made(kind, known.url, PATIENT), SMS if kind == "twilio" else mail()) == Accepted(
            PROVIDER_ID[kind]
        )


def test_after_failures_in_a_row_it_is_left_alone_until_it_had_its_rest(case: Case) -> None:
    case.stand_in.replies = [Reply(500, {})]
    for _ in range(3):
        assert isinstance(outcome(case.provider, case.message), Ambiguous)
    asked = len(case.stand_in.requests)

    assert isinstance(outcome(case.provider, case.message), TryLater)
    assert len(case.stand_in.requests) == asked
    assert "open" in circuits().values()

    rest_is_over()
    case.stand_in.replies = [ACCEPTED[case.kind]]
    assert outcome(case.provider, case.message) == Accepted(PROVIDER_ID[case.kind])


def test_answers_about_a_message_or_the_rate_leave_the_circuit_closed(case: Case) -> None:
    refusal = Reply(404, {}) if case.kind == "acs-email" else Reply(400, {"code": 21211})
    for _ in range(5):
        case.stand_in.replies = [Reply(400, {"code": 21211}), refusal]
        assert isinstance(outcome(case.provider, case.message), Refused)
        case.stand_in.replies = [Reply(429, {})]
        assert isinstance(outcome(case.provider, case.message), TryLater)

    case.stand_in.replies = [ACCEPTED[case.kind]]
    assert outcome(case.provider, case.message) == Accepted(PROVIDER_ID[case.kind])


@mark.parametrize("status", [400, 401, 403, 429, 500, 503])
def test_nobody_is_named_in_what_is_raised_or_logged(case: Case, status: int, caplog: LogCaptureFixture) -> None:
    caplog.set_level(0)
    words = "ada@example.org +11234567890 Hello Ada Grüße & 100 %"
    error = {
        "code": 21211,
        "message": words,
        "errors": [{"message": words}],
        "error": {"code": words, "message": words},
    }

    told = case.said(Reply(status, error))

    assert isinstance(told, Exception)
    for text in (f"{told!r}", caplog.text):
        assert not [word for word in ("ada@", "+1123", "%2B1123", "Hello", "Grüße", "SG.key") if word in text]


# ---- SendGrid


@fixture
def sendgrid(tmp_path: Path) -> Iterator[Case]:
    with http_provider() as stand_in:
        yield Case("sendgrid", stand_in)


def test_sendgrid_is_sent_the_whole_mail(sendgrid: Case) -> None:
    content = bytes(range(256)) * 1000
    sendgrid.message = mail(
        recipients=("ada@example.org", "grace@example.org"),
        subject="Grüße",
        html="<p>Hi</p>",
        reply_to="answers@example.com",
        headers={"List-Unsubscribe": "<https://example.com/u/1>"},
        attachments=(attached(content), attached(b"x", "Übersicht.txt", "text/plain")),
        invitation=Invitation("REQUEST", CALENDAR),
    )
    assert isinstance(sendgrid.said(SENDGRID_ACCEPTED), Accepted)

    request = sendgrid.stand_in.requests[0]
    assert (request.method, request.path) == ("POST", "/v3/mail/send")
    assert request.headers["Authorization"] == "Bearer SG.key"
    assert request.headers["Connection"] == "close"
    assert int(request.headers["Content-Length"]) == len(request.body)
    assert request.headers["Content-Type"] == "application/json"
    assert json.loads(request.body) == {
        "personalizations": [{"to": [{"email": "ada@example.org"}, {"email": "grace@example.org"}]}],
        "from": {"email": "care@example.com", "name": "Customer Care"},
        "reply_to": {"email": "answers@example.com"},
        "subject": "Grüße",
        "content": [
            {"type": "text/plain", "value": "Hello Ada\n"},
            {"type": "text/html", "value": "<p>Hi</p>"},
            {"type": "text/calendar; method=REQUEST", "value": CALENDAR.decode()},
        ],
        "headers": {"Message-ID": f"<{ID}@example.com>", "List-Unsubscribe": "<https://example.com/u/1>"},
        "custom_args": {"communication_id": str(ID)},
        "attachments": [
            {
                "filename": "plan.pdf",
                "type": "application/pdf",
                "disposition": "attachment",
                "content": base64.b64encode(content).decode(),
            },
            {"filename": "Übersicht.txt", "type": "text/plain", "disposition": "attachment", "content": "eA=="},
        ],
    }


@mark.parametrize("status", [400, 413])
def test_sendgrid_refuses_a_mail(sendgrid: Case, status: int) -> None:
    # https://www.twilio.com/docs/sendgrid/api-reference/mail-send/errors
    error = {"message": "The from email does not contain a valid address.", "field": "from.email", "help": None}
    told = sendgrid.said(Reply(status, {"errors": [error]}))

    assert isinstance(told, Refused)
    assert told.why == "failed"


def test_sendgrids_time_of_reset_is_understood(sendgrid: Case) -> None:
    # https://www.twilio.com/docs/sendgrid/api-reference/how-to-use-the-sendgrid-v3-api/rate-limits
    error = {"errors": [{"field": None, "message": "too many requests"}]}
    told = sendgrid.said(Reply(429, error, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1392815263"}))
    assert isinstance(told, TryLater)
    assert told.seconds == 0

    told = sendgrid.said(Reply(429, error, {"X-RateLimit-Reset": f"{2**40}"}))
    assert isinstance(told, TryLater)
    assert told.seconds
    assert told.seconds > 2**39


# ---- Twilio


@fixture
def twilio() -> Iterator[Case]:
    with http_provider() as stand_in:
        yield Case("twilio", stand_in)


def test_twilio_is_sent_the_whole_message(twilio: Case) -> None:
    assert isinstance(twilio.said(TWILIO_ACCEPTED), Accepted)

    request = twilio.stand_in.requests[0]
    assert (request.method, request.path) == ("POST", "/2010-04-01/Accounts/AC1/Messages.json")
    assert request.headers["Authorization"] == "Basic " + base64.b64encode(b"AC1:token").decode()
    assert request.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert parse_qs(request.body.decode(), strict_parsing=True) == {
        "From": ["+18001110000"],
        "To": ["+11234567890"],
        "Body": ["Grüße & 100 %"],
        "StatusCallback": [f"https://api.example.com/twilio?communicationId={ID}"],
    }


@mark.parametrize(
    ("status", "code", "why"),
    [
        (400, 21610, "optedOut"),
        (403, 21610, "optedOut"),
        (400, 21211, "bounced"),
        (400, 21614, "bounced"),
        (400, 21408, "failed"),
        (400, 21602, "failed"),
    ],
)
def test_twilio_says_why_it_refuses(twilio: Case, status: int, code: int, why: str) -> None:
    # https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions
    error = {"code": code, "message": "…", "more_info": f"https://www.twilio.com/docs/errors/{code}", "status": status}
    told = twilio.said(Reply(status, error))

    assert isinstance(told, Refused)
    assert told.why == why


@mark.parametrize("content", [[1], "21610", None, {"code": "21610"}])
def test_a_refusal_of_twilio_without_a_code_is_one(twilio: Case, content: Any) -> None:
    told = twilio.said(Reply(400, content))

    assert isinstance(told, Refused)
    assert told.why == "failed"


def test_twilios_full_queue_is_for_later(twilio: Case) -> None:
    assert isinstance(twilio.said(Reply(400, {"code": 21611, "status": 400})), TryLater)


# ---- Azure Communication Services


@fixture
def acs_at(tmp_path: Path, monkeypatch: MonkeyPatch) -> Iterator[HttpProvider]:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "acs.pem"))
    with http_provider(tmp_path / "acs.pem") as stand_in:
        yield stand_in


def test_acs_is_sent_the_whole_mail(acs_at: HttpProvider) -> None:
    case = Case("acs-email", acs_at)
    case.message = mail(
        recipients=("ada@example.org", "grace@example.org"),
        html="<p>Hi</p>",
        reply_to="answers@example.com",
        headers={"List-Unsubscribe": "<https://example.com/u/1>"},
        attachments=(attached(b"abc" * 50_000),),
        invitation=Invitation("CANCEL", CALENDAR),
    )
    assert isinstance(case.said(ACS_RUNNING), Accepted)

    request = acs_at.requests[0]
    assert (request.method, request.path) == ("POST", "/emails:send?api-version=2025-09-01")
    assert request.headers["Operation-Id"] == str(ID)
    assert request.headers["Authorization"].startswith("HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256")
    assert json.loads(request.body) == {
        "headers": {
            "Message-ID": f"<{ID}@example.com>",
            "List-Unsubscribe": "<https://example.com/u/1>",
            "x-ms-acsemail-validate-message-id": "true",
        },
        "senderAddress": "care@example.com",
        "content": {"subject": "Your visit", "plainText": "Hello Ada\n", "html": "<p>Hi</p>"},
        "recipients": {"to": [{"address": "ada@example.org"}, {"address": "grace@example.org"}]},
        "replyTo": [{"address": "answers@example.com"}],
        "attachments": [
            {
                "name": "plan.pdf",
                "contentType": "application/pdf",
                "contentInBase64": base64.b64encode(b"abc" * 50_000).decode(),
            },
            {
                "name": "invite.ics",
                "contentType": "text/calendar",
                "contentInBase64": base64.b64encode(CALENDAR).decode(),
            },
        ],
    }


def test_acs_refuses_a_mail_that_it_never_had(acs_at: HttpProvider) -> None:
    told = Case("acs-email", acs_at).said(Reply(400, {"error": {"code": "BadRequest"}}), Reply(404, {}))

    assert isinstance(told, Refused)
    assert [(one.method, one.path) for one in acs_at.requests][1] == (
        "GET",
        f"/emails/operations/{ID}?api-version=2025-09-01",
    )


@mark.parametrize("status", ["NotStarted", "Running", "Succeeded"])
def test_acs_has_a_mail_already(acs_at: HttpProvider, status: str) -> None:
    # .../2025-09-01/examples/GetOperationStatusReturnsSuccessTerminalStatus.json
    had = Reply(200, {"id": str(ID), "status": status})

    assert Case("acs-email", acs_at).said(Reply(400, {}), had) == Accepted(str(ID))


def test_acs_had_a_mail_and_could_not_send_it(acs_at: HttpProvider) -> None:
    assert isinstance(
        Case("acs-email", acs_at).said(Reply(400, {}), Reply(200, {"id": str(ID), "status": "Failed"})), Refused
    )


@mark.parametrize("reply", [Reply(500, {}), Reply(429, {}), Reply(200, {"x": 1}), Reply(raw=HANG_UP)])
def test_acs_does_not_say_whether_it_had_a_mail(acs_at: HttpProvider, reply: Reply) -> None:
    assert isinstance(Case("acs-email", acs_at).said(Reply(400, {}), reply), Ambiguous)


@mark.parametrize("status", [409, 412])
@mark.parametrize("kind", ["acs-email", "acs-sms"])
def test_acs_is_still_at_an_earlier_request(acs_at: HttpProvider, kind: str, status: int) -> None:
    assert isinstance(Case(kind, acs_at).said(Reply(status, {})), Ambiguous)


def test_acs_is_sent_the_whole_text_message_as_one_that_may_be_repeated(acs_at: HttpProvider) -> None:
    case = Case("acs-sms", acs_at)
    assert isinstance(case.said(ACS_SMS_ACCEPTED), Accepted)
    assert isinstance(case.said(ACS_SMS_ACCEPTED), Accepted)

    request = acs_at.requests[0]
    assert (request.method, request.path) == ("POST", "/sms?api-version=2021-03-07")
    sent = [json.loads(one.body) for one in acs_at.requests]
    assert sent[0]["smsRecipients"][0].pop("repeatabilityFirstSent").endswith("GMT")
    assert sent[0] == {
        "from": "+18001110000",
        "smsRecipients": [{"to": "+11234567890", "repeatabilityRequestId": str(ID)}],
        "message": "Grüße & 100 %",
        "smsSendOptions": {"enableDeliveryReport": True, "tag": str(ID)},
    }
    assert sent[1]["smsRecipients"][0]["repeatabilityRequestId"] == str(ID)
    assert int(request.headers["Content-Length"]) == len(request.body)


@mark.parametrize(
    ("status", "words", "kind", "why"),
    [
        (400, "Invalid To phone number format.", Refused, "bounced"),
        (400, "The message is empty.", Refused, "failed"),
        (400, "Recipient has opted out.", Refused, "optedOut"),
        (403, "Number has Opted Out of messages from this sender.", Refused, "optedOut"),
        (401, "Unauthorized", TryLater, None),
        (429, "TooManyRequests", TryLater, None),
        (503, "ServiceUnavailable", TryLater, None),
        (500, "InternalServerError", Ambiguous, None),
        (409, "Conflict", Ambiguous, None),
    ],
)
def test_acs_says_what_is_the_matter_with_the_recipient(
    acs_at: HttpProvider, status: int, words: str, kind: type[Exception], why: str | None
) -> None:
    told = Case("acs-sms", acs_at).said(acs_sms(httpStatusCode=status, successful=False, errorMessage=words))

    assert isinstance(told, kind)
    assert getattr(told, "why", None) == why


@mark.parametrize("kind", ["acs-email", "acs-sms"])
def test_acs_is_signed_in_at_with_the_apps_identity(acs_at: HttpProvider, kind: str, monkeypatch: MonkeyPatch) -> None:
    from azure.core.credentials import AccessToken

    class Identity:
        def get_token(self, *_: str, **__: object) -> AccessToken:
            return AccessToken("t", 2**40)

    monkeypatch.setattr("shared.adapters.credential.credential", Identity)
    acs_at.replies = [ACCEPTED[kind]]
    provider: Provider[Any] = AcsEmail(acs_at.url) if kind == "acs-email" else AcsSms(acs_at.url)

    assert provider.send(SMS if kind == "acs-sms" else mail()) == Accepted(PROVIDER_ID[kind])
    assert acs_at.requests[0].headers["Authorization"] == "Bearer t"


# ---- SMTP


class Kept:
    """Who keeps what aiosmtpd was sent."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.sessions: list[Session] = []

    async def handle_DATA(self, _: object, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.envelopes.append(envelope)
        self.sessions.append(session)
        return "250 OK"


type Serve = Callable[..., tuple[Kept, Controller]]


@fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Starts aiosmtpd, with the certificate in smtp.pem."""
    from tests.support.vault import _certified

    with ExitStack() as stack:

        def start(*, tls: bool = False, **options: Any) -> tuple[Kept, Controller]:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(_certified(tmp_path / "smtp.pem"))
            kept, port = Kept(), closed_port()
            if tls:
                options |= {"ssl_context": context, "auth_require_tls": False}  # it does not count this as TLS
            elif options.get("require_starttls"):
                options["tls_context"] = context
            controller = Controller(kept, "127.0.0.1", port, data_size_limit=2**26, **options)
            controller.start()
            stack.callback(controller.stop)
            return kept, controller

        yield start


def authenticated(_: object, __: object, ___: object, ____: object, proof: LoginPassword) -> AuthResult:
    known = proof == LoginPassword(b"user@x", b"p:/w")
    return AuthResult(success=known, handled=known)  # what is not handled, aiosmtpd answers itself


def test_smtp_carries_the_mail_as_it_was_written(serve: Serve) -> None:
    kept, server = serve()
    email = mail(
        recipients=("ada@example.org", "grace@example.org"),
        text=".\n..x\n. y\n" + "z" * 2000 + "\nüö\n",
        attachments=(attached(bytes(200_000)),),
    )

    assert SmtpEmail(f"smtp+plain://127.0.0.1:{server.port}", policy=PATIENT).send(email) == Accepted(None)

    envelope = kept.envelopes[0]
    assert (envelope.mail_from, envelope.rcpt_tos) == ("care@example.com", ["ada@example.org", "grace@example.org"])
    assert kept.sessions[0].host_name == "example.com"
    assert f"SIZE={len(envelope.original_content or b'')}" in [option.upper() for option in envelope.mail_options]
    assert _comparable(envelope.original_content or b"") == _comparable(written(email))


def _comparable(raw: bytes) -> list[bytes]:
    """Without what differs each time: the date and the boundaries."""
    return [line for line in raw.split(b"\r\n") if not line.startswith((b"Date:", b"--=_")) and b"boundary" not in line]


def test_smtp_stuffs_the_dots_that_begin_a_line(serve: Serve) -> None:
    kept, server = serve()
    text = "\n".join(["." * length for length in range(1, 5)] * 5000) + "\n"

    SmtpEmail(f"smtp+plain://127.0.0.1:{server.port}", policy=PATIENT).send(mail(text=text))

    content = kept.envelopes[0].original_content or b""
    assert content.partition(b"\r\n\r\n")[2].replace(b"\r\n", b"\n") == text.encode()


@mark.parametrize("scheme", ["smtp", "smtps"])
def test_smtp_signs_in_over_tls(serve: Serve, tmp_path: Path, scheme: str) -> None:
    kept, server = serve(tls=scheme == "smtps", require_starttls=scheme == "smtp", authenticator=authenticated)
    url = f"{scheme}://user%40x:p%3A%2Fw@127.0.0.1:{server.port}"

    assert SmtpEmail(url, certificate=str(tmp_path / "smtp.pem"), policy=PATIENT).send(mail()) == Accepted(None)
    assert kept.sessions[0].authenticated


@mark.parametrize("scheme", ["smtp", "smtps"])
def test_smtp_sends_nothing_to_a_server_that_nobody_vouches_for(serve: Serve, scheme: str) -> None:
    kept, server = serve(tls=scheme == "smtps", require_starttls=scheme == "smtp")

    assert isinstance(outcome(SmtpEmail(f"{scheme}://127.0.0.1:{server.port}", policy=PATIENT), mail()), TryLater)
    assert not kept.envelopes


@mark.parametrize("proof", ["user:wrong", "üser:p"])
def test_smtp_tries_later_when_it_is_not_let_in(serve: Serve, tmp_path: Path, proof: str) -> None:
    kept, server = serve(tls=True, authenticator=authenticated)
    provider = SmtpEmail(
        f"smtps://{proof}@127.0.0.1:{server.port}", certificate=str(tmp_path / "smtp.pem"), policy=PATIENT
    )

    assert isinstance(outcome(provider, mail()), TryLater)
    assert not kept.envelopes


@fixture
def smtp() -> Iterator[SmtpProvider]:
    with smtp_provider() as server:
        yield server


def sent_by(smtp: SmtpProvider, policy: RetryPolicy = PATIENT, **changes: Any) -> Exception | Accepted:
    return outcome(SmtpEmail(f"smtp+plain://127.0.0.1:{smtp.port}", policy=policy), mail(**changes))


def test_smtp_speaks_as_it_should(smtp: SmtpProvider) -> None:
    assert sent_by(smtp) == Accepted(None)
    size = len(written(mail()))
    assert [command.lower() for command in smtp.commands] == [
        "ehlo example.com",
        f"mail from:<care@example.com> size={size}",
        "rcpt to:<ada@example.org>",
        "data",
        "quit",
    ]


def test_smtp_goes_no_further_without_the_tls_that_it_demands(smtp: SmtpProvider) -> None:
    told = outcome(SmtpEmail(f"smtp://user:secret@127.0.0.1:{smtp.port}", policy=PATIENT), mail())

    assert isinstance(told, TryLater)
    assert [command[:4] for command in smtp.commands] == ["ehlo"]


@mark.parametrize("stage", ["CONNECT", "EHLO", "MAIL", "RCPT", "DATA"])
@mark.parametrize("answer", [b"421 4.3.2 Closing", b"451 4.7.1 Later", HANG_UP, b"nonsense", b"99"])
def test_smtp_tries_later_as_long_as_the_mail_is_not_out(smtp: SmtpProvider, stage: str, answer: bytes) -> None:
    smtp.answers[stage] = answer
    if stage == "EHLO":
        smtp.answers["HELO"] = answer

    assert isinstance(sent_by(smtp), TryLater)
    assert not smtp.mails


@mark.parametrize("stage", ["CONNECT", "EHLO", "MAIL", "RCPT", "DATA"])
def test_smtp_tries_later_if_a_server_falls_silent_before(smtp: SmtpProvider, stage: str) -> None:
    smtp.answers[stage] = SILENCE
    policy = RetryPolicy(0.3, 0.3, 1)

    assert isinstance(sent_by(smtp, policy), TryLater)


@mark.parametrize("answer", [SILENCE, HANG_UP, b"nonsense", b"354 Go on", b"25"])
def test_smtp_does_not_know_what_became_of_a_mail_without_an_answer(smtp: SmtpProvider, answer: bytes) -> None:
    smtp.answers["END"] = answer

    assert isinstance(sent_by(smtp, HASTY), Ambiguous)
    assert len(smtp.mails) == 1


@mark.parametrize(
    ("answer", "kind"),
    [
        (b"451 4.3.0 Later", TryLater),
        (b"421 4.3.2 Closing", TryLater),
        (b"554 5.7.1 Spam", Refused),
        (b"552 5.3.4 Too big", Refused),
    ],
)
def test_smtp_takes_the_answer_to_the_mail_as_it_is(smtp: SmtpProvider, answer: bytes, kind: type[Exception]) -> None:
    smtp.answers["END"] = answer

    assert isinstance(sent_by(smtp), kind)


@mark.parametrize(
    ("answers", "why"),
    [
        ([b"550 5.1.1 No such user"], "bounced"),
        ([b"550 No such user"], "bounced"),
        ([b"550 5.2.1 Disabled"], "bounced"),
        ([b"550 5.7.1 Relaying denied"], "failed"),
        ([b"554 Blocked"], "failed"),
        ([b"550 5.1.1 No such user", b"553 5.1.3 Bad syntax"], "bounced"),
        ([b"550 5.1.1 No such user", b"550 5.7.1 Denied"], "failed"),
    ],
)
def test_smtp_says_why_it_refuses_every_recipient(smtp: SmtpProvider, answers: list[bytes], why: str) -> None:
    smtp.answers["RCPT"] = [*answers]
    told = sent_by(smtp, recipients=("ada@example.org", "grace@example.org")[: len(answers)])

    assert isinstance(told, Refused)
    assert told.why == why
    assert not smtp.mails


def test_smtp_goes_on_with_the_recipients_that_the_server_takes(smtp: SmtpProvider) -> None:
    smtp.answers["RCPT"] = [b"550 5.1.1 No such user", b"250 Ok", b"451 4.7.1 Later"]

    assert sent_by(smtp, recipients=("a@example.org", "b@example.org", "c@example.org")) == Accepted(None)
    assert len(smtp.mails) == 1


def test_smtp_tries_later_if_one_of_the_refused_may_be_taken_later(smtp: SmtpProvider) -> None:
    smtp.answers["RCPT"] = [b"550 5.1.1 No such user", b"451 4.7.1 Greylisted"]

    assert isinstance(sent_by(smtp, recipients=("a@example.org", "b@example.org")), TryLater)


@mark.parametrize("stage", ["MAIL", "RCPT", "DATA"])
def test_smtp_tries_later_if_it_should_have_signed_in(smtp: SmtpProvider, stage: str) -> None:
    smtp.answers[stage] = b"530 5.7.0 Authentication required"

    assert isinstance(sent_by(smtp), TryLater)


@mark.parametrize("stage", ["MAIL", "DATA"])
def test_smtp_refuses_a_mail(smtp: SmtpProvider, stage: str) -> None:
    smtp.answers[stage] = b"552 5.3.4 Message too big for ada@example.org"
    told = sent_by(smtp)

    assert isinstance(told, Refused)
    assert told.why == "failed"
    assert f"{told}".endswith("with 552 5.3.4.")


def test_smtp_tries_later_where_nobody_listens() -> None:
    assert isinstance(outcome(SmtpEmail(f"smtp://127.0.0.1:{closed_port()}", policy=PATIENT), mail()), TryLater)


def test_smtp_is_left_alone_after_failures_but_not_after_refusals(smtp: SmtpProvider) -> None:
    provider = SmtpEmail(f"smtp+plain://127.0.0.1:{smtp.port}", policy=PATIENT)
    for answer in (b"550 5.1.1 No such user", b"451 4.7.1 Greylisted"):
        smtp.answers["RCPT"] = answer
        for _ in range(4):
            assert not isinstance(outcome(provider, mail()), Accepted)
    smtp.answers["RCPT"] = b"250 Ok"
    assert outcome(provider, mail()) == Accepted(None)

    smtp.answers["END"] = HANG_UP
    for _ in range(3):
        assert isinstance(outcome(provider, mail()), Ambiguous)
    smtp.commands.clear()
    assert isinstance(outcome(provider, mail()), TryLater)
    assert not smtp.commands


def test_smtp_is_left_alone_when_it_has_no_time_for_anybody(smtp: SmtpProvider) -> None:
    provider = SmtpEmail(f"smtp+plain://127.0.0.1:{smtp.port}", policy=PATIENT)
    smtp.answers["RCPT"] = b"421 4.3.2 Closing"
    for _ in range(3):
        assert isinstance(outcome(provider, mail()), TryLater)
    smtp.commands.clear()

    assert isinstance(outcome(provider, mail()), TryLater)
    assert not smtp.commands


def test_smtp_names_nobody_in_what_it_raises_or_logs(smtp: SmtpProvider, caplog: LogCaptureFixture) -> None:
    caplog.set_level(0)
    smtp.answers["RCPT"] = b"550 <ada@example.org>: Hello Ada is unknown"
    told = sent_by(smtp)

    assert "ada" not in f"{told!r}{caplog.text}".lower()


@mark.parametrize("url", ["http://mail.example", "smtp://", "mail.example:25", "smtp+plain:mail"])
def test_an_address_of_another_kind_is_none_of_a_server(url: str) -> None:
    with raises(ValueError, match="no address of an SMTP server"):
        SmtpEmail(url)


# ---- All that carry mails


def test_a_mail_that_cannot_be_written_is_refused_before_anything_is_sent(smtp: SmtpProvider, tmp_path: Path) -> None:
    evil = mail(subject="Hi\r\nBcc: eve@example.org")
    nowhere = f"http://127.0.0.1:{closed_port()}"
    providers: list[Provider[Any]] = [
        SmtpEmail(f"smtp+plain://127.0.0.1:{smtp.port}"),
        SendGridEmail("SG.key", base_url=nowhere),
        AcsEmail(f"endpoint={nowhere}/;accesskey={KEY}"),
        LocalEmailOutbox(tmp_path),
    ]

    for provider in providers:
        assert isinstance(outcome(provider, evil), Refused)
    assert not smtp.commands
    assert not [*tmp_path.iterdir()]


def test_a_mail_whose_attachment_cannot_be_read_now_is_for_later(smtp: SmtpProvider, tmp_path: Path) -> None:
    def away() -> Any:
        raise RuntimeError("the blobs are away, and ada@example.org with them")

    file = attached(b"x")
    email = mail(attachments=(type(file)(file.name, file.media_type, file.size, away),))
    nowhere = f"http://127.0.0.1:{closed_port()}"
    providers: list[Provider[Any]] = [
        SmtpEmail(f"smtp+plain://127.0.0.1:{smtp.port}"),
        SendGridEmail("SG.key", base_url=nowhere),
        AcsEmail(f"endpoint={nowhere}/;accesskey={KEY}"),
        LocalEmailOutbox(tmp_path),
    ]

    for provider in providers:
        told = outcome(provider, email)
        assert isinstance(told, TryLater)
        assert "RuntimeError" in f"{told}"
        assert "ada@" not in f"{told}"
    assert not smtp.commands
    assert not [*tmp_path.iterdir()]


# ---- The local twins


def test_a_local_mail_is_a_file_that_a_second_sending_replaces(tmp_path: Path) -> None:
    outbox = LocalEmailOutbox(tmp_path / "outbox")
    email = mail(attachments=(attached(b"abc"),))

    assert outbox.send(email) == outbox.send(email) == Accepted(str(ID))
    assert [file.name for file in (tmp_path / "outbox").iterdir()] == [f"{ID}.eml"]
    assert _comparable((tmp_path / "outbox" / f"{ID}.eml").read_bytes()) == _comparable(written(email))


def test_a_local_text_message_is_a_file_that_a_second_sending_replaces(tmp_path: Path) -> None:
    outbox = LocalSmsOutbox(tmp_path / "outbox")

    assert outbox.send(SMS) == outbox.send(SMS) == Accepted(str(ID))
    assert [file.name for file in (tmp_path / "outbox").iterdir()] == [f"{ID}.json"]
    assert json.loads((tmp_path / "outbox" / f"{ID}.json").read_text("utf-8")) == {
        "id": str(ID),
        "from": "+18001110000",
        "to": "+11234567890",
        "text": "Grüße & 100 %",
    }


def test_a_local_message_appears_whole_or_not_at_all(tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "replace", fails)
    pairs: list[tuple[Provider[Any], Any]] = [(LocalEmailOutbox(tmp_path), mail()), (LocalSmsOutbox(tmp_path), SMS)]
    for outbox, message in pairs:
        assert isinstance(outcome(outbox, message), TryLater)
    assert not [*tmp_path.iterdir()]


def test_an_outbox_that_cannot_be_written_is_for_later(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("no folder")

    assert isinstance(outcome(LocalEmailOutbox(tmp_path / "outbox"), mail()), TryLater)
    assert isinstance(outcome(LocalSmsOutbox(tmp_path / "outbox"), SMS), TryLater)


def test_providers_say_what_they_take_and_whether_twice_is_once() -> None:
    acs = "endpoint=https://x.example/;accesskey=" + KEY
    providers: list[Provider[Any]] = [
        LocalEmailOutbox(Path("x")),
        LocalSmsOutbox(Path("x")),
        SmtpEmail("smtp://x.example"),
        SendGridEmail("k"),
        TwilioSms("a", "t"),
        AcsEmail(acs),
        AcsSms(acs),
    ]

    assert [(one.name, one.idempotent, one.limits) for one in providers] == [
        ("file", True, ()),
        ("file", True, ()),
        ("smtp", False, ()),
        ("sendgrid", False, ()),
        ("twilio", False, ()),
        ("acs-email", True, ((30, 60), (100, 3600))),
        ("acs-sms", False, ()),
    ]
    assert DELIVERY.tries == 1
