"""What customers say of us: who may see it, and who decides."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from pytest import mark, raises

from shared.contacts.commands import AddContact
from shared.contacts.errors import ContactNotFound
from shared.contacts.values import ContactDetails
from shared.kernel.errors import Invalid
from shared.testimonials.commands import (
    ApproveTestimonial,
    RejectTestimonial,
    SubmitTestimonial,
    TestimonialCommand,
    UnapproveTestimonial,
    UpdateTestimonial,
    WithdrawTestimonial,
)
from shared.testimonials.model import TestimonialNotFound, WrongMove
from shared.testimonials.queries import load_testimonial, shown_to_all, summary
from shared.testimonials.requests import TestimonialQuery
from shared.testimonials.values import Praise, PublicationConsent
from tests.support.erasing import erased, wish
from tests.support.samples import PRAISE
from tests.support.world import World


def said(world: World, customer: UUID, praise: Praise = PRAISE, *, approved: bool = True, **more: Any) -> UUID:
    """What a customer said; approved, unless it says otherwise."""
    consent = PublicationConsent(world.now, "form")
    given: dict[str, Any] = {"customer_id": customer, "praise": praise, "consent": consent}
    id = world.send(SubmitTestimonial(**given | more)).id
    if approved:
        world.send(ApproveTestimonial(customer, id))
    return id


def public(world: World, **filters: str) -> list[UUID]:
    """The ids of what everybody may see, newest first."""
    asked = TestimonialQuery.model_validate(filters, strict=False)
    with world.app.database.reading() as session:
        found = shown_to_all(session, asked, asked.within(world.app.settings.business, of="t"))
    return [one.id for one in found.items]


def shown(world: World, customer: UUID, id: UUID) -> dict[str, Any]:
    with world.app.database.reading() as session:
        return load_testimonial(session, customer, id).model_dump(mode="json", by_alias=True)


def test_what_was_said_is_told_with_exactly_its_fields(world: World) -> None:
    customer, event = world.has_customer(), uuid4()

    id = said(world, customer, replace(PRAISE, related_event_id=event), approved=False)

    assert world.events(id) == [
        (
            "CustomerTestimonialReceived",
            {
                "testimonialId": str(id),
                "customerId": str(customer),
                "content": "The best gala",
                "rating": 5,
                "relatedEventId": str(event),
                "isPublic": True,
                "receivedAt": "2026-03-02T09:00:00.000000Z",
            },
        )
    ]


def test_everybody_sees_what_is_public_agreed_to_and_approved_and_nothing_else(world: World) -> None:
    customer = world.has_customer()
    seen = said(world, customer)
    said(world, customer, approved=False)
    said(world, customer, replace(PRAISE, is_public=False))
    said(world, customer, replace(PRAISE, is_public=False), consent=PublicationConsent())

    assert public(world) == [seen]
    with raises(Invalid):
        said(world, customer, consent=PublicationConsent())


@mark.parametrize("ends", [WithdrawTestimonial, RejectTestimonial, UnapproveTestimonial])
def test_what_is_withdrawn_rejected_or_unapproved_is_gone_from_the_list_at_once(
    world: World, ends: type[TestimonialCommand]
) -> None:
    customer = world.has_customer()
    id = said(world, customer)

    world.send(ends(customer, id))

    assert public(world) == []
    assert shown(world, customer, id)["isApproved"] is False
    with world.app.database.reading() as session:
        assert summary(session, None).count == 0


@mark.parametrize("gone", ["erased", "archived"])
def test_what_somebody_said_who_is_erased_or_archived_is_gone_from_the_list_at_once(world: World, gone: str) -> None:
    customer, other = world.has_customer(), world.has_customer()
    said(world, customer)
    stays = said(world, other)

    if gone == "erased":
        world.send(wish(world, customer))
    else:
        world.archives(customer)

    assert public(world) == [stays]
    with world.app.database.reading() as session:
        assert summary(session, None).count == 1


def test_an_erased_contacts_words_are_gone_and_the_customers_stay(world: World) -> None:
    customer = world.has_customer()
    ada = world.send(AddContact(customer, ContactDetails("Ada", "L", "ada@example.com"))).id
    said(world, customer, contact_id=ada)
    stays = said(world, customer)

    erased(world, customer, ada)

    assert public(world) == [stays]
    with raises(ContactNotFound):
        said(world, customer, contact_id=ada)


def test_an_edit_keeps_what_the_author_wrote(world: World) -> None:
    customer = world.has_customer()
    id = said(world, customer)

    for content in ("The best gala.", "The best gala!"):
        world.send(UpdateTestimonial(customer, id, provided={"content": content}))

    one = shown(world, customer, id)
    assert (one["content"], one["originalContent"], one["status"]) == ("The best gala!", "The best gala", "Approved")
    assert public(world, query="gala") == [id]


@mark.parametrize(
    ("filters", "count"),
    [
        ({"rating": "5"}, 1),
        ({"rating": "4"}, 0),
        ({"query": "BEST ga"}, 1),
        ({"query": "est"}, 0),
        ({"query": "ada"}, 1),
        ({"query": "100%"}, 0),
        ({"query": "'; DROP TABLE"}, 0),
        ({"relatedEventId": str(UUID(int=1))}, 0),
    ],
)
def test_it_is_found_by_stars_words_and_event(world: World, filters: dict[str, str], count: int) -> None:
    said(world, world.has_customer())

    assert len(public(world, **filters)) == count


def test_ratings_are_counted(world: World) -> None:
    customer, event = world.has_customer(), uuid4()
    for rating in (5, 5, 4):
        said(world, customer, replace(PRAISE, rating=rating, related_event_id=event))
    said(world, customer, replace(PRAISE, rating=1))

    with world.app.database.reading() as session:
        about, everything, none = (summary(session, one) for one in (event, None, uuid4()))

    assert (about.count, about.average, about.by_rating["5"]) == (3, 4.67, 2)
    assert (everything.count, everything.average) == (4, 3.75)
    assert (none.count, none.average) == (0, None)


@mark.parametrize("kind", [ApproveTestimonial, RejectTestimonial, WithdrawTestimonial])
def test_nothing_is_decided_twice_and_what_is_withdrawn_stays_so(world: World, kind: type[TestimonialCommand]) -> None:
    customer = world.has_customer()
    id = said(world, customer, approved=False)
    world.send(kind(customer, id))

    with raises(WrongMove):
        world.send(kind(customer, id))
    if kind is WithdrawTestimonial:
        for other in (ApproveTestimonial, RejectTestimonial, UnapproveTestimonial):
            with raises(WrongMove):
                world.send(other(customer, id))
        with raises(WrongMove):
            world.send(UpdateTestimonial(customer, id, provided={"content": "x"}))


def test_another_customers_is_as_absent_as_none(world: World) -> None:
    id = said(world, world.has_customer())

    with raises(TestimonialNotFound):
        world.send(ApproveTestimonial(world.has_customer(), id))
    with raises(TestimonialNotFound):
        shown(world, world.has_customer(), id)
