"""A process that registers customers and relays their events, and dies at the boundary it is told to.

`python -m tests.durability.mortal DATA BOUNDARY [split]`. Boundaries are the moments before and after each commit and
each hand-over to the bus, counted from 1; 0 is immortal. Prints a line for each acknowledged customer. With `split`,
state is committed before its events, the mistake the test must see.
"""

import os
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import event, update
from sqlalchemy.orm import Session

from shared.platform.messaging import event_log
from shared.platform.messaging.tables import outbox_shards
from shared.settings import Settings
from tests.support.world import World

data, boundary = Path(sys.argv[1]), int(sys.argv[2])
passed = 0


def pass_boundary(*_: Any) -> None:
    """Dies without a word if this is the one."""
    global passed
    passed += 1
    if passed == boundary:
        os._exit(9)


if "split" in sys.argv:
    appended = event_log.append

    def split(session: Session, *given: Any, **more: Any) -> int:
        session.commit()
        return appended(session, *given, **more)

    event_log.append = split

world = World(Settings.from_environment({"DATA": str(data)}))
with world.app.database.transaction() as former:
    former.execute(update(outbox_shards).values(LeasedUntil=None))  # leases of former lives are over
    former.commit()
published = world.app.bus.publish


def publish(messages: Any) -> None:
    pass_boundary()
    published(messages)
    pass_boundary()


vars(world.app.bus)["publish"] = publish
event.listen(world.app.database.writer, "commit", pass_boundary)
event.listen(Session, "after_commit", pass_boundary)

if boundary >= 0:
    for _ in range(3):
        print(world.has_customer(), flush=True)
world.app.relay.drain()
print("lived", flush=True)
