"""What insights are made from, and the ways to have them made."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select, update

from shared.adapters.ai.churn_model import Factor
from shared.adapters.ai.language_model import Advice, Draft, Facts, Intent, IntentFinding
from shared.adapters.ai.services import AIServices
from shared.adapters.ai.text_analysis import Analysis, Sentiment, Text
from shared.communications.commands import LogCall
from shared.communications.values import Content, Direction
from shared.complaints.commands import SubmitComplaint
from shared.complaints.values import ComplaintPriority, Matter
from shared.customers.tables import customers
from shared.insights.analysing import hear
from shared.insights.findings import Finding, Insight
from shared.insights.queries import load_insight, suggestions_of
from shared.insights.refreshing import refresh_due
from shared.insights.requests import SuggestionQuery
from shared.insights.responses import InsightResponse, SuggestionResponse
from shared.insights.tables import customer_insights, text_findings
from shared.insights.values import EngagementLevel, SourceKind
from shared.platform.messaging.delivery import Delivery, Once
from shared.platform.messaging.envelope import received
from tests.support.world import World

ANGRY = "The sound was terrible, nobody helped us, and I want my money back."
PLEASED = "Wonderful evening, everything was perfect, thank you so much!"


def says(
    world: World,
    customer: UUID,
    text: str,
    *,
    at: datetime | None = None,
    inbound: bool = True,
    notes: str | None = None,
) -> UUID:
    """A call in which the customer said something; returns the communication."""
    direction = Direction.INBOUND if inbound else Direction.OUTBOUND
    call = LogCall(
        customer_id=customer,
        direction=direction,
        phone="+493012345678",
        seconds=60,
        content=Content(text=text, notes=notes),
        call_time=at or world.now,
    )
    return world.send(call).id


def complains(world: World, customer: UUID, text: str = ANGRY) -> UUID:
    """A complaint."""
    matter = Matter("The sound", text, None, ComplaintPriority.MEDIUM, None)
    return world.send(SubmitComplaint(customer_id=customer, matter=matter)).id


def booked(world: World, customer: UUID, events: int, value: str, *, last: datetime | None = None) -> None:
    """What it booked so far, as the ticketing will say."""
    with world.app.database.transaction() as session:
        change = update(customers).where(customers.c.Id == customer)
        values = {"TotalEvents": events, "LifetimeValue": Decimal(value), "LastActivityAt": last or world.now}
        session.execute(change.values(**values))
        session.commit()


def hears(world: World, *, again: bool = False) -> int:
    """Has every event that was not heard yet, or all of them `again`, come to insights; returns how many came."""
    world.app.relay.drain()
    heard: int = 0 if again else vars(world).setdefault("heard", 0)
    fresh = world.published()[heard:]
    vars(world)["heard"] = heard + len(fresh)
    for body in fresh:
        found = received(json.dumps(body).encode(), world.app.event_types)
        assert found
        once = Once("insights", f"{found.id}")
        hear(world.app, found.event, Delivery(once, found.entity_id, found.sequence, found.occurred_at, None))
    return len(fresh)


def refreshes(world: World, **how: Any) -> int:
    """As the timer does; returns how many insights were made."""
    return refresh_due(world.app, **how)


def insight_of(world: World, customer: UUID) -> InsightResponse | None:
    with world.app.database.reading() as session:
        return load_insight(session, customer)


def suggested(world: World, customer: UUID) -> list[SuggestionResponse]:
    query = SuggestionQuery()
    with world.app.database.reading() as session:
        return list(suggestions_of(session, customer, query, query.within(world.app.settings.business, of="s")).items)


def findings_of(world: World, customer: UUID) -> dict[UUID, Sentiment]:
    f = text_findings.c
    with world.app.database.reading() as session:
        return dict(session.execute(select(f.Id, f.Sentiment).where(f.CustomerId == customer)).all())


def kept(world: World) -> set[UUID]:
    """Whose insights there are."""
    with world.app.database.reading() as session:
        return set(session.scalars(select(customer_insights.c.CustomerId)))


def switched_off(world: World) -> None:
    """Nothing is analysed from now on."""
    settings = world.app.settings
    vars(world.app)["settings"] = replace(settings, business=replace(settings.business, enable_ai_insights=False))


def with_ai(world: World, **services: Any) -> None:
    """Has the world use other services."""
    vars(world.app)["ai"] = replace(world.app.ai, **services)


class Counting:
    """The services of a world, counting what they are asked; each can be made to fail."""

    def __init__(self, services: AIServices) -> None:
        self._services, self.asked = services, list[str]()
        self.failure: Exception | None = None
        self.told: list[Facts] = []

    def _note(self, what: str) -> None:
        self.asked.append(what)
        if self.failure:
            raise self.failure

    def analyse(self, text: Text) -> Analysis:
        self._note(f"analyse {text.content}")
        return self._services.analysis.analyse(text)

    def redact(self, texts: Any, names: tuple[str, ...], language: str | None) -> list[str]:
        self._note("redact")
        return self._services.analysis.redact(texts, names, language)

    def classify(self, text: str, language: str | None) -> IntentFinding:
        self._note(f"classify {text}")
        return self._services.model.classify(text, language)

    def advise(self, facts: Facts) -> Advice:
        self.told.append(facts)
        self._note(f"advise {facts.texts}")
        return self._services.model.advise(facts)

    def draft(self, facts: Facts, purpose: str) -> Draft:
        self._note(f"draft {purpose} {facts.texts}")
        return self._services.model.draft(facts, purpose)


def counting(world: World, *, remote: bool = False) -> Counting:
    """Has the world count what its services are asked."""
    counter = Counting(world.app.ai)
    with_ai(world, analysis=counter, model=counter, model_is_remote=remote)
    return counter


def finding(customer: UUID, **other: Any) -> Finding:
    """Something that was found in a text."""
    made = Finding(
        source_id=uuid4(),
        source=SourceKind.COMMUNICATION,
        customer_id=customer,
        contact_id=None,
        sentiment=Sentiment.NEGATIVE,
        score=0.9,
        intent=Intent.COMPLAINT,
        confidence=0.8,
        key_phrases=("sound",),
        language="en",
        written_at=datetime.fromisoformat("2026-03-01T09:00:00+00:00"),
        model="local-words-2",
    )
    return replace(made, **other)


def insight(customer: UUID, at: datetime, **other: Any) -> Insight:
    """An insight that was made."""
    made = Insight(
        customer_id=customer,
        sentiment_score=Decimal("40.50"),
        engagement_level=EngagementLevel.MEDIUM,
        churn_risk=Decimal("35.00"),
        churn_factors=(Factor("recency", 2.5, 16.0),),
        churn_model="scorecard-2",
        recommended_actions=("Call.",),
        key_interests=("jazz",),
        preferred_communication_times=("Tuesday 09:00-12:00",),
        last_interaction_at=at - timedelta(days=1),
        total_interactions=3,
        texts_analysed=2,
        expected_value=Decimal("100.00"),
        model="local-rules-2",
        digest="0" * 64,
        generated_at=at,
    )
    return replace(made, **other)
