"""The HTML report: head, summary, tables, and the documents: in the page, to be opened on demand, or files beside it."""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from qualitycheck.report.header import reading, stamp
from qualitycheck.report.html.article import ArticleView, article
from qualitycheck.report.html.rows import Address, as_data, rows, waiting
from qualitycheck.report.html.tones import heat_step, tone
from qualitycheck.report.options import Options
from qualitycheck.report.summary import Heat, heat, summarise
from qualitycheck.types import LEVELS, Batch, Report
from qualitycheck.vietnamese.characters import without_marks

HERE = Path(__file__).parent
HEAT_ROWS = 30
QUEUE_ROWS = 30
SCORES: tuple[tuple[int, int], ...] = ((0, 50), (50, 70), (70, 85), (85, 101))


@lru_cache(maxsize=1)
def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    made.globals["tone"] = tone
    return made


@lru_cache
def own_text(name: str) -> str:
    """A file beside this one."""
    return (HERE / name).read_text(encoding="utf-8")


def page(batch: Batch, options: Options) -> str:
    """One self-contained page; nothing is fetched, and its policy forbids it."""
    lazy = len(batch.reports) > options.lazy
    return _page(batch, options, lambda number: f"#d{number}", _articles(batch.reports, options, lazy), lazy)


def index(batch: Batch, options: Options, address: Address) -> str:
    """The page without its documents, which lie at ``address``."""
    return _page(batch, options, address, (), len(batch.reports) > options.lazy)


def _page(batch: Batch, options: Options, address: Address, articles: Sequence[Any] | Iterator[Any], lazy: bool) -> str:
    words, summary, by_unit = options.words, summarise(batch), heat(batch.reports)
    style, script = own_text("style.css"), own_text("script.js")
    lines = rows(batch.reports, options, address)
    return environment().get_template("page.html.j2").render(
        w=words, options=options, batch=batch, summary=summary, stamp=stamp(batch.versions, words),
        reading=reading(summary, words), heat=by_unit, heat_rows=HEAT_ROWS, heat_step=heat_step, rows=lines,
        data=data_island([as_data(row) for row in lines]), waiting=waiting(batch.reports, options, address),
        queue_rows=QUEUE_ROWS, units=_units(by_unit), scores=SCORES, levels=LEVELS, lazy=lazy,
        packed=lazy and not address(1).endswith(".html"), articles=articles,
        failures=[(f, words.failure(f)) for f in batch.failures], phrases=_phrases(options),
        style=Markup(style), script=Markup(script),  # noqa: S704 - our own files
        policy=f"style-src {digest(style)}; script-src {digest(script)}",
    )  # fmt: skip


def _phrases(options: Options) -> Markup:
    """What the script says."""
    words = options.words
    said = {"none": words.say("page.none"), "review": words.say("needs-review")}
    shown = words.say("page.shown", shown="{shown}", total="{total}")
    return data_island({**said, "shown": shown, "levels": [[n, words.label("level", n)] for n in LEVELS]})


def digest(text: str) -> str:
    """How a content security policy names a style or script that may stand in the page."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def data_island(value: Any) -> Markup:
    """JSON that may stand inside a script element: nothing in it can end the element or begin a comment."""
    text = msgspec.json.encode(value).decode()
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - made safe just above


def packed(html: str) -> Markup:
    """HTML deflated, in base64: a fifth of its size, and nothing in it can end the element it stands in."""
    return Markup(base64.b64encode(zlib.compress(html.encode(), 6)).decode())  # noqa: S704 - letters and digits


def article_html(view: ArticleView, options: Options) -> Markup:
    template = environment().get_template("article.html.j2")
    return Markup(template.render(a=view, w=options.words, budget=options.budget))  # noqa: S704 - with autoescape


def _articles(reports: Sequence[Report], options: Options, lazy: bool) -> Iterator[tuple[str, Markup]]:
    """(anchor, HTML of the document), the HTML packed when it is to be opened on demand."""
    for number, report in enumerate(reports, 1):
        view = article(report, number, options)
        html = article_html(view, options)
        yield view.anchor, packed(html) if lazy else html


def _units(heat: Heat) -> list[str]:
    return sorted((row.unit for row in heat.rows if row.unit), key=lambda unit: without_marks(unit).lower())
