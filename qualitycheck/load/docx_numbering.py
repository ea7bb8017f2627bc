"""Word's list definitions (``numbering.xml``): no reader of a file's text sees the numbers that they compute."""

from __future__ import annotations

from qualitycheck.load.docx_names import Element, W, number, switch, value
from qualitycheck.load.docx_styles import Styles, run_look
from qualitycheck.load.labels import Change, Level, ListCounter


class Numbering:
    """The lists of a document. ``label`` must be asked once per paragraph, in document order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        shapes: dict[str, dict[int, Level]] = {}
        shape_of: dict[str, str] = {}
        changes: dict[str, dict[int, Change]] = {}
        links: dict[str, str] = {}
        for abstract in root.iterchildren(W + "abstractNum") if root is not None else ():
            name = str(abstract.get(W + "abstractNumId"))
            shapes[name] = {_index(level): _level(level) for level in abstract.iterchildren(W + "lvl")}
            if link := value(abstract, "numStyleLink"):
                links[name] = link
        for num in root.iterchildren(W + "num") if root is not None else ():
            name = str(num.get(W + "numId"))
            shape_of[name] = value(num, "abstractNumId") or ""
            changes[name] = dict(_change(override) for override in num.iterchildren(W + "lvlOverride"))
        self._lists = ListCounter(shapes, self._followed(shape_of, links), changes)

    def _followed(self, shape_of: dict[str, str], links: dict[str, str]) -> dict[str, str]:
        """Shapes that only name a list style replaced by the shape behind that style."""
        styled = {link: self._styles.numbering_style(link) for link in links.values()}
        behind = {shape: shape_of.get(styled[link] or "", shape) for shape, link in links.items()}
        return {name: behind.get(shape, shape) for name, shape in shape_of.items()}

    def label(self, numbering: tuple[str | None, int | None] | None, style: str) -> str:
        """The label of the next paragraph, "" where it has none. ``numbering`` is its (numId, level)."""
        if numbering is None:
            return ""
        own = self._styles.paragraph(style).numbering or ("", None)
        name = numbering[0] or own[0] or ""
        if numbering[1] is not None:
            return self._lists.label(name, numbering[1])
        linked = [index for index, level in self._lists.levels(name).items() if style and level.style == style]
        return self._lists.label(name, linked[0] if linked else 0)


def _index(level: Element) -> int:
    return number(level.get(W + "ilvl")) or 0


def _level(level: Element) -> Level:
    start = number(value(level, "start"))
    look = run_look(level.find(W + "rPr"))
    picture = level.find(W + "lvlPicBulletId") is not None
    return Level(
        start=1 if start is None else start, format=value(level, "numFmt") or "decimal",
        pattern="" if picture else value(level, "lvlText") or "", font=look.font or "",
        legal=switch(level, "isLgl") or False, hidden=look.hidden or False,
        restart=number(value(level, "lvlRestart")), style=value(level, "pStyle") or "",
    )  # fmt: skip


def _change(override: Element) -> tuple[int, Change]:
    index = _index(override)
    level = override.find(W + "lvl")
    if level is not None:
        return index, _level(level)
    return index, number(value(override, "startOverride")) or 0
