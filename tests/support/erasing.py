"""Erasures in a world, from the wish to the end."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, update

from shared import concepts
from shared.platform.jobs.tables import jobs
from shared.platform.jobs.worker import work_on
from shared.platform.triggers import job_handlers
from shared.privacy.commands import Erase
from shared.privacy.queries import load_erasure
from shared.privacy.responses import ErasureResponse
from shared.privacy.worker import names
from tests.support.world import World


def wish(world: World, customer: UUID, contact: UUID | None = None) -> Erase:
    """What an administrator sends."""
    return Erase(customer, "DSR-1", world.now - timedelta(days=1), contact)


def erased(world: World, customer: UUID, contact: UUID | None = None) -> ErasureResponse:
    """Has somebody forgotten, to the end of it."""
    id = world.send(wish(world, customer, contact)).id
    finishes(world, id)
    return shown(world, id)


def finishes(world: World, id: UUID) -> None:
    """The erasure's job is worked on until it is done; what rests is due at once, and the bus is told."""
    import function_app  # noqa: F401 - registers what is done for each kind of job

    for _ in range(40):
        world.app.relay.drain()
        with world.app.database.reading() as session:
            job = session.scalars(select(jobs.c.Id).where(jobs.c.SubjectId == id)).one_or_none()
        if job is None:
            return
        is_due(world)
        work_on(world.app, job_handlers, job)
    raise AssertionError("the erasure does not end")


def is_due(world: World) -> None:
    """Nobody works on a job, and none rests."""
    with world.app.database.transaction() as session:
        session.execute(update(jobs).values(Owner=None))
        session.commit()


def shown(world: World, id: UUID) -> ErasureResponse:
    """The erasure as the API shows it."""
    with world.app.database.reading() as session:
        return ErasureResponse.of(load_erasure(session, id), names(concepts.stores()))
