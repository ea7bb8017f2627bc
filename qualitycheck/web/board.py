"""Where the page keeps its things, and what it was started with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from qualitycheck.errors import UsageError
from qualitycheck.files import is_submission

DEFAULT_FOLDER = Path("qualitycheck-board")


@dataclass(frozen=True)
class Limits:
    """What one browser may send; a file's own size is ``limits.files.bytes`` of the settings."""

    request_bytes: int = 210_000_000  # one upload request: the script sends file after file
    form_bytes: int = 200_000  # any other request
    files_per_request: int = 2_000
    files_per_meeting: int = 20_000
    uploads_per_minute: int = 3_000  # requests of one session
    tries_per_minute: int = 120  # sentences tried on the rules page
    passwords_per_minute: int = 5  # wrong ones, of one name or one address


@dataclass(frozen=True)
class Board:
    """Paths below ``folder`` are the server's own; ``home`` is where settings and profiles are looked for."""

    folder: Path
    corpus: Path
    home: Path
    review: Path
    jobs: int = 1
    limits: Limits = Limits()

    @cached_property
    def database(self) -> Path:
        return self.folder / "board.sqlite"

    @property
    def files(self) -> Path:
        return self.folder / "files"

    @property
    def exports(self) -> Path:
        return self.folder / "exports"

    @property
    def profiles(self) -> tuple[str, ...]:
        """Names of the profiles that a meeting may choose: files of ``home``/profiles, nothing else."""
        folder = self.home / "profiles"
        return tuple(sorted(p.name for p in folder.glob("*.toml") if is_submission(p.name) and p.is_file()))

    def profile(self, name: str) -> Path | None:
        """The file of a profile that ``profiles`` lists. Raises UsageError for any other name."""
        if not name:
            return None
        if name not in self.profiles:
            raise UsageError(f'Không có cấu hình "{name}" trong thư mục profiles. (No such profile.)')
        return self.home / "profiles" / name

    def as_data(self) -> dict[str, Any]:
        """For the command line of a process of its own."""
        return {"folder": str(self.folder), "corpus": str(self.corpus), "home": str(self.home),
                "review": str(self.review), "jobs": self.jobs}  # fmt: skip

    @classmethod
    def of(cls, data: dict[str, Any]) -> Board:
        folder, corpus, home, review = (Path(data[name]) for name in ("folder", "corpus", "home", "review"))
        return cls(folder, corpus, home, review, jobs=int(data["jobs"]))
