"""What is done with merges, for tests that look at every statement."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from uuid import UUID

from sqlalchemy import select

from shared.attachments.names import COMMUNICATION_ATTACHMENTS
from shared.communications.opting_out import NoteBounce
from shared.complaints.queries import load_complaint
from shared.complaints.tables import complaints
from shared.concepts import holdings, merging
from shared.consents.values import Consent, ConsentPurpose
from shared.contacts.commands import AddContact, ChangeContactConsent
from shared.contacts.values import ContactDetails
from shared.customers.commands import ChangeConsent, UpdateContactInfo
from shared.customers.values import CommunicationType, ContactInfo, CustomerType, Profile
from shared.duplicates.commands import DismissDuplicate, FindDuplicates
from shared.duplicates.errors import NoDuplicates
from shared.duplicates.finding import portrait_of_new
from shared.duplicates.names import SCAN
from shared.duplicates.queries import across_customers, lookalikes, of_customer, pairs_with
from shared.duplicates.requests import DuplicateQuery
from shared.duplicates.scan import SUBJECT
from shared.imports.queries import customers_brought
from shared.merges.activities import resume
from shared.merges.commands import StartMerge
from shared.merges.preview import preview
from shared.merges.queries import list_merges
from shared.merges.requests import MergeQuery
from shared.merges.undo_commands import StartUndo
from shared.platform.jobs.commands import StartJob
from shared.privacy.data_export import data_export
from tests.support.erasing import erased
from tests.support.merging import ADA, BEN, carries_out, furnished, merge, merges, returns
from tests.support.world import World


def customers_become_one(world: World) -> None:
    """Both know Ada; the source knows Ben, too, and some of its addresses are gone."""
    gone, old, two = world.has_customer("Gone"), furnished(world, "Older", BEN), furnished(world, "Newer", ADA)
    one = furnished(world, "One", replace(ADA, phone="+4930999"), BEN)
    world.app.blobs.put(COMMUNICATION_ATTACHMENTS, f"{gone}/{gone}", BytesIO(b"left over"))
    merges(world, gone, one)
    erased(world, gone)
    merges(world, old, one)
    for customer, address in ((one, "x@gone.example.com"), (two, "x@gone.example.com"), (one, "y@gone.example.com")):
        for _ in range(5):
            world.send(NoteBounce(customer, None, address, hard=False))
    for granted in (True, False):
        world.send(ChangeConsent(one, Consent(ConsentPurpose.MARKETING, granted, CommunicationType.EMAIL)))
    contact = UUID(world.contacts(one)[0]["id"])
    world.send(ChangeContactConsent(one, contact, Consent(ConsentPurpose.DATA_PROCESSING, False)))
    wanted = StartMerge(source_id=one, target_id=two)
    with world.app.database.reading() as session:
        preview(session, wanted, merging(), 50)
    id = merges(world, one, two)
    query, business = MergeQuery.model_validate({"customerId": two, "pageSize": 1}), world.app.settings.business
    with world.app.database.reading() as session:
        page = list_merges(session, query, query.within(business, of="m"), merging())
        onwards = query.model_copy(update={"cursor": page.next_cursor})
        list_merges(session, onwards, onwards.within(business, of="m"), merging())
    world.timeline(two)
    with world.app.database.reading() as session:
        [complaint, *_] = session.scalars(select(complaints.c.Id).where(complaints.c.CustomerId == two))
        load_complaint(session, one, complaint)
    data_export(world.app, holdings(), two, contact)
    world.send(StartUndo(id, merging()))
    merge(world, id)
    returns(world, id)
    begun = world.send(wanted).id
    resume(world.app, world.now + timedelta(days=1))
    carries_out(world, begun)
    erased(world, two, UUID(world.contacts(two)[0]["id"]))
    world.days_pass(60)
    world.forgets()
    world.days_pass(366 * 7)
    world.forgets()


def duplicates_are_found(world: World) -> None:
    """By a scan, by a change, and when somebody asks; some are dismissed, some change, some go."""
    phone, third = "+49307654321", world.has_customer("Borealis")
    one, two = (world.has_customer(f"Aurora Events {form}", primary_phone=phone) for form in ("GmbH", "Ltd"))
    for name in ("Events Berlin", "Events Bern", "Events Bonn") * 8:
        world.has_customer(name)
    world.send(AddContact(third, ContactDetails("Cleo", "C", "cleo@borealis.example.com")))
    for _ in range(2):
        world.send(StartJob(SCAN, SUBJECT))
        world.works()
    query, business = DuplicateQuery.model_validate({"pageSize": 1, "minScore": 1.0}), world.app.settings.business
    brought = customers_brought(one)
    with world.app.database.reading() as session:
        page = across_customers(session, query, query.within(business, of="d"))
        across_customers(session, query, query.within(business, of="d"), brought=brought)
        onwards = query.model_copy(update={"cursor": page.next_cursor})
        across_customers(session, onwards, onwards.within(business, of="d"))
        of_customer(session, one)
        pairs_with(session, brought)
        profile = Profile("Aurora Events", industry=None, type=CustomerType.ENTERPRISE)
        lookalikes(session, portrait_of_new(profile, ContactInfo("new@x.example", primary_phone=phone)))
    world.send(UpdateContactInfo(two, provided={"primary_phone": "+4940111111"}))
    world.send(FindDuplicates(two))
    world.send(UpdateContactInfo(two, provided={"primary_phone": phone}))
    world.send(FindDuplicates(two))
    world.send(DismissDuplicate(one, two))
    world.send(FindDuplicates(two))
    with world.app.database.reading() as session:
        of_customer(session, one)
    twins = [world.has_customer("Corona Catering", primary_phone="+49409999999") for _ in range(2)]
    world.send(FindDuplicates(twins[1]))
    world.send(DismissDuplicate(*twins))
    with suppress(NoDuplicates):
        world.send(DismissDuplicate(one, third))
    world.archives(third)
    world.send(FindDuplicates(third))
