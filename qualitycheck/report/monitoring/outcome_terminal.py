"""The year-end comparison on the terminal: figures by unit and person, then what is not done or not filled in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Group as Lines
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from qualitycheck.messages import Lang
from qualitycheck.monitoring import Outcome, Result
from qualitycheck.monitoring.outcome import STATES, Tally
from qualitycheck.report.monitoring.outcome_words import day, note, remarks, share, total
from qualitycheck.report.terminal import heading, show
from qualitycheck.report.words import Phrases, Speaking

MOST = 60


def write(outcome: Outcome, target: Path | None, lang: Lang = "vi") -> None:
    show(render(outcome, Phrases(lang)), target)


def render(outcome: Outcome, words: Speaking) -> RenderableType:
    parts: list[RenderableType] = [Text(words.say("outcome.title"), style="bold"), Text(total(outcome, words))]
    parts += [Text(line, style="dim") for line in remarks(outcome, words)]
    parts += [heading(words.say("sheet.by-unit")), _tallies(outcome.units, words)]
    parts += [heading(words.say("sheet.by-person")), _tallies(outcome.people[:MOST], words)]
    parts.append(heading(words.say("sheet.open")))
    parts += _open(outcome.open, words) if outcome.open else [Text(words.say("outcome.all-done"), style="green")]
    parts.append(
        Padding(Text(words.say("outcome.read-from", files=", ".join(outcome.files)), style="dim"), (1, 0, 0, 0))
    )
    return Lines(*parts)


def _tallies(tallies: Sequence[Tally], words: Speaking) -> Table:
    shown = [s for s in STATES if any(t.count(s) for t in tallies)]
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False)
    table.add_column(words.say("column.unit" if not any(t.person for t in tallies) else "column.person"), ratio=1)
    for name in ("column.promises", *(f"outcome.{s}" for s in shown), "column.share-done"):
        table.add_column(words.say(name), justify="right")
    for tally in tallies:
        name = tally.person or tally.unit or words.say("unit-unknown")
        table.add_row(name, str(tally.promised), *(str(tally.count(s)) for s in shown), share(tally))
    return table


def _open(results: Sequence[Result], words: Speaking) -> list[RenderableType]:
    lines: list[RenderableType] = []
    for result in results[:MOST]:
        head = Text(f"{words.label('outcome', result.state)} · ", style="yellow")
        head.append(", ".join(part for part in (result.person, result.unit) if part), style="bold")
        if result.due or result.deadline:
            head.append(f" · {day(result.due) or result.deadline}")
        lines.append(head)
        lines.append(Padding(Text(result.what), (0, 0, 0, 2)))
        if said := note(result, words):
            lines.append(Padding(Text(f"→ {said}"), (0, 0, 0, 2)))
    if len(results) > MOST:
        lines.append(Text(words.say("folded", count=len(results) - MOST)))
    return lines
