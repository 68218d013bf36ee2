"""Jobs: slices, leases, attempts, and whoever is there to go on."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from pytest import MonkeyPatch, fixture, raises
from sqlalchemy import select, text

from shared.platform.jobs.commands import FinishJob, HandOutJobs, KeepCheckpoint, KeepLease, StartJob, TakeJob
from shared.platform.jobs.model import Lease, LostLease
from shared.platform.jobs.tables import jobs
from shared.platform.jobs.work import JobHandler, Work, stopping
from shared.platform.jobs.worker import work_on
from shared.platform.resilience import Unreachable
from tests.support.concurrency import at_once
from tests.support.world import World

SUBJECT = UUID(int=7)


class Counting:
    """Counts to five, a step a commit; does to itself what a test wants before a step."""

    def __init__(self) -> None:
        self.steps: list[int] = []
        self.given_up: list[str] = []
        self.before: Callable[[int], None] = lambda _step: None
        self.slices = 0

    def work(self, work: Work) -> bool:
        self.slices += 1
        for step in range(work.checkpoint.get("step", 0) + 1, 6):
            if not work.has_time():
                return False
            self.before(step)
            work.app.mediator.send(KeepCheckpoint(work.lease, {"step": step}))
            self.steps.append(step)
        return True

    def handler(self) -> dict[str, JobHandler]:
        return {"count": JobHandler(self.work, lambda _work, reason: self.given_up.append(reason))}


@fixture
def counting() -> Counting:
    return Counting()


@fixture
def job(world: World) -> UUID:
    assert world.send(StartJob("count", SUBJECT))
    return only(world)


def only(world: World) -> UUID:
    [job] = waiting(world)
    return job


def waiting(world: World) -> list[UUID]:
    with world.app.database.reading() as session:
        return list(session.scalars(select(jobs.c.Id)))


def handed_out(world: World, job: UUID) -> int:
    """How often somebody was told to work on it."""
    return world.audit_trail(job).count("JobReady")


def lapse(world: World, by: str = "-1 day") -> None:
    """Its owner's lease is over, or the clock was set back."""
    with world.app.database.transaction() as session:
        session.execute(text('UPDATE "Jobs" SET "DueAt" = :at'), {"at": MOMENTS[by]})
        session.commit()


MOMENTS = {"-1 day": "2026-01-01 00:00:00.000000", "+1 year": "2999-01-01 00:00:00.000000"}


def test_work_is_done_once_however_often_it_is_asked_for(world: World, counting: Counting, job: UUID) -> None:
    assert not world.send(StartJob("count", SUBJECT))

    for _ in range(2):
        work_on(world.app, counting.handler(), job)

    assert counting.steps == [1, 2, 3, 4, 5]
    assert waiting(world) == []


def test_of_many_who_take_a_job_one_gets_it(world: World, job: UUID) -> None:
    taken = []

    def take(_n: int) -> None:
        if world.send(TakeJob(Lease(job, uuid4()))):
            taken.append(1)

    at_once(take, 8)

    assert len(taken) == 1


def test_work_goes_on_in_slices_until_it_is_done(
    world: World, counting: Counting, job: UUID, monkeypatch: MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.platform.jobs.worker.SLICE_SECONDS", 60)

    def time_is_up(step: int) -> None:
        if step in (2, 4):
            stopping.set()

    counting.before = time_is_up
    for _ in range(3):
        work_on(world.app, counting.handler(), job)
        stopping.clear()

    assert (counting.steps, counting.slices) == ([1, 2, 3, 4, 5], 3)
    assert handed_out(world, job) == 3
    assert waiting(world) == []


def test_a_job_that_gets_nowhere_is_given_up_after_three_attempts(world: World, counting: Counting, job: UUID) -> None:
    def fail(step: int) -> None:
        if step == 3:
            raise KeyError("a fault of ours")

    counting.before = fail
    for _ in range(6):
        work_on(world.app, counting.handler(), job) if job in waiting(world) else None

    assert counting.steps == [1, 2]
    assert counting.slices == 3
    assert [reason[:17] for reason in counting.given_up] == ["It was tried 3 ti"]
    assert waiting(world) == []


def test_a_process_that_dies_of_a_job_each_time_gives_it_up(world: World, counting: Counting, job: UUID) -> None:
    def die(_step: int) -> None:
        raise SystemExit

    counting.before = die
    for _ in range(3):
        with raises(SystemExit):
            work_on(world.app, counting.handler(), job)
        lapse(world)
    work_on(world.app, counting.handler(), job)

    assert (counting.slices, len(counting.given_up), waiting(world)) == (3, 1, [])


def test_an_outage_is_no_attempt(world: World, counting: Counting, job: UUID) -> None:
    def away(_step: int) -> None:
        raise Unreachable("Blob storage does not answer.")

    counting.before = away
    for _ in range(10):
        work_on(world.app, counting.handler(), job)
    counting.before = lambda _step: None
    work_on(world.app, counting.handler(), job)

    assert (counting.steps, counting.given_up) == ([1, 2, 3, 4, 5], [])


def test_the_job_of_a_dead_worker_is_handed_out_again(world: World, job: UUID) -> None:
    dead = world.takes_job(SUBJECT)
    assert world.send(HandOutJobs()) == 0
    lapse(world)

    assert world.send(HandOutJobs()) == 1

    assert handed_out(world, job) == 2
    assert world.send(HandOutJobs()) == 0  # it was just handed out
    for late in (KeepCheckpoint(dead, {"step": 9}), FinishJob(dead)):
        with raises(LostLease):
            world.send(late)
    assert world.send(KeepLease(dead)) is False


def test_a_clock_that_was_set_back_strands_no_job(world: World, job: UUID) -> None:
    world.takes_job(SUBJECT)
    lapse(world, "+1 year")

    assert world.send(HandOutJobs()) == 1
    assert world.send(TakeJob(Lease(job, uuid4())))


def test_a_lease_is_kept_while_a_step_takes_long(
    world: World, counting: Counting, job: UUID, monkeypatch: MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.platform.jobs.worker.LEASE_SECONDS", 0.04)
    kept: list[Any] = []

    def long(step: int) -> None:
        if step == 1:
            lapse(world)
            while not kept:
                with world.app.database.reading() as session:
                    due = session.execute(text('SELECT "DueAt" FROM "Jobs"')).scalar_one()
                kept.extend([due] if str(due) > "2026-02" else [])

    counting.before = long
    work_on(world.app, counting.handler(), job)

    assert counting.steps == [1, 2, 3, 4, 5]


def test_a_slice_that_got_nowhere_counts_as_an_attempt(world: World, counting: Counting, job: UUID) -> None:
    stopping.set()
    for _ in range(4):
        work_on(world.app, counting.handler(), job)
    stopping.clear()

    assert (counting.slices, len(counting.given_up), waiting(world)) == (3, 1, [])


def test_a_kind_that_is_not_known_here_waits_for_who_knows_it(world: World, counting: Counting, job: UUID) -> None:
    for _ in range(5):
        work_on(world.app, {}, job)
    work_on(world.app, counting.handler(), job)

    assert counting.steps == [1, 2, 3, 4, 5]
