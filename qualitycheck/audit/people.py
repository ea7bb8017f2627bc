"""Who is the same author over the years, decided from name, post, unit and cell together.

Fellegi-Sunter (JASA 1969) with the posterior written out. In one place a name is one person's unless posts or years say
otherwise. Somebody of the same name elsewhere is the same person only when that beats the number of namesakes to be expected
there, which grows with the register and with how common the name is; between the two thresholds a link is shown as unsure.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from qualitycheck.audit.model import PersonLink
from qualitycheck.audit.names import NameModel
from qualitycheck.audit.units import Units, superior
from qualitycheck.corpus.rows import author_key
from qualitycheck.segment.names import is_person
from qualitycheck.types import Registered
from qualitycheck.vietnamese.characters import key, without_marks

SURE, UNSURE = 0.85, 0.2  # posterior probabilities
MOVES = 0.1  # of people write in another unit the year after, a namesake's papers there held against it
SAME_POST, SAME_WORK = 82.0, 0.6  # of 100, between posts; share of movers who keep their post
NOT_EQUAL = 0.95  # of the likeness of two posts that are not the same words
CLEAR = 4.0  # of 100, by which a post must fit better than the next one
ONE_LETTER, ONE_MARK, LEFT_OUT = 0.0003, 0.002, 0.005  # chance of one given slip of the pen
NEWCOMER = 0.1  # of the people of a unit in a year, times several years
TEXTS = 2  # own sentences in common that make an equal name elsewhere one person
TEXT_ODDS = 40.0
_HEADS = 2  # syllables that say what sort of unit it is


@dataclass(frozen=True, slots=True)
class People:
    """``person`` gives every document its author's number; ``unsure`` are links that evidence leaves open."""

    person: tuple[int, ...]
    unsure: tuple[PersonLink, ...]

    def doubtful(self) -> frozenset[tuple[int, int]]:
        """Pairs of people that may be one."""
        pairs = ((self.person[link.first], self.person[link.second]) for link in self.unsure)
        return frozenset((min(a, b), max(a, b)) for a, b in pairs)


@dataclass(frozen=True, slots=True)
class _Paper:
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
class _Stay:
    """Papers of one person in one place."""

    papers: list[_Paper]

    @property
    def years(self) -> set[int]:
        return {p.facts.year for p in self.papers if p.facts.year is not None}

    @property
    def first(self) -> _Paper:
        return min(self.papers, key=_when)

    @property
    def last(self) -> _Paper:
        return max(self.papers, key=_when)


def _when(paper: _Paper) -> tuple[int, int]:
    return paper.facts.year or 0, paper.number


def link_people(
    headers: Sequence[Registered], units: Units, texts: Mapping[tuple[int, int], int] | None = None
) -> People:
    """Persons of ``headers`` in order. ``texts`` counts own sentences that two documents (lower number first) share.

    Bodies (a cell, an office) are one author where name or cell and unit agree; they do not move.
    """
    papers = [_paper(number, facts) for number, facts in enumerate(headers)]
    bodies, people = [p for p in papers if _is_body(p.facts)], [p for p in papers if not _is_body(p.facts)]
    stays, unsure = _stays(people, units)
    names = NameModel(s.first.name for s in stays)
    stays = _misspelt(stays, units, names)
    sure, open_moves = _moves(stays, names, texts or {})
    groups = [*_joined(stays, sure), *_bodies(bodies, units)]
    person = [0] * len(papers)
    for number, group in enumerate(sorted(groups, key=min)):
        for paper in group:
            person[paper] = number
    return People(tuple(person), (*unsure, *open_moves))


def _paper(number: int, facts: Registered) -> _Paper:
    name = author_key(facts.author)
    place = facts.unit or facts.party_cell
    sort = " ".join(key(place).split()[:_HEADS])
    return _Paper(number, facts, name, without_marks(name), key(facts.position), place, sort, superior(place))


def _is_body(facts: Registered) -> bool:
    if facts.kind == "individual":
        return not facts.author
    return not is_person(facts.author)


# --- in one place ----------------------------------------------------------------------------------------------------


def _stays(papers: Sequence[_Paper], units: Units) -> tuple[list[_Stay], list[PersonLink]]:
    """Papers of the same name and place year by year, told apart by post where one place has two of a name."""
    by_name: dict[str, list[_Paper]] = defaultdict(list)
    for paper in papers:
        by_name[paper.plain].append(paper)
    stays: list[_Stay] = []
    unsure: list[PersonLink] = []
    for found in by_name.values():
        mine: list[_Stay] = []
        for _, of_year in groupby(sorted(found, key=_when), key=lambda p: p.facts.year):
            _assign(list(of_year), mine, units, unsure)
        stays += mine
    return stays, unsure


