"""A meeting as calendars read it (RFC 5545, RFC 5546): invitation, change, cancellation. Loaded at its first use."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText

from shared.communications.model import Communication
from shared.kernel.naming import PRODUCT
from shared.settings.delivery import Sender

YEAR = timedelta(days=366)


def calendar_of(meeting: Communication, sequence: int, *, organizer: Sender, stamp: datetime, cancelled: bool) -> bytes:
    """The iCalendar object of a meeting. Its time zone comes with it, so that it is right across a change of clocks."""
    plan = meeting.plan
    start, end = meeting.times
    zone = ZoneInfo(plan.time_zone or "UTC")
    event = Event()
    event.add("uid", f"{meeting.id}@{organizer.domain}")
    event.add("sequence", sequence)
    event.add("dtstamp", stamp)
    event.add("dtstart", start.astimezone(zone))
    event.add("dtend", end.astimezone(zone))
    event.add("summary", meeting.content.subject or "")
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    if plan.location or plan.link:
        event.add("location", plan.location or plan.link)
    description = "\n\n".join(text for text in (meeting.content.text, plan.link) if text)
    if description:
        event.add("description", description)
    if plan.link:
        event.add("url", plan.link)
    event.add("organizer", _person(organizer.address, organizer.name))
    for attendee in plan.attendees:
        if "@" in attendee:
            event.add("attendee", _attendee(attendee), encode=False)
    calendar = Calendar()
    calendar.add("prodid", f"-//{PRODUCT}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "REQUEST")
    calendar.add_component(event)
    calendar.add_missing_timezones(start.date() - YEAR, end.date() + YEAR)
    return bytes(calendar.to_ical())


def _person(address: str, name: str) -> vCalAddress:
    found = vCalAddress(f"mailto:{address}")
    if name:
        found.params["CN"] = vText(name)
    return found


def _attendee(address: str) -> vCalAddress:
    found = _person(address, "")
    found.params["ROLE"] = vText("REQ-PARTICIPANT")
    found.params["PARTSTAT"] = vText("NEEDS-ACTION")
    found.params["RSVP"] = vText("TRUE")
    return found
