"""Word 97-2003 (.doc): text through the piece table, with tables, automatic numbers, legacy fonts and parts."""

from __future__ import annotations

import io
import struct
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from qualitycheck.errors import LoadError
from qualitycheck.load.doc_binary import HEADERS, PARAGRAPHS, RUNS, Binary, Piece, Properties
from qualitycheck.load.doc_styles import Para, Run, StyleSheet, font_names, lists, para_of, run_of
from qualitycheck.load.draft import Content, Paragraph
from qualitycheck.load.fonts import Piece as Text
from qualitycheck.load.fonts import unicode_text
from qualitycheck.load.grids import Row, place_cells, row_of
from qualitycheck.load.limits import Limits
from qualitycheck.types import Notice, Part

_OLDEST = 0xC1  # Word 97
_SIGNS = {"\x0b": "\n", "\x0c": "\n", "\x0e": "\n", "\x1e": "-", "\xa0": " ", "\t": "\t"}
_TINY = 4  # half points
_PAGE_COUNT, _INTEGER = 14, 3  # of the summary's properties, and its type


def read(data: bytes, limits: Limits) -> Content:
    """A .doc file. Raises LoadError("encrypted" | "corrupt" | "unsupported")."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            streams = {"/".join(path).lower(): path for path in ole.listdir()}
            names = ("worddocument", "0table", "1table")
            raw = {name: ole.openstream(streams[name]).read() for name in names if name in streams}
            about = streams.get("\x05summaryinformation")
            pages = _stated_pages(ole.openstream(about).read()) if about else None
        binary = Binary(raw["worddocument"], raw)
        return _content(binary, pages, limits, "data" in streams)
    except LoadError:
        raise
    except (OSError, ValueError, LookupError, TypeError, OverflowError, RecursionError, struct.error) as error:
        raise LoadError("corrupt", "bad-doc") from error


def _stated_pages(properties: bytes) -> int | None:
    """The page count that Word wrote down; olefile's own reader of these properties follows counts of billions."""
    if len(properties) < 56:
        return None
    start = struct.unpack_from("<I", properties, 44)[0]
    for at in range(start + 8, min(len(properties) - 8, start + 8 + 8 * 64), 8):
        name, place = struct.unpack_from("<II", properties, at)
        if name == _PAGE_COUNT and start + place + 8 <= len(properties):
            kind, count = struct.unpack_from("<Hxxi", properties, start + place)
            return int(count) if kind == _INTEGER and 0 < count < 10_000 else None
    return None


def _content(binary: Binary, pages: int | None, limits: Limits, pictures: bool) -> Content:
    if binary.encrypted:
        raise LoadError("encrypted", "password")
    if binary.version < _OLDEST:
        raise LoadError("unsupported", "old-word")
    if sum(binary.counts) > limits.max_characters:
        raise LoadError("too-large", f"characters: {sum(binary.counts)}")
    reader = _Reader(binary)
    body, notes, heads, _, _, ends, boxes, _ = _starts(binary.counts)
    reader.part(*body, "body")
    reader.part(*boxes, "body")
    for start, end, part in _header_stories(binary, heads[0]):
        reader.part(start, end, part)
    reader.part(*notes, "note")
    reader.part(*ends, "note")
    stated = pages if pages and pages > 0 else None
    return Content(tuple(reader.out), stated, tuple(reader.notices()), pictures)


def _starts(counts: tuple[int, ...]) -> list[tuple[int, int]]:
    """First and last ``cp`` of text, footnotes, headers, macros, comments, endnotes, text boxes, boxes in headers."""
    out, at = [], 0
    for count in counts:
        out.append((at, at + count))
        at += count
    return out


def _header_stories(binary: Binary, start: int) -> Iterator[tuple[int, int, Part]]:
    """The headers and footers of each section: six stories each, after six that hold the separators of notes."""
    data = binary.structure(HEADERS)
    bounds = struct.unpack_from(f"<{len(data) // 4}I", data, 0)
    for index in range(6, len(bounds) - 2):
        part: Part = "header" if index % 6 in {0, 1, 4} else "footer"
        if bounds[index + 1] > bounds[index]:
            yield start + bounds[index], start + bounds[index + 1], part


@dataclass
class _Table:
    """Rows read so far, and the row being read."""

    rows: list[Row] = field(default_factory=list)
    cells: list[list[Paragraph]] = field(default_factory=list)
    cell: list[Paragraph] = field(default_factory=list)


