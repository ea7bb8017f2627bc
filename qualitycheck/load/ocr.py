"""Tesseract on one page image: words with places and confidence. All lengths are pixels, origin at the upper left."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from statistics import median
from typing import Any

from qualitycheck.errors import LoadError

DPI = 200  # measured: as good as 300 and faster for letters of 13 and 14 points; 150 loses marks
FINE_DPI = 300  # for smaller letters: 11 points gave 3 % wrong syllables at 200 dpi and 0.6 % at 300
_PAGE_SECONDS = 90
_LINES = ("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat")
_NUMBERS = r"(-?[\d.]+)"
_WINDOWS = (r"C:\Program Files\Tesseract-OCR\tesseract.exe", r"C:\Program Files (x86)\Tesseract-OCR\tesseract.exe")


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box; ``confidence`` in percent."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float


@dataclass(frozen=True, slots=True)
class TextLine:
    """Words of one line. Its baseline is ``y = base + slope * x``; ``angle`` is how far the text is turned (0, 90 …)."""

    words: tuple[Word, ...]
    size: float  # height of the font
    base: float
    slope: float
    angle: int = 0


def find_tesseract() -> str | None:
    """The program, on Windows also where its installer puts it without telling the PATH."""
    return shutil.which("tesseract") or next((path for path in _WINDOWS if Path(path).is_file()), None)


@lru_cache(maxsize=4)
def languages(program: str) -> frozenset[str]:
    """Names of the language data that this Tesseract has."""
    try:
        done = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset((done.stdout + done.stderr).decode("utf-8", "replace").split())


def missing() -> str:
    """Why no scan can be read here, as a key of ``details.DETAILS``; "" when all is there."""
    program = find_tesseract()
    if program is None:
        return "scan"
    return "" if "vie" in languages(program) else "no-vietnamese"


def recognise(image: Any, dpi: int = DPI) -> tuple[TextLine, ...]:
    """Lines of a grey ``PIL`` image in Tesseract's reading order. Raises LoadError."""
    program = find_tesseract()
    if program is None:
        raise LoadError("scan-without-ocr", "scan")
    header = f"P5 {image.width} {image.height} 255\n".encode("ascii")
    command = [program, "stdin", "stdout", "-l", "vie", "--psm", "1", "--dpi", str(dpi), "hocr"]
    try:
        done = subprocess.run(  # noqa: S603
            command, input=header + image.tobytes(), capture_output=True, timeout=_PAGE_SECONDS, check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise LoadError("too-large", f"seconds: {_PAGE_SECONDS}") from error
    except OSError as error:
        raise LoadError("scan-without-ocr", "scan") from error
    if done.returncode:
        raise LoadError("scan-without-ocr", "ocr-failed")
    return tuple(_lines(done.stdout))


def turned(lines: tuple[TextLine, ...]) -> int:
    """How far most of the text is turned against the image: 0, 90, 180 or 270 degrees."""
    counts: dict[int, int] = {}
    for line in lines:
        counts[line.angle] = counts.get(line.angle, 0) + len(line.words)
    return max(counts, key=lambda angle: counts[angle], default=0)


def slope_of(lines: tuple[TextLine, ...]) -> float:
    """How much the page was laid askew: rise of the baselines by pixel."""
    slopes = [line.slope for line in lines if len(line.words) >= 4]
    return median(slopes) if len(slopes) >= 3 else 0.0


def _lines(page: bytes) -> Iterator[TextLine]:
    from lxml import html

    if not page.strip():
        return
    root = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))
    for node in root.iter("span"):
        if node.get("class") in _LINES:
            words = tuple(word for child in node.iter("span") if (word := _word(child)) is not None)
            if words:
                yield _line(node.get("title", ""), words)


def _word(node: Any) -> Word | None:
    title, text = node.get("title", ""), node.text_content().strip()
    if node.get("class") != "ocrx_word" or not text:
        return None
    box = re.search(r"bbox (\d+) (\d+) (\d+) (\d+)", title)
    sure = re.search(rf"x_wconf {_NUMBERS}", title)
    if box is None:
        return None
    x0, y0, x1, y1 = map(float, box.groups())
    return Word(text, x0, y0, x1, y1, float(sure[1]) if sure else 0.0)


def _line(title: str, words: tuple[Word, ...]) -> TextLine:
    box = re.search(r"bbox (\d+) (\d+) (\d+) (\d+)", title)
    left, bottom = (float(box[1]), float(box[4])) if box else (words[0].x0, max(w.y1 for w in words))
    line = re.search(rf"baseline {_NUMBERS} {_NUMBERS}", title)
    slope, offset = (float(line[1]), float(line[2])) if line else (0.0, 0.0)
    size = re.search(rf"x_size {_NUMBERS}", title)
    angle = re.search(rf"textangle {_NUMBERS}", title)
    height = float(size[1]) if size else max(w.y1 - w.y0 for w in words)
    return TextLine(words, height, bottom + offset - slope * left, slope, round(float(angle[1])) if angle else 0)
