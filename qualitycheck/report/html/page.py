"""The whole HTML report: head, summary, tables, and the documents, in the page or to be opened on demand."""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from qualitycheck.report.header import reading, stamp
from qualitycheck.report.html.article import article, name
from qualitycheck.report.options import Options
from qualitycheck.report.summary import Heat, HeatCell, heat, open_findings, own_pledges, repeated_pledges, summarise
from qualitycheck.types import LEVELS, Batch, Report
from qualitycheck.vietnamese.characters import without_marks

HERE = Path(__file__).parent
HEAT_ROWS = 30
QUEUE_ROWS = 30
SCORES: tuple[tuple[int, int], ...] = ((0, 50), (50, 70), (70, 85), (85, 101))
_HEAT_STEPS = (50, 60, 70, 80, 90)
_GRADE_TONES: Mapping[str, str] = {"good": "good", "fair": "note", "needs-work": "warning", "rewrite": "error"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table of documents."""

    anchor: str
    name: str
    path: str
    kind: str
    year: str
    unit: str
    score: float
    shown: str
    grade: str
    tone: str
    review: bool
    vague: int
    repeated: int
    pledges: int
    levels: tuple[int, int, int]
    rules: str
    search: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document with something for a person to read."""

    anchor: str
    name: str
    path: str
    count: int
    rules: str


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )


def page(batch: Batch, options: Options) -> str:
    """One self-contained page; nothing is fetched, and its policy forbids it."""
    environment, words = _environment(), options.words
    style = (HERE / "style.css").read_text(encoding="utf-8")
    script = (HERE / "script.js").read_text(encoding="utf-8")
    lazy = len(batch.reports) > options.lazy
    return environment.get_template("page.html.j2").render(
        w=words,
        options=options,
        batch=batch,
        summary=summarise(batch),
        heat=heat(batch.reports),
        heat_rows=HEAT_ROWS,
        heat_step=heat_step,
        tone=lambda grade: _GRADE_TONES.get(grade, "note"),
        rows=[_row(r, n, options) for n, r in enumerate(batch.reports, 1)],
        waiting=_waiting(batch.reports, options),
        queue_rows=QUEUE_ROWS,
        units=_units(heat(batch.reports)),
        scores=SCORES,
        levels=LEVELS,
        lazy=lazy,
        articles=_articles(batch.reports, options, lazy),
        failures=[(f, words.failure(f)) for f in batch.failures],
        stamp=stamp(batch.versions, words),
        reading=reading(summarise(batch), words),
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        policy=_policy(style, script),
        phrases=data_island({key: words.say(key) for key in ("page.none",)} | {"shown": _shown(options)}),
    )


def _shown(options: Options) -> str:
    return options.words.say("page.shown", shown="{shown}", total="{total}")


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def data_island(value: Any) -> Markup:
    """JSON that may stand inside a script element: nothing in it can end the element or begin a comment."""
    text = msgspec.json.encode(value).decode()
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - made safe just above


def packed(html: str) -> Markup:
    """HTML deflated, in base64: a fifth of its size, and nothing in it can end the element it stands in."""
    return Markup(base64.b64encode(zlib.compress(html.encode(), 6)).decode())  # noqa: S704 - letters and digits


def _articles(reports: Sequence[Report], options: Options, lazy: bool) -> Iterator[tuple[str, Markup]]:
    """(anchor, HTML of the document), the HTML packed when it is to be opened on demand."""
    template = _environment().get_template("article.html.j2")
    for number, report in enumerate(reports, 1):
        view = article(report, number, options)
        html = template.render(a=view, w=options.words, budget=options.budget, tone=_GRADE_TONES.get)
        yield view.anchor, packed(html) if lazy else Markup(html)  # noqa: S704 - rendered with autoescape


def _row(report: Report, number: int, options: Options) -> Row:
    words, document, live = options.words, report.document, open_findings(report)
    unit = document.unit.value if document.unit else ""
    called = name(report)
    levels = [f.level for f in live]
    return Row(
        anchor=f"d{number}",
        name=called,
        path=document.path,
        kind=words.label("kind", document.kind),
        year=str(document.year or ""),
        unit=unit,
        score=report.score.total,
        shown=words.number(report.score.total),
        grade=words.label("grade", report.score.grade),
        tone=_GRADE_TONES.get(report.score.grade, "note"),
        review=report.score.needs_review,
        vague=sum(a.level == 0 and not a.template for a in report.assessments),
        repeated=len(repeated_pledges(report)),
        pledges=own_pledges(report),
        levels=(levels.count("error"), levels.count("warning"), levels.count("note")),
        rules=" ".join(sorted({f.rule for f in live})),
        search=_plain(" ".join((called, unit, document.path, str(document.year or ""), *_more(report)))),
    )


def _waiting(reports: Sequence[Report], options: Options) -> list[Waiting]:
    """Documents with doubts, in the order of the batch."""
    words = options.words
    return [
        Waiting(f"d{n}", name(r), r.path, len(r.doubts), ", ".join(sorted({words.title(d.rule) for d in r.doubts})))
        for n, r in enumerate(reports, 1)
        if r.doubts
    ]


def _more(report: Report) -> list[str]:
    document = report.document
    return [fact.value for fact in (document.author, document.position, document.party_cell) if fact]


def _plain(text: str) -> str:
    """Lower case without marks, so that "nguyen" finds "Nguyễn"."""
    return without_marks(text).lower()


def _units(heat: Heat) -> list[str]:
    return sorted((row.unit for row in heat.rows if row.unit), key=_plain)


def heat_step(cell: HeatCell) -> int:
    """Class of a cell, 0 (lowest scores) to 5."""
    return sum((cell.mean or 0) >= step for step in _HEAT_STEPS)
