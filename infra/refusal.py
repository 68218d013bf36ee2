"""How a command ends that can't do what it should: one sentence on stderr, and never a traceback."""

import sys
from collections.abc import Callable
from typing import NoReturn


class Refusal(Exception):
    """Something given is wrong; the message says in a sentence what, and what to do."""

    status = 2


class Failure(Refusal):
    """What was given is right, and it went wrong all the same."""

    status = 1


def run(main: Callable[[], int | None]) -> NoReturn:
    """Runs a command and ends the process with its exit status: 0 for None, the refusal's own for a refusal."""
    try:
        status = main() or 0
    except Refusal as refusal:
        print(refusal, file=sys.stderr, flush=True)
        status = refusal.status
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)
