"""Single requests, each over a connection of its own, that wait as long as a busy machine needs."""

from functools import partial
from typing import Any

import httpx

from tests.support.waiting import PATIENCE_SECONDS


def request(method: str, url: str, **more: Any) -> httpx.Response:
    """As `httpx.request`, which would wait five seconds only."""
    return httpx.request(method, url, **{"timeout": PATIENCE_SECONDS, **more})


get, put, post, delete = (partial(request, method) for method in ("GET", "PUT", "POST", "DELETE"))
