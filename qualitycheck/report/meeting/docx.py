"""The agenda note in Word, one page: figures, units, what to discuss, to commend, to read."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from statistics import fmean
from typing import Any

from qualitycheck.files import write_atomic
from qualitycheck.meeting import Entry, ScoreSheet
from qualitycheck.report.basis import years
from qualitycheck.report.header import stamp
from qualitycheck.report.meeting.wording import full_name, reasons, unit
from qualitycheck.report.options import Options
from qualitycheck.report.summary import summarise
from qualitycheck.report.words import Words
from qualitycheck.report.xlsx.book import Paper
from qualitycheck.report.xml_text import allowed

DEFAULT = Path("qualitycheck-report") / "chuong-trinh-hop.docx"
UNITS, DISCUSS, DOCUMENTS, PLEDGES, READ = 8, 5, 3, 3, 4  # lines that fit one page
_QUOTE = 150
_SIZES = {"A4": (210, 297, 11.0, 20), "A5": (148, 210, 8.2, 12)}  # millimetres, points, margin


def write(sheet: ScoreSheet, target: Path | None, options: Options, paper: Paper = "A4") -> None:
    write_atomic(target or DEFAULT, agenda(sheet, options, paper))


def agenda(sheet: ScoreSheet, options: Options, paper: Paper = "A4") -> bytes:
    """The Word file's bytes."""
    note = _Note(options.words, paper)
    note.letterhead(sheet)
    note.title(sheet)
    words = options.words
    note.heading("agenda.figures")
    note.text(_figures(sheet, words))
    if sheet.batch.failures:
        files = ", ".join(f.path for f in sheet.batch.failures[:3]) + ("…" if len(sheet.batch.failures) > 3 else "")
        note.text(words.say("agenda.failed", count=len(sheet.batch.failures), files=files))
    note.heading("agenda.units")
    note.units(sheet)
    note.heading("agenda.discuss")
    note.entries(sheet.discuss, min(DISCUSS, sheet.meeting.discuss), "score.discuss-none")
    note.heading("agenda.commend")
    note.commend(sheet)
    note.heading("agenda.read")
    note.entries(sheet.to_read, READ, "score.read-none", why=False)
    note.foot([words.say("confirm"), words.say("score.own-scale"), stamp(sheet.batch.versions, words) + ".",
               *([words.say("blind.note")] if options.blind else [])])  # fmt: skip
    return note.finish(words.say("agenda.title"))


def _figures(sheet: ScoreSheet, words: Words) -> str:
    seen = summarise(sheet.batch)
    mean = words.number(fmean(e.marks.total for e in sheet.entries)) if sheet.entries else "–"
    return words.say(
        "agenda.figures-text", read=seen.read, total=seen.total, mean=mean, mend=seen.with_errors,
        unsure=seen.needs_review, specific=seen.specific, pledges=seen.pledges, repeated=seen.repeated,
    )  # fmt: skip


