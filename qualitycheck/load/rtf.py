"""Rich Text Format: visible text with its tables, list labels and parts, in the code page of each font."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from qualitycheck.errors import LoadError
from qualitycheck.load.draft import Content, Paragraph
from qualitycheck.load.fonts import Piece, unicode_text
from qualitycheck.load.grids import Row, place_cells, row_of
from qualitycheck.load.labels import bullet
from qualitycheck.load.limits import Limits
from qualitycheck.load.rtf_tokens import PARTS, READ_THOUGH_STARRED, SIGNS, SKIPPED, Token, code_page, decode, tokens
from qualitycheck.types import Notice, Part
from qualitycheck.vietnamese import legacy

_TINY = 4  # half points
_MOST_GROUPS = 2000


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits and its end restores."""

    target: str = "text"  # text, skip, fonts, label
    part: Part = "body"
    font: int | None = None
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    size: int = 24
    skip_after_unicode: int = 1
    centered: bool = False
    in_table: bool = False
    outline: int | None = None


@dataclass
class _Open:
    """The paragraph being read."""

    pieces: list[Piece] = field(default_factory=list)
    label: list[Piece] = field(default_factory=list)
    page: int = 1


def read(data: bytes, limits: Limits) -> Content:
    """An .rtf file. Raises LoadError("corrupt") where its groups do not close."""
    reader = _Reader()
    for token in tokens(data):
        reader.take(token)
    return reader.content()


