"""One process of a batch: what it holds, and the pieces of work that it can be given.

Imports nothing of the corpus or the reports, so that a process is ready soon.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qualitycheck.files import Source
from qualitycheck.load.guard import GuardedLoader
from qualitycheck.review import Judge
from qualitycheck.stages import Prepared, Setup, conclude, file_limits, prepare, read
from qualitycheck.types import Compared, Document, Failure, Registered, Report

_setup: Setup | None = None
_loader: GuardedLoader | None = None


@dataclass(frozen=True, slots=True)
class Portion:
    """Documents to conclude, with what is the same for all of them: together they cross to a process once."""

    prepared: Sequence[Prepared]
    compared: Sequence[Compared]
    others: tuple[Registered, ...]
    judge: Judge | None


def start(made: Setup) -> None:
    """Prepare this process for the work below."""
    global _setup, _loader
    _setup, _loader = made, GuardedLoader(file_limits(made.settings))


def stop() -> None:
    """End the reader of this process; those of the pool's processes end with them."""
    if _loader is not None:
        _loader.close()


def _mine() -> tuple[Setup, GuardedLoader]:
    assert _setup is not None and _loader is not None, "start was not called in this process"
    return _setup, _loader


def read_one(source: Source) -> list[Document | Failure]:
    return read(source, *_mine())


def prepare_one(source: Source) -> list[Prepared | Failure]:
    made, _ = _mine()
    return [d if isinstance(d, Failure) else prepare(d, made) for d in read_one(source)]


def crashed(source: Source) -> list[Any]:
    """What stands for a file that ended its process."""
    return [Failure(source.shown, "corrupt", "reader-crashed")]


def conclude_portion(portion: Portion) -> list[Report]:
    made, _ = _mine()
    return [
        conclude(prepared, compared, portion.others, made, portion.judge)
        for prepared, compared in zip(portion.prepared, portion.compared, strict=True)
    ]
