"""Every command there is can be sent, and gives what it says."""

from typing import Any, get_type_hints

from pytest import mark

from shared import concepts
from shared.platform.application.commands import Command
from tests.support.samples import SAMPLES
from tests.support.world import World

NOT_SENT = {"CustomerCommand", "ContactCommand", "LeasedImportCommand"}
"""What commands have in common."""


def test_every_command_has_a_sample() -> None:
    assert {kind.__name__ for kind in concepts.command_types()} - NOT_SENT == {kind.__name__ for kind in SAMPLES}


@mark.parametrize("kind", SAMPLES, ids=lambda kind: kind.__name__)
def test_a_command_gives_what_it_says(world: World, kind: type[Command[Any]]) -> None:
    command = SAMPLES[kind](world)

    result = world.send(command)

    assert isinstance(command, kind)
    assert isinstance(result, get_type_hints(kind.handle)["return"])
