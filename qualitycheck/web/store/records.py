"""What the store hands out: frozen, no words for the reader."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, Literal, TypeVar

Role = Literal["viewer", "reviewer", "admin"]
ROLES: tuple[Role, ...] = ("viewer", "reviewer", "admin")
Target = Literal["finding", "pledge", "document"]
# what may be decided of what; "" takes a decision back
VERDICTS: dict[str, tuple[str, ...]] = {
    "finding": ("confirmed", "dismissed", "to-mend"),
    "pledge": ("commended",),
    "document": ("agreed", "to-rewrite", "commended"),
}
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Meeting:
    """``kind``: "board" for a meeting, "intake" for files on their way into the register.

    ``version`` counts every change of the meeting; ``versions`` is JSON of what the check was made with.
    """

    id: int
    kind: str
    name: str
    year: int | None
    unit: str
    profile: str
    created: str
    person: str
    version: int
    versions: str | None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """``state``: queued, reading, read, failed, cancelled or duplicate (of file ``same``)."""

    id: int
    meeting: int
    name: str
    digest: str
    bytes: int
    suffix: str
    state: str
    same: int | None
    added: str
    person: str


@dataclass(frozen=True, slots=True)
class Event:
    """One decision, or with an empty ``verdict`` its withdrawal. ``entry`` is what goes into the review file."""

    id: int
    meeting: int
    document: int
    target: str
    subject: str
    verdict: str
    reason: str
    person: str
    at: str
    entry: str | None
    version: int


@dataclass(frozen=True, slots=True)
class Job:
    id: int
    kind: str
    meeting: int | None
    file: int | None
    args: str
    state: str
    ready: float
    owner: str
    attempts: int
    started: float | None
    done: int
    total: int
    message: str
    person: str
    created: str


@dataclass(frozen=True, slots=True)
class Session:
    """``id`` is the hash of the cookie; ``account`` whether a password was given."""

    id: str
    csrf: str
    person: str
    role: Role
    account: int
    lang: Literal["vi", "en"]
    until: float

    def may(self, role: Role) -> bool:
        return ROLES.index(self.role) >= ROLES.index(role)


def made(kind: type[T], row: sqlite3.Row) -> T:
    """A record out of a row that holds all of its fields."""
    values: dict[str, Any] = {name: row[name] for name in _names(kind)}  # type: ignore[arg-type]
    return kind(**values)


@lru_cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
