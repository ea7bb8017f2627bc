"""Two documents side by side on the terminal, changed words marked."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from qualitycheck.audit.side import Line, SideBySide
from qualitycheck.report.audit.words import changed_words
from qualitycheck.report.html.difference import Piece, difference
from qualitycheck.report.masking import mask_text
from qualitycheck.report.options import Options
from qualitycheck.report.output import emit
from qualitycheck.report.words import Words
from qualitycheck.types import Registered

WIDEST = 140
PLAIN = 110


def write(side: SideBySide, target: Path | None, options: Options) -> None:
    content = render(side, options)
    if target is None and sys.stdout.isatty():
        console = Console(highlight=False)
        console.width = min(console.width, WIDEST)
        console.print(content)
        return
    plain = Console(file=io.StringIO(), width=PLAIN, no_color=True, force_terminal=False, highlight=False)
    plain.print(content)
    written = plain.file
    assert isinstance(written, io.StringIO)
    emit("".join(f"{line.rstrip()}\n" for line in written.getvalue().splitlines()), target)


def render(side: SideBySide, options: Options) -> Group:
    words = options.words
    table = Table(show_lines=True, expand=True)
    table.add_column(f"{words.say('side.left')}: {header(side.left, options)}", ratio=5)
    table.add_column(f"{words.say('side.right')}: {header(side.right, options)}", ratio=5)
    table.add_column("", ratio=3)
    for line in side.lines:
        table.add_row(*_row(line, side, options))
    parts: list[RenderableType] = [
        Text(words.say("side.title"), style="bold"),
        *(Text(t) for t in verdict(side, words)),
    ]
    return Group(*parts, table, Text(words.say("audit.found"), style="italic"))


def header(facts: Registered, options: Options) -> str:
    """ "Lê Văn Tư, UBND xã Hạ (2018)"."""
    words = options.words
    who = ", ".join(p for p in (facts.author, facts.unit or facts.party_cell) if p) or facts.path
    return f"{mask_text(who) if options.mask else who} ({facts.year or words.say('audit.year-unknown')})"


def verdict(side: SideBySide, words: Words) -> Iterator[str]:
    """What the comparison comes to, sentence by sentence."""
    if side.identical:
        templates = sum(line.template for line in side.lines)
        yield words.say("side.identical", count=len(side.left_pledges), templates=templates)
    elif not side.counted:
        yield words.say("side.none")
    else:
        yield words.say("side.share", count=side.repeated, total=side.counted)
    yield f"{words.say(f'tie.{side.author}')} {words.say(f'side.{side.direction}')}"


def note(line: Line, words: Words) -> str:
    """How a line's two sides stand to each other."""
    if line.kind is None:
        said = words.say("side.only-right" if line.left is None else "side.only-left")
    else:
        said = words.label("match", line.kind)
    parts = [words.say("side.template") if line.template else "", said, changed_words(line.detail, words)]
    return "; ".join(part for part in parts if part)


def texts(line: Line, side: SideBySide, options: Options) -> tuple[str, str]:
    """Both wordings as they may be shown, "" where one is missing."""
    left = "" if line.left is None else side.left_pledges[line.left]
    right = "" if line.right is None else side.right_pledges[line.right]
    return (mask_text(left), mask_text(right)) if options.mask else (left, right)


def _row(line: Line, side: SideBySide, options: Options) -> tuple[Text, Text, Text]:
    left, right = texts(line, side, options)
    pieces = (
        difference(left, right)
        if line.kind and line.kind != "verbatim"
        else ((Piece(left, False),), (Piece(right, False),))
    )
    style = "dim" if line.template or line.kind is None else ""
    return (
        _text(line.left, pieces[0], style),
        _text(line.right, pieces[1], style),
        Text(note(line, options.words), style=style),
    )


def _text(number: int | None, pieces: tuple[Piece, ...], style: str) -> Text:
    out = Text(style=style)
    if number is not None:
        out.append(f"{number + 1}. ", style="bold")
    for piece in pieces:
        out.append(piece.text, style="bold yellow underline" if piece.changed else "")
    return out
