"""`python -m infra.audit verify`: whether the event log is as it was written; names the first fault of each entity,
and what is not as the daily digests say.

The exit status is 1 if it is not. For the database of the present settings.
"""

import sys
import time

from infra.product import present_app
from infra.refusal import Failure, run
from shared.platform.messaging.digest import digest_faults
from shared.platform.messaging.verification import Verification
from shared.platform.resilience import Unreachable


def main(arguments: list[str]) -> int:
    """Does what the command line says. Returns the exit status. Raises Refusal."""
    if arguments != ["verify"]:
        print(__doc__, file=sys.stderr)
        return 2
    app = present_app()
    began, faults = time.monotonic(), 0
    try:
        for sentence in digest_faults(app):
            print(sentence)
            faults += 1
        verification = Verification(app.database)
        for fault in verification.faults():
            event = f", event {fault.event_id}" if fault.event_id else ""
            print(f"{fault.aggregate_id} version {fault.version}{event}: {fault.what}.")
            faults += 1
    except Unreachable as away:
        raise Failure(f"The keys can't be had: {away}") from None
    seconds = time.monotonic() - began
    print(f"{verification.events:,} events in {seconds:.1f} s, {faults} faults.")
    return 1 if faults else 0


if __name__ == "__main__":
    run(lambda: main(sys.argv[1:]))
