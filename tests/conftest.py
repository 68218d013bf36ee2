"""Fixtures: a world of its own for each behaviour, one running host for everything that goes over HTTP."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from alembic import command

from infra.migrations import config
from shared.settings import Settings
from tests.support.database import GIVEN_DATABASE, empty, own_database
from tests.support.ingestion import Ingestion
from tests.support.running import NewCustomer, Running, in_this_process
from tests.support.world import World

os.environ.pop("DATABASE_URL", None)  # a developer's own is not for tests

READING = "shared.imports.reading.process"
SYSTEM_FOLDERS = {"contracts", "durability", "host"}
SYSTEM_FIXTURES = {"running", "issuer"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks as `system` whatever needs a host or another server. What starts a process by itself says so."""
    for item in items:
        if item.path.parent.name in SYSTEM_FOLDERS or SYSTEM_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.system)


@pytest.fixture(autouse=True)
def quick_unless_marked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps `make check` quick: a test without the mark starts no process, but for the one that reads a list."""
    start = subprocess.Popen.__init__

    def refuse(self: Any, command: Any, *given: Any, **named: Any) -> None:
        if READING not in command:
            raise AssertionError("a test that starts a process is marked `system`")
        start(self, command, *given, **named)

    if not request.node.get_closest_marker("system"):
        monkeypatch.setattr("subprocess.Popen.__init__", refuse)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite database to copy."""
    file = tmp_path_factory.mktemp("template") / "customers.db"
    command.upgrade(config(f"sqlite:///{file}"), "head")
    return file


@pytest.fixture(scope="session")
def given_database() -> str:
    """The given database, or this process's own beside it, rebuilt from nothing; or none."""
    if not GIVEN_DATABASE:
        return ""
    url = own_database(GIVEN_DATABASE)
    command.downgrade(config(url), "base")
    command.upgrade(config(url), "head")
    return url


@pytest.fixture
def ingestion() -> Iterator[Ingestion]:
    """Where telemetry is sent."""
    made = Ingestion()
    yield made
    made.close()


@pytest.fixture
def settings(tmp_path: Path, empty_database: Path, given_database: str) -> Settings:
    """Settings for a database of the test's own, or the given one, emptied."""
    if given_database:
        empty(given_database)
    shutil.copy(empty_database, tmp_path / "customers.db")
    environment = {"DATA": str(tmp_path)} | ({"DATABASE_URL": given_database} if given_database else {})
    return Settings.from_environment(environment)


@pytest.fixture
def world(settings: Settings) -> Iterator[World]:
    made = World(settings)
    yield made
    made.app.database.dispose()


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Iterator[Running]:
    """The whole product behind its front door."""
    data = tmp_path_factory.mktemp("data")
    shutil.copy(empty_database, data / "customers.db")
    os.environ["DATA"] = str(data)
    os.environ["CORS_ALLOWED_ORIGINS"] = "https://app.example.com"
    with in_this_process(data) as served:
        yield served


@pytest.fixture(scope="session")
def api(running: Running) -> Iterator[httpx.Client]:
    """An administrator's client."""
    with running.client() as client:
        yield client


@pytest.fixture(scope="session")
def new_customer(api: httpx.Client) -> NewCustomer:
    """Creates a customer over HTTP and returns its resource."""

    def create(**fields: object) -> dict[str, Any]:
        body = {"companyName": "Borealis", "type": "Enterprise", "primaryEmail": f"{uuid4().hex}@example.com", **fields}
        answer = api.post("customers", json=body)
        assert answer.status_code == 201, answer.text
        shown: dict[str, Any] = api.get(f"customers/{answer.json()['id']}").json()
        return shown

    return create
