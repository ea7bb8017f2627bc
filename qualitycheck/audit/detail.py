"""How two wordings of one pledge differ, sorted by what a reader asks: only the year, a figure, a name, the order?"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from qualitycheck.match.align import align, changes
from qualitycheck.match.pledges import is_name
from qualitycheck.vietnamese.characters import syllables

SAME_WORDS = 0.85  # of both texts, in whatever order
OUT_OF_ORDER = 0.15  # of them that no common order holds
_YEAR = re.compile(r"(?:19|20)\d\d")
_TOKEN = re.compile(r"[^\s/→]+")
_WEEKDAYS = frozenset({"Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy"})  # "thứ Tư" names nobody


@dataclass(frozen=True, slots=True)
class Detail:
    """What changed from the old wording to the new one, as "old→new"; ``reordered`` when it is mostly the order."""

    reordered: bool = False
    years: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def only_years(self) -> bool:
        return bool(self.years) and not (self.reordered or self.numbers or self.names or self.words)


def detail(new: str, old: str) -> Detail:
    """Changes of ``new`` against ``old``; in a reordered text every moved word would be one, so none are listed."""
    if is_reordered(new, old):
        return Detail(reordered=True)
    sorts: dict[str, list[str]] = {"years": [], "numbers": [], "names": [], "words": []}
    for change in changes(new, old):
        sorts[_sort(change)].append(change)
    return Detail(False, *(tuple(sorts[name]) for name in ("years", "numbers", "names", "words")))


def is_reordered(new: str, old: str) -> bool:
    """The same words in another order."""
    a, b = syllables(new), syllables(old)
    if not a or not b:
        return False
    common = 2 * (Counter(a) & Counter(b)).total() / (len(a) + len(b))
    return common >= SAME_WORDS and common - align(a, b).ratio >= OUT_OF_ORDER


def _sort(change: str) -> str:
    old, _, new = change.partition("→")
    if _YEAR.sub("", old) == _YEAR.sub("", new) and _YEAR.search(change):
        return "years"
    if any(c.isdigit() for c in change):
        return "numbers"
    if any(is_name(word) and word not in _WEEKDAYS for word in _TOKEN.findall(change)):
        return "names"
    return "words"
