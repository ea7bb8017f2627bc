"""PDF: characters to lines (``pdf_lines``), then paragraphs (``pdf_paragraphs``), and ruled tables (``pdf_tables``)."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from qualitycheck.errors import LoadError
from qualitycheck.load import pdf_furniture
from qualitycheck.load.draft import Content
from qualitycheck.load.image import why_not
from qualitycheck.load.limits import Limits
from qualitycheck.load.pdf_glyphs import PageGlyphs, pdfium_page, plumber_page
from qualitycheck.load.pdf_layout import Page, paragraphs
from qualitycheck.load.pdf_pages import laid_out, share
from qualitycheck.load.pdf_tables import find_grids
from qualitycheck.load.scan import read_image
from qualitycheck.types import Notice

_PASSWORD = 4  # pdfium's FPDF_ERR_PASSWORD
_GOOD_SHARE = 0.85  # measured: good pages .97 to .99, scrambled ones about .61
_STROKES_OF_A_TABLE = 4
_FEWEST_LETTERS = 12  # fewer on a page with a picture: a scan with a stamp or page number on it
_STROKES_OF_LETTERS = 150
_POOR_SHARE = 0.6  # recognise the page and see whether that reads better
_CLEARLY = 0.15
_LONGEST_SIDE = 4000  # pixels of a rendered page: some state a size of metres


def read(data: bytes, limits: Limits) -> Content:
    """A PDF, its scanned pages recognised. Raises LoadError("corrupt" | "encrypted" | "scan-without-ocr" | "too-large")."""
    _refuse_truncated(data)
    glyphs = _all_glyphs(data, limits)
    textless = [page.number for page in glyphs if _is_picture(page)]
    problem = why_not(limits)
    if problem and (len(textless) * 2 > len(glyphs) or (textless and not any(map(_letters, glyphs)))):
        raise LoadError("scan-without-ocr", problem)
    pages = _Pages(data).read(glyphs)
    seen: dict[int, Page] = {} if problem else _recognised(data, textless + _garbled(pages, textless), limits)
    pages = [_better(page, seen.get(page.number), page.number in textless) for page in pages]
    if textless and not any(page.lines or page.cells for page in pages):
        raise LoadError("unreadable-text", "ocr-nothing")
    bodies, headers, footers = pdf_furniture.split([p.lines for p in pages], {p.number: p.height for p in pages})
    kept = [Page(p.number, p.width, p.height, body, p.grids, p.cells) for p, body in zip(pages, bodies, strict=True)]
    notices = tuple(_notices(glyphs, textless if problem else ()))
    return Content(paragraphs(kept, headers, footers), len(glyphs), notices)


def _is_picture(page: PageGlyphs) -> bool:
    """A page without text that shows something all the same: a picture, or letters drawn as curves."""
    return _letters(page) < _FEWEST_LETTERS and (page.pictures > 0 or page.strokes >= _STROKES_OF_LETTERS)


def _garbled(pages: Sequence[Page], textless: Sequence[int]) -> list[int]:
    """Pages whose text layer is no text: a font without its letters' names, or a poor recognition by the scanner."""
    return [page.number for page in pages if page.number not in textless and 0.0 < share(page) < _POOR_SHARE]


def _recognised(data: bytes, numbers: Sequence[int], limits: Limits) -> dict[int, Page]:
    """The pages of these numbers, through Tesseract."""
    import pypdfium2 as pdfium

    if len(numbers) > limits.ocr_pages:
        raise LoadError("too-large", f"scanned-pages: {len(numbers)}")
    if not numbers:
        return {}
    document = pdfium.PdfDocument(data)
    try:
        return {number: read_image(partial(_rendered, document, number), number) for number in numbers}
    except pdfium.PdfiumError as error:
        raise LoadError("corrupt", "bad-pdf") from error
    finally:
        document.close()


def _rendered(document: Any, number: int, dpi: int) -> Any:
    page = document[number - 1]
    try:
        longest = max(page.get_size())
        scale = min(dpi / 72, _LONGEST_SIDE / max(longest, 1.0))
        return page.render(scale=scale, grayscale=True).to_pil().convert("L")
    finally:
        page.close()


def _better(text: Page, seen: Page | None, textless: bool) -> Page:
    if seen is None or not (textless or share(seen) > share(text) + _CLEARLY):
        return text
    return seen


def _notices(glyphs: Sequence[PageGlyphs], textless: Sequence[int]) -> Iterator[Notice]:
    if textless:
        yield Notice("unreadable-text", {"pages": ", ".join(map(str, textless))})
    if tiny := sum(page.tiny for page in glyphs):
        yield Notice("hidden-text", {"count": tiny})


def _refuse_truncated(data: bytes) -> None:
    """pdfium repairs a file without its end in silence and returns part of the text: such a file is damaged."""
    if b"%%EOF" not in data[-2048:] and b"startxref" not in data[-2048:]:
        raise LoadError("corrupt", "truncated")


def _all_glyphs(data: bytes, limits: Limits) -> list[PageGlyphs]:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            raise LoadError("encrypted", "password") from error
        raise LoadError("corrupt", "bad-pdf") from error
    try:
        if len(document) > limits.max_pages:
            raise LoadError("too-large", f"pages: {len(document)}")
        return [_glyphs_of(document, index) for index in range(len(document))]
    except pdfium.PdfiumError as error:
        raise LoadError("corrupt", "bad-pdf") from error
    finally:
        document.close()


def _glyphs_of(document: Any, index: int) -> PageGlyphs:
    page = document[index]
    try:
        return pdfium_page(page, index + 1)
    finally:
        page.close()


def _letters(page: PageGlyphs) -> int:
    return sum(glyph.text.isalpha() for glyph in page.glyphs)


class _Pages:
    """Lines and cells of each page. pdfplumber is opened only for pages with rules or with spoiled text."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._plumber: Any = None

    def read(self, glyphs: Sequence[PageGlyphs]) -> list[Page]:
        try:
            return [self._page(page) for page in glyphs]
        finally:
            with suppress(Exception):  # closing parses the pages that were never asked for
                if self._plumber is not None:
                    self._plumber.close()

    def _page(self, base: PageGlyphs) -> Page:
        slow = self._slow(base) if base.strokes >= _STROKES_OF_A_TABLE else None
        grids = _grids(slow, base.height)
        best = laid_out(base, grids, False)
        if share(best) >= _GOOD_SHARE:
            return best
        candidates = [best, laid_out(base, grids, True)]
        if share(candidates[1]) < _GOOD_SHARE and (slow := slow or self._slow(base)) is not None:
            with suppress(Exception):  # pdfminer parses a page only when it is asked for its characters
                candidates.append(laid_out(plumber_page(slow, base), grids, True))
        return max(candidates, key=share)

    def _slow(self, page: PageGlyphs) -> Any:
        """The pdfplumber page, None where pdfplumber cannot read the file."""
        import pdfplumber

        logging.getLogger("pdfminer").addHandler(logging.NullHandler())  # it would tell the user of each odd operator
        with suppress(Exception):  # pdfminer raises whatever it stumbles over; pdfium's text is then all there is
            if self._plumber is None:
                self._plumber = pdfplumber.open(io.BytesIO(self._data))
            return self._plumber.pages[page.number - 1]
        return None


def _grids(slow: Any, height: float) -> list[Any]:
    if slow is None:
        return []
    with suppress(Exception):
        return list(find_grids(slow, height))
    return []
