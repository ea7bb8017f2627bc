"""Wordings: phrases with gaps and choices, the small notation of the theme and role tables.

``…`` stands for up to six words of the same clause, ``<số>`` for a number, ``(a|b c)`` for a choice and ``<name>`` for any
line of ``lists/name.txt``. Everything else is whole syllables, found whatever their case, tone placement or commas.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from qualitycheck.rules import RuleSet
from qualitycheck.vietnamese.characters import fold

_TOKEN = re.compile(r"<[\w-]+>|[()|…]|[^\s()|…]+")
_BETWEEN = r'[\s,"()/-]{1,4}'
_GAP = r'[,")]?\s+(?:\S*[^\s.;:!?]\s+){0,6}?["(]?'
_NUMBER = (
    r"(?:\d[\d.,]*(?:\s?%)?|" + "|".join(fold("một hai ba bốn năm sáu bảy tám chín mười trăm vài mấy").split()) + ")"
)
NOTHING = re.compile(r"(?!)")
_JOINED = ("(", "|", "…", "")  # after these no blank is due


def wordings(phrases: Sequence[str], rules: RuleSet) -> re.Pattern[str]:
    """One pattern, for folded text, that finds any of ``phrases``. Raises ValueError for an unknown list."""
    return _compiled(tuple(phrases), rules)


@lru_cache(maxsize=2048)
def _compiled(phrases: tuple[str, ...], rules: RuleSet) -> re.Pattern[str]:
    if not phrases:
        return NOTHING
    longest_first = sorted({fold(p) for p in phrases}, key=lambda p: (-len(p), p))
    return re.compile(r"(?<!\w)(?:" + "|".join(_source(p, rules.lists) for p in longest_first) + r")(?!\w)")


def _source(phrase: str, lists: Mapping[str, Sequence[str]]) -> str:
    """The regular expression of one folded wording."""
    out: list[str] = []
    before = ""
    for token in _TOKEN.findall(phrase):
        if token in ")|…":
            out.append(_GAP if token == "…" else token)
        else:
            out.append("" if before in _JOINED else _BETWEEN)
            out.append(_atom(token, lists))
        before = token
    return "".join(out)


def _atom(token: str, lists: Mapping[str, Sequence[str]]) -> str:
    if token == "(":
        return "(?:"
    if token == fold("<số>"):
        return _NUMBER
    if token.startswith("<"):
        name = token[1:-1]
        if name not in lists:
            raise ValueError(f"no list {token}; known: {', '.join(sorted(lists))}")
        return "(?:" + "|".join(_source(fold(p), lists) for p in sorted(lists[name], key=len, reverse=True)) + ")"
    return re.escape(token)
