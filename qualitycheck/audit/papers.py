"""Headers made ready for telling people apart, and how alike posts are."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

from qualitycheck.audit.units import superior
from qualitycheck.corpus.rows import author_key
from qualitycheck.types import Registered
from qualitycheck.vietnamese.characters import key, without_marks

SAME_POST = 82.0  # of 100
NOT_EQUAL = 0.95  # of the likeness of two posts that are not the same words
_HEADS = 2  # syllables that say what sort of unit it is


@dataclass(frozen=True, slots=True)
class Paper:
    """A header made ready; ``place`` is the unit, or the cell where no unit is named."""

    number: int
    facts: Registered
    name: str
    plain: str
    post: str
    place: str
    sort: str
    superior: str


@dataclass(slots=True)
class Stay:
    """Papers of one person in one place."""

    papers: list[Paper]

    @property
    def years(self) -> set[int]:
        return {p.facts.year for p in self.papers if p.facts.year is not None}

    @property
    def first(self) -> Paper:
        return min(self.papers, key=when)

    @property
    def last(self) -> Paper:
        return max(self.papers, key=when)


def when(paper: Paper) -> tuple[int, int]:
    return paper.facts.year or 0, paper.number


def made_ready(number: int, facts: Registered) -> Paper:
    name = author_key(facts.author)
    place = facts.unit or facts.party_cell
    sort = " ".join(key(place).split()[:_HEADS])
    return Paper(number, facts, name, without_marks(name), key(facts.position), place, sort, superior(place))


def post_likeness(a: str, b: str) -> float:
    """0 to 100; an unknown post is half alike to every other."""
    if a == b:
        return 100.0 if a else 50.0
    return NOT_EQUAL * fuzz.token_sort_ratio(a, b) if a and b else 50.0
