"""The year-end comparison as a workbook: figures by unit and person, what is open, and every result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from qualitycheck.files import write_atomic
from qualitycheck.messages import Lang
from qualitycheck.monitoring import Outcome, Result
from qualitycheck.monitoring.outcome import STATES, State, Tally
from qualitycheck.report.monitoring.outcome_words import day, note, remarks, total
from qualitycheck.report.words import Phrases, Speaking
from qualitycheck.report.xlsx.book import Book, Cell, Column, Toned
from qualitycheck.report.xlsx.workbook import Page, table

DEFAULT = Path("qualitycheck-report") / "ket-qua-thuc-hien.xlsx"
_TONES: dict[State, str] = {"done": "good", "ongoing": "warning", "not-done": "error", "empty": "note", "unclear": "warning",
                            "removed": "error"}  # fmt: skip
_RESULTS = (
    Column("number", 5, "mark"), Column("unit", 20, "wrap"), Column("person", 18, "wrap"),
    Column("pledge-text", 56, "wrap"), Column("deadline", 16, "wrap"), Column("due", 12, "mark"),
    Column("outcome", 15), Column("done-on", 12, "mark"), Column("proof", 20, "wrap"), Column("remark", 28, "wrap"),
    Column("identity", 19), Column("file", 30),
)  # fmt: skip
_COUNTS = tuple(Column(f"count.{state}", 11, "number") for state in STATES)
_UNITS = (Column("unit", 34, "wrap"), Column("promises", 10, "number"), *_COUNTS, Column("share-done", 11, "percent"),
          Column("added", 9, "number"))  # fmt: skip
_PEOPLE = (_UNITS[0], Column("person", 24, "wrap"), *_UNITS[1:])


def write(outcome: Outcome, target: Path | None, lang: Lang = "vi") -> None:
    write_atomic(target or DEFAULT, outcome_book(outcome, Phrases(lang)))


def outcome_book(outcome: Outcome, words: Speaking) -> bytes:
    """The workbook's bytes."""
    book = Book(words.say("outcome.title"), "qualitycheck")
    sheet = book.sheet(words.say("sheet.summary"), page=words.say("office.page"), landscape=False)
    sheet.set_column(0, 3, 24)
    sheet.hide_gridlines(2)
    out = Page(book, sheet)
    out.merged(words.say("outcome.title"), bold=True, font_size=15, height=26)
    for line in (total(outcome, words), *remarks(outcome, words)):
        out.merged(line, text_wrap=True, height=34)
    out.merged(words.say("outcome.read-from", files=", ".join(outcome.files)), text_wrap=True, height=34)
    table(book, words, "by-unit", _UNITS, (_unit(t, words) for t in outcome.units), 1)
    table(book, words, "by-person", _PEOPLE, (_person(t, words) for t in outcome.people), 2)
    table(book, words, "open", _RESULTS, _results(outcome.open, words), 3)
    table(book, words, "results", _RESULTS, _results(outcome.results, words), 3)
    return book.finish()


def _unit(tally: Tally, words: Speaking) -> tuple[Cell, ...]:
    share = tally.count("done") / tally.promised if tally.promised else None
    name = tally.unit or words.say("unit-unknown")
    return (name, tally.promised, *(tally.count(s) for s in STATES), share, tally.added)


def _person(tally: Tally, words: Speaking) -> tuple[Cell, ...]:
    unit, *rest = _unit(tally, words)
    return (unit, tally.person, *rest)


def _results(results: Sequence[Result], words: Speaking) -> Iterator[tuple[Cell, ...]]:
    for number, one in enumerate(results, start=1):
        state = Toned(words.label("outcome", one.state), _TONES[one.state])
        yield (
            number, one.unit or words.say("unit-unknown"), one.person, one.what, one.deadline, day(one.due), state,
            day(one.done_on), one.evidence, note(one, words), one.id, one.file,
        )  # fmt: skip
