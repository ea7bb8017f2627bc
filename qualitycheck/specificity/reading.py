"""A text prepared once for all slots: tokens with traps masked, times found, places of every phrase list at hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualitycheck.specificity.lexicon import Lexicon, standard_lexicon
from qualitycheck.specificity.numbers import is_number, mask_numbers, name_spans, quote_spans
from qualitycheck.specificity.times import deadlines, frequencies
from qualitycheck.specificity.tokens import Token, tokenize
from qualitycheck.specificity.unmarked import restored
from qualitycheck.vietnamese.characters import fold

Stretch = tuple[int, int]
_BLANK = re.compile(r"\.{3,}|…|_{3,}|\[[^\]x☑✓]{1,60}\]|(?<!\w)[xyz]{1,2}(?= )|(?<!\w)[xy]%|\(\s*\)")
_LABEL_WORDS = 9
_LABEL = re.compile(r"[^:;.]{2,70}:\s")


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """``citations``, ``frequencies`` and ``deadlines`` are character stretches of ``folded``, ``quotes`` too."""

    text: str
    folded: str
    tokens: Sequence[Token]
    lexicon: Lexicon
    citations: Sequence[Stretch]
    quotes: Sequence[Stretch]
    frequencies: Sequence[Stretch]
    deadlines: Sequence[Stretch]
    blanks: Sequence[Stretch]
    unmarked: float = 0.0  # share of the words typed without diacritics
    compounds: Sequence[Stretch] = ()  # in tokens: words whose syllables are not read alone

    def in_time(self, token: Token) -> bool:
        """Whether a token is part of a time."""
        return _inside(token.start, self.frequencies) or _inside(token.start, self.deadlines)

    def cited(self, token: Token) -> bool:
        return _inside(token.start, self.citations)

    def quoted(self, token: Token) -> bool:
        return _inside(token.start, self.quotes)

    def cut(self, i: int, n: int = 1) -> bool:
        """Whether a phrase of ``n`` tokens at ``i`` begins inside a longer word or ends inside one ("trình" of "quy trình")."""
        return any(a < i < b or a < i + n < b for a, b in self.compounds)

    def opens_clause(self, i: int) -> bool:
        """Whether token ``i`` begins the text, its body, a clause or a table cell, or follows a time."""
        before = self.tokens[i - 1] if i else None
        if before is None or i == self.body() or before.text in (",", ";", ".", ":", "-", "|"):
            return True
        return self.in_time(before)

    def is_number(self, i: int) -> bool:
        """Whether an unmasked number stands at token ``i``."""
        return not self.tokens[i].masked and is_number(self.tokens, i)

    def body(self) -> int:
        """Index of the first token after a topic label ("Cách làm: …"); 0 without one."""
        if (row := self._row_body()) is not None:
            return row
        found = _LABEL.match(self.text)
        if found is None or len(self.text) - found.end() < 8:
            return 0
        first = next((i for i, t in enumerate(self.tokens) if t.start >= found.end()), 0)
        return first if first <= _LABEL_WORDS or '"' in self.folded[: found.end()] else 0

    def _row_body(self) -> int | None:
        """First cell with words of a row written "6 | Xây dựng … | Đ/c Tâm | Quý I"."""
        bars = [i for i, t in enumerate(self.tokens) if t.text == "|"]
        starts = [0, *(i + 1 for i in bars)]
        ends = [*bars, len(self.tokens)]
        return next((a for a, b in zip(starts, ends, strict=True) if b - a >= 2), None) if bars else None


def _inside(at: int, spans: Sequence[Stretch]) -> bool:
    return any(a <= at < b for a, b in spans)


def read(text: str, lexicon: Lexicon | None = None) -> Reading:
    """Prepare one cleaned text."""
    lexicon = lexicon or standard_lexicon()
    folded, unmarked = restored(fold(text), lambda: lexicon.marks)
    tokens = tokenize(text, folded)
    citations = mask_numbers(folded, tokens, lexicon)
    dated = [s for s in name_spans(folded) if not _is_time(folded[s[0] : s[1]])]
    quotes = quote_spans(folded)
    plain = _blank_out(folded, [*citations, *dated, *quotes])
    often = frequencies(plain)
    ends = [s for s in deadlines(plain, lexicon.event) if all(s[1] <= a or s[0] >= b for a, b in often)]
    blanks = [m.span() for m in _BLANK.finditer(folded)]
    words = tuple(_compounds(tokens, lexicon))
    return Reading(text, folded, tokens, lexicon, citations, quotes, often, ends, blanks, unmarked, words)


def _compounds(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Stretch]:
    i, phrases = 0, lexicon["compounds"]
    while i < len(tokens):
        n = phrases.at(tokens, i)
        if n > 1:
            yield i, i + n
        i += max(1, n)


_BARE_YEAR = re.compile(r"(?:năm |từ |cuối năm |đầu năm |so với )?(?:19|20)\d\d|t[2-7]|hki{0,2}")


def _is_time(cited: str) -> bool:
    """A year or a weekday sign: a name for the numbers, yet it may complete a date."""
    return _BARE_YEAR.fullmatch(cited) is not None


def _blank_out(text: str, spans: Sequence[Stretch]) -> str:
    for a, b in spans:
        text = text[:a] + "¤" * (b - a) + text[b:]
    return text
