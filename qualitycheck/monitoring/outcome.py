"""The register filled in at year's end -> what was promised and what was done, by unit and person.

Rows are found by the fingerprint in their column "Mã", wherever sorting, filtering or new rows have put them; a hidden
sheet keeps what was promised, so that a removed or rewritten row is seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from qualitycheck.errors import LoadError, UsageError
from qualitycheck.load.details import sentence
from qualitycheck.messages import PHRASES
from qualitycheck.review.importing import review_files
from qualitycheck.review.spreadsheet import Spreadsheet
from qualitycheck.review.word import word_files
from qualitycheck.review.workbook import Line, lines
from qualitycheck.vietnamese.characters import clean, fold, key

State = Literal["done", "ongoing", "not-done", "empty", "unclear", "removed"]
STATES: tuple[State, ...] = ("done", "ongoing", "not-done", "empty", "unclear", "removed")
CHOICES: tuple[State, ...] = ("done", "ongoing", "not-done")  # of the drop-down, worded ``outcome.*``
_SYNONYMS: dict[State, tuple[str, ...]] = {
    "done": ("đã xong", "xong", "đã làm", "hoàn thành", "đã hoàn thành", "đạt", "rồi", "x", "có", "yes"),
    "ongoing": ("đang làm", "đang triển khai", "chưa xong", "một phần"),
    "not-done": ("chưa", "không", "không thực hiện", "không làm", "chưa làm", "chưa đạt", "không đạt", "no"),
}


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one promise. ``said`` is the cell as filled in; ``added``: a row that the register did not have;
    ``edited``: its words were changed since; dates are ISO 8601 or as written."""

    id: str
    unit: str
    person: str
    what: str
    deadline: str
    due: str
    state: State
    said: str = ""
    done_on: str = ""
    evidence: str = ""
    remark: str = ""
    added: bool = False
    edited: bool = False
    file: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many promises of a unit, or of one person there, are in each state; rows added later are counted apart."""

    unit: str
    person: str
    counts: tuple[tuple[State, int], ...]
    added: int = 0

    @property
    def promised(self) -> int:
        return sum(count for _, count in self.counts)

    def count(self, state: State) -> int:
        return dict(self.counts)[state]


@dataclass(frozen=True, slots=True)
class Outcome:
    """All results by unit and person, and the files they come from."""

    results: tuple[Result, ...]
    files: tuple[str, ...]

    @property
    def open(self) -> tuple[Result, ...]:
        """What was promised and is not reported as done."""
        return tuple(r for r in self.results if r.state != "done" and not r.added)

    @property
    def units(self) -> tuple[Tally, ...]:
        return _tallies(self.results, lambda r: (r.unit, ""))

    @property
    def people(self) -> tuple[Tally, ...]:
        return _tallies(self.results, lambda r: (r.unit, r.person))

    @property
    def total(self) -> Tally:
        return next(iter(_tallies(self.results, lambda r: ("", ""))), Tally("", "", tuple((s, 0) for s in STATES)))


def _tallies(results: Iterable[Result], group: Callable[[Result], tuple[str, str]]) -> tuple[Tally, ...]:
    found: dict[tuple[str, str], list[Result]] = defaultdict(list)
    for result in results:
        found[group(result)].append(result)
    return tuple(
        Tally(unit, person, _states(r for r in own if not r.added), sum(r.added for r in own))
        for (unit, person), own in found.items()
    )


def _states(results: Iterable[Result]) -> tuple[tuple[State, int], ...]:
    said = [r.state for r in results]
    return tuple((state, said.count(state)) for state in STATES)


def read_outcomes(paths: Sequence[Path]) -> Outcome:
    """The results in register workbooks and in folders of them.

    Raises UsageError for a file named that is no register of this program or cannot be read, and where there is none.
    """
    rows: list[tuple[Line, str]] = []
    promised: dict[str, Result] = {}
    files: list[str] = []
    for path, is_named in review_files(paths):
        try:
            filled, kept = _read(path)
        except UsageError:
            if is_named:
                raise
            continue
        files.append(path.name)
        rows += [(line, path.name) for line in filled]
        promised |= {line["identity"]: _promised(line, path.name) for line in kept if line["identity"]}
    if not files:
        raise UsageError("Không có sổ theo dõi nào do qualitycheck tạo ra ở đó. (No register of this program there.)")
    found = [*_known(rows, promised), *_new(rows, promised)]
    return Outcome(tuple(sorted(found, key=lambda r: (key(r.unit), key(r.person), r.added, r.due, r.id))), tuple(files))


def _read(path: Path) -> tuple[list[Line], list[Line]]:
    """Rows that people filled in, and rows of the hidden sheet."""
    wrong = f'"{path}" không phải sổ theo dõi do lệnh register tạo ra; hãy chọn đúng tệp .xlsx. (No register.)'
    try:
        data = path.read_bytes()
        if "xl/workbook.xml" not in set(word_files(data)):
            raise UsageError(wrong)
        book = Spreadsheet(data)
        tables = [list(lines(book, sheet)) for sheet in book.sheets]
    except LoadError as error:
        raise UsageError(f'Không đọc được "{path}": {sentence(error.detail)}. (Cannot be read.)') from None
    # a comparison has outcomes, too, but nobody responsible
    filled = [line for table in tables for line in table if {"outcome", "responsible"} <= line.cells.keys()]
    kept = [line for table in tables for line in table if "outcome" not in line.cells and "promised" in line.cells]
    if not filled and not kept:
        raise UsageError(wrong)
    return filled, kept


def _promised(line: Line, file: str) -> Result:
    return Result(
        line["identity"], line["unit"], line["person"], line["promised"], line["deadline"], _date(line["due"]),
        "removed", file=file,
    )  # fmt: skip


def _known(rows: Sequence[tuple[Line, str]], promised: dict[str, Result]) -> Iterator[Result]:
    """One result for every promise: its rows taken together, "removed" where none is left."""
    by_id: dict[str, list[Result]] = defaultdict(list)
    for line, file in rows:
        before = promised.get(line["identity"])
        if line["identity"] and not _is_new(line, before):
            by_id[line["identity"]].append(_result(line, file, before))
    yield from (_together(found) for found in by_id.values())
    yield from (result for name, result in promised.items() if name not in by_id)


def _new(rows: Sequence[tuple[Line, str]], promised: dict[str, Result]) -> Iterator[Result]:
    for line, file in rows:
        if _is_new(line, promised.get(line["identity"])) and (line["pledge-text"] or line["outcome"]):
            yield replace(_result(line, file, None), id="", added=True)


def _is_new(line: Line, before: Result | None) -> bool:
    """A row without fingerprint, or a copied row into which another promise was written."""
    if not line["identity"]:
        return True
    text = line["pledge-text"]
    if before is None or not text:
        return False
    from rapidfuzz import fuzz

    return fuzz.ratio(key(text), key(before.what)) < _ANOTHER


_ANOTHER = 50.0  # of 100: less alike than this is another promise, not a rewritten one


def _result(line: Line, file: str, before: Result | None) -> Result:
    said = clean(line["outcome"]).strip()
    text = line["pledge-text"]
    return Result(
        id=line["identity"],
        unit=line["unit"] or (before.unit if before else ""),
        person=line["person"] or (before.person if before else ""),
        what=before.what if before else text,
        deadline=before.deadline if before else line["deadline"],
        due=before.due if before else _date(line["due"]),
        state=state_of(said),
        said=said,
        done_on=_date(line["done-on"]),
        evidence=line["proof"],
        remark=line["remark"],
        edited=before is not None and bool(text) and key(text) != key(before.what),
        file=file,
    )


def _together(found: Sequence[Result]) -> Result:
    """Rows of one fingerprint as one result; rows that contradict each other are unclear."""
    told = [r for r in found if r.state != "empty"]
    if not told:
        return found[0]
    if len({r.state for r in told}) == 1:
        return told[-1]
    return replace(told[-1], state="unclear", said=" / ".join(dict.fromkeys(r.said for r in told)))


def state_of(said: str) -> State:
    """The state that a cell means; "unclear" for words that are none of the choices."""
    text = " ".join(fold(clean(said)).split()).strip(" .!")
    return _STATES.get(text, "unclear") if text else "empty"


_STATES: dict[str, State] = {
    fold(word): state
    for state in CHOICES
    for word in (*PHRASES[f"outcome.{state}"], *_SYNONYMS[state])
}  # fmt: skip


def _date(text: str) -> str:
    """Excel's serial number of a day as ISO 8601; anything else as written."""
    try:
        serial = float(text)
    except ValueError:
        return text
    return (date(1899, 12, 30) + timedelta(days=int(serial))).isoformat() if 20_000 < serial < 80_000 else text
