"""A document rebuilt from the register: header and pledges, one line each. Intro, headings and closing are not kept there."""

from __future__ import annotations

from collections.abc import Sequence

from qualitycheck.types import Block, Document, Fact, Pledge, RawDocument, Registered, Section, Span


def restore(header: Registered, pledges: Sequence[str]) -> Document:
    """``pledges`` are texts by index. Only what rules read from header and pledges can be judged on the result."""
    lines = [" ".join(text.split()) for text in pledges]
    starts = [sum(len(line) + 1 for line in lines[:n]) for n in range(len(lines))]
    blocks = tuple(Block(line, start) for line, start in zip(lines, starts, strict=True))
    return Document(
        raw=RawDocument(header.path, "txt", "\n".join(lines), blocks, header.digest),
        id=header.document,
        kind=header.kind,
        year=header.year,
        year_source="document" if header.year else None,
        author=_fact(header.author),
        position=_fact(header.position),
        unit=_fact(header.unit),
        party_cell=_fact(header.party_cell),
        title=header.title,
        sections=(Section(0, "", None),),
        pledges=tuple(
            Pledge(n, 0, block.text, Span(block.start, block.start + len(block.text)), n)
            for n, block in enumerate(blocks)
        ),
        intro=None,
        closing=None,
        words=sum(len(line.split()) for line in lines),
    )


def _fact(value: str) -> Fact | None:
    return Fact(value) if value else None
