"""What the fields of a complaint mean, for bodies and answers alike, with an example of each (specification §5.4)."""

from shared.platform.web.schemas import described

COMPLAINT_ID = described("The complaint's id.")
COMPLAINT_NUMBER = described("What people call it; never used again.", "CMP-000042")
SUBJECT = described("What it is about, in a line.", "The hall was cold")
DESCRIPTION = described("What happened.", "The heating was off until ten.")
CATEGORY = described("What kind of complaint it is, in your words.", "Venue")
PRIORITY = described("How much it matters.", "High")
RELATED_EVENT_ID = described("The event it is about.", None)
CONTACT_ID = described("The contact who complains; null if it is the customer itself.", None)
COMMUNICATION_ID = described("The communication it was noted from; null if there is none.", None)
ATTACHMENTS = described("Ids of attachments that were uploaded before, 25 MB together.", [])
STATUS = described("How far it is.", "InProgress")
WAITING = described("Whether the customer is to answer first: its clock stands.", False)
FIRST_RESPONSE_DUE_AT = described(
    "Until when the customer should have a first answer; null if there is one, or the clock stands.",
    "2026-03-03T09:00:00.000000Z",
)
DUE_AT = described(
    "Until when it should be resolved; then it escalates. Null if it is resolved, or the clock stands.",
    "2026-03-04T09:00:00.000000Z",
)
NOTES = described("Why it was moved.", "We asked the venue")
ASSIGNED_TO = described("Who cares for it: the subject of their token.", "ben")
RESOLUTION = described("What was done about it.", "Half of the rent is paid back.")
COMPENSATION = described("What the customer is offered.", "500 EUR")
COMMENT = described("What is said about it.", "The venue will look at the boiler.")
IS_INTERNAL = described("Whether it is not for the customer's eyes.", True)
ROOT_CAUSE = described("Why it came to it, in your words; reports group by them.", "Heating")
COMPENSATION_AMOUNT = described("What the customer is paid; with a currency.", 500.0)
COMPENSATION_CURRENCY = described("Its currency, as ISO 4217 names it.", "EUR")
SATISFIED = described("Whether the customer is content; null if nobody knows.", True)
