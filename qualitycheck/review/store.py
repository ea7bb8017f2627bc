"""The review file: JSON, sorted so that versions can be compared, written whole or not at all."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from qualitycheck.errors import UsageError
from qualitycheck.files import write_atomic
from qualitycheck.review.identity import Mark, grew, same_document
from qualitycheck.types import Decision, Verdict

SCHEMA = 1
MOST_QUOTE = 1000  # letters of a passage: a whole pledge, since it may become a label
DEFAULT_FILE = Path("qualitycheck-reviews.json")
Origin = Literal["workbook", "word", "baseline", "command", "web"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision on one finding. ``path`` and ``quote`` are for the reader of the list, matching never uses them.

    ``document`` is the mark of the document; where ``locked`` it must agree too. ``extent`` is the size of the fault.
    """

    finding: str
    rule: str
    verdict: Verdict
    person: str = ""
    date: str = ""
    reason: str = ""
    expires: str | None = None
    path: str = ""
    quote: str = ""
    document: tuple[str, ...] = ()
    locked: bool = False
    extent: Mapping[str, tuple[str, ...] | float] = field(default_factory=dict)
    origin: Origin = "workbook"

    def is_expired(self, today: datetime.date) -> bool:
        return self.expires is not None and self.expires < today.isoformat()

    def decision(self) -> Decision:
        return Decision(self.verdict, self.person, self.date, self.reason, self.expires)

    def same_place(self, other: Entry) -> bool:
        """Whether both are about the same finding."""
        if self.finding != other.finding:
            return False
        return not (self.locked and other.locked) or same_document(self.document, other.document)

    def covers(self, finding: str, document: Mark, extent: Mapping[str, tuple[str, ...] | float]) -> bool:
        """Whether this decision is about that finding of that document, in that size or smaller."""
        if finding != self.finding or grew(self.extent, extent):
            return False
        return not self.locked or same_document(self.document, document)


@dataclass(frozen=True, slots=True)
class Graded:
    """The level of a pledge as a reader sees it: a label for training."""

    pledge: str  # identity.pledge_id
    level: Literal[0, 1, 2]
    text: str
    person: str = ""
    date: str = ""
    author: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Reviews:
    entries: tuple[Entry, ...] = ()
    levels: tuple[Graded, ...] = ()


@dataclass(frozen=True, slots=True)
class _File:
    schema: int
    entries: tuple[Entry, ...] = ()
    levels: tuple[Graded, ...] = ()


def load_reviews(path: Path) -> Reviews:
    """The decisions in ``path``; none where the file does not exist. Raises UsageError."""
    import msgspec

    try:
        read = msgspec.json.decode(path.read_bytes(), type=_File)
    except FileNotFoundError:
        return Reviews()
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError(
            f'Tệp quyết định "{path}" bị hỏng ({error}); hãy lấy lại bản sao lưu. (Damaged review file.)'
        ) from None
    if read.schema != SCHEMA:
        raise UsageError(
            f'Tệp quyết định "{path}" theo mẫu {read.schema}, chương trình này đọc mẫu {SCHEMA}; '
            "hãy cập nhật chương trình. (Review file of another version.)"
        )
    return Reviews(read.entries, read.levels)


def save_reviews(reviews: Reviews, path: Path) -> None:
    """Write all decisions, or leave the old file. Raises OSError."""
    import msgspec

    entries = tuple(sorted(reviews.entries, key=lambda e: (e.path, e.rule, e.finding, e.document)))
    levels = tuple(sorted(reviews.levels, key=lambda g: (g.unit, g.author, g.pledge)))
    data = msgspec.json.encode(_File(SCHEMA, entries, levels))
    write_atomic(path, msgspec.json.format(data, indent=1) + b"\n")


@dataclass(frozen=True, slots=True)
class Merged:
    """What an import did: decisions new, changed, the same as before, and taken back."""

    reviews: Reviews
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    levels: int = 0


def merge(
    known: Reviews, new: Iterable[Entry], withdrawn: Iterable[Entry] = (), levels: Iterable[Graded] = ()
) -> Merged:
    """``known`` with ``new`` laid over it; the same verdict and reason keep the old person, date and expiry."""
    table: dict[str, list[Entry]] = {}
    for entry in known.entries:
        table.setdefault(entry.finding, []).append(entry)
    gone = sum(_taken_back(table, entry) for entry in withdrawn)
    done = Counter(_laid_in(table.setdefault(entry.finding, []), entry) for entry in new)
    graded, fresh = {g.pledge: g for g in known.levels}, {g.pledge: g for g in levels}
    count = sum(pledge not in graded or graded[pledge].level != g.level for pledge, g in fresh.items())
    reviews = Reviews(tuple(e for held in table.values() for e in held), tuple({**graded, **fresh}.values()))
    return Merged(reviews, done["added"], done["changed"], done["unchanged"], gone, count)


def _taken_back(table: dict[str, list[Entry]], entry: Entry) -> int:
    """Drop what is known about the same finding; how many decisions that were."""
    held = table.get(entry.finding, [])
    table[entry.finding] = [e for e in held if not e.same_place(entry)]
    return len(held) - len(table[entry.finding])


def _laid_in(held: list[Entry], entry: Entry) -> Literal["added", "changed", "unchanged"]:
    place = next((i for i, e in enumerate(held) if e.same_place(entry)), None)
    if place is None:
        held.append(entry)
        return "added"
    old = held[place]
    if (old.verdict, old.reason) == (entry.verdict, entry.reason):
        held[place] = replace(old, path=entry.path or old.path, document=entry.document or old.document)
        return "unchanged"
    if entry.date < old.date:
        return "unchanged"  # an older copy that comes in late
    held[place] = _laid_over(old, entry)
    return "changed"


def _laid_over(old: Entry, new: Entry) -> Entry:
    """A Word file does not carry all that the workbook does: what it leaves open stays."""
    return replace(
        new,
        document=new.document or old.document,
        extent=new.extent or old.extent,
        path=new.path or old.path,
        quote=new.quote or old.quote,
    )
