"""What is kept of insights, and whose are to be made anew. The database's clock decides leases."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, and_, bindparam, delete, or_, select, update

from shared.insights.findings import Finding, Insight, Suggestion
from shared.insights.tables import customer_insights, insight_refreshes, suggestions, text_findings
from shared.insights.values import RiskLevel, SuggestionStatus
from shared.kernel.ids import new_id
from shared.platform.persistence.bulk import in_values, insert_rows
from shared.platform.persistence.column_types import UtcDateTime
from shared.platform.persistence.database_clock import DatabaseNow
from shared.platform.persistence.repository import Repository

LEASE_SECONDS = 900
"""How long a customer is its worker's: an outage that is waited for included."""

i, f, s, r = customer_insights.c, text_findings.c, suggestions.c, insight_refreshes.c
FREE = or_(r.LeaseUntil.is_(None), r.LeaseUntil < DatabaseNow())
DUE = (
    select(r.CustomerId)
    .where(r.IsChanged == bindparam("changed"), r.DueAt <= bindparam("now", type_=UtcDateTime()), FREE)
    .order_by(r.DueAt, r.CustomerId)
    .limit(bindparam("most", type_=Integer))
)
CLAIM = (
    update(insight_refreshes)
    .where(in_values(r.CustomerId, "customers"), FREE)
    .values(Owner=bindparam("owner"), LeaseUntil=DatabaseNow(LEASE_SECONDS))
)
OWNED = select(r.CustomerId).where(r.Owner == bindparam("owner"))
THESE = in_values(r.CustomerId, "customers")
TOUCH = (
    update(insight_refreshes)
    .where(r.CustomerId == bindparam("customer"))
    .values(
        IsChanged=True,
        ChangedAt=bindparam("at", type_=UtcDateTime()),
        DueAt=bindparam("due", type_=UtcDateTime()),
    )
)
DONE = (
    update(insight_refreshes)
    .where(r.CustomerId == bindparam("customer"), r.Owner == bindparam("owner"))
    .values(
        Owner=None,
        LeaseUntil=None,
        Failures=0,
        DueAt=bindparam("due", type_=UtcDateTime()),
        IsChanged=False,
    )
)
DONE_UNLESS_CHANGED = DONE.where(r.ChangedAt <= bindparam("read", type_=UtcDateTime()))
FREED = (
    update(insight_refreshes)
    .where(r.CustomerId == bindparam("customer"), r.Owner == bindparam("owner"))
    .values(Owner=None, LeaseUntil=None)
)
EARLIER = i.GeneratedAt <= bindparam("GeneratedAt", type_=UtcDateTime())
"""By the clock of who read it; a moment that the database has not reached comes from a clock that is ahead."""
NEWER = (
    update(customer_insights)
    .where(i.CustomerId == bindparam("customer"), or_(EARLIER, i.GeneratedAt > DatabaseNow()))
    .values({name: bindparam(name, type_=i[name].type) for name in i.keys() if name not in ("Id", "CustomerId")})  # noqa: SIM118
)
STALE = (
    update(customer_insights)
    .where(i.CustomerId == bindparam("customer"), i.StaleSince.is_(None))
    .values(StaleSince=bindparam("at", type_=UtcDateTime()), StaleReason=bindparam("reason"))
)
OF_CUSTOMER = (customer_insights, text_findings, suggestions, insight_refreshes)


