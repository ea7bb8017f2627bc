"""An audit on the terminal: figures first, then documents with most repeated, clusters, chains, sentences, progress."""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from qualitycheck.audit.model import STATUSES, Audit, Summary
from qualitycheck.report.audit.words import RELATIONS, AuditWords
from qualitycheck.report.options import Options
from qualitycheck.report.output import emit

WIDEST = 110
SHOWN = 10
QUOTE = 140


def write(audit: Audit, target: Path | None, options: Options) -> None:
    """Colours and the width of the window on a terminal; plain text of 80 columns anywhere else."""
    content = render(audit, options)
    if target is None and sys.stdout.isatty():
        console = Console(highlight=False)
        console.width = min(console.width, WIDEST)
        console.print(content)
        return
    plain = Console(file=io.StringIO(), width=80, no_color=True, force_terminal=False, highlight=False)
    plain.print(content)
    written = plain.file
    assert isinstance(written, io.StringIO)
    emit("".join(f"{line.rstrip()}\n" for line in written.getvalue().splitlines()), target)


def render(audit: Audit, options: Options) -> Group:
    """Everything that is shown, in order."""
    w = AuditWords(audit, options)
    years = w.years(audit.years) if audit.years else w.say("audit.all-years")
    parts: list[RenderableType] = [
        Text(w.say("audit.title"), style="bold"),
        Text(w.say("audit.years", years=years)),
        _figures(audit, w),
        *_documents(audit, w),
        *_list(w, "audit.clusters", len(audit.clusters), _clusters(audit, w)),
        *_list(w, "audit.chains", len(audit.chains), (f"{w.chain(c)}\n{w.way(c)}" for c in audit.chains[:SHOWN])),
        *_list(w, "audit.sentences", len(audit.sentences), _sentences(audit, w)),
        *_list(w, "audit.originals", len(audit.originals), _originals(audit, w)),
        *_units(audit, w),
        *_progress(audit, w),
        *_list(w, "audit.people", len(audit.unsure), _people(audit, w)),
        Text(""),
        Text(f"{w.say('audit.found')} {w.words.say('confirm')}", style="italic"),
    ]
    return Group(*parts)


def _figures(audit: Audit, w: AuditWords) -> Table:
    table = Table.grid(padding=(0, 2))
    total = sum(s.own_words for s in audit.summaries)
    table.add_row(w.say("audit.documents"), str(len(audit.summaries)))
    table.add_row(w.say("audit.pledges"), f"{total} ({w.say('audit.pledges-hint')})")
    for relation in RELATIONS:
        count = sum(s.of(relation) for s in audit.summaries)
        table.add_row(w.say(f"audit.{relation}"), w.words.say("of-pledges", count=count, total=total))
    return table


def _title(w: AuditWords, phrase: str) -> Text:
    return Text(f"\n{w.say(phrase)}", style="bold")


def most_repeated(audit: Audit) -> list[Summary]:
    """Documents with something repeated, the most first."""
    found = [s for s in audit.summaries if s.repeated or s.identical]
    return sorted(found, key=lambda s: (-s.repeated, -s.repeated / max(s.own_words, 1), s.number))


def _documents(audit: Audit, w: AuditWords) -> Iterator[RenderableType]:
    found = most_repeated(audit)
    yield _title(w, "audit.rows")
    for summary in found[:SHOWN]:
        yield Text(w.document(summary.number))
        for line in (f"{w.shares(summary)}.", w.identical(summary), w.unsure(summary)):
            if line.strip():
                yield Padding(Text(line), (0, 0, 0, 4))
    if not found:
        yield Text(w.say("audit.nothing"))
    yield from _more(w, len(found))


def _list(w: AuditWords, phrase: str, total: int, lines: Iterator[str]) -> Iterator[RenderableType]:
    """A title and its lines; nothing where there is none."""
    if not total:
        return
    yield _title(w, phrase)
    for line in lines:
        first, *rest = line.split("\n")
        yield Text(first)
        for more in rest:
            yield Padding(Text(more), (0, 0, 0, 4))
    yield from _more(w, total)


def _more(w: AuditWords, total: int) -> Iterator[RenderableType]:
    if total > SHOWN:
        yield Text(w.say("audit.more", count=total - SHOWN), style="dim")


def _clusters(audit: Audit, w: AuditWords) -> Iterator[str]:
    for cluster in audit.clusters[:SHOWN]:
        yield f"{w.cluster(cluster)}\n{w.documents(cluster.documents)}"


def _sentences(audit: Audit, w: AuditWords) -> Iterator[str]:
    for s in audit.sentences[:SHOWN]:
        text = w.text(s.text)
        quote = text if len(text) <= QUOTE else text[: QUOTE - 1] + "…"
        count = w.say("audit.sentence", documents=len(s.documents), people=s.people, units=s.units)
        yield f"“{quote}”\n{count}. {w.first(s)}"


def _originals(audit: Audit, w: AuditWords) -> Iterator[str]:
    for o in audit.originals[:SHOWN]:
        count = w.say("audit.original", pledges=o.pledges, documents=o.documents, people=o.people)
        yield f"{w.document(o.number)}: {count}"


def _units(audit: Audit, w: AuditWords) -> Iterator[RenderableType]:
    if not audit.units:
        return
    yield _title(w, "audit.units")
    table = Table(show_edge=False, pad_edge=False)
    for name in ("column.unit", "column.year", "audit-column.documents", "audit-column.own-words"):
        table.add_column(w.say(name), justify="left" if name == "column.unit" else "right")
    for relation in RELATIONS:
        table.add_column(w.say(f"audit-column.{relation}"), justify="right")
    rows = sorted(
        audit.units, key=lambda u: (-(u.own_earlier + u.other_earlier + u.other_same_year), u.unit, u.year or 0)
    )
    for u in rows[:SHOWN]:
        numbers = (u.documents, u.pledges, u.own_earlier, u.other_earlier, u.other_same_year)
        table.add_row(w.text(u.unit), str(u.year or "?"), *map(str, numbers))
    yield table
    yield from _more(w, len(rows))


def _progress(audit: Audit, w: AuditWords) -> Iterator[RenderableType]:
    if not audit.progress:
        return
    yield _title(w, "audit.progress")
    found: Counter[tuple[str, str]] = Counter((s.rule, s.status) for p in audit.progress for s in p.steps)
    table = Table(show_edge=False, pad_edge=False)
    table.add_column(w.words.say("rule"))
    for status in STATUSES:
        table.add_column(w.say(f"progress.{status}"), justify="right")
    for rule in sorted({rule for rule, _ in found}):
        table.add_row(w.words.title(rule), *(str(found[rule, status]) for status in STATUSES))
    yield table
    yield Text(w.say("audit.progress-hint"), style="dim")


def _people(audit: Audit, w: AuditWords) -> Iterator[str]:
    from qualitycheck.messages import percent

    for link in audit.unsure[:SHOWN]:
        sure = w.say("audit.confidence", percent=percent(link.confidence))
        yield f"{w.document(link.first)} – {w.document(link.second)}: {sure}"
