"""What to commend: the best documents and pledges, no two alike, never a repetition or a sentence of a form.

Chosen one after the other by maximal marginal relevance (Carbonell and Goldstein 1998): how good, less how like what is
chosen already.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from qualitycheck.meeting.marks import Marks
from qualitycheck.types import SLOT_NAMES, Report
from qualitycheck.vietnamese.characters import syllables

LEAST_DOCUMENT = 70.0  # points: "Khá"
RELEVANCE = 0.7  # weight of quality against novelty
TOO_ALIKE = 0.35  # share of syllable pairs in common; above it two pledges say the same
SAME_UNIT = 0.25  # what belonging to one unit adds to the likeness

T = TypeVar("T")
Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Commended:
    """A document (``pledge`` None) or one of its pledges; ``document`` is its place among the reports."""

    document: int
    pledge: int | None
    value: float  # 0 to 1


def best_documents(
    reports: Sequence[Report], given: Sequence[Marks], units: Sequence[str], most: int
) -> list[Commended]:
    """Up to ``most`` documents of 70 points and more: nothing repeated, nothing that must be mended, no reader needed."""
    able = [
        Commended(i, None, marks.total / 100)
        for i, (report, marks) in enumerate(zip(reports, given, strict=True))
        if marks.total >= LEAST_DOCUMENT and _is_clean(report)
    ]
    words = {c.document: _pairs(" . ".join(p.text for p in reports[c.document].document.pledges)) for c in able}

    def alike(one: Commended, other: Commended) -> float:
        return _likeness(words[one.document], words[other.document], units[one.document], units[other.document])

    return _diverse(able, most, lambda c: c.value, alike)


def _is_clean(report: Report) -> bool:
    own = any(not a.template for a in report.assessments)
    grave = any(f.level == "error" for f in report.asserted)
    repeated = any(m for m in report.matches if not report.assessments[m.pledge].template)
    return own and not grave and not repeated and not report.score.needs_review and report.document.kind != "unknown"


def best_pledges(reports: Sequence[Report], units: Sequence[str], most: int) -> list[Commended]:
    """Up to ``most`` of the pledges that the score praises, one from each document; never one that a second document of
    the batch also holds."""
    able = [c for i, report in enumerate(reports) for c in _praised(i, report)]
    words = {(c.document, c.pledge): _pairs(_text(reports, c)) for c in able}

    def alike(one: Commended, other: Commended) -> float:
        if one.document == other.document:
            return 1.0
        first, second = words[one.document, one.pledge], words[other.document, other.pledge]
        return _likeness(first, second, units[one.document], units[other.document])

    twice = {c for c in able if _stands_twice(words[c.document, c.pledge], c, able, words)}
    return _diverse([c for c in able if c not in twice], most, lambda c: c.value, alike)


def _praised(place: int, report: Report) -> Iterator[Commended]:
    if report.score.capped_by is not None:
        return
    for index in report.score.praise:
        judged = report.assessments[index]
        filled = sum(judged.slots.get(name) is not None for name in SLOT_NAMES) / len(SLOT_NAMES)
        yield Commended(place, index, filled * judged.confidence)


def _stands_twice(
    words: Pairs, one: Commended, able: Sequence[Commended], known: dict[tuple[int, int | None], Pairs]
) -> bool:
    return any(
        other.document != one.document and _shared(words, known[other.document, other.pledge]) > _COPY for other in able
    )


_COPY = 0.8


def _text(reports: Sequence[Report], one: Commended) -> str:
    assert one.pledge is not None
    return reports[one.document].document.pledges[one.pledge].text


def _pairs(text: str) -> Pairs:
    words = syllables(text)
    return frozenset(itertools.pairwise(words)) if len(words) > 1 else frozenset({(w, "") for w in words})


def _shared(one: Pairs, other: Pairs) -> float:
    """Jaccard's coefficient."""
    whole = len(one | other)
    return len(one & other) / whole if whole else 0.0


def _likeness(one: Pairs, other: Pairs, unit: str, second: str) -> float:
    return min(1.0, _shared(one, other) / TOO_ALIKE) + (SAME_UNIT if unit and unit == second else 0.0)


def _diverse(able: Sequence[T], most: int, value: Callable[[T], float], alike: Callable[[T, T], float]) -> list[T]:
    """Maximal marginal relevance; what is too alike to something chosen is never taken."""
    chosen: list[T] = []
    left = list(able)
    nearest = [0.0] * len(left)
    while left and len(chosen) < most:
        ranked = [RELEVANCE * value(c) - (1 - RELEVANCE) * near for c, near in zip(left, nearest, strict=True)]
        place = max(range(len(left)), key=lambda i: (ranked[i], -i))
        taken = left.pop(place)
        nearest.pop(place)
        chosen.append(taken)
        kept = [(c, max(near, alike(taken, c))) for c, near in zip(left, nearest, strict=True)]
        left = [c for c, near in kept if near < 1.0]
        nearest = [near for _, near in kept if near < 1.0]
    return chosen
