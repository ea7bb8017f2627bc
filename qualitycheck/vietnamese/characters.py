"""Cleaning (once, in the loaders) and folding (whenever two texts are compared).

``clean`` may change the length and is applied before any offset exists. ``repair`` and ``fold`` keep the length, so a
position in the folded text is the same position in the text the reader sees.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DROPPED = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F)])
_SPACES = dict.fromkeys([0x00A0, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A,
                         0x202F, 0x205F, 0x3000], " ")  # fmt: skip
# Word's Symbol and Wingdings bullets live in the private use area
_BULLETS = dict.fromkeys([0xF0B7, 0xF0A7, 0xF0D8, 0xF0FC, 0xF076, 0xF0A8, 0xF02D, 0x25CF, 0x25AA, 0x25A0, 0x25CB, 0x2219,
                          0x00B7], "•")  # fmt: skip
_CLEANING = {
    **_DROPPED,
    **_SPACES,
    **_BULLETS,
    0x00D0: "Đ",
    0x00F0: "đ",
    0x0110: "Đ",
    0x0189: "Đ",
    0x2028: "\n",
    0x0B: "\n",
}

# Cyrillic and Greek letters that look like Latin ones
LOOKALIKES: dict[str, str] = dict(
    zip("АВЕКМНОРСТХаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTXaeopcyxijsABEZHIKMNOPTYXo", strict=True)
)
_REPAIR = str.maketrans(
    {**LOOKALIKES, **{chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)}, "–": "-", "—": "-", "‑": "-", "−": "-",
     "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'"}
)  # fmt: skip

# capitals for character classes: a range such as [À-Ỹ] would take the small letters too
UPPER = "".join(c for c in map(chr, range(0x41, 0x1EFA)) if c.isupper() and "LATIN" in unicodedata.name(c, ""))

_WORD = re.compile(r"[^\W\d_]+")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ONSET = re.compile(r"(ngh|gh|ng|nh|kh|th|tr|ch|ph|gi(?=[aăâeêioôơuưy])|qu(?=[aăâeêioôơuưy])|[bcdđghklmnprstvx])?")
_SYLLABLE = re.compile(_ONSET.pattern + r"([aăâeêioôơuưy]{1,3})(ng|nh|ch|[cmnpt])?\Z")


def clean(text: str) -> str:
    """NFC, without invisible characters, every blank a plain space, every bullet glyph "•"; line breaks stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-").replace("\x02", "-")
    return unicodedata.normalize("NFC", text.translate(_CLEANING))


def repair(text: str) -> str:
    """Look-alike letters, full-width forms, dashes and quotes as their plain letters; same length."""
    return text.translate(_REPAIR)


@lru_cache(maxsize=65536)
def _fold_word(word: str) -> str:
    """One lower-case word with its tone at the classic place ("hoà" -> "hòa") and i for a lone y ("kỹ" -> "kĩ")."""
    if word.isascii():
        return word if not word.endswith("y") else _fold_lone_y(word)
    marks = [m for m in unicodedata.normalize("NFD", word) if m in _TONES]
    if len(marks) > 1:
        return word
    bare = unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", word) if c not in _TONES))
    found = _SYLLABLE.match(bare)
    if found is None:
        return word
    onset, vowels, coda = found[1] or "", found[2], found[3] or ""
    vowels = _i_for_lone_y(onset, vowels, coda)
    if marks:
        at = _tone_place(vowels, coda)
        vowels = unicodedata.normalize("NFC", vowels[: at + 1] + marks[0]) + vowels[at + 1 :]
    folded = onset + vowels + coda
    return folded if len(folded) == len(word) else word


def _fold_lone_y(word: str) -> str:
    found = _SYLLABLE.match(word)
    return word[:-1] + _i_for_lone_y(found[1] or "", found[2], "") if found and found[2] == "y" else word


def _i_for_lone_y(onset: str, vowels: str, coda: str) -> str:
    return "i" if vowels == "y" and not coda and onset in {"h", "k", "l", "m", "s", "t", "v", "qu"} else vowels


def _tone_place(vowels: str, coda: str) -> int:
    marked = [i for i, v in enumerate(vowels) if v in "ăâêôơư"]
    if marked:
        return marked[-1]
    if len(vowels) == 1:
        return 0
    if coda:
        return len(vowels) - 1
    return 1 if len(vowels) == 3 else 0


def fold(text: str) -> str:
    """Text for comparing: repaired, lower case, one tone placement, i for y. Same length as ``text``.

    ``text`` must be cleaned (NFC). Show the reader the original, never this.
    """
    return _fold_passage(text) if len(text) < _PASSAGE else _fold(text)


def _fold(text: str) -> str:
    text = repair(text)
    lowered = text.lower()
    if len(lowered) != len(text):  # a few capitals (İ) grow when lowered
        lowered = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    return _WORD.sub(lambda m: _fold_word(m[0]), lowered)


_PASSAGE = 1000  # characters; every stage folds the same sentences again, whole documents hardly ever
_fold_passage = lru_cache(maxsize=8192)(_fold)
_ESCAPE = re.compile(r"(\\.|\(\?P)")


def fold_pattern(pattern: str) -> str:
    """A regular expression for folded text: its letters folded, its escapes (``\\W``, ``\\Z``) left alone."""
    return "".join(part if part.startswith(("\\", "(?P")) else fold(part) for part in _ESCAPE.split(pattern))


_TOKEN = re.compile(r"[^\W_]+")


def syllables(text: str) -> list[str]:
    """Folded syllables and numbers of a cleaned text, without punctuation: the unit of shingles."""
    return _TOKEN.findall(fold(text))


def key(text: str) -> str:
    """Folded syllables joined by one space: equal keys mean the same words."""
    return " ".join(syllables(text))


def without_marks(text: str) -> str:
    """ASCII letters only ("Đặng Hữu" -> "Dang Huu"); same length for NFC text."""
    out = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize("NFC", "".join(c for c in out if not unicodedata.combining(c)))
