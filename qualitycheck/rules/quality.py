"""quality.json of a rule folder: how often each rule was right on labelled documents, and with which rules and model.

Written by ``qualitycheck evaluate DIR… --write-quality``, never by hand. Only sets that were held out from building the
rules and the model are evidence; the others are kept beside them for comparison. The file is no rule file, so writing it
leaves the digest of the rules as it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

import msgspec

from qualitycheck.errors import RuleError

FILE_NAME = "quality.json"
SCHEMA: Literal[1] = 1
Use = Literal["held-out", "tuned-on", "unknown"]
COMMAND = "qualitycheck evaluate"


class Figure(msgspec.Struct, frozen=True):
    """``n`` labelled faults, ``said`` findings, ``right`` of them at a labelled fault."""

    n: int
    said: int
    right: int
    precision: float | None = None
    recall: float | None = None
    f1: float | None = None


class SetFigures(msgspec.Struct, frozen=True):
    """One labelled set: its name, whether it is evidence, its size, every rule, and the figures of ``evaluate``."""

    name: str
    use: Use
    documents: int
    pledges: int
    rules: dict[str, Figure]
    figures: dict[str, Any] = {}


class MeasuredWith(msgspec.Struct, frozen=True):
    """Digests (16 hex digits) of the rule folder and of all files of the model folder."""

    rules: str
    model: str


class Quality(msgspec.Struct, frozen=True):
    """The whole file. ``rules`` sums the held-out sets; a rule without a labelled fault there is left out."""

    schema: Literal[1]
    measured_with: MeasuredWith
    rules: dict[str, Figure]
    sets: list[SetFigures]

    def fits(self, rules: str) -> bool:
        """Whether these are the rules that were measured."""
        return self.measured_with.rules == rules

    @property
    def command(self) -> str:
        """What renews the file, for the sets it was made with."""
        return f"{COMMAND} {' '.join(f'corpora/labelled/{s.name}' for s in self.sets)} --write-quality"


def figure(n: int, said: int, right: int) -> Figure:
    """Counts with their shares, rounded to four digits."""
    whole = n + said
    return Figure(n, said, right, _share(right, said), _share(right, n), _share(2 * right, whole))


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def combined(sets: Iterable[SetFigures]) -> dict[str, Figure]:
    """Every rule over the held-out sets in which it has labelled faults or findings; none without any labelled fault."""
    counts: dict[str, list[int]] = {}
    for one in sets:
        if one.use == "held-out":
            for rule, f in one.rules.items():
                total = counts.setdefault(rule, [0, 0, 0])
                for place, value in enumerate((f.n, f.said, f.right)):
                    total[place] += value
    return {rule: figure(*total) for rule, total in sorted(counts.items()) if total[0]}


def load_quality(folder: Path) -> Quality | None:
    """The figures that lie in a rule folder, None where none were measured. Raises RuleError for a damaged file."""
    path = folder / FILE_NAME
    if not path.is_file():
        return None
    try:
        return msgspec.json.decode(path.read_bytes(), type=Quality)
    except (OSError, msgspec.DecodeError) as error:
        raise RuleError(f"{folder.name}/{FILE_NAME}:1: {error}; run: {COMMAND} DIR… --write-quality") from None


def quality_text(quality: Quality) -> str:
    """The file's text: the same bytes for the same figures."""
    return msgspec.json.format(msgspec.json.encode(quality), indent=1).decode() + "\n"
