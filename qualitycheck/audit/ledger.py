"""Everything that a summary needs of the rows, without their texts: one light entry per match, memory of some hundred bytes a document."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qualitycheck.audit.model import Edge, Node, Row, Seen
from qualitycheck.audit.people import People
from qualitycheck.types import Match, MatchKind, Registered, Relation
from qualitycheck.vietnamese.characters import key

STRONG: frozenset[MatchKind] = frozenset({"verbatim", "light", "merged"})
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(slots=True)
class Entry:
    """One audited document: counts, its edges, and what its pledges are apart from years."""

    number: int
    pledges: int
    formulas: frozenset[int]
    edges: list[Edge]
    wording: str
    findings: tuple[Seen, ...] | None = None


@dataclass(slots=True)
class Ledger:
    """Headers of the whole register by number, and entries of the documents that were audited."""

    documents: tuple[Registered, ...]
    people: People
    entries: dict[int, Entry] = field(default_factory=dict)

    def person(self, number: int) -> int:
        return self.people.person[number]

    def year(self, number: int) -> int | None:
        return self.documents[number].year

    def earlier(self, first: int, second: int) -> bool:
        """Whether document ``first`` is of an earlier year than ``second``."""
        a, b = self.year(first), self.year(second)
        return a is not None and b is not None and a < b


def numbered(documents: Sequence[Registered]) -> dict[str, int]:
    """Document id -> number."""
    return {header.document: number for number, header in enumerate(documents)}


def shared_texts(rows: Iterable[Row], numbers: Mapping[str, int]) -> dict[tuple[int, int], int]:
    """How many own sentences two documents of one author's name share nearly word for word, for telling people apart."""
    found: dict[tuple[int, int], set[int]] = defaultdict(set)
    for row in rows:
        mine = numbers.get(row.header.document)
        for match in row.matches:
            other = numbers.get(match.document)
            if mine is None or other is None or match.kind not in {"verbatim", "light"}:
                continue
            if key(match.author) == key(row.header.author):
                found[min(mine, other), max(mine, other)].add(match.pledge)
    return {pair: len(pledges) for pair, pledges in found.items()}


def ledger(rows: Iterable[Row], documents: Sequence[Registered], people: People) -> Ledger:
    """Rows entered by number. Relations follow ``people``: a renamed unit or a move makes a match the author's own."""
    numbers, made = numbered(documents), Ledger(tuple(documents), people)
    doubtful = people.doubtful()
    for row in rows:
        number = numbers[row.header.document]
        edges = [edge for match in row.matches if (edge := _edge(_found(match, numbers), number, made, doubtful))]
        made.entries[number] = Entry(
            number, len(row.pledges), row.formulas, edges, wording(row.pledges), row.findings
        )  # fmt: skip
    return made


Found = tuple[int, Node, Relation, MatchKind, float]


def _found(match: Match, numbers: Mapping[str, int]) -> Found | None:
    """A match with its source as a node; None for a source that is no longer registered."""
    source = numbers.get(match.document)
    if source is None:
        return None
    return match.pledge, (source, match.source_pledge), match.relation, match.kind, match.similarity


def _edge(found: Found | None, number: int, made: Ledger, doubtful: frozenset[tuple[int, int]]) -> Edge | None:
    if found is None:
        return None
    new, (source, old), relation, kind, similarity = found
    me, other = made.person(number), made.person(source)
    if me == other:
        if not made.earlier(source, number):
            return None  # another file of the same author and year
        relation = "own-earlier"
    elif relation == "own-earlier":
        relation = "other-earlier"
    unsure = me != other and (min(me, other), max(me, other)) in doubtful
    return Edge(new, source, old, relation, kind, similarity, unsure)


def wording(pledges: Sequence[str]) -> str:
    """Fingerprint of all pledges in order, years aside; "" for a document without pledges."""
    if not pledges:
        return ""
    text = "\n".join(_YEAR.sub("#", key(pledge)) for pledge in pledges)
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()
