"""Parts that a document of its kind must have, judged from its headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qualitycheck.checks.context import Context, Hit, Value
from qualitycheck.types import Document, Kind
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


def check(document: Document, params: Params, context: Context) -> Iterator[Hit]:
    required = params.required.get(document.kind, ())
    headings = [s for s in document.sections if s.heading]
    present = {role for section in headings for role in section.roles}
    sure = bool(headings) and (document.kind == "model" or 2 * sum(bool(s.roles) for s in headings) >= len(headings))
    if document.kind == "model":
        present |= _stated_items(document, context)
    if not sure:
        shown = _shown_by_words(document, context)
        if len(document.pledges) < params.least_pledges or len(present | shown) < params.least_shown:
            return
        required = tuple(name for name in required if name in params.by_words)
        present |= shown
    missing = tuple(name for name in required if name not in present)
    # a heading in words we do not know may stand for any part: only what cannot be explained so is missing
    # (in a scan, so may one heading that was misread)
    misread = any(notice.code == "ocr" for notice in document.raw.notices)
    unknown = misread + sum(not s.roles and not context.rules.section_roles("", s.heading) for s in headings)
    if len(missing) > unknown:
        values: dict[str, Value] = {"missing": missing, "count": len(missing), "present": tuple(sorted(present))}
        yield Hit(values=values, confidence=0.95 if sure else 0.6, level=None if sure else "warning")


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
