"""What providers tell us: believed only with their signature, and of the messages we know."""

import base64
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import httpx
from cryptography.hazmat.primitives.asymmetric import ec
from pytest import MonkeyPatch, fixture, mark

from blueprints import webhooks
from shared.communications.links import reply_address
from shared.composition import app
from shared.settings.delivery import EVENT_GRID_APP
from tests.support import http
from tests.support.callbacks import INBOUND_KEY, SENDGRID_KEY, TWILIO_TOKEN, by_sendgrid, by_twilio
from tests.support.running import NewCustomer, Running
from tests.support.sending import address_of, path_of, sends, sent

PERSON = "a person of the tenant"


@fixture(autouse=True)
def set_up(running: Running, monkeypatch: MonkeyPatch) -> Iterator[None]:
    """The settings that name who may tell us something."""
    settings = app().settings
    delivery = replace(
        settings.delivery,
        sendgrid_key=SENDGRID_KEY,
        sms_provider="twilio",
        sms_connection=f"AC1:{TWILIO_TOKEN}",
        public_url=running.root,
        inbound_key=INBOUND_KEY,
        inbound_address="reply@in.example.com",
        inbound_authority="mx.example.com",
        event_grid_audience="api://contact-customer-management",
    )
    vars(app())["settings"] = replace(settings, delivery=delivery)
    monkeypatch.setattr(webhooks, "_event_grid", EventGrid)
    yield
    vars(app())["settings"] = settings


class EventGrid:
    """Tokens of the local issuer, as if Event Grid had asked for them; but those of a person."""

    def claims(self, authorization: str | None) -> dict[str, Any]:
        claims = app().identity.claims(authorization)
        return claims | ({} if claims["sub"] == PERSON else {"azp": EVENT_GRID_APP})


@fixture
def customer(new_customer: NewCustomer) -> dict[str, Any]:
    phone = f"+4915{uuid4().int % 10**9:09}"
    return new_customer(primaryPhone=phone, preferences={"communicationChannels": ["Email", "SMS"]})


def posted(running: Running, path: str, request: dict[str, Any]) -> httpx.Response:
    return http.post(f"{running.root}/api/v1/webhooks/{path}", **request)


def status(api: httpx.Client, one: dict[str, Any]) -> str:
    return str(api.get(f"customers/{one['customerId']}/communications/{one['id']}").json()["status"])


def test_sendgrid_tells_that_a_mail_arrived(api: httpx.Client, running: Running, customer: dict[str, Any]) -> None:
    one = sent(api, sends(api, customer))
    event = {"event": "delivered", "communication_id": one["id"], "sg_event_id": "e1", "timestamp": 1772442000}

    first, again = (posted(running, "sendgrid", by_sendgrid(event)) for _ in range(2))

    assert (first.status_code, first.json()["accepted"], again.json()["accepted"]) == (200, 1, 0)
    assert status(api, one) == "Delivered"


@mark.parametrize(
    "event",
    [
        {"event": "click"},
        {"event": "open"},
        {"event": "deferred"},
        {"event": "something new"},
        {"event": 5},
        {},
        {"event": "bounce", "communication_id": "none"},
        {"event": "bounce", "communication_id": str(uuid4())},
    ],
)
def test_what_says_nothing_of_a_message_changes_nothing(
    api: httpx.Client, running: Running, customer: dict[str, Any], event: dict[str, Any]
) -> None:
    one = sent(api, sends(api, customer))

    answer = posted(running, "sendgrid", by_sendgrid({"communication_id": one["id"], **event}))

    assert (answer.status_code, answer.json()["accepted"], status(api, one)) == (200, 0, "Sent")


@mark.parametrize("how", ["other key", "no signature", "changed", "not base64"])
def test_a_forged_event_is_refused_and_changes_nothing(
    api: httpx.Client, running: Running, customer: dict[str, Any], how: str
) -> None:
    one = sent(api, sends(api, customer))
    event = {"event": "spamreport", "communication_id": one["id"]}
    request = by_sendgrid(event)
    if how == "other key":
        request = by_sendgrid(event, key=ec.generate_private_key(ec.SECP256R1()))
    if how == "no signature":
        request["headers"] = {}
    if how == "changed":
        request["content"] += b" "
    if how == "not base64":
        request["headers"]["X-Twilio-Email-Event-Webhook-Signature"] = "ü".encode().hex() + "*"

    answer = posted(running, "sendgrid", request)

    assert (answer.status_code, status(api, one)) == (401, "Sent")


