"""A database that cuts us off in the middle: tried again before the commit, never after it."""

from dataclasses import replace
from typing import Any

from pytest import MonkeyPatch, mark, raises
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from shared.customers.repository import CustomerRepository
from shared.platform.application import mediator
from shared.platform.persistence.passing_errors import is_outage
from shared.platform.resilience import Unreachable
from shared.platform.web.health import examine
from shared.settings import Settings
from tests.support.database import GIVEN_DATABASE
from tests.support.proxy import Line, Mood
from tests.support.world import World

pytestmark = mark.skipif("postgresql" not in GIVEN_DATABASE, reason="needs a server that can cut off: on_postgresql")


def cut_off(session: Session, world: World) -> None:
    """Has the server end this session's connection."""
    [process] = session.execute(text("SELECT pg_backend_pid()")).one()
    with world.app.database.reading() as other:
        other.execute(text(f"SELECT pg_terminate_backend({process})"))
        other.commit()


def test_a_command_that_is_cut_off_is_done_again_and_once(world: World, monkeypatch: MonkeyPatch) -> None:
    real, cuts = CustomerRepository.next_number, iter([True, True])

    def number(store: CustomerRepository) -> int:
        if next(cuts, False):
            cut_off(store.session, world)
        return real(store)

    monkeypatch.setattr(CustomerRepository, "next_number", number)

    customer = world.has_customer("Aurora")

    assert world.audit_trail(customer) == ["CustomerRegistered"]
    assert world.found("aurora") == ["Aurora"]


def test_a_commit_that_is_cut_off_is_not_done_again(world: World, monkeypatch: MonkeyPatch) -> None:
    real, tries = mediator._commit, []

    def commit(session: Session) -> None:
        tries.append(1)
        cut_off(session, world)
        real(session)

    monkeypatch.setattr(mediator, "_commit", commit)

    with raises(Unreachable):
        world.has_customer("Aurora")
    assert len(tries) == 1


def test_a_server_that_keeps_cutting_off_is_given_up(world: World, monkeypatch: MonkeyPatch) -> None:
    tries: list[Any] = []

    def number(store: CustomerRepository) -> int:
        tries.append(1)
        cut_off(store.session, world)
        return int(store.session.execute(text("SELECT 1")).scalar_one())

    monkeypatch.setattr(CustomerRepository, "next_number", number)

    with raises(Exception, match=r"terminat|closed"):
        world.has_customer("Aurora")
    assert len(tries) == 3


@mark.parametrize("mood", ["refusing", "resetting", "garbage"])
def test_a_database_on_a_bad_line_is_an_outage_and_used_again_once_it_is_well(
    world: World, settings: Settings, mood: Mood
) -> None:
    address = make_url(settings.database_url)
    assert address.port
    with Line(address.port) as line:
        beside = World(replace(settings, database_url=address.set(port=line.port).render_as_string(False)))
        customer = beside.has_customer("Aurora")
        line.becomes(mood)

        with raises((DBAPIError, Unreachable)) as failure:
            beside.has_customer("Borealis")
        assert is_outage(failure.value)
        assert examine(beside.app.database, {}).status == "Unhealthy"
        line.becomes("well")

        assert beside.has_customer("Cascade")
        assert beside.shown(customer)["id"] == str(customer)
        assert world.found() == ["Aurora", "Cascade"]
        beside.app.database.dispose()
