"""The same pledge twice in one document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qualitycheck.checks.context import Context, Hit, Value
from qualitycheck.types import Document
from qualitycheck.vietnamese.characters import syllables

KIND = "repeats"


@dataclass(frozen=True, slots=True)
class Params:
    """Two pledges of ``least_words`` syllables or more count as the same from this ``similarity`` on."""

    similarity: float = 0.92
    least_words: int = 6


def check(document: Document, params: Params, context: Context) -> Iterator[Hit]:
    from rapidfuzz.distance import Indel

    seen: list[tuple[int, list[str]]] = []
    for pledge in document.pledges:
        words = syllables(pledge.text)
        if len(words) < params.least_words:
            continue
        for index, earlier in seen:
            similarity = Indel.normalized_similarity(words, earlier, score_cutoff=params.similarity)
            if similarity and _numbers(words) == _numbers(earlier):
                first = document.pledges[index].text
                values: dict[str, Value] = {"first": index + 1, "similarity": round(similarity, 3), "text": first}
                yield Hit(pledge.index, pledge.span, pledge.text, values)
                break
        else:
            seen.append((pledge.index, words))


def _numbers(words: list[str]) -> list[str]:
    return [w for w in words if re.search(r"\d", w)]
