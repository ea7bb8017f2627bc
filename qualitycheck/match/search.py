"""Everything that one run compares with, fetched for all its documents at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualitycheck.corpus.collection import Collection
from qualitycheck.corpus.held import Header, Held, Place
from qualitycheck.corpus.rows import author_key, unit_key
from qualitycheck.match.candidates import candidates
from qualitycheck.match.doctrine import Doctrine
from qualitycheck.match.formulas import apart, carriers, formulas, is_formula, is_nobodys
from qualitycheck.match.people import same_place
from qualitycheck.match.pledges import Prepared, prepare
from qualitycheck.match.terms import Thesaurus
from qualitycheck.match.weights import Weights
from qualitycheck.types import Document, Registered

MOST_OF_UNIT = 300  # documents of one unit that are always aligned, the latest first
MOST_NAMESAKES = 6  # documents of the same name elsewhere that are always aligned; rare words find the others
UNIT_SHARE = 0.4  # syllables of the shorter text in common: below that a neighbour's pledge is not looked at


@dataclass(frozen=True, slots=True)
class Asked:
    """A document to be checked: its header, its pledges by index without formulas, and where to look for each.

    ``own`` are digests of the author's earlier documents and of namesakes', all of them fetched; ``formulas`` the pledges recognised as such here, ``nobodys`` those that can come from no other person,
    ``carried`` those that other people (the holders) carry nearly word for word and may be formulas too.
    """

    header: Registered
    pledges: Mapping[int, Prepared]
    places: Mapping[int, tuple[Place, ...]]
    own: tuple[str, ...]
    formulas: frozenset[int]
    nobodys: frozenset[int]
    carried: Mapping[int, frozenset[int]]


class Search:
    """The collection with all that was fetched of it, made ready for comparing."""

    def __init__(self, collection: Collection, words: Thesaurus) -> None:
        self.headers = collection.headers
        self.weights = Weights(collection, words)
        self.prepared: dict[Place, Prepared] = {}
        self._collection = collection
        self._words = words
        self._by_text: dict[str, Prepared] = {}
        self._whole: dict[str, tuple[Place, ...]] = {}

    def take(self, held: Iterable[Held]) -> None:
        """Make pledges ready."""
        for one in held:
            self.prepared[one.document, one.pledge] = self._ready(one.text)

    def take_documents(self, digests: Iterable[str]) -> None:
        """Fetch whole documents and make them ready."""
        places: dict[str, list[Place]] = {digest: [] for digest in digests if digest not in self._whole}
        if not places:
            return
        held = self._collection.of_documents(places)
        self.take(held)
        for one in held:
            places[one.document].append((one.document, one.pledge))
        self._whole |= {digest: tuple(found) for digest, found in places.items()}

    def weigh(self) -> None:
        """Look up the weights of everything taken; to be called before comparing."""
        self.weights.learn(_vocabulary(self._by_text.values()))

    def places_of(self, digest: str) -> tuple[Place, ...]:
        """All pledges of a document that was taken as a whole."""
        return self._whole.get(digest, ())

    def _ready(self, text: str) -> Prepared:
        if (known := self._by_text.get(text)) is None:
            known = self._by_text[text] = prepare(text, self._words)
        return known


def ask(
    documents: Sequence[tuple[Registered, Document]],
    templates: Sequence[Sequence[bool]],
    collection: Collection,
    words: Thesaurus,
    official: Doctrine,
) -> tuple[Search, list[Asked]]:
    """What to compare each document with, and all of it fetched."""
    given = _given(documents, templates, words)
    common = formulas((p for pledges in given for p in pledges.values()), collection)
    pledges = [{i: p for i, p in one.items() if p.key and p.key not in common} for one in given]
    search = Search(collection, words)
    near = _Neighbours(collection.headers)
    own = [near.same_name(header) for header, _ in documents]
    search.take_documents(digest for digests in own for digest in digests)
    found = _places(pledges, collection)
    _add_unit(found, pledges, [near.same_unit(header) for header, _ in documents], collection, search)
    search.take(collection.at(p for by_index in found for places in by_index.values() for p in places))
    search.weigh()
    asked = []
    for (header, _), every, mine, places, digests in zip(documents, given, pledges, found, own, strict=True):
        always = [place for digest in digests for place in search.places_of(digest)]
        where = {i: tuple(dict.fromkeys([*places[i], *always])) for i in mine}
        asked.append(_asked(header, every, mine, where, tuple(digests), search, official))
    return search, asked


def _asked(
    header: Registered,
    given: Mapping[int, Prepared],
    pledges: Mapping[int, Prepared],
    where: Mapping[int, tuple[Place, ...]],
    own: tuple[str, ...],
    search: Search,
    official: Doctrine,
) -> Asked:
    """``given`` are all pledges, ``pledges`` those that are not yet known for formulas."""
    near = {index: [(search.headers[place[0]], search.prepared[place]) for place in where[index]] for index in pledges}
    kept = {i: p for i, p in pledges.items() if not is_formula(p, header, near[i], official)}
    lone = apart(kept, header, near)
    return Asked(
        header=header,
        pledges=kept,
        places={i: where[i] for i in kept},
        own=own,
        formulas=frozenset(i for i, p in given.items() if p.key and i not in kept),
        nobodys=frozenset(i for i, p in kept.items() if is_nobodys(p, official)),
        carried={
            i: found
            for i, p in kept.items()
            if (found := carriers(p, header, near[i], official) | lone.get(i, frozenset()))
        },
    )


def _given(
    documents: Sequence[tuple[Registered, Document]], templates: Sequence[Sequence[bool]], words: Thesaurus
) -> list[dict[int, Prepared]]:
    """Per document its pledges by index, those given as formulas left out."""
    return [
        {p.index: prepare(p.text, words) for p in document.pledges if not flags[p.index]}
        for (_, document), flags in zip(documents, templates, strict=True)
    ]


def _places(pledges: Sequence[Mapping[int, Prepared]], collection: Collection) -> list[dict[int, list[Place]]]:
    """Per document and pledge where to look: equal keys, which no filter hides, then rare word pairs in common."""
    numbered = [(n, i, prepared) for n, by_index in enumerate(pledges) for i, prepared in by_index.items()]
    by_pairs = candidates({q: prepared for q, (_, _, prepared) in enumerate(numbered)}, collection)
    by_key: dict[str, list[Place]] = {}
    for held in collection.with_keys(prepared.key for _, _, prepared in numbered):
        by_key.setdefault(held.key, []).append((held.document, held.pledge))
    found: list[dict[int, list[Place]]] = [{} for _ in pledges]
    for q, (n, i, prepared) in enumerate(numbered):
        found[n][i] = [*by_key.get(prepared.key, ()), *by_pairs.get(q, ())]
    return found


def _add_unit(
    found: Sequence[dict[int, list[Place]]],
    pledges: Sequence[Mapping[int, Prepared]],
    units: Sequence[Sequence[str]],
    collection: Collection,
    search: Search,
) -> None:
    """Pledges of the same unit's documents that have enough syllables in common, whatever the statistics say."""
    held: dict[str, list[tuple[Held, frozenset[str]]]] = {}
    for one in collection.of_documents(digest for digests in units for digest in digests):
        held.setdefault(one.document, []).append((one, frozenset(one.key.split())))
    for places, mine, digests in zip(found, pledges, units, strict=True):
        near = [entry for digest in digests for entry in held.get(digest, ())]
        for index, prepared in mine.items():
            words = frozenset(prepared.words)
            close = [
                one for one, others in near if len(words & others) >= UNIT_SHARE * max(min(len(words), len(others)), 1)
            ]
            search.take(close)
            places[index] += [(one.document, one.pledge) for one in close]


