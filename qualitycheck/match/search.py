"""Everything that one run compares with, fetched once for all its documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualitycheck.corpus.collection import Collection, Held, Place
from qualitycheck.corpus.rows import author_key, unit_key
from qualitycheck.match.candidates import candidates
from qualitycheck.match.formulas import formulas
from qualitycheck.match.pledges import Prepared, prepare
from qualitycheck.match.terms import Thesaurus
from qualitycheck.match.weights import Weights
from qualitycheck.types import Document, Registered

MOST_OF_UNIT = 300  # documents of one unit that are always aligned, the latest first


@dataclass(frozen=True, slots=True)
class Asked:
    """A document to be checked: its header, its pledges by index without formulas, and where to look for each."""

    header: Registered
    pledges: Mapping[int, Prepared]
    places: Mapping[int, tuple[Place, ...]]


@dataclass(frozen=True, slots=True)
class Search:
    """``of_document`` lists the fetched places of a document, by its digest."""

    headers: Mapping[str, tuple[Registered, str]]
    held: Mapping[Place, Prepared]
    of_document: Mapping[str, tuple[Place, ...]]
    weights: Weights


def prepare_search(
    documents: Sequence[tuple[Registered, Document]],
    templates: Sequence[Sequence[bool]],
    collection: Collection,
    words: Thesaurus,
) -> tuple[Search, list[Asked]]:
    """What to ask, and all that the answers need."""
    pledges = _pledges(documents, templates, collection, words)
    places = _places(pledges, collection)
    close = [_always(header, collection.headers()) for header, _ in documents]
    held = [
        *collection.at(p for by_index in places for found in by_index.values() for p in found),
        *collection.of_documents(digest for digests in close for digest in digests),
    ]
    search = _search(held, collection, words)
    asked = []
    for (header, _), mine, found, digests in zip(documents, pledges, places, close, strict=True):
        always = [place for digest in digests for place in search.of_document.get(digest, ())]
        asked.append(Asked(header, mine, {i: tuple(dict.fromkeys([*found.get(i, ()), *always])) for i in mine}))
    return search, asked


def _pledges(
    documents: Sequence[tuple[Registered, Document]],
    templates: Sequence[Sequence[bool]],
    collection: Collection,
    words: Thesaurus,
) -> list[dict[int, Prepared]]:
    """Per document its pledges by index, formulas left out."""
    given = [
        {p.index: prepare(p.text, words) for p in document.pledges if not flags[p.index]}
        for (_, document), flags in zip(documents, templates, strict=True)
    ]
    common = formulas((p for pledges in given for p in pledges.values()), collection)
    return [{i: p for i, p in pledges.items() if p.key and p.key not in common} for pledges in given]


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


def _always(header: Registered, headers: Mapping[str, tuple[Registered, str]]) -> list[str]:
    """Digests of the documents of the same name and of the same unit, not later than ``header``."""
    name, unit = author_key(header.author), unit_key(header.unit or header.party_cell)
    own: list[str] = []
    near: list[tuple[int, str]] = []
    for digest, (other, _) in headers.items():
        if digest == header.digest or (header.year and other.year and other.year > header.year):
            continue
        if name and author_key(other.author) == name:
            own.append(digest)
        elif unit and unit_key(other.unit or other.party_cell) == unit:
            near.append((other.year or 0, digest))
    return own + [digest for _, digest in sorted(near, reverse=True)[:MOST_OF_UNIT]]


def _search(held: Iterable[Held], collection: Collection, words: Thesaurus) -> Search:
    prepared: dict[Place, Prepared] = {}
    places: dict[str, list[Place]] = {}
    known: dict[str, Prepared] = {}
    for one in held:
        place = (one.document, one.pledge)
        if place not in prepared:
            prepared[place] = known.setdefault(one.text, prepare(one.text, words))
            places.setdefault(one.document, []).append(place)
    weights = Weights(collection, _vocabulary(prepared.values()), words)
    return Search(collection.headers(), prepared, {d: tuple(sorted(p)) for d, p in places.items()}, weights)


def _vocabulary(pledges: Iterable[Prepared]) -> set[str]:
    return {name for p in pledges for name in (*(t.text for t in p.terms), *(n.lstrip("#") for n in p.numbers))}
