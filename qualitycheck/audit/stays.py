"""Papers of one person in one place: by name, told apart by post; then names that differ by a slip of the pen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, groupby

from rapidfuzz.distance import DamerauLevenshtein

from qualitycheck.audit.model import PersonLink
from qualitycheck.audit.names import NameModel
from qualitycheck.audit.papers import SAME_POST, Paper, Stay, post_likeness, when
from qualitycheck.audit.units import Units, commune, superior
from qualitycheck.types import Registered
from qualitycheck.vietnamese.characters import key, without_marks

SURE = 0.85  # posterior probability
CLEAR = 4.0  # of 100, by which a post must fit better than the next one
ONE_LETTER, ONE_MARK, LEFT_OUT = 0.0003, 0.002, 0.005  # chance of one given slip of the pen
NEWCOMER = 0.1  # of the people of a unit in a year, times several years


def stays_of(papers: Sequence[Paper], units: Units) -> tuple[list[Stay], list[PersonLink]]:
    """Papers of the same name and place year by year, told apart by post where one place has two of a name."""
    by_name: dict[str, list[Paper]] = defaultdict(list)
    for paper in papers:
        by_name[paper.plain].append(paper)
    stays: list[Stay] = []
    unsure: list[PersonLink] = []
    for found in by_name.values():
        mine: list[Stay] = []
        for _, of_year in groupby(sorted(found, key=when), key=lambda p: p.facts.year):
            _assign(list(of_year), mine, units, unsure)
        stays += mine
    return stays, unsure


def _assign(papers: Sequence[Paper], stays: list[Stay], units: Units, unsure: list[PersonLink]) -> None:
    """Give every paper of one year to the stay that fits best; one that fits two nearly as well begins its own."""
    fits = [
        (post_likeness(s.last.post, p.post), n, s) for n, p in enumerate(papers) for s in stays if _fits(s, p, units)
    ]
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
            stays.append(Stay([papers[n]]))
        else:
            stay.papers.append(papers[n])
            taken.add(id(stay))
    for n, paper in enumerate(papers):
        if n not in given:
            known = [s for s in stays if _fits(s, paper, units)]
            if known:
                known[0].papers.append(paper)
            else:
                stays.append(Stay([paper]))


def _fits(stay: Stay, paper: Paper, units: Units) -> bool:
    ends = (stay.last, stay.first)
    placed = any(same_marks(p.name, paper.name) and same_place(p.facts, paper.facts, units) for p in ends)
    return placed and not any(_at_once(known, paper) for known in stay.papers)


def same_marks(a: str, b: str) -> bool:
    """Equal, or one of both typed without any marks."""
    return a == b or a.isascii() or b.isascii()


def _at_once(a: Paper, b: Paper) -> bool:
    """Two papers of one year and kind with different posts: two people of one name."""
    if a.facts.year != b.facts.year or a.facts.year is None or a.facts.kind != b.facts.kind:
        return False
    return a.post != b.post and post_likeness(a.post, b.post) < SAME_POST


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
    if any(name(a.unit) and name(b.unit) and name(a.unit) != name(b.unit) for name in (superior, commune)):
        return False  # "Chi bộ thôn 1" is in every commune
    return not (a.unit and b.unit) or len(key(a.party_cell).split()) > 3  # "chi bộ khu phố 4" names a place


def misspelt(stays: list[Stay], units: Units, names: NameModel) -> list[Stay]:
    """Stays of one place whose names differ by a slip of the pen, never in the same year, as one."""
    by_place: dict[str, list[Stay]] = defaultdict(list)
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


def _close(stays: Sequence[Stay]) -> Iterator[tuple[Stay, Stay]]:
    """Pairs worth comparing: equal first or last syllable, so that a large unit is no square of its people."""
    ends: dict[str, list[Stay]] = defaultdict(list)
    for stay in stays:
        parts = stay.first.plain.split() or [""]
        for part in {f"< {parts[0]} {' '.join(parts[1:-1])[:2]}", f"> {parts[-1]}"}:
            ends[part].append(stay)
    for found in ends.values():
        yield from combinations(found, 2)


def _slip_odds(a: Stay, b: Stay, units: Units, names: NameModel) -> float:
    """That two names mean one person: a slip that made just this name, against a newcomer who bears it."""
    if a.years & b.years:
        return 0.0
    slip = _slip(a.first.name, b.first.name)
    near, far = (a.last, b.first) if when(a.last) <= when(b.first) else (b.last, a.first)
    if not slip or not same_place(near.facts, far.facts, units):
        return 0.0
    # where both names are common, nobody slipped; the rarer one is the misspelt one
    newcomer = NEWCOMER * min(names.probability(a.first.name), names.probability(b.first.name))
    post = 4.0 if post_likeness(near.post, far.post) >= SAME_POST else 1.0 if not (near.post and far.post) else 0.4
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
