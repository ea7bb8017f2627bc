"""What differs between two wordings of one pledge, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from qualitycheck.vietnamese.characters import fold

_WORD = re.compile(r"[^\W_]+(?:[.,/][^\W_]+)*|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; ``changed`` when the other wording does not have it at this place."""

    text: str
    changed: bool


def difference(left: str, right: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces, spaces kept. Words that fold alike ("hoà", "Hòa") count as the same."""
    words = [_spans(left), _spans(right)]
    keys = [[fold(text[a:b]) for a, b in spans] for text, spans in zip((left, right), words, strict=True)]
    matcher = SequenceMatcher(None, keys[0], keys[1], autojunk=False)
    changed: list[set[int]] = [set(), set()]
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            changed[0].update(range(i1, i2))
            changed[1].update(range(j1, j2))
    return tuple(_pieces(left, words[0], changed[0])), tuple(_pieces(right, words[1], changed[1]))


def _spans(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _WORD.finditer(text)]


def _pieces(text: str, spans: Sequence[tuple[int, int]], changed: set[int]) -> Iterator[Piece]:
    """Neighbouring changed words make one piece, the blank between them included."""
    at = 0
    index = 0
    while index < len(spans):
        if index not in changed:
            index += 1
            continue
        last = index
        while last + 1 in changed:
            last += 1
        start, end = spans[index][0], spans[last][1]
        if at < start:
            yield Piece(text[at:start], False)
        yield Piece(text[start:end], True)
        at, index = end, last + 1
    if at < len(text):
        yield Piece(text[at:], False)
