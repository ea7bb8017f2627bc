"""Characters of one page to its lines and cells, whoever found the characters."""

from __future__ import annotations

from collections.abc import Sequence

from qualitycheck.load.pdf_glyphs import PageGlyphs
from qualitycheck.load.pdf_layout import Page
from qualitycheck.load.pdf_lines import is_disordered, read_lines
from qualitycheck.load.pdf_tables import Grid, part
from qualitycheck.vietnamese import characters, legacy, syllables


def laid_out(page: PageGlyphs, grids: Sequence[Grid], by_position: bool) -> Page:
    """Lines outside the tables and lines of the cells, in drawing order where that can be trusted."""
    outside, cells = part(page, grids)
    by_position = by_position or is_disordered(outside)
    lines = read_lines(outside, page.number, by_position)
    return Page(
        page.number, page.width, page.height, lines, tuple(grids),
        tuple((cell, tuple(read_lines(cell.glyphs, page.number, by_position))) for cell in cells),
    )  # fmt: skip


def share(page: Page) -> float:
    """Share of possible syllables of the page, legacy encodings read as what they are."""
    text = "\n".join([line.text for line in page.lines] + [line.text for _, lines in page.cells for line in lines])
    return syllables.share(characters.clean(legacy.convert(text, legacy.guess(text))))
