"""PDF: characters to lines (``pdf_lines``), then paragraphs (``pdf_paragraphs``), and ruled tables (``pdf_tables``)."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from qualitycheck.errors import LoadError
from qualitycheck.load import pdf_furniture
from qualitycheck.load.draft import Content
from qualitycheck.load.limits import Limits
from qualitycheck.load.pdf_glyphs import PageGlyphs, pdfium_page, plumber_page
from qualitycheck.load.pdf_layout import Page, paragraphs
from qualitycheck.load.pdf_lines import is_disordered, read_lines
from qualitycheck.load.pdf_tables import find_grids, part
from qualitycheck.types import Notice
from qualitycheck.vietnamese import characters, legacy, syllables

_PASSWORD = 4  # pdfium's FPDF_ERR_PASSWORD
_GOOD_SHARE = 0.85  # measured: good pages .97 to .99, scrambled ones about .61
_STROKES_OF_A_TABLE = 4
_FEWEST_LETTERS = 12  # fewer on a page with a picture: a scan with a stamp or page number on it


def read(data: bytes, limits: Limits) -> Content:
    """A PDF with a text layer. Raises LoadError("corrupt" | "encrypted" | "scan-without-ocr" | "too-large")."""
    _refuse_truncated(data)
    glyphs = _all_glyphs(data, limits)
    textless = [page.number for page in glyphs if page.pictures and _letters(page) < _FEWEST_LETTERS]
    if len(textless) * 2 > len(glyphs) or (textless and not any(map(_letters, glyphs))):
        raise LoadError("scan-without-ocr", "scan")
    pages = _Pages(data).read(glyphs)
    bodies, headers, footers = pdf_furniture.split([p.lines for p in pages], {p.number: p.height for p in pages})
    kept = [Page(p.number, p.width, p.height, body, p.grids, p.cells) for p, body in zip(pages, bodies, strict=True)]
    return Content(paragraphs(kept, headers, footers), len(glyphs), tuple(_notices(glyphs, textless)))


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
        best = _laid_out(base, grids, False)
        if _share(best) >= _GOOD_SHARE:
            return best
        candidates = [best, _laid_out(base, grids, True)]
        if _share(candidates[1]) < _GOOD_SHARE and (slow := slow or self._slow(base)) is not None:
            with suppress(Exception):  # pdfminer parses a page only when it is asked for its characters
                candidates.append(_laid_out(plumber_page(slow, base), grids, True))
        return max(candidates, key=_share)

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


def _laid_out(page: PageGlyphs, grids: Sequence[Any], by_position: bool) -> Page:
    outside, cells = part(page, grids)
    by_position = by_position or is_disordered(outside)
    lines = read_lines(outside, page.number, by_position)
    return Page(
        page.number, page.width, page.height, lines, tuple(grids),
        tuple((cell, tuple(read_lines(cell.glyphs, page.number, by_position))) for cell in cells),
    )  # fmt: skip


def _share(page: Page) -> float:
    """Share of possible syllables of the page, legacy encodings read as what they are."""
    text = "\n".join([line.text for line in page.lines] + [line.text for _, lines in page.cells for line in lines])
    return syllables.share(characters.clean(legacy.convert(text, legacy.guess(text))))
