"""Units over the years: which two names, each of its year, mean one unit.

Renamings and mergers are dated entries of ``rules/units.yaml``: a name counts as replaced only between a year in which the old
one was in use and a year in which the new one was, so that a neighbour that bears the new name already stays another unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from qualitycheck.corpus.rows import unit_key
from qualitycheck.rules.model import UnitAlias
from qualitycheck.vietnamese.characters import key, without_marks

SIMILAR = 90.0  # of 100: the same name but for its spelling
_COMMUNE = re.compile(r"\b((?:xã|phường|thị trấn) [^|]+)")
_LONGEST = 4  # renamings in a row that are followed


@dataclass(frozen=True, slots=True)
class _Renamed:
    old: str
    new: str
    until: int  # last year of the old name


class Units:
    """Same or not, for names of units and party cells with the year of the paper that gives them."""

    def __init__(self, aliases: Iterable[UnitAlias] = ()) -> None:
        self._renamed = tuple(
            _Renamed(
                _comparable(old), _comparable(alias.name), int(alias.until[:4]) if alias.until[:4].isdigit() else 0
            )
            for alias in aliases
            for old in alias.was
        )
        self._known: dict[tuple[str, int, int], frozenset[str]] = {}
        self._current: dict[str, str] = {}

    def same(self, a: str, year_a: int | None, b: str, year_b: int | None) -> bool:
        """True when both name one unit, up to spelling and to the renamings between the two years."""
        if not a or not b:
            return False
        if a == b or _alike(_comparable(a), _comparable(b)):
            return True
        if year_a is None or year_b is None or not self._renamed:
            return False
        old, first, new, last = (a, year_a, b, year_b) if year_a <= year_b else (b, year_b, a, year_a)
        return any(_alike(form, _comparable(new)) for form in self._later(_comparable(old), first, last))

    def _later(self, name: str, first: int, last: int) -> frozenset[str]:
        """Every name that a unit of ``first`` may bear in ``last``."""
        asked = name, first, last
        if (known := self._known.get(asked)) is None:
            found = {name}
            for _ in range(_LONGEST):
                found |= {_replaced(form, e) for form in found for e in self._renamed if first <= e.until <= last}
            known = self._known[asked] = frozenset(found - {name})
        return known

    def current(self, name: str) -> str:
        """The last known name of a unit as a key, for sums over years."""
        if (known := self._current.get(name)) is None:
            found = _comparable(name)
            for _ in range(_LONGEST):
                for entry in self._renamed:
                    found = _replaced(found, entry)
            known = self._current[name] = found
        return known


def _replaced(name: str, entry: _Renamed) -> str:
    """A commune is renamed within its district: "xã hạ, huyện đông" names both parts."""
    if entry.old not in name:
        return name
    return f" {name} ".replace(f" {entry.old} ", f" {entry.new} ").strip()


@lru_cache(maxsize=65536)
def _comparable(name: str) -> str:
    """Folded, abbreviations written out; the superior unit after a comma is kept behind " | "."""
    head, _, tail = name.partition(",")
    return f"{unit_key(head)} | {key(tail)}" if tail.strip() else unit_key(name)


@lru_cache(maxsize=65536)
def _alike(a: str, b: str) -> bool:
    if a == b:
        return True
    (head_a, tail_a), (head_b, tail_b) = _parts(a), _parts(b)
    if tail_a and tail_b and tail_a != tail_b:
        return False
    if head_a == head_b:
        return True
    return (
        fuzz.ratio(head_a, head_b) >= SIMILAR
        and _digits(head_a) == _digits(head_b)
        and _few_letters(head_a.split(), head_b.split())
    )


def _few_letters(a: Sequence[str], b: Sequence[str]) -> bool:
    """A slip of the pen changes one word; two communes of similar names differ in a word of another tone or letter too.

    Hence only words that are equal without their marks, or words left out, count as the same unit.
    """
    if len(a) != len(b):
        return set(a) <= set(b) or set(b) <= set(a)
    return all(without_marks(x) == without_marks(y) for x, y in zip(a, b, strict=True)) and (
        all(x.isascii() for x in a) or all(x.isascii() for x in b)
    )


def _parts(name: str) -> tuple[str, str]:
    head, _, tail = name.partition(" | ")
    return head, tail


def _digits(name: str) -> list[str]:
    return [word for word in name.split() if word.isdigit()]


@lru_cache(maxsize=65536)
def superior(name: str) -> str:
    """The district or province that a unit's name ends with: "huyện lam khê"; "" where none is named."""
    found = key(name)
    places = [
        at for word in ("huyện", "thị xã", "thành phố", "quận", "tỉnh") if (at := f" {found}".rfind(f" {word} ")) >= 0
    ]
    return found[max(places) :] if places else ""


@lru_cache(maxsize=65536)
def commune(name: str) -> str:
    """The commune, ward or township that a unit's name speaks of: "xã hạ lũng"; "" where none is named."""
    found = _COMMUNE.search(" | ".join(key(part) for part in name.split(",")))
    return found[1].strip() if found else ""
