"""What somebody asks of the AI now, and waits for: few at a time, so that slow services keep nobody else waiting."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import UUID

from shared.adapters.ai.language_model import NAME, BudgetSpent, Declined, Draft, IntentFinding
from shared.adapters.ai.text_analysis import Analysis, Text
from shared.consents.services import withdrawn
from shared.contacts.errors import ContactNotFound
from shared.contacts.queries import load_contacts
from shared.customers.errors import CustomerArchived
from shared.customers.queries import load_customer
from shared.insights.commands import KeepInsight, MarkStale
from shared.insights.errors import InsightsOff, NoProcessingConsent
from shared.insights.future import BOOKINGS, COHORTS, SPENDING, expected_value, load_models
from shared.insights.making import facts_of, make
from shared.insights.own_words import own_words
from shared.insights.portraits import Portrait, portraits
from shared.insights.queries import fitted
from shared.insights.refreshing import reason_of
from shared.insights.responses import LifetimeValueResponse, ValueFactor
from shared.insights.values import ValueMethod
from shared.platform.persistence.reading import ask
from shared.platform.resilience import Unreachable
from shared.platform.web.problem import Unavailable

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shared.platform.app import App

ROOM = 4
"""Requests that wait for an AI service at a time in one process; it has 32 threads for all of them."""
PATIENCE = 0.5
"""Seconds that a request waits for its turn."""

log = logging.getLogger(__name__)
_room = threading.BoundedSemaphore(ROOM)


@contextmanager
def _waiting() -> Iterator[None]:
    """Around a call of an AI service. Raises Unavailable if it has no room, or gives no answer that can be used."""
    if not _room.acquire(timeout=PATIENCE):
        raise Unavailable("The AI service has too much to do; try again shortly.")
    try:
        yield
    except Unreachable:
        raise Unavailable("The AI service does not answer; try again later.") from None
    except BudgetSpent:
        raise Unavailable("The AI service has done what it may do today; try again tomorrow.") from None
    except Declined as why:
        log.warning("A model gave no answer that could be used: %s", why)
        raise Unavailable("The AI service gave no answer that could be used.") from None
    finally:
        _room.release()


def refuse_if_off(app: App) -> None:
    """Raises InsightsOff."""
    if not app.settings.business.enable_ai_insights:
        raise InsightsOff


def portrait_of(app: App, customer_id: UUID) -> Portrait:
    """What is known of a customer. Raises InsightsOff, CustomerNotFound, CustomerArchived, NoProcessingConsent."""
    refuse_if_off(app)
    portrait = ask(app.database, _known, app, customer_id)
    if not portrait.customer.agrees:
        raise NoProcessingConsent
    return portrait


def _known(session: Session, app: App, customer_id: UUID) -> Portrait:
    found = portraits(session, [customer_id], app.clock(), app.settings.business).get(customer_id)
    if found is None:
        load_customer(session, customer_id)  # raises CustomerNotFound
        raise CustomerArchived
    return found


def refresh(app: App, customer_id: UUID) -> None:
    """Makes a customer's insight anew; where that fails, what is known is marked as stale.

    Raises what `portrait_of` does, and Unavailable.
    """
    portrait = portrait_of(app, customer_id)
    models = ask(app.database, load_models)
    with _waiting():
        made = make(app.ai, portrait, models)
        if made.insight is None and made.failure:
            app.mediator.send(MarkStale(customer_id, reason_of(made.failure), made.findings))
            raise made.failure
    assert made.insight is not None
    app.mediator.send(KeepInsight(made.insight, made.findings, portrait.silent))


def analyse(app: App, customer_id: UUID, text: str) -> Analysis:
    """What a text says. Nothing of it is kept. Raises what `refresh` does."""
    portrait = portrait_of(app, customer_id)
    with _waiting():
        return app.ai.analysis.analyse(Text(own_words(text), portrait.customer.language))


def classify(app: App, customer_id: UUID, text: str) -> tuple[IntentFinding, Analysis]:
    """What a text wants, and what it says. Nothing of it is kept. Raises what `refresh` does."""
    portrait, text = portrait_of(app, customer_id), own_words(text)
    with _waiting():
        found = app.ai.analysis.analyse(Text(text, portrait.customer.language))
        words = _redacted(app, portrait, text, found.language)
        return app.ai.model.classify(words, found.language or portrait.customer.language), found


def draft(app: App, customer_id: UUID, contact_id: UUID | None, purpose: str) -> Draft:
    """A mail to a customer, or one of its contacts, that nobody has sent. Raises ContactNotFound, and as `refresh`."""
    portrait = portrait_of(app, customer_id)
    reader = ask(app.database, _reader, customer_id, contact_id) if contact_id else portrait.customer.name
    models = ask(app.database, load_models)
    with _waiting():
        facts = facts_of(app.ai, portrait, models)
        asked = _redacted(app, portrait, purpose, facts.language)
        made = app.ai.model.draft(facts, asked)
    return made._replace(subject=made.subject.replace(NAME, reader), body=made.body.replace(NAME, reader))


def lifetime_value(app: App, customer_id: UUID) -> LifetimeValueResponse:
    """What a customer brought and will bring. Raises what `portrait_of` does."""
    portrait = portrait_of(app, customer_id)
    customer, models = portrait.customer, ask(app.database, load_models)
    future = expected_value(customer, models, portrait.read_at)
    factors = {
        "bookings": float(customer.total_events),
        "customerForDays": (portrait.read_at - customer.created_at).days,
        "daysSinceLastActivity": (portrait.read_at - customer.last_activity_at).days,
    }
    if future.method is ValueMethod.COHORT_MEAN:
        factors["cohortMean"] = float(future.value)
    else:
        factors["expectedBookings"] = round(future.bookings, 2)
        factors["valueOfBooking"] = round(future.value_of_booking, 2)
    if future.probability_alive is not None:
        factors["probabilityAlive"] = round(future.probability_alive, 2)
    behind = {COHORTS} if future.method is ValueMethod.COHORT_MEAN else {BOOKINGS, SPENDING}
    shown = ask(app.database, fitted).models
    return LifetimeValueResponse(
        customer_id=customer_id,
        lifetime_value=customer.lifetime_value,
        expected_value=future.value,
        horizon_months=12,
        method=future.method,
        factors=tuple(ValueFactor(name=name, value=value) for name, value in factors.items()),
        models=tuple(one for one in shown if one.name in behind),
    )


def _redacted(app: App, portrait: Portrait, text: str, language: str | None) -> str:
    """What a model that is not ours may be told of a text."""
    if not app.ai.model_is_remote:
        return text
    [shown] = app.ai.analysis.redact([text], portrait.names, language)
    return shown


def _reader(session: Session, customer_id: UUID, contact_id: UUID) -> str:
    """What a contact is called. Raises ContactNotFound, NoProcessingConsent."""
    if contact_id in withdrawn(session, [customer_id]):
        raise NoProcessingConsent
    for one in load_contacts(session, customer_id).response.contacts:
        if one.id == contact_id:
            return f"{one.first_name} {one.last_name}".strip()
    raise ContactNotFound(contact_id)
