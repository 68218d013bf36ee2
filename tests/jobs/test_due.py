"""What a timer finds due: each is done once, and what fails or stays keeps no other from its turn."""

from collections.abc import Sequence

from pytest import mark
from sqlalchemy.orm import Session

from shared.platform.due import BATCH, TOGETHER, do_each, do_many
from tests.support.world import World


@mark.parametrize("number", [0, 1, BATCH, BATCH * 2 + 7])
def test_all_is_done_though_some_fail_and_some_are_found_again(world: World, number: int) -> None:
    waiting, done = list(range(number)), list[int]()

    def find(_: Session, limit: int) -> Sequence[int]:
        return waiting[:limit]

    def do(one: int) -> None:
        done.append(one)
        if one % 10 == 3:
            raise ValueError(one)
        if one % 10 != 7:  # it stays due
            waiting.remove(one)

    do_each(world.app.database, find, do, "a test")

    assert done == list(range(number))
    assert waiting == [one for one in range(number) if one % 10 in (3, 7)]


@mark.parametrize("number", [0, 1, TOGETHER, TOGETHER * 2 + 7])
def test_many_at_once_are_done_though_some_fail_and_some_are_found_again(world: World, number: int) -> None:
    waiting, done = list(range(number)), list[int]()

    def find(_: Session, limit: int) -> Sequence[int]:
        return waiting[:limit]

    def do(some: Sequence[int]) -> None:
        if any(one % 100 == 3 for one in some):  # all or nothing, as a transaction
            raise ValueError(some)
        done.extend(some)
        for one in some:
            if one % 100 != 7:  # it stays due
                waiting.remove(one)

    do_many(world.app.database, find, do, "a test")

    assert sorted(done) == [one for one in range(number) if one % 100 != 3]
    assert waiting == [one for one in range(number) if one % 100 in (3, 7)]
