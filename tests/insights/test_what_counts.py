"""What insights are made of: the words of those who agree to it, as they wrote them, each read once."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from pytest import MonkeyPatch, raises
from sqlalchemy import update

from shared.adapters.ai.language_model import Advice, Declined, Facts
from shared.adapters.ai.text_analysis import Sentiment
from shared.consents.values import Consent, ConsentPurpose
from shared.contacts.commands import AddContact, ChangeContactConsent
from shared.contacts.values import ContactDetails
from shared.customers.commands import UpdatePreferences
from shared.insights import portraits
from shared.insights.asking import draft, refresh
from shared.insights.commands import DecideSuggestion, MarkChanged
from shared.insights.errors import NoProcessingConsent
from shared.insights.queries import across_customers
from shared.insights.requests import InsightQuery
from shared.insights.tables import insight_refreshes
from shared.insights.values import SuggestionStatus
from shared.merges.commands import StartMerge
from shared.platform.web.paging import Window
from shared.platform.web.problem import Unavailable
from tests.support.insights import (
    ANGRY,
    PLEASED,
    complains,
    counting,
    findings_of,
    hears,
    insight_of,
    refreshes,
    says,
    suggested,
    switched_off,
)
from tests.support.merging import carries_out
from tests.support.world import World

REFUSED = Consent(ConsentPurpose.DATA_PROCESSING, granted=False)


def withdraws(world: World, customer: UUID) -> None:
    world.send(UpdatePreferences(customer, provided={"consents": {"data_processing": False}}))


def has_ada(world: World, customer: UUID) -> UUID:
    return world.send(AddContact(customer, ContactDetails("Ada", "Lovelace", "ada@example.com", "+493012345678"))).id


# ---- who agrees


def test_what_is_known_is_not_shown_from_the_moment_of_a_withdrawal(world: World) -> None:
    customer = world.has_customer()
    says(world, customer, ANGRY)
    hears(world)
    refreshes(world)

    withdraws(world, customer)

    for shown in (insight_of, suggested):
        with raises(NoProcessingConsent):
            shown(world, customer)
    with world.app.database.reading() as session:
        assert list(across_customers(session, InsightQuery(), Window(1, 10, None, "")).items) == []


def test_a_withdrawal_counts_also_while_insights_are_off(world: World) -> None:
    customer = world.has_customer()
    says(world, customer, ANGRY)
    hears(world)
    switched_off(world)

    withdraws(world, customer)
    hears(world)

    assert findings_of(world, customer) == {}


def test_of_a_contact_that_withdrew_its_consent_later_nothing_counts_any_more(world: World) -> None:
    customer = world.has_customer()
    contact = has_ada(world, customer)
    says(world, customer, ANGRY)
    hears(world)
    assert len(suggested(world, customer)) == 1

    world.send(ChangeContactConsent(customer, contact, REFUSED))
    assert suggested(world, customer) == []
    with raises(NoProcessingConsent):
        draft(world.app, customer, contact, "invite")
    refresh(world.app, customer)
    assert (findings_of(world, customer), texts_of(world, customer)) == ({}, 0)

    world.days_pass(1)
    world.send(ChangeContactConsent(customer, contact, replace(REFUSED, granted=True)))
    refresh(world.app, customer)
    assert texts_of(world, customer) == len(suggested(world, customer)) == 1


def test_the_timer_forgets_what_such_a_contact_said(world: World) -> None:
    customer = world.has_customer()
    contact = has_ada(world, customer)
    says(world, customer, ANGRY)
    hears(world)

    world.send(ChangeContactConsent(customer, contact, REFUSED))
    refreshes(world)

    assert (findings_of(world, customer), texts_of(world, customer)) == ({}, 0)


def texts_of(world: World, customer: UUID) -> int:
    known = insight_of(world, customer)
    assert known
    return known.texts_analysed


def test_a_refresh_during_a_merge_leaves_what_was_decided(world: World) -> None:
    source, target = world.has_customer("Source"), world.has_customer("Target")
    says(world, source, ANGRY)
    hears(world)
    [suggestion] = suggested(world, source)
    world.send(DecideSuggestion(source, suggestion.id, SuggestionStatus.ACCEPTED))

    merge = world.send(StartMerge(source_id=source, target_id=target)).id
    world.send(MarkChanged(source))
    with world.app.database.transaction() as session:
        session.execute(update(insight_refreshes).values(DueAt=world.now - timedelta(days=1)))
        session.commit()
    refreshes(world)
    carries_out(world, merge)
    hears(world)
    refreshes(world)

    assert [one.status for one in suggested(world, target)] == [SuggestionStatus.ACCEPTED]


# ---- what is read


def test_texts_beyond_the_latest_findings_are_read_once(world: World, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(portraits, "MOST", 3)
    customer = world.has_customer()
    for days in range(3):
        says(world, customer, ANGRY, at=world.now - timedelta(days=1 + days))
        complains(world, customer)
    hears(world)
    asked = counting(world).asked

    refresh(world.app, customer)

    assert [one for one in asked if one.startswith("analyse")] == []


def test_the_notes_of_a_call_are_read(world: World) -> None:
    customer = world.has_customer()
    called = says(world, customer, "Call about an invoice", notes=ANGRY)
    hears(world)

    assert findings_of(world, customer) == {called: Sentiment.NEGATIVE}


def test_what_a_text_quotes_and_how_it_is_set_is_not_its_writers(world: World) -> None:
    customer = world.has_customer()
    quoting = says(world, customer, f"{PLEASED}\n\nOn Mon, 2 Mar 2026, Acme wrote:\n> {ANGRY}\n> {ANGRY}")
    marked = says(world, customer, '<style>.bad {color: red}</style><p class="error fail">The invoice, please</p>')
    hears(world)

    assert findings_of(world, customer) == {quoting: Sentiment.POSITIVE, marked: Sentiment.NEUTRAL}


def test_what_was_found_before_a_failure_is_not_looked_for_again(world: World, monkeypatch: MonkeyPatch) -> None:
    customer = world.has_customer()
    called = says(world, customer, ANGRY)
    services = counting(world)

    def declines(_facts: Facts) -> Advice:
        raise Declined("It refused.")

    monkeypatch.setattr(services, "advise", declines)
    with raises(Unavailable):
        refresh(world.app, customer)

    assert findings_of(world, customer) == {called: Sentiment.NEGATIVE}


# ---- what a model of somebody else is told


def test_a_model_that_is_not_ours_is_told_of_nobody(world: World) -> None:
    customer = world.has_customer()
    has_ada(world, customer)
    world.send(UpdatePreferences(customer, provided={"interests": ("jazz with Ada Lovelace",)}))
    for _ in range(2):
        says(world, customer, "Please ask Ada Lovelace about IBAN DE89370400440532013000 and the projector lamp.")
    services = counting(world, remote=True)
    refresh(world.app, customer)

    refresh(world.app, customer)

    told = repr(services.told)
    assert len(services.told) >= 1
    assert "projector lamp" in told
    for secret in ("Ada", "Lovelace", "ada", "de8937", "DE8937"):
        assert secret not in told, secret