@mark.parametrize(("word", "state"), [("sent", "Sent"), ("delivered", "Delivered"), ("undelivered", "Bounced")])
def test_twilio_tells_of_a_text_message(
    api: httpx.Client, running: Running, customer: dict[str, Any], word: str, state: str
) -> None:
    body = {"recipientPhone": customer["contactInfo"]["primaryPhone"], "message": "Doors open at 19:00."}
    one = sent(api, api.post(path_of(customer, "/sms"), json=body))
    path = f"twilio?communicationId={one['id']}"
    url = f"{running.root}/api/v1/webhooks/{path}"

    forged = posted(running, path, by_twilio(url, {"MessageStatus": word, "MessageSid": "SM1"}, token="other"))
    answer = posted(running, path, by_twilio(url, {"MessageStatus": word, "MessageSid": "SM1"}))

    assert (forged.status_code, answer.status_code, status(api, one)) == (401, 200, state)


@mark.parametrize("word", ["STOP", " stop. ", "Stopp", "ARRÊT", "baja"])
def test_whoever_texts_stop_gets_no_more_text_messages_and_all_the_mail(
    api: httpx.Client, running: Running, customer: dict[str, Any], word: str
) -> None:
    phone, url = customer["contactInfo"]["primaryPhone"], f"{running.root}/api/v1/webhooks/twilio"
    fields = {"From": phone, "To": "+1", "Body": word, "MessageSid": f"SM{uuid4().hex}"}

    for _ in range(2):
        assert posted(running, "twilio", by_twilio(url, fields)).status_code == 200

    body = {"recipientPhone": phone, "message": "Doors open at 19:00."}
    assert sent(api, api.post(path_of(customer, "/sms"), json=body))["status"] == "Suppressed"
    assert sent(api, sends(api, customer))["status"] == "Sent"
    received = api.get(path_of(customer), params={"type": "SMS"}).json()["items"]
    assert [one["preview"] for one in received if one["direction"] == "Inbound"] == [word]
    fields |= {"Body": "START", "MessageSid": f"SM{uuid4().hex}"}
    posted(running, "twilio", by_twilio(url, fields))
    assert sent(api, api.post(path_of(customer, "/sms"), json=body))["status"] == "Sent"


def test_a_stop_is_heeded_for_everybody_who_has_the_number(
    api: httpx.Client, running: Running, customer: dict[str, Any]
) -> None:
    phone, url = f"+4915{uuid4().int % 10**9:09}", f"{running.root}/api/v1/webhooks/twilio"
    contacts = [
        api.post(
            f"customers/{customer['id']}/contacts",
            json={"firstName": name, "lastName": "L", "email": f"{name}-{address_of(customer)}", "phone": phone},
        ).json()["id"]
        for name in ("ada", "ben")
    ]

    posted(running, "twilio", by_twilio(url, {"From": phone, "Body": "STOP", "MessageSid": f"SM{uuid4().hex}"}))

    for contact in contacts:
        noted = api.get(f"customers/{customer['id']}/contacts/{contact}/consents").json()["items"]
        assert {(one["purpose"], one["granted"]) for one in noted} == {("Marketing", False), ("DataProcessing", False)}
    assert len(received(api, customer)) == 1


def test_a_signature_in_strange_letters_is_refused(running: Running) -> None:
    url = f"{running.root}/api/v1/webhooks/twilio"
    request = by_twilio(url, {"From": "+1", "Body": "x", "MessageSid": "SM1"})
    request["headers"] = {"X-Twilio-Signature": "ü".encode("latin-1")}

    assert posted(running, "twilio", request).status_code == 401


def test_event_grid_asks_whether_this_is_the_right_place(running: Running) -> None:
    event = {
        "id": "1",
        "eventType": "Microsoft.EventGrid.SubscriptionValidationEvent",
        "data": {"validationCode": "512d38b6-c7b8-40c8-89fe-f46f9e9622b6"},
    }
    headers = {"Authorization": f"Bearer {running.token()}"}

    answer = posted(running, "event-grid", {"json": [event], "headers": headers})

    assert answer.json()["validationResponse"] == "512d38b6-c7b8-40c8-89fe-f46f9e9622b6"
    assert posted(running, "event-grid", {"json": [event]}).status_code == 401
    headers = {"Authorization": f"Bearer {running.token(subject=PERSON)}"}
    assert posted(running, "event-grid", {"json": [event], "headers": headers}).status_code == 401


@mark.parametrize(("word", "state"), [("Delivered", "Delivered"), ("Bounced", "Bounced"), ("Quarantined", "Failed")])
def test_event_grid_tells_of_a_mail_by_its_operation(
    api: httpx.Client, running: Running, customer: dict[str, Any], word: str, state: str
) -> None:
    one = sent(api, sends(api, customer))
    event = {
        "eventType": "Microsoft.Communication.EmailDeliveryReportReceived",
        "data": {"sender": "a@b.example", "recipient": "x", "messageId": one["id"], "status": word},
    }

    answer = posted(running, "event-grid", {"json": [event], "headers": {"Authorization": f"Bearer {running.token()}"}})

    assert (answer.json()["accepted"], status(api, one)) == (1, state)


