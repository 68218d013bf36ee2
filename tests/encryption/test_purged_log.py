"""Events whose time is over go, and the log still shows that no other went."""

from datetime import timedelta
from uuid import UUID

from pytest import MonkeyPatch, fixture, mark, raises
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from shared.customers.commands import UpdateProfile
from shared.platform.messaging.digest import digest_faults, write_digest
from shared.platform.messaging.tables import domain_events, event_streams
from shared.platform.messaging.verification import Fault, Verification
from tests.support.event_log import unguarded
from tests.support.world import World

t, s = domain_events.c, event_streams.c
CUT = "the last events are missing"


def faults(world: World, **options: int) -> list[Fault]:
    return list(Verification(world.app.database, **options).faults())


def versions(world: World, customer: UUID) -> list[int]:
    with world.app.database.reading() as session:
        wanted = select(t.EventVersion).where(t.AggregateId == customer).order_by(t.EventVersion)
        return list(session.scalars(wanted))


@fixture
def old(world: World) -> UUID:
    """A customer with three events of seven years ago, and one of a year ago."""
    customer = world.has_customer("Aurora")
    for industry in ("Music", "Dance"):
        world.send(UpdateProfile(customer, provided={"industry": industry}))
    world.days_pass(6 * 366)
    world.send(UpdateProfile(customer, provided={"industry": "Opera"}))
    world.days_pass(370)
    return customer


def test_events_go_after_seven_years_and_the_log_is_still_sound(world: World, old: UUID) -> None:
    quiet = world.has_customer("Quiet")
    write_digest(world.app)
    world.forgets()

    assert versions(world, old) == [4]
    assert faults(world) == []
    world.send(UpdateProfile(old, provided={"industry": "Ballet"}))
    assert [entry.changes[0].new_value for entry in world.history(old).items] == ["Ballet", "Opera"]
    world.days_pass(8 * 366)
    world.forgets()

    assert versions(world, old) == versions(world, quiet) == []
    assert faults(world) == []
    assert list(digest_faults(world.app)) == []
    world.send(UpdateProfile(old, provided={"industry": "Mime"}))
    assert versions(world, old) == [6]
    assert faults(world) == []


def test_they_go_a_batch_at_a_time(world: World, old: UUID, monkeypatch: MonkeyPatch) -> None:
    from shared.platform.messaging import purging

    monkeypatch.setattr(purging, "BATCH", 2)
    monkeypatch.setattr(purging, "OLDEST", purging.OLDEST.limit(2))
    before = world.app.clock() - timedelta(days=7 * 366)

    assert purging.purge_events(world.app.database, before) is False
    assert versions(world, old) == [3, 4]
    assert faults(world) == []
    assert purging.purge_events(world.app.database, before) is True
    assert versions(world, old) == [4]


def test_the_database_deletes_no_event_that_was_not_let_go(world: World, old: UUID) -> None:
    world.forgets()

    for gone in (t.AggregateId == old, t.EventVersion == 4):
        with world.app.database.transaction() as session, raises(DBAPIError, match="append-only"):
            session.execute(delete(domain_events).where(gone))


def test_who_has_no_key_lets_no_event_go_unseen(world: World, old: UUID) -> None:
    world.forgets()
    with world.app.database.transaction() as session:
        last = session.scalar(select(t.Seal).where(t.AggregateId == old, t.EventVersion == 4))
        forged = update(event_streams).where(s.AggregateId == old).values(PurgedVersion=4, PurgedSeal=last)
        session.execute(forged)
        session.execute(delete(domain_events).where(t.AggregateId == old))
        session.commit()

    assert faults(world) == [Fault(old, 1, None, CUT)]


@mark.parametrize("column", ["PurgedVersion", "PurgedSeal", "PurgedProof"])
def test_what_is_left_of_what_went_cant_be_changed_unseen(world: World, old: UUID, column: str) -> None:
    world.forgets()
    becomes = 0 if column == "PurgedVersion" else "x"
    with world.app.database.transaction() as session:
        session.execute(update(event_streams).where(s.AggregateId == old).values({column: becomes}))
        session.commit()

    assert faults(world) == [Fault(old, 1, None, "the event is missing")]


@mark.system
def test_several_processes_find_what_one_finds(world: World) -> None:
    customers = [world.has_customer(f"Customer {number}") for number in range(9)]
    with world.app.database.transaction() as session:
        with unguarded(session):
            session.execute(update(domain_events).where(t.AggregateId == customers[0]).values(UserId="mallory"))
            session.execute(delete(domain_events).where(t.AggregateId.in_((customers[4], customers[8]))))
        session.commit()

    alone, together = Verification(world.app.database), Verification(world.app.database, at_once=1)

    assert {fault.aggregate_id for fault in alone.faults()} == {customers[0], customers[4], customers[8]}
    assert set(together.faults()) == set(alone.faults())
    assert together.events == 7
