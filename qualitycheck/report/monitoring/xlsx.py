"""The register as a workbook: one row per checkable pledge, to be filled in and read back by ``register import``."""

from __future__ import annotations

from pathlib import Path

from qualitycheck.files import write_atomic
from qualitycheck.monitoring import MonitoringRegister
from qualitycheck.report.basis import basis, years
from qualitycheck.report.header import stamp
from qualitycheck.report.monitoring.rows import PROMISED, cells, columns, promised
from qualitycheck.report.options import Options
from qualitycheck.report.xlsx.book import Book, Column
from qualitycheck.report.xlsx.workbook import Page, table

DEFAULT = Path("qualitycheck-report") / "so-theo-doi.xlsx"
_UNITS = (
    Column("unit", 38), Column("documents", 14), Column("pledges", 14), Column("checkable", 24), Column("dated", 18),
)  # fmt: skip


def write(register: MonitoringRegister, target: Path | None, options: Options) -> None:
    write_atomic(target or DEFAULT, register_book(register, options))


def register_book(register: MonitoringRegister, options: Options) -> bytes:
    """The workbook's bytes: figures by unit, the register, and a hidden sheet of what was promised."""
    words = options.words
    book = Book(words.say("register.title"), stamp(register.batch.versions, words))
    _summary(book, register, options)
    made = columns(words)
    sheet, count = table(book, words, "register", made, cells(register.promises, words), 4)
    letter = chr(ord("A") + next(i for i, c in enumerate(made) if c.name == "outcome"))
    done = {
        "type": "formula", "criteria": f'=${letter}2="{words.label("outcome", "done")}"',
        "format": book.format(font_color="#0F5132"),
    }  # fmt: skip
    sheet.conditional_format(1, 0, max(count, 1), len(made) - 1, done)
    hidden, _ = table(book, words, "promised", PROMISED, promised(register.promises, words), 1)
    hidden.hide()
    return book.finish()


def _summary(book: Book, register: MonitoringRegister, options: Options) -> None:
    words, batch = options.words, register.batch
    sheet = book.sheet(words.say("sheet.summary"), page=words.say("office.page"), landscape=False)
    for place, column in enumerate(_UNITS):
        sheet.set_column(place, place, column.width)
    sheet.hide_gridlines(2)
    out = Page(book, sheet, len(_UNITS))
    out.merged(words.say("register.title"), bold=True, font_size=15, height=26)
    if named := years(batch):
        out.merged(words.say("register.year", years=named), bold=True, height=18)
    out.merged(words.say("confirm"), italic=True, font_color="#664D03", height=18)
    out.merged(words.say("masked" if options.mask else "unmasked"), font_color="#41464B", height=18)
    out.merged(words.say("register.how-to", sheet=words.say("sheet.register")), text_wrap=True, height=64)
    out.merged(words.say("register.rule"), text_wrap=True, height=34)
    if not register.promises:
        out.merged(words.say("register.none"), bold=True, height=18)
    out.gap()
    for label, value in basis(batch, options):
        out.merged(f"{label}: {value}", text_wrap=True, height=32 if len(value) > 70 else 17)
    out.title(*(words.say(f"column.{column.name}") for column in _UNITS))
    for unit in register.units:
        out.line(unit.unit or words.say("unit-unknown"), unit.documents, unit.pledges, unit.checkable, unit.dated)
    out.line(words.say("register.all"), *(sum(getattr(u, n) for u in register.units)
                                          for n in ("documents", "pledges", "checkable", "dated")))  # fmt: skip
    if batch.failures:
        out.title(words.say("failures"))
        out.merged(words.say("failures-hint"), italic=True, height=18)
        for failure in batch.failures:
            out.merged(f"{failure.path}: {words.failure(failure)}", text_wrap=True, height=32, border=1)
