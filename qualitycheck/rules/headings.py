"""Which canonical part a freely worded heading stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from qualitycheck.vietnamese.characters import key, without_marks

Lexicon = tuple[tuple[str, tuple[str, ...]], ...]


@lru_cache(maxsize=16)
def _ordered(lexicon: Lexicon, bare: bool) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(phrase, canonical names it stands for), the longest phrase first."""
    names: dict[str, list[str]] = {}
    for name, phrases in lexicon:
        for phrase in phrases:
            names.setdefault(without_marks(key(phrase)) if bare else key(phrase), []).append(name)
    return tuple((p, tuple(names[p])) for p in sorted(names, key=lambda p: (-len(p.split()), -len(p), p)))


def heading_roles(heading: str, lexicon: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Canonical names in the order of ``lexicon``; the longest phrase wins and uses its words up.

    "Nhiệm vụ chính trị" is therefore no political thought, and a heading typed without tone marks is understood.
    """
    text = f" {key(heading)} "
    frozen = tuple((name, tuple(phrases)) for name, phrases in lexicon.items())
    found: set[str] = set()
    for phrase, names in _ordered(frozen, text.isascii()):
        if f" {phrase} " in text:
            found.update(names)
            text = text.replace(f" {phrase} ", " | ")
    return tuple(name for name in lexicon if name in found)
