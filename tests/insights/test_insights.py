"""Insights are made of what happened, when it happened, in time, and when somebody asks; and only with consent."""

import threading
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from pytest import mark, raises
from sqlalchemy import select, update

from shared.adapters.ai.language_model import BudgetSpent, Declined, Intent
from shared.adapters.ai.text_analysis import Sentiment
from shared.consents.values import Consent, ConsentPurpose
from shared.contacts.commands import AddContact, ChangeContactConsent
from shared.contacts.values import ContactDetails
from shared.customers.commands import ChangeConsent, UpdatePreferences
from shared.customers.errors import CustomerArchived, CustomerNotFound
from shared.insights import asking
from shared.insights.commands import DecideSuggestion, KeepFinding, KeepInsight, MarkChanged
from shared.insights.errors import AlreadyDecided, InsightsOff, NoProcessingConsent, SuggestionNotFound
from shared.insights.fitting import SUBJECT
from shared.insights.names import FIT
from shared.insights.queries import across_customers, fitted
from shared.insights.refresh_commands import ClaimDue, KeepRefreshed
from shared.insights.requests import InsightQuery
from shared.insights.tables import insight_refreshes
from shared.insights.usage import TokenMeter
from shared.insights.values import SuggestionKind, SuggestionStatus, ValueMethod
from shared.platform.jobs.commands import StartJob
from shared.platform.resilience import Unreachable
from shared.platform.web.problem import Unavailable
from shared.testimonials.commands import SubmitTestimonial
from shared.testimonials.values import Praise, PublicationConsent
from tests.support.erasing import erased
from tests.support.insights import (
    ANGRY,
    PLEASED,
    booked,
    complains,
    counting,
    finding,
    findings_of,
    hears,
    insight,
    insight_of,
    kept,
    refreshes,
    says,
    suggested,
    switched_off,
    with_ai,
)
from tests.support.merging import merges
from tests.support.world import World

REFUSED = Consent(ConsentPurpose.DATA_PROCESSING, granted=False)
r = insight_refreshes.c


# ---- from events


def test_a_text_is_read_as_it_comes_and_its_intent_suggests_something(world: World) -> None:
    customer = world.has_customer()
    called = says(world, customer, ANGRY)
    hears(world)

    assert findings_of(world, customer) == {called: Sentiment.NEGATIVE}
    [suggestion] = suggested(world, customer)
    assert (suggestion.kind, suggestion.status) == (SuggestionKind.FILE_COMPLAINT, SuggestionStatus.OPEN)
    assert (suggestion.source_id, suggestion.model) == (called, "local-rules-2")
    assert world.app.mediator.send(MarkChanged(customer))
    assert [name for name, _ in world.events(customer) if "Complaint" in name] == []  # nothing was filed


def test_complaints_and_testimonials_are_read_and_suggest_nothing(world: World) -> None:
    customer = world.has_customer()
    complaint = complains(world, customer)
    praise = Praise(PLEASED, 5, "Ada L.", None, is_public=False)
    testimonial = world.send(
        SubmitTestimonial(customer_id=customer, praise=praise, consent=PublicationConsent(world.now, "form"))
    ).id
    hears(world)

    assert findings_of(world, customer) == {complaint: Sentiment.NEGATIVE, testimonial: Sentiment.POSITIVE}
    assert suggested(world, customer) == []


def test_whatever_comes_twice_is_read_once(world: World) -> None:
    customer = world.has_customer()
    says(world, customer, ANGRY)
    complains(world, customer)
    asked = counting(world).asked

    hears(world)
    first = list(asked)
    hears(world, again=True)
    refreshes(world)
    refreshes(world)

    assert len([one for one in first if one.startswith("analyse")]) == 2
    assert [one for one in asked[len(first) :] if one.startswith(("analyse", "classify"))] == []
    assert len(findings_of(world, customer)) == 2
    assert len(suggested(world, customer)) == 1


def test_if_a_service_is_away_a_text_is_read_by_the_next_refresh(world: World) -> None:
    customer = world.has_customer()
    called = says(world, customer, PLEASED)
    services = counting(world)
    services.failure = Unreachable("It is away.")
    hears(world)
    assert findings_of(world, customer) == {}

    services.failure = None
    refreshes(world)

    assert findings_of(world, customer) == {called: Sentiment.POSITIVE}


