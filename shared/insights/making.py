"""From what is known of a customer to its insight: texts are read, figures counted, words written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from shared.adapters.ai.churn_model import Features, Prediction
from shared.adapters.ai.language_model import BudgetSpent, Declined, Facts, IntentFinding
from shared.adapters.ai.local_text.entities import redacted
from shared.adapters.ai.text_analysis import Text
from shared.insights import figures
from shared.insights.findings import Finding, Insight
from shared.insights.future import Models, expected_value
from shared.insights.own_words import own_words
from shared.insights.portraits import MOST_TEXTS, Portrait, digest
from shared.insights.unread import Unread
from shared.insights.values import EngagementLevel, RiskLevel

if TYPE_CHECKING:
    from shared.adapters.ai.services import AIServices

LONGEST_SHOWN = 600
"""Letters of a text that a language model is shown."""


def find(ai: AIServices, portrait: Portrait, unread: Unread) -> Finding:
    """Reads a text. Raises Unreachable; a text whose intent no model wants to tell has none."""
    customer, words = portrait.customer, own_words(unread.words)
    found = ai.analysis.analyse(Text(words, customer.language))
    [shown] = ai.analysis.redact([words], portrait.names, found.language)
    try:
        wanted = ai.model.classify(shown if ai.model_is_remote else words, found.language or customer.language)
    except (Declined, BudgetSpent):
        wanted = IntentFinding(None, 0.0, {}, "")
    return Finding(
        source_id=unread.source_id,
        source=unread.source,
        customer_id=customer.id,
        contact_id=unread.contact_id,
        sentiment=found.sentiment,
        score=found.score,
        intent=wanted.intent,
        confidence=wanted.confidence,
        key_phrases=_of_nobody(found.key_phrases, shown),
        language=found.language,
        written_at=unread.written_at,
        model=found.model,
        intent_model=wanted.model,
    )


def _of_nobody(phrases: Sequence[str], shown: str) -> tuple[str, ...]:
    """The phrases that are in the text without what names or reaches a person."""
    plain = " ".join(shown.casefold().split())
    return tuple(one for one in phrases if " ".join(one.casefold().split()) in plain)


class Counted(NamedTuple):
    """The figures of a customer."""

    sentiment: float
    engagement: EngagementLevel
    features: Features


def count(portrait: Portrait, models: Models) -> Counted:
    """What can be counted."""
    now, interactions = portrait.read_at, portrait.interactions
    days = figures.active_days(interactions)
    sentiment = figures.sentiment_score(portrait.findings, now)
    features = Features(
        recency_ratio=figures.recency_ratio(days, portrait.customer.created_at, now),
        trend=figures.trend(interactions, now),
        sentiment_score=sentiment,
        open_complaints=portrait.open_complaints,
        escalated_complaints=portrait.escalated_complaints,
        probability_alive=models.contacts.alive(figures.visits(days, now)),
    )
    return Counted(sentiment, figures.engagement(interactions, now), features)


@dataclass(frozen=True)
class Made:
    """A customer's insight, what was found on the way, and why it is stale if it is."""

    insight: Insight | None
    """None: it could not be made."""
    findings: tuple[Finding, ...] = ()
    failure: Exception | None = None


def make(ai: AIServices, portrait: Portrait, models: Models) -> Made:
    """The insight of a customer that agrees to it. What fails is told; what was found before that is kept."""
    found = list[Finding]()
    try:
        for one in portrait.unread:
            found.append(find(ai, portrait, one))
        complete = _with(portrait, found)
        counted = count(complete, models)
        predicted = ai.churn.predict(counted.features)
        return Made(_insight(ai, complete, counted, predicted, models), tuple(found))
    except Exception as failure:
        return Made(None, tuple(found), failure)


def facts_of(ai: AIServices, portrait: Portrait, models: Models) -> Facts:
    """What a language model may know of a customer now, without what names somebody. Raises Unreachable, Declined."""
    counted = count(portrait, models)
    risk = RiskLevel.of(ai.churn.predict(counted.features).risk)
    return _shown(ai, portrait, portrait.facts(counted.sentiment, counted.engagement, risk))


def _with(portrait: Portrait, found: Sequence[Finding]) -> Portrait:
    findings = sorted((*found, *portrait.findings), key=lambda one: (one.written_at, one.source_id), reverse=True)
    return replace(portrait, findings=tuple(findings))


def _insight(ai: AIServices, portrait: Portrait, counted: Counted, predicted: Prediction, models: Models) -> Insight:
    facts = portrait.facts(counted.sentiment, counted.engagement, RiskLevel.of(predicted.risk))
    known, previous = digest(facts), portrait.previous
    if previous is not None and previous.Digest == known and previous.StaleSince is None and ai.model_is_remote:
        words = (previous.RecommendedActions, previous.KeyInterests, previous.Model)  # nothing new to write about
    else:
        words = ai.model.advise(_shown(ai, portrait, facts))
    actions, interests, model = words
    return Insight(
        customer_id=portrait.customer.id,
        sentiment_score=_decimal(counted.sentiment),
        engagement_level=counted.engagement,
        churn_risk=_decimal(predicted.risk),
        churn_factors=predicted.factors,
        churn_model=predicted.model,
        recommended_actions=actions,
        key_interests=interests,
        preferred_communication_times=figures.preferred_times(portrait.interactions, portrait.customer.time_zone),
        last_interaction_at=max((one.at for one in portrait.interactions), default=None),
        total_interactions=portrait.total_interactions,
        texts_analysed=len(portrait.findings),
        expected_value=expected_value(portrait.customer, models, portrait.read_at).value,
        model=model,
        digest=known,
        generated_at=portrait.read_at,
    )


def _shown(ai: AIServices, portrait: Portrait, facts: Facts) -> Facts:
    """The facts for a model that is not ours, with the latest texts, redacted and cut. Our own needs no texts."""
    if not ai.model_is_remote:
        return facts

    def blotted(words: Iterable[str]) -> tuple[str, ...]:  # a few words: a service tells little of them
        return tuple(redacted(one, portrait.names) for one in words)

    latest = [own_words(one.words)[:LONGEST_SHOWN] for one in portrait.unread[:MOST_TEXTS]]
    return replace(
        facts,
        interests=blotted(facts.interests),
        event_types=blotted(facts.event_types),
        phrases=blotted(facts.phrases),
        texts=tuple(ai.analysis.redact(latest, portrait.names, portrait.customer.language)) if latest else (),
    )


def _decimal(value: float) -> Decimal:
    return Decimal(f"{value:.2f}")