def _assign(papers: Sequence[_Paper], stays: list[_Stay], units: Units, unsure: list[PersonLink]) -> None:
    """Give every paper of one year to the stay that fits best; one that fits two nearly as well begins its own."""
    fits = [(_post(s.last.post, p.post), n, s) for n, p in enumerate(papers) for s in stays if _fits(s, p, units)]
    given: set[int] = set()
    taken: set[int] = set()
    for score, n, stay in sorted(fits, key=lambda f: (-f[0], f[1], f[2].first.number)):
        if n in given or (id(stay) in taken and score < SAME_POST):
            continue
        rivals = [
            s for other, m, s in fits if m == n and s is not stay and id(s) not in taken and other > score - CLEAR
        ]
        given.add(n)
        if rivals:
            unsure += [PersonLink(s.last.number, papers[n].number, 0.5) for s in (stay, *rivals)]
            stays.append(_Stay([papers[n]]))
        else:
            stay.papers.append(papers[n])
            taken.add(id(stay))
    for n, paper in enumerate(papers):
        if n not in given:
            known = [s for s in stays if _fits(s, paper, units)]
            if known:
                known[0].papers.append(paper)
            else:
                stays.append(_Stay([paper]))


def _fits(stay: _Stay, paper: _Paper, units: Units) -> bool:
    ends = (stay.last, stay.first)
    placed = any(_same_marks(p.name, paper.name) and same_place(p.facts, paper.facts, units) for p in ends)
    return placed and not any(_at_once(known, paper) for known in stay.papers)


def _same_marks(a: str, b: str) -> bool:
    """Equal, or one of both typed without any marks."""
    return a == b or a.isascii() or b.isascii()


def _at_once(a: _Paper, b: _Paper) -> bool:
    """Two papers of one year and kind with different posts: two people of one name."""
    if a.facts.year != b.facts.year or a.facts.year is None or a.facts.kind != b.facts.kind:
        return False
    return a.post != b.post and _post(a.post, b.post) < SAME_POST


def same_place(a: Registered, b: Registered, units: Units) -> bool:
    """The same unit or the same cell, renamings between the years included; unknown places hinder nothing."""
    if not (a.unit or a.party_cell) or not (b.unit or b.party_cell):
        return True
    if a.unit and b.unit and units.same(a.unit, a.year, b.unit, b.year):
        return True
    return _same_cell(a, b, units)


def _same_cell(a: Registered, b: Registered, units: Units) -> bool:
    """Equal cells; a cell of a bare name ("Chi bộ 2") says nothing where the units differ."""
    if not units.same(a.party_cell, a.year, b.party_cell, b.year):
        return False
    if superior(a.unit) and superior(b.unit) and superior(a.unit) != superior(b.unit):
        return False
    return not (a.unit and b.unit) or len(key(a.party_cell).split()) > 3  # "chi bộ khu phố 4" names a place


# --- misspelt names --------------------------------------------------------------------------------------------------


def _misspelt(stays: list[_Stay], units: Units, names: NameModel) -> list[_Stay]:
    """Stays of one place whose names differ by a slip of the pen, never in the same year, as one."""
    by_place: dict[str, list[_Stay]] = defaultdict(list)
    for stay in stays:
        for place in {units.current(stay.last.facts.unit.split(",")[0]), key(stay.last.facts.party_cell)} - {""}:
            by_place[place].append(stay)
    gone: set[int] = set()
    for found in by_place.values():
        for a, b in _close(found):
            if a is not b and not {id(a), id(b)} & gone and _slip_odds(a, b, units, names) >= SURE / (1 - SURE):
                a.papers += b.papers
                gone.add(id(b))
    return [stay for stay in stays if id(stay) not in gone]


def _close(stays: Sequence[_Stay]) -> Iterator[tuple[_Stay, _Stay]]:
    """Pairs worth comparing: equal first or last syllable, so that a large unit is no square of its people."""
    ends: dict[str, list[_Stay]] = defaultdict(list)
    for stay in stays:
        parts = stay.first.plain.split() or [""]
        for part in {f"< {parts[0]} {' '.join(parts[1:-1])[:2]}", f"> {parts[-1]}"}:
            ends[part].append(stay)
    for found in ends.values():
        yield from combinations(found, 2)


def _slip_odds(a: _Stay, b: _Stay, units: Units, names: NameModel) -> float:
    """That two names mean one person: a slip that made just this name, against a newcomer who bears it."""
    if a.years & b.years:
        return 0.0
    slip = _slip(a.first.name, b.first.name)
    near, far = (a.last, b.first) if _when(a.last) <= _when(b.first) else (b.last, a.first)
    if not slip or not same_place(near.facts, far.facts, units):
        return 0.0
    # where both names are common, nobody slipped; the rarer one is the misspelt one
    newcomer = NEWCOMER * min(names.probability(a.first.name), names.probability(b.first.name))
    post = 4.0 if _post(near.post, far.post) >= SAME_POST else 1.0 if not (near.post and far.post) else 0.4
    return slip * post / newcomer


