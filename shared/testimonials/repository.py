"""Testimonials by identity."""

from uuid import UUID

from shared.platform.persistence.repository import AggregateRepository, Versions
from shared.testimonials.model import Testimonial, TestimonialNotFound


class TestimonialRepository(AggregateRepository[Testimonial]):
    kind, not_found = Testimonial, TestimonialNotFound

    def of_customer(self, customer_id: UUID, id: UUID, *, expecting: Versions = None) -> Testimonial:
        """As `get`; another customer's is as absent as none."""
        if self.get(id).customer_id != customer_id:
            raise TestimonialNotFound(id)
        return self.get(id, expecting=expecting)
