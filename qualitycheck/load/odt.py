"""OpenDocument text (.odt): paragraphs, lists with their numbers, tables, text boxes, notes, headers and footers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from qualitycheck.errors import LoadError
from qualitycheck.load.draft import Content, Paragraph
from qualitycheck.load.fonts import Piece, unicode_text
from qualitycheck.load.limits import Limits
from qualitycheck.load.odt_styles import Lists, OdtStyles
from qualitycheck.load.package import Package
from qualitycheck.types import Cell, Notice, Part

_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TEXT, _TABLE, _OFFICE, _DRAW, _STYLE = (_NS % name for name in ("text", "table", "office", "drawing", "style"))
_META = _NS % "meta"
_SKIPPED = {_TEXT + name for name in (
    "tracked-changes", "note-citation", "sequence-decls", "variable-decls", "user-field-decls", "hidden-text",
    "ruby-text",
)} | {_OFFICE + "annotation", _OFFICE + "forms"}  # fmt: skip
_MOST_BLANKS = 200  # text:s may claim any number


def read(data: bytes, limits: Limits) -> Content:
    """An .odt file."""
    package = Package(data, limits)
    manifest = package.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in package.names else b""
    if b"encryption-data" in manifest:
        raise LoadError("encrypted", "password")
    content, styles_part = package.xml("content.xml"), package.xml("styles.xml")
    body = content.find(f"{_OFFICE}body/{_OFFICE}text") if content is not None else None
    if body is None:
        raise LoadError("corrupt", "no-document-part")
    walker = _Walker(OdtStyles(content, styles_part), Lists(content, styles_part))
    walker.blocks(body, None)
    walker.finish(styles_part)
    notices = _changes(body) + ([Notice("hidden-text", {"count": walker.hidden})] if walker.hidden else [])
    pictures = any(name.startswith("Pictures/") for name in package.names)
    pages = _pages(package)
    paged = pages == 1 or next(body.iter(_TEXT + "soft-page-break"), None) is not None
    out = walker.out if paged else [replace(p, page=None) for p in walker.out]
    return Content(tuple(out), pages, tuple(notices), pictures)


def _changes(body: Any) -> list[Notice]:
    kinds = {"insertion": "inserted", "deletion": "deleted"}
    found = {said: len(list(body.iter(_TEXT + name))) for name, said in kinds.items()}
    return [Notice("tracked-changes", {k: v for k, v in found.items() if v})] if any(found.values()) else []


def _pages(package: Package) -> int | None:
    root = package.xml("meta.xml") if "meta.xml" in package.names else None
    statistic = next(root.iter(_META + "document-statistic"), None) if root is not None else None
    count = statistic.get(_META + "page-count", "") if statistic is not None else ""
    return int(count) if count.isdecimal() and int(count) else None


@dataclass
class _Inline:
    pieces: list[Piece] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)


class _Walker:
    """Walks the body in order and collects paragraphs."""

    def __init__(self, styles: OdtStyles, lists: Lists) -> None:
        self._styles = styles
        self._lists = lists
        self.out: list[Paragraph] = []
        self.hidden = 0
        self._notes: list[Any] = []
        self._part: Part = "body"
        self._page = 1
        self._tables = 0
        self._label = ""

    def blocks(self, container: Any, cell: Cell | None) -> None:
        for child in container:
            tag = child.tag
            if tag in _SKIPPED:
                continue
            if tag in {_TEXT + "p", _TEXT + "h"}:
                self._paragraph(child, cell)
            elif tag == _TEXT + "list":
                self._list(child, cell, 1, "")
            elif tag == _TABLE + "table":
                self._table(child)
            elif tag == _TEXT + "soft-page-break":
                self._page += 1
            elif tag != _DRAW + "frame":
                self.blocks(child, cell)
            else:
                self._box(child)

    def finish(self, styles: Any) -> None:
        """Notes, then the headers and footers of the page styles."""
        notes, self._notes, self._part = self._notes, [], "note"
        for note in notes:
            self.blocks(note, None)
        for master in styles.iter(_STYLE + "master-page") if styles is not None else ():
            for name, part in (("header", "header"), ("footer", "footer")):
                self._part = "header" if part == "header" else "footer"
                for node in master.iterchildren(_STYLE + name, _STYLE + name + "-first", _STYLE + name + "-left"):
                    if node.get(_STYLE + "display") != "false":
                        self.blocks(node, None)

    def _paragraph(self, node: Any, cell: Cell | None) -> None:
        style = self._styles.paragraph(node.get(_TEXT + "style-name", ""))
        inline = _Inline()
        label, self._label, page = self._label, "", self._page
        self._inline(node, style.font, bool(style.bold), bool(style.hidden), inline)
        text, encoding = unicode_text(inline.pieces)
        shown = [piece for piece in inline.pieces if piece.text.strip()]
        heading = node.get(_TEXT + "outline-level", "") if node.tag == _TEXT + "h" else ""
        self.out.append(Paragraph(
            text, label, self._part, page if self._part == "body" else None, cell,
            bold=bool(shown) and all(piece.bold for piece in shown), centered=style.centered or False,
            heading=int(heading) if heading.isdecimal() else None, legacy=encoding,
        ))  # fmt: skip
        self._notes += inline.notes
        for box in inline.boxes:
            self._box(box)

    def _box(self, frame: Any) -> None:
        for box in frame.iter(_DRAW + "text-box"):
            self.blocks(box, None)

    def _inline(self, node: Any, font: str, bold: bool, hidden: bool, into: _Inline) -> None:
        self._add(node.text, font, bold, hidden, into)
        for child in node:
            self._child(child, font, bold, hidden, into)
            self._add(child.tail, font, bold, hidden, into)

    def _child(self, child: Any, font: str, bold: bool, hidden: bool, into: _Inline) -> None:
        tag = child.tag
        if tag == _TEXT + "span":
            style = self._styles.span(child.get(_TEXT + "style-name", ""))
            self._inline(child, style.font or font, bold if style.bold is None else style.bold,
                         hidden if style.hidden is None else style.hidden, into)  # fmt: skip
        elif tag in {_TEXT + "tab", _TEXT + "line-break", _TEXT + "s"}:
            count = child.get(_TEXT + "c", "1")
            blanks = " " * min(int(count) if count.isdecimal() else 1, _MOST_BLANKS)
            sign = {_TEXT + "tab": "\t", _TEXT + "line-break": "\n"}.get(tag, blanks)
            into.pieces.append(Piece(sign, font, bold))
        elif tag == _TEXT + "note":
            into.notes += child.iterchildren(_TEXT + "note-body")
        elif tag.startswith(_DRAW):
            into.boxes.append(child)
        elif tag == _TEXT + "soft-page-break":
            self._page += 1
        elif tag not in _SKIPPED:
            self._inline(child, font, bold, hidden, into)

    def _add(self, text: str | None, font: str, bold: bool, hidden: bool, into: _Inline) -> None:
        if text and hidden:
            self.hidden += len(text.strip())
        elif text:
            flat = "".join(" " if c in "\n\t\r" else c for c in text)
            into.pieces.append(Piece(flat, font, bold))

    def _list(self, node: Any, cell: Cell | None, level: int, style: str) -> None:
        style = node.get(_TEXT + "style-name", "") or style
        self._lists.enter(node, style, level)
        for item in node:
            if item.tag not in {_TEXT + "list-item", _TEXT + "list-header"}:
                continue
            if item.tag == _TEXT + "list-item":
                starts = item[0].tag != _TEXT + "list" if len(item) else False
                self._label = self._lists.label(style, level, item.get(_TEXT + "start-value", "")) if starts else ""
            for child in item:
                if child.tag == _TEXT + "list":
                    self._list(child, cell, level + 1, style)
                elif child.tag in {_TEXT + "p", _TEXT + "h"}:
                    self._paragraph(child, cell)
                else:
                    self.blocks([child], cell)

    def _table(self, node: Any) -> None:
        index, self._tables = self._tables, self._tables + 1
        for row, element in enumerate(_rows(node)):
            cells = [(cell, _count(cell, "number-columns-repeated")) for cell in element
                     if cell.tag in {_TABLE + "table-cell", _TABLE + "covered-table-cell"}]  # fmt: skip
            columns, column = sum(width for _, width in cells), 0
            for cell, width in cells:
                if cell.tag == _TABLE + "table-cell":
                    self.blocks(cell, Cell(index, row, column, columns))
                column += width


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == _TABLE + "table-row":
            yield child
        elif child.tag in {_TABLE + "table-header-rows", _TABLE + "table-rows", _TABLE + "table-row-group"}:
            yield from _rows(child)


def _count(cell: Any, name: str) -> int:
    text = cell.get(_TABLE + name, "1")
    return max(1, int(text)) if text.isdecimal() else 1
