"""Notes onto a Word file: spans resolved to runs, comments added to the package."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from qualitycheck.load.docx_trace import Trace, Traced, locate, trace
from qualitycheck.load.limits import Limits
from qualitycheck.report.docx.anchors import Anchor, Anchors
from qualitycheck.report.docx.comments import Comment, add_comments
from qualitycheck.report.docx.notes import Note, notes
from qualitycheck.report.docx.reading_copy import label_length, reading_copy, sorted_blocks
from qualitycheck.report.options import Options
from qualitycheck.report.words import Words
from qualitycheck.review.own import letters_mark
from qualitycheck.types import Block, Report

_LIMITS = Limits()


def annotate_original(data: bytes, report: Report, options: Options, when: datetime, foot: str) -> bytes:
    """The submitted file with comments. Raises LoadError where it is not as it was read."""
    found = trace(data, _LIMITS)
    blocks = report.document.raw.blocks
    paragraphs = locate(found, blocks)
    given = notes(report, options, _marked(foot, found, options.words))
    return _annotated(data, found, paragraphs, blocks, [0] * len(blocks), given, options, when)


def annotate_report(report: Report, options: Options, when: datetime, foot: str) -> bytes:
    """A Word report on a file of another format, with the same comments on the text as read."""
    blocks = sorted_blocks(report)
    data = reading_copy(report, options.words, foot)
    found = trace(data, _LIMITS)
    if not _agree(paragraphs := _last(found, len(blocks)), blocks):  # a table that was not read row by row
        data = reading_copy(report, options.words, foot, tables=False)
        found = trace(data, _LIMITS)
        paragraphs = _last(found, len(blocks))
    skips = [label_length(b) for b in blocks]
    # what the original had in headers and notes is body text of the report
    plain = [replace(b, part="body") for b in blocks]
    given = notes(report, options, _marked(foot, found, options.words))
    return _annotated(data, found, paragraphs, plain, skips, given, options, when)


def _marked(foot: str, found: Trace, words: Words) -> str:
    """The foot with what tells the copy from a submission as long as nobody edits its text."""
    return f"{foot}. {words.say('word.content')} {letters_mark(found.root)}"


def _last(found: Trace, count: int) -> list[Traced]:
    return [p for p in found.paragraphs if p.part == "body" and p.text.strip()][-count:]


def _agree(paragraphs: Sequence[Traced], blocks: Sequence[Block]) -> bool:
    pairs = zip(paragraphs, blocks, strict=False)
    return len(paragraphs) == len(blocks) and all(p.text.split()[-1:] == b.text.split()[-1:] for p, b in pairs)


def _annotated(
    data: bytes, found: Trace, paragraphs: Sequence[Traced], blocks: Sequence[Block], skips: Sequence[int],
    given: Sequence[Note], options: Options, when: datetime,
) -> bytes:  # fmt: skip
    anchors = Anchors(found, paragraphs, blocks, skips).resolve([note.span for note in given])
    comments = [(a, _placed(a, note.comment, options.words)) for a, note in zip(anchors, given, strict=True)]
    return add_comments(data, found, comments, when, _LIMITS)


def _placed(anchor: Anchor, comment: Comment, words: Words) -> Comment:
    """The comment with a line about its place where it could not stand there."""
    if not anchor.elsewhere:
        return comment
    place = words.say("word.elsewhere", place=words.say(f"word.place.{anchor.elsewhere}"))
    return replace(comment, lines=(*comment.lines[:-1], place, comment.lines[-1]))