@mark.parametrize("failure", [Declined("It refused."), BudgetSpent("Used up.")])
def test_without_an_intent_a_text_has_its_sentiment_all_the_same(world: World, failure: Exception) -> None:
    customer = world.has_customer()
    says(world, customer, ANGRY)

    class Refusing:
        def classify(self, text: str, language: str | None) -> None:
            raise failure

    with_ai(world, model=Refusing())
    hears(world)

    assert list(findings_of(world, customer).values()) == [Sentiment.NEGATIVE]
    assert suggested(world, customer) == []


# ---- by the timer


def test_the_timer_makes_the_insights_of_everybody(world: World) -> None:
    glad, angry = world.has_customer("Glad Ltd"), world.has_customer("Angry Ltd")
    world.send(UpdatePreferences(glad, provided={"interests": ["jazz"]}))
    for days in (30, 20, 10, 1):
        says(world, glad, PLEASED, at=world.now - timedelta(days=days))
    says(world, angry, ANGRY)
    complains(world, angry)
    hears(world)

    assert refreshes(world) == 2
    one, other = insight_of(world, glad), insight_of(world, angry)

    assert one
    assert other
    assert one.sentiment_score > 75 > 25 > other.sentiment_score
    assert (one.engagement_level, other.engagement_level) == ("High", "Medium")
    assert one.churn_risk < other.churn_risk
    assert one.key_interests[0] == "jazz"
    assert (one.total_interactions, one.texts_analysed, one.model) == (4, 4, "local-rules-2")
    assert other.recommended_actions[0] == "Resolve the open complaints (1) before anything else is offered."
    assert 3 <= len(one.recommended_actions) <= 5
    assert refreshes(world) == 0  # nobody is due


def test_whoever_changed_comes_first_and_the_others_in_their_time(world: World) -> None:
    quiet, lively = world.has_customer(), world.has_customer()
    hears(world)
    refreshes(world)
    world.days_pass(2)
    says(world, lively, PLEASED)
    hears(world)

    [first] = world.send(ClaimDue(uuid4(), 1)).ids
    [second] = world.send(ClaimDue(uuid4(), 1)).ids

    assert (first, second) == (lively, quiet)
    assert world.send(ClaimDue(uuid4(), 1)).ids == []


def test_figures_are_made_anew_when_their_time_has_come(world: World) -> None:
    customer = world.has_customer()
    for days in (40, 33, 26, 19, 12, 5):
        says(world, customer, PLEASED, at=world.now - timedelta(days=days))
    hears(world)
    refreshes(world)
    before = insight_of(world, customer)
    world.now += timedelta(hours=20)
    assert refreshes(world) == 0
    world.days_pass(90)
    assert refreshes(world) == 1
    after = insight_of(world, customer)

    assert before
    assert after
    assert after.churn_risk > before.churn_risk
    assert after.generated_at > before.generated_at


def test_a_worker_that_dies_loses_nothing(world: World) -> None:
    customers = [world.has_customer() for _ in range(3)]
    hears(world)
    claimed = world.send(ClaimDue(uuid4(), 10)).ids
    assert set(claimed) == set(customers)  # and whoever has them is killed here
    assert refreshes(world) == 0

    with world.app.database.transaction() as session:
        session.execute(update(insight_refreshes).values(LeaseUntil=world.now - timedelta(days=1)))
        session.commit()

    assert refreshes(world) == 3
    assert kept(world) == set(customers)


def test_of_two_insights_the_one_that_was_read_later_stays(world: World) -> None:
    customer = world.has_customer()
    late, early = world.now, world.now - timedelta(minutes=5)
    for at, score in ((late, "80.00"), (early, "20.00")):
        world.send(KeepInsight(insight(customer, at, sentiment_score=Decimal(score)), ()))

    found = insight_of(world, customer)
    assert found
    assert found.sentiment_score == Decimal("80.00")


