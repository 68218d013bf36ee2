"""`make run`: looks whether the settings can work, brings the database up to date, and serves."""

from functools import partial

from infra.connections import check_connections
from infra.local.serving import serve
from infra.migrations.__main__ import upgrade
from infra.product import present_settings
from infra.refusal import run


def prepare() -> None:
    """What has to be well before anything is served. Raises Refusal."""
    present_settings()
    check_connections()
    upgrade()


if __name__ == "__main__":
    run(partial(serve, prepare))
