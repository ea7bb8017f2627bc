"""Model registrations that have a name and slogans, but nothing that could be looked at: no concrete content, time,
person or dossier. A poor but real one keeps some of them and is left alone (``missing-section`` speaks of it)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qualitycheck.checks.context import Context, Hit
from qualitycheck.checks.names import PERSON
from qualitycheck.checks.wording import wordings
from qualitycheck.rules import RuleSet
from qualitycheck.types import Document
from qualitycheck.vietnamese.characters import fold, fold_pattern

KIND = "dossier"
CONTENT, MEASURES, TIME, PERSON_IN_CHARGE, DOSSIER = "nội dung", "biện pháp", "thời gian", "người phụ trách", "hồ sơ"

_DATE = re.compile(
    fold_pattern(
        r"(?<![\d/])(?:[12]?\d|3[01])/(?:1[0-2]|0?[1-9])(?!\d)(?!\s*(?:tháng|thôn|chỉ tiêu|tiêu chí|chi bộ|đảng viên))"
        r"|(?<!\w)(?:tháng|quý|tuần)\s+(?:\d{1,2}|i{1,3}|iv|giêng|chạp|một|hai|ba|tư)(?!\w)"
        r"|(?<!\w)(?:hằng|hàng|mỗi|từng)\s+(?:ngày|tuần|tháng|quý)(?!\w)|(?<!\w)(?:\d{1,2}\s+giờ|\d{1,2}h)(?!\w)"
        r"|(?<!\w)(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật|mồng \w+|mùng \w+)(?!\w)"
    )
)
_COUNT = re.compile(r"(?<![\w/.,])\d[\d.,]*(?![\w/%])\s+(?=[^\W\d_])")
_PERSON = re.compile(PERSON)


@dataclass(frozen=True, slots=True)
class Params:
    """Wordings of a person in charge, of papers kept, of quantities that say nothing (``hollow``). The rule speaks when
    at most ``most_items`` of time, person and dossier are given and at most ``most_concrete`` pledges are concrete."""

    charge: tuple[str, ...]
    posts: tuple[str, ...]
    papers: tuple[str, ...]
    attached: tuple[str, ...]
    hollow: tuple[str, ...]
    most_items: int = 1
    most_concrete: int = 1
    most_words_without_pledges: int = 80


def check(document: Document, params: Params, context: Context) -> Iterator[Hit]:
    if document.kind != "model":
        return
    if not document.pledges and document.words > params.most_words_without_pledges:
        return  # nothing was recognised as content: not the author's fault
    found = items_found(document, params, context.rules)
    concrete = _concrete(document, params, context)
    if len(found) > params.most_items or concrete > params.most_concrete:
        return
    missing = tuple(i for i in (CONTENT, MEASURES, TIME, PERSON_IN_CHARGE, DOSSIER) if i not in found)
    yield Hit(values={"missing": missing, "count": len(missing), "concrete": concrete}, confidence=0.9)


def items_found(document: Document, params: Params, rules: RuleSet) -> frozenset[str]:
    """Which of time, person in charge and dossier are really given, wherever they stand."""
    lines = _lines(document)
    found = set()
    if any(_DATE.search(fold(line)) for line in lines):
        found.add(TIME)
    in_charge = [p.text for p in document.pledges if PERSON_IN_CHARGE in document.sections[p.section].roles]
    if any(_names_somebody(line, params, rules) for line in lines) or any(
        _PERSON.search(line[1:]) or wordings(params.posts, rules).search(fold(line)) for line in in_charge
    ):
        found.add(PERSON_IN_CHARGE)
    under_dossier = [p.text for p in document.pledges if DOSSIER in document.sections[p.section].roles]
    if any(_papers(line, params, rules) for line in under_dossier) or any(
        _papers(line, params, rules) > 1 or wordings(params.attached, rules).search(fold(line)) for line in lines
    ):
        found.add(DOSSIER)
    return frozenset(found)


def _lines(document: Document) -> list[str]:
    """Pledges with what hangs on them, and the lines of the introduction."""
    intro = document.raw.text[document.intro.start : document.intro.end] if document.intro else ""
    pledges = [" ; ".join((p.parent, p.text, *p.children, p.aside)) for p in document.pledges]
    return [*pledges, *re.split(r"\n|(?<=[.;])\s+", intro)]


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


def _concrete(document: Document, params: Params, context: Context) -> int:
    """Pledges that name something countable: by their assessment, or by a date or quantity where there is none."""
    if len(context.assessments) == len(document.pledges):
        return sum(a.level == 2 for a in context.assessments)
    return sum(_is_concrete(p.text, params, context.rules) for p in document.pledges)


def _is_concrete(text: str, params: Params, rules: RuleSet) -> bool:
    folded = re.sub(r'"[^"]*"', " ", fold(text))
    folded = wordings(params.hollow, rules).sub(" ", folded)
    return bool(_DATE.search(folded) or _COUNT.search(folded))
