"""What the testimonial endpoints take (specification §5.5)."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from shared.platform.web.fields import REASON
from shared.platform.web.paging import PageQuery
from shared.platform.web.schemas import Id, PastMoment, Request, Text, described, omittable
from shared.platform.web.wording import wrong
from shared.testimonials import fields as f
from shared.testimonials.values import Praise, PublicationConsent, TestimonialStatus


def _flag(value: object) -> object:
    """In a query everything is text."""
    if isinstance(value, str):
        if value not in ("true", "false"):
            raise wrong("must be true or false")
        return value == "true"
    return value


def _stars(value: object) -> object:
    if isinstance(value, str) and value not in ("1", "2", "3", "4", "5"):
        raise wrong("must be a whole number from 1 to 5")
    return int(value) if isinstance(value, str) else value


Content = Annotated[str, Text(10_000), f.CONTENT]
Rating = Annotated[int, Field(ge=1, le=5), f.RATING]
AuthorName = Annotated[str, Text(200), f.AUTHOR_NAME]
Flag = Annotated[bool, BeforeValidator(_flag)]
Stars = Annotated[int, Field(ge=1, le=5), BeforeValidator(_stars)]


class ConsentToPublish(Request):
    """That the author agrees to have it published."""

    given_at: Annotated[PastMoment, f.GIVEN_AT]
    source: Annotated[str, Text(500), f.SOURCE]

    def value(self) -> PublicationConsent:
        """The consent as the domain knows it."""
        return PublicationConsent(self.given_at, self.source)


Consent = Annotated[ConsentToPublish, f.CONSENT]


class NewTestimonial(Request):
    """What was said."""

    content: Content
    rating: Rating
    related_event_id: Annotated[Id, f.RELATED_EVENT_ID] | None = None
    is_public: Annotated[bool, f.IS_PUBLIC] = False
    author_name: AuthorName | None = None
    contact_id: Annotated[Id, f.CONTACT_ID] | None = None
    consent_to_publish: Consent | None = None

    def praise(self) -> Praise:
        """What was said, as the domain knows it."""
        return Praise(self.content, self.rating, self.author_name, self.related_event_id, self.is_public)

    def consent(self) -> PublicationConsent:
        """Whether it may be published."""
        return self.consent_to_publish.value() if self.consent_to_publish else PublicationConsent()


class TestimonialRequest(Request):
    """The fields to replace; those left out stay. The content as its author wrote it is kept."""

    content: Content = omittable()
    author_name: AuthorName | None = omittable()
    is_public: Annotated[bool, f.IS_PUBLIC] = omittable()
    related_event_id: Annotated[Id, f.RELATED_EVENT_ID] | None = omittable()
    consent_to_publish: Consent = omittable()

    def changes(self) -> dict[str, Any]:
        """The provided fields by their names in a testimonial."""
        given = self.provided()
        if "consent_to_publish" in given:
            del given["consent_to_publish"]
            given["consent"] = self.consent_to_publish.value()
        return given


class ReasonRequest(Request):
    """Why."""

    reason: Annotated[str, Text(500), REASON] | None = None


class _Filters(PageQuery):
    """What both lists are filtered by."""

    is_public: Annotated[Flag, described("Only those that are, or are not, to be shown to everybody.")] | None = None
    rating: Annotated[Stars, described("Only those with so many stars.")] | None = None
    related_event_id: Annotated[Id, described("Only those about this event.")] | None = None
    query: Annotated[str, Text(200), described("Only those with these words, or words that begin so.")] | None = None


class CustomerTestimonialQuery(_Filters):
    """Filters of a customer's testimonials."""

    is_approved: Annotated[Flag, described("Only those that are, or are not, approved.")] | None = None
    status: Annotated[TestimonialStatus, described("Only those that are so far.")] | None = None


class TestimonialQuery(_Filters):
    """Filters of all testimonials that are shown to everybody."""


class SummaryQuery(Request):
    """What the ratings are counted of."""

    related_event_id: Annotated[Id, described("Only those about this event.")] | None = None
