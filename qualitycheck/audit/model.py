"""Nouns of an audit: what comparing says of a document (``Row``) and what a year's documents come to (``Audit``).

Documents are numbered as ``Audit.documents`` lists them, pledges by their index; shares count pledges that are no formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from qualitycheck.types import Failure, Match, MatchKind, Registered, Relation, Versions

Status = Literal["mended", "dropped", "repeated", "new"]
Link = Literal["same", "unsure"]
STATUSES: tuple[Status, ...] = ("repeated", "new", "mended", "dropped")
Node = tuple[int, int]  # number of a document, index of its pledge


@dataclass(frozen=True, slots=True)
class Seen:
    """A finding as the audit keeps it: rule, and pledge or None for the whole document."""

    rule: str
    pledge: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One document and all that comparing tells of it; ``pledges`` are its texts by index.

    ``matches`` are as ``match.match_documents`` gives them; ``findings`` None where no rule was asked.
    """

    header: Registered
    pledges: tuple[str, ...]
    matches: tuple[Match, ...] = ()
    formulas: frozenset[int] = frozenset()
    findings: tuple[Seen, ...] | None = None


class Rows(Protocol):
    """Rows that can be read more than once, in the order of ``Audit.rows``; memory holds one at a time."""

    def __iter__(self) -> Iterator[Row]: ...

    def __len__(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Edge:
    """Pledge ``new`` of a document repeats pledge ``old`` of document ``source``."""

    new: int
    source: int
    old: int
    relation: Relation
    kind: MatchKind
    similarity: float
    unsure: bool = False  # perhaps the same person's


@dataclass(frozen=True, slots=True)
class Share:
    """``pledges`` of one document whose nearest source is document ``source``; ``kinds`` says how they repeat it."""

    source: int
    relation: Relation
    pledges: int
    kinds: Mapping[MatchKind, int]


@dataclass(frozen=True, slots=True)
class Summary:
    """One document: ``own_words`` pledges that are no formula, and from where how many of them are repeated.

    ``taken`` has the nearest source of every repeated pledge, in order; ``shares`` are the same by source, largest first; ``sources`` all documents with any pledge in common; ``identical`` those whose pledges
    are the same in the same order, formulas included, years aside.
    """

    number: int
    person: int
    pledges: int
    formulas: int
    taken: tuple[Edge, ...] = ()
    shares: tuple[Share, ...] = ()
    sources: int = 0
    unsure: int = 0  # pledges that somebody of the same name elsewhere holds
    cluster: int | None = None
    identical: tuple[int, ...] = ()

    @property
    def own_words(self) -> int:
        return self.pledges - self.formulas

    @property
    def repeated(self) -> int:
        return sum(share.pledges for share in self.shares)

    def of(self, relation: Relation) -> int:
        """Pledges whose nearest source stands in ``relation``."""
        return sum(share.pledges for share in self.shares if share.relation == relation)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Documents of at least two people, more than two in all, tied by verified copies; ``pledges`` are in common."""

    number: int
    documents: tuple[int, ...]
    people: int
    pledges: int


@dataclass(frozen=True, slots=True)
class Chain:
    """The same text through at least three years: ``documents`` oldest first, ``pledges`` that took this very way.

    ``example`` holds one of these pledges, a node per document.
    """

    documents: tuple[int, ...]
    pledges: int
    example: tuple[Node, ...]
    own: bool  # all by one person


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence that several documents carry. ``first`` holds it in its earliest year; ``sole`` if nobody else did then."""

    text: str
    documents: tuple[int, ...]
    people: int
    units: int
    years: tuple[int | None, ...]
    first: Node
    sole: bool


@dataclass(frozen=True, slots=True)
class Original:
    """A document that others took from, over however many steps; same-year repetitions are not counted, who was first is not known."""

    number: int
    pledges: int
    documents: int
    people: int


@dataclass(frozen=True, slots=True)
class UnitYear:
    """Sums over the documents of one unit in one year."""

    unit: str
    year: int | None
    documents: int
    pledges: int  # formulas left out
    own_earlier: int
    other_earlier: int
    other_same_year: int


@dataclass(frozen=True, slots=True)
class Step:
    """One finding of an author's document beside the year before. ``new`` and ``old`` are pledges, None for the whole."""

    status: Status
    rule: str
    new: int | None
    old: int | None


@dataclass(frozen=True, slots=True)
class Progress:
    """What became of the findings of ``old`` in ``new``, the same author's next document of the same kind."""

    new: int
    old: int
    steps: tuple[Step, ...]

    def count(self, status: Status) -> int:
        return sum(step.status == status for step in self.steps)


@dataclass(frozen=True, slots=True)
class PersonLink:
    """Two documents of one name whose authors may be one person."""

    first: int
    second: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Audit:
    """All that an audit found. ``documents`` are headers of the whole register, ``summaries`` those that were audited."""

    documents: tuple[Registered, ...]
    summaries: tuple[Summary, ...]
    clusters: tuple[Cluster, ...]
    chains: tuple[Chain, ...]
    sentences: tuple[Sentence, ...]
    originals: tuple[Original, ...]
    units: tuple[UnitYear, ...]
    progress: tuple[Progress, ...]
    unsure: tuple[PersonLink, ...]
    rows: Rows
    versions: Versions
    years: tuple[int, ...] = ()
    failures: tuple[Failure, ...] = field(default=())


def as_rows(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows held in memory, for small audits and tests."""
    return tuple(rows)
