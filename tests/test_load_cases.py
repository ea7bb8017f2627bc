"""Every awkward case ends in its text or in its code, within 20 seconds and 500 MB, and harms no other file."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from awkward_cases import Case, all_cases

from qualitycheck.load import Limits
from qualitycheck.load.details import DETAILS
from qualitycheck.load.guard import GuardedLoader
from qualitycheck.types import Failure

CASES = all_cases()
SECONDS, MEGABYTES = 20, 500


@pytest.fixture(scope="module")
def loader() -> Iterator[GuardedLoader]:
    with GuardedLoader(Limits(seconds=SECONDS, memory_mb=MEGABYTES)) as opened:
        yield opened


def test_there_are_enough_and_none_twice() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 60


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_case(case: Case, loader: GuardedLoader, tmp_path: Path) -> None:
    file = tmp_path / case.file
    file.write_bytes(case.data())
    before = time.monotonic()
    found = loader.read(file, case.file)
    assert time.monotonic() - before < SECONDS
    assert all(one.path.startswith(case.file) and "/../" not in one.path for one in found)
    failures = [one for one in found if isinstance(one, Failure)]
    for failure in failures:
        assert failure.code in case.code.split("|"), failure
        assert failure.detail.partition(": ")[0] in DETAILS
        assert failure.detail.partition(": ")[0] not in {"reader-crashed", "memory", "seconds"}
    if not failures:
        assert "" in case.code.split("|")
        assert len(found) == case.documents
        assert all(case.text in [b.text for b in one.blocks] for one in found if not isinstance(one, Failure))