def _slip(a: str, b: str) -> float:
    """Chance of writing ``b`` for ``a``: one letter, one mark, or one middle name left out; 0 for what is no slip."""
    words_a, words_b = a.split(), b.split()
    if len(words_a) != len(words_b):
        short, long = sorted((without_marks(a).split(), without_marks(b).split()), key=len)
        left_out = len(short) >= 2 and len(long) - len(short) == 1 and (short[0], short[-1]) == (long[0], long[-1])
        return LEFT_OUT if left_out and set(short) <= set(long) else 0.0
    plain_a, plain_b = without_marks(a), without_marks(b)
    if plain_a == plain_b:
        return ONE_MARK if sum(x != y for x, y in zip(words_a, words_b, strict=True)) == 1 else 0.0
    return ONE_LETTER if DamerauLevenshtein.distance(plain_a, plain_b) == 1 else 0.0


def _post(a: str, b: str) -> float:
    """0 to 100; an unknown post is half alike to every other."""
    if a == b:
        return 100.0 if a else 50.0
    return NOT_EQUAL * fuzz.token_set_ratio(a, b) if a and b else 50.0


# --- from one place to another ---------------------------------------------------------------------------------------


def _moves(
    stays: Sequence[_Stay], names: NameModel, texts: Mapping[tuple[int, int], int]
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


def _candidates(stays: Sequence[_Stay]) -> Iterator[tuple[int, int]]:
    """Stays of one name, the earlier first, that do not overlap in time."""
    by_name: dict[str, list[int]] = defaultdict(list)
    for number, stay in enumerate(stays):
        if stay.first.name and stay.years:
            by_name[stay.first.plain].append(number)
    for found in by_name.values():
        for one, other in combinations(sorted(found, key=lambda n: _when(stays[n].first)), 2):
            if max(stays[one].years) < min(stays[other].years) and _same_marks(
                stays[one].first.name, stays[other].first.name
            ):
                yield one, other


class _Setting:
    """What chance would bring about in this register."""

    def __init__(self, stays: Sequence[_Stay], names: NameModel) -> None:
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

    def odds(self, old: _Stay, new: _Stay, texts: Mapping[tuple[int, int], int]) -> float:
        """That ``new`` is ``old`` moved, against a namesake who happens to begin there."""
        gap = min(new.years) - max(old.years)
        beginning = sum(n for year, n in self._starting.items() if max(old.years) < year <= min(new.years))
        namesakes = max(beginning, 1) * self._names.probability(old.first.name)
        odds = MOVES * min(gap, 3) / namesakes
        odds *= self._work(old, new) * self._superior(old, new)
        odds *= self._left(old, new)
        shared = sum(texts.get(_pair(a.number, b.number), 0) for a in old.papers for b in new.papers)
        return odds * TEXT_ODDS if shared >= TEXTS else odds

    def _work(self, old: _Stay, new: _Stay) -> float:
        """Post and sort of unit; an equal post says all that an equal sort could."""
        a, b = old.last.post, new.first.post
        if a and b and _post(a, b) >= SAME_POST:
            return SAME_WORK / max(self._posts[a] / self._stays, 0.02)
        return self._sort(old, new) * ((1 - SAME_WORK) / 0.9 if a and b else 1.0)

    def _sort(self, old: _Stay, new: _Stay) -> float:
        if old.last.sort == new.first.sort:
            return 0.7 / max(self._sorts[old.last.sort] / self._stays, 0.1)
        return 0.35

    def _superior(self, old: _Stay, new: _Stay) -> float:
        a, b = old.last.superior, new.first.superior
        if not a or not b:
            return 1.0
        return 0.9 / max(self._superiors[a] / self._stays, 0.05) if a == b else 0.15

    def _left(self, old: _Stay, new: _Stay) -> float:
        """The old place went on without this person, and the new one was without before: as a move would have it."""
        gone = any(year > max(old.years) for year in self._covered[key(old.last.place)])
        came = any(year < min(new.years) for year in self._covered[key(new.first.place)])
        return (2.0 if gone else 1.0) * (2.0 if came else 1.0)


def _pair(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)


def _joined(stays: Sequence[_Stay], pairs: Iterable[tuple[int, int]]) -> Iterator[list[int]]:
    """Numbers of papers per person."""
    parent = list(range(len(stays)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for a, b in pairs:
        parent[root(b)] = root(a)
    groups: dict[int, list[int]] = defaultdict(list)
    for number, stay in enumerate(stays):
        groups[root(number)] += [p.number for p in stay.papers]
    yield from groups.values()


def _bodies(papers: Sequence[_Paper], units: Units) -> Iterator[list[int]]:
    """Cells and offices: equal names, or no name, in one place."""
    groups: dict[str, list[list[_Paper]]] = defaultdict(list)
    for paper in sorted(papers, key=_when):
        name = units.current(paper.facts.author) if paper.name else f"- {units.current(paper.place) or paper.number}"
        for known in groups[name]:
            if same_place(known[-1].facts, paper.facts, units):
                known.append(paper)
                break
        else:
            groups[name].append([paper])
    for found in groups.values():
        yield from ([p.number for p in group] for group in found)
