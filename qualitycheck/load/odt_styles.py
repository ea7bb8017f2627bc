"""Styles and list numbers of OpenDocument text."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from typing import Any

from qualitycheck.load.labels import bullet, format_number

_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TEXT, _STYLE = _NS % "text", _NS % "style"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_TINY = 2.0  # points
_FORMATS = {"I": "upperRoman", "i": "lowerRoman", "A": "upperLetter", "a": "lowerLetter", "1": "decimal", "": "none"}


@dataclass(frozen=True, slots=True)
class OdtLook:
    """What matters of a style; None where it is not stated."""

    bold: bool | None = None
    hidden: bool | None = None
    centered: bool | None = None
    font: str = ""

    def over(self, base: OdtLook) -> OdtLook:
        stated = {f.name: v for f in fields(self) if (v := getattr(self, f.name)) not in (None, "")}
        return replace(base, **stated)


class OdtStyles:
    """Looks of paragraph and text styles, with what they inherit."""

    def __init__(self, *roots: Any) -> None:
        self._styles: dict[tuple[str, str], Any] = {}
        self._faces: dict[str, str] = {}
        self._looks: dict[tuple[str, str], OdtLook] = {}
        for root in roots:
            if root is not None:
                self._read(root)

    def _read(self, root: Any) -> None:
        for face in root.iter(_STYLE + "font-face"):
            family = face.get(_NS % "svg-compatible" + "font-family") or face.get(_STYLE + "name", "")
            self._faces[face.get(_STYLE + "name", "")] = family.strip("'\"")
        for style in root.iter(_STYLE + "style"):
            self._styles.setdefault((style.get(_STYLE + "family", ""), style.get(_STYLE + "name", "")), style)

    def paragraph(self, name: str) -> OdtLook:
        return self._look("paragraph", name)

    def span(self, name: str) -> OdtLook:
        return self._look("text", name)

    def _look(self, family: str, name: str) -> OdtLook:
        if (family, name) not in self._looks:
            look, at, depth = OdtLook(), name, 0
            while (style := self._styles.get((family, at))) is not None and depth < 20:
                look, at, depth = look.over(self._stated(style)), style.get(_STYLE + "parent-style-name", ""), depth + 1
            self._looks[family, name] = look
        return self._looks[family, name]

    def _stated(self, style: Any) -> OdtLook:
        text, paragraph = style.find(_STYLE + "text-properties"), style.find(_STYLE + "paragraph-properties")
        bold: bool | None = None
        hidden: bool | None = None
        centered: bool | None = None
        font = ""
        if text is not None:
            weight, display = text.get(_FO + "font-weight"), text.get(_TEXT + "display")
            bold = None if weight is None else weight in {"bold", "600", "700", "800", "900"}
            hidden = None if display is None else display == "none"
            size = re.fullmatch(r"([\d.]+)pt", text.get(_FO + "font-size", ""))
            hidden = True if size and float(size[1]) <= _TINY else hidden
            face = text.get(_STYLE + "font-name", "")
            font = self._faces.get(face, face) or text.get(_FO + "font-family", "").strip("'\"")
        if paragraph is not None and paragraph.get(_FO + "text-align"):
            centered = paragraph.get(_FO + "text-align") == "center"
        return OdtLook(bold, hidden, centered, font)


class Lists:
    """Numbers and bullets of lists, counted in document order."""

    def __init__(self, *roots: Any) -> None:
        self._levels: dict[tuple[str, int], Any] = {}
        self._counts: dict[str, dict[int, int]] = {}
        for root in roots:
            for style in root.iter(_TEXT + "list-style") if root is not None else ():
                for level in style:
                    number = level.get(_TEXT + "level", "")
                    if number.isdecimal():
                        self._levels.setdefault((style.get(_STYLE + "name", ""), int(number)), level)

    def enter(self, node: Any, style: str, level: int) -> None:
        """A list begins: it counts anew unless it says that it continues one of its style."""
        continues = node.get(_TEXT + "continue-numbering") == "true" or node.get(_TEXT + "continue-list")
        if not continues:
            counts = self._counts.setdefault(style, {})
            for deeper in [at for at in counts if at >= level]:
                del counts[deeper]

    def label(self, style: str, level: int, start: str = "") -> str:
        """Label of the next item."""
        shape = self._levels.get((style, level))
        if shape is None:
            return ""
        counts = self._counts.setdefault(style, {})
        first = shape.get(_TEXT + "start-value", "1")
        counts[level] = (
            int(start) if start.isdecimal() else counts.get(level, int(first) - 1 if first.isdecimal() else 0) + 1
        )
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        if shape.tag == _TEXT + "list-level-style-number":
            return self._number(style, level, shape, counts)
        return bullet(shape.get(_TEXT + "bullet-char", ""), "")

    def _number(self, style: str, level: int, shape: Any, counts: dict[int, int]) -> str:
        before, after = shape.get(_STYLE + "num-prefix", ""), shape.get(_STYLE + "num-suffix", "")
        if not shape.get(_STYLE + "num-format"):
            return str(before + after).strip()
        shown = shape.get(_TEXT + "display-levels", "1")
        first = level - (int(shown) if shown.isdecimal() else 1) + 1
        numbers = []
        for at in range(max(1, first), level + 1):
            other = self._levels.get((style, at), shape)
            numbers.append(
                format_number(counts.get(at, 1), _FORMATS.get(other.get(_STYLE + "num-format", ""), "decimal"))
            )
        return f"{before}{'.'.join(n for n in numbers if n)}{after}".strip()
