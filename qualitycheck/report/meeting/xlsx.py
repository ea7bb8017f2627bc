"""The score sheet as a workbook: figures, units, documents, every lost point with its reason, what to commend."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from qualitycheck.files import write_atomic
from qualitycheck.meeting import Praise, ScoreSheet
from qualitycheck.report.basis import basis, years
from qualitycheck.report.header import stamp
from qualitycheck.report.meeting.wording import band, criterion, name, place, praised, reasons, unit
from qualitycheck.report.options import Options
from qualitycheck.report.words import Words
from qualitycheck.report.xlsx.book import Book, Cell, Column, Link, Paper, Toned, file_link
from qualitycheck.report.xlsx.workbook import Page

DEFAULT = Path("qualitycheck-report") / "bang-diem.xlsx"
_LOSSES = (
    Column("unit", 24, "wrap"), Column("author", 22, "wrap"), Column("criterion", 22, "wrap"),
    Column("points-lost", 9, "number"), Column("lost-for", 40, "wrap"), Column("in-pledges", 18, "wrap"),
    Column("quote", 50, "wrap"), Column("finding-ids", 30, "wrap"), Column("file", 40),
)  # fmt: skip
_COMMEND = (
    Column("what", 12), Column("author", 24, "wrap"), Column("unit", 26, "wrap"), Column("score", 8, "number"),
    Column("pledge", 9, "mark"), Column("pledge-text", 80, "wrap"), Column("file", 40),
)  # fmt: skip


def write(sheet: ScoreSheet, target: Path | None, options: Options, paper: Paper = "A4") -> None:
    file = target or DEFAULT
    write_atomic(file, sheet_book(sheet, options, file.absolute().parent, paper))


def sheet_book(sheet: ScoreSheet, options: Options, folder: Path, paper: Paper = "A4") -> bytes:
    """The workbook's bytes; ``folder`` is where it will lie, for its links to the files."""
    words = options.words
    book = Book(words.say("score.title"), stamp(sheet.batch.versions, words))
    rows = _Rows(sheet, options, folder)
    _summary(book, sheet, options, paper)
    _table(book, words, "units", rows.unit_columns, rows.units(), 2, paper, rows.titles)
    _table(book, words, "ranking", rows.columns, rows.entries(), 3, paper, rows.titles)
    _table(book, words, "losses", _LOSSES, rows.losses(), 2, paper)
    _table(book, words, "commend", _COMMEND, rows.commend(), 2, paper)
    return book.finish()


def _table(
    book: Book, words: Words, sheet_name: str, columns: tuple[Column, ...], rows: Iterator[tuple[Cell, ...]], frozen: int,
    paper: Paper, titles: dict[str, str] | None = None,
) -> None:  # fmt: skip
    """As ``report.xlsx.workbook.table``, with headings that the profile gives."""
    made = book.sheet(words.say(f"sheet.{sheet_name}"), page=words.say("office.page"), paper=paper)
    heads = [(titles or {}).get(c.name) or words.say(f"column.{c.name}") for c in columns]
    book.table(made, columns, heads, rows, frozen)


