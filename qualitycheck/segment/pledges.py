"""Pledges of the body: one bullet, one table row, one paragraph, or one sentence of a run-on paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from qualitycheck.segment.lines import Line, read_mark
from qualitycheck.segment.tables import Entry
from qualitycheck.types import Pledge, Section, Span
from qualitycheck.vietnamese.characters import UPPER

_SENTENCE_END = re.compile(rf"(?<=[^\W\d_]{{2}})[.!?](?=\s+[{UPPER}\"“\d])|(?<=[\d%)\"”])\.(?=\s+[{UPPER}\d])")
_ABBREVIATION = re.compile(r"(?:\b(?:TP|Tp|TT|TX|ThS|TS|PGS|GS|BS|CN|KS|Đ/c|đ/c|Q|P|H|X|NQ|QĐ|CT|VD|v\.v))\Z")
_LIST_CLAUSE = re.compile(r";\s+[^\W\d_A-Z]")
_ITEM_END = re.compile(rf";(?=\s+[{UPPER}])")
_CLAUSE_END = re.compile(r";(?=\s+\S)")
MIN_SENTENCE_WORDS = 4


@dataclass
class _Builder:
    """Gathers sections and pledges in order."""

    text: str
    sections: list[Section] = field(default_factory=list)
    pledges: list[Pledge] = field(default_factory=list)
    parents: list[Line] = field(default_factory=list)

    def open_section(self, line: Line | None) -> None:
        self.parents.clear()
        heading = " ".join(f"{line.mark} {line.text}".split()) if line else ""
        self.sections.append(Section(len(self.sections), heading, line.span if line else None))

    def add(self, line: Line, entry: Entry, children: tuple[str, ...] = ()) -> None:
        if not self.sections:
            self.open_section(None)
        parent = self.parents[-1].text if self.parents else ""
        self.pledges.append(
            Pledge(
                len(self.pledges),
                len(self.sections) - 1,
                " ".join((entry.text or line.text).split()),
                Span(line.start, entry.end) if entry.end else line.span,
                line.block,
                line.mark,
                line.page,
                line.cell,
                parent,
                children,
                entry.aside,
            )
        )


def build(
    text: str, entries: Sequence[Entry], headings: frozenset[int]
) -> tuple[tuple[Section, ...], tuple[Pledge, ...]]:
    """Sections and pledges of the body; ``headings`` are indices into ``entries``."""
    builder = _Builder(text)
    groups = list(_by_section(_join_continuations(text, entries, headings)))
    bodies = [group[1:] if group[0].heading else group for group in groups]
    # a text that gives every part one unmarked paragraph promises sentence by sentence
    flowing = len(bodies) >= 2 and all(len(body) <= 1 and not any(e.line.kind for e in body) for body in bodies)
    lists = flowing and all(_LIST_CLAUSE.search(e.line.text) for body in bodies for e in body)
    for group, body in zip(groups, bodies, strict=True):
        if group[0].heading:
            builder.open_section(group[0].line)
        _add_section(builder, body, 2 if flowing else 3, lists)
    return tuple(builder.sections), tuple(builder.pledges)


def _join_continuations(text: str, entries: Sequence[Entry], headings: frozenset[int]) -> list[Entry]:
    """Headings marked; a line that goes on in small letters is put back to the line before it."""
    out: list[Entry] = []
    for i, entry in enumerate(entries):
        if i in headings or entry.heading:
            out.append(replace(entry, heading=True))
        elif out and not out[-1].heading and _continues(out[-1].line, entry.line):
            before = out[-1].line
            joined = replace(before, text=text[before.start : entry.line.end])
            out[-1] = replace(out[-1], line=joined)
        else:
            out.append(replace(entry, heading=False))
    return out


def _continues(before: Line, line: Line) -> bool:
    if line.kind or before.cell != line.cell or before.text.endswith((".", ":", "!", "?")) or not line.text:
        return False
    same_block = before.block == line.block
    return line.text[0].islower() and (
        same_block or before.text.endswith((",", "-")) or (before.words >= 6 and bool(before.kind))
    )


def _by_section(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    group: list[Entry] = []
    for entry in entries:
        if entry.heading and group:
            yield group
            group = []
        group.append(entry)
    if group:
        yield group


def _add_section(builder: _Builder, entries: Sequence[Entry], least: int, lists: bool) -> None:
    run_on = len(entries) <= 2 and all(not e.line.kind and e.line.cell is None for e in entries)
    for i, entry in enumerate(entries):
        line = entry.line
        while builder.parents and not _under(line, builder.parents[-1]):
            builder.parents.pop()
        following = entries[i + 1].line if i + 1 < len(entries) else None
        if _is_lead_in(line, following):
            builder.parents.append(line)
            continue
        for piece in _pieces(line, least, lists) if run_on else [line]:
            builder.add(piece, entry, _children(entries, i))


def _under(line: Line, parent: Line) -> bool:
    return line.depth > parent.depth or (not parent.kind and bool(line.kind))


def _is_lead_in(line: Line, following: Line | None) -> bool:
    """A line that only introduces the items after it: "Mỗi quý tôi sẽ:", "2. Việc nước sạch"."""
    if following is None or (following.cell != line.cell and following.cell is not None):
        return line.text.endswith(":") and following is not None and line.words <= 25
    deeper = following.depth > line.depth or (not line.kind and bool(following.kind))
    if line.text.endswith(":"):
        return deeper or not line.kind or not following.kind
    return deeper and line.depth < following.depth and not line.stops and line.words <= 10 and bool(line.kind)


def _children(entries: Sequence[Entry], i: int) -> tuple[str, ...]:
    """Texts of the items that hang on entry ``i``."""
    line, out = entries[i].line, []
    for entry in entries[i + 1 :]:
        if not (entry.line.kind and line.kind and entry.line.depth > line.depth):
            break
        out.append(" ".join(entry.line.text.split()))
    return tuple(out)


def _pieces(line: Line, least: int, lists: bool) -> list[Line]:
    """A run-on paragraph as its sentences (or clauses) where it promises at least ``least`` things, else the line itself.

    Clauses are taken only where the paragraph goes on in small letters after its heading, or where every part of the text is
    one paragraph of clauses: there ";" is a list's comma.
    """
    listed = lists or line.text[:1].islower()
    for pattern, enough in ((_SENTENCE_END, least), (_ITEM_END, 3), (_CLAUSE_END, 2 if listed else 5)):
        ends = [m.end() for m in pattern.finditer(line.text) if not _ABBREVIATION.search(line.text[: m.start()])]
        pieces = _cut(line, ends)
        if len(pieces) >= enough and all(p.words >= MIN_SENTENCE_WORDS for p in pieces):
            return pieces
    return [line]


def _cut(line: Line, ends: Sequence[int]) -> list[Line]:
    out, start = [], 0
    for end in [*ends, len(line.text)]:
        piece = line.text[start:end]
        lead = len(piece) - len(piece.lstrip())
        if piece.strip():
            mark = read_mark(piece.strip())[1]
            at = start + lead + len(mark)
            out.append(
                replace(line, text=line.text[at:end].strip(), start=line.start + at, mark=mark.strip() or line.mark)
            )
        start = end
    return out


def span_of(lines: Sequence[Line]) -> Span | None:
    """From the first to the last of ``lines``."""
    return Span(lines[0].start, lines[-1].end) if lines else None
