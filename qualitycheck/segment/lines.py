"""Lines of a document with their list marks: the unit in which headings and pledges are found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from qualitycheck.types import Block, Cell, RawDocument, Span
from qualitycheck.vietnamese.characters import fold, fold_pattern

MarkKind = Literal[
    "", "part", "roman", "upper", "ordinal", "decimal", "decimals", "lower", "dash", "plus", "star", "dot"
]

# Depth by habit: what may hang on what. Equal depths are siblings.
DEPTH: dict[MarkKind, int] = {
    "part": 0, "roman": 1, "upper": 1, "ordinal": 2, "decimal": 2, "decimals": 3, "lower": 4,
    "dash": 5, "": 5, "star": 5, "dot": 5, "plus": 6,
}  # fmt: skip

_NUMBER_WORD = r"(?:một|hai|ba|bốn|tư|năm|sáu|bảy|bẩy|tám|chín|mười|nhất|nhì)"
_PATTERNS: tuple[tuple[MarkKind, str], ...] = (
    ("decimals", r"(?:nội dung|việc|mục|ý)\s+\d{1,2}(?:\.\d{1,2})+\s*[:.)\-]?\s+"),
    (
        "part",
        rf"\[?(?:phần|mục|điều|chương|nội dung|nhóm|vấn đề|câu)\s+(?:thứ\s+)?(?:(?:\d{{1,2}}|[ivx]{{1,4}}|{_NUMBER_WORD})\s*[.:)/\-\]]?|"
        r"[a-eđ]\s*[.:)/\-])\s+|(?:phần|mục|muc|phan)\s*:\s+",
    ),
    ("ordinal", rf"(?:{_NUMBER_WORD}\s+là\s*[,:.\-]?|thứ\s+{_NUMBER_WORD}\s*(?:là\b)?\s*[,:.\-])\s+"),
    ("decimals", r"(?:\d{1,2}|[ivx]{1,4})(?:\.\d{1,2}){1,3}\s*[.)/:\-]?\s+(?!\S*%)"),
    ("decimal", r"\(?\d{1,2}\s*(?:[.)/:](?!\d)|-(?=\s))\s*"),
    ("roman", r"(?:[ivx]{1,5})\s*(?:[.)/:]|-(?=\s)|\s-\s)\s*"),
    ("lower", r"\(?[a-zđ]\s*(?:[)./](?!\w[.\s])|-(?=\s))\s*"),
    ("plus", r"\+\s*"),
    ("star", r"(?:[*★❖❉◆➢➤►▶➔→✓✔☑☒☐❑]|\[(?:x|v|\s|✓)?\])\s*"),
    ("dash", r"(?:-{1,2}(?!\d)\s*|(?:ý|y)\s*\d{0,2}\s*:\s+)"),
    ("dot", r"[•·●○■□◦▪]\s*"),
)
_MARKS: tuple[tuple[MarkKind, re.Pattern[str]], ...] = tuple((k, re.compile(fold_pattern(p))) for k, p in _PATTERNS)
_NUMBERED: frozenset[MarkKind] = frozenset({"part", "roman", "upper", "ordinal", "decimal", "decimals"})
_UPPER_ITEM = re.compile(r"[A-EĐGHIK]\s*[.)/:]\s*(?=\S)")


@dataclass(frozen=True)
class Line:
    """One visible line. ``text`` is without its mark; ``start`` is where ``text`` begins in ``RawDocument.text``."""

    text: str
    start: int
    block: int
    kind: MarkKind = ""
    mark: str = ""
    page: int | None = None
    cell: Cell | None = None
    bold: bool = False
    centered: bool = False
    heading: int | None = None

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def depth(self) -> int:
        return DEPTH[self.kind]

    @cached_property
    def upper(self) -> bool:
        """Written in capitals."""
        letters = [c for c in self.text if c.isalpha()]
        return len(letters) > 3 and sum(c.isupper() for c in letters) >= 0.85 * len(letters)

    @cached_property
    def stops(self) -> bool:
        """Ends as a sentence or a list item does."""
        return self.text.endswith((".", ";", "!", "?"))


def read_mark(text: str) -> tuple[MarkKind, str]:
    """Kind and exact length of the list mark that ``text`` begins with; ("", "") if none."""
    folded = fold(text)
    if (
        (found := _UPPER_ITEM.match(text))
        and not re.match(r"[IVX]{1,4}\.\d", text)
        and not re.match(r"[A-ZĐ]\.\s*[A-ZĐ]\.", text)
    ):
        roman = text[0] == "I" and not text[1:].lstrip(" .)/:")[:1].islower()
        return ("roman" if roman else "upper"), found[0]
    for kind, pattern in _MARKS:
        found = pattern.match(folded)
        if found and found.end() < len(text):
            if not _plausible(kind, text, found.end()):
                continue
            return kind, text[: found.end()]
    return "", ""


def _plausible(kind: MarkKind, text: str, end: int) -> bool:
    """False where a number or initial only looks like a mark: "2.5 tấn", "V.I. Lênin"."""
    if kind == "roman":
        return text[:end].strip(" .)/:-").isupper() and not re.match(r"[A-ZĐ]\.", text[end:])
    if kind == "decimals":
        return text[:end].rstrip()[-1] in ".)/:-" or text[end].isupper()
    return True


def _mark_of_label(label: str) -> MarkKind:
    """Kind of an automatic number, which is followed by no text."""
    return read_mark(label.strip() + " X")[0] or ("dot" if label.strip() else "")


def body_lines(raw: RawDocument) -> list[Line]:
    """All lines of the body, blocks split at their line breaks, list marks taken off."""
    return [line for i, block in enumerate(raw.blocks) if block.part == "body" for line in _lines_of(block, i)]


def _lines_of(block: Block, index: int) -> Iterator[Line]:
    offset = 0
    for number, piece in enumerate(block.text.split("\n")):
        start = block.start + offset
        offset += len(piece) + 1
        stripped = piece.strip()
        if not any(c.isalnum() for c in stripped):
            continue
        stripped = _FRAMES.sub("", stripped)
        if not any(c.isalnum() for c in stripped):
            continue
        start += piece.index(stripped)
        line = Line(stripped, start, index, page=block.page, cell=block.cell, bold=block.bold,
                    centered=block.centered, heading=block.heading)  # fmt: skip
        yield _without_mark(line, block.label if number == 0 else "")


def _unwrapped(line: Line) -> Line:
    """A numbered heading in square brackets ("[Phần 1. Đạo đức]") without them."""
    inner = line.text[1:-1].strip()
    if not (line.text.startswith("[") and line.text.endswith("]") and read_mark(inner)[0] in _NUMBERED):
        return line
    return replace(line, text=inner, start=line.start + line.text.index(inner))


def _without_mark(line: Line, label: str) -> Line:
    line = _unwrapped(line)
    kind, mark = read_mark(line.text)
    if mark:
        rest = line.text[len(mark) :]
        text = rest.lstrip()
        line = replace(
            line, text=text, start=line.start + len(mark) + len(rest) - len(text), kind=kind, mark=mark.strip()
        )
    if label.strip() and line.kind not in ("part", "roman"):
        # Word computed the outer mark; a mark typed after it is part of the author's own bullet
        line = replace(line, kind=_mark_of_label(label), mark=label.strip())
    return line


# ">" before the lines of a quoted mail, rules drawn on both sides of a title
_FRAMES = re.compile(r"^(?:>\s*)+|^[=~#_]{2,}\s*|\s*[=~#_]{2,}$")


def split_at(line: Line, offset: int) -> tuple[Line, Line]:
    """``line`` cut before character ``offset`` of its text; both halves trimmed."""
    head = line.text[:offset].rstrip()
    tail = line.text[offset:]
    rest = tail.lstrip(" \t:.-–;,")
    after = Line(rest, line.start + len(line.text) - len(rest), line.block, page=line.page, cell=line.cell)
    return replace(line, text=head), _without_mark(after, "")
