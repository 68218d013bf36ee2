"""What merging costs: a hundred thousand messages that change hands, each with events under its customer's key."""

import resource
import time
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from alembic import command
from sqlalchemy import func, insert, select

from infra.migrations import config
from shared.communications.tables import communications
from shared.concepts import merging
from shared.merges import activities
from shared.merges.commands import StartMerge
from shared.platform.messaging.streams import Streams
from shared.settings import Settings
from tests.support.world import World

AT_ONCE = 5_000
c = communications.c


class Merged(NamedTuple):
    """How long a merge took, and how much memory it needed beside what was there."""

    seconds: float
    megabytes: float
    moved: int


def merged(data: Path, messages: int) -> Merged:
    """Merges a customer that has so many messages."""
    data.mkdir()
    command.upgrade(config(f"sqlite:///{data / 'customers.db'}"), "head")
    world = World(Settings.from_environment({"DATA": str(data)}))
    source, target = world.has_customer("Aurora Ltd"), world.has_customer("Aurora")
    for _ in range(messages // AT_ONCE):
        _write(world, source)
    kinds = merging()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    id = world.send(StartMerge(source_id=source, target_id=target)).id
    activities.take_over_contacts(world.app, kinds, id)
    for what in ("communications", "complaints"):
        while not activities.move_records(world.app, kinds, id, what)["isLast"]:
            pass
    activities.complete(world.app, kinds, id)
    seconds = time.perf_counter() - began
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    with world.app.database.reading() as session:
        moved = session.scalar(select(func.count()).select_from(communications).where(c.CustomerId == target)) or 0
    return Merged(seconds, grown / 1024, moved)


def _write(world: World, customer: UUID) -> None:
    """Messages, and the keys of their events."""
    ids = [uuid4() for _ in range(AT_ONCE)]
    row: dict[str, Any] = {
        "CustomerId": customer,
        "Type": "Email",
        "Subject": "Your event",
        "Content": "We look forward to it. " * 8,
        "Direction": "Outbound",
        "Status": "Sent",
        "CreatedAt": world.now,
        "CreatedBy": "seed",
        "OccurredAt": world.now,
        "RowVersion": 1,
    }
    world.app.keyring.prepare()
    with world.app.database.transaction() as session:
        session.execute(insert(communications), [{**row, "Id": id} for id in ids])
        streams = Streams(session)
        for id in ids:
            streams.key_for_writing(streams.of(id, customer))
        streams.write()
        session.commit()
