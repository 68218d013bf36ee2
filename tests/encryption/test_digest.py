"""A log that was set back as a whole is told by the digests of days before."""

import io
from datetime import timedelta
from uuid import UUID

from pytest import mark
from sqlalchemy import delete, select, update

from shared.customers.commands import UpdateProfile
from shared.platform.messaging.digest import DIGESTS, digest_faults, write_digest
from shared.platform.messaging.tables import domain_events, event_streams
from shared.platform.messaging.verification import Verification
from tests.support.erasing import erased
from tests.support.event_log import unguarded
from tests.support.world import World

t, s = domain_events.c, event_streams.c


def test_a_day_has_one_digest_of_what_changed_since_the_last(world: World) -> None:
    first, second = world.has_customer("First"), world.has_customer("Second")
    world.now += timedelta(hours=2)

    assert write_digest(world.app) == "2026-03-02.ndjson"
    assert write_digest(world.app) is None
    world.days_pass(1)
    world.send(UpdateProfile(second, provided={"industry": "Music"}))
    assert write_digest(world.app) == "2026-03-03.ndjson"

    assert str(first) in text(world, "2026-03-02.ndjson")
    assert str(first) not in text(world, "2026-03-03.ndjson")
    assert str(second) in text(world, "2026-03-03.ndjson")
    erased(world, first)
    assert list(digest_faults(world.app)) == []


def test_a_log_that_was_set_back_is_told(world: World) -> None:
    customer = world.has_customer("Aurora")
    world.has_customer("Bystander")
    before = head(world, customer)
    world.send(UpdateProfile(customer, provided={"industry": "Music"}))
    write_digest(world.app)

    with world.app.database.transaction() as session:
        with unguarded(session):
            session.execute(delete(domain_events).where(t.AggregateId == customer, t.EventVersion == 2))
        session.execute(
            update(event_streams).where(s.AggregateId == customer).values(Version=before[0], Seal=before[1])
        )
        session.commit()

    assert list(Verification(world.app.database).faults()) == []  # which sees no more than a log that ends there
    assert list(digest_faults(world.app)) == [f"{customer} version 2: it is not as the digest of 2026-03-02 says."]


@mark.parametrize("becomes", [b" ", b"\n", b'["x"]', b"\xff", None])
def test_a_digest_that_was_changed_or_taken_away_is_told(world: World, becomes: bytes | None) -> None:
    world.has_customer("Aurora")
    for _ in range(3):
        write_digest(world.app)
        world.now += timedelta(days=1)
    name = "2026-03-03.ndjson"
    if becomes is None:
        world.app.blobs.delete(DIGESTS, name)
    else:
        world.app.blobs.put(DIGESTS, name, io.BytesIO(text(world, name).encode() + becomes))

    told = list(digest_faults(world.app))

    assert told[-1] == f"{DIGESTS}/2026-03-04.ndjson: the digest before it is not as it was."


def text(world: World, name: str) -> str:
    with world.app.blobs.opened(DIGESTS, name) as file:
        return file.read().decode()


def head(world: World, id: UUID) -> tuple[int, str]:
    with world.app.database.reading() as session:
        version, seal = session.execute(select(s.Version, s.Seal).where(s.AggregateId == id)).one()
    return version, seal
