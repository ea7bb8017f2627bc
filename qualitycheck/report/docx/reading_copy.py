"""A Word report for a file that is no .docx: what was found, then the text as read, for the comments to stand on.

Written as XML from the start: a general Word library needs a tenth of a second for each of a thousand files.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from itertools import groupby
from xml.sax.saxutils import escape

from qualitycheck.messages import number
from qualitycheck.report.words import Words
from qualitycheck.report.xml_text import allowed
from qualitycheck.types import Block, Report

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_TYPE}.footer+xml"/></Types>'
)
_ROOT_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_R}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_R}/footer" Target="footer1.xml"/></Relationships>'
)
_STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" '
    'w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="26"/>'
    '<w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="80"/></w:pPr></w:pPrDefault>'
    '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    "</w:styles>"
)
# A4 with the margins of Vietnamese administrative papers: 3 cm at the left, 2 cm elsewhere
_SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>'
    "</w:sectPr>"
)
_WIDTH = 9071  # of the text, in twentieths of a point
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def reading_copy(report: Report, words: Words, foot: str, *, tables: bool = True) -> bytes:
    """The Word file without comments; its last paragraphs with text are the blocks of the document, in their order.

    With ``tables`` cells stand in tables, and the order is theirs: row by row.
    """
    body = [
        _paragraph(_run(words.say("title"), bold=True, size=30), centered=True),
        _paragraph(_run(words.say("word.report"), italic=True, size=22)),
        _facts(report, words),
        _paragraph(_run(words.say("word.text"), bold=True)),
    ]
    for table, group in groupby(sorted_blocks(report), key=lambda b: b.cell.table if b.cell and tables else None):
        members = list(group)
        body += [_block(b) for b in members] if table is None else [_table(members), _paragraph("")]
    return _packed("".join(body), foot)


def sorted_blocks(report: Report) -> Sequence[Block]:
    return [b for b in report.document.raw.blocks if b.text.strip()]


def label_length(block: Block) -> int:
    """Characters in front of a block's own text: the automatic number, which Word here gets as text."""
    return len(block.label) + 1 if block.label else 0


def _facts(report: Report, words: Words) -> str:
    rows = [
        _row([_paragraph(_run(label, bold=True, size=22)), _paragraph(_run(value, size=22))], [2600, _WIDTH - 2600])
        for label, value in _known(report, words)
        if value
    ]
    return _grid("".join(rows), [2600, _WIDTH - 2600]) + _paragraph("")


def _known(report: Report, words: Words) -> Iterator[tuple[str, str]]:
    document, score = report.document, report.score
    low, high = (number(v, words.lang) for v in score.band)
    yield words.say("file"), report.path
    yield words.say("kind"), words.label("kind", document.kind)
    yield words.say("year"), str(document.year or "")
    for phrase, fact in (("author", document.author), ("position", document.position), ("unit", document.unit),
                         ("party-cell", document.party_cell)):  # fmt: skip
        yield words.say(phrase), fact.value if fact else ""
    yield words.say("score"), f"{number(score.total, words.lang)} ({words.say('band', low=low, high=high)})"
    yield words.say("grade"), words.label("grade", score.grade)
    yield words.say("findings"), str(len(report.asserted))


def _block(block: Block) -> str:
    label = _run(f"{block.label} ") if block.label else ""
    return _paragraph(label + _run(block.text, bold=block.bold), centered=block.centered)


def _table(blocks: Sequence[Block]) -> str:
    """The cells that hold text, at their places."""
    places: dict[int, dict[int, str]] = {}
    columns = 1
    for block in blocks:
        if block.cell is not None:
            row = places.setdefault(block.cell.row, {})
            row[block.cell.column] = row.get(block.cell.column, "") + _block(block)
            columns = max(columns, block.cell.columns, block.cell.column + 1)
    widths = [_WIDTH // columns] * columns
    rows = (_row([row.get(c, _paragraph("")) for c in range(columns)], widths) for _, row in sorted(places.items()))
    return _grid("".join(rows), widths)


def _grid(rows: str, widths: Sequence[int]) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    look = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
    return (
        f'<w:tbl><w:tblPr>{look}<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
    )


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr>{inside}</w:tr>"


def _paragraph(runs: str, *, centered: bool = False) -> str:
    look = '<w:pPr><w:jc w:val="center"/></w:pPr>' if centered else ""
    return f"<w:p>{look}{runs}</w:p>"


def _run(text: str, *, bold: bool = False, italic: bool = False, size: int = 0, color: str = "") -> str:
    look = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    look += (f'<w:color w:val="{color}"/>' if color else "") + (f'<w:sz w:val="{size}"/>' if size else "")
    inside = escape(allowed(text, " ")).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    inside = inside.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{inside}</w:t></w:r>'


def _packed(body: str, foot: str) -> bytes:
    names = f'xmlns:w="{_W}" xmlns:r="{_R}"'
    footer = _paragraph(_run(foot, size=16, color="808080"))
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _ROOT_RELATIONS,
        "word/document.xml": f"{_HEAD}<w:document {names}><w:body>{body}{_SECTION}</w:body></w:document>",
        "word/_rels/document.xml.rels": _RELATIONS,
        "word/styles.xml": _STYLES,
        "word/footer1.xml": f"{_HEAD}<w:ftr {names}>{footer}</w:ftr>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()
