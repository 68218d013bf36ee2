"""Contacts through the front door."""

from typing import Any
from uuid import UUID, uuid4

import httpx
from pytest import fixture, mark

from shared.composition import app
from shared.contacts.cache import contacts_key
from shared.contacts.events import ContactRemoved
from shared.kernel.clock import utc_now
from tests.support import http
from tests.support.bus import message_of
from tests.support.running import NewCustomer, Running
from tests.support.waiting import until

ADA: dict[str, Any] = {"firstName": "Ada", "lastName": "Lovelace", "email": "ada@api.example.com"}


@fixture
def contacts(new_customer: NewCustomer) -> str:
    return f"customers/{new_customer()['id']}/contacts"


def test_a_contact_is_added_read_changed_and_removed(api: httpx.Client, running: Running, contacts: str) -> None:
    body = {**ADA, "phone": "+44 20 7946 0018", "position": "Analyst", "tags": ["VIP"]}
    added = api.post(contacts, json=body)

    assert (added.status_code, added.headers["etag"]) == (201, '"1"')
    assert added.json() == {
        **body,
        "id": added.json()["id"],
        "customerId": contacts.split("/")[1],
        "phone": "+442079460018",
        "isPrimary": True,
        "status": "Active",
        "createdAt": added.json()["createdAt"],
        "lastModifiedAt": None,
        "version": 1,
    }
    where = running.root + added.headers["location"]
    read = http.get(where, headers=api.headers)
    assert (read.json(), read.headers["etag"]) == (added.json(), '"1"')
    changed = http.put(where, json={"phone": None}, headers={**api.headers, "If-Match": '"1"'})
    assert (changed.json()["phone"], changed.headers["etag"]) == (None, '"2"')
    assert http.get(where, headers=api.headers).json() == changed.json()
    assert http.put(where, json={"phone": None}, headers={**api.headers, "If-Match": '"1"'}).status_code == 412
    assert http.delete(f"{where}?reason=left", headers={**api.headers, "If-Match": '"2"'}).status_code == 204
    assert http.get(where, headers=api.headers).json()["code"] == "CONT-001"
    assert api.get(contacts).json()["totalCount"] == 0


def test_the_list_has_the_primary_first_then_names_in_pages_and_by_tag(api: httpx.Client, contacts: str) -> None:
    for name, tags in (("Zoe", []), ("Ben", ["Press"]), ("Ann", ["press", "VIP"])):
        api.post(contacts, json={**ADA, "firstName": name, "email": f"{name}@api.example.com", "tags": tags})

    first = api.get(contacts, params={"pageSize": 2}).json()
    assert [contact["firstName"] for contact in first["items"]] == ["Zoe", "Ann"]
    rest = api.get(contacts, params={"pageSize": 2, "cursor": first["nextCursor"]}).json()
    assert [contact["firstName"] for contact in rest["items"]] == ["Ben"]
    assert api.get(contacts, params={"tag": "PRESS"}).json()["totalCount"] == 2
    assert api.get(contacts, params={"page": 9}).json()["items"] == []
    assert api.get(contacts, params={"cursor": rest["items"][0]["id"]}).status_code == 400


def test_tags_come_and_go_whatever_they_are_made_of(api: httpx.Client, contacts: str) -> None:
    contact = f"{contacts}/{api.post(contacts, json=ADA).json()['id']}"
    for tag in ("VIP", "Café 2026", "a/b", "50%", "über"):
        assert tag in api.post(f"{contact}/tags", json={"tag": tag}).json()["tags"]
        path = httpx.URL(str(api.base_url) + f"{contact}/tags/").copy_with(
            raw_path=f"/api/v1/{contact}/tags/".encode() + _quoted(tag)
        )
        assert api.delete(path).json()["tags"] == []
    assert api.delete(f"{contact}/tags/never").status_code == 200


def _quoted(tag: str) -> bytes:
    from urllib.parse import quote

    return quote(tag, safe="").encode()


@mark.parametrize(
    "change",
    [
        {"email": "nobody"},
        {"email": None},
        {"firstName": ""},
        {"lastName": "x" * 101},
        {"phone": "letters"},
        {"isPrimary": "yes"},
        {"tags": [""]},
        {"tags": ["x" * 51]},
        {"tags": "VIP"},
        {"colour": "red"},
        {"tags": ["a"] * 51},
    ],
)
def test_a_contact_that_is_none_is_refused(api: httpx.Client, contacts: str, change: dict[str, Any]) -> None:
    assert api.post(contacts, json={**ADA, **change}).status_code == 400
    assert api.get(contacts).json()["totalCount"] == 0


def test_an_event_from_another_instance_outdates_the_cached_list(
    api: httpx.Client, running: Running, contacts: str
) -> None:
    from sqlalchemy import update

    from shared.customers.tables import customers

    api.post(contacts, json=ADA)
    api.get(contacts)
    customer = UUID(contacts.split("/")[1])
    until(lambda: app().cache.get(contacts_key(customer)) is not None or not api.get(contacts))
    with app().database.transaction() as session:  # as another instance would leave it
        session.execute(update(customers).where(customers.c.Id == customer).values(ContactsVersion=9))
        session.commit()

    event = ContactRemoved(contact_id=uuid4(), customer_id=customer, reason=None, removed_at=utc_now())
    running.publish(message_of(event, entity_id=event.contact_id, sequence=2))

    until(lambda: app().cache.get(contacts_key(customer)) is None)
    assert api.get(contacts).json()["totalCount"] == 1
