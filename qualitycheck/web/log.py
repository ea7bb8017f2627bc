"""One JSON object a line: what was asked and how it went. Never a text, a name, a search or a password."""

from __future__ import annotations

import json
import re
import sys
import threading
from collections.abc import Mapping, Sequence
from datetime import datetime, timezone
from pathlib import Path
from traceback import FrameSummary
from typing import Any, TextIO

_ROUTES = re.compile(r"(?:/(?:m|d|f|e|start|login|logout|language|name|files|changes|cancel|remove|decide|exports|original"
                     r"|register|keep|rules|try|corpus|audit|report|meetings|health|static|confirm|\d{1,12}))+\Z|/\Z")  # fmt: skip


class Log:
    """Written to ``target``; None for silence."""

    def __init__(self, target: Path | None, stream: TextIO | None = None) -> None:
        self._lock = threading.Lock()
        if target is not None:
            target.parent.mkdir(parents=True, exist_ok=True)
        self._out = target.open("a", encoding="utf-8") if target is not None else stream

    @classmethod
    def to_errors(cls) -> Log:
        return cls(None, sys.stderr)

    def say(self, event: str, **facts: Any) -> None:
        if self._out is None:
            return
        line = {"time": datetime.now(timezone.utc).isoformat(timespec="milliseconds"), "event": event, **facts}  # noqa: UP017
        with self._lock:
            self._out.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._out.flush()

    def request(self, scope: Mapping[str, Any], status: int, milliseconds: float, size: int) -> None:
        """The path only as far as it is one of ours: what somebody types after it may be anything."""
        path = scope["path"]
        shown = path if _ROUTES.match(path) or path.startswith("/static/board.") else "?"
        self.say("request", method=scope["method"], path=shown, status=status, ms=round(milliseconds, 1), bytes=size)

    def fault(self, error: BaseException, trace: Sequence[FrameSummary]) -> None:
        """Where it happened and of which kind; an error's own words may quote a document."""
        where = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in trace[-6:]]
        self.say("fault", error=type(error).__name__, at=where)

    def close(self) -> None:
        if self._out not in (None, sys.stderr):
            assert self._out is not None
            self._out.close()
