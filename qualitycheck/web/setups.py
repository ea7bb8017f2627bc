"""Settings and rules of the profiles that meetings were made with, loaded once per process."""

from __future__ import annotations

import threading

from qualitycheck import api
from qualitycheck.api import Setup
from qualitycheck.web.board import Board
from qualitycheck.web.store.records import Meeting


class Setups:
    """``of`` a meeting, or ``plain`` for what belongs to none (rules page, register)."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._lock = threading.Lock()
        self._known: dict[tuple[str, int | None, str], Setup] = {}

    def of(self, meeting: Meeting) -> Setup:
        """Raises SettingsError, RuleError, and UsageError for a profile that is gone."""
        return self._setup(meeting.profile, meeting.year, meeting.unit)

    @property
    def plain(self) -> Setup:
        return self._setup("", None, "")

    def _setup(self, profile: str, year: int | None, unit: str) -> Setup:
        name = (profile, year, unit)
        with self._lock:
            if name not in self._known:
                path = self._board.profile(profile)
                self._known[name] = api.setup(profile=path, year=year, unit=unit or None, start=self._board.home)
            return self._known[name]
