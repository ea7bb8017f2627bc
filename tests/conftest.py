"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

# a busy machine is no fault of the code: how long one example takes is not judged
settings.register_profile("qualitycheck", deadline=None)
settings.load_profile("qualitycheck")
