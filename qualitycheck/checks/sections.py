"""Parts that a document of its kind must have, judged from its headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qualitycheck.checks.context import Context, Hit
from qualitycheck.types import Document, Kind
from qualitycheck.vietnamese.characters import key

KIND = "sections"


@dataclass(frozen=True, slots=True)
class Params:
    """``required``: kind -> canonical names of sections.yaml. A document with fewer headings than ``least_headings``
    is judged by its words, and only when it shows at least ``least_shown`` other parts."""

    required: Mapping[Kind, tuple[str, ...]]
    least_headings: int = 1
    least_shown: int = 2


def check(document: Document, params: Params, context: Context) -> Iterator[Hit]:
    required = params.required.get(document.kind, ())
    present = {role for section in document.sections for role in section.roles}
    headings = [s for s in document.sections if s.heading]
    named = [s for s in headings if s.roles]
    if len(headings) < params.least_headings:
        shown = _shown_by_words(document, context)
        if len(shown) < params.least_shown:
            return
        present |= shown
    elif len(named) * 2 < len(headings) and document.kind != "model":
        present |= _shown_by_words(document, context)  # worded too freely to be sure
    elif document.kind == "model":
        present |= _stated_items(document, context)
    missing = tuple(name for name in required if name not in present)
    if missing:
        yield Hit(values={"missing": missing, "count": len(missing), "present": tuple(sorted(present))})


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
