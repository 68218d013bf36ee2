"""A database that cuts us off in the middle: tried again before the commit, never after it."""

from typing import Any

from pytest import MonkeyPatch, mark, raises
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared import mediator
from shared.customers.store import CustomerStore
from shared.resilience import Unreachable
from tests.conftest import GIVEN_DATABASE
from tests.world import World

pytestmark = mark.skipif("postgresql" not in GIVEN_DATABASE, reason="needs a server that can cut off: on_postgresql")


def cut_off(session: Session, world: World) -> None:
    """Has the server end this session's connection."""
    [process] = session.execute(text("SELECT pg_backend_pid()")).one()
    with world.app.database.reading() as other:
        other.execute(text(f"SELECT pg_terminate_backend({process})"))
        other.commit()


def test_a_command_that_is_cut_off_is_done_again_and_once(world: World, monkeypatch: MonkeyPatch) -> None:
    real, cuts = CustomerStore.next_number, iter([True, True])

    def number(store: CustomerStore) -> int:
        if next(cuts, False):
            cut_off(store.session, world)
        return real(store)

    monkeypatch.setattr(CustomerStore, "next_number", number)

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

    def number(store: CustomerStore) -> int:
        tries.append(1)
        cut_off(store.session, world)
        return int(store.session.execute(text("SELECT 1")).scalar_one())

    monkeypatch.setattr(CustomerStore, "next_number", number)

    with raises(Exception, match=r"terminat|closed"):
        world.has_customer("Aurora")
    assert len(tries) == 3
