"""An importer and somebody to import for."""

from uuid import UUID

import pytest

from tests.support.importing import Importer
from tests.support.world import World


@pytest.fixture
def importer(world: World) -> Importer:
    return Importer(world)


@pytest.fixture
def customer(world: World) -> UUID:
    return world.has_customer("Aurora")
