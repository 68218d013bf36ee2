"""Testimonials by identity."""

from shared.platform.persistence.repository import CustomersRepository
from shared.testimonials.model import Testimonial, TestimonialNotFound


class TestimonialRepository(CustomersRepository[Testimonial]):
    kind, not_found = Testimonial, TestimonialNotFound
