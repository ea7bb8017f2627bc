"""Ordered work over items, in this process and in others, with a process that dies."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pool_work import crashed, failing, no_start, prepare, process, scaled

from qualitycheck.errors import UsageError
from qualitycheck.pool import FEW, default_jobs, parallel_map


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    items = list(range(12))
    found = parallel_map(scaled, items, start=prepare, arguments=(3,), jobs=jobs, crashed=crashed)
    assert found == [3 * i for i in items]


DEADLY = """
import os, sys
sys.path.insert(0, sys.argv[1])
from pool_work import crashed, deadly, prepare
from qualitycheck.pool import parallel_map

if __name__ == "__main__":
    items = [int(item) for item in sys.argv[2].split(",")]
    print(parallel_map(deadly, items, start=prepare, arguments=(2,), jobs=2, crashed=crashed), flush=True)
    os._exit(0)  # Python 3.11 may wait at its end for a pool whose process died
"""


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([1, -1, 2, 3, -2, 4, 5, -3], [2, -1000, 4, 6, -2000, 8, 10, -3000]),
        ([-1, -2, -3, -4], [-1000, -2000, -3000, -4000]),
    ],
)
def test_items_that_kill_their_process_are_named_and_the_others_are_done(
    items: list[int], expected: list[int], tmp_path: Path
) -> None:
    script = tmp_path / "deadly.py"
    script.write_text(DEADLY, encoding="utf-8")
    command = [sys.executable, str(script), str(Path(__file__).parent), ",".join(map(str, items))]
    root = Path(__file__).parents[1]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=120, cwd=root, env={**os.environ, "PYTHONPATH": str(root)}
    )
    assert done.stdout.strip() == str(expected), done.stderr


@pytest.mark.parametrize(("count", "jobs"), [(FEW - 1, 4), (FEW + 2, 1)])
def test_few_items_or_one_job_stay_in_this_process(count: int, jobs: int) -> None:
    found = parallel_map(process, range(count), start=prepare, arguments=(1,), jobs=jobs, crashed=crashed)
    assert set(found) == {os.getpid()}


def test_several_jobs_leave_this_process() -> None:
    found = parallel_map(process, range(FEW), start=prepare, arguments=(1,), jobs=2, crashed=crashed)
    assert os.getpid() not in found


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_bug_is_no_crash_it_reaches_the_caller(jobs: int) -> None:
    with pytest.raises(ValueError, match="item 0"):
        parallel_map(failing, range(6), start=prepare, arguments=(1,), jobs=jobs, crashed=crashed)


@pytest.mark.parametrize("jobs", [1, 2])
def test_progress_counts_to_the_end(jobs: int) -> None:
    seen: list[tuple[int, int]] = []
    parallel_map(scaled, range(5), start=prepare, arguments=(1,), jobs=jobs, crashed=crashed,
                 progress=lambda done, total: seen.append((done, total)))  # fmt: skip
    assert seen == [(n, 5) for n in range(1, 6)]


def test_no_items() -> None:
    assert parallel_map(scaled, [], start=prepare, arguments=(1,), jobs=2, crashed=crashed) == []
    assert default_jobs() >= 1


def test_processes_that_cannot_start_are_no_crash_of_the_items() -> None:
    with pytest.raises(UsageError, match="jobs=1"):
        parallel_map(scaled, range(6), start=no_start, arguments=(1,), jobs=2, crashed=crashed)
