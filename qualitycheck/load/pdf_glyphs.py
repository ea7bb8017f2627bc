"""Characters of a PDF page with their places: from pdfium (fast), or from pdfplumber where pdfium's text is spoiled.

All coordinates are points, origin at the lower left corner of the page as it is shown.
"""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass
from typing import Any, NamedTuple

_TINY = 2.0  # points
_BOLD_WEIGHT = 600
_BOLD_FLAG = 1 << 18
_HYPHENS = {0xFFFE: "-", 0x02: "-"}  # pdfium's signs for a hyphen at the end of a line


class Glyph(NamedTuple):
    """One character; ``y`` is its baseline."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    confidence: float = 100.0  # percent; less where it was recognised from an image


@dataclass(frozen=True, slots=True)
class PageGlyphs:
    """A page's characters in the order of its content stream."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    pictures: int
    strokes: int  # lines and boxes that may rule a table
    tiny: int = 0  # characters too small to be read, left out


def pdfium_page(page: Any, number: int) -> PageGlyphs:
    """Characters of a ``pypdfium2`` page; generated blanks are kept, generated line ends are not."""
    import pypdfium2.raw as raw

    width, height = page.get_size()
    pictures = strokes = 0
    for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH), max_depth=3):
        pictures += item.type == raw.FPDF_PAGEOBJ_IMAGE
        strokes += item.type == raw.FPDF_PAGEOBJ_PATH
    textpage = page.get_textpage()
    try:
        found = _Reader(textpage, page.get_rotation(), width, height).glyphs()
    finally:
        textpage.close()
    glyphs = tuple(glyph for glyph in found if not 0.0 < glyph.size <= _TINY)
    return PageGlyphs(number, width, height, glyphs, pictures, strokes, len(found) - len(glyphs))


class _Reader:
    """Reads the characters of one text page through pdfium's C functions."""

    def __init__(self, textpage: Any, rotation: int, width: float, height: float) -> None:
        import pypdfium2.raw as raw

        self._raw = raw
        self._text = textpage
        self._rotation, self._width, self._height = rotation, width, height
        self._box = [ctypes.c_double() for _ in range(4)]
        self._origin = [ctypes.c_double() for _ in range(2)]
        self._name = ctypes.create_string_buffer(256)
        self._flags = ctypes.c_int()
        self._scale = 1.0

    def glyphs(self) -> list[Glyph]:
        raw, text = self._raw, self._text
        out: list[Glyph] = []
        bold = skewed = False
        word_begins = True
        for i in range(text.count_chars()):
            code = raw.FPDFText_GetUnicode(text, i)
            if code in {0, 10, 13}:
                word_begins = True
                continue
            character = _HYPHENS.get(code) or chr(code)
            if word_begins and not character.isspace():
                bold, skewed, self._scale = self._is_bold(i), self._is_skewed(i), self._scale_at(i)
            word_begins = character.isspace()
            if not skewed:
                out.append(self._glyph(i, character, bold))
        return out

    def _glyph(self, i: int, character: str, bold: bool) -> Glyph:
        left, right, bottom, top = self._box
        x, y = self._origin
        self._raw.FPDFText_GetCharBox(self._text, i, left, right, bottom, top)
        self._raw.FPDFText_GetCharOrigin(self._text, i, x, y)
        size = self._raw.FPDFText_GetFontSize(self._text, i)
        x0, _ = self._turn(left.value, bottom.value)
        x1, _ = self._turn(right.value, top.value)
        _, baseline = self._turn(x.value, y.value)
        if self._raw.FPDFText_IsGenerated(self._text, i):
            size = 0.0
        else:
            size = max(0.1, size * self._scale)
        return Glyph(character, min(x0, x1), max(x0, x1), baseline, size, bold)

    def _scale_at(self, i: int) -> float:
        """How much the text's matrix stretches its font: some programs write everything in size 1."""
        matrix = self._raw.FS_MATRIX()
        if not self._raw.FPDFText_GetMatrix(self._text, i, matrix):
            return 1.0
        return math.hypot(matrix.c, matrix.d) or 1.0

    def _turn(self, x: float, y: float) -> tuple[float, float]:
        match self._rotation:
            case 90:
                return y, self._height - x
            case 180:
                return self._width - x, self._height - y
            case 270:
                return self._width - y, x
            case _:
                return x, y

    def _is_bold(self, i: int) -> bool:
        if self._raw.FPDFText_GetFontWeight(self._text, i) >= _BOLD_WEIGHT:
            return True
        length = self._raw.FPDFText_GetFontInfo(self._text, i, self._name, 256, self._flags)
        name = self._name.raw[: max(0, length - 1)].lower()
        return bool(b"bold" in name or b"black" in name or (self._flags.value & _BOLD_FLAG and self._weight_unknown(i)))

    def _weight_unknown(self, i: int) -> bool:
        return bool(self._raw.FPDFText_GetFontWeight(self._text, i) <= 0)

    def _is_skewed(self, i: int) -> bool:
        """Slanting text is a watermark or a stamp."""
        angle = self._raw.FPDFText_GetCharAngle(self._text, i)
        quarter = (angle + math.radians(self._rotation)) % math.pi if self._rotation else angle % math.pi
        return angle >= 0 and 0.1 < quarter < math.pi - 0.1 and not self._rotation


def plumber_page(page: Any, base: PageGlyphs) -> PageGlyphs:
    """The same page through a ``pdfplumber`` page, whose text is slower to get and does not depend on drawing order."""
    glyphs = []
    for char in page.chars:
        if char.get("upright", True):
            baseline = page.height - char["bottom"] + 0.2 * char["size"]
            bold = "bold" in str(char["fontname"]).lower()
            glyphs.append(Glyph(char["text"], char["x0"], char["x1"], baseline, char["size"], bold))
    return PageGlyphs(base.number, base.width, base.height, tuple(glyphs), base.pictures, base.strokes)
