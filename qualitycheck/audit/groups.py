"""What belongs together: documents in clusters, equal sentences in families. Neither grows through what everybody writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from qualitycheck.audit.ledger import Entry, Ledger
from qualitycheck.audit.model import Cluster, Edge, Node

WIDESPREAD = 12  # people that carry a sentence: it is more likely an unknown formula than one text handed on
FAMILY_LEAST = 0.8  # similarity from which two pledges are one sentence
SEVERAL = 2  # pledges in common that tie two documents
MOST_OF_ONE = 0.5  # of a short document's own pledges
Item = TypeVar("Item", bound=Hashable)


class Unions(Generic[Item]):
    """Disjoint sets (union by path halving)."""

    def __init__(self) -> None:
        self._parent: dict[Item, Item] = {}

    def root(self, item: Item) -> Item:
        parent = self._parent
        parent.setdefault(item, item)
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def join(self, a: Item, b: Item) -> None:
        self._parent[self.root(b)] = self.root(a)

    def groups(self) -> dict[Item, list[Item]]:
        found: dict[Item, list[Item]] = defaultdict(list)
        for item in list(self._parent):
            found[self.root(item)].append(item)
        return dict(found)


def families(entries: Iterable[Entry]) -> dict[Node, list[Node]]:
    """Equal or nearly equal sentences, by one of them; joined and reworded pledges are not the same sentence."""
    unions: Unions[Node] = Unions()
    for entry in entries:
        for edge in entry.edges:
            if (
                edge.kind in {"verbatim", "light"}
                and edge.similarity >= FAMILY_LEAST
                and edge.new not in entry.formulas
            ):
                unions.join((edge.source, edge.old), (entry.number, edge.new))
    return {root: sorted(nodes) for root, nodes in unions.groups().items()}


def widespread(found: Mapping[Node, list[Node]], ledger: Ledger) -> frozenset[Node]:
    """Pledges of families that more than ``WIDESPREAD`` people carry."""
    return frozenset(
        node
        for nodes in found.values()
        if len({ledger.person(number) for number, _ in nodes}) > WIDESPREAD
        for node in nodes
    )


@dataclass(frozen=True, slots=True)
class _Tie:
    """Pledges that two documents share; ``strong`` when chance or one stray sentence does not explain it."""

    pledges: int
    strong: bool


def clusters(ledger: Ledger, shared: frozenset[Node]) -> tuple[Cluster, ...]:
    """Documents of several people tied by copies; ``shared`` are widespread sentences, which tie nobody.

    Strong ties make clusters. A weak one (a single pledge) brings a document that stands alone to its nearest cluster, but
    never two clusters together.
    """
    ties = _ties(ledger, shared)
    unions: Unions[int] = Unions()
    for (a, b), tie in ties.items():
        if tie.strong:
            unions.join(a, b)
    tied = {n for pair, tie in ties.items() if tie.strong for n in pair}
    alone: dict[int, int] = {}
    for (a, b), _ in sorted(ties.items(), key=lambda t: (-t[1].pledges, t[0])):
        for one, other in ((a, b), (b, a)):
            if one not in tied and other in tied:
                alone.setdefault(one, other)
    for one, other in alone.items():
        unions.join(other, one)
    inside: dict[int, set[Node]] = defaultdict(set)
    for number, entry in ledger.entries.items():
        for edge in entry.edges:
            if (number, edge.new) not in shared and unions.root(number) == unions.root(edge.source):
                inside[unions.root(number)].add((number, edge.new))
    found = [(members, len(inside[root])) for root, members in unions.groups().items()]
    return tuple(_numbered(found, ledger))


def _numbered(found: Iterable[tuple[list[int], int]], ledger: Ledger) -> Iterator[Cluster]:
    kept = [
        (sorted(members), people, pledges)
        for members, pledges in found
        if len(members) > 2 and (people := len({ledger.person(n) for n in members})) > 1
    ]
    for number, (members, people, pledges) in enumerate(sorted(kept, key=lambda c: (-len(c[0]), c[0])), start=1):
        yield Cluster(number, tuple(members), people, pledges)


def _ties(ledger: Ledger, shared: frozenset[Node]) -> dict[tuple[int, int], _Tie]:
    by_pair: dict[tuple[int, int], dict[int, Edge]] = defaultdict(dict)
    for number, entry in ledger.entries.items():
        for edge in entry.edges:
            if (number, edge.new) not in shared and edge.new not in entry.formulas:
                by_pair[number, edge.source].setdefault(edge.new, edge)
    return {pair: _tie(edges, ledger.entries[pair[0]]) for pair, edges in by_pair.items()}


def _tie(edges: Mapping[int, Edge], entry: Entry) -> _Tie:
    own = entry.pledges - len(entry.formulas)
    wording = sum(edge.kind != "paraphrase" for edge in edges.values())
    return _Tie(len(edges), wording >= SEVERAL or len(edges) > SEVERAL or wording >= max(MOST_OF_ONE * own, 1))
