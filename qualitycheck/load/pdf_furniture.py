"""What stands on a page but belongs to no text: page numbers, and headers and footers repeated on every page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from qualitycheck.load.pdf_lines import Line

_NUMBER = re.compile(r"\s*(?:trang|page|tr\.?)?\s*[-–—]?\s*\d{1,3}\s*(?:[-–—]|/\s*\d{1,3})?\s*\Z", re.IGNORECASE)
_MARGIN = 0.12  # of the page's height, at its top and bottom


def split(
    pages: Sequence[Sequence[Line]], heights: Mapping[int, float]
) -> tuple[list[list[Line]], list[Line], list[Line]]:
    """Lines of the pages without furniture, then the repeated headers and the repeated footers, each once."""
    repeated = _repeated(pages, heights)
    bodies: list[list[Line]] = []
    headers: dict[str, Line] = {}
    footers: dict[str, Line] = {}
    for page in pages:
        bodies.append([])
        for line in page:
            if not _in_margin(line, heights):
                bodies[-1].append(line)
            elif _NUMBER.match(line.text):
                continue
            elif _key(line) in repeated:
                (headers if line.y > heights[line.page] / 2 else footers).setdefault(_key(line)[0], line)
            else:
                bodies[-1].append(line)
    return bodies, list(headers.values()), list(footers.values())


def _in_margin(line: Line, heights: Mapping[int, float]) -> bool:
    height = heights[line.page]
    return not _MARGIN * height < line.y < (1 - _MARGIN) * height


def _key(line: Line) -> tuple[str, int, int]:
    """Text without its digits, and place: equal for the same header on different pages."""
    return re.sub(r"\d+", "#", line.text), round(line.y / 3), round(line.x0 / 3)


def _repeated(pages: Sequence[Sequence[Line]], heights: Mapping[int, float]) -> set[tuple[str, int, int]]:
    found: dict[tuple[str, int, int], set[int]] = defaultdict(set)
    for page in pages:
        for line in page:
            if _in_margin(line, heights):
                found[_key(line)].add(line.page)
    return {key for key, on in found.items() if len(on) >= max(2, 0.5 * len(pages))}