def test_an_insight_of_a_clock_that_is_ahead_does_not_stay(world: World) -> None:
    customer = world.has_customer()
    for at, score in ((datetime.now(UTC) + timedelta(hours=1), "80.00"), (world.now, "20.00")):
        world.send(KeepInsight(insight(customer, at, sentiment_score=Decimal(score)), ()))

    found = insight_of(world, customer)
    assert found
    assert found.sentiment_score == Decimal("20.00")


def test_what_changes_while_it_is_made_is_due_again(world: World) -> None:
    customer = world.has_customer()
    hears(world)
    owner = uuid4()
    world.send(ClaimDue(owner, 10))
    read_at = world.now
    world.now += timedelta(minutes=1)
    world.send(MarkChanged(customer))
    world.send(KeepRefreshed(owner, read_at, [insight(customer, read_at)], [], {}, []))

    assert world.send(ClaimDue(uuid4(), 10)).ids == [customer]


def test_many_workers_make_each_once(world: World) -> None:
    customers = {world.has_customer() for _ in range(30)}
    hears(world)
    made, threads = list[int](), list[threading.Thread]()
    for _ in range(4):
        threads.append(threading.Thread(target=lambda: made.append(refreshes(world))))
        threads[-1].start()
    for one in threads:
        one.join()

    assert sum(made) == 30
    assert kept(world) == customers


def test_where_a_service_is_away_what_is_known_stays_and_is_marked(world: World) -> None:
    customer = world.has_customer()
    says(world, customer, PLEASED)
    hears(world)
    refreshes(world)
    before = insight_of(world, customer)
    services = counting(world)
    services.failure = Unreachable("It is away.")
    world.days_pass(2)
    assert refreshes(world) == 0

    stale = insight_of(world, customer)
    assert before
    assert stale
    assert (stale.stale, stale.stale_since) == (True, world.now)
    assert stale.model_copy(update={"stale": False, "stale_since": None}) == before
    assert refreshes(world) == 0  # it is left alone for a quarter of an hour
    asked = len(services.asked)

    services.failure = None
    world.now += timedelta(minutes=16)
    assert refreshes(world) == 1
    assert len(services.asked) > asked
    fresh = insight_of(world, customer)
    assert fresh
    assert (fresh.stale, fresh.stale_since) == (False, None)


def test_while_nothing_works_a_run_ends_after_one_batch(world: World) -> None:
    for _ in range(40):
        world.has_customer()
    hears(world)
    services = counting(world, remote=True)
    services.failure = Unreachable("It is away.")

    assert refreshes(world) == 0
    assert len(services.asked) == 16


def test_words_are_asked_for_anew_only_if_their_facts_changed(world: World) -> None:
    customer = world.has_customer()
    says(world, customer, PLEASED)
    hears(world)
    services = counting(world, remote=True)
    refreshes(world)
    world.days_pass(2)
    refreshes(world)
    assert [one.split()[0] for one in services.asked].count("advise") == 1

    complains(world, customer)
    hears(world)
    refreshes(world)
    assert [one.split()[0] for one in services.asked].count("advise") == 2


def test_a_model_that_is_not_ours_sees_nobodys_name_and_no_address(world: World) -> None:
    customer = world.has_customer("Borealis Ltd")
    world.send(AddContact(customer, ContactDetails("Ada", "Lovelace", "ada@example.com")))
    says(world, customer, "Ada Lovelace of Borealis Ltd here, ada@example.com, +49 30 1234567: the sound was terrible.")
    services = counting(world, remote=True)
    refreshes(world)
    hears(world)
    refreshes(world)
    asking.draft(world.app, customer, None, "answer Ada (ada@example.com)")

    told = " ".join(one for one in services.asked if one.split()[0] in ("classify", "advise", "draft"))
    assert "terrible" in told
    for secret in ("Ada", "Lovelace", "Borealis", "example.com", "1234567"):
        assert secret not in told


# ---- consent, erasure, merges


