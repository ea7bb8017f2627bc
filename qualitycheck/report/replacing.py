"""Names in a text -> labels, with a map of places: what pointed into the old text points into the new one.

A text is read once, word by word, whatever the number of names.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualitycheck.types import Span
from qualitycheck.vietnamese.characters import fold

_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[\s,.:/_'’\"“”()–-]{0,4}\Z")


@dataclass(frozen=True, slots=True)
class Entry:
    """Folded ``words`` that are replaced by ``label``, but for the first ``kept`` of them.

    ``capitals``: only where each of them begins with a capital or a digit. ``ascii_only``: only where they stand without
    accents, and ``words`` are without them too.
    """

    words: tuple[str, ...]
    label: str
    capitals: bool = False
    kept: int = 0
    ascii_only: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    start: int
    end: int
    label: str


def words_of(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(text)))


class Replacer:
    """Replaces the names of ``entries``; the longest one wins where several begin at one word."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        table: dict[str, dict[tuple[tuple[str, ...], bool], Entry]] = defaultdict(dict)
        for entry in entries:
            if entry.words:
                table[entry.words[0]].setdefault((entry.words, entry.ascii_only), entry)
        self._known: dict[str, str] = {}  # a quote, a pledge and its match are often one text
        self._table = {first: sorted(found.values(), key=lambda e: -len(e.words)) for first, found in table.items()}

    def text(self, text: str) -> str:
        if text not in self._known:
            self._known[text] = self.rewritten(text).text
        return self._known[text]

    def rewritten(self, text: str) -> Rewritten:
        return Rewritten(text, self._spots(text))

    def _spots(self, text: str) -> list[Spot]:
        tokens = [(m.start(), m.end(), m[0]) for m in _WORD.finditer(fold(text))]
        spots: list[Spot] = []
        place = 0
        while place < len(tokens):
            entry = self._at(text, tokens, place)
            if entry is None:
                place += 1
                continue
            last = place + len(entry.words) - 1
            spots += _lines(text, tokens[place + entry.kept][0], tokens[last][1], entry.label)
            place = last + 1
        return spots

    def _at(self, text: str, tokens: Sequence[tuple[int, int, str]], place: int) -> Entry | None:
        following = tokens[place + 1][2] if place + 1 < len(tokens) else None
        for entry in self._table.get(tokens[place][2], ()):
            if len(entry.words) > 1 and entry.words[1] != following:
                continue
            if _fits(entry, text, tokens[place : place + len(entry.words)]):
                return entry
        return None


def _fits(entry: Entry, text: str, tokens: Sequence[tuple[int, int, str]]) -> bool:
    if len(tokens) < len(entry.words) or any(t[2] != w for t, w in zip(tokens, entry.words, strict=True)):
        return False
    if any(not _GAP.match(text[a[1] : b[0]]) for a, b in itertools.pairwise(tokens)):
        return False
    own = tokens[entry.kept :]
    if entry.ascii_only and not text[own[0][0] : own[-1][1]].isascii():
        return False
    return not entry.capitals or all(text[start].isupper() or text[start].isdigit() for start, _, _ in own)


def _lines(text: str, start: int, end: int, label: str) -> list[Spot]:
    """A name that runs over a line's end: the label in its first line, nothing in the next, the break kept."""
    spots, at = [], start
    for piece in text[start:end].split("\n"):
        spots.append(Spot(at, at + len(piece), label))
        at += len(piece) + 1
        label = ""
    return spots


class Rewritten:
    """The new ``text`` and where the places of the old one are in it."""

    def __init__(self, old: str, spots: Sequence[Spot]) -> None:
        self._starts = [s.start for s in spots]
        self._spots = spots
        pieces: list[str] = []
        self._moved: list[tuple[int, int]] = []  # of each spot: its start and end in the new text
        at = done = 0
        for spot in spots:
            pieces += [old[done : spot.start], spot.label]
            at += spot.start - done
            self._moved.append((at, at + len(spot.label)))
            at += len(spot.label)
            done = spot.end
        self.text = "".join([*pieces, old[done:]])

    def place(self, old: int, *, is_end: bool = False) -> int:
        """A place of the old text in the new one; inside a name, its beginning, or its end for the end of a span."""
        number = bisect_right(self._starts, old - 1 if is_end else old) - 1
        if number < 0:
            return old
        spot, (start, end) = self._spots[number], self._moved[number]
        if old >= spot.end:
            return end + old - spot.end
        return end if is_end else start

    def span(self, span: Span | None) -> Span | None:
        if span is None:
            return None
        start = self.place(span.start)
        return Span(start, max(start, self.place(span.end, is_end=span.end > span.start)))
