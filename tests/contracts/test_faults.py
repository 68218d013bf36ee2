"""Each dependency mute, refusing, cut half-way, answering garbage: given up, and used again once it is well."""

import io
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import uuid4

from pytest import FixtureRequest, MonkeyPatch, fixture, mark, raises

from shared.adapters import azure_audit, azure_blobs, azure_event_bus as azure_event_bus_module, redis_cache
from shared.adapters.audit import Entry
from shared.adapters.azure_audit import TABLE, AzureAuditTrail
from shared.adapters.azure_blobs import AzureBlobs
from shared.adapters.cache import Entry as Cached
from shared.adapters.redis_cache import RedisCache
from shared.platform import resilience
from shared.platform.resilience import Circuit, RetryPolicy, Unreachable
from tests.support.bus import azure_event_bus, message
from tests.support.circuits import LONG_SECONDS, rest_is_over
from tests.support.proxy import BAD, Line, Mood
from tests.support.services import Azurite, Bus, Redis
from tests.support.waiting import PATIENCE_SECONDS, until

SHORT = RetryPolicy(connect_timeout=0.5, read_timeout=0.5, tries=2, failures=3, reset_after=LONG_SECONDS)
"""So little patience that a busy machine may try it: what must succeed is asked until it does."""
PATIENT = replace(SHORT, connect_timeout=PATIENCE_SECONDS, read_timeout=PATIENCE_SECONDS)

type Use = Callable[[], object]


@fixture(scope="module")
def servers(tmp_path_factory: Any) -> Iterator[dict[str, Any]]:
    from azure.data.tables import TableServiceClient
    from azure.storage.blob import BlobServiceClient

    folder = tmp_path_factory.mktemp
    with Redis(folder("redis")) as redis, Azurite(folder("azurite")) as azurite, Bus() as bus:
        BlobServiceClient.from_connection_string(azurite.connection_string).create_container("contact-imports")
        TableServiceClient.from_connection_string(azurite.connection_string).create_table(TABLE)
        yield {"redis": redis, "azurite": azurite, "bus": bus}


@fixture
def policy() -> RetryPolicy:
    """How patient a dependency's user is."""
    return SHORT


@fixture(params=["cache", "blobs", "audit", "bus"])
def dependency(
    request: FixtureRequest, servers: dict[str, Any], policy: RetryPolicy, monkeypatch: MonkeyPatch
) -> Iterator[tuple[Line, Use]]:
    """A bad line to a server, and something to do over it."""
    for module, name in (
        (redis_cache, "CACHE"),
        (azure_blobs, "BLOBS"),
        (azure_audit, "AUDIT"),
        (azure_event_bus_module, "EVENT_BUS"),
    ):
        monkeypatch.setattr(module, name, policy)
    azurite: Azurite = servers["azurite"]
    behind = {
        "cache": servers["redis"].port,
        "blobs": azurite.blob_port,
        "audit": azurite.table_port,
        "bus": servers["bus"].broker.port,
    }
    with Line(behind[request.param]) as line:
        address = azurite.connection_string.replace(f":{azurite.blob_port}/", f":{line.port}/").replace(
            f":{azurite.table_port}/", f":{line.port}/"
        )
        yield line, _use(str(request.param), line, address, servers["bus"])


def _use(kind: str, line: Line, address: str, bus: Bus) -> Use:
    match kind:
        case "cache":
            cache = RedisCache(f"redis://127.0.0.1:{line.port}/0")
            return lambda: cache.set_if_newer(str(uuid4()), Cached(1, b"1"), seconds=60)
        case "blobs":
            blobs = AzureBlobs(address)
            return lambda: blobs.put("contact-imports", "fault", io.BytesIO(b"x" * 100_000))
        case "audit":
            trail = AzureAuditTrail(address)
            return lambda: trail.append([Entry(str(uuid4()), datetime.now(UTC), "Access", "a", "b", "", "", 200, "c")])
    events = azure_event_bus(re.sub(r":\d+;", f":{line.port};", bus.connection_string))
    return lambda: events.publish([message("customer-events", b"{}")])


@mark.parametrize("mood", BAD)
def test_a_bad_line_is_given_up_and_a_good_one_used_again(dependency: tuple[Line, Use], mood: Mood) -> None:
    line, use = dependency
    use_at_last(use)
    line.becomes(mood)
    with raises(Unreachable):
        use()  # which would wait for ever on a mute line, but for its patience
    line.becomes("well")

    use_at_last(use)


def use_at_last(use: Use) -> None:
    """It may take a try or two: connections from before have to be found dead."""

    def used() -> bool:
        rest_is_over()
        try:
            use()
        except Unreachable:
            return False
        return True

    until(used)


@mark.parametrize("policy", [PATIENT], ids=["patient"])
def test_a_slow_line_is_only_slow(dependency: tuple[Line, Use]) -> None:
    line, use = dependency
    line.becomes("slow")

    use()


def test_a_circuit_opens_spares_the_dependency_and_closes_again(dependency: tuple[Line, Use]) -> None:
    line, use = dependency
    use_at_last(use)
    line.becomes("refusing")
    for _ in range(SHORT.failures):
        with raises(Unreachable):
            use()
    with raises(Unreachable, match="left alone"):
        use()
    assert "open" in resilience.circuits().values()
    line.becomes("well")

    use_at_last(use)


def test_every_dependency_has_its_patience_and_none_tries_more_than_three_times() -> None:
    each = [value for value in vars(resilience).values() if isinstance(value, RetryPolicy)]

    assert len(each) == 13
    assert all(1 <= one.tries <= 3 and one.connect_timeout <= 10 for one in each)
    assert all(one.read_timeout <= 30 for one in each if one is not resilience.MAIL_SERVER)
    sources = {file: file.read_text() for file in Path("shared").rglob("*.py")}
    loose = [
        str(file)
        for file, text in sources.items()
        if re.search(r"timeout=\d", text) and "sqlite3" not in text and file.name != "resilience.py"
    ]
    assert loose == [], "a timeout is said elsewhere than in resilience.py"


def test_any_number_of_threads_ask_at_a_time() -> None:
    circuit, all_of_them = Circuit("The slow one", SHORT), Barrier(8)
    with ThreadPoolExecutor(8) as crowd:
        arrived = list(crowd.map(lambda _: circuit.call(all_of_them.wait, PATIENCE_SECONDS), range(8)))

    assert sorted(arrived) == list(range(8))