def test_without_consent_nothing_is_asked(world: World) -> None:
    customer = world.has_customer()
    world.send(ChangeConsent(customer, REFUSED))
    says(world, customer, ANGRY)
    complains(world, customer)
    services = counting(world)
    hears(world)
    world.send(MarkChanged(customer))  # as it was due before
    refreshes(world)
    for ask in (
        lambda: asking.refresh(world.app, customer),
        lambda: asking.analyse(world.app, customer, ANGRY),
        lambda: asking.classify(world.app, customer, ANGRY),
        lambda: asking.draft(world.app, customer, None, "p"),
        lambda: asking.lifetime_value(world.app, customer),
    ):
        with raises(NoProcessingConsent):
            ask()

    assert services.asked == []
    assert kept(world) == set()


def test_whoever_withdraws_consent_loses_what_was_made(world: World) -> None:
    customer = world.has_customer()
    says(world, customer, ANGRY)
    hears(world)
    refreshes(world)
    assert kept(world) == {customer}

    world.send(UpdatePreferences(customer, provided={"consents": {"data_processing": False}}))
    hears(world)

    assert (kept(world), findings_of(world, customer)) == (set(), {})
    world.send(UpdatePreferences(customer, provided={"consents": {"data_processing": True}}))
    assert suggested(world, customer) == []


def test_the_words_of_a_contact_that_withdrew_its_consent_are_not_read(world: World) -> None:
    customer = world.has_customer()
    details = ContactDetails("Ada", "Lovelace", "ada@example.com", phone="+493012345678")
    contact = world.send(AddContact(customer, details)).id
    world.send(ChangeContactConsent(customer, contact, REFUSED))
    says(world, customer, ANGRY)
    services = counting(world)
    hears(world)
    refreshes(world)

    assert [one for one in services.asked if one.startswith("analyse")] == []
    assert kept(world) == {customer}


def test_an_erased_customer_has_no_insight_and_gets_none(world: World) -> None:
    customer = world.has_customer()
    says(world, customer, ANGRY)
    hears(world)
    refreshes(world)
    owner = uuid4()
    world.days_pass(2)
    claimed = world.send(ClaimDue(owner, 10)).ids
    erased(world, customer)
    late = KeepRefreshed(owner, world.now, [insight(customer, world.now)], [finding(customer)], {}, [])

    assert claimed == [customer]
    assert world.send(late) == 0  # made from what was read before
    assert world.send(KeepFinding(finding(customer))) is False
    assert world.send(MarkChanged(customer)) is False
    hears(world, again=True)
    refreshes(world)
    assert (kept(world), findings_of(world, customer)) == (set(), {})
    with raises(CustomerNotFound):
        asking.refresh(world.app, customer)


def test_with_an_erased_contact_goes_what_was_found_in_its_words(world: World) -> None:
    customer = world.has_customer()
    details = ContactDetails("Ada", "Lovelace", "ada@example.com", phone="+493012345678")
    contact = world.send(AddContact(customer, details)).id
    says(world, customer, ANGRY)
    complaint = complains(world, customer)
    hears(world)
    refreshes(world)
    assert len(findings_of(world, customer)) == 2
    erased(world, customer, contact)

    assert findings_of(world, customer) == {complaint: Sentiment.NEGATIVE}
    assert (kept(world), suggested(world, customer)) == (set(), [])


def test_after_a_merge_the_target_is_judged_by_both(world: World) -> None:
    source, target = world.has_customer("Aurora Ltd"), world.has_customer("Aurora")
    called = says(world, source, ANGRY)
    hears(world)
    refreshes(world)
    [suggestion] = suggested(world, source)
    merges(world, source, target)
    hears(world)
    refreshes(world)

    assert kept(world) == {target}
    assert findings_of(world, target) == {called: Sentiment.NEGATIVE}
    assert [one.id for one in suggested(world, target)] == [suggestion.id]
    found = insight_of(world, target)
    assert found
    assert found.total_interactions == 1


# ---- switched off


def test_switched_off_nothing_is_read_made_or_shown(world: World) -> None:
    customer = world.has_customer()
    says(world, customer, ANGRY)
    switched_off(world)
    services = counting(world)
    hears(world)
    refreshes(world)
    world.send(StartJob(FIT, SUBJECT))
    world.works()
    with raises(InsightsOff):
        asking.refresh(world.app, customer)

    assert (services.asked, kept(world), findings_of(world, customer)) == ([], set(), {})


