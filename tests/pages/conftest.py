"""One browser for all, and imports to look at."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser

from tests.pages.samples import season
from tests.support.browser import chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def finished(api: httpx.Client) -> dict[str, Any]:
    """A long import with a few errors."""
    return season(api)
