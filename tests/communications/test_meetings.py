"""Meetings: who is invited, what calendars read, and that it is right when the clocks change."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from icalendar import Calendar
from pytest import fixture, mark, raises

from shared.adapters.delivery import Ambiguous, OutgoingEmail
from shared.communications.commands import CancelCommunication, LogCall, ScheduleMeeting, UpdateMeeting
from shared.communications.delivery_reports import DELIVERED, GONE, NoteReport, Report
from shared.communications.errors import NotCancellable
from shared.communications.values import LONGEST_MEETING, Content, Direction, Plan
from shared.customers.values import CommunicationType
from shared.kernel.errors import Invalid
from tests.support.messages import Post
from tests.support.world import World


@fixture
def post(world: World) -> Post:
    return Post(world)


def planned(post: Post, start: datetime, *attendees: str, hours: float = 1, **more: Any) -> UUID:
    plan = Plan(start, start + timedelta(hours=hours), "Hall 3", attendees, time_zone="Europe/Berlin")
    return post.world.send(
        ScheduleMeeting(
            customer_id=post.customer,
            type=CommunicationType.MEETING,
            content=Content("Site visit", "We look at the hall."),
            plan=plan.replaced(more),
        )
    ).id


def invited(post: Post, id: UUID) -> tuple[OutgoingEmail, Any]:
    """The latest mail, and the event in it."""
    post.delivers(id)
    mail = post.provider.sent[-1]
    assert isinstance(mail, OutgoingEmail)
    assert mail.invitation
    calendar = Calendar.from_ical(mail.invitation.content)
    assert str(calendar["METHOD"]) == mail.invitation.method
    return mail, calendar


def event_of(calendar: Any) -> Any:
    [event] = calendar.walk("VEVENT")
    return event


NIGHT = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
"""01:30 in Berlin, half an hour before its clocks go forward."""


def test_attendees_are_invited_to_the_right_hour_on_the_night_the_clocks_change(post: Post) -> None:
    id = planned(post, NIGHT, "ada@example.com", "Ben Nevis", hours=2)

    mail, calendar = invited(post, id)

    event = event_of(calendar)
    assert mail.recipients == ("ada@example.com",)
    assert (event["DTSTART"].dt.astimezone(UTC), event["DTEND"].dt.astimezone(UTC)) == (
        NIGHT,
        NIGHT + timedelta(hours=2),
    )
    assert event["DTSTART"].dt.isoformat() == "2026-03-29T01:30:00+01:00"
    assert event["DTEND"].dt.isoformat() == "2026-03-29T04:30:00+02:00"
    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
    [zone] = calendar.walk("VTIMEZONE")
    assert zone.to_tz().utcoffset(NIGHT.replace(hour=4, tzinfo=None)) == timedelta(hours=2)
    assert (int(event["SEQUENCE"]), str(event["STATUS"])) == (0, "CONFIRMED")
    assert str(event["ATTENDEE"]) == "mailto:ada@example.com"
    assert str(event["ORGANIZER"]) == "mailto:care@customers.localhost"
    assert "2026-03-29 01:30 – 2026-03-29 04:30 (Europe/Berlin)" in mail.text


def test_a_meeting_is_told_of_with_exactly_its_fields(post: Post) -> None:
    id = planned(post, NIGHT, "ada@example.com")

    assert post.world.events(id)[0] == (
        "CustomerMeetingScheduled",
        {
            "meetingId": str(id),
            "customerId": str(post.customer),
            "title": "Site visit",
            "scheduledStart": "2026-03-29T00:30:00.000000Z",
            "scheduledEnd": "2026-03-29T01:30:00.000000Z",
            "location": "Hall 3",
            "attendees": ["ada@example.com"],
            "scheduledAt": "2026-03-02T09:00:00.000000Z",
        },
    )


def test_a_meeting_that_is_moved_and_called_off_sends_the_change_and_the_cancellation(post: Post) -> None:
    id = planned(post, NIGHT, "ada@example.com")
    first, calendar = invited(post, id)
    uid = str(event_of(calendar)["UID"])

    later = NIGHT + timedelta(days=1)
    post.world.send(
        UpdateMeeting(post.customer, id, provided={"start": later, "end": later + timedelta(hours=1), "title": "Visit"})
    )
    moved, calendar = invited(post, id)
    change = event_of(calendar)
    post.world.send(CancelCommunication(post.customer, id, reason="Rain"))
    off, calendar = invited(post, id)
    end = event_of(calendar)

    assert (str(change["UID"]), str(end["UID"])) == (uid, uid)
    assert (int(change["SEQUENCE"]), int(end["SEQUENCE"])) == (1, 2)
    assert change["DTSTART"].dt.astimezone(UTC) == later
    assert (str(end["STATUS"]), str(calendar["METHOD"])) == ("CANCELLED", "CANCEL")
    assert [mail.subject for mail in (first, moved, off)] == ["Site visit", "Updated: Visit", "Cancelled: Visit"]
    assert len({mail.message_id for mail in (first, moved, off)}) == 3
    assert post.status(id) == "Cancelled"
    assert post.world.audit_trail(id) == [
        *("CustomerMeetingScheduled", "EmailQueued", "MeetingInvitationSent"),
        *("MeetingUpdated", "EmailQueued", "MeetingInvitationSent"),
        *("MeetingCancelled", "EmailQueued", "MeetingInvitationSent"),
    ]
    with raises(NotCancellable):
        post.world.send(CancelCommunication(post.customer, id))
    with raises(NotCancellable):
        post.world.send(UpdateMeeting(post.customer, id, provided={"title": "x"}))


def test_a_change_while_the_invitation_is_being_sent_is_sent_after_it(post: Post) -> None:
    id = planned(post, NIGHT, "ada@example.com")

    def moves() -> None:
        post.provider.answer = None
        post.world.send(UpdateMeeting(post.customer, id, provided={"title": "Visit"}))

    post.provider.answer = moves
    post.delivers(id)
    post.is_time()

    assert [mail.subject for mail in post.provider.sent if isinstance(mail, OutgoingEmail)] == [
        "Site visit",
        "Updated: Visit",
    ]
    assert post.status(id) == "Sent"


@mark.parametrize(
    ("start", "attendees"),
    [(NIGHT, ("Ben Nevis",)), (NIGHT, ()), (datetime(2026, 1, 1, tzinfo=UTC), ("ada@example.com",))],
)
def test_nobody_is_told_of_a_meeting_without_addresses_or_that_is_over(
    post: Post, start: datetime, attendees: tuple[str, ...]
) -> None:
    id = planned(post, start, *attendees)

    post.delivers(id)
    post.world.send(CancelCommunication(post.customer, id))
    post.delivers(id)

    assert (post.provider.calls, post.status(id)) == (0, "Cancelled")


def moves(post: Post, id: UUID, title: str = "Visit") -> None:
    post.world.send(UpdateMeeting(post.customer, id, provided={"title": title}))


def test_a_change_survives_that_nobody_knows_of_the_mail_before_it(post: Post) -> None:
    id = planned(post, NIGHT, "ada@example.com")

    def breaks() -> None:
        post.provider.answer = None
        moves(post, id)
        raise Ambiguous("The connection broke.")

    post.provider.answer = breaks
    post.delivers(id)
    post.is_time()

    assert [mail.subject for mail in post.provider.sent if isinstance(mail, OutgoingEmail)] == ["Updated: Visit"]
    assert post.status(id) == "Sent"


def test_a_report_of_an_invitation_does_not_stop_the_cancellation(post: Post) -> None:
    id = planned(post, NIGHT, "ada@example.com")
    mail, _ = invited(post, id)
    post.world.send(CancelCommunication(post.customer, id))

    assert post.world.send(NoteReport(Report(mail.id, DELIVERED))) is False
    last, calendar = invited(post, id)

    assert (str(calendar["METHOD"]), post.status(id)) == ("CANCEL", "Cancelled")
    assert post.world.send(NoteReport(Report(last.id, GONE))) is False
    assert post.status(id) == "Cancelled"


def test_a_report_of_the_latest_mail_is_found_by_its_id_and_one_of_an_older_is_none(post: Post) -> None:
    id = planned(post, NIGHT, "ada@example.com")
    first, _ = invited(post, id)
    moves(post, id)
    second, _ = invited(post, id)

    assert post.world.send(NoteReport(Report(first.id, GONE))) is False
    assert post.status(id) == "Sent"
    assert post.world.send(NoteReport(Report(second.id, DELIVERED))) is True
    assert post.status(id) == "Delivered"


def test_a_change_is_told_in_the_words_of_the_api(post: Post) -> None:
    id = planned(post, NIGHT, "ada@example.com")
    later = NIGHT + timedelta(minutes=5)

    moves(post, id)
    post.world.send(UpdateMeeting(post.customer, id, provided={"start": later, "description": "Bring the plan."}))

    changed = [data["changedFields"] for kind, data in post.world.events(id) if kind == "MeetingUpdated"]
    assert [sorted(one) for one in changed] == [["title"], ["description", "scheduledStart"]]


def test_a_meeting_that_is_over_before_its_invitation_is_sent_is_not_told_of(post: Post) -> None:
    id = planned(post, NIGHT, "ada@example.com")
    post.world.now = NIGHT + timedelta(days=1)

    post.delivers(id)

    assert (post.provider.calls, post.status(id)) == (0, "Suppressed")
    assert post.shown(id)["statusReason"] == "The meeting is over."


def test_a_meeting_is_changed_no_more_once_its_content_is_gone(post: Post) -> None:
    id = planned(post, NIGHT, "ada@example.com")
    invited(post, id)
    post.world.days_pass(800)
    post.world.forgets()

    with raises(NotCancellable, match="content is gone"):
        moves(post, id)
    with raises(NotCancellable, match="content is gone"):
        post.world.send(CancelCommunication(post.customer, id))


def test_a_meeting_far_ahead_keeps_its_content_until_it_was(post: Post) -> None:
    id = planned(post, NIGHT + timedelta(days=700), "ada@example.com")
    invited(post, id)
    post.world.days_pass(400)
    post.world.forgets()

    moves(post, id)

    assert invited(post, id)[0].subject == "Updated: Visit"


def test_a_meeting_ends_after_it_begins(post: Post) -> None:
    id = planned(post, NIGHT, "ada@example.com")

    with raises(Invalid):
        post.world.send(UpdateMeeting(post.customer, id, provided={"start": NIGHT + timedelta(hours=1)}))
    with raises(Invalid):
        post.world.send(
            UpdateMeeting(post.customer, id, provided={"end": NIGHT + LONGEST_MEETING + timedelta(hours=1)})
        )


def test_a_message_is_no_meeting(post: Post) -> None:
    with raises(NotCancellable, match="no meeting"):
        post.world.send(UpdateMeeting(post.customer, post.accepts(), provided={"title": "x"}))


def test_a_call_is_logged_and_told_of(post: Post) -> None:
    call = LogCall(
        customer_id=post.customer,
        direction=Direction.OUTBOUND,
        phone="+4915100000",
        seconds=240,
        content=Content(text="They want the hall", notes="Again on Monday"),
        call_time=post.world.now - timedelta(days=1),
    )

    id = post.world.send(call).id

    one = post.shown(id)
    assert (one["status"], one["occurredAt"], one["notes"]) == (None, "2026-03-01T09:00:00Z", "Again on Monday")
    assert post.world.events(id) == [
        (
            "CustomerPhoneCallLogged",
            {
                "communicationId": str(id),
                "customerId": str(post.customer),
                "phoneNumber": "+4915100000",
                "durationInSeconds": 240,
                "callType": "Outbound",
                "summary": "They want the hall",
                "callTime": "2026-03-01T09:00:00.000000Z",
            },
        )
    ]
    with raises(NotCancellable, match="on record"):
        post.world.send(CancelCommunication(post.customer, id))
