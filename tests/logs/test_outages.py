"""What the log says of a dependency that is away: once, each minute, and that it is back."""

import logging
from pathlib import Path

from pytest import LogCaptureFixture, MonkeyPatch, raises

from shared.platform import resilience
from shared.platform.observability.outages import DATABASE_NAME, Outages
from shared.platform.persistence.database import Database
from shared.platform.persistence.passing_errors import told_as_outage
from shared.platform.resilience import CACHE, Circuit, Unreachable


class At:
    """A clock that stands where it is put."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_an_outage_is_told_once_then_each_minute_and_when_it_is_over(caplog: LogCaptureFixture) -> None:
    at = At()
    outages = Outages(at)

    for second in range(130):
        at.seconds = second
        outages.failed("The cache", TimeoutError())
    outages.answered("The cache")
    outages.answered("The cache")

    assert caplog.messages == [
        "The cache does not answer: TimeoutError",
        "The cache does not answer since 60 s, 61 times",
        "The cache does not answer since 120 s, 121 times",
        "The cache answers again, after 129 s",
    ]
    assert [record.levelno for record in caplog.records] == [logging.ERROR] * 3 + [logging.WARNING]


def test_what_comes_and_goes_fills_no_log(caplog: LogCaptureFixture) -> None:
    at = At()
    outages = Outages(at)

    for second in range(50):
        at.seconds = second
        outages.failed("The cache", TimeoutError())
        outages.answered("The cache")

    assert len(caplog.messages) == 2


def test_each_dependency_has_its_own_outage(caplog: LogCaptureFixture) -> None:
    outages = Outages(At())

    outages.failed("The cache", TimeoutError())
    outages.failed("Blob storage", TimeoutError())
    outages.answered("The cache")

    assert len(caplog.messages) == 3


def test_a_circuit_tells_of_its_dependency(caplog: LogCaptureFixture, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(resilience, "outages", Outages(At()))
    circuit = Circuit("Something", CACHE)

    def away() -> None:
        raise TimeoutError

    for _ in range(2):
        with raises(Unreachable) as failed:
            circuit.call(away)
        assert told_as_outage(failed.value)  # by its circuit; not again as the database's
    circuit.call(lambda: None)

    assert caplog.messages == ["Something does not answer: TimeoutError", "Something answers again, after 0 s"]


def test_the_database_is_told_to_be_back_by_its_first_answer(caplog: LogCaptureFixture, tmp_path: Path) -> None:
    from sqlalchemy.exc import InterfaceError

    database = Database(f"sqlite:///{tmp_path}/some.db")
    told_as_outage(InterfaceError("SELECT 1", None, ConnectionError()))
    told_as_outage(InterfaceError("SELECT 1", None, ConnectionError()))
    with database.reader.connect() as connection:
        connection.exec_driver_sql("SELECT 1")

    assert [message.partition(",")[0] for message in caplog.messages] == [
        f"{DATABASE_NAME} does not answer: InterfaceError",
        f"{DATABASE_NAME} answers again",
    ]
