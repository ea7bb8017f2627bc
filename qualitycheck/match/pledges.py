"""A pledge made ready for comparing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from qualitycheck.match.terms import Term, Thesaurus, terms
from qualitycheck.vietnamese.characters import fold

# numbers behind these words are names of documents, slogans and the like
_NAMED = re.compile(
    fold(
        r"(?:chỉ thị|nghị quyết|quy định|kết luận|quyết định|nghị định|thông tư|luật|số|điều|khoá|lần thứ|trung ương"
        r"|tw|nq|ct|qđ|kl)"
    )
    + r"\W*\d[\w./-]*|\d+[\w/-]*(?:/tw|-tw|-ct|-nq|-qđ)\w*|\d+/(?:\d+/)?[a-zđ][\w-]*|\b(?:19|20)\d\d\b|\d+ (?:điều|không|xin|luôn)\b|100 ?%"
)  # fmt: skip
_MONTH = re.compile(r"\btháng \d{1,2}\b(?![/.-]\d)")
_COMMON_CAPITAL_WORDS = """
    đảng nhà nước nhân dân bác hồ chí minh chủ tịch người tổ quốc trung ương mác lênin lê nin xã hội việt nam
    ban uỷ ủy
"""
_COMMON_CAPITALS = frozenset(_COMMON_CAPITAL_WORDS.split())
_SYLLABLE = re.compile(r"[^\W_]+")
_ROMAN = re.compile(r"[IVX]+\Z")
_INNER_WORD = re.compile(r"(?<=[^\W\d_.!?:;] )[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Prepared:
    """``names`` are the names of all terms; ``concrete`` says that it holds a number or a name of its own."""

    text: str
    key: str
    words: tuple[str, ...]
    terms: tuple[Term, ...]
    names: frozenset[str]
    numbers: frozenset[str]
    concrete: bool


def prepare(text: str, words: Thesaurus) -> Prepared:
    """``text`` is cleaned and without its bullet."""
    folded = fold(text)
    found = tuple(terms(folded, words))
    syllables = tuple(_SYLLABLE.findall(folded))
    return Prepared(
        text=text,
        key=" ".join(syllables),
        words=syllables,
        terms=found,
        names=_names(found),
        numbers=_names(t for t in found if t.number),
        concrete=_is_concrete(text, folded, found),
    )


def _names(found: Iterable[Term]) -> frozenset[str]:
    return frozenset(name for term in found for name in term.names)


def _is_concrete(text: str, folded: str, found: Iterable[Term]) -> bool:
    rest = _NAMED.sub(" ", folded)
    if any(c.isdigit() for c in rest) or any(t.number and not t.text[0].isdigit() for t in found):
        return True
    return any(is_name(m[0]) for m in _INNER_WORD.finditer(text))


def is_general(pledge: Prepared) -> bool:
    """True when ``pledge`` names nothing of its own: no name, and no figure but the month of a meeting or a report."""
    return not _is_concrete(pledge.text, _MONTH.sub(" ", fold(pledge.text)), pledge.terms)


def is_name(word: str) -> bool:
    """True for a capitalised word that is none of the names every such text holds."""
    return word[0].isupper() and not _ROMAN.match(word) and fold(word) not in _COMMON_CAPITALS
