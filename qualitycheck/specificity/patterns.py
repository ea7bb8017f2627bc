"""Regular expressions over folded text, written in plain Vietnamese."""

from __future__ import annotations

import re

from qualitycheck.vietnamese.characters import fold

_ESCAPE = re.compile(r"(\\[A-Za-z]|\[[^\]]*\]|\(\?P<\w+>)")


def folded(pattern: str) -> re.Pattern[str]:
    """``pattern`` compiled with its letters folded; escapes and character classes stay as they are written."""
    parts = _ESCAPE.split(" ".join(pattern.split()))
    return re.compile("".join(p if k % 2 else fold(p) for k, p in enumerate(parts)))
