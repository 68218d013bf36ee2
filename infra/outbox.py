"""`python -m infra.outbox`: how many events wait for the bus and how many were given up; with `replay` these go again.

For the database and the bus of the present settings.
"""

import sys

from infra.databases import check_database
from infra.product import present_settings
from infra.refusal import run
from shared import composition
from shared.platform.messaging.outbox import Outbox


def main(arguments: list[str]) -> int:
    """Does what the command line says. Returns the exit status. Raises Refusal."""
    if arguments not in ([], ["replay"]):
        print(__doc__, file=sys.stderr)
        return 2
    settings = present_settings()
    check_database("DATABASE_URL", settings.database_url)
    app = composition.build(settings)
    outbox = Outbox(app.database)
    if arguments:
        print(f"{outbox.replay(at=app.clock())} events that were given up are due again.")
        app.relay.drain()
    print(f"{outbox.waiting()} events wait, {outbox.given_up()} were given up.")
    return 0


if __name__ == "__main__":
    run(lambda: main(sys.argv[1:]))
