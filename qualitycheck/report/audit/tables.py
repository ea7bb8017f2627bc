"""The tables of an audit, the same for csv and xlsx: columns and rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qualitycheck.audit.model import STATUSES, Audit
from qualitycheck.report.audit.evidence import Told, told
from qualitycheck.report.audit.words import AuditWords, changed_words
from qualitycheck.report.options import Options
from qualitycheck.types import Registered

Value = str | int | float | None
MOST_EVIDENCE = 200_000  # rows of the sheet; a workbook beyond that opens too slowly


@dataclass(frozen=True, slots=True)
class Table:
    """``name`` is a phrase ``sheet.audit-…``; ``columns`` are (phrase ``audit-column.…`` or ``column.…``, width)."""

    name: str
    columns: tuple[tuple[str, int], ...]


_WHO = (("column.file", 34), ("column.year", 7), ("column.kind", 10), ("column.author", 24), ("column.position", 22),
        ("column.unit", 26), ("column.cell", 22))  # fmt: skip
DOCUMENTS = Table("documents", (
    *_WHO, ("audit-column.own-words", 10), ("audit-column.formulas", 8), ("audit-column.own-earlier", 10),
    ("audit-column.other-earlier", 10), ("audit-column.other-same-year", 10), ("audit-column.in-words", 60),
    ("audit-column.nearest", 34), ("audit-column.nearest-file", 34), ("audit-column.sources", 8),
    ("audit-column.cluster", 8), ("audit-column.identical", 40), ("audit-column.unsure", 10), ("audit-column.person", 8),
))  # fmt: skip
EVIDENCE = Table("evidence", (
    ("column.file", 30), ("column.year", 7), ("column.author", 22), ("column.pledge", 9), ("audit-column.text", 60),
    ("audit-column.source-text", 60), ("audit-column.changed", 32), ("audit-column.match", 20), ("audit-column.relation", 24),
    ("audit-column.nearest", 32), ("audit-column.nearest-file", 30),
))  # fmt: skip
UNITS = Table("units", (
    ("column.unit", 40), ("column.year", 7), ("audit-column.documents", 9), ("audit-column.own-words", 10),
    ("audit-column.own-earlier", 12), ("audit-column.other-earlier", 12), ("audit-column.other-same-year", 12),
))  # fmt: skip
CLUSTERS = Table("clusters", (
    ("audit-column.cluster", 8), ("column.year", 7), ("column.author", 28), ("column.unit", 32), ("column.file", 44),
    ("audit-column.in-words", 60),
))  # fmt: skip
CHAINS = Table("chains", (("audit-column.years", 24), ("column.pledge", 9), ("audit-column.way", 90)))
SENTENCES = Table("sentences", (
    ("audit-column.text", 80), ("audit-column.documents", 9), ("audit-column.people", 9), ("audit-column.units-count", 9),
    ("audit-column.years", 18), ("audit-column.first-holder", 50),
))  # fmt: skip
ORIGINALS = Table("originals", (
    *_WHO, ("audit-column.own-words", 10), ("audit-column.documents", 9), ("audit-column.people", 9),
))  # fmt: skip
PROGRESS = Table("progress", (
    ("column.file", 34), ("column.author", 24), ("column.unit", 26), ("column.year", 7), ("audit-column.before", 7),
    ("audit-column.status", 20), ("column.rule", 30), ("column.pledge", 9),
))  # fmt: skip
PEOPLE = Table("people", (
    ("column.author", 24), ("column.file", 44), ("audit-column.nearest-file", 44), ("audit-column.same-person", 10),
))  # fmt: skip


class Tables:
    """Rows of every table; texts masked as the options say."""

    def __init__(self, audit: Audit, options: Options) -> None:
        self.audit = audit
        self.w = AuditWords(audit, options)
        self._summaries = {summary.number: summary for summary in audit.summaries}

    def _who(self, header: Registered) -> tuple[Value, ...]:
        w = self.w
        return (header.path, header.year, w.words.label("kind", header.kind), w.text(header.author), w.text(header.position),
                w.text(header.unit), w.text(header.party_cell))  # fmt: skip

    def documents(self) -> Iterator[tuple[Value, ...]]:
        for summary in self.audit.summaries:
            header = self.audit.documents[summary.number]
            nearest = summary.shares[0].source if summary.shares else None
            yield (
                *self._who(header), summary.own_words, summary.formulas, summary.of("own-earlier"),
                summary.of("other-earlier"), summary.of("other-same-year"), self.w.shares(summary),
                self.w.document(nearest) if nearest is not None else "",
                self.audit.documents[nearest].path if nearest is not None else "",
                summary.sources, summary.cluster, self.w.documents(summary.identical, 3), summary.unsure or None,
                summary.person + 1,
            )  # fmt: skip

    def evidence(self) -> Iterator[tuple[Value, ...]]:
        count = 0
        for one in told(self.audit):
            for row in self._evidence(one):
                count += 1
                if count > MOST_EVIDENCE:
                    return
                yield row

    def _evidence(self, one: Told) -> Iterator[tuple[Value, ...]]:
        w, header = self.w, one.row.header
        for found in one.evidence:
            source = self.audit.documents[found.edge.source]
            yield (
                header.path, header.year, w.text(header.author), found.edge.new + 1, w.text(found.text),
                w.text(found.source_text), w.text(changed_words(found.detail, w.words)),
                w.words.label("match", found.edge.kind), w.words.label("relation", found.edge.relation),
                w.document(found.edge.source), source.path,
            )  # fmt: skip

    def units(self) -> Iterator[tuple[Value, ...]]:
        for u in self.audit.units:
            yield (
                self.w.text(u.unit),
                u.year,
                u.documents,
                u.pledges,
                u.own_earlier,
                u.other_earlier,
                u.other_same_year,
            )

    def clusters(self) -> Iterator[tuple[Value, ...]]:
        for cluster in self.audit.clusters:
            for number in cluster.documents:
                header, summary = self.audit.documents[number], self._summaries.get(number)
                words = self.w.shares(summary) if summary else ""
                yield (
                    cluster.number,
                    header.year,
                    self.w.text(header.author),
                    self.w.text(header.unit),
                    header.path,
                    words,
                )

    def chains(self) -> Iterator[tuple[Value, ...]]:
        for chain in self.audit.chains:
            years = " → ".join(self.w.year(self.audit.documents[n]) for n in chain.documents)
            yield (years, chain.pledges, self.w.way(chain))

    def sentences(self) -> Iterator[tuple[Value, ...]]:
        for s in self.audit.sentences:
            yield (self.w.text(s.text), len(s.documents), s.people, s.units, self.w.years(s.years), self.w.first(s))

    def originals(self) -> Iterator[tuple[Value, ...]]:
        for o in self.audit.originals:
            yield (*self._who(self.audit.documents[o.number]), o.pledges, o.documents, o.people)

    def progress(self) -> Iterator[tuple[Value, ...]]:
        for one in self.audit.progress:
            new, old = self.audit.documents[one.new], self.audit.documents[one.old]
            for step in sorted(one.steps, key=lambda s: (STATUSES.index(s.status), s.rule, s.new or 0)):
                pledge = None if step.new is None else step.new + 1
                yield (new.path, self.w.text(new.author), self.w.text(new.unit), new.year, old.year,
                       self.w.say(f"progress.{step.status}"), self.w.words.title(step.rule), pledge)  # fmt: skip

    def people(self) -> Iterator[tuple[Value, ...]]:
        for link in self.audit.unsure:
            first, second = self.audit.documents[link.first], self.audit.documents[link.second]
            yield (self.w.text(first.author), first.path, second.path, link.confidence)
