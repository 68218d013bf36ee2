"""What the fields of a testimonial mean, for bodies and answers alike, with an example of each (specification §5.5)."""

from shared.platform.web.schemas import described

TESTIMONIAL_ID = described("The testimonial's id.")
CONTENT = described("What was said.", "The best gala we ever had.")
RATING = described("From 1, the worst, to 5.", 5)
RELATED_EVENT_ID = described("The event it is about.", None)
IS_PUBLIC = described("Whether its author wants it shown to everybody; then `consentToPublish` is needed.", False)
AUTHOR_NAME = described("What is shown of who said it.", "Ada L., Aurora Events")
CONTACT_ID = described("The contact who said it; null if it is the customer's own.", None)
AGREED = {"givenAt": "2026-03-14T09:26:53Z", "source": "Form after the gala"}
CONSENT = described("When and how its author agreed to have it published.", AGREED)
GIVEN_AT = described("When; not in the future.", "2026-03-14T09:26:53Z")
SOURCE = described("How that is known.", "Form after the gala")
STATUS = described("Whether we agree: Pending, Approved, Rejected; or Withdrawn by its author.", "Pending")
