"""Sentence grammars of an invented province, read from ``lexicon_*.txt`` into flat arrays that compiled code can walk."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qualitycheck.vietnamese.characters import key

NUMBERS = 1000  # the first ids of the vocabulary are the numbers themselves
LITERAL, SLOT, NUMBER, NAME, OBJECT = range(5)  # kinds of an element
_PART = re.compile(r"\{[^}]+\}|[^\s{}]+")
_NAMES = """
an ba bắc bình cao cát châu chi cường dân diên dung duyên đại đạo điền đình đoàn đồng đức gia giang hà hải hạnh hậu
hiền hiệp hòa hoàng hội hồng huệ hưng hương khánh khê kiên kim lạc lam lâm lăng lệ liên linh long lộc lương lưu mai
minh mỹ nam nga nghĩa ngọc nguyên nhân nhật ninh phong phú phúc phước phương quang quảng quế quý quỳnh sa sen sơn tam
tân tây thạch thái thanh thành thắng thiện thịnh thọ thủy thuận tiên tiến tĩnh trà trạch tràng triều trung trường
tuyên từ vân văn vinh vĩnh xuân yên
"""
NAMES = tuple(dict.fromkeys(key(_NAMES).split()))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``elements`` (n, 3): kind and two values; phrases are slices of it, slots are slices of phrases.

    ``patterns`` and ``formulas`` are phrase ranges, ``objects`` the slots of the professions, ``words`` the vocabulary.
    """

    words: tuple[str, ...]
    elements: NDArray[np.int32]
    phrases: NDArray[np.int32]
    slots: NDArray[np.int32]
    objects: NDArray[np.int32]
    patterns: tuple[int, int]
    formulas: tuple[int, int]
    names: tuple[int, int]


def load(name: str) -> Lexicon:
    """``eval`` or ``tune``."""
    slots: dict[str, list[str]] = {}
    for line in Path(__file__).with_name(f"lexicon_{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            label, _, body = line.partition(": ")
            slots.setdefault(label, []).extend(body.split(" | "))
    numbers = {label: n for n, label in enumerate(slots)}
    words = {str(n): n for n in range(NUMBERS)}
    first = len(words)
    for syllable in NAMES:
        words.setdefault(syllable, len(words))
    elements: list[tuple[int, int, int]] = []
    phrases, ranges = [0], [0]
    for bodies in slots.values():
        for body in bodies:
            elements += [e for part in _PART.findall(body) for e in _elements(part, numbers, words)]
            phrases.append(len(elements))
        ranges.append(len(phrases) - 1)
    objects = [n for label, n in numbers.items() if label.startswith("object.")]
    span = {label: (ranges[n], ranges[n + 1]) for label, n in numbers.items()}
    return Lexicon(
        tuple(words),
        np.array(elements, np.int32),
        np.array(phrases, np.int32),
        np.array(ranges, np.int32),
        np.array(objects, np.int32),
        span["pattern"],
        span["formula"],
        (first, first + len(NAMES)),
    )


def _elements(part: str, slots: dict[str, int], words: dict[str, int]) -> list[tuple[int, int, int]]:
    if part == "{ten}":
        return [(NAME, 0, 0)] * 2
    if part == "{object}":
        return [(OBJECT, 0, 0)]
    if part.startswith("{#"):
        low, high = part[2:-1].split("-")
        return [(NUMBER, int(low), int(high))]
    if part.startswith("{"):
        return [(SLOT, slots[part[1:-1]], 0)]
    return [(LITERAL, words.setdefault(syllable, len(words)), 0) for syllable in key(part).split()]