class _Reader:
    def __init__(self) -> None:
        self._stack: list[_State] = []
        self._state = _State()
        self._fonts: dict[int, tuple[str, str]] = {}  # number -> name, code page
        self._font_name: list[str] = []
        self._page_of_file = "cp1252"
        self._bytes = bytearray()
        self._surrogate = 0
        self._to_skip = 0
        self._starred = self._group_begins = False
        self._parts: dict[Part, _Open] = {}
        self._out: list[Paragraph] = []
        self._rows: list[Row] = []
        self._edges: list[int] = []
        self._row_left = 0
        self._cell: list[Paragraph] = []
        self._cells: list[list[Paragraph]] = []
        self._tables = 0
        self._page = 1
        self._pages: int | None = None
        self._changes: Counter[str] = Counter()
        self._hidden = 0
        self._pictures = False

    def take(self, token: Token) -> None:
        if token.kind != "byte":
            self._flush_bytes()
        begins, self._group_begins = self._group_begins, False
        if token.kind == "open":
            if len(self._stack) > _MOST_GROUPS:
                raise LoadError("corrupt", "bad-xml")
            self._stack.append(self._state)
            self._group_begins, self._starred = True, False
        elif token.kind == "close":
            self._close()
        elif token.kind == "word":
            self._word(token.text, token.argument, begins)
        elif token.kind == "byte":
            self._byte(token.argument or 0)
        elif token.kind == "symbol":
            self._symbol(token.text, begins)
        else:
            self._text(token.text)

    def content(self) -> Content:
        self._flush_bytes()
        if self._stack:
            raise LoadError("corrupt", "truncated")
        self._end_paragraph(False)
        self._end_table()
        notices = []
        if self._changes:
            notices.append(Notice("tracked-changes", dict(self._changes)))
        if self._hidden:
            notices.append(Notice("hidden-text", {"count": self._hidden}))
        paged = self._pages == 1
        out = tuple(replace(p, page=1 if paged and p.part == "body" else None) for p in self._out)
        return Content(out, self._pages, tuple(notices), self._pictures)

    def _close(self) -> None:
        state = self._state
        if not self._stack:
            return
        self._state = self._stack.pop()
        if state.part != self._state.part:
            self._finish(self._parts.pop(state.part, _Open()), state)
        self._to_skip = 0

    def _symbol(self, symbol: str, begins: bool) -> None:
        if symbol == "*":
            self._starred = self._group_begins = True
        elif symbol in "\r\n":
            self._end_paragraph(self._state.in_table)
        elif symbol == "-":
            if legacy.font_encoding(self._font()[0])[0] != "unicode":
                self._add("\u00ad")  # Word takes TCVN3's letter ư for a soft hyphen
        else:
            self._text({"~": "\u00a0", "_": "-"}.get(symbol, symbol))

    def _word(self, word: str, argument: int | None, begins: bool) -> None:
        if begins and self._destination(word):
            return
        self._starred = False
        if self._state.target == "skip":
            self._pages = argument or self._pages if word == "nofpages" else self._pages
        elif self._state.target == "fonts":
            self._font_table(word, argument)
        elif word == "u" and argument is not None:
            self._unicode(argument)
        elif word in SIGNS:
            self._text(SIGNS[word])
        elif not self._format(word, argument):
            self._structure(word, argument)

    def _destination(self, word: str) -> bool:
        """Whether this word begins a group of its own kind."""
        state = self._state
        self._pictures = self._pictures or word in {"pict", "shppict"}
        if state.target == "skip":
            return False
        if word == "fonttbl":
            self._state = replace(state, target="fonts")
        elif word in {"listtext", "pntext"}:
            self._state = replace(state, target="label")
        elif word in PARTS:
            self._state = replace(_State(), part=PARTS[word], font=state.font)
        elif word in SKIPPED or (self._starred and word not in READ_THOUGH_STARRED):
            self._state = replace(state, target="skip")
        else:
            return False
        return True

    def _font_table(self, word: str, argument: int | None) -> None:
        if word == "f" and argument is not None:
            self._state = replace(self._state, font=argument)
            self._fonts[argument] = ("", "")
        elif word == "fcharset" and self._state.font is not None:
            self._fonts[self._state.font] = (self._fonts[self._state.font][0], code_page(argument))

    def _format(self, word: str, argument: int | None) -> bool:
        on = argument != 0
        state = self._state
        match word:
            case "f":
                self._state = replace(state, font=argument)
            case "b":
                self._state = replace(state, bold=on)
            case "v":
                self._state = replace(state, hidden=on)
            case "deleted" | "revised":
                self._changes["deleted" if word == "deleted" else "inserted"] += on
                self._state = replace(state, deleted=on) if word == "deleted" else state
            case "fs":
                self._state = replace(state, size=argument or 24)
            case "plain":
                self._state = replace(state, bold=False, hidden=False, deleted=False, size=24, font=None)
            case "pard":
                self._state = replace(state, centered=False, in_table=False, outline=None)
            case "qc" | "ql" | "qj" | "qr":
                self._state = replace(state, centered=word == "qc")
            case "intbl":
                self._state = replace(state, in_table=True)
            case "outlinelevel":
                self._state = replace(state, outline=argument)
            case "uc":
                self._state = replace(state, skip_after_unicode=argument if argument is not None else 1)
            case _:
                return False
        return True

    def _structure(self, word: str, argument: int | None) -> None:
        match word:
            case "par" | "nestcell":
                self._end_paragraph(self._state.in_table)
            case "sect" | "page":
                self._end_paragraph(False) if word == "sect" else self._text("\n")
                self._page += 1
            case "cell":
                self._end_paragraph(True)
                self._cells.append(self._cell)
                self._cell = []
            case "row":
                self._end_row()
            case "trowd":
                self._edges, self._row_left = [], 0
            case "trleft":
                self._row_left = argument or 0
            case "cellx":
                self._edges.append(argument or 0)
            case "ansicpg":
                self._page_of_file = f"cp{argument or 1252}"
            case "pc" | "pca" | "mac":
                self._page_of_file = {"pc": "cp437", "pca": "cp850", "mac": "mac-roman"}[word]

    def _unicode(self, code: int) -> None:
        code &= 0xFFFF
        if 0xD800 <= code < 0xDC00:
            self._surrogate = code
        elif 0xDC00 <= code < 0xE000 and self._surrogate:
            self._add(chr(0x10000 + ((self._surrogate - 0xD800) << 10) + code - 0xDC00))
            self._surrogate = 0
        else:
            self._add(chr(code))
        self._to_skip = self._state.skip_after_unicode

    def _byte(self, byte: int) -> None:
        if self._to_skip:
            self._to_skip -= 1
        else:
            self._bytes.append(byte)

    def _flush_bytes(self) -> None:
        if self._bytes:
            data, self._bytes = bytes(self._bytes), bytearray()
            self._add(decode(data, self._font()[1] or self._page_of_file))

    def _text(self, text: str) -> None:
        skipped = min(self._to_skip, len(text))
        self._to_skip -= skipped
        text = text[skipped:]
        if self._state.target == "fonts" and self._state.font is not None:
            name, page = self._fonts.get(self._state.font, ("", ""))
            self._fonts[self._state.font] = ((name + text).split(";")[0].strip(), page)
        elif text:
            self._add(
                text
                if text.isascii()
                else decode(text.encode("latin-1", "replace"), self._font()[1] or self._page_of_file)
            )

    def _font(self) -> tuple[str, str]:
        return self._fonts.get(self._state.font, ("", "")) if self._state.font is not None else ("", "")

    def _add(self, text: str) -> None:
        state = self._state
        if state.target in {"skip", "fonts"} or state.deleted:
            return
        if state.hidden or state.size <= _TINY:
            self._hidden += len(text.strip())
            return
        place = self._parts.setdefault(state.part, _Open(page=self._page))
        (place.label if state.target == "label" else place.pieces).append(Piece(text, self._font()[0], state.bold))

    def _end_paragraph(self, in_table: bool) -> None:
        if self._state.target != "skip":
            self._finish(self._parts.pop(self._state.part, _Open()), self._state, in_table)

    def _finish(self, place: _Open, state: _State, in_table: bool = False) -> None:
        text, encoding = unicode_text(place.pieces)
        shown = [piece for piece in place.pieces if piece.text.strip()]
        outline = state.outline
        paragraph = Paragraph(
            text, _label(place.label), state.part, bold=bool(shown) and all(p.bold for p in shown),
            centered=state.centered, heading=outline + 1 if outline is not None and 0 <= outline < 9 else None,
            legacy=encoding,
        )  # fmt: skip
        if in_table and state.part == "body":
            self._cell.append(paragraph)
            return
        if state.part == "body":
            self._end_table()
        self._out.append(paragraph)

    def _end_row(self) -> None:
        if self._cell:
            self._cells.append(self._cell)
        self._rows.append(row_of(self._cells, [self._row_left, *self._edges]))
        self._cells, self._cell = [], []

    def _end_table(self) -> None:
        if self._cells or self._cell:  # a row that was never closed
            self._end_row()
        if self._rows:
            self._out += place_cells(self._rows, self._tables)
            self._tables += 1
            self._rows = []


def _label(pieces: list[Piece]) -> str:
    text = unicode_text(pieces)[0].strip()
    if any(c.isalnum() and c.isascii() for c in text) and not (
        len(text) == 1 and pieces[0].font.lower().startswith(("symbol", "wing", "courier"))
    ):
        return text
    return bullet(text, pieces[0].font) if text else ""
