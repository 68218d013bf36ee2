"""`python -m tests.support.broker`: the stand-in in a process of its own. SIGUSR1 cuts its connections for a second."""

import signal
import time

from tests.support.services import Bus

CUT_SECONDS = 1.0


def main() -> None:
    """Prints the connection string and serves until it is ended."""
    with Bus() as bus:
        print(bus.connection_string, flush=True)
        cut = False

        def ask(*_: object) -> None:
            nonlocal cut
            cut = True

        signal.signal(signal.SIGUSR1, ask)
        while True:
            time.sleep(0.05)
            if cut:
                cut = False
                bus.broker.stop()
                time.sleep(CUT_SECONDS)
                bus.broker.start()


if __name__ == "__main__":
    main()
