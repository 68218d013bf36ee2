"""A browser for each file, and imports to look at."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser

from tests.pages.samples import season
from tests.support.browser import chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Closed with its file: while one is open an event loop runs, and tests that run their own can't."""
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def finished(api: httpx.Client) -> dict[str, Any]:
    """A long import with a few errors."""
    return season(api)
