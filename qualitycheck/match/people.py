"""Who is the same author: the name alone is not enough, equal names are common."""

from __future__ import annotations

from rapidfuzz import fuzz

from qualitycheck.corpus.rows import author_key, unit_key
from qualitycheck.types import Registered
from qualitycheck.vietnamese.characters import key

SIMILAR = 90.0  # of 100, between two names of a unit or cell


def same_name(a: Registered, b: Registered) -> bool:
    """Equal names, forms of address aside; never true for nameless documents."""
    name = author_key(a.author)
    return bool(name) and name == author_key(b.author)


def same_author(a: Registered, b: Registered) -> bool:
    """Equal names, and a unit or party cell in common. Where one document names neither, the name decides."""
    if not same_name(a, b):
        return False
    if not (a.unit or a.party_cell) or not (b.unit or b.party_cell):
        return True
    return same_place(a, b)


def same_place(a: Registered, b: Registered) -> bool:
    """The same unit or the same party cell, up to the way it is written."""
    return _alike(a.unit, b.unit) or _alike(a.party_cell, b.party_cell)


def may_have_moved(a: Registered, b: Registered) -> bool:
    """Equal names of two individuals elsewhere: their texts must tell whether this is one person."""
    collective = {"collective", "model"}
    return same_name(a, b) and not same_place(a, b) and a.kind not in collective and b.kind not in collective


def _alike(a: str, b: str) -> bool:
    if not a or not b:
        return False
    if unit_key(a) == unit_key(b):
        return _district(a) == _district(b) or not _district(a) or not _district(b)
    return fuzz.token_sort_ratio(unit_key(a), unit_key(b)) >= SIMILAR and _digits(a) == _digits(b)


def _district(unit: str) -> str:
    return key(unit.split(",", 1)[1]) if "," in unit else ""


def _digits(unit: str) -> list[str]:
    return [word for word in key(unit).split() if word.isdigit()]
