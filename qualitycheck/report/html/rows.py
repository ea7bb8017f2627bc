"""The table of documents: one line each, and the order in which the page's script gets its fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass

from qualitycheck.report.html.article import name
from qualitycheck.report.html.tones import tone
from qualitycheck.report.options import Options
from qualitycheck.report.summary import open_findings, own_pledges, repeated_pledges
from qualitycheck.types import Report

Address = Callable[[int], str]  # number of a document, from 1, to the address of its page


@dataclass(frozen=True, slots=True)
class Row:
    """One line. ``script.js`` takes the fields in this order; ``more`` is only searched."""

    number: int
    address: str
    name: str
    path: str
    unit: str
    kind: str
    year: int | None
    score: float
    shown: str
    grade: str
    tone: str
    review: bool
    vague: int
    repeated: int
    pledges: int
    levels: tuple[int, int, int]
    rules: tuple[str, ...]
    doubts: int
    more: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document with something for a person to read."""

    address: str
    name: str
    path: str
    count: int
    rules: str


def rows(reports: Sequence[Report], options: Options, address: Address) -> list[Row]:
    return [_row(report, number, options, address(number)) for number, report in enumerate(reports, 1)]


def as_data(row: Row) -> tuple[object, ...]:
    """The row as the script gets it: a list of fields without names, which thousands of rows need not repeat."""
    return astuple(row)


def _row(report: Report, number: int, options: Options, address: str) -> Row:
    words, document, live = options.words, report.document, open_findings(report)
    levels = [f.level for f in live]
    return Row(
        number=number,
        address=address,
        name=name(report),
        path=document.path,
        unit=document.unit.value if document.unit else "",
        kind=words.label("kind", document.kind),
        year=document.year,
        score=round(report.score.total, 3),
        shown=words.number(report.score.total),
        grade=words.label("grade", report.score.grade),
        tone=tone(report.score.grade),
        review=report.score.needs_review,
        vague=sum(a.level == 0 and not a.template for a in report.assessments),
        repeated=len(repeated_pledges(report)),
        pledges=own_pledges(report),
        levels=(levels.count("error"), levels.count("warning"), levels.count("note")),
        rules=tuple(sorted({f.rule for f in live})),
        doubts=len(report.doubts),
        more=" ".join(f.value for f in (document.author, document.position, document.party_cell) if f),
    )


def waiting(reports: Sequence[Report], options: Options, address: Address) -> list[Waiting]:
    """Documents with doubts, in the order of the batch."""
    words = options.words
    return [
        Waiting(address(n), name(r), r.path, len(r.doubts), ", ".join(sorted({words.title(d.rule) for d in r.doubts})))
        for n, r in enumerate(reports, 1)
        if r.doubts
    ]
