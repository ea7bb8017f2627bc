"""Text pieces that know their font, so that fonts of before Unicode give their encoding away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from qualitycheck.vietnamese import legacy

_Kind = tuple[legacy.Encoding, bool]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of one look."""

    text: str
    font: str
    bold: bool = False


def unicode_text(pieces: Sequence[Piece]) -> tuple[str, str]:
    """Text of the pieces with legacy fonts converted, and the legacy encoding's name ("" for none).

    Neighbours in fonts of one encoding are joined first: a VNI letter and its mark may lie in two runs. Each encoding
    is judged once per paragraph, on all of its pieces.
    """
    groups = [
        (kind, "".join(p.text for p in run)) for kind, run in groupby(pieces, lambda p: legacy.font_encoding(p.font))
    ]
    old = {kind for kind in {kind for kind, _ in groups} if _fits(kind, groups)}
    converted = [legacy.from_font(text, *kind) if kind in old else text for kind, text in groups]
    used = {kind[0] for (kind, text), read in zip(groups, converted, strict=True) if kind in old and read != text}
    return "".join(converted), min(used, default="")


def _fits(kind: _Kind, groups: list[tuple[_Kind, str]]) -> bool:
    return legacy.fits("".join(text for other, text in groups if other == kind), kind[0])
