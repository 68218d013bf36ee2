"""Templates through the front door."""

from typing import Any
from uuid import uuid4

import httpx
from pytest import mark

from tests.support.running import NewCustomer


def made(api: httpx.Client, **more: Any) -> httpx.Response:
    text = {"name": uuid4().hex, "subject": "Hi {{ contact.firstName }}", "body": "See you at {{ event }}"}
    return api.post("templates", json=text | more)


def path_of(answer: httpx.Response) -> str:
    assert answer.status_code == 201, answer.text
    return answer.headers["location"].removeprefix("/api/v1/")


def test_a_template_from_its_first_to_its_last_day(api: httpx.Client) -> None:
    first = made(api)
    path, name = path_of(first), first.json()["name"]

    assert api.get(path).json() == first.json()
    assert (first.json()["channel"], first.json()["format"], first.json()["contentVersion"]) == ("Email", "Text", 1)
    renamed = api.put(path, json={"name": f"{name} anew"})
    assert (renamed.json()["contentVersion"], renamed.json()["version"]) == (1, 2)
    reworded = api.put(path, json={"body": "Come to {{ event }}"}, headers={"If-Match": '"2"'})
    assert (reworded.json()["contentVersion"], reworded.json()["lastModifiedBy"]) == (2, "amira")
    assert api.put(path, json={"body": "x"}, headers={"If-Match": '"2"'}).status_code == 412
    assert made(api, name=f"{name.upper()} ANEW").json()["code"] == "TEMP-002"
    assert api.delete(path).status_code == 204
    for asked in (
        api.get(path),
        api.put(path, json={"body": "x"}),
        api.delete(path),
        api.post(f"{path}/preview", json={}),
    ):
        assert (asked.status_code, asked.json()["code"]) == (404, "TEMP-001")
    path_of(made(api, name=f"{name} anew"))


def test_templates_are_listed_by_name_and_channel(api: httpx.Client) -> None:
    start = uuid4().hex
    for number in (2, 1):
        made(api, name=f"{start} {number}")
    made(api, name=f"{start} 3", channel="SMS", subject=None)

    def names(**asked: str) -> list[str]:
        found = api.get("templates", params={"pageSize": "100", **asked}).json()["items"]
        return [one["name"].removeprefix(start) for one in found if one["name"].startswith(start)]

    assert names() == [" 1", " 2", " 3"]
    assert names(channel="SMS") == [" 3"]


def test_a_preview_is_filled_in_for_whom_it_goes_to(api: httpx.Client, new_customer: NewCustomer) -> None:
    customer, path = new_customer()["id"], path_of(made(api))
    person = {"firstName": "Ada", "lastName": "B", "email": f"{uuid4().hex}@example.com"}
    contact = api.post(f"customers/{customer}/contacts", json=person).json()["id"]

    whom = {"customerId": customer, "contactId": contact}
    shown = api.post(f"{path}/preview", json={**whom, "data": {"event": "the gala"}})
    assert shown.json() == {"subject": "Hi Ada", "text": "See you at the gala", "html": None}
    missing = api.post(f"{path}/preview", json={})
    assert (missing.status_code, sorted(missing.json()["errors"])) == (400, ["data.contact.firstName", "data.event"])
    sample = {"contact": {"firstName": "Eve"}, "event": "x"}
    assert api.post(f"{path}/preview", json={"data": sample}).json()["subject"] == "Hi Eve"
    elsewhere = {"customerId": new_customer()["id"], "contactId": contact}
    assert api.post(f"{path}/preview", json=elsewhere).json()["code"] == "CONT-001"


@mark.parametrize(
    ("given", "field"),
    [
        ({"subject": None}, "subject"),
        ({"channel": "SMS"}, "subject"),
        ({"channel": "SMS", "subject": None, "format": "Html"}, "format"),
        ({"channel": "SMS", "subject": None, "body": "x" * 1_601}, "body"),
        ({"body": "{{ customer.secret }}"}, "body"),
        ({"subject": "{{ a"}, "subject"),
        ({"body": "{% include 'x' %}"}, "body"),
        ({"body": "x" * 50_001}, "body"),
        ({"name": " "}, "name"),
        ({"channel": "Pigeon"}, "channel"),
    ],
)
def test_bad_input_is_refused_by_its_field(api: httpx.Client, given: dict[str, Any], field: str) -> None:
    answer = made(api, **given)

    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    if "channel" not in given and given.get("subject", "") is not None:
        changed = api.put(path_of(made(api)), json=given)
        assert (changed.status_code, list(changed.json()["errors"])) == (400, [field])