class _Note:
    """A thin layer over python-docx: the look of Vietnamese administrative papers in little room."""

    def __init__(self, words: Words, paper: Paper) -> None:
        from docx import Document
        from docx.oxml.ns import qn
        from docx.shared import Mm, Pt

        self.words, self._pt = words, Pt
        width, height, self.size, margin = _SIZES[paper]
        self._doc: Any = Document()
        section = self._doc.sections[0]
        section.page_width, section.page_height = Mm(width), Mm(height)
        section.left_margin = Mm(margin * 1.3)
        section.right_margin = section.top_margin = section.bottom_margin = Mm(margin * 0.75)
        section.footer_distance = Mm(6)
        self._across = Mm(width - margin * 2.05)
        style = self._doc.styles["Normal"]
        style.font.name, style.font.size = "Times New Roman", Pt(self.size)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
        style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)

    def _paragraph(self, holder: Any = None, *, centered: bool = False, before: float = 0, indent: bool = False) -> Any:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        made = (holder or self._doc).add_paragraph()
        made.alignment = WD_ALIGN_PARAGRAPH.CENTER if centered else WD_ALIGN_PARAGRAPH.JUSTIFY
        made.paragraph_format.space_before = self._pt(before)
        if indent:
            made.paragraph_format.left_indent = self._pt(self.size)
            made.paragraph_format.first_line_indent = self._pt(-self.size * 0.8)
        return made

    def _run(self, paragraph: Any, text: str, *, bold: bool = False, italic: bool = False, scale: float = 1) -> None:
        made = paragraph.add_run(allowed(text, " "))
        made.bold, made.italic = bold, italic
        made.font.size = self._pt(self.size * scale)

    def letterhead(self, sheet: ScoreSheet) -> None:
        words, meeting = self.words, sheet.meeting
        table = self._doc.add_table(rows=1, cols=2)
        left, right = table.rows[0].cells
        lines = [(meeting.superior, False)] if meeting.superior else []
        lines.append((meeting.organisation or words.say("agenda.organisation"), True))
        for cell, rows in (
            (left, lines),
            (right, [(words.say("agenda.party"), True), (words.say("agenda.date"), False)]),
        ):
            cell._element.remove(cell.paragraphs[0]._p)
            for text, bold in rows:
                self._run(
                    self._paragraph(cell, centered=True), text, bold=bold, italic=text == words.say("agenda.date")
                )

    def title(self, sheet: ScoreSheet) -> None:
        words, named = self.words, years(sheet.batch)
        self._run(self._paragraph(centered=True, before=8), words.say("agenda.title"), bold=True, scale=1.25)
        year = words.say("agenda.year", years=named) if named else ""
        self._run(self._paragraph(centered=True), words.say("agenda.about", years=year), bold=True)

    def heading(self, phrase: str) -> None:
        self._run(self._paragraph(before=5), self.words.say(phrase), bold=True)

    def text(self, text: str) -> None:
        self._run(self._paragraph(), text)

    def units(self, sheet: ScoreSheet) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        words, half = self.words, UNITS // 2
        more = len(sheet.units) > UNITS
        shown = (*sheet.units[:half], *sheet.units[-half:]) if more else sheet.units
        heads = [words.say(p) for p in ("column.rank", "column.unit", "agenda.head.documents", "agenda.head.mean",
                                        "agenda.head.mend", "agenda.head.read")]  # fmt: skip
        rows = [heads] + [
            [str(u.rank), unit(u.unit, words), str(u.documents), words.number(u.mean), str(u.must_mend), str(u.to_read)]
            for u in shown
        ]
        shares = (0.08, 0.47, 0.11, 0.12, 0.11, 0.11)
        table = self._doc.add_table(rows=len(rows), cols=len(heads))
        table.style, table.autofit = "Table Grid", False
        for column, share in zip(table.columns, shares, strict=True):
            column.width = int(self._across * share)
        for number, row in enumerate(rows):
            for place, text in enumerate(row):
                cell = table.rows[number].cells[place]
                cell.width = int(self._across * shares[place])
                paragraph = cell.paragraphs[0]
                paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if place == 1 else WD_ALIGN_PARAGRAPH.CENTER
                self._run(paragraph, text, bold=number == 0, scale=0.92)
        if more:
            text = words.say("score.more-units", half=half, count=len(sheet.units) - len(shown))
            self._run(self._paragraph(), text, italic=True)

    def entries(self, entries: Sequence[Entry], most: int, none: str, why: bool = True) -> None:
        words = self.words
        for one in entries[:most]:
            said = words.say("score.points", points=words.number(one.marks.total))
            tail = f"{said}; {reasons(one, words)}." if why else f"{said}, {self._band(one)}."
            self._item(full_name(one, words), tail)
        if not entries:
            self.text(words.say(none))
        elif len(entries) > most:
            self._run(self._paragraph(), words.say("score.more", count=len(entries) - most), italic=True)

    def _band(self, entry: Entry) -> str:
        low, high = (self.words.number(v) for v in entry.marks.band)
        return self.words.say("band", low=low, high=high)

    def commend(self, sheet: ScoreSheet) -> None:
        words = self.words
        for one in sheet.documents[:DOCUMENTS]:
            points = words.say("score.points", points=words.number(one.entry.marks.total))
            self._item(full_name(one.entry, words), f"{points} ({words.say('score.praise-document')}).")
        for one in sheet.pledges[:PLEDGES]:
            self._item(full_name(one.entry, words), f"“{_short(one.text)}”")
        if not sheet.documents and not sheet.pledges:
            self.text(words.say("score.commend-none"))

    def _item(self, name: str, rest: str) -> None:
        paragraph = self._paragraph(indent=True)
        self._run(paragraph, f"– {name}: ", bold=True)
        self._run(paragraph, rest)

    def foot(self, lines: Sequence[str]) -> None:
        paragraph = self._doc.sections[0].footer.paragraphs[0]
        self._run(paragraph, " ".join(lines), italic=True, scale=0.72)

    def finish(self, title: str) -> bytes:
        properties = self._doc.core_properties
        properties.title, properties.author, properties.comments = title, "qualitycheck", f"{date.today():%d/%m/%Y}"
        out = io.BytesIO()
        self._doc.save(out)
        return out.getvalue()


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _QUOTE else line[:_QUOTE].rsplit(" ", 1)[0] + " …"
