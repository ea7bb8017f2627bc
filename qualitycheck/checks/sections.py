"""Parts that a document of its kind must have, judged from its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qualitycheck.checks.context import Context, Hit, Value
from qualitycheck.types import Document, Kind, Level
from qualitycheck.vietnamese.characters import key

KIND = "sections"


@dataclass(frozen=True, slots=True)
class Params:
    """``required``: kind -> canonical names of sections.yaml. A document without headings is judged by its words: only
    the parts ``by_words``, and only when it has ``least_pledges`` and shows ``least_shown`` other parts."""

    required: Mapping[Kind, tuple[str, ...]]
    by_words: tuple[str, ...] = ()
    least_shown: int = 3
    least_pledges: int = 6
    least_lines: int = 3


def check(document: Document, params: Params, context: Context) -> Iterator[Hit]:
    required = params.required.get(document.kind, ())
    headings = [s for s in document.sections if s.heading]
    present = {role for section in headings for role in section.roles}
    sure = bool(headings) and (document.kind == "model" or 2 * sum(bool(s.roles) for s in headings) >= len(headings))
    if document.kind == "model":
        present |= _stated_items(document, context)
    if not sure:
        shown = _shown_by_words(document, context)
        if document.kind == "model" and not headings and not shown | present:
            if len(document.pledges) >= params.least_lines and required:
                yield _hit(required, set(), 0.75, "warning")
            return
        if len(document.pledges) < params.least_pledges or len(present | shown) < params.least_shown:
            return
        required = tuple(name for name in required if name in params.by_words)
        present |= shown
    missing = tuple(name for name in required if name not in present)
    # a heading in words we do not know may stand for any part: only what cannot be explained so is missing
    # (in a scan, so may one heading that was misread)
    unknown = _may_be_misread(document) + sum(
        not s.roles and not context.rules.section_roles("", s.heading) for s in headings
    )
    if len(missing) > unknown:
        yield _hit(missing, present, 0.95 if sure else 0.6, None if sure else "warning")


def _hit(missing: tuple[str, ...], present: set[str], confidence: float, level: Level | None) -> Hit:
    values: dict[str, Value] = {"missing": missing, "count": len(missing), "present": tuple(sorted(present))}
    return Hit(values=values, confidence=confidence, level=level)


def _may_be_misread(document: Document) -> bool:
    """In a scan: does anything read with little certainty, a number left out, or a short loose line leave room for one
    more heading?"""
    scans = [notice for notice in document.raw.notices if notice.code == "ocr"]
    if not scans or any(notice.spans for notice in scans):
        return bool(scans)
    numbers = [n for n in (_number(s.heading) for s in document.sections if s.heading) if n]
    if not numbers or numbers != list(range(1, len(numbers) + 1)):
        return True
    last = document.raw.text[max((p.span.end for p in document.pledges), default=0) :]
    return any(not p.bullet and _loose(p.text) for p in document.pledges) or bool(_NUMBER.match(last.strip()))


def _loose(line: str) -> bool:
    return len(line.split()) <= _LONGEST_HEADING and not line.rstrip().endswith((".", ";", ":", ","))


_LONGEST_HEADING = 8  # words
_NUMBER = re.compile(r"\s*(?:(\d{1,2})|([IVX]{1,4}))\s*[.)/:-]")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}


def _number(heading: str) -> int | None:
    found = _NUMBER.match(heading)
    if found is None:
        return None
    return int(found[1]) if found[1] else _ROMAN.get(found[2])


def _shown_by_words(document: Document, context: Context) -> set[str]:
    """Parts whose content words occur in the pledges."""
    text = f" {key(' . '.join(p.text for p in document.pledges))} "
    lexicon = context.rules.section_content.get(document.kind, {})
    return {name for name, words in lexicon.items() if any(f" {key(w)} " in text for w in words)}


def _stated_items(document: Document, context: Context) -> set[str]:
    """Items of a model given as "Người phụ trách: …" in a line of their own instead of under a heading."""
    found: set[str] = set()
    lines = [*(p.text for p in document.pledges), *_intro_lines(document)]
    for line in lines:
        label, colon, value = line.partition(":")
        if colon and value.strip(" .…_") and len(label.split()) <= 6:
            found.update(context.rules.section_roles("model", label))
    return found


def _intro_lines(document: Document) -> list[str]:
    if document.intro is None:
        return []
    text = document.raw.text[document.intro.start : document.intro.end]
    return [part for line in text.splitlines() for part in line.split(". ")]
