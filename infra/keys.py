"""`python -m infra.keys status|rotate|rewrap`, for the vault and the database of the present settings.

`status` tells which keys there are. `rotate` makes a new version of the vault's key and has it wrap ours. `rewrap`
makes a new key of ours and has it wrap every customer's data key; run it again if it was stopped. No event is touched.
"""

import sys

from sqlalchemy import func, select

from infra.product import present_app
from infra.refusal import Failure, run
from shared.platform.app import App
from shared.platform.encryption.keyring import Purpose
from shared.platform.encryption.tables import encryption_keys
from shared.platform.messaging.rewrapping import rewrap_data_keys
from shared.platform.messaging.tables import event_streams
from shared.platform.resilience import Unreachable


def status(app: App) -> None:
    """Prints each key: what it is for, who wraps it, and how many data keys it wraps."""
    app.vault.check()
    k, s = encryption_keys.c, event_streams.c
    used = select(func.count()).select_from(event_streams).where(s.KeyId == k.Id, s.WrappedKey != "").scalar_subquery()
    with app.database.reading() as session:
        for row in session.execute(select(encryption_keys, used.label("used")).order_by(k.Purpose, k.Number)):
            print(
                f"{row.Purpose} {row.Number}, made {row.CreatedAt:%Y-%m-%d}: by {row.WrappedBy}, {row.used} data keys"
            )


def rotate(app: App) -> None:
    """The vault's key."""
    app.vault.rotate()
    print(f"{app.keyring.rewrap()} keys are wrapped by the new version.")


def rewrap(app: App) -> None:
    """Our key. Who was stopped goes on with the key that was made then."""
    left = rewrap_data_keys(app.database)
    if not left:
        app.keyring.renew(Purpose.DATA)
        app.keyring.renew(Purpose.LINK)
        left = rewrap_data_keys(app.database)
    print(f"{left} data keys are wrapped anew.")


COMMANDS = {"status": status, "rotate": rotate, "rewrap": rewrap}


def main(arguments: list[str]) -> int:
    """Does what the command line says. Returns the exit status. Raises Refusal."""
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        print(__doc__, file=sys.stderr)
        return 2
    app = present_app()
    try:
        COMMANDS[arguments[0]](app)
    except Unreachable as away:
        raise Failure(f"The vault can't be reached: {away}") from None
    return 0


if __name__ == "__main__":
    run(lambda: main(sys.argv[1:]))
