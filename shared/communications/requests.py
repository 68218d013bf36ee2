"""What the communication endpoints take (specification §5.3)."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, Field, model_validator

from shared.communications import fields as f
from shared.communications.values import (
    LONGEST_MEETING,
    MEETINGS,
    CommunicationPurpose,
    CommunicationStatus,
    Content,
    Direction,
    Plan,
)
from shared.customers.values import CommunicationType
from shared.platform.web.contact_validation import valid_email
from shared.platform.web.fields import REASON
from shared.platform.web.paging import PageQuery
from shared.platform.web.schemas import (
    EachOnce,
    Email,
    Id,
    Ids,
    Moment,
    OneLine,
    PastMoment,
    Phone,
    Request,
    Text,
    TimeZone,
    WebAddress,
    described,
    omittable,
)
from shared.platform.web.wording import wrong
from shared.templates.model import LONGEST_SMS
from shared.templates.values import TextFormat

LONGEST_CALL_SECONDS = 7 * 24 * 60 * 60
MOST_ATTENDEES = 50
LAST_YEAR = 2199
"""Calendars hold the rules of a time zone year by year."""


def _in_calendar(value: datetime) -> datetime:
    if not 1970 <= value.year <= LAST_YEAR:
        raise wrong("must lie in the years 1970 to {year}", year=LAST_YEAR)
    return value


def _attendee(value: str) -> str:
    if "@" not in value:
        return value
    address = valid_email(value)
    if address is None:
        raise wrong("must be an e-mail address, or a name without @")
    return address


def _meeting_type(value: CommunicationType) -> CommunicationType:
    if value not in MEETINGS:
        raise wrong("must be Meeting, InPerson or VideoCall")
    return value


MeetingTime = Annotated[Moment, AfterValidator(_in_calendar)]
Subject = Annotated[str, Text(500), OneLine, f.SUBJECT]
Attendees = Annotated[
    tuple[Annotated[str, Text(254), OneLine, AfterValidator(_attendee)], ...],
    Field(max_length=MOST_ATTENDEES, strict=False),
    EachOnce,
    f.ATTENDEES,
]
Title = Annotated[str, Text(500), OneLine, f.TITLE]
Description = Annotated[str, Text(10_000), f.DESCRIPTION]
Location = Annotated[str, Text(255), OneLine, f.LOCATION]
MeetingLink = Annotated[WebAddress, f.MEETING_LINK]


Files = Annotated[Ids, f.ATTACHMENTS]


class _MessageRequest(Request):
    """What mail and text messages have in common."""

    template_id: Annotated[Id, f.TEMPLATE_ID] | None = None
    data: Annotated[dict[str, Any], Field(max_length=100), f.DATA] = {}  # noqa: RUF012 - frozen
    purpose: Annotated[CommunicationPurpose, f.PURPOSE] = CommunicationPurpose.SERVICE
    send_at: Annotated[Moment, f.SEND_AT] | None = None


class EmailRequest(_MessageRequest):
    """A mail. Beside a template, `subject` and `body` replace the template's, and are filled in as it is."""

    recipient_email: Annotated[Email, f.RECIPIENT_EMAIL]
    subject: Subject | None = None
    body: Annotated[str, Text(50_000), f.BODY] | None = None
    format: Annotated[TextFormat, f.FORMAT] | None = None
    attachments: Files = ()
    ai_generated: Annotated[bool, f.AI_GENERATED] = False

    @model_validator(mode="after")
    def _complete(self) -> "EmailRequest":
        if self.template_id is None and not (self.subject and self.body):
            raise wrong("needs subject and body, or templateId")
        return self


class SmsRequest(_MessageRequest):
    """A text message. Beside a template, `message` replaces its text, and is filled in as it is."""

    recipient_phone: Annotated[Phone, f.RECIPIENT_PHONE]
    message: Annotated[str, Text(LONGEST_SMS), f.MESSAGE] | None = None

    @model_validator(mode="after")
    def _complete(self) -> "SmsRequest":
        if self.template_id is None and not self.message:
            raise wrong("needs message, or templateId")
        return self


class PhoneCallRequest(Request):
    """A call that was made."""

    phone_number: Annotated[Phone, f.PHONE_NUMBER]
    call_type: Annotated[Direction, f.CALL_TYPE]
    duration_in_seconds: Annotated[int, Field(ge=0, le=LONGEST_CALL_SECONDS), f.DURATION]
    summary: Annotated[str, Text(10_000), f.SUMMARY]
    notes: Annotated[str, Text(10_000), f.NOTES] | None = None
    call_time: Annotated[PastMoment, f.CALL_TIME] | None = None

    def content(self) -> Content:
        """What was said."""
        return Content(text=self.summary, notes=self.notes)


class MeetingRequest(Request):
    """A meeting that is to be; or one that was, of which nobody is told."""

    title: Title
    description: Description | None = None
    scheduled_start: Annotated[MeetingTime, f.START]
    scheduled_end: Annotated[MeetingTime, f.END]
    location: Location | None = None
    attendees: Attendees = ()
    is_virtual: Annotated[bool, f.IS_VIRTUAL] = False
    meeting_link: MeetingLink | None = None
    type: Annotated[CommunicationType, AfterValidator(_meeting_type), f.MEETING_TYPE] = CommunicationType.MEETING
    time_zone: Annotated[TimeZone, f.TIME_ZONE] | None = None

    @model_validator(mode="after")
    def _forward(self) -> "MeetingRequest":
        if not self.scheduled_start < self.scheduled_end <= self.scheduled_start + LONGEST_MEETING:
            raise wrong("scheduledEnd must be later than scheduledStart, by a month at most")
        return self

    def content(self) -> Content:
        """What it is about."""
        return Content(subject=self.title, text=self.description)

    def plan(self) -> Plan:
        """When and where it is, and who comes."""
        return Plan(
            self.scheduled_start,
            self.scheduled_end,
            self.location,
            self.attendees,
            self.is_virtual,
            self.meeting_link,
            self.time_zone,
        )


class MeetingUpdateRequest(Request):
    """The fields to replace; those left out stay."""

    title: Title = omittable()
    description: Description | None = omittable()
    scheduled_start: Annotated[MeetingTime, f.START] = omittable()
    scheduled_end: Annotated[MeetingTime, f.END] = omittable()
    location: Location | None = omittable()
    attendees: Attendees = omittable()
    is_virtual: Annotated[bool, f.IS_VIRTUAL] = omittable()
    meeting_link: MeetingLink | None = omittable()
    time_zone: Annotated[TimeZone, f.TIME_ZONE] = omittable()

    def changes(self) -> dict[str, Any]:
        """The provided fields by their names in a meeting."""
        names = {"scheduled_start": "start", "scheduled_end": "end", "meeting_link": "link"}
        return {names.get(field, field): value for field, value in self.provided().items()}


class CancellationRequest(Request):
    """Why it is called off."""

    reason: Annotated[str, Text(500), REASON] | None = None


class TwilioQuery(Request):
    """What our own URL says that Twilio calls."""

    communication_id: Annotated[Id, described("The message the report is about.")] | None = None


class CommunicationQuery(PageQuery):
    """Filters of a customer's communications."""

    type: Annotated[CommunicationType, described("Only those of this type.")] | None = None
    status: Annotated[CommunicationStatus, described("Only those that are so far.")] | None = None
    start_date: Annotated[Moment, described("Only those from then or later.")] | None = None
    end_date: Annotated[Moment, described("Only those from before then.")] | None = None
