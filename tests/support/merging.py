"""Merges as tests make and see them; what orchestrates the steps is tested with the host."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from shared.attachments.tables import attachments
from shared.communications.commands import SendMessage
from shared.communications.tables import communications
from shared.communications.values import Content, Recipient
from shared.complaints.commands import CommentOnComplaint, SubmitComplaint
from shared.complaints.tables import complaint_comments, complaints
from shared.concepts import merging
from shared.contacts.commands import AddContact
from shared.contacts.values import ContactDetails
from shared.customers.values import CommunicationType
from shared.follow_ups.commands import CreateFollowUp
from shared.follow_ups.tables import follow_ups
from shared.merges import activities
from shared.merges.commands import StartMerge
from shared.merges.queries import load_merge
from shared.merges.undo_commands import StartUndo
from shared.platform.merging import Moves
from shared.platform.persistence.aliases import AnyColumn
from shared.testimonials.commands import SubmitTestimonial
from shared.testimonials.tables import testimonials
from shared.testimonials.values import PublicationConsent
from tests.support.samples import MATTER, PRAISE, attachment, task
from tests.support.world import World

KINDS = merging()
MOVING = [kind.what for kind in KINDS if isinstance(kind, Moves) and not kind.with_contacts]


def carries_out(world: World, merge_id: UUID) -> dict[str, Any]:
    """Every step of a merge that was asked for."""
    if activities.take_over_contacts(world.app, KINDS, merge_id)["goesOn"]:
        for what in MOVING:
            assert activities.move_records(world.app, KINDS, merge_id, what)["isLast"]
        activities.complete(world.app, KINDS, merge_id)
    return merge(world, merge_id)


def merges(world: World, source: UUID, target: UUID, **more: Any) -> UUID:
    """One customer is merged into another. Returns the merge's id."""
    id = world.send(StartMerge(source_id=source, target_id=target, **more)).id
    carries_out(world, id)
    return id


def undoes(world: World, merge_id: UUID) -> dict[str, Any]:
    """A merge is undone, step by step."""
    world.send(StartUndo(merge_id, KINDS))
    return returns(world, merge_id)


def returns(world: World, merge_id: UUID) -> dict[str, Any]:
    """Every step of an undo that was asked for."""
    for what in MOVING:
        assert activities.return_records(world.app, KINDS, merge_id, what)["isLast"]
    activities.complete(world.app, KINDS, merge_id, undo=True)
    return merge(world, merge_id)


def merge(world: World, merge_id: UUID) -> dict[str, Any]:
    """A merge as the API shows it."""
    with world.app.database.reading() as session:
        return load_merge(session, merge_id, KINDS).model_dump(mode="json", by_alias=True)


ADA = ContactDetails("Ada", "Lovelace", "ada@example.com")
BEN = ContactDetails("Ben", "Nguyen", "ben@example.com", "+49301234567")


def furnished(world: World, company: str, *people: ContactDetails, email: str = "") -> UUID:
    """A customer with one of everything, and these contacts."""
    customer = world.has_customer(company, email or f"{uuid4().hex}@example.com")
    for person in people:
        world.send(AddContact(customer, person, tags=(company.casefold(),)))
    contact = UUID(world.contacts(customer)[0]["id"]) if people else None
    recipient = Recipient(email=world.shown(customer)["contactInfo"]["primaryEmail"])
    world.send(
        SendMessage(
            customer_id=customer, type=CommunicationType.EMAIL, recipient=recipient, content=Content("Hi", "Dear")
        )
    )
    world.send(CreateFollowUp(customer, task(world)))
    complaint = world.send(SubmitComplaint(customer_id=customer, matter=MATTER, contact_id=contact)).id
    world.send(CommentOnComplaint(customer, complaint, "Cold indeed", is_internal=True))
    consent = PublicationConsent(world.now, "form")
    world.send(SubmitTestimonial(customer_id=customer, praise=PRAISE, consent=consent, contact_id=contact))
    world.send(replace(attachment(world), customer_id=customer))
    return customer


TABLES = (communications, follow_ups, complaints, complaint_comments, testimonials, attachments)


def rows_of(world: World, customer: UUID) -> dict[str, int]:
    """How many rows of each kind a customer has."""
    with world.app.database.reading() as session:
        return {
            table.name: len(session.execute(select(table.c.Id).where(table.c.CustomerId == customer)).all())
            for table in TABLES
        }


def contact_of(world: World, column: AnyColumn, customer: UUID) -> list[UUID | None]:
    with world.app.database.reading() as session:
        return sorted(session.scalars(select(column).where(column.table.c.CustomerId == customer)), key=str)


ONE_OF_EACH = dict.fromkeys((table.name for table in TABLES), 1)
TWO_OF_EACH = dict.fromkeys((table.name for table in TABLES), 2)
NOTHING = dict.fromkeys((table.name for table in TABLES), 0)
