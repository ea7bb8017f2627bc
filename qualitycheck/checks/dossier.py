"""Model registrations that have a name and slogans, but nothing that could be looked at: no concrete content, time,
person or dossier. A poor but real one keeps some of them and is left alone (``missing-section`` speaks of it)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qualitycheck.checks.context import Context, Hit, Value
from qualitycheck.checks.dossier_items import (
    CONTENT,
    PERSON,
    PRODUCT,
    TIME,
    Item,
    ItemWords,
    label_of,
    lines_of,
    list_items,
)
from qualitycheck.checks.names import PERSON as NAME_OF_PERSON
from qualitycheck.checks.wording import wordings
from qualitycheck.load.companions import CODE as PAPERS
from qualitycheck.rules import RuleSet
from qualitycheck.types import Document
from qualitycheck.vietnamese.characters import fold, fold_pattern

KIND = "dossier"
PERSON_IN_CHARGE, DOSSIER, TIME_PART = "người phụ trách", "hồ sơ", "thời gian"  # parts of sections.yaml

_DATE = re.compile(
    fold_pattern(
        r"(?<![\d/])(?:[12]?\d|3[01])/(?:1[0-2]|0?[1-9])(?!\d)(?!\s*(?:tháng|thôn|chỉ tiêu|tiêu chí|chi bộ|đảng viên))"
        r"|(?<!\w)(?:tháng|quý|tuần)\s+(?:\d{1,2}|i{1,3}|iv|giêng|chạp|một|hai|ba|tư)(?!\w)"
        r"|(?<!\w)(?:hằng|hàng|mỗi|từng)\s+(?:ngày|tuần|tháng|quý)(?!\w)|(?<!\w)(?:\d{1,2}\s+giờ|\d{1,2}h)(?!\w)"
        r"|(?<!\w)(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật|mồng \w+|mùng \w+)(?!\w)"
    )
)
_COUNT = re.compile(r"(?<![\w/.,])\d[\d.,]*(?![\w/%])\s+(?=[^\W\d_])")
_PERSON = re.compile(NAME_OF_PERSON)


@dataclass(frozen=True, slots=True)
class Params:
    """Wordings of a person in charge, of papers kept, of quantities that say nothing (``hollow``), and the ten ``items``
    that are named as found or missing. The rule speaks when at most ``most_items`` of time, person and dossier are given and at most ``most_concrete`` pledges are concrete."""

    charge: tuple[str, ...]
    posts: tuple[str, ...]
    papers: tuple[str, ...]
    attached: tuple[str, ...]
    hollow: tuple[str, ...]
    items: tuple[ItemWords, ...] = ()
    most_items: int = 1
    most_concrete: int = 1
    most_words_without_pledges: int = 80


def check(document: Document, params: Params, context: Context) -> Iterator[Hit]:
    if document.kind != "model":
        return
    if not document.pledges and document.words > params.most_words_without_pledges:
        return  # nothing was recognised as content: not the author's fault
    found = sure_items(document, params, context.rules)
    concrete = _concrete(document, params, context)
    if len(found) > params.most_items or len(concrete) > params.most_concrete:
        return
    items = dossier_items(document, params, context)
    values: dict[str, Value] = {
        "missing": tuple(i.name for i in items if not i.quote),
        "found": tuple(f"{i.name}: “{_short(i.quote)}”" for i in items if i.quote),
        "count": sum(not i.quote for i in items),
        "concrete": len(concrete),
    }
    yield Hit(values=values, confidence=0.9)


def dossier_items(document: Document, params: Params, context: Context) -> tuple[Item, ...]:
    """The ten items of a model's dossier in order, each with its passage or "" where it is missing."""
    sure = sure_items(document, params, context.rules)
    concrete = _concrete(document, params, context)
    shown = {name: sure.get(name, "") for name in (TIME, PERSON, PRODUCT)}
    works = [p.text for p in document.pledges if p.index in concrete]
    works = [t for t in works if label_of(t, params.items, context.rules) in ("", CONTENT)]
    shown[CONTENT] = next((t for t in works if t not in shown.values()), works[0] if works else "")
    return list_items(document, params.items, shown, context)


def sure_items(document: Document, params: Params, rules: RuleSet) -> dict[str, str]:
    """Which of time, person in charge and dossier are really given, wherever they stand, with their passages."""
    lines = lines_of(document)
    in_charge = _under(document, PERSON_IN_CHARGE)
    under_dossier = _under(document, DOSSIER)
    found = {
        TIME: [line for line in (*_under(document, TIME_PART), *lines) if _DATE.search(fold(line))],
        PERSON: [line for line in lines if _names_somebody(line, params, rules)]
        + [t for t in in_charge if _PERSON.search(t[1:]) or wordings(params.posts, rules).search(fold(t))],
        PRODUCT: [line for line in under_dossier if _papers(line, params, rules)]
        + [
            line
            for line in lines
            if _papers(line, params, rules) > 1 or wordings(params.attached, rules).search(fold(line))
        ]
        + [str(n.values.get("name", "")) for n in document.raw.notices if n.code == PAPERS],
    }
    return {name: passages[0] for name, passages in found.items() if passages}


def _short(text: str, most: int = 80) -> str:
    text = text.strip(' .;“”"')
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"


def _under(document: Document, part: str) -> list[str]:
    return [p.text for p in document.pledges if part in document.sections[p.section].roles]


def _names_somebody(line: str, params: Params, rules: RuleSet) -> bool:
    """Somebody in charge, by name or post, and not only a label with a blank behind it."""
    folded = fold(line)
    charge = wordings(params.charge, rules).search(folded)
    if charge is None:
        return False
    rest = line[: charge.start()] + line[charge.end() :]
    return bool(_PERSON.search(rest) or wordings(params.posts, rules).search(fold(rest)))


def _papers(line: str, params: Params, rules: RuleSet) -> int:
    return len({m[0] for m in wordings(params.papers, rules).finditer(fold(line))})


def _concrete(document: Document, params: Params, context: Context) -> set[int]:
    """Pledges that name something countable: by their assessment, or by a date or quantity where there is none."""
    if len(context.assessments) == len(document.pledges):
        return {p.index for p, a in zip(document.pledges, context.assessments, strict=True) if a.level == 2}
    return {p.index for p in document.pledges if _is_concrete(p.text, params, context.rules)}


def _is_concrete(text: str, params: Params, rules: RuleSet) -> bool:
    folded = re.sub(r'"[^"]*"', " ", fold(text))
    folded = wordings(params.hollow, rules).sub(" ", folded)
    return bool(_DATE.search(folded) or _COUNT.search(folded))
