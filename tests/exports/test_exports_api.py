"""Exports through the front door: asked for, written off a queue, fetched by a link that does not last."""

import time
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import httpx
from pytest import mark

from tests.support import http
from tests.support.running import NewCustomer, Running
from tests.support.waiting import until


def completed(api: httpx.Client, export_id: str) -> dict[str, object]:
    path = f"customers/contacts/exports/{export_id}"
    until(lambda: api.get(path).json()["status"] != "Processing")
    shown: dict[str, object] = api.get(path).json()
    return shown


def test_an_export_is_made_and_fetched(api: httpx.Client, new_customer: NewCustomer, running: Running) -> None:
    customer = new_customer(companyName="Export & Sons")["id"]
    api.post(f"customers/{customer}/contacts", json={"firstName": "Ada", "lastName": "L", "email": "a@e.example.com"})
    wanted = {"format": "CSV", "filters": {"customerIds": [customer], "tags": []}, "fields": ["firstName", "email"]}

    started = api.post("customers/contacts/export", json=wanted)

    assert (started.status_code, started.json()["status"]) == (202, "Processing")
    export_id = started.json()["exportId"]
    assert started.headers["location"] == f"/api/v1/customers/contacts/exports/{export_id}"
    done = completed(api, export_id)
    assert (done["status"], done["recordCount"], done["fields"]) == ("Completed", 1, ["firstName", "email"])
    fetched = http.get(str(done["downloadUrl"]))
    assert fetched.content.decode("utf-8-sig") == "firstName,email\r\nAda,a@e.example.com\r\n"
    assert (running.data / "blobs" / "contact-exports" / f"{export_id}.csv").exists()
    newest = api.get("customers/contacts/exports").json()["items"][0]
    assert (newest["exportId"], newest["downloadUrl"]) == (export_id, None)


@mark.parametrize("change", ["signature", "until", "for", "path", "method", "none"])
def test_a_link_is_good_for_one_file_one_purpose_and_its_time(api: httpx.Client, running: Running, change: str) -> None:
    done = completed(api, api.post("customers/contacts/export", json={"format": "JSON"}).json()["exportId"])
    link = urlsplit(str(done["downloadUrl"]))
    given = {name: values[0] for name, values in parse_qs(link.query).items()}
    path, method = link.path, "GET"
    match change:
        case "signature":
            given["signature"] = "0" * 64
        case "until":
            given["until"] = str(int(given["until"]) + 60)
        case "for":
            given["for"] = "write"
        case "path":
            path = path.replace("contact-exports", "contact-imports")
        case "method":
            method = "PUT"
        case "none":
            given = {}

    assert http.request(method, f"{running.root}{path}", params=given).status_code == 403
    assert http.get(str(done["downloadUrl"])).status_code == 200


@mark.parametrize(
    "body",
    [
        {"format": "PDF"},
        {"fields": ["shoeSize"]},
        {"filters": {"customerIds": ["123"]}},
        {"filters": {"tags": [""]}},
        {"filters": {"colour": "red"}},
        {"filters": {"customerIds": [str(uuid4()).upper()]}},
        {"filters": None},
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(api: httpx.Client, body: dict[str, object]) -> None:
    assert api.post("customers/contacts/export", json=body).status_code == 400


def test_the_same_wish_with_the_same_key_is_one_export(api: httpx.Client) -> None:
    key = {"Idempotency-Key": f"export-{time.time_ns()}"}
    answers = [api.post("customers/contacts/export", json={}, headers=key) for _ in range(2)]

    assert answers[0].json() == answers[1].json()
    assert completed(api, answers[0].json()["exportId"])["status"] == "Completed"


def test_nobody_knows_an_export_that_does_not_exist(api: httpx.Client) -> None:
    answer = api.get(f"customers/contacts/exports/{uuid4()}")

    assert (answer.status_code, answer.json()["code"]) == (404, "EXP-001")