class _Rows:
    """Makes the rows of the tables."""

    def __init__(self, sheet: ScoreSheet, options: Options, folder: Path) -> None:
        self.sheet, self.options, self.words, self.folder = sheet, options, options.words, folder
        self.titles = {
            f"criterion.{c.name}": f"{c.shown(self.words.lang)} ({self.words.number(c.weight)})" for c in sheet.criteria
        }
        self._points = tuple(Column(title, 9, "number") for title in self.titles)

    @property
    def unit_columns(self) -> tuple[Column, ...]:
        return (
            Column("rank", 7, "mark"), Column("unit", 36, "wrap"), Column("documents", 9, "number"),
            Column("mean", 9, "number"), *self._points, Column("lowest", 9, "number"), Column("highest", 9, "number"),
            Column("must-mend", 9, "number"), Column("to-read", 9, "number"), Column("commended", 10, "number"),
        )  # fmt: skip

    def units(self) -> Iterator[tuple[Cell, ...]]:
        for one in self.sheet.units:
            yield (
                one.rank, unit(one.unit, self.words), one.documents, one.mean, *one.points, one.lowest, one.highest,
                one.must_mend, one.to_read, one.commended,
            )  # fmt: skip

    @property
    def columns(self) -> tuple[Column, ...]:
        return (
            Column("unit", 20, "wrap"), Column("rank-in-unit", 8, "mark"), Column("author", 22, "wrap"),
            Column("score", 8, "number"), Column("band", 11, "mark"), Column("grade", 12),
            Column("to-read", 9, "wrap"), *self._points, Column("rank-overall", 8, "mark"),
            Column("must-mend", 9, "mark"), Column("lost-for", 36, "wrap"), Column("position", 22, "wrap"),
            Column("year", 7, "mark"), Column("file", 40, "wrap"),
        )  # fmt: skip

    def entries(self) -> Iterator[tuple[Cell, ...]]:
        words = self.words
        for one in self.sheet.entries:
            document = one.report.document
            reader = words.say("score.reader") if one.report.score.needs_review else ""
            yield (
                unit(one.unit, words), one.rank or "–", name(one, words), one.marks.total, band(one, words),
                Toned(words.label("grade", one.grade), one.grade), reader, *(round(p, 1) for p in one.marks.points), one.place or "–",
                "x" if one.must_mend else "", reasons(one, words) or words.say("score.no-loss"),
                document.position.value if document.position else "", document.year,
                Link(document.path, file_link(self.options.files.get(document.path), self.folder)),
            )  # fmt: skip

    def losses(self) -> Iterator[tuple[Cell, ...]]:
        for one in self.sheet.entries:
            quotes = {f.id: f.quote for f in one.report.findings}
            pledges = one.report.document.pledges
            for lost in one.marks.losses:
                quoted = [pledges[i].text for i in lost.pledges] or [q for i in lost.findings if (q := quotes.get(i))]
                missing = ", ".join(self.words.label("slot", slot) for slot in lost.slots)
                why = self.words.title(lost.rule)
                yield (
                    unit(one.unit, self.words), name(one, self.words), criterion(self.sheet, lost, self.words), lost.points,
                    f"{why}; {self.words.say('score.missing', slots=missing)}" if missing else why,
                    place(lost, self.words), "\n".join(f"“{q}”" for q in quoted[:3]), "\n".join(lost.findings),
                    one.report.path,
                )  # fmt: skip

    def commend(self) -> Iterator[tuple[Cell, ...]]:
        for one in (*self.sheet.documents, *self.sheet.pledges):
            yield self._praise(one)

    def _praise(self, one: Praise) -> tuple[Cell, ...]:
        entry = one.entry
        number = None if one.pledge is None else one.pledge + 1
        text = one.text or entry.report.document.title
        return (
            praised(one, self.words), name(entry, self.words), unit(entry.unit, self.words), entry.marks.total, number,
            text, entry.report.path,
        )  # fmt: skip


def _summary(book: Book, sheet: ScoreSheet, options: Options, paper: Paper) -> None:
    words, batch = options.words, sheet.batch
    made = book.sheet(words.say("sheet.summary"), page=words.say("office.page"), landscape=False, paper=paper)
    made.set_column(0, 3, 25)
    made.hide_gridlines(2)
    out = Page(book, made)
    title = words.say("score.title")
    out.merged(f"{title} ({years(batch)})" if years(batch) else title, bold=True, font_size=15, height=26)
    for phrase in ("confirm", "masked" if options.mask else "unmasked", *(("blind.note",) if options.blind else ()),
                   "score.own-scale", "score.provisional"):  # fmt: skip
        out.merged(words.say(phrase), italic=True, text_wrap=True, font_color="#664D03", height=34)
    for label, value in basis(batch, options):
        out.merged(f"{label}: {value}", text_wrap=True, height=34 if len(value) > 70 else 17)
    out.title(words.say("score.criteria"), words.say("points"))
    for one in sheet.criteria:
        out.line(one.shown(words.lang), round(one.weight, 1))
    out.title(words.say("grades"), words.say("documents"))
    for grade in dict.fromkeys(e.grade for e in sorted(sheet.entries, key=lambda e: -e.marks.total)):
        out.line(Toned(words.label("grade", grade), grade), sum(e.grade == grade for e in sheet.entries))
    if batch.failures:
        out.title(words.say("failures"))
        out.merged(words.say("failures-hint"), italic=True, height=18)
        for failure in batch.failures:
            out.merged(f"{failure.path}: {words.failure(failure)}", text_wrap=True, height=32, border=1)
