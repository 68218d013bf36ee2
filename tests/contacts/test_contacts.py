"""The rules between a customer's contacts, and the facts their changes leave."""

from uuid import UUID, uuid4

from pytest import fixture, raises
from sqlalchemy import update

from shared.contacts.commands import AddContact, RemoveContact, TagContact, UntagContact, UpdateContact
from shared.contacts.errors import ContactNotFound, DuplicateContactEmail, PrimaryContactRemoval, TooManyContacts
from shared.contacts.model import Contact
from shared.contacts.values import ContactDetails
from shared.customers.errors import CustomerNotFound, InvalidStatusTransition
from shared.customers.tables import customers
from shared.kernel.errors import Invalid, VersionConflict
from tests.support.concurrency import at_once
from tests.support.world import World


@fixture
def customer(world: World) -> UUID:
    return world.has_customer("Aurora")


def add(
    world: World, customer: UUID, name: str = "Ada", *, primary: bool = False, tags: tuple[str, ...] = ()
) -> Contact:
    details = ContactDetails(name, "Lovelace", f"{name.lower()}@contacts.example.com")
    return world.send(AddContact(customer, details, primary, tags))


def primaries(world: World, customer: UUID) -> list[str]:
    return [contact["firstName"] for contact in world.contacts(customer) if contact["isPrimary"]]


def test_an_added_contact_leaves_one_fact_with_exactly_its_fields(world: World, customer: UUID) -> None:
    contact = add(world, customer)

    assert world.events(contact.id) == [
        (
            "ContactAdded",
            {
                "contactId": str(contact.id),
                "customerId": str(customer),
                "fullName": "Ada Lovelace",
                "email": "ada@contacts.example.com",
                "isPrimary": True,
                "addedAt": "2026-03-02T09:00:00.000000Z",
            },
        )
    ]


def test_the_first_contact_is_primary_and_a_later_one_takes_over_only_if_it_says_so(
    world: World, customer: UUID
) -> None:
    first, _ = add(world, customer, "Ada"), add(world, customer, "Ben")
    assert primaries(world, customer) == ["Ada"]

    add(world, customer, "Cleo", primary=True)

    assert primaries(world, customer) == ["Cleo"]
    assert world.events(first.id)[-1][1]["changedFields"] == {"isPrimary": False}


def test_an_update_may_hand_over_but_not_leave_nobody_primary(world: World, customer: UUID) -> None:
    ada, ben = add(world, customer, "Ada"), add(world, customer, "Ben")

    world.send(UpdateContact(customer, ben.id, provided={"is_primary": True}))
    assert primaries(world, customer) == ["Ben"]

    with raises(Invalid):
        world.send(UpdateContact(customer, ben.id, provided={"is_primary": False}))
    world.send(UpdateContact(customer, ada.id, provided={"is_primary": False}))
    assert primaries(world, customer) == ["Ben"]


def test_an_email_is_taken_within_the_customer_whatever_its_case_and_free_elsewhere(
    world: World, customer: UUID
) -> None:
    add(world, customer, "Ada")
    ben = add(world, customer, "Ben")

    with raises(DuplicateContactEmail):
        world.send(AddContact(customer, ContactDetails("Other", "Ada", "ADA@contacts.example.com")))
    with raises(DuplicateContactEmail):
        world.send(UpdateContact(customer, ben.id, provided={"email": "Ada@Contacts.example.com"}))
    add(world, world.has_customer(), "Ada")
    world.send(UpdateContact(customer, ben.id, provided={"email": "BEN@contacts.example.com"}))


def test_the_primary_contact_goes_last(world: World, customer: UUID) -> None:
    ada, ben = add(world, customer, "Ada"), add(world, customer, "Ben")

    with raises(PrimaryContactRemoval):
        world.send(RemoveContact(customer, ada.id))
    world.send(RemoveContact(customer, ben.id, reason="left the company"))
    world.send(RemoveContact(customer, ada.id))

    assert world.contacts(customer) == []
    assert world.events(ben.id)[-1] == (
        "ContactRemoved",
        {
            "contactId": str(ben.id),
            "customerId": str(customer),
            "reason": "left the company",
            "removedAt": "2026-03-02T09:00:00.000000Z",
        },
    )


