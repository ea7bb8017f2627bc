"""What each rule means, with its examples and its measured precision; and a sentence of one's own, judged at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from starlette.responses import HTMLResponse, Response

from qualitycheck import api
from qualitycheck.api import Setup
from qualitycheck.checks.building import build_document
from qualitycheck.report import Options
from qualitycheck.report.html.article import ArticleView, article
from qualitycheck.report.masking import mask_report
from qualitycheck.rules import Example
from qualitycheck.stages import conclude
from qualitycheck.types import Compared, Doubt, Report
from qualitycheck.web.http.visit import Refused, Visit

MOST_LETTERS = 2_000


@dataclass(frozen=True, slots=True)
class Mark:
    """A run of an example; ``shown`` is what the rule points at."""

    text: str
    shown: bool


def rules_page(visit: Visit) -> Response:
    return visit.page(
        "rules.html.j2", rules=tuple(visit.site.setups.plain.rules.rules.values()), sentence="", view=None
    )


def rule_page(visit: Visit) -> Response:
    known = visit.site.setups.plain.rules
    rule = known.rules.get(visit.request.path_params["rule"])
    if rule is None:
        raise Refused(404, "web.not-found")
    sets = [(one, one.rules[rule.id]) for one in (known.quality.sets if known.quality else ()) if rule.id in one.rules]
    return visit.page("rule.html.j2", rule=rule, sets=sets, marks=marks, lines=lines_of)


def lines_of(example: Example) -> tuple[str, ...]:
    """An example as lines: its pledge, or the parts of its small document."""
    if example.pledge:
        return (example.pledge,)
    parts = [example.title, example.intro]
    parts += [line for section in example.sections for line in (section.heading, *section.pledges)]
    return tuple(part for part in (*parts, example.closing) if part)


def marks(text: str) -> Iterator[Mark]:
    """``text`` cut at its double brackets."""
    for number, piece in enumerate(text.split("[[")):
        shown, found, rest = piece.partition("]]")
        if number and found:
            yield Mark(shown, True)
            yield Mark(rest, False)
        else:
            yield Mark(piece, False)


def try_sentence(visit: Visit) -> Response:
    """Slots, level and findings of one sentence; for a page without script the whole page."""
    if not visit.site.tries.take(visit.who.id):
        raise Refused(429, "web.slow-down")
    sentence = " ".join(visit.form.get("sentence", "").replace("[[", "").replace("]]", "").split())[:MOST_LETTERS]
    view = None
    if sentence:
        given = Example(pledge=sentence, position=visit.text("position"), unit=visit.text("unit"))
        view = tried(given, visit.site.setups.plain, visit)
    if visit.request.headers.get("x-part"):
        return HTMLResponse(visit.site.render("tried.html.j2", visit, view=view))
    known = tuple(visit.site.setups.plain.rules.rules.values())
    return visit.page("rules.html.j2", rules=known, sentence=sentence, view=view)


def tried(given: Example, made: Setup, visit: Visit) -> ArticleView:
    """The sentence as a document of one pledge; what only a whole document can lack is left out."""
    prepared = api.prepare(build_document(given, made.rules, "…").document, made)
    report = conclude(prepared, Compared(), (), made)
    kept = tuple(f for f in report.findings if f.pledge is not None)
    report = replace(report, findings=kept, doubts=_doubts(report, {f.id for f in kept}))
    return article(mask_report(report), 1, Options(made.rules, visit.lang))


def _doubts(report: Report, kept: set[str]) -> tuple[Doubt, ...]:
    return tuple(d for d in report.doubts if d.finding is None or d.finding in kept)
