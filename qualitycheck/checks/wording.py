"""Wordings: phrases with gaps and choices, the small notation of the theme and role tables.

``…`` stands for up to six words of the same clause, ``<số>`` for a number, ``(a|b c)`` for a choice and ``<name>`` for any
line of ``lists/name.txt``. Everything else is whole syllables, found whatever their case, tone placement or commas.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from qualitycheck.errors import RuleError
from qualitycheck.rules import RuleSet
from qualitycheck.vietnamese.characters import fold

_PART = re.compile(r"<[\w-]+>|[()|…]|[^\s()|…]+")
_BETWEEN = r'[\s,"()/-]{1,4}'
_GAP = r'[,")]?\s+(?:\S*[^\s.;:!?]\s+){0,6}?["(]?'
_NUMBER = (
    r"(?:\d[\d.,]*(?:\s?%)?|" + "|".join(fold("một hai ba bốn năm sáu bảy tám chín mười trăm vài mấy").split()) + ")"
)
NOTHING = re.compile(r"(?!)")
_JOINED = ("(", "|", "…", "")  # after these no blank is due


def wordings(phrases: Sequence[str], rules: RuleSet) -> re.Pattern[str]:
    """One pattern, for folded text, that finds any of ``phrases``. Raises RuleError for one that cannot be read."""
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
    for part in _PART.findall(phrase):
        if part in ")|…":
            out.append(_GAP if part == "…" else part)
        else:
            out.append("" if before in _JOINED else _BETWEEN)
            out.append(_atom(part, phrase, lists))
        before = part
    source = "".join(out)
    try:
        re.compile(source)
    except re.error:
        raise RuleError(f'wording "{phrase}": the brackets do not match; write a choice as (a|b)') from None
    return source


def _atom(part: str, phrase: str, lists: Mapping[str, Sequence[str]]) -> str:
    if part == "(":
        return "(?:"
    if part == fold("<số>"):
        return _NUMBER
    if not part.startswith("<"):
        return re.escape(part)
    name = part.strip("<>")
    if name not in lists:
        raise RuleError(f'wording "{phrase}": no list {part}; known: {", ".join(sorted(lists))}')
    lines = sorted({fold(line) for line in lists[name]}, key=lambda line: (-len(line), line))
    return "(?:" + "|".join(_source(line, lists) for line in lines) + ")"
