"""A Document from plain parts: the examples inside the rule files, and labelled documents in tests and evaluation."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from qualitycheck.rules import Example, RuleSet
from qualitycheck.types import Block, Document, Fact, Pledge, RawDocument, Section, Span

_BULLET = re.compile(r"\s*([-+*•–]|\w{1,2}(?:\.\d{1,2})*[.)/-])\s+")
_MARK = re.compile(r"\[\[(.*?)\]\](?!\])", re.DOTALL)
_FACT_LABELS = {
    "author": "Họ và tên",
    "position": "Chức vụ",
    "unit": "Đơn vị công tác",
    "party_cell": "Chi bộ",
}


@dataclass(frozen=True, slots=True)
class Built:
    """``marks`` are the places between double brackets, which are not in the text."""

    document: Document
    marks: tuple[Span, ...]


class _Text:
    """Lines as they are added, with their offsets."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.marks: list[Span] = []
        self.length = 0

    def add(self, line: str) -> Span:
        start = self.length
        plain = ""
        end = 0
        for found in _MARK.finditer(line):
            plain += line[end : found.start()]
            self.marks.append(Span(start + len(plain), start + len(plain) + len(found[1])))
            plain += found[1]
            end = found.end()
        plain += line[end:]
        self.blocks.append(Block(plain, start))
        self.length += len(plain) + 1
        return Span(start, start + len(plain))

    @property
    def text(self) -> str:
        return "\n".join(b.text for b in self.blocks)


def build_document(example: Example, rules: RuleSet, path: str = "example") -> Built:
    """``example`` as a segmented document: title, facts, intro, sections with pledges, closing, one line each."""
    out = _Text()
    title = out.add(example.title) if example.title else None
    facts = {
        name: _add_fact(out, label, value) for name, label in _FACT_LABELS.items() if (value := getattr(example, name))
    }
    intro = out.add(_intro(example)) if _intro(example) else None
    sections, pledges = _add_sections(out, example, rules)
    closing = out.add(example.closing) if example.closing else None
    text = out.text
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document(
        raw=RawDocument(path, "txt", text, tuple(out.blocks), digest),
        id=digest[:16],
        kind=example.kind,
        year=example.year,
        year_source="document" if example.year else None,
        author=facts.get("author"),
        position=facts.get("position"),
        unit=facts.get("unit"),
        party_cell=facts.get("party_cell"),
        title=text[title.start : title.end] if title else "",
        sections=sections,
        pledges=pledges,
        intro=intro,
        closing=closing,
        words=_words(text, intro, closing, sections, pledges),
    )
    return Built(document, tuple(out.marks))


def _add_fact(out: _Text, label: str, value: str) -> Fact:
    line = out.add(f"{label}: {value}")
    span = Span(line.start + len(label) + 2, line.end)
    return Fact(out.text[span.start : span.end], "document", span)


def _intro(example: Example) -> str:
    if not example.words:
        return example.intro
    given = [example.intro, example.closing, *(t for s in example.sections for t in (s.heading, *s.pledges))]
    missing = example.words - len(" ".join(given).split())
    return (example.intro + " " + "chữ " * max(missing, 0)).strip()


def _add_sections(out: _Text, example: Example, rules: RuleSet) -> tuple[tuple[Section, ...], tuple[Pledge, ...]]:
    sections: list[Section] = []
    pledges: list[Pledge] = []
    parts = [(s.heading, s.pledges) for s in example.sections]
    if example.pledge:
        parts.append(("", (example.pledge,)))
    if example.repeat:
        parts.append(("", tuple(f"Việc số {n + 1} của bản này" for n in range(example.repeat))))
    for index, (heading, lines) in enumerate(parts):
        span = out.add(heading) if heading else None
        shown = out.blocks[-1].text if heading else ""
        sections.append(Section(index, shown, span, rules.section_roles(example.kind, shown) if shown else ()))
        for line in lines:
            pledges.append(_add_pledge(out, line, len(pledges), index))
    return tuple(sections), tuple(pledges)


def _add_pledge(out: _Text, line: str, index: int, section: int) -> Pledge:
    span = out.add(line)
    block = out.blocks[-1]
    bullet = _BULLET.match(block.text)
    skip = bullet.end() if bullet else 0
    return Pledge(
        index=index,
        section=section,
        text=block.text[skip:],
        span=Span(span.start + skip, span.end),
        block=len(out.blocks) - 1,
        bullet=bullet[1] if bullet else "",
    )


def _words(
    text: str, intro: Span | None, closing: Span | None, sections: tuple[Section, ...], pledges: tuple[Pledge, ...]
) -> int:
    """Whitespace-separated words as in ``Document.words``, the bullets of the pledges not counted."""
    spans = [s for s in (intro, closing, *(x.span for x in sections)) if s]
    return sum(len(text[s.start : s.end].split()) for s in spans) + sum(len(p.text.split()) for p in pledges)
