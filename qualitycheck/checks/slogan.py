"""Pledges that are nothing but a slogan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from qualitycheck.checks.context import Context, Hit
from qualitycheck.checks.templates import is_template
from qualitycheck.types import Document
from qualitycheck.vietnamese.characters import key

KIND = "slogan"


@dataclass(frozen=True, slots=True)
class Params:
    """A pledge of at most ``most_words`` syllables, ``share`` of which belong to ``slogans`` (``small`` words not
    counted) and without a number, is a slogan."""

    slogans: tuple[str, ...]
    small: tuple[str, ...] = ()
    share: float = 0.75
    most_words: int = 40


def check(document: Document, params: Params, context: Context) -> Iterator[Hit]:
    pattern = _pattern(params.slogans)
    small = _pattern(params.small) if params.small else None
    for pledge in document.pledges:
        if pledge.children or pledge.aside or re.search(r"\d", pledge.text) or is_template(pledge.text, context.rules):
            continue
        if context.assessments and context.assessments[pledge.index].level > 0:
            continue
        share, found = _share(key(pledge.text), pattern, small, params.most_words)
        if share >= params.share:
            yield Hit(pledge.index, pledge.span, pledge.text, {"slogans": found, "share": round(share, 2)})


@lru_cache(maxsize=16)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the phrases as whole syllables, the longest first."""
    keys = sorted({key(p) for p in phrases}, key=lambda k: (-len(k), k))
    return re.compile(r"(?<!\S)(?:" + "|".join(map(re.escape, keys)) + r")(?!\S)")


def _share(
    text: str, slogans: re.Pattern[str], small: re.Pattern[str] | None, most: int
) -> tuple[float, tuple[str, ...]]:
    """Share of the syllables inside slogans, of those that are no small words; and the slogans found."""
    if not 0 < len(text.split()) <= most:
        return 0.0, ()
    found = tuple(slogans.findall(text))
    inside = sum(len(f.split()) for f in found)
    rest = slogans.sub(" ", text)
    left = len((small.sub(" ", rest) if small else rest).split())
    return (inside / (inside + left) if inside else 0.0), found
