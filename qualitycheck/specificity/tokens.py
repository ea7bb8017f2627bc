"""Syllables, numbers and marks of a text, each with its place: what the slot grammar walks over."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qualitycheck.vietnamese.characters import fold

_TOKEN = re.compile(r"đ/c|\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]|_")
_ROMAN = re.compile(r"[ivx]+\Z")


@dataclass(slots=True)
class Token:
    """One syllable, number or mark; ``text`` is folded, ``start`` and ``end`` count characters of the original."""

    text: str
    start: int
    end: int
    capital: bool  # begins with a capital letter in the original
    acronym: bool  # two letters or more, all capitals
    masked: bool = False  # a number that is a name, not a quantity

    @property
    def is_digits(self) -> bool:
        return self.text[0].isdigit()

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()

    @property
    def is_mark(self) -> bool:
        return not (self.text[0].isalnum())

    @property
    def is_roman(self) -> bool:
        return self.capital and _ROMAN.match(self.text) is not None


def tokenize(text: str, folded: str | None = None) -> list[Token]:
    """Tokens of a cleaned text in order; ``folded`` is what the grammar reads instead of ``fold(text)``."""
    out = []
    for found in _TOKEN.finditer(fold(text) if folded is None else folded):
        start, end = found.span()
        original = text[start:end]
        acronym = end - start > 1 and original.isupper() and original.isalpha()
        out.append(Token(found[0], start, end, original[0].isupper(), acronym))
    return out
