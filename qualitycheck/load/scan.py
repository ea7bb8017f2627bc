"""A page image to lines and cells, through the same steps as a PDF page: each recognised word is one large glyph."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from statistics import median
from typing import Any

from qualitycheck.load.ocr import DPI, FINE_DPI, TextLine, Word, recognise, slope_of, turned
from qualitycheck.load.pdf_glyphs import Glyph, PageGlyphs
from qualitycheck.load.pdf_layout import Page
from qualitycheck.load.pdf_pages import laid_out
from qualitycheck.load.rulings import find_rulings

_SMALL = 34.0  # pixels: a font of about 12 points at 200 dpi
_SPECK = 35.0  # percent: less sure and without a letter or digit is dirt
_SAME_SIZE = (0.72, 1.3)  # times the page's usual size: measured heights of one font vary so
_SIGN = re.compile(r"[®©¢«»°¤§¥●▪■◆♦•·+*~=—–_.-]{1,2}|s|e|o|se|sö|es")
# Tesseract prefers the commoner first word; with the second one only the other can be meant
_MISREAD = {
    **dict.fromkeys((("chỉ", second) for second in ("bộ", "ủy", "uỷ", "đoàn", "hội", "cục")), "chi"),
    ("tỉnh", "thần"): "tinh",
}
_DASHES = frozenset("-–—~=_")
_BULLET_LETTERS = frozenset({"s", "e", "o", "se", "es", "sö"})  # a round bullet, read as what is no Vietnamese word


def read_image(image_at: Callable[[int], Any], number: int) -> Page:
    """The recognised page. ``image_at`` gives its grey ``PIL`` image in so many dots per inch. Raises LoadError."""
    dpi = DPI
    image, lines = _upright(image_at(dpi), dpi)
    if _is_small(lines):
        dpi = FINE_DPI
        image, lines = _upright(image_at(dpi), dpi)
    slope, scale = slope_of(lines), 72 / dpi
    height = image.height * scale
    glyphs = tuple(_glyphs(_kept(lines), slope, height, scale))
    base = PageGlyphs(number, image.width * scale, height, glyphs, 1, 0)
    return laid_out(base, find_rulings(_straightened(image, slope), scale, height), by_position=False)


def _upright(image: Any, dpi: int) -> tuple[Any, tuple[TextLine, ...]]:
    """The image and its lines, turned if most of its text lies on its side or on its head."""
    lines = recognise(image, dpi)
    if angle := turned(lines):
        image = image.rotate(-angle, expand=True, fillcolor=255)
        lines = recognise(image, dpi)
    return image, lines


def _is_small(lines: Sequence[TextLine]) -> bool:
    sizes = [line.size for line in lines for _ in line.words]
    return bool(sizes) and median(sizes) < _SMALL


def _straightened(image: Any, slope: float) -> Any:
    """The image turned about its upper left corner until its lines are level."""
    if abs(slope) < 0.001:
        return image
    sine, cosine = _turn(slope)
    return image.transform(image.size, 0, (cosine, -sine, 0, sine, cosine, 0), fillcolor=255)


def _turn(slope: float) -> tuple[float, float]:
    angle = math.atan(slope)
    return math.sin(angle), math.cos(angle)


def _kept(lines: Sequence[TextLine]) -> list[tuple[TextLine, list[Word]]]:
    """Lines with the words that are no dirt."""
    out = []
    for line in lines:
        words = [w for w in line.words if w.confidence >= _SPECK or any(c.isalnum() for c in w.text)]
        if any(c.isalnum() for w in words for c in w.text):
            out.append((line, words))
    return out


def _glyphs(lines: Sequence[tuple[TextLine, list[Word]]], slope: float, height: float, scale: float) -> Iterator[Glyph]:
    sine, cosine = _turn(slope)
    usual = median([line.size for line, words in lines for _ in words] or [1.0])
    for line, words in lines:
        near = _SAME_SIZE[0] <= line.size / usual <= _SAME_SIZE[1]
        size = (usual if near else line.size) * scale
        middle = (words[0].x0 + words[-1].x1) / 2
        level = -middle * sine + (line.base + line.slope * middle) * cosine
        for word in _spelled(_marked(words)):
            low = word.y1 * sine
            x0, x1 = (word.x0 * cosine + low) * scale, (word.x1 * cosine + low) * scale
            y = height - level * scale
            yield Glyph(word.text, x0, x1, y, size, False, word.confidence)
            yield Glyph(" ", x1, x1, y, 0.0, False)


def _marked(words: Sequence[Word]) -> list[Word]:
    """The words, with a line's bullet put right where it was taken for other signs or a letter ("®", "« _", "se _")."""
    signs = list(takewhile(lambda w: _SIGN.fullmatch(w.text), words[:2]))
    rest = words[len(signs) :]
    if not signs or not rest or not rest[0].text[0].isalnum():
        return list(words)
    first = signs[0].text
    if first in _BULLET_LETTERS and len(signs) == 1 and not rest[0].text[0].isupper():
        return list(words)
    mark = "-" if first in _DASHES else first if first in "+*" else "•"
    return [replace(signs[0], text=mark, confidence=max(signs[0].confidence, rest[0].confidence)), *rest]


def _spelled(words: Sequence[Word]) -> list[Word]:
    """The words with what Tesseract takes for a commoner one put right ("chỉ bộ" for "chi bộ")."""
    out = list(words)
    for i, (word, after) in enumerate(pairwise(words)):
        meant = _MISREAD.get((word.text.lower(), after.text.lower().strip(".,;:()")))
        if meant:
            text = meant.upper() if word.text.isupper() else meant.title() if word.text[0].isupper() else meant
            out[i] = replace(word, text=text)
    return out