class InsightRepository(Repository):
    """Rows that are written in numbers: no entity has a version here."""

    def touch(self, customer_id: UUID, *, at: datetime, due: datetime) -> None:
        """Something happened: the customer's insights are to be made anew. The customer is held."""
        changed = {"customer": customer_id, "at": at, "due": due}
        if not self.session.connection().execute(TOUCH, changed).rowcount:
            insert_rows(self.session, insight_refreshes, [_refresh(customer_id, at, due, changed=True)])

    def add_missing(self, ids: Collection[UUID], *, at: datetime) -> int:
        """Has the insights of these customers made, of whom nobody thought yet; says how many they were."""
        known = set(self.session.scalars(select(r.CustomerId).where(THESE), {"customers": list(ids)}))
        missing = [id for id in ids if id not in known]
        insert_rows(self.session, insight_refreshes, [_refresh(id, at, at, changed=False) for id in missing])
        return len(missing)

    def claim(self, owner: UUID, *, now: datetime, most: int) -> list[UUID]:
        """Gives a worker customers that are due: those that changed first."""
        ids = list[UUID]()
        for changed in (True, False):
            if left := most - len(ids):
                ids += self.session.scalars(DUE, {"changed": changed, "now": now, "most": left})
        if not ids:
            return []
        self.session.connection().execute(CLAIM, {"owner": owner, "customers": ids})
        owned = set(self.session.scalars(OWNED, {"owner": owner}))  # others may have been quicker
        return [id for id in ids if id in owned]

    def done(self, owner: UUID, ids: Iterable[UUID], *, read_at: datetime, due: Mapping[UUID, datetime]) -> None:
        """They are made, as they were when they were read; those that changed meanwhile are due again."""
        rows = [{"customer": id, "owner": owner, "due": due[id], "read": read_at} for id in ids]
        if rows:
            self.session.connection().execute(DONE_UNLESS_CHANGED, rows)
            self.session.connection().execute(FREED, [{"customer": row["customer"], "owner": owner} for row in rows])

    def failed(self, owner: UUID, ids: Iterable[UUID], *, due: datetime) -> None:
        """They could not be made; they are tried again then."""
        change = (
            update(insight_refreshes)
            .where(r.CustomerId == bindparam("customer"), r.Owner == bindparam("owner"))
            .values(Owner=None, LeaseUntil=None, Failures=r.Failures + 1, DueAt=bindparam("due", type_=UtcDateTime()))
        )
        if rows := [{"customer": id, "owner": owner, "due": due} for id in ids]:
            self.session.connection().execute(change, rows)

    def keep(self, made: Sequence[Insight]) -> None:
        """Keeps insights; of two of one customer the one that was read later. The customers are held."""
        rows = {one.customer_id: _row(one) for one in made}
        known = set(
            self.session.scalars(select(i.CustomerId).where(in_values(i.CustomerId, "ids")), {"ids": list(rows)})
        )
        if again := [{**row, "customer": id} for id, row in rows.items() if id in known]:
            self.session.connection().execute(NEWER, again)
        new = [{"Id": new_id(), "CustomerId": id, **row} for id, row in rows.items() if id not in known]
        insert_rows(self.session, customer_insights, new)

    def mark_stale(self, reasons: Mapping[UUID, str], *, at: datetime) -> None:
        """What is known stays, and is said to be old."""
        if rows := [{"customer": id, "reason": reason, "at": at} for id, reason in reasons.items()]:
            self.session.connection().execute(STALE, rows)

    def keep_findings(self, found: Sequence[Finding], *, at: datetime) -> None:
        """Keeps what was found in texts, each once, and what it suggests. The customers are held."""
        ids = [one.source_id for one in found]
        known = set(self.session.scalars(select(f.Id).where(in_values(f.Id, "ids")), {"ids": ids})) if ids else set()
        new = {one.source_id: one for one in found if one.source_id not in known}
        insert_rows(self.session, text_findings, [_finding(one, at) for one in new.values()])
        told = [one for one in new.values() if one.suggestion]
        made = select(s.SourceId, s.Kind).where(in_values(s.SourceId, "ids"))  # what was read anew suggests no more
        known_ones = set(self.session.execute(made, {"ids": ids}).all()) if told else set()
        fresh = [one for one in told if (one.source_id, one.suggestion) not in known_ones]
        insert_rows(self.session, suggestions, [_suggestion(one, at) for one in fresh])

    def decide(self, customer_id: UUID, id: UUID, to: SuggestionStatus, *, by: str, at: datetime) -> bool:
        """Notes what became of a suggestion that is open; says whether it was."""
        this = and_(s.Id == id, s.CustomerId == customer_id, s.Status == SuggestionStatus.OPEN)
        change = update(suggestions).where(this).values(Status=to, DecidedAt=at, DecidedBy=by)
        return bool(self.session.connection().execute(change).rowcount)

    def suggestion(self, customer_id: UUID, id: UUID) -> Suggestion | None:
        """A customer's suggestion; None if there is none of this id."""
        this = select(suggestions).where(s.Id == id, s.CustomerId == customer_id)
        row = self.session.execute(this).one_or_none()
        return Suggestion.of(row) if row else None

    def forget(self, customer_id: UUID) -> None:
        """All of a customer's."""
        for table in OF_CUSTOMER:
            self.session.execute(delete(table).where(table.c.CustomerId == customer_id))

    def forget_contact(self, customer_id: UUID, contact_id: UUID) -> None:
        """What was found in a contact's texts."""
        for table in (suggestions, text_findings):
            self.session.execute(
                delete(table).where(table.c.CustomerId == customer_id, table.c.ContactId == contact_id)
            )


def _refresh(id: UUID, at: datetime, due: datetime, *, changed: bool) -> dict[str, Any]:
    return {"CustomerId": id, "IsChanged": changed, "ChangedAt": at, "DueAt": due}


def _row(one: Insight) -> dict[str, Any]:
    return {
        "SentimentScore": one.sentiment_score,
        "EngagementLevel": one.engagement_level,
        "ChurnRisk": one.churn_risk,
        "RecommendedActions": one.recommended_actions,
        "KeyInterests": one.key_interests,
        "PreferredCommunicationTimes": one.preferred_communication_times,
        "LastInteractionDate": one.last_interaction_at,
        "TotalInteractions": one.total_interactions,
        "GeneratedAt": one.generated_at,
        "RiskLevel": RiskLevel.of(float(one.churn_risk)),
        "ChurnFactors": tuple(f"{factor.name} {factor.value} {factor.effect}" for factor in one.churn_factors),
        "ChurnModel": one.churn_model,
        "TextsAnalysed": one.texts_analysed,
        "ExpectedValue": one.expected_value,
        "Model": one.model,
        "Digest": one.digest,
        "StaleSince": None,
        "StaleReason": None,
    }


def _finding(one: Finding, at: datetime) -> dict[str, Any]:
    return {
        "Id": one.source_id,
        "CustomerId": one.customer_id,
        "ContactId": one.contact_id,
        "Source": one.source,
        "Sentiment": one.sentiment,
        "Score": _share(one.score),
        "Intent": one.intent,
        "Confidence": _share(one.confidence),
        "KeyPhrases": one.key_phrases,
        "Language": one.language,
        "WrittenAt": one.written_at,
        "CreatedAt": at,
        "Model": one.model,
    }


def _suggestion(one: Finding, at: datetime) -> dict[str, Any]:
    return {
        "Id": new_id(),
        "CustomerId": one.customer_id,
        "ContactId": one.contact_id,
        "SourceId": one.source_id,
        "Kind": one.suggestion,
        "Status": SuggestionStatus.OPEN,
        "Confidence": _share(one.confidence),
        "Model": one.intent_model,
        "CreatedAt": at,
    }


def _share(value: float) -> Decimal:
    return Decimal(f"{value:.2f}")
