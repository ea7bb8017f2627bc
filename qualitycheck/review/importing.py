"""A reviewer's file, whatever it is, to proposals: a workbook, a commented Word file, or a folder of both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from qualitycheck.errors import LoadError, UsageError
from qualitycheck.load import load
from qualitycheck.load.details import sentence
from qualitycheck.review.identity import mark
from qualitycheck.review.proposals import Proposals
from qualitycheck.review.word import read_word, word_files
from qualitycheck.review.workbook import read_workbook

_ENDINGS = (".xlsx", ".xlsm", ".docx", ".docm")


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who decides where a file names nobody, on which day, and for how many days (None: without end)."""

    person: str
    today: date
    days: int | None

    @property
    def expires(self) -> str | None:
        return None if self.days is None else (self.today + timedelta(days=self.days)).isoformat()


def review_files(paths: Sequence[Path]) -> Iterator[tuple[Path, bool]]:
    """Files named (True) and files of a kind with decisions below folders named (False), sorted. Raises UsageError."""
    for path in paths:
        if path.is_file():
            yield path, True
        elif path.is_dir():
            files = sorted(p for p in path.rglob("*") if p.suffix.lower() in _ENDINGS and p.is_file())
            yield from ((p, False) for p in files if not p.name.startswith(("~$", ".")))
        else:
            raise UsageError(f'Không có tệp hay thư mục "{path}"; hãy xem lại đường dẫn. (No such file.)')


def read_decisions(path: Path, reviewer: Reviewer) -> Proposals:
    """What one file decides. Raises UsageError where it is no file of this program or cannot be read."""
    try:
        data = path.read_bytes()
        names = set(word_files(data))
        if "xl/workbook.xml" in names:
            return read_workbook(
                data, path.name, person=reviewer.person, today=reviewer.today, expires=reviewer.expires
            )
        if any(name.startswith("word/") for name in names):
            own = mark(load(path, path.name))
            return read_word(
                data, path.name, person=reviewer.person, today=reviewer.today, expires=reviewer.expires, document=own
            )
    except LoadError as error:
        raise UsageError(f'Không đọc được "{path}": {sentence(error.detail)}. (Cannot be read.)') from None
    raise UsageError(
        f'"{path}" không phải tệp Excel hay Word; hãy chọn tệp .xlsx hoặc .docx. (Neither Excel nor Word.)'
    )
