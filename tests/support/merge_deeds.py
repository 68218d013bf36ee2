"""What is done with merges, for tests that look at every statement."""

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
from shared.contacts.commands import ChangeContactConsent
from shared.customers.commands import ChangeConsent
from shared.customers.values import CommunicationType
from shared.merges.activities import resume
from shared.merges.commands import StartMerge
from shared.merges.preview import preview
from shared.merges.queries import list_merges
from shared.merges.requests import MergeQuery
from shared.merges.undo_commands import StartUndo
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
