"""The ten items that a model's registration is asked for, each with the passage that gives it, or missing.

Source: the ten-item letter of a ward, see ``source`` of the rule ``name-only-model`` and rules/README.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualitycheck.checks.context import Context
from qualitycheck.checks.overlap import model_name
from qualitycheck.checks.wording import wordings
from qualitycheck.rules import RuleSet
from qualitycheck.types import Document
from qualitycheck.vietnamese.characters import fold, key

NAME, CONTENT, TIME, PERSON, PRODUCT = (
    "tên gọi",
    "nội dung và cách làm",
    "thời gian",
    "người phụ trách và phối hợp",
    "sản phẩm và hồ sơ",
)
_LONGEST_LABEL = 8  # words
_LEAST = 3  # words of a value; less is a label or a blank


@dataclass(frozen=True, slots=True)
class ItemWords:
    """How an item shows: as ``labels`` of a heading or line with something behind, or by ``words`` anywhere."""

    name: str
    labels: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """``quote`` is the passage that gives the item, "" where it is missing."""

    name: str
    quote: str = ""


def lines_of(document: Document) -> list[str]:
    """Pledges with what hangs on them, and the lines of the introduction."""
    intro = document.raw.text[document.intro.start : document.intro.end] if document.intro else ""
    pledges = [" ; ".join(filter(None, (p.parent, p.text, *p.children, p.aside))) for p in document.pledges]
    return [*pledges, *(line for line in re.split(r"\n|(?<=[.;])\s+", intro) if line.strip())]


def list_items(
    document: Document, wanted: Sequence[ItemWords], shown: dict[str, str], context: Context
) -> tuple[Item, ...]:
    """All ``wanted`` items in their order; ``shown`` are quotes of those that stricter tests found (or "" for missing)."""
    lines = {line: label_of(line, wanted, context.rules) for line in lines_of(document)}
    given = {NAME: model_name(document), **shown}
    return tuple(
        Item(w.name, given[w.name] if w.name in given else next(_quotes(document, lines, w, context.rules), ""))
        for w in wanted
    )


def label_of(line: str, wanted: Sequence[ItemWords], rules: RuleSet) -> str:
    """The item that a line is labelled with ("Kinh phí: …"), "" for none."""
    label, colon, _ = line.partition(":")
    if not colon or len(label.split()) > _LONGEST_LABEL:
        return ""
    folded = fold(label)
    return next((w.name for w in wanted if wordings(w.labels, rules).search(folded)), "")


def _quotes(document: Document, lines: Mapping[str, str], wanted: ItemWords, rules: RuleSet) -> Iterator[str]:
    """Passages of an item, the surest first; ``lines`` with the item that each is labelled with."""
    labels = wordings(wanted.labels, rules)
    for section in document.sections:
        if section.heading and labels.search(fold(section.heading)):
            texts = (p.text for p in document.pledges if p.section == section.index)
            yield from (text for text in texts if _says_something(text))
    for line, name in lines.items():
        if name == wanted.name and _says_something(line.partition(":")[2]):
            yield line.strip()
    words = wordings(wanted.words, rules)
    yield from (line.strip() for line, name in lines.items() if not name and words.search(fold(line)))


def _says_something(text: str) -> bool:
    return not re.search(r"[.…_]{3,}", text) and len(key(text).split()) >= _LEAST
