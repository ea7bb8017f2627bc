"""A document's text in its own order, cut where findings and pledges begin and end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from qualitycheck.types import LEVELS, Block, Document, Finding, Level, Report, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with the same marks; ``findings`` are numbers of findings, ``starts`` those that begin here."""

    text: str
    level: Level | None = None
    findings: tuple[int, ...] = ()
    starts: tuple[int, ...] = ()
    template: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``role``: "heading", "body", "header", "footer" or "note"; ``page`` only where a new page begins."""

    label: str
    pieces: tuple[Piece, ...]
    role: str = "body"
    centered: bool = False
    page: int | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    cells: tuple[tuple[Paragraph, ...], ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """Either paragraphs or the rows of one table."""

    paragraphs: tuple[Paragraph, ...] = ()
    rows: tuple[TableRow, ...] = ()


@dataclass(frozen=True, slots=True)
class _Marks:
    """Spans over the whole text: (span, number, level) of findings, and template sentences."""

    findings: tuple[tuple[Span, int, Level], ...]
    templates: tuple[Span, ...]
    headings: frozenset[int]


def flow(report: Report, findings: Sequence[Finding]) -> tuple[Flow, ...]:
    """The text of ``report`` as paragraphs and tables; ``findings`` are numbered from 1 in the order given."""
    document = report.document
    marks = _Marks(
        tuple((span, n, f.level) for n, f in enumerate(findings, 1) if (span := place(f, document))),
        tuple(p.span for p, a in zip(document.pledges, report.assessments, strict=True) if a.template),
        frozenset(s.span.start for s in document.sections if s.span and s.heading),
    )
    flows: list[Flow] = []
    page: int | None = None
    for table, blocks in groupby(document.raw.blocks, key=lambda b: b.cell.table if b.cell else None):
        paragraphs: list[tuple[Block, Paragraph]] = []
        for block in blocks:
            new = block.page if block.page != page and block.page != 1 else None
            page = block.page
            if block.text.strip() or block.label:
                paragraphs.append((block, _paragraph(block, marks, new)))
        if paragraphs:
            flows.append(Flow(paragraphs=tuple(p for _, p in paragraphs)) if table is None else _table(paragraphs))
    return tuple(flows)


def place(finding: Finding, document: Document) -> Span | None:
    """Where a finding shows: its span, else the whole pledge; None for one on the whole document."""
    if finding.span is not None and finding.span.end > finding.span.start:
        return finding.span
    return document.pledges[finding.pledge].span if finding.pledge is not None else None


def _paragraph(block: Block, marks: _Marks, page: int | None) -> Paragraph:
    heading = any(block.start <= start < block.start + max(1, len(block.text)) for start in marks.headings)
    role = "heading" if heading else block.part
    return Paragraph(block.label, tuple(_pieces(block, marks)), role, block.centered, page)


def _pieces(block: Block, marks: _Marks) -> Iterator[Piece]:
    start, end = block.start, block.start + len(block.text)
    inside = [(s, n, lv) for s, n, lv in marks.findings if s.start < end and s.end > start]
    grey = [s for s in marks.templates if s.start < end and s.end > start]
    spans = [s for s, _, _ in inside] + grey
    cuts = sorted({start, end, *(max(s.start, start) for s in spans), *(min(s.end, end) for s in spans)})
    for a, b in pairwise(cuts):
        covering = [(s, n, lv) for s, n, lv in inside if s.start <= a and s.end >= b]
        yield Piece(
            text=block.text[a - start : b - start],
            level=min((lv for _, _, lv in covering), key=LEVELS.index, default=None),
            findings=tuple(n for _, n, _ in covering),
            starts=tuple(n for s, n, _ in covering if s.start == a or (a == start and s.start == start - 1)),
            template=any(s.start <= a and s.end >= b for s in grey),
        )


def _table(paragraphs: Sequence[tuple[Block, Paragraph]]) -> Flow:
    rows: dict[int, dict[int, list[Paragraph]]] = {}
    width: dict[int, int] = {}
    for block, paragraph in paragraphs:
        cell = block.cell
        assert cell is not None
        rows.setdefault(cell.row, {}).setdefault(cell.column, []).append(paragraph)
        width[cell.row] = max(width.get(cell.row, 1), cell.columns, cell.column + 1)
    return Flow(rows=tuple(_row(rows[r], width[r]) for r in sorted(rows)))


def _row(cells: dict[int, list[Paragraph]], width: int) -> TableRow:
    return TableRow(tuple(tuple(cells.get(column, ())) for column in range(width)))
