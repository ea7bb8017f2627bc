"""Two documents side by side: pledge by pledge what became of what, template sentences known as such."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from qualitycheck.audit.detail import Detail, detail
from qualitycheck.types import MatchKind, Registered
from qualitycheck.vietnamese.characters import key

Direction = Literal["right-first", "unknown"]
Tie = Literal["same", "unsure", "other", "unknown"]
NOTHING = Detail()


@dataclass(frozen=True, slots=True)
class Line:
    """A pledge of the left document and the one of the right that it repeats; either side None where nothing answers it.

    ``kind`` None: no copy. ``template`` lines are formulas, shown but never counted.
    """

    left: int | None
    right: int | None
    kind: MatchKind | None
    similarity: float
    template: bool
    detail: Detail = NOTHING


@dataclass(frozen=True, slots=True)
class SideBySide:
    """``left`` and ``right`` with their pledges' texts; ``lines`` in the order of the left document, then what only the right has."""

    left: Registered
    right: Registered
    left_pledges: tuple[str, ...]
    right_pledges: tuple[str, ...]
    lines: tuple[Line, ...]
    direction: Direction
    author: Tie

    @property
    def counted(self) -> int:
        """Pledges of the left document that are no formula."""
        return sum(line.left is not None and not line.template for line in self.lines)

    @property
    def repeated(self) -> int:
        return sum(line.kind is not None and not line.template for line in self.lines)

    @property
    def identical(self) -> bool:
        """The same pledges in the same order, formulas included."""
        return bool(self.left_pledges) and [*map(key, self.left_pledges)] == [*map(key, self.right_pledges)]


@dataclass(frozen=True, slots=True)
class Pairing:
    """A copy found by the matcher."""

    old: int
    kind: MatchKind
    similarity: float


def lines(
    left: Sequence[str], right: Sequence[str], copies: Mapping[int, Pairing], templates: frozenset[int],
    right_templates: frozenset[int],
) -> tuple[Line, ...]:  # fmt: skip
    """``copies`` by pledge of the left; formulas that both documents hold stand beside each other too."""
    by_key = {key(text): index for index, text in reversed(list(enumerate(right)))}
    made: list[Line] = []
    used: set[int] = set()
    for index, text in enumerate(left):
        found = copies.get(index)
        same = by_key.get(key(text))
        if found is not None:
            used.add(found.old)
            how = detail(text, right[found.old]) if found.kind != "verbatim" else NOTHING
            made.append(Line(index, found.old, found.kind, found.similarity, index in templates, how))
        elif same is not None:
            used.add(same)
            made.append(Line(index, same, "verbatim", 1.0, index in templates))
        else:
            made.append(Line(index, None, None, 0.0, index in templates))
    only = [Line(None, n, None, 0.0, n in right_templates) for n in range(len(right)) if n not in used]
    return (*made, *only)
