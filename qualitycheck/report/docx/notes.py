"""Which findings become comments and what these say; the first comment sums up and stands on the title."""

from __future__ import annotations

from dataclasses import dataclass

from qualitycheck.messages import number
from qualitycheck.report.docx.comments import Comment
from qualitycheck.report.groups import grouped
from qualitycheck.report.options import Options
from qualitycheck.report.words import Words
from qualitycheck.review.identity import is_locked
from qualitycheck.review.word import code
from qualitycheck.types import Finding, Report, Span
from qualitycheck.vietnamese.characters import key


@dataclass(frozen=True, slots=True)
class Note:
    """A comment on a span of the document's text."""

    span: Span
    comment: Comment


def notes(report: Report, options: Options, foot: str) -> list[Note]:
    """At most ``options.budget`` comments, the summary among them, in the order of the text."""
    chosen = _chosen(report, max(1, options.budget - 1))
    title = title_span(report)
    found = [Note(_span(f, report) or title, comment(f, report, options.words)) for f in chosen]
    found.sort(key=lambda n: (n.span.start, n.span.end))
    return [Note(title, _summary(report, options.words, len(chosen), foot)), *found]


def _chosen(report: Report, most: int) -> list[Finding]:
    """The worst first, one of every kind before a second of any."""
    groups = grouped(report)
    return [*(g.first for g in groups), *(f for g in groups for f in g.rest)][:most]


def _span(finding: Finding, report: Report) -> Span | None:
    if finding.span is not None and finding.span.end > finding.span.start:
        return finding.span
    return report.document.pledges[finding.pledge].span if finding.pledge is not None else None


def title_span(report: Report) -> Span:
    """The title's first line, else the first line of the body: for what concerns the document as a whole."""
    title = f" {key(report.document.title)} "
    body = [b for b in report.document.raw.blocks if b.part == "body"]
    named = (b for b in body if (own := key(b.text)) and f" {own} " in title)
    block = next(named, body[0])
    return Span(block.start, block.start + len(block.text))


def comment(finding: Finding, report: Report, words: Words) -> Comment:
    lines = [f"{words.label('level', finding.level)} · {words.title(finding.rule)}", words.message(finding)]
    if suggestion := words.suggestion(finding):
        lines.append(f"{words.say('suggestion')}: {suggestion}")
    if finding.decision is not None:
        state = words.say(f"state.{finding.decision.verdict}")
        lines.append(
            words.say("word.decided", date=finding.decision.date, state=state, reason=finding.decision.reason).strip()
        )
    name = code(finding, is_locked(finding, report.document))
    return Comment((*lines, f"{words.say('word.code')} {name}"), name)


def _summary(report: Report, words: Words, shown: int, foot: str) -> Comment:
    score, count = report.score, len(report.asserted)
    low, high = (number(v, words.lang) for v in score.band)
    points = number(score.total, words.lang)
    head = words.say("word.summary", score=points, grade=words.label("grade", score.grade), low=low, high=high)
    if not count:
        said = words.say("no-findings")
    else:
        said = words.say("word.count" if shown < count else "word.all", count=count, shown=shown)
    reply = [words.say("word.reply")] if count else []
    return Comment((head, said, words.say("confirm"), *reply, foot))
