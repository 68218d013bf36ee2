"""What there is to do about insights, for tests that look at every statement."""

from uuid import uuid4

from pytest import raises

from shared.communications.queries import words_of
from shared.concepts import holdings
from shared.consents.values import Consent, ConsentPurpose
from shared.contacts.commands import AddContact
from shared.contacts.values import ContactDetails
from shared.customers.commands import ChangeConsent
from shared.insights import asking, queries
from shared.insights.commands import DecideSuggestion
from shared.insights.errors import AlreadyDecided, SuggestionNotFound
from shared.insights.fitting import SUBJECT
from shared.insights.names import FIT
from shared.insights.requests import InsightOrder, InsightQuery, SuggestionQuery
from shared.insights.usage import TokenMeter
from shared.insights.values import SuggestionStatus
from shared.platform.jobs.commands import StartJob
from shared.platform.resilience import Unreachable
from shared.privacy.data_export import data_export
from shared.testimonials.commands import SubmitTestimonial
from shared.testimonials.values import Praise, PublicationConsent
from tests.support.erasing import erased
from tests.support.insights import (
    ANGRY,
    PLEASED,
    booked,
    complains,
    counting,
    hears,
    refreshes,
    says,
    suggested,
    with_ai,
)
from tests.support.world import World


def insights_are_made(world: World) -> None:
    """By events, by the timer, and when somebody asks; suggestions are decided, and what is old goes."""
    business = world.app.settings.business
    one, two = world.has_customer(), world.has_customer()
    contact = world.send(AddContact(one, ContactDetails("Ada", "Lovelace", f"{uuid4().hex}@example.com"))).id
    called = says(world, one, ANGRY)
    complains(world, one)
    booked(world, one, 4, "1000.00")
    hears(world)
    says(world, two, PLEASED)
    consent = PublicationConsent(world.now, "form")
    praise = Praise(PLEASED, 5, "Ada L.", None, is_public=True)
    world.send(SubmitTestimonial(customer_id=two, praise=praise, consent=consent))
    services = world.app.ai
    counting(world).failure = Unreachable("It is away.")
    refreshes(world)
    with_ai(world, analysis=services.analysis, model=services.model)
    world.days_pass(1)
    refreshes(world)
    for customer in (one, two):
        asking.refresh(world.app, customer)
        asking.lifetime_value(world.app, customer)
    asking.draft(world.app, one, contact, "invite to the fair")
    world.has_customer()
    world.send(StartJob(FIT, SUBJECT))
    world.works()
    with world.app.database.reading() as session:
        words_of(session, [called])
        queries.load_churn(session, one)
        queries.fitted(session)
        for order in InsightOrder:
            asked = {"sortBy": order, "pageSize": 1, "minChurnRisk": 0.0, "maxSentimentScore": 100.0}
            query = InsightQuery.model_validate(asked, strict=False)
            page = queries.across_customers(session, query, query.within(business, of="i"))
            onwards = query.model_copy(update={"cursor": page.next_cursor})
            queries.across_customers(session, onwards, onwards.within(business, of="i"))
        open_ones = SuggestionQuery(status=SuggestionStatus.OPEN)
        queries.suggestions_of(session, one, open_ones, open_ones.within(business, of="s"))
    [suggestion] = suggested(world, one)
    with world.app.database.reading() as session:
        queries.load_suggestion(session, one, suggestion.id)
    world.send(DecideSuggestion(one, suggestion.id, SuggestionStatus.DISMISSED))
    with raises(AlreadyDecided):
        world.send(DecideSuggestion(one, suggestion.id, SuggestionStatus.ACCEPTED))
    with raises(SuggestionNotFound):
        world.send(DecideSuggestion(one, uuid4(), SuggestionStatus.ACCEPTED))
    meter = TokenMeter(world.app.mediator, world.app.clock, daily=100, prices=(1.0, 2.0))
    meter.reserve(60)(20, 10)
    meter.reserve(60)(0, 0)
    data_export(world.app, holdings(), one, None)
    data_export(world.app, holdings(), one, contact)
    erased(world, one, contact)
    world.send(ChangeConsent(two, Consent(ConsentPurpose.DATA_PROCESSING, granted=False)))
    hears(world)
    world.days_pass(400)
    world.forgets()
