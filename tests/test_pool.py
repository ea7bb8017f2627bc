"""Ordered work over items, in this process and in others, with a process that dies."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from pool_work import crashed, failing, no_start, prepare, process, scaled

from qualitycheck.errors import UsageError
from qualitycheck.pool import FEW, Workers, default_jobs


def mapped(
    work: Any, items: Sequence[int], jobs: int, start: Any = prepare, arguments: tuple[int, ...] = (1,), **more: Any
) -> list[Any]:
    with Workers(start, arguments, jobs) as workers:
        return workers.map(work, items, crashed, **more)


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    items = list(range(12))
    found = mapped(scaled, items, jobs, prepare, (3,))
    assert found == [3 * i for i in items]


DEADLY = """
import os, sys
sys.path.insert(0, sys.argv[1])
from pool_work import crashed, deadly, prepare
from qualitycheck.pool import Workers

if __name__ == "__main__":
    items = [int(item) for item in sys.argv[2].split(",")]
    with Workers(prepare, (2,), 2) as workers:
        print(workers.map(deadly, items, crashed), flush=True)
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
    found = mapped(process, range(count), jobs)
    assert set(found) == {os.getpid()}


def test_several_jobs_leave_this_process() -> None:
    found = mapped(process, range(FEW), 2)
    assert os.getpid() not in found


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_bug_is_no_crash_it_reaches_the_caller(jobs: int) -> None:
    with pytest.raises(ValueError, match="item 0"):
        mapped(failing, range(6), jobs)


@pytest.mark.parametrize("jobs", [1, 2])
def test_progress_counts_to_the_end(jobs: int) -> None:
    seen: list[tuple[int, int]] = []
    mapped(scaled, range(5), jobs, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(n, 5) for n in range(1, 6)]


def test_a_second_piece_of_work_finds_the_same_processes() -> None:
    with Workers(prepare, (1,), 2) as workers:
        pids = {pid for _ in range(2) for pid in workers.map(process, range(20), crashed)}
    assert len(pids) <= 2


def test_no_items() -> None:
    assert mapped(scaled, [], 2) == []
    assert default_jobs() >= 1


def test_processes_that_cannot_start_are_no_crash_of_the_items() -> None:
    with pytest.raises(UsageError, match="jobs=1"):
        mapped(scaled, range(6), 2, no_start, (1,))
