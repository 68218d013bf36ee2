"""What can be done with testimonials, each in one transaction."""

from dataclasses import dataclass
from uuid import UUID

from shared.contacts import services as contacts
from shared.customers import services as customers
from shared.kernel.ids import new_id
from shared.kernel.values import Provided
from shared.platform.application.commands import Command, Versioned
from shared.platform.application.unit_of_work import UnitOfWork
from shared.testimonials.model import Testimonial
from shared.testimonials.repository import TestimonialRepository
from shared.testimonials.values import Praise, PublicationConsent


@dataclass(frozen=True, kw_only=True)
class SubmitTestimonial(Command[Testimonial]):
    """Raises CustomerNotFound, CustomerArchived, ContactNotFound, Invalid."""

    customer_id: UUID
    praise: Praise
    consent: PublicationConsent
    contact_id: UUID | None = None

    def handle(self, uow: UnitOfWork) -> Testimonial:
        if self.contact_id is None:
            customers.hold(uow, self.customer_id)
        else:
            contacts.open_contacts(uow, self.customer_id).contact(self.contact_id)
        customers.interacted(uow, self.customer_id)
        made = Testimonial(
            new_id(),
            self.customer_id,
            self.praise,
            self.consent,
            contact_id=self.contact_id,
            by=uow.actor,
            at=uow.now,
        )
        return uow.repository(TestimonialRepository).add(made)


@dataclass(frozen=True)
class TestimonialCommand(Versioned[Testimonial]):
    """Something done to a testimonial.

    Raises CustomerNotFound, CustomerArchived, TestimonialNotFound, WrongMove, VersionConflict.
    """

    customer_id: UUID
    testimonial_id: UUID

    def _opened(self, uow: UnitOfWork) -> Testimonial:
        customers.hold(uow, self.customer_id)
        found = uow.repository(TestimonialRepository)
        return found.of_customer(self.customer_id, self.testimonial_id, expecting=self.expecting)


@dataclass(frozen=True, kw_only=True)
class UpdateTestimonial(TestimonialCommand):
    """Replaces the provided fields. Raises Invalid, too."""

    provided: Provided

    def handle(self, uow: UnitOfWork) -> Testimonial:
        testimonial = self._opened(uow)
        testimonial.update(self.provided, by=uow.actor, at=uow.now)
        return testimonial


@dataclass(frozen=True)
class ApproveTestimonial(TestimonialCommand):
    """We agree to it."""

    def handle(self, uow: UnitOfWork) -> Testimonial:
        testimonial = self._opened(uow)
        testimonial.approve(by=uow.actor, at=uow.now)
        return testimonial


@dataclass(frozen=True, kw_only=True)
class RejectTestimonial(TestimonialCommand):
    """We do not agree to it."""

    reason: str | None = None

    def handle(self, uow: UnitOfWork) -> Testimonial:
        testimonial = self._opened(uow)
        testimonial.reject(self.reason, by=uow.actor, at=uow.now)
        return testimonial


@dataclass(frozen=True)
class UnapproveTestimonial(TestimonialCommand):
    """It is to be looked at again."""

    def handle(self, uow: UnitOfWork) -> Testimonial:
        testimonial = self._opened(uow)
        testimonial.unapprove(by=uow.actor, at=uow.now)
        return testimonial


@dataclass(frozen=True, kw_only=True)
class WithdrawTestimonial(TestimonialCommand):
    """Its author does not stand by it any more."""

    reason: str | None = None

    def handle(self, uow: UnitOfWork) -> Testimonial:
        testimonial = self._opened(uow)
        testimonial.withdraw(self.reason, by=uow.actor, at=uow.now)
        return testimonial
