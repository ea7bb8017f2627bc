"""What holds for all tests."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# a busy machine is no fault of the code: how long one example takes is not judged
settings.register_profile("qualitycheck", deadline=None)
settings.load_profile("qualitycheck")


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Results remembered by a test are nobody else's, and those of the person at work are no test's."""
    os.environ["QUALITYCHECK_CACHE"] = str(tmp_path_factory.mktemp("cache"))
