"""The copies of one document as a reader is shown them: per pledge its nearest source, and how many others hold it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from qualitycheck.audit.detail import Detail, detail
from qualitycheck.audit.model import Audit, Edge, Row, Summary


@dataclass(frozen=True, slots=True)
class Evidence:
    """Pledge ``edge.new`` of a document beside the one it repeats; ``others`` further documents hold it too."""

    edge: Edge
    text: str
    source_text: str
    detail: Detail
    others: int


@dataclass(frozen=True, slots=True)
class Told:
    """A row with its summary and evidence."""

    row: Row
    summary: Summary
    evidence: tuple[Evidence, ...]


def told(audit: Audit) -> Iterator[Told]:
    """Every audited document in the order of the rows, one in memory at a time."""
    numbers = {header.document: number for number, header in enumerate(audit.documents)}
    summaries = {summary.number: summary for summary in audit.summaries}
    for row in audit.rows:
        summary = summaries[numbers[row.header.document]]
        yield Told(row, summary, tuple(_evidence(row, summary, audit)))


def _evidence(row: Row, summary: Summary, audit: Audit) -> Iterator[Evidence]:
    texts = {(match.pledge, match.document, match.source_pledge): match.text for match in row.matches}
    holders = Counter(match.pledge for match in row.matches)
    for edge in summary.taken:
        text = row.pledges[edge.new]
        other = texts[edge.new, audit.documents[edge.source].document, edge.old]
        how = detail(text, other) if edge.kind != "verbatim" else Detail()
        yield Evidence(edge, text, other, how, holders[edge.new] - 1)
