"""What was promised and what was done as one JSON object; fields are only ever added."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from qualitycheck.messages import Lang
from qualitycheck.monitoring import Outcome, Result
from qualitycheck.monitoring.outcome import Tally
from qualitycheck.report.output import emit

SCHEMA: Literal[1] = 1


class TallyRecord(msgspec.Struct, frozen=True):
    unit: str
    person: str
    promised: int
    counts: dict[str, int]
    added: int


class OutcomeRecord(msgspec.Struct, frozen=True):
    schema: int
    files: tuple[str, ...]
    total: TallyRecord
    units: list[TallyRecord]
    people: list[TallyRecord]
    results: tuple[Result, ...]


def write(outcome: Outcome, target: Path | None, lang: Lang = "vi") -> None:
    made = OutcomeRecord(
        SCHEMA, outcome.files, _tally(outcome.total), list(map(_tally, outcome.units)),
        list(map(_tally, outcome.people)), outcome.results,
    )  # fmt: skip
    emit(msgspec.json.format(msgspec.json.encode(made), indent=1).decode() + "\n", target)


def _tally(tally: Tally) -> TallyRecord:
    return TallyRecord(tally.unit, tally.person, tally.promised, dict(tally.counts), tally.added)
