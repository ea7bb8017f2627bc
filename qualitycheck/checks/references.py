"""Directives, regulations and guidance cited after they were replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from qualitycheck.checks.context import Context, Hit
from qualitycheck.checks.regions import pledge_at
from qualitycheck.rules import RuleSet, TextInForce
from qualitycheck.types import Document, Span
from qualitycheck.vietnamese.characters import fold

KIND = "references"
_SIGN = re.compile(r"(?P<type>.*?)\s*(?P<number>\d+)(?:\s*-\s*(?P<code>.+))?\Z")


@dataclass(frozen=True, slots=True)
class Params:
    """``local`` are words behind a bare number that tell a text of the province or lower: "Chỉ thị 03 của UBND tỉnh".
    ``years_after``: how many whole years after the replacement a citation is reported."""

    local: tuple[str, ...] = ()
    years_after: int = 1


def check(document: Document, params: Params, context: Context) -> Iterator[Hit]:
    if document.year is None:
        return
    folded = fold(document.raw.text)
    local = re.compile(r"\s*(?:" + "|".join(re.escape(fold(w)) for w in params.local) + ")") if params.local else None
    for text, pattern, successor in _patterns(context.rules):
        if document.year < int((text.until or "9999")[:4]) + params.years_after:
            continue
        for found in pattern.finditer(folded):
            if not found["code"] and local and local.match(folded, found.end()):
                continue
            if successor and successor.search(folded):
                continue
            span = Span(found.start(), found.end())
            yield Hit(pledge_at(document, span.start), span, document.raw.text[span.start : span.end], _values(text))


def _values(text: TextInForce) -> dict[str, str]:
    day = "/".join(reversed((text.until or "").split("-")))
    return {"name": text.name, "replaced_by": text.replaced_by, "until": day, "about": text.about}


@lru_cache(maxsize=8)
def _patterns(rules: RuleSet) -> tuple[tuple[TextInForce, re.Pattern[str], re.Pattern[str] | None], ...]:
    """Each replaced text, how it is cited, and how its successor is cited."""
    by_name = {t.name: t for t in rules.texts}
    out = []
    for text in rules.texts:
        if text.until:
            heir = by_name.get(text.replaced_by)
            out.append((text, _citation(text.signs), _citation(heir.signs) if heir else None))
    return tuple(out)


def _citation(signs: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the signs ("Quy định 47-QĐ/TW"), with or without "số", blanks and the code; never another code."""
    parts = []
    codes: list[str] = []
    for sign in signs:
        found = _SIGN.match(fold(sign))
        if found is None:
            continue
        kind = r"\s+".join(map(re.escape, found["type"].split()))
        parts.append(rf"{kind}\s*(?:số\s*:?\s*)?0*{int(found['number'])}")
        if found["code"]:
            codes.append(re.escape(found["code"].strip()))
    code = rf"(?P<code>\s*-\s*(?:{'|'.join(codes)}))?" if codes else r"(?P<code>(?!))?"
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)}){code}(?!\s*[-/]\s*[^\W\d_]|[\w/])")
