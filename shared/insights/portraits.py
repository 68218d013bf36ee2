"""What is known of some customers, read in a few statements however many they are."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.adapters.ai.language_model import Facts
from shared.communications import queries as communications
from shared.complaints import queries as complaints
from shared.consents.services import withdrawn
from shared.contacts.queries import names_at
from shared.customers.queries import Known, known
from shared.insights.figures import Interaction
from shared.insights.findings import Finding
from shared.insights.tables import customer_insights, text_findings
from shared.insights.unread import Said, Unread, unread_of
from shared.insights.values import EngagementLevel, RiskLevel
from shared.platform.persistence.aliases import AnyRow
from shared.platform.persistence.bulk import in_values
from shared.platform.persistence.latest import latest_of_each
from shared.settings import CustomerManagement
from shared.testimonials import queries as testimonials

MOST = 300
"""Interactions of each kind, and findings, that a customer is judged by: the latest."""
MOST_PHRASES, MOST_WANTS, MOST_TEXTS = 5, 5, 8
f, i = text_findings.c, customer_insights.c
FOUND = latest_of_each(f.CustomerId, (f.WrittenAt, f.Id), tuple(f))
PREVIOUS = select(customer_insights).where(in_values(i.CustomerId, "customers"))


@dataclass(frozen=True)
class Portrait:
    """A customer, and all that its insights are made of."""

    customer: Known
    read_at: datetime
    interactions: tuple[Interaction, ...]
    total_interactions: int
    open_complaints: int
    escalated_complaints: int
    findings: tuple[Finding, ...]
    """The latest first."""
    unread: tuple[Unread, ...]
    names: tuple[str, ...] = field(default=(), repr=False)
    """What the customer and its people are called: for redaction."""
    previous: AnyRow | None = field(default=None, repr=False)
    silent: frozenset[UUID] = frozenset()
    """Contacts whose texts were read before they withdrew their consent: what was found in them is not looked at."""

    def facts(self, sentiment: float, engagement: EngagementLevel, risk: RiskLevel) -> Facts:
        """What a language model may know, but for texts."""
        last = max((one.at for one in self.interactions), default=None)
        phrases = Counter(phrase.casefold() for one in self.findings for phrase in one.key_phrases)
        often = [phrase for phrase, count in phrases.most_common(MOST_PHRASES) if count > 1]
        return Facts(
            language=self.customer.language.partition("-")[0].lower(),
            segment=self.customer.segment,
            engagement=engagement,
            sentiment_score=sentiment,
            churn_level=risk,
            days_since_contact=None if last is None else max(0, (self.read_at - last).days),
            open_complaints=self.open_complaints,
            escalated=bool(self.escalated_complaints),
            interests=self.customer.interests,
            event_types=self.customer.event_types,
            total_events=self.customer.total_events,
            phrases=tuple(often),
            wants=tuple(one.intent for one in self.findings[:MOST_WANTS] if one.intent),
            texts=(),
        )


def portraits(
    session: Session, ids: Collection[UUID], now: datetime, business: CustomerManagement
) -> dict[UUID, Portrait]:
    """These customers, without those that are archived, erased, or being merged."""
    found = known(session, ids)
    if not found:
        return {}
    talks, talked = communications.latest_talks(session, found, most=MOST)
    griefs, grieved = complaints.latest_complaints(session, found, most=MOST)
    praises, praised = testimonials.latest_testimonials(session, found, most=MOST)
    silent = withdrawn(session, found)
    findings = _findings(session, found)
    unheard = {id: {one.contact_id for one in some} & silent for id, some in findings.items()}
    findings = {id: tuple(one for one in some if one.contact_id not in silent) for id, some in findings.items()}
    names = names_at(session, found)
    previous = {row.CustomerId: row for row in session.execute(PREVIOUS, {"customers": list(found)})}
    since = now - timedelta(days=business.max_communication_history_retention)
    unread = unread_of(session, found, Said(talks, griefs, praises), since, silent, findings)
    made = dict[UUID, Portrait]()
    for id, customer in found.items():
        complained = griefs.get(id, [])
        made[id] = Portrait(
            customer,
            now,
            (
                *(Interaction(one.at, one.is_inbound) for one in talks.get(id, ())),
                *(Interaction(one.at, True) for one in (*complained, *praises.get(id, ()))),
            ),
            talked.get(id, 0) + grieved.get(id, 0) + praised.get(id, 0),
            sum(one.is_open for one in complained),
            sum(one.is_escalated for one in complained),
            findings.get(id, ()),
            unread.get(id, ()),
            (customer.name, *names.get(id, ())),
            previous.get(id),
            frozenset(filter(None, unheard.get(id, ()))),
        )
    return made


def _findings(session: Session, ids: Iterable[UUID]) -> Mapping[UUID, tuple[Finding, ...]]:
    found = dict[UUID, list[Finding]]()
    for row in session.execute(FOUND, {"owners": list(ids), "most": MOST}):
        found.setdefault(row.CustomerId, []).append(as_finding(row))
    return {id: tuple(some) for id, some in found.items()}


def as_finding(row: AnyRow) -> Finding:
    """A row of the table."""
    return Finding(
        source_id=row.Id,
        source=row.Source,
        customer_id=row.CustomerId,
        contact_id=row.ContactId,
        sentiment=row.Sentiment,
        score=float(row.Score),
        intent=row.Intent,
        confidence=float(row.Confidence),
        key_phrases=row.KeyPhrases,
        language=row.Language,
        written_at=row.WrittenAt,
        model=row.Model,
    )


def digest(facts: Facts) -> str:
    """The same for the same facts, as far as words depend on them: days are counted in months."""
    months = None if facts.days_since_contact is None else facts.days_since_contact // 30
    shown = (*(value for name, value in vars(facts).items() if name not in ("days_since_contact", "sentiment_score")),)
    return hashlib.sha256(repr((shown, months, round(facts.sentiment_score, -1))).encode()).hexdigest()
