"""What the complaint endpoints take (specification §5.4)."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator

from shared.complaints import fields as f
from shared.complaints.periods import MOST_DAYS, MOST_DAYS_APART, USUAL_DAYS, Interval, Period
from shared.complaints.values import ComplaintOrder, ComplaintPriority, ComplaintStatus, Matter
from shared.kernel.errors import Invalid
from shared.platform.web.paging import PageQuery
from shared.platform.web.schemas import Currency, Id, Ids, OneLine, Request, Text, TimeZone, described
from shared.platform.web.wording import wrong
from shared.settings import CustomerManagement

AssignedTo = Annotated[str, Text(100), f.ASSIGNED_TO]
Category = Annotated[str, Text(100), OneLine, f.CATEGORY]


class NewComplaint(Request):
    """What happened."""

    subject: Annotated[str, Text(500), OneLine, f.SUBJECT]
    description: Annotated[str, Text(10_000), f.DESCRIPTION]
    category: Category | None = None
    priority: Annotated[ComplaintPriority, f.PRIORITY] = ComplaintPriority.MEDIUM
    related_event_id: Annotated[Id, f.RELATED_EVENT_ID] | None = None
    attachments: Annotated[Ids, f.ATTACHMENTS] = ()
    contact_id: Annotated[Id, f.CONTACT_ID] | None = None
    communication_id: Annotated[Id, f.COMMUNICATION_ID] | None = None

    def matter(self) -> Matter:
        """What happened, as the domain knows it."""
        return Matter(self.subject, self.description, self.category, self.priority, self.related_event_id)


EARLIEST, LATEST = date(1900, 1, 1), date(9000, 1, 1)
RootCause = Annotated[str, Text(100), OneLine, f.ROOT_CAUSE]
Amount = Annotated[Decimal, Field(gt=0, max_digits=15, decimal_places=2), f.COMPENSATION_AMOUNT]


class ComplaintRequest(Request):
    """The fields to replace; the others stay."""

    category: Category | None = None
    priority: Annotated[ComplaintPriority, f.PRIORITY] = ComplaintPriority.MEDIUM
    related_event_id: Annotated[Id, f.RELATED_EVENT_ID] | None = None
    root_cause: RootCause | None = None


class WaitingRequest(Request):
    """Whether the customer is to answer first."""

    waiting_for_customer: Annotated[bool, f.WAITING]


class ComplaintStatusRequest(Request):
    """Where it is to be moved, and why."""

    status: Annotated[ComplaintStatus, f.STATUS]
    notes: Annotated[str, Text(2_000), f.NOTES] | None = None


class ResolutionRequest(Request):
    """What was done about it."""

    resolution: Annotated[str, Text(10_000), f.RESOLUTION]
    compensation_offered: Annotated[str, Text(2_000), f.COMPENSATION] | None = None
    customer_satisfied: Annotated[bool, f.SATISFIED] | None = None
    compensation_amount: Amount | None = None
    compensation_currency: Annotated[Currency, f.COMPENSATION_CURRENCY] | None = None
    root_cause: RootCause | None = None

    @model_validator(mode="after")
    def _whole(self) -> "ResolutionRequest":
        if (self.compensation_amount is None) is not (self.compensation_currency is None):
            raise wrong("needs both compensationAmount and compensationCurrency, or neither")
        return self

    def compensation(self) -> tuple[Decimal, str] | None:
        """An amount, and its currency."""
        amount, currency = self.compensation_amount, self.compensation_currency
        return None if amount is None or currency is None else (amount, currency)


class AssigneeRequest(Request):
    """Who is to care for it; null is nobody."""

    assigned_to: AssignedTo | None


class CommentRequest(Request):
    """What is to be said about it."""

    text: Annotated[str, Text(10_000), f.COMMENT]
    is_internal: Annotated[bool, f.IS_INTERNAL] = True


class CustomerComplaintQuery(PageQuery):
    """Filters of a customer's complaints."""

    status: Annotated[ComplaintStatus, described("Only those that are so far.")] | None = None
    priority: Annotated[ComplaintPriority, described("Only those that matter so much.")] | None = None


class ComplaintQuery(CustomerComplaintQuery):
    """Filters of all customers' complaints."""

    assigned_to: Annotated[str, Text(100), described("Only those this person cares for.")] | None = None
    category: Annotated[str, Text(100), described("Only those of this kind.")] | None = None
    sort_by: Annotated[
        ComplaintOrder,
        described("By what they are sorted; what is not due comes last, and with a minus the latest first."),
    ] = ComplaintOrder.DUE_AT


class ReportQuery(Request):
    """Which days a report is about."""

    from_date: (
        Annotated[date, Field(strict=False), described("Its first day; else thirty days until the last.")] | None
    ) = None
    to_date: Annotated[date, Field(strict=False), described("Its last day; else today.")] | None = None
    time_zone: Annotated[TimeZone, described("Whose days these are; else those of the business.")] | None = None
    interval: Annotated[Interval, described("How the time is cut; else by its length.")] | None = None

    def period(self, now: datetime, business: CustomerManagement) -> Period:
        """The days that are meant. Raises Invalid."""
        zone = self.time_zone or business.business_time_zone
        last = self.to_date or now.astimezone(ZoneInfo(zone)).date()
        if not EARLIEST <= last <= LATEST:
            raise Invalid.field("toDate", "must lie in the years 1900 to 9000")
        first = self.from_date or last - timedelta(days=USUAL_DAYS - 1)
        if not EARLIEST - timedelta(days=USUAL_DAYS) <= first <= last:
            raise Invalid.field("fromDate", "must not be later than `toDate`, nor before 1900")
        period = Period(first, last, zone)
        if period.days > MOST_DAYS:
            raise Invalid.field("fromDate", f"must be at most {MOST_DAYS} days before `toDate`")
        if self.interval is Interval.DAY and period.days > MOST_DAYS_APART:
            raise Invalid.field("interval", f"must be week or month for more than {MOST_DAYS_APART} days")
        return period
