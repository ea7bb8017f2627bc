"""Paragraphs of any format to one RawDocument: encodings repaired, text cleaned, offsets set, oddities noted."""

from __future__ import annotations

import dataclasses
import re

from qualitycheck.errors import LoadError
from qualitycheck.load.draft import Content, Paragraph
from qualitycheck.load.limits import Limits
from qualitycheck.load.oddities import encoding_notice, lookalike_notice, ocr_notice, unreadable_notice
from qualitycheck.types import Block, Notice, RawDocument
from qualitycheck.vietnamese import characters, legacy

_BLANKS = re.compile(r"[ \t]*\n[ \t]*")
_PAGE_NUMBER = re.compile(r"\s*(?:trang|page)?\s*[-–—]?\s*\d{1,3}\s*(?:[-–—]|/\s*\d{1,3})?\s*\Z", re.IGNORECASE)
_PARTS = ("body", "header", "footer", "note")
_ALONE = 0.30  # margin for judging one paragraph: it has few words


def assemble(content: Content, path: str, format_: str, digest: str, limits: Limits) -> RawDocument:
    """Body first, then headers, footers and notes; empty paragraphs dropped. Raises LoadError."""
    if sum(len(p.text) for p in content.paragraphs) > limits.max_characters:
        raise LoadError("too-large", f"characters: {limits.max_characters}")
    ordered = [p for part in _PARTS for p in content.paragraphs if p.part == part and p.text.strip()]
    sources = _without_repeats(_unicode(ordered))
    kept = [(source, text) for source in sources if (text := _tidy(source.text))]
    if not any(source.part == "body" for source, _ in kept):
        raise LoadError("scan-without-ocr", "scan") if content.pictures else LoadError("empty", "no-text")
    blocks = _blocks(kept)
    notices = (*content.notices, *_notices(blocks, [source for source, _ in kept]))
    text = "\n".join(block.text for block in blocks)
    return RawDocument(
        path=path, format=format_, text=text, blocks=blocks, digest=digest, pages=content.pages, notices=notices
    )


def _unicode(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Convert what no font gave away: first the document as a whole, then each paragraph that still looks wrong."""
    whole = legacy.guess("\n".join(p.text for p in paragraphs))
    return [_converted(p, whole) for p in paragraphs]


def _converted(paragraph: Paragraph, whole: legacy.Encoding) -> Paragraph:
    if paragraph.text.isascii():
        return paragraph
    encoding = whole if legacy.fits(paragraph.text, whole) else legacy.guess(paragraph.text, _ALONE)
    if encoding == "unicode":
        return paragraph
    return dataclasses.replace(paragraph, text=legacy.convert(paragraph.text, encoding), legacy=encoding)


def _tidy(text: str) -> str:
    return _BLANKS.sub("\n", characters.clean(text)).strip()


def _without_repeats(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """A running header stands in the file once per section and kind of page; the reader needs it once."""
    seen: set[tuple[str, str]] = set()
    out = []
    for paragraph in paragraphs:
        mark = (paragraph.part, paragraph.text)
        if paragraph.part in {"header", "footer"} and (mark in seen or _PAGE_NUMBER.match(paragraph.text)):
            continue
        seen.add(mark)
        out.append(paragraph)
    return out


def _blocks(kept: list[tuple[Paragraph, str]]) -> tuple[Block, ...]:
    blocks, start = [], 0
    for source, text in kept:
        label = characters.clean(source.label).strip()
        blocks.append(
            Block(
                text, start, label, source.part, source.page, source.cell, source.bold, source.centered, source.heading
            )
        )
        start += len(text) + 1
    return tuple(blocks)


def _notices(blocks: tuple[Block, ...], sources: list[Paragraph]) -> list[Notice]:
    found = [
        encoding_notice(blocks, sources),
        lookalike_notice(blocks, sources),
        unreadable_notice(blocks),
        ocr_notice(blocks, sources),
    ]
    return [notice for notice in found if notice is not None]
