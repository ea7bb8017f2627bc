"""The visible text of one Word paragraph: runs, fields, tracked changes, hidden text and legacy fonts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from qualitycheck.load.docx_names import MC, Element, M, W, value
from qualitycheck.load.docx_styles import RunLook, Styles, run_look
from qualitycheck.load.fonts import Piece
from qualitycheck.vietnamese import legacy

_SKIPPED = {W + name for name in (
    "del", "moveFrom", "instrText", "delText", "delInstrText", "pPr", "rPr", "sectPr", "sdtPr", "sdtEndPr", "tblPr",
    "tcPr", "trPr", "tblGrid", "rubyPr", "rt", "fldData", "ffData", "annotationRef", "footnoteRef", "endnoteRef",
    "separator", "continuationSeparator",
)}  # fmt: skip
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_TINY = 4  # half points: 2 pt
# Word's "symbol" characters that stand for a sign in running text; others are bullets or ornaments
_SYMBOLS = {0xA3: "≤", 0xB3: "≥", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xAE: "→", 0xE0: "→", 0xDE: "⇒", 0xA8: "☐",
            0x6F: "☐", 0xFE: "☑", 0xFD: "☒", 0xFC: "✓"}  # fmt: skip


@dataclass
class Inline:
    """What a walk over one paragraph gathers."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)  # ("footnote" | "endnote", id)
    first_page: int | None = None

    @property
    def bold(self) -> bool:
        shown = [piece for piece in self.pieces if piece.text.strip()]
        return bool(shown) and all(piece.bold for piece in shown)


class InlineReader:
    """Walks paragraphs in order; fields and pages run on from one paragraph to the next."""

    def __init__(self, styles: Styles, rendered_breaks: bool) -> None:
        self._styles = styles
        self._rendered = rendered_breaks
        self._fields: list[str] = []
        self.page = 1
        self.hidden_characters = 0
        self.changes: Counter[str] = Counter()

    def read(self, paragraph: Element, base: RunLook, on_shade: bool, into: Inline) -> None:
        """Gather the text of ``paragraph``; ``base`` is the look of its style, ``on_shade`` tells a coloured ground."""
        for child in paragraph:
            self._node(child, base, on_shade, into)

    def explicit_break(self) -> None:
        """A page break the author asked for; counted where Word did not note the breaks it rendered."""
        if not self._rendered:
            self.page += 1

    def _node(self, node: Element, look: RunLook, on_shade: bool, into: Inline) -> None:
        tag = node.tag
        if tag in _SKIPPED:
            self._note_change(tag, node)
        elif tag == W + "r":
            self._run(node, look, on_shade, into)
        elif tag == W + "txbxContent":
            into.boxes.append(node)
        elif tag == MC + "AlternateContent":
            choice = node.find(MC + "Choice")
            self.read(node.find(MC + "Fallback") if choice is None else choice, look, on_shade, into)
        elif tag in {W + "t", M + "t"}:
            self._text(node.text or "", look, on_shade, into)
        elif tag.startswith(W) and self._sign(tag[len(W) :], node, look, on_shade, into):
            return
        else:
            self._note_change(tag, node)
            self.read(node, look, on_shade, into)

    def _run(self, run: Element, base: RunLook, on_shade: bool, into: Inline) -> None:
        properties = run.find(W + "rPr")
        direct = run_look(properties)
        style = value(properties, "rStyle")
        look = direct.over(self._styles.run(style).over(base)) if style else direct.over(base)
        self.read(run, look, on_shade, into)

    def _sign(self, name: str, node: Element, look: RunLook, on_shade: bool, into: Inline) -> bool:
        """Handle what stands for a character or steers the walk; False for containers."""
        if name == "br" and node.get(W + "type") in {"page", "column"}:
            if node.get(W + "type") == "page":
                self.explicit_break()
            self._text("\n", look, on_shade, into)
        elif name in _SIGNS:
            self._text(_SIGNS[name], look, on_shade, into)
        elif name == "softHyphen":
            if legacy.font_encoding(look.font or "")[0] != "unicode":
                self._text("\u00ad", look, on_shade, into)  # Word takes TCVN3's letter ư for a soft hyphen
        elif name == "sym":
            self._text(_symbol(node), look, on_shade, into)
        elif name == "fldChar":
            self._field(node.get(W + "fldCharType"))
        elif name == "lastRenderedPageBreak":
            self.page += 1
        elif name in {"footnoteReference", "endnoteReference"}:
            into.notes.append((name.removesuffix("Reference"), str(node.get(W + "id"))))
        else:
            return False
        return True

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append("code")
        elif self._fields:
            if kind == "separate":
                self._fields[-1] = "result"
            else:
                self._fields.pop()

    def _text(self, text: str, look: RunLook, on_shade: bool, into: Inline) -> None:
        if "code" in self._fields:
            return
        if _invisible(look, on_shade):
            self.hidden_characters += len(text.strip())
            return
        if into.first_page is None and text.strip():
            into.first_page = self.page
        into.pieces.append(Piece(text, look.font or "", bool(look.bold)))

    def _note_change(self, tag: str, node: Element) -> None:
        names = {W + "del": "deleted", W + "ins": "inserted", W + "moveTo": "moved"}
        if tag in names and len(node):
            self.changes[names[tag]] += 1


def _invisible(look: RunLook, on_shade: bool) -> bool:
    if look.hidden:
        return True
    if look.size is not None and look.size <= _TINY:
        return True
    return look.color == "FFFFFF" and not on_shade and not look.shade


def _symbol(node: Element) -> str:
    code = int(node.get(W + "char", "0") or "0", 16)
    if code < 0xF000:
        return chr(code) if code >= 0x20 else ""
    return _SYMBOLS.get(code - 0xF000, chr(code))
