"""What can be done about insights, each in one transaction."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from shared.customers import services as customers
from shared.customers.errors import CustomerArchived, CustomerMerging
from shared.insights.errors import AlreadyDecided, SuggestionNotFound
from shared.insights.findings import Finding, Insight, Suggestion
from shared.insights.repository import InsightRepository
from shared.insights.values import SuggestionStatus
from shared.kernel.errors import NotFound
from shared.platform.application.commands import Command
from shared.platform.application.unit_of_work import UnitOfWork

GONE = (NotFound, CustomerArchived, CustomerMerging)


@dataclass(frozen=True)
class MarkChanged(Command[bool]):
    """Has a customer's insights made anew soon; False if it is gone, and they with it, or is being merged."""

    customer_id: UUID

    def handle(self, uow: UnitOfWork) -> bool:
        kept = uow.repository(InsightRepository)
        try:
            customers.hold(uow, self.customer_id)
        except CustomerMerging:
            return False  # the merge takes along what was decided, and has the rest made anew
        except GONE:
            kept.forget(self.customer_id)
            return False
        kept.touch(self.customer_id, at=uow.now, due=uow.now)
        return True


@dataclass(frozen=True)
class KeepFinding(Command[bool]):
    """Keeps what was found in a text, and what it suggests; False if its customer is gone."""

    finding: Finding

    def handle(self, uow: UnitOfWork) -> bool:
        kept = uow.repository(InsightRepository)
        try:
            customers.hold(uow, self.finding.customer_id)
        except GONE:
            return False
        kept.keep_findings([self.finding], at=uow.now)
        kept.touch(self.finding.customer_id, at=uow.now, due=uow.now)
        return True


@dataclass(frozen=True)
class KeepInsight(Command[None]):
    """Keeps an insight that somebody asked for. Raises CustomerNotFound, CustomerArchived, CustomerMerging."""

    insight: Insight
    findings: tuple[Finding, ...]
    silent: Collection[UUID] = ()
    """Contacts that agree to it no more."""

    def handle(self, uow: UnitOfWork) -> None:
        kept = uow.repository(InsightRepository)
        customers.hold(uow, self.insight.customer_id)
        kept.keep_findings(self.findings, at=uow.now)
        for contact_id in self.silent:
            kept.forget_contact(self.insight.customer_id, contact_id)
        kept.keep([self.insight])


@dataclass(frozen=True)
class MarkStale(Command[None]):
    """An insight could not be made anew: what is known stays, and what was found in texts until then is kept."""

    customer_id: UUID
    reason: str
    findings: tuple[Finding, ...] = ()

    def handle(self, uow: UnitOfWork) -> None:
        with suppress(*GONE):
            customers.hold(uow, self.customer_id)
            kept = uow.repository(InsightRepository)
            kept.keep_findings(self.findings, at=uow.now)
            kept.mark_stale({self.customer_id: self.reason}, at=uow.now)


@dataclass(frozen=True)
class ForgetInsights(Command[None]):
    """Nothing is known of a customer any more: it does not agree to it, or it is gone."""

    customer_id: UUID

    def handle(self, uow: UnitOfWork) -> None:
        with suppress(NotFound):  # then its erasure sees to it
            customers.hold(uow, self.customer_id, even_archived=True)
            uow.repository(InsightRepository).forget(self.customer_id)


@dataclass(frozen=True)
class DecideSuggestion(Command[Suggestion]):
    """Somebody acts on a suggestion, or does not want to.

    Raises CustomerNotFound, CustomerArchived, CustomerMerging, SuggestionNotFound, AlreadyDecided.
    """

    customer_id: UUID
    suggestion_id: UUID
    to: SuggestionStatus

    def handle(self, uow: UnitOfWork) -> Suggestion:
        customers.hold(uow, self.customer_id)
        kept, at = uow.repository(InsightRepository), uow.now
        decided = kept.decide(self.customer_id, self.suggestion_id, self.to, by=uow.actor, at=at)
        found = kept.suggestion(self.customer_id, self.suggestion_id)
        if found is None:
            raise SuggestionNotFound(self.suggestion_id)
        if not decided:
            raise AlreadyDecided(found.status)
        return found
