"""Notices about the letters themselves: two encodings in one text, look-alikes, text that no repair made readable."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from qualitycheck.errors import LoadError
from qualitycheck.load.draft import Paragraph
from qualitycheck.types import Block, Notice, Span
from qualitycheck.vietnamese import characters, syllables

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e"
_ETH = "\u00d0\u00f0\u0189"
_WORD = re.compile(r"\S+")
_ODD = re.compile(rf"[{_INVISIBLE}{_ETH}{''.join(characters.LOOKALIKES)}\uff21-\uff3a\uff41-\uff5a]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1ea0-\u1ef9]")

# Measured on 60 documents spoiled on purpose (lost letters, "?" for letters, wrong encodings): clean paragraphs have at
# most .08 broken words, foreign names and abbreviations included; spoiled ones .20 to .95 in the median.
_SPOILED_BLOCK = 0.15
_SPOILED_DOCUMENT = 0.60  # share of the letters that lies in spoiled blocks
_FEWEST_WORDS = 4
_FEWEST_BROKEN = 2


def encoding_notice(blocks: Sequence[Block], sources: Sequence[Paragraph]) -> Notice | None:
    """ "mixed-encoding" when part of the marked letters came from a legacy encoding and part was typed in Unicode."""
    converted = [(b, s) for b, s in zip(blocks, sources, strict=True) if s.legacy]
    old = sum(_marked(b.text) for b, _ in converted)
    new = sum(_marked(b.text) for b in blocks) - old
    if not old or not new:
        return None
    names = Counter(s.legacy for _, s in converted)
    values: dict[str, str | int] = {"encoding": ", ".join(sorted(names)), "percent": round(100 * old / (old + new))}
    return Notice("mixed-encoding", values, tuple(_span(b) for b, _ in converted))


_UNSURE = 80  # percent: on degraded scans, lines below hold nearly all wrong words


def ocr_notice(blocks: Sequence[Block], sources: Sequence[Paragraph]) -> Notice | None:
    """ "ocr" when text was recognised from an image: mean confidence in percent, and spans of what is too unsure to judge."""
    seen = [(b, s.confidence) for b, s in zip(blocks, sources, strict=True) if s.confidence < 100]
    if not seen:
        return None
    letters = sum(len(b.text) for b, _ in seen)
    unsure = tuple(_span(b) for b, sure in seen if sure < _UNSURE)
    percent = round(sum(len(b.text) * sure for b, sure in seen) / letters)
    return Notice("ocr", {"percent": percent, "count": len(unsure)}, unsure)


def _marked(text: str) -> int:
    """Words with a letter outside ASCII: the only ones whose encoding shows."""
    return sum(1 for word in text.split() if not word.isascii())


def lookalike_notice(blocks: Sequence[Block], sources: Sequence[Paragraph]) -> Notice | None:
    """ "look-alike-letters": foreign or invisible characters inside Latin words, each such word with its span."""
    spans: list[Span] = []
    kinds: Counter[str] = Counter()
    for block, source in zip(blocks, sources, strict=True):
        if source.confidence < 100 or not _ODD.search(source.text):  # what Tesseract wrote, no author did
            continue
        for word, kind in _odd_words(source.text):
            kinds[kind] += 1
            spans.extend(_place(block, word, spans[-1].end if spans else 0))
    if not kinds:
        return None
    values: dict[str, str | int] = {"count": sum(kinds.values()), **{kind: kinds[kind] for kind in sorted(kinds)}}
    return Notice("look-alike-letters", values, tuple(spans))


def _odd_words(text: str) -> list[tuple[str, str]]:
    """Cleaned word and kind of oddity: "look_alike", "invisible" or "eth"."""
    out = []
    for found in _WORD.finditer(text):
        word = found[0]
        if _ODD.search(word) and (kind := _oddity(word)):
            out.append((characters.clean(word), kind))
    return out


def _oddity(word: str) -> str:
    if not _LATIN.search(word):
        return ""
    if any(c in characters.LOOKALIKES or "\uff21" <= c <= "\uff5a" for c in word):
        return "look_alike"
    if re.search(rf"\w[{_INVISIBLE}]+\w", word):
        return "invisible"
    return "eth" if any(c in _ETH for c in word) else ""


def _place(block: Block, word: str, after: int) -> list[Span]:
    at = block.text.find(word, max(0, after - block.start))
    return [Span(block.start + at, block.start + at + len(word))] if at >= 0 else []


def unreadable_notice(blocks: Sequence[Block]) -> Notice | None:
    """ "unreadable-text" over the blocks whose letters stayed broken.

    Raises LoadError("unreadable-text") when nearly the whole text is such.
    """
    spoiled = [b for b in blocks if is_spoiled(b.text)]
    if not spoiled:
        return None
    share = sum(len(b.text) for b in spoiled) / sum(len(b.text) for b in blocks)
    if share > _SPOILED_DOCUMENT:
        raise LoadError("unreadable-text", "garbled")
    values: dict[str, str | int] = {"count": len(spoiled), "percent": round(100 * share)}
    return Notice("unreadable-text", values, tuple(_span(b) for b in spoiled))


def is_spoiled(text: str) -> bool:
    """Whether so many words are broken that no reader could restore the text; foreign words alone are not broken."""
    words = text.split()
    letters = [w for w in words if any(c.isalpha() or not c.isprintable() or c == "\ufffd" for c in w)]
    if len(letters) < _FEWEST_WORDS:
        return False
    broken = sum(map(_broken, letters))
    return broken >= _FEWEST_BROKEN and broken / len(letters) > _SPOILED_BLOCK


_INNER_SIGN = re.compile(r"[^\W\d_][?\ufffd\u00a1-\u00bf\u2020-\u2022\u2030\u2122\u0192\u02c6\u02dc]+[^\W\d_]|\ufffd")
_LETTERS = re.compile(r"[^\W\d_]+")
_UNITS = frozenset({
    "m", "km", "cm", "mm", "dm", "kg", "g", "mg", "t", "l", "ml", "h", "s", "kw", "kwh", "kv", "v", "w", "ph", "tr",
    "đ", "p", "c", "x",
})  # fmt: skip
_ITEM = re.compile(r"\(?\w[.)/]?\Z")
_VOWEL = re.compile(r"[aeiouy]", re.IGNORECASE)


def _broken(word: str) -> bool:
    """Signs between letters, letters that are no letters, or a word that neither Vietnamese nor a name can be."""
    if _INNER_SIGN.search(word) or any(unicodedata.category(c) in {"Co", "Cc", "Cn"} for c in word):
        return True
    if _ITEM.match(word) or "/" in word:  # a), đ/c, t/m
        return False
    return any(_impossible(part) for part in _LETTERS.findall(word))


def _impossible(part: str) -> bool:
    """A marked word against the spelling, or consonants left of a word that lost its vowels; never a name or a unit."""
    if part[0].isupper() or syllables.is_possible(part):
        return False
    return not part.isascii() or not (_VOWEL.search(part) or part in _UNITS)


def _span(block: Block) -> Span:
    return Span(block.start, block.start + len(block.text))
