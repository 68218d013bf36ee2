"""What a long history costs: reading it, handing it out, erasing it."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID

from pytest import MonkeyPatch
from sqlalchemy.orm import Session

from shared.customers.repository import CustomerRepository
from shared.kernel.events import Change
from shared.platform.application.commands import Command
from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.messaging.event_log import LoggedEvent
from shared.settings import Settings
from tests.support.erasing import finishes, wish
from tests.support.event_log import unseal
from tests.support.running import FOLDER
from tests.support.world import World

PAGES = 40
AT_ONCE = 10_000


@dataclass(frozen=True)
class ManyChanges(Command[None]):
    """A customer's life, in a moment."""

    customer_id: UUID
    count: int

    def handle(self, uow: UnitOfWork) -> None:
        customer = uow.repository(CustomerRepository).get(self.customer_id)
        for number in range(self.count):
            customer.update_profile({"industry": f"Industry {number}"}, by=uow.actor, at=uow.now)
        uow.keep_in_log(*{type(one.event) for one in customer.pending_events})


def lived(world: World, name: str, events: int) -> UUID:
    """A customer with so many events."""
    customer = world.has_customer(name)
    for start in range(1, events, AT_ONCE):
        world.send(ManyChanges(customer, min(AT_ONCE, events - start)))
    return customer


def plain(_session: Session, rows: Sequence[Any], **_: Any) -> list[LoggedEvent]:
    """Events of a log that is neither sealed nor encrypted."""
    return [
        LoggedEvent(
            id=row.Id,
            type=row.EventType,
            aggregate_id=row.AggregateId,
            sequence=row.EventVersion,
            customer_id=row.CustomerId,
            data=json.loads(row.EventData),
            changes={path: Change(*pair) for path, pair in json.loads(row.Changes).items()},
            occurred_at=row.OccurredAt,
            by=row.UserId,
        )
        for row in rows
    ]


def history(data: Path) -> tuple[float, float]:
    """Seconds for a page of a history of 1,000 events: as it is, and of a log in plain."""
    world = World(Settings.from_environment({"DATA": str(data)}))
    sealed, unsealed = lived(world, "Sealed", 1_000), lived(world, "Plain", 1_000)
    with world.app.database.transaction() as session:
        unseal(session, unsealed)
        session.commit()
    ours, theirs = list[float](), list[float]()
    for _ in range(PAGES):
        began = time.perf_counter()
        world.history(sealed, pageSize=20)
        ours.append(time.perf_counter() - began)
        with MonkeyPatch.context() as patch:
            patch.setattr("shared.customers.queries.read", plain)
            began = time.perf_counter()
            world.history(unsealed, pageSize=20)
            theirs.append(time.perf_counter() - began)
    world.app.database.dispose()
    return median(ours), median(theirs)


def erasure(data: Path) -> float:
    """Seconds that the erasure of a customer with 10,000 events works, without its rests."""
    world = World(Settings.from_environment({"DATA": str(data)}))
    customer = lived(world, "Forgotten", 10_000)
    began = time.perf_counter()
    finishes(world, world.send(wish(world, customer)).id)
    spent = time.perf_counter() - began
    world.app.database.dispose()
    return spent


def handed_out(data: Path, events: int) -> tuple[float, int]:
    """(events a second, resident memory at most in MiB) of the export of a customer with so many events."""
    world = World(Settings.from_environment({"DATA": str(data)}))
    customer = lived(world, "Asking", events)
    world.app.database.dispose()
    script = f"from tests.performance.privacy import hand_out; hand_out({str(data)!r}, {str(customer)!r})"
    done = subprocess.run([sys.executable, "-c", script], cwd=FOLDER, capture_output=True, text=True, check=True)
    seconds, most = done.stdout.split()
    return events / float(seconds), int(most)


def hand_out(data: str, customer: str) -> None:
    """Prints the seconds it took and the memory at most."""
    from shared import concepts
    from shared.privacy.data_export import data_export

    world = World(Settings.from_environment({"DATA": data}))
    began = time.perf_counter()
    data_export(world.app, concepts.holdings(), UUID(customer), None)
    print(time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