class _Reader:
    def __init__(self, binary: Binary) -> None:
        self._pieces = binary.pieces()
        self._starts = [piece.start for piece in self._pieces]
        self._text = binary.text(self._pieces)
        self._paragraphs = Properties(binary, PARAGRAPHS)
        self._runs = Properties(binary, RUNS)
        self._styles = StyleSheet(binary)
        self._fonts = font_names(binary)
        self._lists = lists(binary, self._fonts)
        self._table = _Table()
        self._tables = 0
        self._fields: list[str] = []
        self._hidden = 0
        self._changes: Counter[str] = Counter()
        self.out: list[Paragraph] = []

    def notices(self) -> Iterator[Notice]:
        if self._changes:
            yield Notice("tracked-changes", {name: self._changes[name] for name in sorted(self._changes)})
        if self._hidden:
            yield Notice("hidden-text", {"count": self._hidden})

    def part(self, start: int, end: int, part: Part) -> None:
        """Read the paragraphs between two character positions."""
        self._fields = []
        at = start
        while at < end:
            stop = at
            while stop < end - 1 and self._text[stop] not in "\r\x07":
                stop += 1
            self._paragraph(at, stop, part)
            at = stop + 1
        self._close_table()

    def _paragraph(self, start: int, mark: int, part: Part) -> None:
        style, codes = self._properties(mark)
        base, run = self._styles.look(style)
        look = para_of(codes, base)
        ends_with_mark = self._text[mark] in "\r\x07"
        text = self._pieces_of(start, mark if ends_with_mark else mark + 1, run)
        if look.row_end and look.in_table:
            self._end_row(look)
            return
        if look.inner_row_end:
            return
        paragraph = self._made(text, look, part)
        if look.in_table or (look.depth or 0) > 0:
            self._table.cell.append(paragraph)
            if self._text[mark] == "\x07":
                self._table.cells.append(self._table.cell)
                self._table.cell = []
            return
        self._close_table()
        self.out.append(paragraph)

    def _made(self, pieces: list[Text], look: Para, part: Part) -> Paragraph:
        text, encoding = unicode_text(pieces)
        shown = [piece for piece in pieces if piece.text.strip()]
        label = self._lists.label(str(look.list), look.level or 0) if look.list and 0 < look.list < 2047 else ""
        outline = look.outline
        return Paragraph(
            _joined_surrogates(text), label, part, None, None, bool(shown) and all(p.bold for p in shown),
            look.centered or False, outline + 1 if outline is not None and outline < 9 else None, encoding,
        )  # fmt: skip

    def _properties(self, cp: int) -> tuple[int, bytes]:
        _, data = self._paragraphs.at(self._piece(cp).fc_of(cp))
        return (struct.unpack_from("<H", data, 0)[0], data[2:]) if len(data) >= 2 else (0, b"")

    def _piece(self, cp: int) -> Piece:
        return self._pieces[bisect_right(self._starts, cp) - 1]

    def _pieces_of(self, start: int, end: int, base: Run) -> list[Text]:
        """Visible text between two positions, cut where its look changes."""
        out: list[Text] = []
        at = start
        while at < end:
            piece = self._piece(at)
            width = 2 if piece.wide else 1
            stop_fc, codes = self._runs.at(piece.fc_of(at))
            stop = min(end, piece.end, at + max(1, (stop_fc - piece.fc_of(at) + width - 1) // width))
            out += self._visible(self._text[at:stop], run_of(codes, base))
            at = stop
        return out

    def _visible(self, text: str, look: Run) -> list[Text]:
        if look.inserted:
            self._changes["inserted"] += 1
        font = self._fonts[look.font] if look.font is not None and look.font < len(self._fonts) else ""
        shown = "".join(self._character(c, look) for c in text)
        if look.deleted:
            self._changes["deleted"] += 1
            return []
        if look.hidden or (look.size is not None and look.size <= _TINY):
            self._hidden += len(shown.strip())
            return []
        return [Text(shown, font, bool(look.bold))] if shown else []

    def _character(self, character: str, look: Run) -> str:
        if character == "\x13":
            self._fields.append("code")
        elif character == "\x14" and self._fields:
            self._fields[-1] = "result"
        elif character == "\x15" and self._fields:
            self._fields.pop()
        elif "code" in self._fields:
            return ""
        elif character == "(" and look.special and look.symbol is not None:
            return chr(look.symbol)
        elif character in _SIGNS:
            return _SIGNS[character]
        elif character == "\x1f":
            return "\u00ad"
        elif character >= " ":
            return character
        return ""

    def _end_row(self, look: Para) -> None:
        table = self._table
        if table.cell and any(p.text.strip() for p in table.cell):
            table.cells.append(table.cell)
        if table.cells:
            table.rows.append(row_of(table.cells, look.edges or ()))
        table.cells, table.cell = [], []

    def _close_table(self) -> None:
        if self._table.cells or self._table.cell:
            self._end_row(Para())
        if self._table.rows:
            self.out += place_cells(self._table.rows, self._tables)
            self._tables += 1
        self._table = _Table()


def _joined_surrogates(text: str) -> str:
    if not any("\ud800" <= c <= "\udfff" for c in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
