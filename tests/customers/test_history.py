"""What a customer's past tells."""

from pytest import raises

from shared.customers.commands import DeactivateCustomer, UpdateContactInfo, UpdateProfile
from shared.kernel.errors import Invalid
from tests.support.world import World


def test_the_history_tells_each_change_field_by_field_with_who_and_when(world: World) -> None:
    customer = world.has_customer("Aurora", "a@history.example.com")
    world.days_pass(1)
    world.send(UpdateProfile(customer, provided={"company_name": "Borealis", "website": "b.example.com"}), by="ben")
    world.send(UpdateContactInfo(customer, provided={"primary_email": "b@history.example.com"}), by="chloe")
    world.send(DeactivateCustomer(customer, reason="r"), by="ben")

    newest, mail, profile, registration = world.history(customer).items

    assert [(c.field, c.old_value, c.new_value) for c in newest.changes] == [("status", "Active", "Inactive")]
    assert [(c.field, c.old_value, c.new_value) for c in mail.changes] == [
        ("contactInfo.primaryEmail", "a@history.example.com", "b@history.example.com")
    ]
    assert [(c.field, c.old_value, c.new_value) for c in profile.changes] == [
        ("profile.companyName", "Aurora", "Borealis"),
        ("contactInfo.website", None, "b.example.com"),
    ]
    assert (profile.event, profile.version, profile.changed_by) == ("CustomerProfileUpdated", 2, "ben")
    assert profile.changed_at == world.now
    assert mail.changed_by == "chloe"
    assert ("profile.companyName", None, "Aurora") in [
        (c.field, c.old_value, c.new_value) for c in registration.changes
    ]


def test_the_timeline_tells_everything_newest_first(world: World) -> None:
    customer = world.has_customer()
    world.send(UpdateProfile(customer, provided={"industry": "Music"}))
    world.send(DeactivateCustomer(customer, reason="quiet"))

    timeline = world.timeline(customer)

    assert [entry.type for entry in timeline.items] == [
        "CustomerDeactivated",
        "CustomerProfileUpdated",
        "CustomerRegistered",
    ]
    assert timeline.items[0].data["reason"] == "quiet"
    assert timeline.total_count == 3


def test_a_story_is_read_in_pages_or_by_cursor_alike(world: World) -> None:
    customer = world.has_customer()
    for number in range(6):
        world.send(UpdateProfile(customer, provided={"industry": f"Industry {number}"}))

    by_page = [e.version for page in (1, 2, 3, 4) for e in world.timeline(customer, page=page, pageSize=2).items]
    by_cursor, cursor = [], None
    while True:
        page = world.timeline(customer, pageSize=2, **({"cursor": cursor} if cursor else {}))
        by_cursor += [entry.version for entry in page.items]
        if (cursor := page.next_cursor) is None:
            break
        world.send(UpdateProfile(customer, provided={"industry": f"Meanwhile {len(by_cursor)}"}))

    assert by_page == by_cursor == [7, 6, 5, 4, 3, 2, 1]


def test_a_made_up_cursor_is_refused(world: World) -> None:
    customer = world.has_customer()

    with raises(Invalid):
        world.timeline(customer, cursor="WyJ4IiwgMSwgMl0")
