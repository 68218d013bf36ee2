"""The testimonial: what somebody said of us, and whether it may be shown (specification §5.5, §6.1.7)."""

from datetime import datetime
from uuid import UUID

from shared.kernel.errors import Conflict, Invalid, NotFound
from shared.kernel.events import Change, Changes, CustomersAggregate, DomainEvent
from shared.kernel.text import words
from shared.kernel.values import Provided, differences
from shared.testimonials.events import (
    CustomerTestimonialReceived,
    TestimonialApproved,
    TestimonialRejected,
    TestimonialUnapproved,
    TestimonialUpdated,
    TestimonialWithdrawn,
)
from shared.testimonials.values import Praise, PublicationConsent, TestimonialStatus

PENDING, APPROVED = TestimonialStatus.PENDING, TestimonialStatus.APPROVED
REJECTED, WITHDRAWN = TestimonialStatus.REJECTED, TestimonialStatus.WITHDRAWN


class TestimonialNotFound(NotFound):
    code = "TEST-001"
    meaning = "Testimonial not found"

    def __init__(self, id: UUID) -> None:
        super().__init__(f"Testimonial {id} does not exist.")


class WrongMove(Conflict):
    code = "TEST-002"
    meaning = "The testimonial's state does not allow this"

    def __init__(self, status: TestimonialStatus) -> None:
        super().__init__(f"The testimonial is {status.lower()}.")


class Testimonial(CustomersAggregate):
    """It is shown to everybody while its author wants that, has agreed to it, and we have approved it."""

    def __init__(
        self,
        id: UUID,
        customer_id: UUID,
        praise: Praise,
        consent: PublicationConsent,
        *,
        contact_id: UUID | None,
        by: str,
        at: datetime,
    ) -> None:
        """Raises Invalid."""
        _check(praise, consent)
        self.id, self.version = id, 0
        self.customer_id, self.contact_id = customer_id, contact_id
        self.praise, self.consent = praise, consent
        self.original_content: str | None = None
        self.words = _words(praise)
        self.status, self.is_approved = PENDING, False
        self.status_reason: str | None = None
        self.approved_by: str | None = None
        self.approved_at: datetime | None = None
        self.created_at, self.created_by = at, by
        event = CustomerTestimonialReceived(
            testimonial_id=id,
            customer_id=customer_id,
            content=praise.content,
            rating=praise.rating,
            related_event_id=praise.related_event_id,
            is_public=praise.is_public,
            received_at=at,
        )
        self.record(event, {**differences("testimonial", None, praise), **differences("consent", None, consent)})

    def update(self, provided: Provided, *, by: str, at: datetime) -> None:
        """Replaces the provided fields; of the content, what its author wrote is kept. Raises WrongMove, Invalid."""
        self._refuse(WITHDRAWN)
        consent = provided.get("consent") or self.consent
        praise = self.praise.replaced({field: value for field, value in provided.items() if field != "consent"})
        _check(praise, consent)
        changes = {
            **differences("testimonial", self.praise, praise),
            **differences("consent", self.consent, consent),
        }
        if not changes:
            return
        if praise.content != self.praise.content and self.original_content is None:
            self.original_content = self.praise.content
        self.praise, self.consent, self.words = praise, consent, _words(praise)
        changed = {path.rpartition(".")[2]: change.new for path, change in changes.items()}
        event = TestimonialUpdated(
            testimonial_id=self.id, customer_id=self.customer_id, changed_fields=changed, updated_at=at, updated_by=by
        )
        self.record(event, changes)

    def approve(self, *, by: str, at: datetime) -> None:
        """We agree to it. Raises WrongMove."""
        self._refuse(APPROVED, WITHDRAWN)
        event = TestimonialApproved(
            testimonial_id=self.id, customer_id=self.customer_id, approved_at=at, approved_by=by
        )
        self._move(APPROVED, None, event)
        self.is_approved, self.approved_by, self.approved_at = True, by, at

    def reject(self, reason: str | None, *, by: str, at: datetime) -> None:
        """We do not. Raises WrongMove."""
        self._refuse(REJECTED, WITHDRAWN)
        event = TestimonialRejected(
            testimonial_id=self.id, customer_id=self.customer_id, reason=reason, rejected_at=at, rejected_by=by
        )
        self._move(REJECTED, reason, event)

    def unapprove(self, *, by: str, at: datetime) -> None:
        """It is to be looked at again. Raises WrongMove."""
        self._refuse(PENDING, WITHDRAWN)
        event = TestimonialUnapproved(
            testimonial_id=self.id, customer_id=self.customer_id, unapproved_at=at, unapproved_by=by
        )
        self._move(PENDING, None, event)

    def withdraw(self, reason: str | None, *, by: str, at: datetime) -> None:
        """Its author does not stand by it any more. Raises WrongMove."""
        self._refuse(WITHDRAWN)
        event = TestimonialWithdrawn(
            testimonial_id=self.id, customer_id=self.customer_id, reason=reason, withdrawn_at=at, withdrawn_by=by
        )
        self._move(WITHDRAWN, reason, event)

    def _refuse(self, *states: TestimonialStatus) -> None:
        if self.status in states:
            raise WrongMove(self.status)

    def _move(self, to: TestimonialStatus, reason: str | None, event: DomainEvent) -> None:
        changes: Changes = {"testimonial.status": Change(self.status, to)}
        self.status, self.status_reason = to, reason
        self.is_approved, self.approved_by, self.approved_at = False, None, None
        self.record(event, changes)


def _check(praise: Praise, consent: PublicationConsent) -> None:
    """Raises Invalid: nothing is public without its author's consent."""
    if praise.is_public and consent.given_at is None:
        raise Invalid.field("consentToPublish", "is required for what is public")


def _words(praise: Praise) -> str:
    """What it is found by: each word behind a space."""
    return "".join(f" {word}" for word in dict.fromkeys(words(f"{praise.content} {praise.author_name or ''}")))
