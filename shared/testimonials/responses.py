"""What the testimonial endpoints answer (specification §5.5)."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from shared.platform.web.fields import CREATED_AT, CREATED_BY, VERSION
from shared.platform.web.schemas import Response, described
from shared.testimonials import fields as f
from shared.testimonials.values import TestimonialStatus


class ConsentResponse(Response):
    """That the author agreed to have it published."""

    given_at: Annotated[datetime, f.GIVEN_AT]
    source: Annotated[str, f.SOURCE] | None


class TestimonialResponse(Response):
    """A testimonial."""

    id: Annotated[UUID, f.TESTIMONIAL_ID]
    customer_id: Annotated[UUID, described("Whose it is.")]
    contact_id: Annotated[UUID, f.CONTACT_ID] | None
    content: Annotated[str, f.CONTENT]
    original_content: Annotated[str, described("What its author wrote, if it was edited; else null.", None)] | None
    rating: Annotated[int, f.RATING]
    related_event_id: Annotated[UUID, f.RELATED_EVENT_ID] | None
    is_public: Annotated[bool, f.IS_PUBLIC]
    author_name: Annotated[str, f.AUTHOR_NAME] | None
    consent_to_publish: ConsentResponse | None
    status: Annotated[TestimonialStatus, f.STATUS]
    status_reason: Annotated[str, described("Why it was rejected or withdrawn; else null.", None)] | None
    is_approved: Annotated[bool, described("Whether we agree to it.", False)]
    approved_by: Annotated[str, described("Who approved it; null unless somebody did.", None)] | None
    approved_at: Annotated[datetime, described("When that was; null unless it is approved.")] | None
    created_at: Annotated[datetime, CREATED_AT]
    created_by: Annotated[str, CREATED_BY]
    version: Annotated[int, VERSION]

    @classmethod
    def of(cls, one: Any) -> Self:
        """A testimonial as it is now, or a row of the table as it shows one."""
        given = one.consent.given_at
        return cls(
            id=one.id,
            customer_id=one.customer_id,
            contact_id=one.contact_id,
            **vars(one.praise),
            original_content=one.original_content,
            consent_to_publish=ConsentResponse(given_at=given, source=one.consent.source) if given else None,
            status=one.status,
            status_reason=one.status_reason,
            is_approved=one.is_approved,
            approved_by=one.approved_by,
            approved_at=one.approved_at,
            created_at=one.created_at,
            created_by=one.created_by,
            version=one.version,
        )


class PublicTestimonialResponse(Response):
    """A testimonial as everybody may see it: of who said it, only the name."""

    id: Annotated[UUID, f.TESTIMONIAL_ID]
    content: Annotated[str, f.CONTENT]
    rating: Annotated[int, f.RATING]
    related_event_id: Annotated[UUID, f.RELATED_EVENT_ID] | None
    author_name: Annotated[str, f.AUTHOR_NAME] | None
    created_at: Annotated[datetime, CREATED_AT]


class RatingSummary(Response):
    """The ratings of what is shown to everybody."""

    count: Annotated[int, described("How many there are.", 12)]
    average: Annotated[float, described("Their mean, with two decimals; null if there are none.", 4.58)] | None
    by_rating: Annotated[dict[str, int], described("How many have 1, 2, 3, 4, 5.", {"1": 0, "5": 9})]
