"""Who writes when several want to: SQLite has one writer's connection."""

import threading
from pathlib import Path

from pytest import fixture, raises
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import TimeoutError as PoolTimeout

from shared.platform.persistence.fair_pool import FairPool
from tests.support.waiting import until


def engine_in(folder: Path, *, patience: float) -> Engine:
    url = f"sqlite:///{folder / 'any.db'}"
    return create_engine(url, poolclass=FairPool, pool_size=1, max_overflow=0, pool_timeout=patience)


@fixture
def engine(tmp_path: Path) -> Engine:
    return engine_in(tmp_path, patience=30)


def waiters(engine: Engine, count: int) -> None:
    """Waits until so many wait for a connection."""
    pool = engine.pool
    assert isinstance(pool, FairPool)
    until(lambda: len(pool._waiting) == count)


def test_whoever_waits_is_served_before_those_who_come_again(engine: Engine) -> None:
    served = list[str]()

    def once(name: str) -> None:
        with engine.connect():
            served.append(name)

    held = engine.connect()
    threads = list[threading.Thread]()
    for name in ("first", "second", "third"):
        threads.append(threading.Thread(target=once, args=(name,)))
        threads[-1].start()
        waiters(engine, len(threads))
    held.close()
    once("again")
    for one in threads:
        one.join()

    assert served == ["first", "second", "third", "again"]


def test_whoever_waits_in_vain_leaves_the_connection_to_the_others(tmp_path: Path) -> None:
    engine = engine_in(tmp_path, patience=0.01)
    with engine.connect(), raises(PoolTimeout):
        engine.connect()

    with engine.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1


def test_a_connection_that_cannot_be_opened_is_free_for_the_next(tmp_path: Path) -> None:
    engine = engine_in(tmp_path / "later", patience=0.01)
    for _ in range(2):
        with raises(Exception, match="unable to open"):
            engine.connect()
    (tmp_path / "later").mkdir()

    with engine.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