def test_whoever_came_while_it_was_off_is_found_by_the_nightly_job(world: World) -> None:
    customer = world.has_customer()
    assert refreshes(world) == 0  # nobody told
    world.send(StartJob(FIT, SUBJECT))
    world.works()

    assert refreshes(world) == 1
    assert kept(world) == {customer}


# ---- asked for


def test_who_is_archived_is_not_analysed(world: World) -> None:
    customer = world.has_customer()
    world.archives(customer)

    with raises(CustomerArchived):
        asking.refresh(world.app, customer)
    with raises(CustomerNotFound):
        asking.refresh(world.app, uuid4())


@mark.parametrize(
    "failure",
    [Unreachable("It is away."), Declined("It refused."), BudgetSpent("Used up.")],
    ids=lambda one: type(one).__name__,
)
def test_what_is_asked_of_a_service_that_does_not_answer_is_unavailable(world: World, failure: Exception) -> None:
    customer = world.has_customer()
    asking.refresh(world.app, customer)
    says(world, customer, ANGRY)
    services = counting(world)
    services.failure = failure

    with raises(Unavailable):
        asking.refresh(world.app, customer)
    with raises(Unavailable):
        asking.draft(world.app, customer, None, "p")
    found = insight_of(world, customer)
    assert found
    assert found.stale


def test_few_requests_wait_for_a_slow_service_and_the_others_are_told(world: World) -> None:
    customer = world.has_customer()
    begun, go_on = threading.Semaphore(0), threading.Event()

    class Slow:
        def analyse(self, _text: object) -> None:
            begun.release()
            go_on.wait()
            raise Unreachable("It was slow.")

    with_ai(world, analysis=Slow())
    told = list[str]()

    def asks() -> None:
        try:
            asking.analyse(world.app, customer, "x")
        except Unavailable as why:
            told.append(str(why))

    waiting = [threading.Thread(target=asks) for _ in range(asking.ROOM)]
    for one in waiting:
        one.start()
    for _ in waiting:
        begun.acquire()
    asks()
    assert told == ["The AI service has too much to do; try again shortly."]
    go_on.set()
    for one in waiting:
        one.join()
    assert len(told) == 1 + asking.ROOM


def test_a_draft_is_addressed_and_names_the_facts_it_used(world: World) -> None:
    customer = world.has_customer("Aurora Events")
    contact = world.send(AddContact(customer, ContactDetails("Ada", "Lovelace", "ada@example.com"))).id
    world.send(UpdatePreferences(customer, provided={"interests": ["jazz"], "preferred_language": "de-AT"}))

    made = asking.draft(world.app, customer, contact, "Einladung zum Sommerfest")

    assert made.subject == "Einladung zum Sommerfest"
    assert made.body.startswith("Guten Tag Ada Lovelace,")
    assert "jazz" in made.body
    assert made.facts_used == ("purpose", "language", "interests")
    assert "Aurora Events" in asking.draft(world.app, customer, None, "p").body
    assert world.audit_trail(customer).count("EmailQueued") == 0


def test_the_value_of_a_customer_names_what_it_is_from(world: World) -> None:
    customers = [world.has_customer() for _ in range(130)]
    world.days_pass(200)
    for number, one in enumerate(customers):
        last = world.now - timedelta(days=number % 150)
        booked(world, one, 1 + number % 6, f"{100 * (1 + number % 6) + number % 17}.00", last=last)
    world.send(StartJob(FIT, SUBJECT))
    world.works()

    value = asking.lifetime_value(world.app, one)

    assert value.method is ValueMethod.BG_NBD_GAMMA_GAMMA
    assert value.expected_value > 0
    assert [model.name for model in value.models] == ["bookings", "spending"]
    assert {factor.name for factor in value.factors} >= {"expectedBookings", "valueOfBooking", "probabilityAlive"}
    with world.app.database.reading() as session:
        shown = {model.name: model for model in fitted(session).models}
    assert shown["bookings"].customers == 130
    assert shown["bookings"].repeaters == 130 - 22
    assert shown["cohorts"].parameters["all"] == shown["cohorts"].parameters["Enterprise"]


