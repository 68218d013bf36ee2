"""Whoever asks what is held about it gets all of it, in words and as data."""

import gzip
import json
from typing import Any
from uuid import UUID, uuid4

import httpx
from pytest import MonkeyPatch, raises

from shared import concepts
from shared.contacts.commands import AddContact, RemoveContact, UpdateContact
from shared.contacts.errors import ContactNotFound
from shared.contacts.values import ContactDetails
from shared.customers.commands import UpdateProfile
from shared.customers.errors import CustomerNotFound
from shared.imports.values import ImportMode
from shared.privacy.data_export import data_export
from tests.support.erasing import erased
from tests.support.importing import Importer, csv_of
from tests.support.running import NewCustomer
from tests.support.world import World

ADA = ContactDetails("Ada", "Lovelace", "ada@example.com")
BEN = ContactDetails("Ben", "Nevis", "ben@example.com")


def exported(world: World, customer: UUID, contact: UUID | None = None) -> dict[str, Any]:
    made = data_export(world.app, concepts.holdings(), customer, contact)
    content = gzip.decompress(made.content) if made.is_compressed else made.content
    found: dict[str, Any] = json.loads(content)
    return found


def test_everything_that_is_held_about_a_customer_is_handed_out(world: World, importer: Importer) -> None:
    customer = world.has_customer("Aurora", "hello@aurora.example.com")
    world.has_customer("Bystander")
    world.send(UpdateProfile(customer, provided={"industry": "Music"}))
    world.send(AddContact(customer, ADA))
    importer(
        csv_of("Augusta,Byron,ada@example.com,,", "Bad,Row,ada@example.com,,"),
        "list.csv",
        customer_id=customer,
        mode=ImportMode.UPSERT,
    )
    importer(csv_of("Twice,There,ada@example.com,,"), "again.csv", customer_id=customer)

    told = exported(world, customer)

    assert told["customer"][0]["profile"]["industry"] == "Music"
    assert [one["email"] for one in told["contacts"]] == ["ada@example.com"]
    assert {one["type"] for one in told["events"]} == {
        *("CustomerRegistered", "CustomerProfileUpdated", "ContactAdded", "ContactUpdated")
    }
    registered = next(one for one in told["events"] if one["type"] == "CustomerRegistered")
    assert registered["data"]["primaryEmail"] == "hello@aurora.example.com"
    assert {"old": None, "new": "Music"} in [one["changes"].get("profile.industry") for one in told["events"]]
    assert next(one["before"]["details"]["last_name"] for one in told["importRows"] if one["before"]) == "Lovelace"
    assert [one["cells"]["First name"] for one in told["importRows"] if one["cells"]] == ["Twice"]
    assert {one["fileName"] for one in told["importRows"]} == {"list.csv", "again.csv"}
    assert set(told["explained"]) == {one.what for one in concepts.holdings()} <= set(told)
    assert "Bystander" not in json.dumps(told)


def test_a_contact_gets_what_is_about_it_alone_also_when_it_was_removed(world: World) -> None:
    customer = world.has_customer("Aurora")
    world.send(AddContact(customer, BEN))
    ada = world.send(AddContact(customer, ADA)).id
    world.send(UpdateContact(customer, ada, provided={"position": "Countess"}))

    told = exported(world, customer, ada)

    assert told["customer"] == []
    assert [one["position"] for one in told["contacts"]] == ["Countess"]
    assert [one["type"] for one in told["events"]] == ["ContactAdded", "ContactUpdated"]
    assert "Ben" not in json.dumps(told)

    world.send(RemoveContact(customer, ada))
    assert exported(world, customer, ada)["contacts"] == []
    assert exported(world, customer, ada)["events"][0]["data"]["email"] == "ada@example.com"


def test_of_who_was_erased_or_never_was_there_is_nothing(world: World) -> None:
    customer, other = world.has_customer("Aurora"), world.has_customer("Other")
    ada = world.send(AddContact(customer, ADA)).id
    with raises(ContactNotFound):
        exported(world, other, ada)
    erased(world, customer, ada)
    with raises(ContactNotFound):
        exported(world, customer, ada)
    erased(world, customer)
    with raises(CustomerNotFound):
        exported(world, customer)
    with raises(CustomerNotFound):
        exported(world, uuid4())


def test_who_is_erased_meanwhile_is_not_handed_out_in_part(world: World, monkeypatch: MonkeyPatch) -> None:
    customer = world.has_customer("Aurora")

    def erase_first(*_: Any) -> Any:
        erased(world, customer)
        yield b"{}"

    monkeypatch.setattr("shared.privacy.data_export._pieces", erase_first)

    with raises(CustomerNotFound):
        exported(world, customer)


def test_much_is_sent_compressed(world: World, monkeypatch: MonkeyPatch) -> None:
    customer = world.has_customer("Aurora")
    whole = exported(world, customer)
    monkeypatch.setattr("shared.privacy.data_export.PLAIN_BYTES", 300)

    made = data_export(world.app, concepts.holdings(), customer, None)

    assert made.is_compressed
    assert json.loads(gzip.decompress(made.content)) == whole


def test_it_comes_over_http_and_is_itself_noted(
    api: httpx.Client, new_customer: NewCustomer, monkeypatch: MonkeyPatch
) -> None:
    customer = new_customer(companyName="Handed Out")
    path = f"customers/{customer['id']}"
    person = {"firstName": "A", "lastName": "B", "email": f"{uuid4().hex}@example.com"}
    contact = api.post(f"{path}/contacts", json=person).json()["id"]

    plain = api.get(f"{path}/data-export")
    assert plain.headers["content-type"] == "application/json"
    assert plain.json()["customer"][0]["profile"]["companyName"] == "Handed Out"
    assert api.get(f"{path}/contacts/{contact}/data-export").json()["contacts"][0]["id"] == contact
    monkeypatch.setattr("shared.privacy.data_export.PLAIN_BYTES", 300)
    packed = api.get(f"{path}/data-export")
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.json()["customer"] == plain.json()["customer"]
