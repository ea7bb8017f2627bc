"""Word's automatic numbers and bullets, computed as Word does, because no reader of the file's text sees them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qualitycheck.load.docx_names import Element, W, number, switch, value
from qualitycheck.load.docx_styles import Styles, run_look
from qualitycheck.vietnamese import legacy

_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_SYMBOL_FONTS = ("symbol", "wingdings", "webdings", "zapf", "courier")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its first number, the format of the number, the pattern ("%1.%2.") and who restarts it."""

    start: int
    format: str
    pattern: str
    font: str
    legal: bool
    hidden: bool
    restart: int | None  # the level (from 1) whose use restarts this one; 0 for none
    style: str


def roman(count: int) -> str:
    """Roman numeral of a positive number."""
    out = ""
    for size, sign in _ROMAN:
        while count >= size:
            out, count = out + sign, count - size
    return out


def _letters(count: int) -> str:
    """a … z, aa, bb … as Word counts."""
    return chr(97 + (count - 1) % 26) * ((count - 1) // 26 + 1) if count > 0 else ""


def format_number(count: int, format_: str) -> str:
    """A number as ``w:numFmt`` writes it; decimal for formats of other scripts."""
    match format_:
        case "upperRoman":
            return roman(count)
        case "lowerRoman":
            return roman(count).lower()
        case "upperLetter":
            return _letters(count).upper()
        case "lowerLetter":
            return _letters(count)
        case "decimalZero":
            return f"{count:02d}"
        case "none":
            return ""
        case _:
            return str(count)


def bullet(pattern: str, font: str) -> str:
    """The sign of a bullet level: "-", "+", "*" and the like as they are, glyphs of symbol fonts as "•"."""
    sign = pattern.strip()
    if not sign or font.lower().startswith(_SYMBOL_FONTS) or any("\ue000" <= c <= "\uf8ff" for c in sign):
        return "•"
    return sign


class Numbering:
    """Counts the lists of a document. ``label`` must be asked once per paragraph, in document order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}
        self._abstract_of: dict[str, str] = {}
        self._overrides: dict[str, dict[int, Level | int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: Element) -> None:
        for abstract in root.iterchildren(W + "abstractNum"):
            name = str(abstract.get(W + "abstractNumId"))
            self._abstract[name] = {_index(level): _level(level) for level in abstract.iterchildren(W + "lvl")}
            if link := value(abstract, "numStyleLink"):
                self._links[name] = link
        for num in root.iterchildren(W + "num"):
            name = str(num.get(W + "numId"))
            self._abstract_of[name] = value(num, "abstractNumId") or ""
            self._overrides[name] = dict(_override(o) for o in num.iterchildren(W + "lvlOverride"))

    def label(self, numbering: tuple[str | None, int | None] | None, style: str) -> str:
        """The label of the next paragraph, "" where it has none. ``numbering`` is its (numId, level)."""
        name, index = self._resolve(numbering, style)
        levels = self._levels(name)
        if index not in levels:
            return ""
        level = levels[index]
        counts = self._advance(name, index, levels)
        if level.hidden:
            return ""
        if level.format == "bullet":
            return bullet(level.pattern, level.font)
        return self._write(level, counts, levels)

    def _resolve(self, numbering: tuple[str | None, int | None] | None, style: str) -> tuple[str, int]:
        if numbering is None:
            return "", 0
        name = numbering[0] or (self._styles.paragraph(style).numbering or ("", 0))[0] or ""
        if numbering[1] is not None:
            return name, numbering[1]
        linked = [index for index, level in self._levels(name).items() if style and level.style == style]
        return name, linked[0] if linked else 0

    def _levels(self, name: str) -> dict[int, Level]:
        levels = dict(self._abstract.get(self._root(name), {}))
        for index, change in self._overrides.get(name, {}).items():
            if isinstance(change, Level):
                levels[index] = change
        return levels

    def _root(self, name: str) -> str:
        """The abstract list behind a list, through a list style if need be."""
        abstract = self._abstract_of.get(name, "")
        linked = self._styles.numbering_style(self._links[abstract]) if abstract in self._links else None
        return self._abstract_of.get(linked, abstract) if linked else abstract

    def _advance(self, name: str, index: int, levels: dict[int, Level]) -> dict[int, int]:
        counts = self._counts.setdefault(self._root(name), {})
        override = self._overrides.get(name, {}).get(index)
        if isinstance(override, int) and (name, index) not in self._begun:
            counts[index] = override
        else:
            counts[index] = counts.get(index, levels[index].start - 1) + 1
        self._begun.add((name, index))
        for deeper in [i for i in counts if i > index]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or index < restart:
                del counts[deeper]
        return counts

    def _write(self, level: Level, counts: dict[int, int], levels: dict[int, Level]) -> str:
        def one(found: re.Match[str]) -> str:
            index = int(found[1]) - 1
            other = levels.get(index, level)
            format_ = "decimal" if level.legal and other.format != "none" else other.format
            return format_number(counts.get(index, other.start), format_)

        encoding, capitals = legacy.font_encoding(level.font)
        return re.sub(r"%([1-9])", one, legacy.from_font(level.pattern, encoding, capitals)).strip()


def _index(level: Element) -> int:
    return number(level.get(W + "ilvl")) or 0


def _level(level: Element) -> Level:
    start = number(value(level, "start"))
    look = run_look(level.find(W + "rPr"))
    picture = level.find(W + "lvlPicBulletId") is not None
    return Level(
        start=1 if start is None else start, format=value(level, "numFmt") or "decimal",
        pattern="" if picture else value(level, "lvlText") or "", font=look.font or "", legal=switch(level, "isLgl") or False,
        hidden=look.hidden or False, restart=number(value(level, "lvlRestart")), style=value(level, "pStyle") or "",
    )  # fmt: skip


def _override(override: Element) -> tuple[int, Level | int]:
    index = _index(override)
    level = override.find(W + "lvl")
    if level is not None:
        return index, _level(level)
    return index, number(value(override, "startOverride")) or 0
