"""Columns and rows of the register, the same in the workbook and in the table of plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualitycheck.monitoring import Promise
from qualitycheck.monitoring.outcome import CHOICES
from qualitycheck.report.words import Words
from qualitycheck.report.xlsx.book import Cell, Column

# what people fill in
OPEN = ("outcome", "done-on", "proof", "remark")


def columns(words: Words) -> tuple[Column, ...]:
    """The identity and the words of the pledge are kept, the yellow columns are for people."""
    choices = tuple(words.label("outcome", state) for state in CHOICES)
    return (
        Column("number", 5, "mark"), Column("unit", 18, "wrap"), Column("person", 16, "wrap"),
        Column("pledge-text", 48, "wrap"), Column("measure", 16, "wrap"), Column("deadline", 15, "wrap"),
        Column("due", 12, "date"), Column("evidence", 16, "wrap"), Column("responsible", 16, "wrap"),
        Column("outcome", 14, "input", choices=choices, hint=words.say("register.choose")),
        Column("done-on", 12, "input-date"), Column("proof", 16, "input"), Column("remark", 16, "input"),
        Column("identity", 19), Column("attention", 22, "wrap"), Column("position", 22, "wrap"),
        Column("year", 7, "mark"), Column("pledge", 8, "mark"), Column("file", 40),
    )  # fmt: skip


def cells(promises: Sequence[Promise], words: Words) -> Iterator[tuple[Cell, ...]]:
    """One row for every promise, in the order of ``columns``; what people fill in stays empty."""
    for number, one in enumerate(promises, start=1):
        yield (
            number, one.unit or words.say("unit-unknown"), one.person, one.what, one.measure, one.deadline,
            one.due[-1] if one.due else None, one.evidence, one.responsible, "", None, "", "", one.id,
            words.say("register.repeated") if one.repeated else "", one.position, one.year, one.pledge + 1, one.path,
        )  # fmt: skip


PROMISED = (
    Column("identity", 19), Column("unit", 20), Column("person", 20), Column("promised", 60), Column("deadline", 20),
    Column("due", 12),
)  # fmt: skip


def promised(promises: Sequence[Promise], words: Words) -> Iterator[tuple[Cell, ...]]:
    """What the comparison at year's end goes back to; dates as ISO 8601."""
    for one in promises:
        due = one.due[-1].isoformat() if one.due else ""
        yield (one.id, one.unit or words.say("unit-unknown"), one.person, one.what, one.deadline, due)
