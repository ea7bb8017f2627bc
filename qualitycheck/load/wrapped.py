"""Lines that an editor broke at a fixed width, joined to paragraphs again, only where that is evident."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_WIDTHS = range(56, 111)  # columns at which editors and mail programs break
_ITEM = re.compile(
    r"\s*(?:[-+*•–—●▪■○·→✓\uf000-\uf0ff]\s*[^\W\d_]"  # a bullet
    r"|[-+*•–—●▪■○·→✓\uf000-\uf0ff]\s+\S"
    r"|\(?\d{1,2}(?:\.\d{1,2})*[.)\]/](?:\s+\S|[^\W\d_])"  # 1.  1.2.  (1)  1/  but not 30/9 and 3.500
    r"|\d{1,2}(?:\.\d{1,2})+\s+[^\W\d_]"  # 1.2 Về …
    r"|[a-zđ][.)]\s*[^\W\d_]|[IVX]{1,5}[.)/]\s*[^\W\d_]|[IVX]{1,5}\s*[-–]\s*[^\W\d_]"
    r"|(?:điều|phần|mục|bước)\s+\w+\s*[.:]\s*\S)",
    re.IGNORECASE,
)
_ENDS = (".", ";", ":", "!", "?", ".”", '."')


def starts_item(line: str) -> bool:
    """Whether a line begins with a bullet, a number or a letter of a list."""
    return _ITEM.match(line) is not None


def unwrap(lines: Sequence[str]) -> list[str]:
    """Paragraphs of a text file. Lines stay as they are unless the file was broken at a fixed width."""
    width = _wrap_width(lines)
    if not width:
        return list(lines)
    out: list[str] = []
    previous = ""
    for line in lines:
        if out and _continues(previous, line, width):
            out[-1] = f"{out[-1].rstrip()} {line.strip()}"
        else:
            out.append(line)
        previous = line
    return out


def _wrap_width(lines: Sequence[str]) -> int:
    """The width at which the file was broken, 0 for none.

    Evidence: no line is longer, several lines come close, and nearly all of those end inside a sentence.
    """
    lengths = [len(line.rstrip()) for line in lines]
    widest = max(lengths, default=0)
    if widest not in _WIDTHS:
        return 0
    pairs = [(line.rstrip(), after.strip()) for line, after in pairwise(lines)]
    full = [(line, after) for line, after in pairs if len(line) > widest - 15 and after]
    broken = [1 for line, after in full if not line.endswith(_ENDS) and _inside(after)]
    return widest if len(full) >= 3 and len(broken) >= 0.6 * len(full) else 0


def _inside(line: str) -> bool:
    return line[:1].islower() and not starts_item(line)


def _continues(previous: str, line: str, width: int) -> bool:
    """The first word of ``line`` would not have fitted on ``previous``, and nothing marks a new paragraph."""
    text = line.strip()
    if not text or not previous.strip() or starts_item(line) or "\t" in line.strip():
        return False
    if len(previous.rstrip()) + 1 + len(text.split(maxsplit=1)[0]) <= width:
        return False
    indent, before = len(line) - len(line.lstrip()), len(previous) - len(previous.lstrip())
    if indent > before and not starts_item(previous):
        return False
    return text[0].islower() or not previous.rstrip().endswith(_ENDS)