def test_event_grid_brings_text_messages_and_tells_of_ours(
    api: httpx.Client, running: Running, customer: dict[str, Any]
) -> None:
    phone = customer["contactInfo"]["primaryPhone"]
    one = sent(api, api.post(path_of(customer, "/sms"), json={"recipientPhone": phone, "message": "Hello"}))
    events = [
        {
            "eventType": "Microsoft.Communication.SMSDeliveryReportReceived",
            "data": {"messageId": "m", "from": "1", "to": phone, "deliveryStatus": "Delivered", "tag": one["id"]},
        },
        {
            "eventType": "Microsoft.Communication.SMSReceived",
            "data": {"messageId": uuid4().hex, "from": phone, "to": "1", "message": "Thanks"},
        },
        {"eventType": "Microsoft.Communication.SMSReceived", "data": "none"},
    ]

    posted(running, "event-grid", {"json": events, "headers": {"Authorization": f"Bearer {running.token()}"}})

    assert status(api, one) == "Delivered"
    assert [one["preview"] for one in api.get(path_of(customer)).json()["items"]] == ["Thanks", "Hello"]


def mail(customer: dict[str, Any], *headers: str, text: str = "Thanks!", sender: str = "") -> bytes:
    lines = [f"From: Ada <{sender or address_of(customer)}>", f"Message-ID: <{uuid4()}@x>", *headers, "", text]
    return "\r\n".join(lines).encode()


def comes_in(running: Running, content: bytes, provider: str = "mime", key: str = INBOUND_KEY) -> httpx.Response:
    return posted(running, f"inbound-email/{provider}", {"content": content, "headers": {"X-Inbound-Key": key}})


def received(api: httpx.Client, customer: dict[str, Any]) -> list[dict[str, Any]]:
    """What came in, whole, newest first."""
    items = api.get(path_of(customer)).json()["items"]
    return [api.get(path_of(customer, f"/{one['id']}")).json() for one in items if one["direction"] == "Inbound"]


def test_an_answer_is_on_record_once_with_what_it_answers(
    api: httpx.Client, running: Running, customer: dict[str, Any]
) -> None:
    one = sent(api, sends(api, customer))
    text = "That fits.\r\n\r\nOn 1 March 2026 Customer Care wrote:\r\n> Dear Ada,\r\n> here it is."
    raw = mail(
        customer,
        "Authentication-Results: mx.example.com; dmarc=pass header.from=example.com",
        f"In-Reply-To: <{one['id']}@customers.localhost>",
        "Subject: Re: Your floor plan",
        text=text,
    )

    assert [comes_in(running, raw).json()["accepted"] for _ in range(2)] == [1, 1]

    [answer] = received(api, customer)
    assert (answer["inReplyTo"], answer["subject"], answer["body"]) == (one["id"], "Re: Your floor plan", "That fits.")
    assert "> Dear Ada," in answer["notes"]
    assert (answer["isVerified"], answer["kind"], answer["status"]) == (True, "Personal", None)
    assert "CustomerMessageReceived" in [
        e["type"] for e in api.get(f"customers/{customer['id']}/timeline").json()["items"]
    ]


@mark.parametrize(
    ("header", "verified"),
    [
        ("Authentication-Results: mx.example.com; dmarc=pass header.from=example.com", True),
        ("Authentication-Results: mx.example.com; dmarc=fail header.from=example.com", False),
        ("Authentication-Results: evil.example; dmarc=pass header.from=example.com", False),
        ("Subject: none", False),
    ],
)
def test_a_sender_is_believed_only_with_dmarc(
    api: httpx.Client, running: Running, customer: dict[str, Any], header: str, verified: bool
) -> None:
    raw = b"\r\n".join([header.encode(), mail(customer)])

    comes_in(running, raw)

    assert [one["isVerified"] for one in received(api, customer)] == [verified]


def test_references_count_only_with_the_same_subject_and_a_reply_address_always(
    api: httpx.Client, running: Running, customer: dict[str, Any]
) -> None:
    one = sent(api, sends(api, customer))
    address = reply_address(app(), UUID(one["id"]))
    for headers in (
        (f"References: <{one['id']}@x>", "Subject: Re: Your floor plan"),
        (f"References: <{one['id']}@x>", "Subject: Something else"),
        (f"To: {address}", "Subject: Something else again"),
        (f"To: {str(address).replace('-', '-0')}", "Subject: forged"),
    ):
        comes_in(running, mail(customer, *headers))

    answers = {str(one["subject"]): one["inReplyTo"] for one in received(api, customer)}
    assert answers == {
        "Re: Your floor plan": one["id"],
        "Something else": None,
        "Something else again": one["id"],
        "forged": None,
    }


