"""The testimonial and its table."""

from shared.platform.persistence.mapping import Fields, map_aggregate
from shared.testimonials.model import Testimonial
from shared.testimonials.tables import testimonials
from shared.testimonials.values import Praise, PublicationConsent

c = testimonials.c

TESTIMONIAL = Fields(
    {
        "id": c.Id,
        "customer_id": c.CustomerId,
        "contact_id": c.ContactId,
        "original_content": c.OriginalContent,
        "words": c.Words,
        "status": c.Status,
        "status_reason": c.StatusReason,
        "is_approved": c.IsApproved,
        "approved_by": c.ApprovedBy,
        "approved_at": c.ApprovedAt,
        "created_at": c.CreatedAt,
        "created_by": c.CreatedBy,
        "version": c.RowVersion,
    },
    {
        "praise": (
            Praise,
            {
                "content": c.Content,
                "rating": c.Rating,
                "author_name": c.AuthorName,
                "related_event_id": c.RelatedEventId,
                "is_public": c.IsPublic,
            },
        ),
        "consent": (PublicationConsent, {"given_at": c.ConsentGivenAt, "source": c.ConsentSource}),
    },
)


def map_aggregates() -> None:
    """Teaches SQLAlchemy the testimonial."""
    map_aggregate(Testimonial, testimonials, TESTIMONIAL, key=c.Id)
