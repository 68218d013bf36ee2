"""Lists that are read on while what they hold comes and goes."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import httpx
from pytest import fixture, mark

from tests.support.running import NewCustomer, Running

type Json = dict[str, Any]


@fixture
def admin(running: Running) -> Iterator[httpx.Client]:
    with running.client(["Admin"]) as client:
        yield client


def person(name: str, **more: object) -> Json:
    return {"firstName": name, "lastName": "L", "email": f"{name.lower()}@cursors.example.com", **more}


def contacts_of(api: httpx.Client, customer: str) -> list[Json]:
    """Six contacts of a customer, in the order of its list."""
    return [api.post(f"customers/{customer}/contacts", json=person(f"F{n}")).json() for n in range(6)]


@mark.parametrize("gone", [[2], [1, 2], [2, 3], [1, 2, 3, 4]])
def test_contacts_are_read_on_whichever_of_them_were_removed(
    api: httpx.Client, new_customer: NewCustomer, gone: list[int]
) -> None:
    path = f"customers/{new_customer()['id']}/contacts"
    made = contacts_of(api, path.split("/")[1])
    first = api.get(path, params={"pageSize": 3}).json()
    for number in gone:
        assert api.delete(f"{path}/{made[number]['id']}").status_code == 204

    rest = api.get(path, params={"pageSize": 3, "cursor": first["nextCursor"]})

    left = [f"F{n}" for n in (3, 4, 5) if n not in gone]
    assert (rest.status_code, [one["firstName"] for one in rest.json()["items"]]) == (200, left)


def test_contacts_are_read_on_where_the_last_one_stood_though_it_is_called_otherwise_now(
    api: httpx.Client, new_customer: NewCustomer
) -> None:
    path = f"customers/{new_customer()['id']}/contacts"
    made = contacts_of(api, path.split("/")[1])
    first = api.get(path, params={"pageSize": 3}).json()
    api.put(f"{path}/{made[2]['id']}", json={"isPrimary": True})
    api.post(path, json=person("F25"))

    rest = api.get(path, params={"pageSize": 9, "cursor": first["nextCursor"]}).json()

    assert [one["firstName"] for one in rest["items"]] == ["F25", "F3", "F4", "F5"]


def test_contacts_with_the_longest_names_there_can_be_are_read_on(api: httpx.Client, new_customer: NewCustomer) -> None:
    path = f"customers/{new_customer()['id']}/contacts"
    long = {"firstName": "\ufdfa" * 100, "lastName": "𝔘" * 50}  # each ﷺ is eighteen letters to compare by
    for number in range(3):
        assert api.post(path, json=person(f"x{number}", **long)).status_code == 201

    first = api.get(path, params={"pageSize": 2}).json()
    rest = api.get(path, params={"pageSize": 2, "cursor": first["nextCursor"]})

    assert rest.status_code == 200
    assert len({one["id"] for one in first["items"] + rest.json()["items"]}) == 3


def erase(admin: httpx.Client, customer: str) -> None:
    body = {"reference": uuid4().hex, "requestedAt": "2026-03-14T09:26:53Z"}
    assert admin.post(f"customers/{customer}/erase", json=body).status_code == 202


@mark.parametrize("asked", [{"query": "pumice"}, {"type": "Individual"}, {}])
def test_a_search_goes_on_when_the_customer_its_cursor_names_was_erased(
    admin: httpx.Client, new_customer: NewCustomer, asked: Json
) -> None:
    for number in range(4):
        new_customer(companyName=f"Pumice {number} {uuid4().hex}", type="Individual")
    before = whole(lambda **more: admin.get("customers/search", params={**asked, **more}).json())
    first = admin.get("customers/search", params={**asked, "pageSize": 2}).json()
    erase(admin, first["items"][1]["id"])

    rest = whole(
        lambda **more: admin.get("customers/search", params={**asked, **more}).json(), cursor=first["nextCursor"]
    )

    assert rest == before[2:]


def whole(page: Callable[..., Json], **more: object) -> list[str]:
    """The ids of a list, page by page."""
    found: list[str] = []
    while True:
        part = page(**{"pageSize": 2, **more})
        found += [one["id"] for one in part["items"]]
        if part["nextCursor"] is None:
            return found
        more = {"cursor": part["nextCursor"]}


def attachment(admin: httpx.Client, customer: str, number: int) -> str:
    files = {"file": (f"{number}.txt", b"text")}
    made = admin.post(f"customers/{customer}/attachments", files=files)
    assert made.status_code == 201
    return f"customers/{customer}/attachments/{made.json()['id']}"


def template(admin: httpx.Client, _customer: str, number: int) -> str:
    body = {"name": f"Cursor {number} {uuid4().hex}", "subject": "S", "body": "B"}
    made = admin.post("templates", json=body)
    assert made.status_code == 201
    return f"templates/{made.json()['id']}"


@mark.parametrize("make", [attachment, template])
def test_a_list_goes_on_when_the_row_its_cursor_names_was_deleted(
    admin: httpx.Client, new_customer: NewCustomer, make: Callable[[httpx.Client, str, int], str]
) -> None:
    customer = new_customer()["id"]
    for number in range(5):
        path = make(admin, customer, number).rpartition("/")[0]
    before = whole(lambda **more: admin.get(path, params=more).json())
    first = admin.get(path, params={"pageSize": 2}).json()
    assert admin.delete(f"{path}/{first['items'][1]['id']}").status_code == 204

    rest = whole(lambda **more: admin.get(path, params=more).json(), cursor=first["nextCursor"])

    assert rest == before[2:]
