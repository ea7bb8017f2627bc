"""All sheets of the workbook, the summary first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from qualitycheck.report.header import reading, stamp
from qualitycheck.report.masking import mask_batch
from qualitycheck.report.options import Options
from qualitycheck.report.summary import Summary, summarise
from qualitycheck.report.words import Speaking, Words
from qualitycheck.report.xlsx.book import TONES, Book, Cell, Column, Paper, Toned
from qualitycheck.report.xlsx.rows import COPIES, DOCUMENTS, RULES, SETTINGS, Rows
from qualitycheck.types import Batch


def workbook(plain: Batch, options: Options, folder: Path) -> bytes:
    """The workbook's bytes, masked unless the options say otherwise; ``folder`` is where it will lie."""
    batch = mask_batch(plain) if options.mask else plain
    words = options.words
    foot = stamp(batch.versions, words)
    book = Book(words.say("title"), foot)
    rows = Rows(batch, options.plain or plain, options, folder)
    _summary(book, batch, options, foot)
    table(book, words, "documents", DOCUMENTS, rows.documents(), 2)
    findings = rows.findings_columns
    sheet, count = table(book, words, "findings", findings, rows.findings(), 3)
    _greyed(book, sheet, findings, count)
    table(book, words, "pledges", rows.pledges_columns, rows.pledges(), 3)
    table(book, words, "copies", COPIES, rows.copies(), 2)
    table(book, words, "rules", RULES, rows.rules(), 2)
    table(book, words, "settings", SETTINGS, rows.settings(), 1)
    return book.finish()


def table(
    book: Book, words: Speaking, name: str, columns: Sequence[Column], rows: Iterator[tuple[Cell, ...]], frozen: int,
    paper: Paper = "A4",
) -> tuple[Any, int]:  # fmt: skip
    """A sheet ``sheet.name`` with the headings ``column.*`` and its rows; the sheet and how many rows there are."""
    sheet = book.sheet(words.say(f"sheet.{name}"), page=words.say("office.page"), paper=paper)
    heads = [_heading(words, column.name) for column in columns]
    return sheet, book.table(sheet, columns, heads, rows, frozen)


def _heading(words: Speaking, name: str) -> str:
    if name.startswith(("slot.", "count.")):
        text = words.say(name.replace("count.", "outcome."))
        return text[:1].upper() + text[1:]
    return words.say(f"column.{name}")


def _greyed(book: Book, sheet: Any, columns: Sequence[Column], count: int) -> None:
    """Rows that a reader has decided about step back."""
    letter = chr(ord("A") + next(i for i, c in enumerate(columns) if c.name == "decision"))
    rule = {"type": "formula", "criteria": f'=${letter}2<>""', "format": book.format(font_color="#6C757D")}
    sheet.conditional_format(1, 0, max(count, 1), len(columns) - 1, rule)


def _summary(book: Book, batch: Batch, options: Options, foot: str) -> None:
    """Figures of the batch, grades, rules, unread files, and how decisions come back."""
    words, seen = options.words, summarise(batch)
    sheet = book.sheet(words.say("sheet.summary"), page=words.say("office.page"), landscape=False)
    for place, width in enumerate((50, 17, 14, 14)):
        sheet.set_column(place, place, width)
    sheet.hide_gridlines(2)
    out = Page(book, sheet)
    out.merged(words.say("title"), bold=True, font_size=15, height=26)
    out.merged(words.say("confirm"), italic=True, font_color="#664D03", height=18)
    out.merged(foot, text_wrap=True, font_color="#41464B", height=32)
    out.merged(reading(seen, words), text_wrap=True, font_color="#41464B", height=32)
    out.merged(words.say("masked" if options.mask else "unmasked"), font_color="#41464B", height=18)
    if options.blind:
        out.merged(words.say("blind.note"), text_wrap=True, font_color="#41464B", height=32)
    out.merged(words.say("office.how-to", sheet=words.say("sheet.findings")), text_wrap=True, height=48)
    out.gap()
    for label, value in _figures(batch, seen, words):
        out.line(label, value)
    out.title(words.say("grades"))
    for grade, count in seen.grades:
        out.line(Toned(words.label("grade", grade), grade), count)
    out.title(words.say("rules"), words.say("level"), words.say("places"), words.say("documents"))
    for rule in seen.rules:
        level = Toned(words.label("level", rule.level), rule.level)
        out.line(words.title(rule.rule), level, rule.findings, rule.documents)
    if batch.failures:
        out.title(words.say("failures"))
        out.merged(words.say("failures-hint"), italic=True, height=18)
        for failure in batch.failures:
            out.merged(f"{failure.path}: {words.failure(failure)}", text_wrap=True, height=32, border=1)


def _figures(batch: Batch, seen: Summary, words: Words) -> Iterator[tuple[str, Cell]]:
    yield words.say("files"), words.say("files-of", read=seen.read, total=seen.total)
    if seen.failed:
        yield words.say("failures"), seen.failed
    if seen.median is not None:
        yield words.say("median-score"), round(seen.median, 1)
    yield words.say("must-mend"), words.say("of-documents", count=seen.with_errors, total=seen.read)
    yield words.say("to-read"), words.say("of-documents", count=seen.needs_review, total=seen.read)
    yield words.say("specific-pledges"), words.say("of-pledges", count=seen.specific, total=seen.pledges)
    yield words.say("repeated-pledges"), words.say("of-pledges", count=seen.repeated, total=seen.pledges)
    aside = sum(f.status == "suppressed" for r in batch.reports for f in r.findings)
    if aside:
        yield words.say("office.set-aside"), aside


class Page:
    """Writes a sheet of figures line by line, ``columns`` wide."""

    def __init__(self, book: Book, sheet: Any, columns: int = 4) -> None:
        self._book, self._sheet, self._row, self._last = book, sheet, 0, columns - 1

    def gap(self) -> None:
        self._row += 1

    def merged(self, text: str, height: float, **look: Any) -> None:
        style = self._book.format(valign="top", **look)
        self._sheet.merge_range(self._row, 0, self._row, self._last, "", style)
        self._sheet.write_string(self._row, 0, text, style)
        self._sheet.set_row(self._row, height)
        self._row += 1

    def title(self, *texts: str) -> None:
        self._row += 1
        for place in range(self._last + 1):
            side = "right" if place else "left"
            style = self._book.format(bold=True, font_color="#FFFFFF", bg_color="#1F3B57", align=side, text_wrap=True)
            self._sheet.write_string(self._row, place, texts[place] if place < len(texts) else "", style)
        self._row += 1

    def line(self, *cells: Cell) -> None:
        for place, cell in enumerate(cells):
            look: dict[str, Any] = {"bottom": 4, "bottom_color": "#B0B0B0", "align": "right" if place else "left"}
            if isinstance(cell, Toned):
                letters, ground = TONES.get(cell.tone, ("#000000", "#FFFFFF"))
                look |= {"font_color": letters, "bg_color": ground}
                cell = cell.text
            style = self._book.format(**look)
            if isinstance(cell, int | float):
                self._sheet.write_number(self._row, place, cell, style)
            else:
                self._sheet.write_string(self._row, place, str(cell or ""), style)
        self._row += 1
