"""Where each pledge comes from: of all its holders the one it was most likely taken from, and ways through the years."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from qualitycheck.audit.ledger import STRONG, Entry, Ledger
from qualitycheck.audit.model import Chain, Edge, Node, Original, Share
from qualitycheck.types import MatchKind, Relation

LEAST_YEARS = 3  # of a chain
NEARLY = 0.05  # similarities that differ less count as equal
_ORDER: tuple[Relation, ...] = ("own-earlier", "other-earlier", "other-same-year")


def nearest(entry: Entry, ledger: Ledger) -> dict[int, Edge]:
    """Per pledge its likeliest source: the author's own, else the most alike, that which gave most, the latest."""
    given = Counter(edge.source for edge in entry.edges)
    best: dict[int, tuple[tuple[float, ...], Edge]] = {}
    for edge in entry.edges:
        if edge.new in entry.formulas:
            continue
        rank = _rank(edge, given[edge.source], ledger)
        if edge.new not in best or rank > best[edge.new][0]:
            best[edge.new] = rank, edge
    return {pledge: edge for pledge, (_, edge) in sorted(best.items())}


def _rank(edge: Edge, given: int, ledger: Ledger) -> tuple[float, ...]:
    own = edge.relation == "own-earlier" and edge.kind in STRONG
    earlier = edge.relation != "other-same-year"
    alike = round(edge.similarity / NEARLY)
    year = ledger.year(edge.source) or 0
    return (own, year if own else 0, alike, earlier, given, year, -edge.source)


def shares(chosen: Mapping[int, Edge], ledger: Ledger) -> tuple[Share, ...]:
    """Pledges by their nearest source, largest first; own before others', later years before earlier ones."""
    found: dict[tuple[int, Relation], Counter[MatchKind]] = defaultdict(Counter)
    for edge in chosen.values():
        found[edge.source, edge.relation][edge.kind] += 1
    made = [Share(source, relation, kinds.total(), dict(kinds)) for (source, relation), kinds in found.items()]
    return tuple(
        sorted(made, key=lambda s: (-s.pledges, _ORDER.index(s.relation), -(ledger.year(s.source) or 0), s.source))
    )


class Ways:
    """Every pledge's way back to its first holder, over earlier years only: of one year nobody knows who was first."""

    def __init__(self, chosen: Mapping[int, Mapping[int, Edge]], ledger: Ledger) -> None:
        self._ledger = ledger
        self._parent: dict[Node, Node] = {
            (number, pledge): (edge.source, edge.old)
            for number, by_pledge in chosen.items()
            for pledge, edge in by_pledge.items()
            if ledger.earlier(edge.source, number)
        }

    def back(self, node: Node) -> list[Node]:
        """From ``node`` to its first holder. Years fall strictly, so a way ends."""
        way = [node]
        while (parent := self._parent.get(way[-1])) is not None:
            way.append(parent)
        return way

    def chains(self) -> tuple[Chain, ...]:
        """Ways through at least ``LEAST_YEARS`` years that nobody continued, the most taken first."""
        continued = set(self._parent.values())
        ways: dict[tuple[int, ...], list[tuple[Node, ...]]] = defaultdict(list)
        for node in self._parent:
            if node not in continued and len(way := self.back(node)) >= LEAST_YEARS:
                ways[tuple(number for number, _ in reversed(way))].append(tuple(reversed(way)))
        made = [Chain(documents, len(found), min(found), self._own(documents)) for documents, found in ways.items()]
        return tuple(sorted(made, key=lambda c: (-c.pledges, -len(c.documents), c.documents)))

    def _own(self, documents: tuple[int, ...]) -> bool:
        return len({self._ledger.person(number) for number in documents}) == 1

    def originals(self) -> tuple[Original, ...]:
        """First holders that others took from, those that reached most documents first."""
        taken: dict[int, set[Node]] = defaultdict(set)
        takers: dict[int, set[int]] = defaultdict(set)
        for node in self._parent:
            root = self.back(node)[-1]
            if self._ledger.person(root[0]) != self._ledger.person(node[0]):
                taken[root[0]].add(root)
                takers[root[0]].add(node[0])
        made = (
            Original(n, len(taken[n]), len(found), len({self._ledger.person(d) for d in found}))
            for n, found in takers.items()
        )
        return tuple(sorted(made, key=lambda o: (-o.documents, -o.pledges, o.number)))

    def __iter__(self) -> Iterator[tuple[Node, Node]]:
        return iter(self._parent.items())
