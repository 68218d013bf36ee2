"""What every cache does, and what reading through it promises."""

import json
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

from pytest import FixtureRequest, LogCaptureFixture, MonkeyPatch, TempPathFactory, fixture, raises

from shared.adapters import redis_cache
from shared.adapters.cache import Cache, Entry, LocalCache, NoCache
from shared.adapters.redis_cache import RedisCache
from shared.platform.caching.query_cache import QueryCache
from shared.platform.caching.read_cache import ReadCache
from shared.platform.resilience import CACHE, Unreachable, circuits
from tests.support.circuits import LONG_SECONDS, rest_is_over
from tests.support.proxy import Line
from tests.support.services import Redis
from tests.support.waiting import PATIENCE_SECONDS


@fixture(scope="module")
def redis(tmp_path_factory: TempPathFactory) -> Iterator[Redis]:
    with Redis(tmp_path_factory.mktemp("redis")) as server:
        yield server


PATIENT = replace(CACHE, connect_timeout=PATIENCE_SECONDS, read_timeout=PATIENCE_SECONDS, reset_after=LONG_SECONDS)
"""A server that is well may take its time, and a circuit rests until a test says that it has."""


@fixture(autouse=True)
def patience(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(redis_cache, "CACHE", PATIENT)


@fixture(params=["local", "redis"])
def cache(request: FixtureRequest) -> Cache:
    if request.param == "local":
        return LocalCache(capacity=100)
    server: Redis = request.getfixturevalue("redis")
    server.forget()
    return RedisCache(server.url)


def test_an_entry_is_found_until_it_expires(cache: Cache) -> None:
    cache.set_if_newer("k", Entry(1, b"one"), seconds=60)
    cache.set_if_newer("short", Entry(1, b"one"), seconds=1)
    time.sleep(1.1)

    assert cache.get("k") == Entry(1, b"one")
    assert cache.get("short") is None
    assert cache.get("never") is None


def test_older_never_replaces_newer(cache: Cache) -> None:
    cache.set_if_newer("k", Entry(2, b"two"), seconds=60)
    cache.set_if_newer("k", Entry(1, b"one"), seconds=60)

    assert cache.get("k") == Entry(2, b"two")


def test_what_is_outdated_stays_so_even_for_a_slow_reader(cache: Cache) -> None:
    cache.set_if_newer("k", Entry(1, b"one"), seconds=60)
    cache.invalidate({"k": 2})
    cache.set_if_newer("k", Entry(1, b"one, read before the change"), seconds=60)

    assert cache.get("k") is None
    cache.set_if_newer("k", Entry(2, b"two"), seconds=60)
    assert cache.get("k") == Entry(2, b"two")


def test_outdating_what_is_current_or_newer_changes_nothing(cache: Cache) -> None:
    cache.set_if_newer("k", Entry(3, b"three"), seconds=60)
    cache.invalidate({"k": 3})
    cache.invalidate({"k": 2})

    assert cache.get("k") == Entry(3, b"three")


def test_the_local_cache_forgets_the_least_used_first() -> None:
    cache = LocalCache(capacity=2)
    for key in ("a", "b"):
        cache.set_if_newer(key, Entry(1, b""), seconds=60)
    cache.get("a")
    cache.set_if_newer("c", Entry(1, b""), seconds=60)

    assert cache.get("a")
    assert cache.get("b") is None
    cache.check()


def test_a_crowd_asking_at_once_costs_one_load(cache: Cache) -> None:
    loads = 0

    def load() -> Entry:
        nonlocal loads
        loads += 1
        time.sleep(0.1)
        return Entry(1, b"one")

    profiles = ReadCache(cache, seconds=60)
    with ThreadPoolExecutor(20) as crowd:
        answers = set(crowd.map(lambda _: profiles.get("k", load), range(20)))

    assert (answers, loads) == ({Entry(1, b"one")}, 1)


def test_who_missed_it_and_comes_to_load_after_it_was_kept_does_not_load_again(cache: Cache) -> None:
    profiles, loads = ReadCache(cache, seconds=60), Counter[str]()

    def asked(key: str) -> Entry:
        def load() -> Entry:
            loads[key] += 1
            return Entry(1, key.encode())

        return profiles.get(key, load)

    with ThreadPoolExecutor(20) as crowd:
        list(crowd.map(asked, (f"k{n}" for n in range(200) for _ in range(20))))

    assert loads == {f"k{n}": 1 for n in range(200)}


def test_a_failed_load_fails_for_all_who_waited_and_is_tried_again(cache: Cache) -> None:
    profiles = ReadCache(cache, seconds=60)

    def fail() -> Entry:
        raise LookupError

    with raises(LookupError):
        profiles.get("k", fail)
    assert profiles.get("k", lambda: Entry(1, b"one")) == Entry(1, b"one")


def test_who_asks_after_a_change_does_not_join_a_load_from_before_it(cache: Cache) -> None:
    profiles = ReadCache(cache, seconds=60)
    reading, changed = threading.Event(), threading.Event()

    def slow() -> Entry:
        reading.set()
        changed.wait(PATIENCE_SECONDS)
        return Entry(1, b"before")

    with ThreadPoolExecutor(1) as other:
        early = other.submit(profiles.get, "k", slow)
        reading.wait(PATIENCE_SECONDS)
        profiles.invalidate({"k": 2})
        late = profiles.get("k", lambda: Entry(2, b"after"))
        changed.set()

    assert early.result() == Entry(1, b"before")
    assert late == Entry(2, b"after")
    assert profiles.get("k", lambda: Entry(9, b"")) == Entry(2, b"after")


class Broken(LocalCache):
    """A cache that is down."""

    def look(self, key: str, kind: str) -> tuple[Entry | None, int]:
        raise ConnectionError

    def set_if_newer(self, key: str, entry: Entry, *, seconds: int) -> None:
        raise ConnectionError

    def invalidate(self, versions: Mapping[str, int]) -> None:
        raise ConnectionError


def test_a_cache_that_is_down_makes_it_slower_not_wrong() -> None:
    profiles = ReadCache(Broken(), seconds=60)
    with ThreadPoolExecutor(10) as crowd:
        answers = set(crowd.map(lambda _: profiles.get("k", lambda: Entry(1, b"one")), range(10)))

    assert answers == {Entry(1, b"one")}
    profiles.invalidate({"k": 2})
    assert profiles.get("k", lambda: Entry(2, b"two")) == Entry(2, b"two")


def test_several_instances_without_a_shared_cache_remember_nothing() -> None:
    cache = NoCache()
    cache.set_if_newer("k", Entry(1, b"one"), seconds=60)
    cache.invalidate({"k": 2})
    cache.check()

    assert cache.get("k") is None


def test_an_entry_ends_when_its_time_is_over_however_often_it_is_read(redis: Redis) -> None:
    redis.forget()
    cache = RedisCache(redis.url)
    cache.set_if_newer("k", Entry(1, b"one"), seconds=LONG_SECONDS)
    redis.cli("EXPIRE", "k", "30")
    for _ in range(3):
        cache.get("k")
        cache.look("k", "kind")

    assert int(redis.cli("TTL", "k")) <= 30


def test_what_is_asked_for_is_dropped_before_what_is_marked(redis: Redis) -> None:
    redis.forget()
    cache = RedisCache(redis.url)
    cache.set_if_newer("entry", Entry(1, b"one"), seconds=1800)
    cache.invalidate({"mark": 2})

    assert int(redis.cli("TTL", "mark")) > int(redis.cli("TTL", "entry"))


def test_marks_outlive_any_number_of_entries(cache: Cache) -> None:
    cache.invalidate({"k": 2})
    for n in range(300):
        cache.set_if_newer(f"other:{n}", Entry(1, b""), seconds=60)
    cache.set_if_newer("k", Entry(1, b"one, read before the change"), seconds=60)

    assert cache.get("k") is None


def test_many_marks_are_one_message(redis: Redis) -> None:
    redis.forget()
    cache = RedisCache(redis.url)
    cache.invalidate({"a": 1})  # the server knows the script now
    redis.cli("CONFIG", "RESETSTAT")
    cache.invalidate({f"contacts:{n}": 7 for n in range(1000)})
    said = redis.cli("INFO", "commandstats")

    assert said.partition("cmdstat_evalsha:calls=")[2].partition(",")[0] == "1"
    assert cache.get("contacts:1") is None
    cache.set_if_newer("contacts:1", Entry(6, b"old"), seconds=60)
    assert cache.get("contacts:1") is None


def test_of_very_many_changed_things_the_whole_kind_is_forgotten(cache: Cache) -> None:
    contacts = ReadCache(cache, seconds=60)
    contacts.get("contacts:1", lambda: Entry(1, b"one"))
    contacts.get("profile:1", lambda: Entry(1, b"one"))

    def slow() -> Entry:
        contacts.invalidate({f"contacts:{n}": 2 for n in range(1001)})
        return Entry(1, b"read before the change")

    contacts.get("contacts:2", slow)

    assert contacts.get("contacts:1", lambda: Entry(2, b"two")) == Entry(2, b"two")
    assert contacts.get("contacts:2", lambda: Entry(2, b"two")).payload == b"two"
    assert contacts.get("contacts:1", lambda: Entry(9, b"")).payload == b"two"
    assert contacts.get("profile:1", lambda: Entry(9, b"")).payload == b"one"


def test_what_the_cache_missed_is_handed_over_by_one_while_the_others_do_without() -> None:
    handing, done, calls = threading.Event(), threading.Event(), []

    class Slow(LocalCache):
        def invalidate(self, versions: Mapping[str, int]) -> None:
            calls.append(len(versions))
            if len(calls) == 1:
                raise ConnectionError
            handing.set()
            done.wait(PATIENCE_SECONDS)

    profiles = ReadCache(Slow(), seconds=60)
    profiles.invalidate({f"k:{n}": 2 for n in range(50)})
    with ThreadPoolExecutor(2) as crowd:
        first = crowd.submit(profiles.get, "k:1", lambda: Entry(2, b"two"))
        handing.wait(PATIENCE_SECONDS)
        others = [profiles.get("k:2", lambda: Entry(2, b"two")) for _ in range(8)]
        done.set()

    assert {first.result().payload, *(one.payload for one in others)} == {b"two"}
    assert calls == [50, 50]


def test_entries_in_redis_are_json(redis: Redis) -> None:
    redis.forget()
    RedisCache(redis.url).set_if_newer("k", Entry(7, b'{"name":"M\xc3\xbcller"}'), seconds=60)

    assert json.loads(redis.cli("GET", "k")) == {"version": 7, "generation": 0, "payload": {"name": "Müller"}}


def test_two_instances_never_put_the_older_over_the_newer(redis: Redis) -> None:
    redis.forget()
    instances = [RedisCache(redis.url) for _ in range(2)]
    with ThreadPoolExecutor(16) as crowd:
        list(
            crowd.map(
                lambda n: instances[n % 2].set_if_newer("k", Entry(n, b"%d" % n), seconds=60),
                [*range(200), *range(100)],
            )
        )

    assert instances[0].get("k") == instances[1].get("k") == Entry(199, b"199")


def test_a_cache_that_died_is_soon_left_alone_and_is_used_again_when_it_is_back(
    redis: Redis, caplog: LogCaptureFixture
) -> None:
    redis.forget()
    profiles = ReadCache(RedisCache(redis.url), seconds=60)
    profiles.get("k", lambda: Entry(1, b"one"))
    redis.kill()
    for _ in range(50):
        assert profiles.get("k", lambda: Entry(2, b"two")) == Entry(2, b"two")
    assert circuits()["The cache"] == "open"
    assert caplog.messages.count("The cache does not answer: ConnectionError") <= 1
    redis.start()
    rest_is_over()

    profiles.get("k", lambda: Entry(3, b"three"))
    assert profiles.get("k", lambda: Entry(9, b"nine")) == Entry(3, b"three")


def test_a_cache_that_was_mute_during_a_change_is_not_believed_afterwards(
    redis: Redis, monkeypatch: MonkeyPatch
) -> None:
    redis.forget()
    monkeypatch.setattr(redis_cache, "CACHE", replace(PATIENT, read_timeout=CACHE.read_timeout))
    profiles = ReadCache(RedisCache(redis.url), seconds=60)
    profiles.get("k", lambda: Entry(1, b"before"))
    redis.pause()
    profiles.invalidate({"k": 2})
    with raises(Unreachable):
        profiles.invalidate({"k": 2}, raise_on_error=True)
    assert profiles.get("k", lambda: Entry(2, b"after")) == Entry(2, b"after")
    redis.resume()
    rest_is_over()

    assert profiles.get("k", lambda: Entry(2, b"after")) == Entry(2, b"after")
    other = ReadCache(RedisCache(redis.url), seconds=60)
    assert other.get("k", lambda: Entry(2, b"after")) == Entry(2, b"after")


def test_garbage_in_the_cache_is_a_miss(redis: Redis) -> None:
    redis.forget()
    redis.cli("SET", "k", "garbage")
    profiles = ReadCache(RedisCache(redis.url), seconds=60)

    assert profiles.get("k", lambda: Entry(1, b"one")) == Entry(1, b"one")
    assert profiles.get("k", lambda: Entry(2, b"two")) == Entry(1, b"one")


def test_generations_only_rise(cache: Cache) -> None:
    seen = []
    for _ in range(3):
        seen.append(cache.generation("searches"))
        assert cache.generation("searches") == seen[-1]
        cache.advance("searches")

    assert seen == sorted(set(seen))
    other = cache.generation("other")
    cache.advance("searches")
    assert cache.generation("other") == other


def test_an_answer_is_kept_until_something_changes(cache: Cache) -> None:
    searches, asked = QueryCache(cache, "searches"), []

    def answer() -> bytes:
        asked.append(1)
        return b"%d" % len(asked)

    assert [searches.get("q", answer) for _ in range(3)] == [b"1"] * 3
    assert searches.get("another", answer) == b"2"
    searches.changed()
    assert searches.get("q", answer) == b"3"


def test_an_answer_from_before_a_change_is_not_found_after_it(cache: Cache) -> None:
    searches = QueryCache(cache, "searches")

    def slow() -> bytes:
        searches.changed()  # while it reads
        return b"before"

    assert searches.get("q", slow) == b"before"
    assert searches.get("q", lambda: b"after") == b"after"


def test_while_the_database_itself_lags_nothing_is_kept(cache: Cache) -> None:
    searches = QueryCache(cache, "searches", lag=60)
    searches.changed()

    assert [searches.get("q", partial(bytes, [n])) for n in range(2)] == [b"\x00", b"\x01"]


def test_a_cache_that_was_away_during_a_change_answers_no_query_from_before_it(redis: Redis) -> None:
    redis.forget()
    with Line(redis.port) as line:
        searches = QueryCache(RedisCache(f"redis://127.0.0.1:{line.port}/0"), "searches")
        searches.get("q", lambda: b"before")
        line.becomes("refusing")
        searches.changed()
        assert searches.get("q", lambda: b"after") == b"after"
        line.becomes("well")
        rest_is_over()

        assert searches.get("q", lambda: b"after") == b"after"


def test_a_generation_that_was_evicted_does_not_begin_again_from_below(redis: Redis) -> None:
    redis.forget()
    cache = RedisCache(redis.url)
    for _ in range(5):
        cache.advance("searches")
    before = cache.generation("searches")
    redis.cli("DEL", "generation:searches")
    time.sleep(0.01)

    assert cache.generation("searches") > before


def test_generations_that_were_forgotten_do_not_begin_again_from_below(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr("shared.adapters.cache.MOST_GENERATIONS", 3)
    kept = LocalCache()
    seen = dict[str, int]()
    for name in "abcdabcd":
        kept.advance(name)
        assert kept.generation(name) > seen.get(name, 0)
        seen[name] = kept.generation(name)
    assert all(kept.generation(name) >= known for name, known in seen.items())
