"""The score sheet on the terminal: units, documents of each, what to discuss, to commend, to read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from rich.console import Group as Lines
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from qualitycheck.meeting import Entry, ScoreSheet
from qualitycheck.report.basis import basis
from qualitycheck.report.header import stamp
from qualitycheck.report.meeting.wording import band, full_name, name, reasons, unit
from qualitycheck.report.options import Options
from qualitycheck.report.terminal import failures, foot, heading, show
from qualitycheck.report.words import Words
from qualitycheck.report.xlsx.book import Paper

MOST_UNITS = 40


def write(sheet: ScoreSheet, target: Path | None, options: Options, paper: Paper = "A4") -> None:
    show(render(sheet, options), target)


def render(sheet: ScoreSheet, options: Options) -> RenderableType:
    words = options.words
    head = Table.grid(padding=(0, 2))
    for label, value in list(basis(sheet.batch, options))[:2]:
        head.add_row(label, value)
    scale = "; ".join(f"{c.shown(words.lang)} {words.number(c.weight)}" for c in sheet.criteria)
    head.add_row(words.say("score.criteria"), scale)
    parts: list[RenderableType] = [Text(words.say("score.title"), style="bold"), head]
    if sheet.entries:
        parts += [heading(words.say("sheet.units")), _units(sheet, words), heading(words.say("sheet.ranking"))]
        groups = [(unit_name, list(own)) for unit_name, own in groupby(sheet.entries, key=lambda e: e.unit)]
        groups = [(unit_name, list(own)) for unit_name, own in groupby(sheet.entries, key=lambda e: e.unit)]
        parts += [_documents(unit_name, own, words) for unit_name, own in groups[:MOST_UNITS]]
        parts += _discuss(sheet, words) + _commend(sheet, words)
        parts.append(Padding(Text(words.say("score.provisional"), style="dim"), (1, 0, 0, 0)))
    if sheet.batch.failures:
        parts.append(failures(sheet.batch, words))
    return Lines(*parts, Text(stamp(sheet.batch.versions, words), style="dim"), foot(options))


def _units(sheet: ScoreSheet, words: Words) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False)
    table.add_column(words.say("column.rank"), justify="right")
    table.add_column(words.say("unit"), ratio=1)
    for phrase in ("agenda.head.documents", "agenda.head.mean", "agenda.head.mend", "agenda.head.read"):
        table.add_column(words.say(phrase), justify="right")
    for one in sheet.units[:MOST_UNITS]:
        table.add_row(str(one.rank), unit(one.unit, words), str(one.documents), words.number(one.mean),
                      str(one.must_mend), str(one.to_read))  # fmt: skip
    if len(sheet.units) > MOST_UNITS:
        table.add_row("", words.say("heat-more", count=len(sheet.units) - MOST_UNITS))
    return table


def _documents(unit_name: str, own: Sequence[Entry], words: Words) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, show_header=False)
    table.add_column(justify="right")
    table.add_column(ratio=1)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    for one in own:
        reader = " ?" if one.report.score.needs_review else ""
        table.add_row(str(one.rank or "–"), name(one, words), f"{words.number(one.marks.total)} ({band(one, words)}){reader}",
                      words.label("grade", one.grade))  # fmt: skip
    return Padding(Lines(Text(unit(unit_name, words), style="bold"), table), (0, 0, 1, 0))


def _discuss(sheet: ScoreSheet, words: Words) -> list[RenderableType]:
    lines: list[RenderableType] = [heading(words.say("score.discuss"))]
    for one in sheet.discuss[: sheet.meeting.discuss]:
        text = f"{full_name(one, words)}: {words.say('score.points', points=words.number(one.marks.total))}"
        lines.append(Text(f"- {text}; {reasons(one, words)}"))
    if not sheet.discuss:
        lines.append(Text(words.say("score.discuss-none"), style="green"))
    return lines


def _commend(sheet: ScoreSheet, words: Words) -> list[RenderableType]:
    lines: list[RenderableType] = [heading(words.say("score.commend"))]
    for one in sheet.documents:
        points = words.say("score.points", points=words.number(one.entry.marks.total))
        lines.append(Text(f"- {full_name(one.entry, words)}: {points}"))
    lines += [Text(f"- “{one.text}” ({full_name(one.entry, words)})") for one in sheet.pledges]
    if len(lines) == 1:
        lines.append(Text(words.say("score.commend-none")))
    return lines
