"""Word's styles: what a run and a paragraph look like once the chain of styles is followed."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace

from qualitycheck.load.docx_names import VAL, Element, W, number, switch, value

_HEADING = re.compile(r"heading ([1-9])\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RunLook:
    """What matters of a run's format; None where nothing is stated. ``size`` in half points, ``shade`` is a fill."""

    bold: bool | None = None
    hidden: bool | None = None
    font: str | None = None
    color: str | None = None
    size: int | None = None
    shade: bool | None = None

    def over(self, base: RunLook) -> RunLook:
        """This look laid over ``base``: what is stated here wins."""
        stated = {f.name: v for f in fields(self) if (v := getattr(self, f.name)) is not None}
        return replace(base, **stated) if stated else base


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """What matters of a paragraph's format. ``numbering`` is (numId, level), the level None where a style hides it."""

    numbering: tuple[str | None, int | None] | None = None
    outline: int | None = None
    align: str | None = None
    shade: bool | None = None
    page_break: bool | None = None

    def over(self, base: ParagraphLook) -> ParagraphLook:
        stated = {f.name: v for f in fields(self) if (v := getattr(self, f.name)) is not None}
        return replace(base, **stated) if stated else base


def run_look(properties: Element | None) -> RunLook:
    """The look that a ``w:rPr`` states."""
    if properties is None:
        return RunLook()
    hidden = switch(properties, "vanish")
    highlight = value(properties, "highlight")
    shade = shaded(properties) or (highlight is not None and highlight not in {"none", "white"})
    return RunLook(
        bold=switch(properties, "b"), hidden=hidden, font=_font(properties), color=_color(properties),
        size=number(value(properties, "sz")), shade=True if shade else None,
    )  # fmt: skip


def _font(properties: Element) -> str | None:
    fonts = properties.find(W + "rFonts")
    if fonts is None:
        return None
    return fonts.get(W + "hAnsi") or fonts.get(W + "ascii") or ("" if fonts.get(W + "hAnsiTheme") else None)


def _color(properties: Element) -> str | None:
    color = properties.find(W + "color")
    if color is None:
        return None
    white_theme = color.get(W + "themeColor") in {"background1", "light1"} and color.get(W + "themeShade") is None
    return "FFFFFF" if white_theme else str(color.get(VAL, "")).upper()


def shaded(properties: Element | None) -> bool:
    """Whether a ``w:shd`` in these properties fills the ground with anything but white."""
    shading = properties.find(W + "shd") if properties is not None else None
    if shading is None:
        return False
    fill = str(shading.get(W + "fill", "auto")).upper()
    pattern = shading.get(VAL, "clear")
    return (
        fill not in {"AUTO", "FFFFFF", ""}
        or shading.get(W + "themeFill") is not None
        or pattern not in {"clear", "nil"}
    )


def paragraph_look(properties: Element | None) -> ParagraphLook:
    """The look that a ``w:pPr`` states."""
    if properties is None:
        return ParagraphLook()
    listing = properties.find(W + "numPr")
    numbering = None if listing is None else (value(listing, "numId"), number(value(listing, "ilvl")))
    return ParagraphLook(
        numbering=numbering, outline=number(value(properties, "outlineLvl")), align=value(properties, "jc"),
        shade=True if shaded(properties) else None, page_break=switch(properties, "pageBreakBefore"),
    )  # fmt: skip


class Styles:
    """The looks of all styles of ``styles.xml`` (None: no styles), each resolved once."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._runs: dict[str, RunLook] = {}
        self._paragraphs: dict[str, ParagraphLook] = {}
        self.default_paragraph = ""
        self.base = RunLook()
        if root is not None:
            self.base = run_look(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
            for style in root.iterchildren(W + "style"):
                self._add(style)

    def _add(self, style: Element) -> None:
        name = str(style.get(W + "styleId", ""))
        self._styles[name] = style
        if style.get(W + "type") == "paragraph" and style.get(W + "default") in {"1", "true"}:
            self.default_paragraph = name

    def run(self, name: str) -> RunLook:
        """Look of the runs in a style; for an unknown style nothing is stated."""
        if name not in self._runs:
            look = RunLook()
            for style in reversed(self._chain(name)):
                look = run_look(style.find(W + "rPr")).over(look)
            self._runs[name] = look
        return self._runs[name]

    def paragraph(self, name: str) -> ParagraphLook:
        """Look of the paragraphs in a style."""
        if name not in self._paragraphs:
            look = ParagraphLook()
            for style in reversed(self._chain(name)):
                look = paragraph_look(style.find(W + "pPr")).over(_by_name(style)).over(look)
            self._paragraphs[name] = look
        return self._paragraphs[name]

    def numbering_style(self, name: str) -> str | None:
        """``numId`` of a list style, to which an abstract numbering may point."""
        style = self._styles.get(name)
        return None if style is None else value(style.find(f"{W}pPr/{W}numPr"), "numId")

    def table_is_shaded(self, name: str) -> bool:
        """Whether a table style fills any cell: white letters are then visible."""
        return any(shaded(s.getparent()) for style in self._chain(name) for s in style.iter(W + "shd"))

    def _chain(self, name: str) -> list[Element]:
        chain: list[Element] = []
        while (style := self._styles.get(name)) is not None and len(chain) < 20:
            chain.append(style)
            name = value(style, "basedOn") or ""
        return chain


def _by_name(style: Element) -> ParagraphLook:
    found = _HEADING.match(value(style, "name") or "")
    return ParagraphLook(outline=int(found[1]) - 1) if found else ParagraphLook()
