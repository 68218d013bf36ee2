"""A merge of a customer with thousands of rows, killed at every boundary, each time on a database of its own.

`python -m tests.durability.mortal_merge DATA CHILDREN` prints a line for each boundary: its number, and what is wrong
after another process has carried the merge on to its end; nothing if all is as it should be. Boundaries are the moments
before and after each commit. Lives are forked, so that none pays for what it imports.
"""

import os
import shutil
import signal
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import event, func, insert, select
from sqlalchemy.orm import Session

from shared.communications.tables import communications
from shared.merges.commands import StartMerge
from shared.merges.tables import merged_rows, merges
from shared.platform.messaging.tables import domain_events
from shared.platform.messaging.verification import Verification
from shared.settings import Settings
from tests.support.merging import ADA, BEN, carries_out, furnished, rows_of
from tests.support.world import World

c = communications.c


def world_in(data: Path) -> World:
    return World(Settings.from_environment({"DATA": str(data)}))


def furnish(data: Path, children: int) -> tuple[UUID, UUID]:
    """A source with so many messages, and a target."""
    world = world_in(data)
    source = furnished(world, "Aurora Ltd", replace(ADA, phone="+4930999"), BEN)
    target = furnished(world, "Aurora", ADA)
    with world.app.database.transaction() as session:
        row = dict(session.execute(select(communications).where(c.CustomerId == source)).mappings().one())
        rows = [{**row, "Id": uuid4(), "Pending": False} for _ in range(children - 1)]
        session.execute(insert(communications), rows)
        session.commit()
    world.app.database.dispose()
    return source, target


def merge(data: Path, source: UUID, target: UUID, boundary: int) -> None:
    """One life: begins the merge, or carries it on, and dies at a boundary."""
    world, passed = world_in(data), 0

    def pass_boundary(*_: Any) -> None:
        nonlocal passed
        passed += 1
        if passed == boundary:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(world.app.database.writer, "commit", pass_boundary)
    event.listen(Session, "after_commit", pass_boundary)
    with world.app.database.reading() as session:
        id = session.scalar(select(merges.c.Id))
    carries_out(world, id or world.send(StartMerge(source_id=source, target_id=target)).id)


def what_is_wrong(data: Path, source: UUID, target: UUID, children: int) -> str:
    """Nothing, or what is lost, doubled or split."""
    world = world_in(data)
    with world.app.database.reading() as session:
        told = select(func.count()).where(domain_events.c.EventType == "CustomerMerged")
        noted = select(func.count()).select_from(merged_rows).where(merged_rows.c.What == "communications")
        found = {
            "of the source": set(rows_of(world, source).values()),
            "of the target": rows_of(world, target)["CommunicationHistory"],
            "contacts": len(world.contacts(target)),
            "told": session.scalar(told),
            "noted": session.scalar(noted),
            "status": session.scalar(select(merges.c.Status)),
            "faults": list(Verification(world.app.database).faults()),
        }
    right = {
        "of the source": {0},
        "of the target": children + 1,
        "contacts": 2,
        "told": 1,
        "noted": children,
        "status": "Completed",
        "faults": [],
    }
    return "" if found == right else f"{found} is not {right}"


def lived(life: Any, *given: Any) -> int:
    """Has a process of its own live; returns how it ended."""
    if (child := os.fork()) == 0:
        try:
            life(*given)
        except BaseException as failure:
            print(repr(failure), file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main(data: Path, children: int) -> None:
    source, target = furnish(data, children)
    boundary = 0
    while True:
        boundary += 1
        copy = data.parent / f"life-{boundary}"
        shutil.copytree(data, copy)
        ended = lived(merge, copy, source, target, boundary)
        again = lived(merge, copy, source, target, -1)
        wrong = f"lives ended with {ended} and {again}"
        if ended in (0, -signal.SIGKILL) and again == 0:
            wrong = what_is_wrong(copy, source, target, children)
        shutil.rmtree(copy)
        print(boundary, wrong, flush=True)
        if ended != -signal.SIGKILL:
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
