"""Names hidden from the readers of a batch: people, units, places, files, the same label for the same one everywhere.

It is laid over the whole batch before a writer sees it, as ``masking`` is: no format can forget it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from qualitycheck.messages import Lang, say
from qualitycheck.report.hidden_names import Names, collect, entries, paths
from qualitycheck.report.replacing import Replacer, Rewritten
from qualitycheck.types import (
    Assessment,
    Batch,
    Decision,
    Document,
    Fact,
    Failure,
    Finding,
    Match,
    Pledge,
    Report,
    Span,
)

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True, slots=True)
class Blind:
    """``batch`` without names; ``key`` lists (label, what it stands for) for whoever keeps the secret."""

    batch: Batch
    key: tuple[tuple[str, str], ...]
    replacer: Replacer
    files: Mapping[str, str]
    lang: Lang

    def text(self, text: str) -> str:
        """Any other text with the same names hidden."""
        known = self.files.get(text)
        return known if known is not None else _without_mail(self.replacer.text(text), self.lang)


def blind_batch(batch: Batch, lang: Lang = "vi") -> Blind:
    """Hide the names of ``batch``. Spans keep pointing at the same passages; fingerprints stay as they are."""
    names, files = collect(batch, lang), paths(batch, lang)
    hider = _Hider(names, Replacer(entries(names)), files)
    results = tuple(
        Failure(files[r.path], r.code, hider.text(r.detail)) if isinstance(r, Failure) else hider.report(r)
        for r in batch.results
    )
    key = [(label, path) for path, label in files.items()] + [(label, name) for label, name in names.shown.items()]
    return Blind(replace(batch, results=results), tuple(key), hider.replacer, files, lang)


def _without_mail(text: str, lang: Lang) -> str:
    return _MAIL.sub(say("blind.mail", lang), text) if "@" in text else text


@dataclass
class _Hider:
    names: Names
    replacer: Replacer
    files: Mapping[str, str]

    def text(self, text: str) -> str:
        return _without_mail(self.replacer.text(text), self.names.lang)

    def report(self, report: Report) -> Report:
        new = self.replacer.rewritten(report.document.raw.text)
        return replace(
            report,
            document=self._document(report.document, new),
            assessments=tuple(self._assessment(a) for a in report.assessments),
            findings=tuple(self._finding(f, new) for f in report.findings),
            matches=tuple(self._match(m) for m in report.matches),
        )

    def _document(self, document: Document, new: Rewritten) -> Document:
        raw, span = document.raw, new.span
        blocks = []
        for block in raw.blocks:
            start, end = new.place(block.start), new.place(block.start + len(block.text), is_end=bool(block.text))
            blocks.append(replace(block, start=start, text=new.text[start : max(start, end)]))
        notices = tuple(replace(n, spans=tuple(_sure(span(s)) for s in n.spans)) for n in raw.notices)
        return replace(
            document,
            raw=replace(raw, path=self.files[raw.path], text=new.text, blocks=tuple(blocks), notices=notices),
            author=self._fact(document.author, new),
            position=self._fact(document.position, new),
            unit=self._fact(document.unit, new),
            party_cell=self._fact(document.party_cell, new),
            title=self.text(document.title),
            sections=tuple(replace(s, heading=self.text(s.heading), span=span(s.span)) for s in document.sections),
            pledges=tuple(self._pledge(p, new) for p in document.pledges),
            intro=span(document.intro),
            closing=span(document.closing),
        )

    def _fact(self, fact: Fact | None, new: Rewritten) -> Fact | None:
        if fact is None:
            return None
        label = self.names.of_writing(fact.value)
        return replace(fact, value=label or self.text(fact.value), span=new.span(fact.span))

    def _pledge(self, pledge: Pledge, new: Rewritten) -> Pledge:
        return replace(
            pledge,
            text=self.text(pledge.text),
            span=_sure(new.span(pledge.span)),
            parent=self.text(pledge.parent),
            children=tuple(map(self.text, pledge.children)),
            aside=self.text(pledge.aside),
        )

    def _assessment(self, assessment: Assessment) -> Assessment:
        return replace(assessment, slots={k: self.text(v) if v else v for k, v in assessment.slots.items()})

    def _finding(self, finding: Finding, new: Rewritten) -> Finding:
        values = {name: self._value(value) for name, value in finding.values.items()}
        return replace(
            finding, span=new.span(finding.span), quote=self.text(finding.quote), values=values,
            decision=self._decision(finding.decision),
        )  # fmt: skip

    def _value(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.files.get(value) or self.names.of_writing(value) or self.text(value)
        return tuple(map(self._value, value)) if isinstance(value, tuple) else value

    def _decision(self, decision: Decision | None) -> Decision | None:
        if decision is None:
            return None
        person = self.names.add("reader", decision.person, decision.person) if decision.person else ""
        return replace(decision, person=person, reason=self.text(decision.reason))

    def _match(self, match: Match) -> Match:
        return replace(
            match,
            path=self.files[match.path],
            author=self._value(match.author),
            unit=self._value(match.unit),
            changed=tuple(map(self.text, match.changed)),
            text=self.text(match.text),
        )


def _sure(span: Span | None) -> Span:
    assert span is not None
    return span
