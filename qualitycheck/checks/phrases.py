"""Words that must not stand in some part of a document: the kind of rule an office can write without a programmer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from qualitycheck.checks.context import Context, Hit
from qualitycheck.checks.regions import pledge_at, sentences
from qualitycheck.types import Document, Span
from qualitycheck.vietnamese.characters import fold

KIND = "phrases"
Scope = Literal["title", "intro", "headings", "pledges", "closing"]


@dataclass(frozen=True, slots=True)
class Params:
    """``words`` are looked for as whole words in the parts ``scope``, not in a sentence that has one of ``unless``."""

    words: tuple[str, ...]
    scope: tuple[Scope, ...] = ("pledges",)
    unless: tuple[str, ...] = ()


def check(document: Document, params: Params, context: Context) -> Iterator[Hit]:
    words, unless = _pattern(params.words), _pattern(params.unless)
    for part in _parts(document, params.scope):
        for sentence in sentences(document, part):
            text = document.raw.text[sentence.start : sentence.end]
            if unless and unless.search(fold(text)):
                continue
            for found in words.finditer(fold(text)) if words else ():
                span = Span(sentence.start + found.start(), sentence.start + found.end())
                quote = text[found.start() : found.end()]
                yield Hit(pledge_at(document, span.start), span, quote, {"word": quote})


def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """Whole words, any blanks between their syllables."""
    if not words:
        return None
    parts = [r"\s+".join(re.escape(s) for s in fold(w).split()) for w in sorted(words, key=lambda w: (-len(w), w))]
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)")


def _parts(document: Document, scope: tuple[Scope, ...]) -> list[Span]:
    parts: list[Span | None] = []
    if "title" in scope and document.title:
        start = document.raw.text.find(document.title)
        parts.append(Span(start, start + len(document.title)) if start >= 0 else None)
    if "intro" in scope:
        parts.append(document.intro)
    if "headings" in scope:
        parts += [s.span for s in document.sections]
    if "pledges" in scope:
        parts += [p.span for p in document.pledges]
    if "closing" in scope:
        parts.append(document.closing)
    return [p for p in parts if p]
