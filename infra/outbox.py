"""`python -m infra.outbox`: how many events wait for the bus and how many were given up; with `replay` these go again.

For the database and the bus of the present settings.
"""

import sys

from infra.product import present_app
from infra.refusal import run
from shared.platform.messaging.outbox import Outbox


def main(arguments: list[str]) -> int:
    """Does what the command line says. Returns the exit status. Raises Refusal."""
    if arguments not in ([], ["replay"]):
        print(__doc__, file=sys.stderr)
        return 2
    app = present_app()
    outbox = Outbox(app.database)
    if arguments:
        print(f"{outbox.replay(at=app.clock())} events that were given up are due again.")
        app.relay.drain()
    print(f"{outbox.waiting()} events wait, {outbox.given_up()} were given up.")
    return 0


if __name__ == "__main__":
    run(lambda: main(sys.argv[1:]))
