"""From one place to another: the same person, or a namesake who happens to begin there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from qualitycheck.audit.model import PersonLink
from qualitycheck.audit.names import NameModel
from qualitycheck.audit.papers import SAME_POST, Stay, post_likeness, when
from qualitycheck.audit.stays import SURE, same_marks
from qualitycheck.vietnamese.characters import key

UNSURE = 0.2  # posterior probability from which a link is shown
MOVES = 0.1  # of people write in another unit the year after, a namesake's papers there held against it
SAME_WORK = 0.6  # share of movers who keep their post
TEXTS = 2  # own sentences in common that make an equal name elsewhere one person
TEXT_ODDS = 40.0
COMMON, OPEN_ODDS = 1e-3, 2.0  # a name so common moves only with its texts; until then the link stays open


def moves_of(
    stays: Sequence[Stay], names: NameModel, texts: Mapping[tuple[int, int], int]
) -> tuple[list[tuple[int, int]], list[PersonLink]]:
    """Pairs of stays (by number) that are one person, and links left open."""
    setting = _Setting(stays, names)
    odds = {(a, b): o for a, b in _candidates(stays) if (o := setting.odds(stays[a], stays[b], texts)) > 0}
    leaving: Counter[int] = Counter()
    coming: Counter[int] = Counter()
    for (a, b), weight in odds.items():
        leaving[a] += weight  # type: ignore[assignment]
        coming[b] += weight  # type: ignore[assignment]
    shares = {(a, b): o / (1 + leaving[a] + coming[b] - o) for (a, b), o in odds.items()}
    sure, unsure = [], []
    after: set[int] = set()
    before: set[int] = set()
    for (a, b), share in sorted(shares.items(), key=lambda entry: (-entry[1], entry[0])):
        if share >= SURE and a not in after and b not in before:
            after.add(a)
            before.add(b)
            sure.append((a, b))
        elif share >= UNSURE:
            unsure.append(PersonLink(stays[a].last.number, stays[b].first.number, round(share, 3)))
    return sure, unsure


def _candidates(stays: Sequence[Stay]) -> Iterator[tuple[int, int]]:
    """Stays of one name, the earlier first, that do not overlap in time."""
    by_name: dict[str, list[int]] = defaultdict(list)
    for number, stay in enumerate(stays):
        if stay.first.name and stay.years:
            by_name[stay.first.plain].append(number)
    for found in by_name.values():
        for one, other in combinations(sorted(found, key=lambda n: when(stays[n].first)), 2):
            if max(stays[one].years) < min(stays[other].years) and same_marks(
                stays[one].first.name, stays[other].first.name
            ):
                yield one, other


class _Setting:
    """What chance would bring about in this register."""

    def __init__(self, stays: Sequence[Stay], names: NameModel) -> None:
        self._names = names
        self._stays = max(len(stays), 1)
        self._posts = Counter(s.first.post for s in stays)
        self._sorts = Counter(s.first.sort for s in stays)
        self._superiors = Counter(s.first.superior for s in stays)
        self._starting = Counter(min(s.years) for s in stays if s.years)
        self._earliest = min((y for s in stays for y in s.years), default=0)
        self._covered: dict[str, set[int]] = defaultdict(set)
        for stay in stays:
            self._covered[key(stay.first.place)] |= stay.years

    def odds(self, old: Stay, new: Stay, texts: Mapping[tuple[int, int], int]) -> float:
        """That ``new`` is ``old`` moved, against a namesake who happens to begin there."""
        gap = min(new.years) - max(old.years)
        beginning = sum(n for year, n in self._starting.items() if max(old.years) < year <= min(new.years))
        namesakes = max(beginning, 1) * self._names.probability(old.first.name)
        odds = MOVES * min(gap, 3) / namesakes
        odds *= self._work(old, new) * self._superior(old, new)
        odds *= self._left(old, new)
        shared = sum(texts.get(_pair(a.number, b.number), 0) for a in old.papers for b in new.papers)
        if shared >= TEXTS:
            return odds * TEXT_ODDS
        return min(odds, OPEN_ODDS) if self._names.probability(old.first.name) >= COMMON else odds

    def _work(self, old: Stay, new: Stay) -> float:
        """Post and sort of unit; an equal post says all that an equal sort could."""
        a, b = old.last.post, new.first.post
        if a and b and post_likeness(a, b) >= SAME_POST:
            return SAME_WORK / max(self._posts[a] / self._stays, 0.04)
        return self._sort(old, new) * ((1 - SAME_WORK) / 0.9 if a and b else 1.0)

    def _sort(self, old: Stay, new: Stay) -> float:
        if old.last.sort == new.first.sort:
            return 0.7 / max(self._sorts[old.last.sort] / self._stays, 0.1)
        return 0.35

    def _superior(self, old: Stay, new: Stay) -> float:
        a, b = old.last.superior, new.first.superior
        if not a or not b:
            return 1.0
        return 0.9 / max(self._superiors[a] / self._stays, 0.2) if a == b else 0.15

    def _left(self, old: Stay, new: Stay) -> float:
        """The old place went on without this person, and the new one was without before: as a move would have it."""
        gone = any(year > max(old.years) for year in self._covered[key(old.last.place)])
        came = any(year < min(new.years) for year in self._covered[key(new.first.place)])
        return (2.0 if gone else 1.0) * (2.0 if came else 1.0)


def _pair(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)
