"""The workbook of an audit: a sheet per question, the documents first."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qualitycheck.audit.model import Audit
from qualitycheck.files import write_atomic
from qualitycheck.report.audit import tables
from qualitycheck.report.audit.tables import Table, Tables, Value
from qualitycheck.report.header import stamp
from qualitycheck.report.options import Options
from qualitycheck.report.xlsx.book import Book, Column, Kind

DEFAULT = Path("qualitycheck-report") / "audit.xlsx"
_WRAPPED = 30  # width from which a column holds running text


def write(audit: Audit, target: Path | None, options: Options) -> None:
    """Without ``target`` into ./qualitycheck-report/."""
    write_atomic(target or DEFAULT, workbook(audit, options))


def workbook(audit: Audit, options: Options) -> bytes:
    words, found = options.words, Tables(audit, options)
    book = Book(words.say("audit.title"), stamp(audit.versions, words))
    sheets: tuple[tuple[Table, Iterable[tuple[Value, ...]], int], ...] = (
        (tables.DOCUMENTS, found.documents(), 1),
        (tables.EVIDENCE, found.evidence(), 1),
        (tables.UNITS, found.units(), 1),
        (tables.CLUSTERS, found.clusters(), 1),
        (tables.CHAINS, found.chains(), 0),
        (tables.SENTENCES, found.sentences(), 0),
        (tables.ORIGINALS, found.originals(), 1),
        (tables.PROGRESS, found.progress(), 1),
        (tables.PEOPLE, found.people(), 0),
    )
    for table, rows, frozen in sheets:
        sheet = book.sheet(words.say(f"sheet.audit-{table.name}"), page=words.say("office.page"))
        columns = [Column(name, width, _kind(width)) for name, width in table.columns]
        book.table(sheet, columns, [words.say(name) for name, _ in table.columns], rows, frozen)
    return book.finish()


def _kind(width: int) -> Kind:
    return "wrap" if width >= _WRAPPED else "text"
