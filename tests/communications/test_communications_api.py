"""Communications through the front door of the running system: accepted, sent, and read back as a mail program does."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from pytest import fixture, mark

from tests.support.running import NewCustomer, Running
from tests.support.sending import address_of, file_of, opened, path_of, sends, sent

TITLE = {"title": "Visit", "scheduledStart": "2031-03-14T09:00:00Z", "scheduledEnd": "2031-03-14T10:00:00Z"}


@fixture
def customer(new_customer: NewCustomer) -> dict[str, Any]:
    return new_customer(primaryPhone="+493012345678", preferences={"communicationChannels": ["Email", "SMS"]})


def test_a_mail_is_accepted_and_lies_in_the_outbox(
    api: httpx.Client, running: Running, customer: dict[str, Any]
) -> None:
    answer = sends(api, customer)
    assert (answer.json()["status"], answer.headers["etag"]) == ("Queued", '"1"')

    one = sent(api, answer)

    assert (one["status"], one["createdBy"]) == ("Sent", "amira")
    mail = opened(file_of(running, one["id"]))
    assert (mail["To"], mail["Subject"]) == (address_of(customer), "Your floor plan")
    assert mail["Message-ID"] == f"<{one['id']}@customers.localhost>"
    assert mail.get_content().split() == ["Dear", "Ada,", "here", "it", "is."]
    assert mail["List-Unsubscribe"] is None


def test_html_is_cleaned_and_carries_a_text_part(api: httpx.Client, running: Running, customer: dict[str, Any]) -> None:
    body = '<p>Dear <b>Ada</b></p><script>alert(1)</script><a href="https://example.com/p">the plan</a>'

    one = sent(api, sends(api, customer, body=body, format="Html"))

    mail = opened(file_of(running, one["id"]))
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().splitlines() == ["Dear Ada", "the plan (https://example.com/p)"]
    assert "script" not in html.get_content()


def test_a_template_is_filled_in_and_its_version_kept(api: httpx.Client, customer: dict[str, Any]) -> None:
    wording = {
        "subject": "Hello {{ contact.firstName }}",
        "body": "See you at {{ event }}, {{ customer.companyName }}",
    }
    template = api.post("templates", json={"name": customer["id"], **wording}).json()
    person = {"firstName": "Ada", "lastName": "Lovelace", "email": f"ada-{address_of(customer)}"}
    api.post(f"customers/{customer['id']}/contacts", json=person)
    body = {"recipientEmail": person["email"], "templateId": template["id"]}

    missing = api.post(path_of(customer, "/email"), json=body)
    answer = api.post(path_of(customer, "/email"), json={**body, "data": {"event": "the gala"}})
    api.put(f"templates/{template['id']}", json={"body": "Changed"})

    assert (missing.status_code, missing.json()["errors"]) == (400, {"data.event": ["has no value"]})
    one = sent(api, answer)
    assert (one["subject"], one["body"]) == ("Hello Ada", "See you at the gala, Borealis")
    assert (one["templateId"], one["templateVersion"]) == (template["id"], 1)
    secret = api.post(path_of(customer, "/email"), json={**body, "body": "{{ customer.secret }}"})
    assert (secret.status_code, list(secret.json()["errors"])) == (400, ["body"])


def test_a_text_message_is_accepted_and_lies_in_the_outbox(
    api: httpx.Client, running: Running, customer: dict[str, Any]
) -> None:
    body = {"recipientPhone": "+49 30 12345678", "message": "Doors open at 19:00."}

    one = sent(api, api.post(path_of(customer, "/sms"), json=body))

    assert one["status"] == "Sent"
    assert b'"text": "Doors open at 19:00."' in file_of(running, one["id"], "json")


def test_a_meeting_is_moved_and_called_off(api: httpx.Client, running: Running, customer: dict[str, Any]) -> None:
    answer = api.post(path_of(customer, "/meeting"), json={**TITLE, "attendees": ["ada@example.com", "Ben"]})
    one = sent(api, answer)
    path = path_of(customer, f"/{one['id']}")

    moved = api.put(path, json={"location": "Hall 4"})
    cancelled = api.post(f"{path}/cancel", json={"reason": "Rain"})

    assert (one["status"], one["type"], one["timeZone"]) == ("Sent", "Meeting", "UTC")
    assert opened(file_of(running, one["id"])).get_body(("plain",)) is not None
    assert (moved.status_code, moved.json()["location"]) == (200, "Hall 4")
    assert (cancelled.json()["status"], api.put(path, json={"title": "x"}).json()["code"]) == ("Cancelled", "COMM-004")
    assert api.get(path_of(customer), params={"type": "Meeting"}).json()["totalCount"] == 1


def test_the_history_is_newest_first_and_filtered(api: httpx.Client, customer: dict[str, Any]) -> None:
    call = {"phoneNumber": "+4915100000", "callType": "Inbound", "durationInSeconds": 5, "summary": "They called"}
    logged = api.post(path_of(customer, "/phone-call"), json={**call, "callTime": "2020-01-01T00:00:00Z"})
    mail = sent(api, sends(api, customer, body="x" * 1_000))

    items = api.get(path_of(customer)).json()["items"]

    assert [one["id"] for one in items] == [mail["id"], logged.json()["id"]]
    assert items[0]["preview"] == "x" * 200
    assert (items[1]["preview"], items[1]["recipientPhone"]) == ("They called", "+4915100000")
    for asked, count in (
        ({"type": "Email"}, 1),
        ({"type": "PhoneCall"}, 1),
        ({"status": "Sent"}, 1),
        ({"startDate": "2021-01-01T00:00:00Z"}, 1),
        ({"endDate": "2021-01-01T00:00:00Z"}, 1),
        ({"type": "SMS"}, 0),
    ):
        assert api.get(path_of(customer), params=asked).json()["totalCount"] == count
    first = api.get(path_of(customer), params={"pageSize": 1}).json()
    second = api.get(path_of(customer), params={"pageSize": 1, "cursor": first["nextCursor"]}).json()
    assert [one["id"] for one in (*first["items"], *second["items"])] == [mail["id"], logged.json()["id"]]
    kinds = [one["type"] for one in api.get(f"customers/{customer['id']}/timeline").json()["items"]]
    assert {"CustomerEmailSent", "CustomerPhoneCallLogged"} <= set(kinds)


def test_what_is_scheduled_is_cancelled(api: httpx.Client, customer: dict[str, Any]) -> None:
    answer = sends(api, customer, sendAt=later(3))
    path = answer.headers["location"].removeprefix("/api/v1/")

    assert answer.json()["status"] == "Scheduled"
    assert api.post(f"{path}/cancel", json={}).json()["status"] == "Cancelled"
    assert api.post(f"{path}/cancel", json={}).json()["code"] == "COMM-004"
    for wrong in (later(31), "2020-01-01T00:00:00Z"):
        assert list(sends(api, customer, sendAt=wrong).json()["errors"]) == ["sendAt"]


def later(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


EVIL = "x\r\nBcc: everybody@example.com"


@mark.parametrize(
    ("body", "field"),
    [
        ({"subject": EVIL}, "subject"),
        ({"subject": "x\u0085y"}, "subject"),
        ({"subject": "=?utf-8?q?Bcc=3A?="}, "subject"),
        ({"subject": "x" * 501}, "subject"),
        ({"recipientEmail": f"a@example.com{EVIL}"}, "recipientEmail"),
        ({"recipientEmail": "Ada <a@example.com>"}, "recipientEmail"),
        ({"recipientEmail": ", ".join(f"a{n}@example.com" for n in range(500))}, "recipientEmail"),
        ({"recipientEmail": ["a@example.com"]}, "recipientEmail"),
        ({"attachments": ["../x"]}, "attachments.0"),
        ({"attachments": ["file:///etc/passwd"]}, "attachments.0"),
        ({"attachments": ["http://169.254.169.254/latest"]}, "attachments.0"),
        ({"attachments": ["0199c2f0-5d1c-7a3e-8b42-6f1e0c9d7a55"]}, "attachments"),
        ({"body": "x" * 50_001}, "body"),
        ({"purpose": "Spam"}, "purpose"),
    ],
)
def test_what_no_mail_can_be_is_refused_and_nothing_leaves(
    api: httpx.Client, running: Running, customer: dict[str, Any], body: dict[str, Any], field: str
) -> None:
    answer = sends(api, customer, **body)

    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field]), answer.text
    assert api.get(path_of(customer)).json()["totalCount"] == 0


@mark.parametrize("homograph", ["аda@example.com", "ada@exаmple.com"])
def test_an_address_that_only_looks_like_the_customers_is_nobodys(
    api: httpx.Client, new_customer: NewCustomer, homograph: str
) -> None:
    customer = new_customer()
    person = {"firstName": "Ada", "lastName": "L", "email": "ada@example.com"}
    api.post(f"customers/{customer['id']}/contacts", json=person)

    answer = sends(api, customer, recipientEmail=homograph)

    assert (answer.status_code, answer.json().get("code")) == (400, "COMM-001")


@mark.parametrize(
    ("body", "field"),
    [
        ({"attendees": [f"a{n}@example.com" for n in range(51)]}, "attendees"),
        ({"attendees": [EVIL]}, "attendees.0"),
        ({"attendees": ["a@b@c"]}, "attendees.0"),
        ({"title": EVIL}, "title"),
        ({"location": EVIL}, "location"),
        ({"meetingLink": "javascript:alert(1)"}, "meetingLink"),
        ({"type": "Email"}, "type"),
        ({"timeZone": "Mars/Olympus"}, "timeZone"),
    ],
)
def test_what_no_meeting_can_be_is_refused(
    api: httpx.Client, customer: dict[str, Any], body: dict[str, Any], field: str
) -> None:
    answer = api.post(path_of(customer, "/meeting"), json={**TITLE, **body})

    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field]), answer.text


def test_a_meeting_that_ends_before_it_begins_is_refused(api: httpx.Client, customer: dict[str, Any]) -> None:
    assert (
        api.post(path_of(customer, "/meeting"), json={**TITLE, "scheduledEnd": TITLE["scheduledStart"]}).status_code
        == 400
    )


def test_a_message_needs_words(api: httpx.Client, customer: dict[str, Any]) -> None:
    assert sends(api, customer, body=None).status_code == 400
    assert api.post(path_of(customer, "/sms"), json={"recipientPhone": "+493012345678"}).status_code == 400


def test_a_template_of_the_other_channel_is_refused(api: httpx.Client, customer: dict[str, Any]) -> None:
    template = api.post("templates", json={"name": f"sms {customer['id']}", "channel": "SMS", "body": "x"}).json()

    assert list(sends(api, customer, templateId=template["id"]).json()["errors"]) == ["templateId"]


def test_a_template_is_tested_on_anybody(api: httpx.Client, running: Running) -> None:
    template = api.post("templates", json={"name": f"t {running.port}", "subject": "s", "body": "{{ event }}"}).json()
    before = set((running.data / "outbox").glob("*.eml"))

    answer = api.post(
        f"templates/{template['id']}/test", json={"recipientEmail": "me@example.com", "data": {"event": "gala"}}
    )

    assert answer.status_code == 200, answer.text
    [file] = set((running.data / "outbox").glob("*.eml")) - before
    mail = opened(file.read_bytes())
    assert (mail["To"], mail["Subject"], mail.get_content().strip()) == ("me@example.com", "[Test] s", "gala")
