"""Work for the processes of test_pool.py, which import this file and nothing heavier."""

from __future__ import annotations

import os
import time

_factor = 0


def prepare(factor: int) -> None:
    global _factor
    _factor = factor


def scaled(item: int) -> int:
    time.sleep(0.01 * (item % 3))  # later items are often done earlier
    return item * _factor


def deadly(item: int) -> int:
    if item < 0:
        os._exit(7)
    return scaled(item)


def process(_: int) -> int:
    return os.getpid()


def failing(item: int) -> int:
    raise ValueError(f"item {item}")


def crashed(item: int) -> int:
    return item * 1000


def no_start(_: int) -> None:
    os._exit(9)
