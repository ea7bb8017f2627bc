"""Decisions out of the Excel workbook of ``check --format xlsx``, in whatever order its rows and columns now stand.

Columns are found by their headings, rows by the fingerprint in them. The names below are what the writer puts there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from qualitycheck.errors import UsageError
from qualitycheck.messages import LANGS, PHRASES
from qualitycheck.review.proposals import Proposals, Unclear, verdict_of
from qualitycheck.review.spreadsheet import Row, Spreadsheet
from qualitycheck.review.store import MOST_QUOTE, Entry, Graded
from qualitycheck.vietnamese.characters import clean, fold

FIXED = ("identity", "machine")  # columns a row cannot do without


@dataclass(frozen=True, slots=True)
class Line:
    """One row by column name (the phrases ``column.*``)."""

    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "").strip()

    @property
    def data(self) -> dict[str, Any]:
        """What the writer noted for this program; empty where somebody wrote over it."""
        try:
            found = json.loads(self["machine"])
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


def read_workbook(data: bytes, name: str, *, person: str, today: date, expires: str | None) -> Proposals:
    """Decisions of all rows of a workbook. ``person`` decides where the row and the file name nobody.

    Raises UsageError where it is no workbook of this program, LoadError where it cannot be read.
    """
    book = Spreadsheet(data)
    tables = {sheet: list(lines(book, sheet)) for sheet in book.sheets}
    findings = [line for rows in tables.values() for line in rows if "decision" in line.cells]
    pledges = [line for rows in tables.values() for line in rows if "own-level" in line.cells]
    marks = {line["number"]: tuple(line["mark"].split()) for rows in tables.values() for line in rows if line["mark"]}
    if not findings and not pledges and not marks:
        raise UsageError(
            f'"{name}" không phải bảng do "check --format xlsx" tạo ra, hoặc cột "Mã" đã bị xoá; '
            "hãy tạo lại bảng. (No workbook of this program.)"
        )
    who = person or book.last_author
    reader = _Reader(name, who, today.isoformat(), expires, marks)
    return reader.read(findings, pledges)


@dataclass(frozen=True, slots=True)
class _Reader:
    name: str
    person: str
    today: str
    expires: str | None
    marks: Mapping[str, tuple[str, ...]]

    def read(self, findings: list[Line], pledges: list[Line]) -> Proposals:
        entries, withdrawn, unclear = [], [], []
        for line in (line for line in findings if line["identity"]):
            text, before = line["decision"], str(line.data.get("was", ""))
            verdict = verdict_of(text) if text else None
            if verdict:
                entries.append(self._entry(line, verdict[0], verdict[1]))
            elif text and fold(clean(text)) != fold(before):
                unclear.append(Unclear(line["file"] or self.name, line["quote"], text))
            elif not text and before:
                withdrawn.append(self._entry(line, "dismissed", ""))
        return Proposals(tuple(entries), tuple(self._levels(pledges)), tuple(withdrawn), tuple(unclear))

    def _entry(self, line: Line, verdict: Any, rest: str) -> Entry:
        data = line.data
        return Entry(
            finding=line["identity"],
            rule=str(data.get("rule", "")),
            verdict=verdict,
            person=line["decided-by"] or self.person,
            date=self.today,
            reason=clean(line["reason"]).strip() or rest,
            expires=self.expires,
            path=line["file"],
            quote=line["quote"][:MOST_QUOTE],
            document=self.marks.get(str(data.get("document", "")), ()),
            locked=bool(data.get("locked", True)),
            extent={k: tuple(v) if isinstance(v, list) else float(v) for k, v in data.get("extent", {}).items()},
        )

    def _levels(self, pledges: list[Line]) -> Iterator[Graded]:
        for line in pledges:
            level = _LEVELS.get(fold(clean(line["own-level"])))
            if level is not None and line["identity"]:
                yield Graded(
                    line["identity"], level, line["pledge-text"], self.person, self.today, line["author"], line["unit"]
                )


_LEVELS: dict[str, Any] = {
    fold(PHRASES[f"specificity.{level}"][place]): level for level in (0, 1, 2) for place in range(len(LANGS))
}
_HEADINGS = {
    fold(text): key.removeprefix("column.")
    for key, texts in PHRASES.items()
    if key.startswith("column.")
    for text in texts
}


def lines(book: Spreadsheet, sheet: str) -> Iterator[Line]:
    """The rows below the headings; nothing for a sheet without the column "Mã" or "Dấu nhận biết"."""
    columns: dict[int, str] = {}
    for row in book.rows(sheet):
        if not columns:
            columns = _headings(row)
        elif any(row.values()):
            yield Line({name: row.get(place, "") for place, name in columns.items()})


def _headings(row: Row) -> dict[int, str]:
    names = {place: _HEADINGS[text] for place, cell in row.items() if (text := fold(clean(cell).strip())) in _HEADINGS}
    return names if {"identity", "mark"} & set(names.values()) else {}
