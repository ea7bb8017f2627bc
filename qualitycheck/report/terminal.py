"""The report on the terminal: summary first, then the worst documents, their findings, and what was not read."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console, RenderableType
from rich.console import Group as Lines
from rich.padding import Padding
from rich.rule import Rule as Line
from rich.table import Table
from rich.text import Text

from qualitycheck.report.groups import Group, grouped
from qualitycheck.report.header import stamp
from qualitycheck.report.masking import mask_batch
from qualitycheck.report.options import Options
from qualitycheck.report.output import emit
from qualitycheck.report.queue import queue
from qualitycheck.report.summary import RuleCount, Summary, summarise, worst_first
from qualitycheck.report.words import Words
from qualitycheck.types import Batch, Level, Report

WIDEST = 110
WORST = 10
QUOTE = 140
_STYLES: dict[Level, str] = {"error": "bold red", "warning": "yellow", "note": "cyan"}


def write(batch: Batch, target: Path | None, options: Options) -> None:
    show(render(mask_batch(batch) if options.mask else batch, options), target)


def show(made: RenderableType, target: Path | None) -> None:
    """Colours and the width of the window on a terminal; plain text of 80 columns anywhere else."""
    if target is None and sys.stdout.isatty():
        console = Console(highlight=False)
        console.width = min(console.width, WIDEST)
        console.print(made)
        return
    plain = Console(file=io.StringIO(), width=80, no_color=True, force_terminal=False, highlight=False)
    plain.print(made)
    emit(_text(plain), target)


def _text(console: Console) -> str:
    written = console.file
    assert isinstance(written, io.StringIO)
    return "".join(f"{line.rstrip()}\n" for line in written.getvalue().splitlines())


def render(batch: Batch, options: Options) -> Lines:
    """Everything the terminal shows, in order."""
    words, summary = options.words, summarise(batch)
    made = Text(stamp(batch.versions, words), style="dim")
    parts: list[RenderableType] = [Text(words.say("title"), style="bold"), made, _overview(summary, words)]
    if summary.read:
        parts += [_grades(summary, words), _rules(summary, words), _worst(batch, words)]
        parts += _documents(batch, options)
        parts += _queue(batch, options)
    if batch.failures:
        parts.append(failures(batch, words))
    parts.append(foot(options))
    return Lines(*parts)


def heading(text: str) -> RenderableType:
    return Padding(Line(Text(text, style="bold"), align="left", style="dim"), (1, 0, 0, 0))


def _overview(summary: Summary, words: Words) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    read = words.say("files-of", read=summary.read, total=summary.total)
    files = Text(read)
    if summary.failed:
        files.append(f" ({words.say('files-failed', count=summary.failed)})", style="bold red")
    if summary.passed_over:
        files.append(f"; {words.say('files-own', count=summary.passed_over)}", style="dim")
    table.add_row(words.say("files"), files)
    if summary.median is None:
        table.add_row("", words.say("nothing-checked"))
        return table
    table.add_row(words.say("median-score"), words.number(summary.median))
    table.add_row(words.say("must-mend"), words.say("of-documents", count=summary.with_errors, total=summary.read))
    for name, count in (("specific-pledges", summary.specific), ("repeated-pledges", summary.repeated)):
        table.add_row(words.say(name), words.say("of-pledges", count=count, total=summary.pledges))
    table.add_row(words.say("to-read"), words.say("of-documents", count=summary.needs_review, total=summary.read))
    table.add_row(words.say("coverage"), words.coverage(summary.coverage))
    return table


def _grades(summary: Summary, words: Words) -> RenderableType:
    most = max(count for _, count in summary.grades)
    table = Table.grid(padding=(0, 2))
    table.add_column(min_width=14)
    table.add_column(justify="right")
    for grade, count in summary.grades:
        table.add_row(
            words.label("grade", grade), str(count), Text("█" * max(1, round(30 * count / most)), style="dim")
        )
    return Lines(heading(words.say("grades")), table)


def _rules(summary: Summary, words: Words) -> RenderableType:
    title = heading(words.say("rules"))
    if not summary.rules:
        return Lines(title, Text(words.say("no-findings"), style="green"))
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False)
    table.add_column(words.say("level"), no_wrap=True)
    table.add_column(words.say("rule"), ratio=1)
    table.add_column(words.say("places"), justify="right")
    table.add_column(words.say("documents"), justify="right")
    for count in summary.rules:
        table.add_row(*_rule_row(count, words))
    return Lines(title, table)


def _rule_row(count: RuleCount, words: Words) -> tuple[RenderableType, ...]:
    name = Text(words.title(count.rule)).append(f" ({count.rule})", style="dim")
    return _level(count.level, words), name, str(count.findings), str(count.documents)


def _level(level: Level, words: Words) -> Text:
    return Text(words.label("level", level), style=_STYLES[level])


def _worst(batch: Batch, words: Words) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False)
    table.add_column(words.say("score"), justify="right")
    table.add_column(words.say("grade"), no_wrap=True)
    table.add_column(words.say("document"), ratio=1)
    for report in worst_first(batch.reports)[:WORST]:
        table.add_row(_points(report, words), words.label("grade", report.score.grade), _name(report))
    shown: list[RenderableType] = [heading(words.say("worst")), table]
    if any(r.score.needs_review for r in batch.reports):
        shown.append(Text(f"?: {words.say('needs-review')}", style="dim"))
    return Lines(*shown)


def _points(report: Report, words: Words) -> str:
    return words.number(report.score.total) + ("?" if report.score.needs_review else "")


def _name(report: Report) -> Text:
    who = report.document.author or report.document.unit
    if who is None or who.value in report.path:
        return Text(report.path)
    return Text(who.value).append(f"  {report.path}", style="dim")


def _documents(batch: Batch, options: Options) -> Iterator[RenderableType]:
    """Findings of the worst documents, each with its quoted words."""
    words = options.words
    touched = [r for r in worst_first(batch.reports) if r.asserted]
    if touched:
        yield heading(words.say("findings"))
    for report in touched[: options.documents]:
        yield _document(report, options)
    if (rest := len(touched) - options.documents) > 0:
        yield Text(words.say("folded-documents", count=rest), style="dim")


def _document(report: Report, options: Options) -> RenderableType:
    words, groups = options.words, grouped(report)
    head = Text(report.path, style="bold").append(f"  {_points(report, words)} · ", style="dim")
    head.append(words.label("grade", report.score.grade), style="dim")
    if report.score.needs_review:
        head.append(f" · {words.say('needs-review')}", style="dim")
    lines: list[RenderableType] = [head]
    lines += [_group(g, words) for g in groups[: options.budget]]
    if rest := groups[options.budget :]:
        lines.append(Text(f"  … {words.folded_groups(rest)}", style="dim"))
    return Padding(Lines(*lines), (0, 0, 1, 0))


def _group(group: Group, words: Words) -> RenderableType:
    finding = group.first
    text = _level(finding.level, words).append(f" {words.title(finding.rule)}", style="not bold default")
    body: list[RenderableType] = [text]
    if finding.quote:
        body.append(Text(f"“{_short(finding.quote)}”", style="italic"))
    body.append(Text(words.message(finding)))
    if suggestion := words.suggestion(finding):
        body.append(Text(f"→ {suggestion}", style="green"))
    if group.rest:
        body.append(Text(f"… {words.same_kind(group)}", style="dim"))
    return Padding(Lines(body[0], Padding(Lines(*body[1:]), (0, 0, 0, 2))), (0, 0, 0, 2))


def _queue(batch: Batch, options: Options) -> Iterator[RenderableType]:
    """Per document, what a person must read because the program is not sure enough."""
    words = options.words
    waiting = [r for r in worst_first(batch.reports) if r.doubts]
    if not waiting:
        return
    yield heading(words.say("queue"))
    yield Text(words.say("queue-hint"), style="dim")
    for report in waiting[: options.documents]:
        lines: list[RenderableType] = [Text(report.path, style="bold")]
        for item in queue(report, words)[: options.budget]:
            quote = f"“{_short(item.quote)}”: " if item.quote else ""
            lines.append(Padding(Text(f"{quote}{item.reason}"), (0, 0, 0, 2)))
        if (rest := len(report.doubts) - options.budget) > 0:
            lines.append(Text(f"  … {words.say('folded', count=rest)}", style="dim"))
        yield Lines(*lines)
    if (rest := len(waiting) - options.documents) > 0:
        yield Text(words.say("queue-more", count=rest), style="dim")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= QUOTE else text[: QUOTE - 1].rsplit(" ", 1)[0] + "…"


def failures(batch: Batch, words: Words) -> RenderableType:
    lines: list[RenderableType] = [heading(words.say("failures")), Text(words.say("failures-hint"))]
    for failure in batch.failures:
        lines.append(Text(failure.path, style="bold red"))
        lines.append(Padding(Text(words.failure(failure)), (0, 0, 0, 2)))
    return Lines(*lines)


def foot(options: Options) -> RenderableType:
    words = options.words
    own = [s for s in options.settings if s[2] != "default" and not s[0].startswith("criteria.")]
    changed = [f"{name} = {value} ({origin})" for name, value, origin in own]
    lines = [words.say("confirm"), words.say("masked" if options.mask else "unmasked")]
    if changed:
        lines.append(f"{words.say('settings')}: {', '.join(changed)}")
    return Padding(Lines(*(Text(line, style="dim") for line in lines)), (1, 0, 0, 0))
