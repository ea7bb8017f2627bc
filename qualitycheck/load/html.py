"""HTML, also where it is named .doc: web systems export so. Web archives (MHTML) are opened first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from typing import Any

from qualitycheck.errors import LoadError
from qualitycheck.load.draft import Content, Paragraph
from qualitycheck.load.fonts import Piece, unicode_text
from qualitycheck.load.labels import format_number
from qualitycheck.load.limits import Limits
from qualitycheck.load.text import decode
from qualitycheck.types import Cell, Notice

_SKIPPED = frozenset(
    {"head", "script", "style", "title", "noscript", "template", "del", "xml", "select", "meta", "link"}
)
_BLOCKS = frozenset({
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "table", "tr", "td",
    "th", "tbody", "thead", "tfoot", "caption", "blockquote", "pre", "hr", "section", "article", "header",
    "footer", "nav", "main", "aside", "form", "fieldset", "center", "body", "html", "address", "figure",
    "figcaption",
})  # fmt: skip
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_LIST_FORMATS = {"I": "upperRoman", "i": "lowerRoman", "A": "upperLetter", "a": "lowerLetter", "1": "decimal"}
_TINY = 2.0  # points
_MOST_LEVELS = 200
_BLANKS = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True)
class _Look:
    font: str = ""
    bold: bool = False
    hidden: bool = False
    centered: bool = False
    heading: int | None = None
    verbatim: bool = False
    cell: Cell | None = None


@dataclass
class _List:
    ordered: bool
    format: str
    next: int


def read(data: bytes, limits: Limits) -> Content:
    """An HTML page or web archive."""
    from lxml import etree, html

    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    source = re.sub(r"<\?xml[^>]*\?>", "", _source(data), count=1)
    try:
        root = html.document_fromstring(source, parser=parser) if source.strip() else None
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise LoadError("empty", "no-text") from error
    walker = _Walker()
    if root is not None:
        walker.walk(root, _Look(), 0)
    walker.end_paragraph(_Look())
    notices = (Notice("hidden-text", {"count": walker.hidden}),) if walker.hidden else ()
    pictures = root is not None and next(root.iter("img"), None) is not None
    return Content(tuple(walker.out), None, notices, pictures)


def _source(data: bytes) -> str:
    """The page as text: from its archive if it lies in one, in the encoding it names if that is true."""
    if re.match(rb"\s*(mime-version|from|date|message-id|content-type):", data[:200], re.IGNORECASE):
        for part in message_from_bytes(data, policy=policy.default).walk():
            if part.get_content_type() == "text/html":
                payload = part.get_payload(decode=True)
                return _decoded(payload if isinstance(payload, bytes) else b"", part.get_content_charset())
    return _decoded(data, None)


def _decoded(data: bytes, charset: str | None) -> str:
    named = _CHARSET.search(data[:4096])
    name = charset or (named[1].decode("ascii") if named else "")
    if name.lower() not in {"", "utf-8", "utf8", "utf-16", "unicode"} and not data.startswith(b"\xff\xfe"):
        try:
            return data.decode(name)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)[0]


class _Walker:
    """Walks the tree; a block element ends the paragraph before it and itself."""

    def __init__(self) -> None:
        self.out: list[Paragraph] = []
        self.hidden = 0
        self._pieces: list[Piece] = []
        self._label = ""
        self._lists: list[_List] = []
        self._tables = 0

    def walk(self, node: Any, look: _Look, depth: int) -> None:
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in _SKIPPED or not tag or depth > _MOST_LEVELS:
            return
        look = _styled(node, tag, look)
        if tag == "br":
            self._pieces.append(Piece("\n", look.font, look.bold))
            return
        if tag in _BLOCKS:
            self.end_paragraph(look)
            self._enter(node, tag)
        self._add(node.text, look)
        if tag == "table":
            self._table(node, look, depth)
        else:
            for child in node:
                self.walk(child, look, depth + 1)
                self._add(child.tail, look)
        if tag in _BLOCKS:
            self.end_paragraph(look)
            if tag in {"ul", "ol"}:
                self._lists.pop()

    def end_paragraph(self, look: _Look) -> None:
        pieces, self._pieces = self._pieces, []
        shown = [piece for piece in pieces if piece.text.strip()]
        if not shown:
            return
        text, encoding = unicode_text(pieces)
        self.out.append(Paragraph(
            re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", text)), self._label, cell=look.cell,
            bold=all(piece.bold for piece in shown), centered=look.centered, heading=look.heading, legacy=encoding,
        ))  # fmt: skip
        self._label = ""

    def _enter(self, node: Any, tag: str) -> None:
        if tag in {"ul", "ol"}:
            start = node.get("start", "1")
            self._lists.append(_List(tag == "ol", _LIST_FORMATS.get(node.get("type", "1"), "decimal"),
                                     int(start) if start.isdecimal() else 1))  # fmt: skip
        elif tag == "li" and self._lists:
            current = self._lists[-1]
            self._label = f"{format_number(current.next, current.format)}." if current.ordered else "•"
            current.next += 1

    def _add(self, text: str | None, look: _Look) -> None:
        if not text:
            return
        if look.hidden:
            self.hidden += len(text.strip())
            return
        flat = text if look.verbatim else _BLANKS.sub(" ", text)
        self._pieces.append(Piece(flat, look.font, look.bold))

    def _table(self, table: Any, look: _Look, depth: int) -> None:
        number, self._tables = self._tables, self._tables + 1
        covered: dict[int, dict[int, int]] = {}
        for row, node in enumerate(_rows(table)):
            cells = [cell for cell in node if cell.tag in {"td", "th"}]
            taken = covered.pop(row, {})
            places, column = [], 0
            for cell in cells:
                while column in taken:
                    column += taken[column]
                width, height = _span(cell, "colspan"), _span(cell, "rowspan")
                places.append((cell, column))
                for below in range(row + 1, row + height):
                    covered.setdefault(below, {})[column] = width
                column += width
            columns = max([column, *(start + width for start, width in taken.items())])
            for cell, start in places:
                self.walk(cell, replace(look, cell=Cell(number, row, start, columns)), depth + 1)


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in {"tbody", "thead", "tfoot"}:
            yield from _rows(child)


def _span(cell: Any, name: str) -> int:
    text = cell.get(name, "1")
    return min(max(1, int(text)), 100) if text.isdecimal() else 1


def _styled(node: Any, tag: str, look: _Look) -> _Look:
    style = _declarations(node.get("style", ""))
    changes: dict[str, Any] = {}
    if tag in {"b", "strong", "th"} or style.get("font-weight", "") in {"bold", "600", "700", "800", "900"}:
        changes["bold"] = True
    elif style.get("font-weight", "") in {"normal", "400"}:
        changes["bold"] = False
    if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
        changes |= {"heading": int(tag[1]), "bold": True}
    if style.get("display") == "none" or style.get("visibility") == "hidden" or style.get("mso-hide") == "all":
        changes["hidden"] = True
    size = re.fullmatch(r"([\d.]+)(pt|px)", style.get("font-size", ""))
    if size and float(size[1]) <= _TINY:
        changes["hidden"] = True
    align = style.get("text-align", node.get("align", ""))
    if tag == "center" or align:
        changes["centered"] = tag == "center" or align == "center"
    font = style.get("font-family", "").split(",")[0].strip("'\" ") or (node.get("face", "") if tag == "font" else "")
    if font:
        changes["font"] = font
    if tag == "pre":
        changes["verbatim"] = True
    return replace(look, **changes) if changes else look


def _declarations(style: str) -> dict[str, str]:
    pairs = (part.split(":", 1) for part in style.lower().split(";") if ":" in part)
    return {name.strip(): value.strip() for name, value in pairs}
