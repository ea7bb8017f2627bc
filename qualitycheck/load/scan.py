"""A page image to lines and cells, through the same steps as a PDF page: each recognised word is one large glyph."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from statistics import median
from typing import Any

from qualitycheck.load.ocr import DPI, TextLine, Word, recognise, slope_of, turned
from qualitycheck.load.pdf_glyphs import Glyph, PageGlyphs
from qualitycheck.load.pdf_layout import Page
from qualitycheck.load.pdf_pages import laid_out
from qualitycheck.load.rulings import find_rulings

_POINTS = 72 / DPI
_SPECK = 35.0  # percent: less sure and without a letter or digit is dirt
_SAME_SIZE = (0.72, 1.3)  # times the page's usual size: measured heights of one font vary so
_SIGN = re.compile(r"[®©¢«»°¤§¥●▪■◆♦•·+*~=—–_.-]{1,2}|s|e|o|se|sö|es")
_DASHES = frozenset("-–—~=_")
_BULLET_LETTERS = frozenset({"s", "e", "o", "se", "es", "sö"})  # a round bullet, read as what is no Vietnamese word


def read_image(image: Any, number: int) -> Page:
    """The recognised page; ``image`` is a grey ``PIL`` image of 200 dpi. Raises LoadError."""
    lines = recognise(image)
    if angle := turned(lines):
        image = image.rotate(-angle, expand=True, fillcolor=255)
        lines = recognise(image)
    slope = slope_of(lines)
    height = image.height * _POINTS
    straight = _straightened(image, slope)
    glyphs = tuple(_glyphs(_kept(lines), slope, height))
    base = PageGlyphs(number, image.width * _POINTS, height, glyphs, 1, 0)
    return laid_out(base, find_rulings(straight, _POINTS, height), by_position=False)


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


def _glyphs(lines: Sequence[tuple[TextLine, list[Word]]], slope: float, height: float) -> Iterator[Glyph]:
    sine, cosine = _turn(slope)
    usual = median([line.size for line, words in lines for _ in words] or [1.0])
    for line, words in lines:
        near = _SAME_SIZE[0] <= line.size / usual <= _SAME_SIZE[1]
        size = (usual if near else line.size) * _POINTS
        middle = (words[0].x0 + words[-1].x1) / 2
        level = -middle * sine + (line.base + line.slope * middle) * cosine
        for word in _marked(words):
            low = word.y1 * sine
            x0, x1 = (word.x0 * cosine + low) * _POINTS, (word.x1 * cosine + low) * _POINTS
            y = height - level * _POINTS
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
