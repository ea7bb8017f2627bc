"""Automatic numbers and bullets as the reader sees them, whatever format computes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from qualitycheck.vietnamese import legacy

_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_SYMBOL_FONTS = ("symbol", "wingdings", "webdings", "zapf", "courier")


def roman(count: int) -> str:
    """Roman numeral of a positive number."""
    out = ""
    for size, sign in _ROMAN:
        while count >= size:
            out, count = out + sign, count - size
    return out


def letters(count: int) -> str:
    """a … z, aa, bb … as Word counts; "" for 0."""
    return chr(97 + (count - 1) % 26) * min((count - 1) // 26 + 1, 9) if count > 0 else ""


def format_number(count: int, format_: str) -> str:
    """A number in one of Word's formats (``w:numFmt``); decimal for those of other scripts."""
    if not 0 <= count <= 9999:
        return str(count)
    match format_:
        case "upperRoman":
            return roman(count)
        case "lowerRoman":
            return roman(count).lower()
        case "upperLetter":
            return letters(count).upper()
        case "lowerLetter":
            return letters(count)
        case "decimalZero":
            return f"{count:02d}"
        case "none":
            return ""
        case _:
            return str(count)


def bullet(pattern: str, font: str) -> str:
    """The sign of a bullet: "-", "+", "*" and the like as they are, glyphs of symbol fonts as "•"."""
    sign = pattern.strip()
    if not sign or font.lower().startswith(_SYMBOL_FONTS) or any("\ue000" <= c <= "\uf8ff" for c in sign):
        return "•"
    return sign


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its first number, the format of the number, the pattern ("%1.%2.") and who restarts it."""

    start: int = 1
    format: str = "decimal"
    pattern: str = ""
    font: str = ""
    legal: bool = False  # numbers of all levels in decimal
    hidden: bool = False
    restart: int | None = None  # the level (from 1) whose use restarts this one; 0 for none
    style: str = ""


Change = Level | int  # another level, or another first number


class ListCounter:
    """Counts lists as Word does. Ask ``label`` once per paragraph, in document order.

    ``shapes``: list shape -> its levels; ``shape_of``: list -> shape (lists of one shape count together);
    ``changes``: list -> level -> what it changes of its shape.
    """

    def __init__(
        self,
        shapes: Mapping[str, Mapping[int, Level]],
        shape_of: Mapping[str, str],
        changes: Mapping[str, Mapping[int, Change]],
    ) -> None:
        self._shapes, self._shape_of, self._changes = shapes, shape_of, changes
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def levels(self, name: str) -> dict[int, Level]:
        """Levels of a list, its own changes included; empty for an unknown list."""
        levels = dict(self._shapes.get(self._shape_of.get(name, ""), {}))
        changes = self._changes.get(name, {})
        return {**levels, **{index: change for index, change in changes.items() if isinstance(change, Level)}}

    def label(self, name: str, index: int) -> str:
        """The label of the next paragraph on a level (from 0) of a list; "" where it has none."""
        levels = self.levels(name)
        if index not in levels:
            return ""
        level = levels[index]
        counts = self._advance(name, index, levels)
        if level.hidden:
            return ""
        return bullet(level.pattern, level.font) if level.format == "bullet" else _write(level, counts, levels)

    def _advance(self, name: str, index: int, levels: Mapping[int, Level]) -> dict[int, int]:
        counts = self._counts.setdefault(self._shape_of.get(name, ""), {})
        change = self._changes.get(name, {}).get(index)
        if isinstance(change, int) and (name, index) not in self._begun:
            counts[index] = change
        else:
            counts[index] = counts.get(index, levels[index].start - 1) + 1
        self._begun.add((name, index))
        for deeper in [i for i in counts if i > index]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or index < restart:
                del counts[deeper]
        return counts


def _write(level: Level, counts: Mapping[int, int], levels: Mapping[int, Level]) -> str:
    def one(found: re.Match[str]) -> str:
        index = int(found[1]) - 1
        other = levels.get(index, level)
        format_ = "decimal" if level.legal and other.format != "none" else other.format
        return format_number(counts.get(index, other.start), format_)

    encoding, capitals = legacy.font_encoding(level.font)
    return re.sub(r"%([1-9])", one, legacy.from_font(level.pattern, encoding, capitals)).strip()
