"""What a contact was before: who changed it, when, from what to what."""

from typing import Any
from uuid import UUID, uuid4

import httpx
from pytest import raises

from shared.contacts import queries
from shared.contacts.commands import AddContact, RemoveContact, TagContact, UpdateContact
from shared.contacts.errors import ContactNotFound
from shared.contacts.values import ContactDetails
from shared.customers.errors import CustomerNotFound
from shared.platform.web.paging import Page, PageQuery
from tests.support.running import NewCustomer, Running
from tests.support.world import World

ADA = ContactDetails("Ada", "Lovelace", "old@history.example.com", phone="+49301111111")


def history(world: World, customer: UUID, contact: UUID, **paging: Any) -> Page[Any]:
    window = PageQuery.model_validate(paging, strict=False).within(world.app.settings.business, of="history")
    with world.app.database.reading() as session:
        return queries.history_of(session, customer, contact, window)


def test_a_contacts_history_tells_each_change_with_who_when_old_and_new(world: World) -> None:
    customer = world.has_customer()
    ada = world.send(AddContact(customer, ADA)).id
    world.days_pass(1)
    provided = {"email": "new@history.example.com", "phone": "+49302222222"}
    world.send(UpdateContact(customer, ada, provided=provided), by="ben")
    world.send(TagContact(customer, ada, tag="VIP"), by="chloe")

    tagged, updated, added = history(world, customer, ada).items

    assert [(c.field, c.old_value, c.new_value) for c in updated.changes] == [
        ("contact.email", "old@history.example.com", "new@history.example.com"),
        ("contact.phone", "+49301111111", "+49302222222"),
    ]
    assert (updated.event, updated.version, updated.changed_by) == ("ContactUpdated", 2, "ben")
    assert updated.changed_at == world.now
    assert [(c.field, c.old_value, c.new_value) for c in tagged.changes] == [("contact.tags", [], ["VIP"])]
    assert ("contact.email", None, "old@history.example.com") in [
        (c.field, c.old_value, c.new_value) for c in added.changes
    ]


def test_the_customers_timeline_tells_what_its_contacts_were_before(world: World) -> None:
    customer = world.has_customer()
    ada = world.send(AddContact(customer, ADA)).id
    world.send(UpdateContact(customer, ada, provided={"email": "new@history.example.com"}), by="ben")

    newest = world.timeline(customer).items[0]

    assert (newest.type, newest.by, newest.occurred_at) == ("ContactUpdated", "ben", world.now)
    assert [(c.field, c.old_value, c.new_value) for c in newest.changes] == [
        ("contact.email", "old@history.example.com", "new@history.example.com")
    ]


def test_a_removed_contact_keeps_its_history(world: World) -> None:
    customer = world.has_customer()
    ada = world.send(AddContact(customer, ADA)).id
    world.send(RemoveContact(customer, ada, reason="left"))

    removed, _ = history(world, customer, ada).items

    assert ("contact.phone", "+49301111111", None) in [(c.field, c.old_value, c.new_value) for c in removed.changes]


def test_a_contacts_history_is_read_by_cursor(world: World) -> None:
    customer = world.has_customer()
    ada = world.send(AddContact(customer, ADA)).id
    for number in range(3):
        world.send(UpdateContact(customer, ada, provided={"position": f"P{number}"}))

    first = history(world, customer, ada, pageSize=2)
    rest = history(world, customer, ada, pageSize=2, cursor=first.next_cursor)

    assert ([e.version for e in first.items], [e.version for e in rest.items]) == ([4, 3], [2, 1])
    assert (first.total_count, rest.next_cursor) == (4, None)


def test_the_history_of_another_customers_contact_is_that_of_an_absent_one(world: World) -> None:
    customer, other = world.has_customer(), world.has_customer("Other")
    ada = world.send(AddContact(customer, ADA)).id

    for contact in (ada, uuid4(), other):
        with raises(ContactNotFound):
            history(world, other, contact)
    with raises(CustomerNotFound):
        history(world, uuid4(), ada)


def test_an_erased_contact_has_no_history(running: Running, new_customer: NewCustomer) -> None:
    with running.client(["Admin"]) as admin:
        contact = f"customers/{new_customer()['id']}/contacts"
        made = admin.post(
            contact, json={"firstName": "Ada", "lastName": "L", "email": f"{uuid4().hex}@gone.example.com"}
        )
        contact += f"/{made.json()['id']}"
        shown: httpx.Response = admin.get(f"{contact}/history")
        assert [entry["event"] for entry in shown.json()["items"]] == ["ContactAdded"]

        erased = admin.post(f"{contact}/erase", json={"reference": uuid4().hex, "requestedAt": "2026-03-14T09:26:53Z"})

        assert erased.status_code == 202
        gone = admin.get(f"{contact}/history")
        assert (gone.status_code, gone.json()["code"]) == (404, "CONT-001")
