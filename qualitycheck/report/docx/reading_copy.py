"""A Word report for a file that is no .docx: what was found, then the text as read, for the comments to stand on."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from qualitycheck.messages import number
from qualitycheck.report.words import Words
from qualitycheck.types import Block, Report

_SERIF = "Times New Roman"


def reading_copy(report: Report, words: Words, foot: str, *, tables: bool = True) -> bytes:
    """The Word file without comments; its last paragraphs are the blocks of the document, in their order.

    With ``tables`` cells stand in tables, and the order is theirs: row by row.
    """
    made = docx.Document()
    _page(made, foot)
    made.core_properties.author = "qualitycheck"
    made.core_properties.title = report.path
    _line(made, words.say("title"), bold=True, size=15, centered=True)
    _line(made, words.say("word.report"), italic=True, size=11)
    _facts(made, report, words)
    _line(made, words.say("word.text"), bold=True, size=13)
    blocks = sorted_blocks(report)
    for table, group in groupby(blocks, key=lambda b: b.cell.table if b.cell and tables else None):
        members = list(group)
        if table is None:
            for block in members:
                _block(made.add_paragraph(), block)
        else:
            _table(made, members)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def sorted_blocks(report: Report) -> Sequence[Block]:
    return [b for b in report.document.raw.blocks if b.text.strip()]


def label_length(block: Block) -> int:
    """Characters in front of a block's own text: the automatic number, which Word here gets as text."""
    return len(block.label) + 1 if block.label else 0


def _page(made: Any, foot: str) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    style = made.styles["Normal"]
    style.font.name, style.font.size = _SERIF, Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _SERIF)
    style.paragraph_format.space_after = Pt(4)
    run = section.footer.paragraphs[0].add_run(foot)
    run.font.size, run.font.color.rgb = Pt(8), RGBColor(0x80, 0x80, 0x80)


def _line(made: Any, text: str, *, size: int, bold: bool = False, italic: bool = False, centered: bool = False) -> None:
    paragraph = made.add_paragraph()
    if centered:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(_allowed(text))
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)


def _facts(made: Any, report: Report, words: Words) -> None:
    rows = [(label, value) for label, value in _known(report, words) if value]
    table = made.add_table(rows=len(rows), cols=2, style="Table Grid")
    for row, (label, value) in zip(table.rows, rows, strict=True):
        for cell, text, width in ((row.cells[0], label, Cm(4.5)), (row.cells[1], value, Cm(11.5))):
            cell.width = width
            run = cell.paragraphs[0].add_run(_allowed(text))
            run.font.size = Pt(11)
        row.cells[0].paragraphs[0].runs[0].bold = True
    made.add_paragraph()


def _known(report: Report, words: Words) -> Iterator[tuple[str, str]]:
    document, score = report.document, report.score
    low, high = (number(v, words.lang) for v in score.band)
    yield words.say("file"), report.path
    yield words.say("kind"), words.label("kind", document.kind)
    yield words.say("year"), str(document.year or "")
    for phrase, fact in (("author", document.author), ("position", document.position), ("unit", document.unit),
                         ("party-cell", document.party_cell)):  # fmt: skip
        yield words.say(phrase), fact.value if fact else ""
    points = f"{number(score.total, words.lang)} ({words.say('band', low=low, high=high)})"
    yield words.say("score"), points
    yield words.say("grade"), words.label("grade", score.grade)
    yield words.say("findings"), str(len(report.asserted))


def _block(paragraph: Any, block: Block) -> None:
    if block.centered:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if block.label:
        paragraph.add_run(_allowed(f"{block.label} "))
    run = paragraph.add_run(_allowed(block.text))
    run.bold = block.bold


def _table(made: Any, blocks: Sequence[Block]) -> None:
    """The cells that hold text, at their places; a paragraph behind keeps two tables apart."""
    cells = [b.cell for b in blocks if b.cell is not None]
    rows = {row: place for place, row in enumerate(sorted({c.row for c in cells}))}
    table = made.add_table(rows=len(rows), cols=max(max(c.column + 1, c.columns) for c in cells), style="Table Grid")
    used: set[tuple[int, int]] = set()
    for block in blocks:
        if block.cell is None:
            continue
        place = (rows[block.cell.row], block.cell.column)
        cell = table.cell(*place)
        _block(cell.add_paragraph() if place in used else cell.paragraphs[0], block)
        used.add(place)
    made.add_paragraph()


def _allowed(text: str) -> str:
    """Characters that XML may hold, same length."""
    return "".join(c if c in "\t\n" or (ord(c) >= 0x20 and not 0xD800 <= ord(c) <= 0xDFFF) else " " for c in text)