@mark.parametrize(
    ("header", "kind"),
    [
        ("Auto-Submitted: auto-replied", "AutoReply"),
        ("List-Id: <news.example.com>", "List"),
        ("Return-Path: <>", "DeliveryReport"),
    ],
)
def test_mail_of_programs_is_on_record_and_marked(
    api: httpx.Client, running: Running, customer: dict[str, Any], header: str, kind: str
) -> None:
    comes_in(running, mail(customer, header))

    assert [one["kind"] for one in received(api, customer)] == [kind]


def test_files_come_along_but_programs_do_not(api: httpx.Client, running: Running, customer: dict[str, Any]) -> None:
    parts = "".join(
        f"--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename={name}\r\n"
        f"Content-Transfer-Encoding: base64\r\n\r\n{base64.b64encode(content).decode()}\r\n"
        for name, content in (("plan.pdf", b"%PDF-1.7 x"), ("../x.exe", b"MZ\x90"))
    )
    raw = mail(
        customer,
        "MIME-Version: 1.0",
        'Content-Type: multipart/mixed; boundary="b"',
        text=f"--b\r\nContent-Type: text/plain\r\n\r\nSee the plan\r\n{parts}--b--",
    )

    comes_in(running, raw)

    [one] = received(api, customer)
    [file] = one["attachments"]
    shown = api.get(f"customers/{customer['id']}/attachments/{file}").json()
    assert (shown["fileName"], shown["mediaType"], one["body"]) == ("plan.pdf", "application/pdf", "See the plan")


def test_sendgrids_form_brings_the_raw_mail(api: httpx.Client, running: Running, customer: dict[str, Any]) -> None:
    key = base64.b64encode(f"u:{INBOUND_KEY}".encode()).decode()
    raw = mail(customer, "Content-Type: text/plain; charset=iso-8859-1", text="").rstrip() + b"\r\n\r\nGr\xfc\xdfe"

    answer = posted(
        running,
        "inbound-email/sendgrid",
        {"files": {"email": (None, raw), "to": (None, b"x")}, "headers": {"Authorization": f"Basic {key}"}},
    )

    assert (answer.status_code, answer.json()["accepted"]) == (200, 1)
    assert [one["body"] for one in received(api, customer)] == ["Grüße"]


def test_mail_from_nobody_we_know_is_not_kept_not_even_as_an_answer(
    api: httpx.Client, running: Running, customer: dict[str, Any]
) -> None:
    one = sent(api, sends(api, customer))
    for headers in ((), (f"In-Reply-To: <{one['id']}@customers.localhost>",)):
        answer = comes_in(running, mail(customer, *headers, sender=f"{uuid4().hex}@example.org"))

        assert (answer.status_code, answer.json()["accepted"]) == (200, 0)
    assert received(api, customer) == []


def test_a_stranger_who_writes_to_the_address_of_an_answer_is_heard(
    api: httpx.Client, running: Running, customer: dict[str, Any]
) -> None:
    one = sent(api, sends(api, customer))
    address = reply_address(app(), UUID(one["id"]))

    comes_in(running, mail(customer, f"To: {address}", sender="assistant@example.org"))

    assert [(each["inReplyTo"], each["contactId"]) for each in received(api, customer)] == [(one["id"], None)]


@mark.parametrize(
    ("content", "provider", "key", "code"),
    [
        (b"From: a@example.com\r\n\r\nx", "mime", "wrong", 401),
        (b"From: a@example.com\r\n\r\nx", "mime", "", 401),
        (b"From: a@example.com\r\n\r\nx", "other", INBOUND_KEY, 400),
        (b"no form", "sendgrid", INBOUND_KEY, 400),
        (b"X: " + b"x" * 300_000 + b"\r\n\r\n", "mime", INBOUND_KEY, 400),
        (b"x" * 25_000_001, "mime", INBOUND_KEY, 400),
        (b"x" * 30_000_001, "mime", INBOUND_KEY, 413),
    ],
    ids=["wrong key", "no key", "no provider", "no form", "headers", "large", "larger"],
)
def test_what_is_no_mail_of_ours_is_refused(
    running: Running, content: bytes, provider: str, key: str, code: int
) -> None:
    assert comes_in(running, content, provider, key).status_code == code
