"""The sample app, served by the local host."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.sample import Sample, sample_host


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    with sample_host(tmp_path_factory.mktemp("sample")) as served:
        yield served


@pytest.fixture
def fresh_sample(tmp_path: Path) -> Iterator[Sample]:
    """A host of the test's own, to be stopped and killed."""
    served = sample_host(tmp_path)
    with served:
        yield served
