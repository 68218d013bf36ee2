"""A world with lists in it."""

from pytest import fixture

from tests.support.importing import Importer
from tests.support.world import World


@fixture
def importer(world: World) -> Importer:
    return Importer(world)
