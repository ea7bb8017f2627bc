"""One unit under one name, however its documents write it: for tables by unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from qualitycheck.corpus.rows import unit_key
from qualitycheck.types import Document
from qualitycheck.vietnamese.characters import key


def unit_names(documents: Sequence[Document]) -> tuple[str, ...]:
    """The unit of each document, in their order; "" where unknown.

    Writings that differ by an abbreviation, by capitals or by a district left out are one unit, shown in its commonest
    writing (the longest of the commonest). Two districts with a unit of one name keep two units.
    """
    written = [_unit(document) for document in documents]
    districts: dict[str, set[str]] = defaultdict(set)
    for name in written:
        districts[unit_key(name)].add(_district(name))
    keys = [_key(name, districts[unit_key(name)]) for name in written]
    spellings: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for place, name in zip(keys, written, strict=True):
        spellings[place][name] += 1
    shown = {place: max(found, key=lambda n: (found[n], len(n), n)) for place, found in spellings.items()}
    return tuple(shown[place] for place in keys)


def _unit(document: Document) -> str:
    fact = document.unit or document.party_cell or (document.author if document.kind == "collective" else None)
    return " ".join(fact.value.split()) if fact else ""


def _district(name: str) -> str:
    return key(name.partition(",")[2])


def _key(name: str, districts: set[str]) -> tuple[str, str]:
    return (unit_key(name), _district(name) if len(districts - {""}) > 1 else "")
