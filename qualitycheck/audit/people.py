"""Who is the same author over the years, decided from name, post, unit and cell together.

Fellegi-Sunter (JASA 1969) with the posterior written out. In one place a name is one person's unless posts or years say
otherwise. Somebody of the same name elsewhere is the same person only when that beats the number of namesakes to be expected
there, which grows with the register and with how common the name is; between the two thresholds a link is shown as unsure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualitycheck.audit.model import PersonLink
from qualitycheck.audit.moves import moves_of
from qualitycheck.audit.names import NameModel
from qualitycheck.audit.papers import Paper, Stay, made_ready, when
from qualitycheck.audit.stays import misspelt, same_place, stays_of
from qualitycheck.audit.units import Units
from qualitycheck.segment.names import is_person
from qualitycheck.types import Registered


@dataclass(frozen=True, slots=True)
class People:
    """``person`` gives every document its author's number; ``unsure`` are links that evidence leaves open."""

    person: tuple[int, ...]
    unsure: tuple[PersonLink, ...]

    def doubtful(self) -> frozenset[tuple[int, int]]:
        """Pairs of people that may be one."""
        pairs = ((self.person[link.first], self.person[link.second]) for link in self.unsure)
        return frozenset((min(a, b), max(a, b)) for a, b in pairs)


def link_people(
    headers: Sequence[Registered], units: Units, texts: Mapping[tuple[int, int], int] | None = None
) -> People:
    """Persons of ``headers`` in order. ``texts`` counts own sentences that two documents (lower number first) share.

    Bodies (a cell, an office) are one author where name or cell and unit agree; they do not move.
    """
    papers = [made_ready(number, facts) for number, facts in enumerate(headers)]
    bodies, people = [p for p in papers if _is_body(p.facts)], [p for p in papers if not _is_body(p.facts)]
    stays, unsure = stays_of(people, units)
    names = NameModel(s.first.name for s in stays)
    stays = misspelt(stays, units, names)
    sure, open_moves = moves_of(stays, names, texts or {})
    groups = [*_joined(stays, sure), *_bodies(bodies, units)]
    person = [0] * len(papers)
    for number, group in enumerate(sorted(groups, key=min)):
        for paper in group:
            person[paper] = number
    return People(tuple(person), (*unsure, *open_moves))


def _is_body(facts: Registered) -> bool:
    if facts.kind == "individual":
        return not facts.author
    return not is_person(facts.author)


def _joined(stays: Sequence[Stay], pairs: Iterable[tuple[int, int]]) -> Iterator[list[int]]:
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


def _bodies(papers: Sequence[Paper], units: Units) -> Iterator[list[int]]:
    """Cells and offices: equal names, or no name, in one place."""
    groups: dict[str, list[list[Paper]]] = defaultdict(list)
    for paper in sorted(papers, key=when):
        name = units.current(paper.facts.author) if paper.name else f"- {units.current(paper.place) or paper.number}"
        for known in groups[name]:
            if same_place(known[-1].facts, paper.facts, units):
                known.append(paper)
                break
        else:
            groups[name].append([paper])
    for found in groups.values():
        yield from ([p.number for p in group] for group in found)
