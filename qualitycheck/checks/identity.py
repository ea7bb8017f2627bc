"""A post where only the author's own can stand ("danh dự người thầy thuốc" in a teacher's text): residue without a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qualitycheck.checks.regions import sentences
from qualitycheck.checks.role import remit_of
from qualitycheck.checks.templates import is_template
from qualitycheck.checks.wording import wordings
from qualitycheck.rules import RuleSet
from qualitycheck.types import Document, Span
from qualitycheck.vietnamese.characters import fold


@dataclass(frozen=True, slots=True)
class Calling:
    """A profession: the ``field`` of work in roles.yaml, and the ``words`` that its own people use of themselves."""

    field: str
    words: tuple[str, ...]


def foreign_callings(
    document: Document, callings: tuple[Calling, ...], slots: tuple[str, ...], partner: tuple[str, ...], rules: RuleSet
) -> Iterator[tuple[int, Span]]:
    """Pledge and place of a calling that is none of the author's, right behind one of ``slots``; individuals only."""
    remit = remit_of(document, rules) if document.kind == "individual" else None
    if remit is None or remit.broad or not remit.own:
        return
    strange = [c for c in callings if c.field not in remit.allowed]
    words = tuple(w for c in strange for w in c.words)
    own = tuple(w for c in callings if c.field in remit.allowed for w in c.words)
    phrases = tuple(f"{slot} {w}" for slot in slots for w in words)
    for pledge in document.pledges:
        if is_template(pledge.text, rules):
            continue
        for sentence in sentences(document, pledge.span):
            text = fold(document.raw.text[sentence.start : sentence.end])
            if wordings(partner, rules).search(text) or wordings(own, rules).search(text):
                continue
            if found := wordings(phrases, rules).search(text):
                yield pledge.index, Span(sentence.start + found.start(), sentence.start + found.end())
