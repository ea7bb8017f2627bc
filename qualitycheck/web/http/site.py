"""What all pages share: store, rules, templates, caches, limits."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from qualitycheck.messages import LANGS, Lang
from qualitycheck.report import Words
from qualitycheck.report import html as report_html
from qualitycheck.web.board import Board
from qualitycheck.web.http.rates import Rate
from qualitycheck.web.judging import Earlier
from qualitycheck.web.log import Log
from qualitycheck.web.setups import Setups
from qualitycheck.web.store.database import Database
from qualitycheck.web.store.records import Job
from qualitycheck.web.work.supervisor import Supervisor

if TYPE_CHECKING:
    from qualitycheck.web.http.visit import Visit

HERE = Path(__file__).parents[1]
REPORT = Path(report_html.__file__).parent
V = TypeVar("V")


class Cache(Generic[V]):
    """The ``most`` values used last; a value is made by one thread at a time only if two ask at once, which does no harm."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._held: OrderedDict[Hashable, V] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        value = make()
        with self._lock:
            self._held[key] = value
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return value


class Site:
    """``key`` opens a session on the server's own machine; None where everybody needs a password."""

    def __init__(
        self, board: Board, database: Database, supervisor: Supervisor | None, log: Log, *, key: str | None = None,
        cookie: str = "qualitycheck", is_secure: bool = False,
    ) -> None:  # fmt: skip
        self.board, self.database, self.supervisor, self.log = board, database, supervisor, log
        self.key, self.cookie, self.is_secure = key, cookie, is_secure
        self.setups, self.earlier = Setups(board), Earlier(board.review)
        self.review_lock, self.table_lock = threading.Lock(), threading.Lock()
        self.articles: Cache[str] = Cache(400)
        self.tables: Cache[Any] = Cache(8)
        self.uploads, self.tries = Rate(board.limits.uploads_per_minute), Rate(board.limits.tries_per_minute)
        self.passwords = Rate(board.limits.passwords_per_minute)

    @staticmethod
    def arguments(job: Job) -> dict[str, Any]:
        """What a job was told and what it found."""
        found: dict[str, Any] = json.loads(job.args)
        return found

    def words(self, lang: Lang) -> Words:
        return Words(self.setups.plain.rules, lang)

    @cached_property
    def environment(self) -> Environment:
        made = Environment(
            loader=FileSystemLoader([HERE / "templates", REPORT]), autoescape=True, trim_blocks=True, lstrip_blocks=True,
            undefined=StrictUndefined, auto_reload=False, cache_size=100,
        )  # fmt: skip
        made.globals |= {"langs": LANGS, "tone": _tone}
        made.filters["moment"] = _moment
        return made

    def render(self, template: str, visit: Visit, **values: Any) -> str:
        return self.environment.get_template(template).render(
            v=visit, w=self.words(visit.lang), me=visit.session, here=visit.request.url.path, **values
        )


def _moment(at: str) -> str:
    """A moment of the store (UTC) as the clock of this place shows it: day, month, year, hour, minute."""
    return f"{datetime.fromisoformat(at).astimezone():%d/%m/%Y %H:%M}"


def _tone(grade: str, default: str = "") -> str:
    """The class of a grade's badge; the style says its colour."""
    return f"grade-{grade}"