class _Neighbours:
    """Documents by author and by unit, for those not later than a given one."""

    def __init__(self, headers: Mapping[str, Header]) -> None:
        self._headers = headers
        self._by_name: dict[str, list[tuple[int, str]]] = {}
        self._by_unit: dict[str, list[tuple[int, str]]] = {}
        for digest, header in headers.items():
            entry = (header.facts.year or 0, digest)
            self._by_name.setdefault(header.author_key, []).append(entry)
            self._by_unit.setdefault(header.unit_key, []).append(entry)

    def same_name(self, header: Registered) -> list[str]:
        """Digests of the author's documents, and of the latest under the same name elsewhere: it may have moved."""
        named = self._before(header, self._by_name, author_key(header.author))
        own = [digest for digest in named if same_place(header, self._headers[digest].facts)]
        return own + [digest for digest in named if digest not in own][:MOST_NAMESAKES]

    def same_unit(self, header: Registered) -> list[str]:
        """Digests of the latest documents of the same unit."""
        return self._before(header, self._by_unit, unit_key(header.unit or header.party_cell))[:MOST_OF_UNIT]

    def _before(self, header: Registered, index: Mapping[str, list[tuple[int, str]]], key: str) -> list[str]:
        """Latest first."""
        latest = header.year or 9999
        found = [(y, d) for y, d in index.get(key, ()) if y <= latest and d != header.digest] if key else []
        return [digest for _, digest in sorted(found, key=lambda entry: (-entry[0], entry[1]))]


def _vocabulary(pledges: Iterable[Prepared]) -> set[str]:
    return {name for p in pledges for name in (*(t.text for t in p.terms), *(n.lstrip("#") for n in p.numbers))}