def test_a_suggestion_is_decided_once(world: World) -> None:
    customer, other = world.has_customer(), world.has_customer()
    world.send(KeepFinding(finding(customer, intent=Intent.MEETING_REQUEST)))
    [suggestion] = suggested(world, customer)
    assert suggestion.kind is SuggestionKind.SCHEDULE_MEETING
    with raises(SuggestionNotFound):
        world.send(DecideSuggestion(other, suggestion.id, SuggestionStatus.ACCEPTED))

    decided = world.send(DecideSuggestion(customer, suggestion.id, SuggestionStatus.ACCEPTED), by="ben")

    assert (decided.status, decided.decided_by, decided.decided_at) == (SuggestionStatus.ACCEPTED, "ben", world.now)
    with raises(AlreadyDecided):
        world.send(DecideSuggestion(customer, suggestion.id, SuggestionStatus.DISMISSED))


def test_lists_go_by_risk_sentiment_and_value_with_cursors(world: World) -> None:
    ids = [world.has_customer(f"Aurora {number}") for number in range(5)]
    for number, id in enumerate(ids):
        figures = {"churn_risk": Decimal(10 * number), "sentiment_score": Decimal(90 - 10 * number)}
        made = insight(id, world.now, **figures, expected_value=Decimal(f"{(number * 7) % 5}.50"))
        world.send(KeepInsight(made, ()))
    world.archives(ids[4])

    def listed(**asked: object) -> list[UUID]:
        found, cursor = list[UUID](), None
        while True:
            query = InsightQuery.model_validate({"pageSize": 2, "cursor": cursor, **asked}, strict=False)
            with world.app.database.reading() as session:
                page = across_customers(session, query, query.within(world.app.settings.business, of="i"))
            found += [one.customer_id for one in page.items]
            cursor = page.next_cursor
            if cursor is None:
                return found

    assert listed() == [ids[3], ids[2], ids[1], ids[0]]
    assert listed(sortBy="sentimentScore") == [ids[3], ids[2], ids[1], ids[0]]
    assert listed(sortBy="-expectedValue") == [ids[2], ids[1], ids[3], ids[0]]
    assert listed(minChurnRisk=15.0, maxSentimentScore=75.0) == [ids[3], ids[2]]
    assert listed(riskLevel="High") == []


# ---- what is kept, and how much is used


def test_what_was_found_is_forgotten_with_its_time_and_not_found_anew(world: World) -> None:
    customer = world.has_customer()
    complains(world, customer)
    hears(world)
    refreshes(world)
    world.days_pass(366)
    world.forgets()
    services = counting(world)
    refreshes(world)

    assert findings_of(world, customer) == {}
    assert [one for one in services.asked if one.startswith("analyse")] == []


def test_the_tokens_of_a_day_are_for_all_instances(world: World) -> None:
    one, other = (TokenMeter(world.app.mediator, world.app.clock, daily=100, prices=(1.0, 2.0)) for _ in range(2))
    settle = one.reserve(60)
    with raises(BudgetSpent):
        other.reserve(60)
    settle(20, 10)
    other.reserve(60)(60, 0)
    with raises(BudgetSpent):
        one.reserve(11)
    one.reserve(10)
    world.days_pass(1)
    one.reserve(100)
    with raises(BudgetSpent):
        TokenMeter(world.app.mediator, world.app.clock, daily=0, prices=(1.0, 2.0)).reserve(1)


def test_a_refresh_costs_few_statements_however_many_it_is_for(world: World) -> None:
    for _ in range(50):
        customer = world.has_customer()
        says(world, customer, PLEASED)
    hears(world)

    with world.counted_statements() as counted:
        made = refreshes(world)

    assert made == 50
    assert len(counted) <= 4 * made
    assert len(counted) <= 40  # as many as for one, or nearly


def test_whoever_is_due_is_spread_over_the_interval(world: World) -> None:
    for _ in range(20):
        world.has_customer()
    hears(world)
    refreshes(world)
    with world.app.database.reading() as session:
        due = set(session.scalars(select(r.DueAt)))

    assert len(due) > 5
    assert all(timedelta(hours=21) < at - world.now <= timedelta(hours=24) for at in due)