def test_fifty_contacts_are_enough(world: World, customer: UUID) -> None:
    for number in range(50):
        add(world, customer, f"N{number}")

    with raises(TooManyContacts):
        add(world, customer, "One")


def test_an_update_tells_the_changed_fields_and_one_that_changes_nothing_tells_nothing(
    world: World, customer: UUID
) -> None:
    ada = add(world, customer)
    world.send(UpdateContact(customer, ada.id, provided={"position": "Countess", "last_name": "Byron"}))
    world.send(UpdateContact(customer, ada.id, provided={"position": "Countess"}))

    assert world.audit_trail(ada.id) == ["ContactAdded", "ContactUpdated"]
    assert world.events(ada.id)[-1][1]["changedFields"] == {"lastName": "Byron", "position": "Countess"}


def test_tags_are_unique_in_whatever_case_and_name_the_customer(world: World, customer: UUID) -> None:
    ada = add(world, customer, tags=("Press", "VIP", "vip"))
    for tag in ("PRESS", "Speaker"):
        world.send(TagContact(customer, ada.id, tag=tag))
    for tag in ("vip", "never had"):
        world.send(UntagContact(customer, ada.id, tag=tag))

    assert world.contacts(customer)[0]["tags"] == ["Press", "Speaker"]
    assert [(name, data["tag"], data["customerId"]) for name, data in world.events(ada.id)[1:]] == [
        ("ContactTagged", "Speaker", str(customer)),
        ("ContactUntagged", "vip", str(customer)),
    ]


def test_a_contact_has_a_version_of_its_own_and_leaves_its_customers_alone(world: World, customer: UUID) -> None:
    ada, ben = add(world, customer, "Ada"), add(world, customer, "Ben")
    world.send(UpdateContact(customer, ben.id, expecting=frozenset({1}), provided={"position": "x"}))

    with raises(VersionConflict):
        world.send(UpdateContact(customer, ben.id, expecting=frozenset({1}), provided={"position": "y"}))
    assert world.shown(customer)["version"] == 1
    assert world.send(TagContact(customer, ada.id, expecting=frozenset({1}), tag="t")).version == 2


def test_a_contact_under_the_wrong_customer_is_no_contact(world: World, customer: UUID) -> None:
    elsewhere = add(world, world.has_customer())

    for command in (UpdateContact(customer, elsewhere.id, provided={}), RemoveContact(customer, elsewhere.id)):
        with raises(ContactNotFound):
            world.send(command)


def test_contacts_of_an_archived_or_absent_customer_do_not_change(world: World, customer: UUID) -> None:
    with world.app.database.transaction() as session:
        session.execute(update(customers).where(customers.c.Id == customer).values(Status="Archived"))
        session.commit()

    with raises(InvalidStatusTransition):
        add(world, customer)
    with raises(CustomerNotFound):
        add(world, uuid4())


def test_a_customer_is_found_by_its_contacts_and_the_timeline_tells_of_them(world: World, customer: UUID) -> None:
    world.days_pass(1)
    ada = add(world, customer)

    assert world.found("lovel") == world.found("aurora ada") == world.found("ada@contacts") == ["Aurora"]
    assert [entry.type for entry in world.timeline(customer).items] == ["ContactAdded", "CustomerRegistered"]
    world.send(RemoveContact(customer, ada.id))
    assert world.found("lovel") == []


def test_rules_hold_when_many_add_at_once(world: World, customer: UUID) -> None:
    outcome = at_once(lambda n: add(world, customer, f"N{n}", primary=n % 3 == 0), 70)

    assert outcome == {"done": 50, TooManyContacts.__name__: 20}
    assert len(primaries(world, customer)) == 1


def test_one_email_goes_to_one_contact_when_many_want_it(world: World, customer: UUID) -> None:
    assert at_once(lambda _: add(world, customer, "Ada"), 20) == {"done": 1, DuplicateContactEmail.__name__: 19}


def test_changing_a_contact_costs_few_statements_however_many_there_are(world: World, customer: UUID) -> None:
    for number in range(30):
        add(world, customer, f"N{number}")

    with world.counted_statements() as statements:
        add(world, customer, "One more")

    assert len(statements) <= 10
