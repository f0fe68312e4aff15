"""Each test has a world of its own, with Barset North and Barset South in it."""

import pytest

from tests.people import settle
from tests.world import MemoryWorld


@pytest.fixture
def world() -> MemoryWorld:
    made = MemoryWorld()
    settle(made)
    return made
