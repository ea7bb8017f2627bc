"""Core duties of another profession in a pledge, far from all that the written post, the posts held besides and the
kind of unit stand for. An unknown post is never judged, nor is a remit that covers everything."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qualitycheck.checks.context import Context, Hit
from qualitycheck.checks.regions import sentences
from qualitycheck.checks.templates import is_template
from qualitycheck.checks.wording import readable, wordings
from qualitycheck.rules import Role, RuleSet
from qualitycheck.types import Document, Pledge, Span
from qualitycheck.vietnamese.characters import fold, fold_pattern

KIND = "role"
_HANDS_ON = "việc tự tay làm"
_LEAST_LETTERS = 8  # of a title that may be misspelt
_UNMARKED = 0.6  # how sure of a text typed without diacritics: 24 right of 28
_BESIDES = re.compile(fold_pattern(r"(?<!\w)(?:kiêm|phụ trách|được (?:phân công|giao)|đảm nhiệm)(?!\w)([^.;\n]{0,80})"))


@dataclass(frozen=True, slots=True)
class Params:
    """Wordings. ``partner`` anywhere in the sentence, or ``helping`` before the duty, show that it is not the author's
    own work; ``never`` at the beginning, that it is a matter of conduct. ``hands_on`` is what even a person with a remit
    over all fields does not do. Pledges in sections that stand for nothing but ``private_parts`` are not judged."""

    partner: tuple[str, ...]
    helping: tuple[str, ...]
    never: tuple[str, ...]
    hands_on: tuple[str, ...]
    private_parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remit:
    """``own`` are the fields of the post, ``allowed`` these and all near ones; ``broad``: everything."""

    own: frozenset[str]
    allowed: frozenset[str]
    broad: bool


def check(document: Document, params: Params, context: Context) -> Iterator[Hit]:
    remit = remit_of(document, context.rules)
    if remit is None:
        return
    for pledge in document.pledges:
        roles = set(document.sections[pledge.section].roles)
        if is_template(pledge.text, context.rules) or (roles and roles <= set(params.private_parts)):
            continue
        duties = _strange_duties(document, pledge, remit, params, context.rules)
        found = next(itertools.chain(duties, _strange_grades(document, pledge, params, context.rules)), None)
        if found is not None:
            name, span = found
            position = document.position.value if document.position else ""
            owner = position if document.kind == "individual" else (document.author or document.position)
            post = owner if isinstance(owner, str) else owner.value if owner else ""
            duty = document.raw.text[span.start : span.end]
            sure = _UNMARKED if readable(pledge.text)[1] else 0.92 if re.search(r"\d", pledge.text) else 0.8
            yield Hit(pledge.index, pledge.span, pledge.text, {"field": name, "post": post, "duty": duty}, sure)


def remit_of(document: Document, rules: RuleSet) -> Remit | None:
    """The fields of the author's work; None where the post is not known."""
    found = _individual(document, rules) if document.kind in ("individual", "unknown") else _collective(document, rules)
    if not found:
        return None
    own = frozenset(name for role in found for name in role.fields)
    near = {n for role in found if role.fields for n in rules.roles.near.get(role.fields[0], ())}
    return Remit(own, own | near | set(rules.roles.common), any(role.broad for role in found))


def _named(text: str, roles: Iterable[Role], rules: RuleSet) -> list[Role]:
    folded, unmarked = readable(text)
    return [role for role in roles if wordings(role.titles, rules, unmarked).search(folded)]


def _alike(text: str, roles: Iterable[Role]) -> list[Role]:
    """The role whose title stands in a written post but for a slip of the pen ("Giáo vên Toán"); titles too short to tell
    are left out, and so are those with gaps and choices."""
    words = fold(text).split()
    for role in roles:
        for title in map(fold, role.titles):
            n = title.count(" ") + 1
            windows = (" ".join(words[i : i + n]) for i in range(len(words) - n + 1))
            if len(title) >= _LEAST_LETTERS and not set(title) & set("(|…<") and any(_slip(w, title) for w in windows):
                return [role]
    return []


def _slip(written: str, title: str) -> bool:
    """As many letters wrong as there are syllables to get wrong, one in each."""
    from rapidfuzz.distance import Levenshtein

    pairs = zip(written.split(), title.split(), strict=True)
    return all(Levenshtein.distance(a, b, score_cutoff=1) <= 1 and a[:1] == b[:1] for a, b in pairs)


def _individual(document: Document, rules: RuleSet) -> list[Role]:
    post = document.position.value if document.position else ""
    unit = document.unit.value if document.unit else ""
    posts = _named(post, rules.roles.roles, rules)
    units = [u for u in _named(unit, rules.roles.units, rules) if not u.broad]
    if not posts and post:
        posts = [r for r in _named(unit, rules.roles.roles, rules) if not r.broad]  # "Chuyên viên", "Phòng Nội vụ"
    if not posts and not units:
        posts = _alike(post, rules.roles.roles)
    if not posts and not units:
        return []
    intro = document.raw.text[document.intro.start : document.intro.end] if document.intro else ""
    besides = [r for m in _BESIDES.finditer(fold(intro)) for r in _named(m[1], rules.roles.roles, rules)]
    return [*posts, *units, *besides]


def _collective(document: Document, rules: RuleSet) -> list[Role]:
    """The first of name, cell and unit that says which kind of unit it is."""
    for fact in (document.author, document.party_cell, document.unit):
        found = _named(fact.value, rules.roles.units, rules) if fact else []
        narrow = [u for u in found if not u.broad]
        if narrow:
            return [*narrow, *(r for r in _named(fact.value if fact else "", rules.roles.roles, rules) if not r.broad)]
        if found:
            return []
    return []


def _strange_duties(
    document: Document, pledge: Pledge, remit: Remit, params: Params, rules: RuleSet
) -> Iterator[tuple[str, Span]]:
    """Fields far from the post with the place of the duty, sentence by sentence."""
    for sentence in sentences(document, pledge.span):
        folded, unmarked = readable(document.raw.text[sentence.start : sentence.end])
        never, partner, helping = (wordings(p, rules, unmarked) for p in (params.never, params.partner, params.helping))
        if never.match(folded) or partner.search(folded):
            continue
        for name, start, end in _duties(folded, unmarked, remit, params, rules):
            if not helping.search(folded[:start]):
                yield name, Span(sentence.start + start, sentence.start + end)


def _duties(
    folded: str, unmarked: bool, remit: Remit, params: Params, rules: RuleSet
) -> Iterator[tuple[str, int, int]]:
    fields = rules.roles.fields
    if remit.broad:
        done = wordings(params.hands_on, rules, unmarked).search(folded)
        if done and not any(wordings(fields[n], rules, unmarked).search(folded) for n in remit.own):
            yield _HANDS_ON, done.start(), done.end()
        return
    found = {name: m for name, words in fields.items() if (m := wordings(words, rules, unmarked).search(folded))}
    if remit.allowed.isdisjoint(found):
        yield from ((name, m.start(), m.end()) for name, m in found.items())


# --- school levels ---------------------------------------------------------------------------------------------------

_LEVEL = "lớp của cấp học khác"
_GRADES = {
    "tiểu học|th&thcs|th và thcs|th - thcs": range(1, 6),
    "thcs|trung học cơ sở": range(6, 10),
    "thpt|trung học phổ thông": range(10, 13),
}
_SCHOOLS = [(re.compile(rf"(?<!\w)(?:{fold_pattern(names)})(?!\w)"), grades) for names, grades in _GRADES.items()]
_UNLEVELLED = re.compile(
    fold_pattern(r"(?<!\w)(?:phổ thông dân tộc|ptdt\w*|liên cấp|phòng giáo dục|sở giáo dục)(?!\w)")
)
_TEACHES = re.compile(
    fold_pattern(
        r"(?<!\w)(?:dạy|kèm|luyện|ôn|phụ đạo|bồi dưỡng|chủ nhiệm|chấm|soạn|nhận)(?!\w)(?:(?!lớp)[^.;\n]){0,40}?"
        r"(?:(?<!vào )(?<!lên )(?<!hết )(?<!học )lớp|khối) (\d{1,2})(?!\d|[ ]?%)"
    )
)


def _strange_grades(document: Document, pledge: Pledge, params: Params, rules: RuleSet) -> Iterator[tuple[str, Span]]:
    """Teaching in a class that the author's school does not have."""
    grades = _school_grades(document)
    if not grades:
        return
    for sentence in sentences(document, pledge.span):
        folded = fold(document.raw.text[sentence.start : sentence.end])
        if wordings(params.partner, rules).search(folded):
            continue
        for found in _TEACHES.finditer(folded):
            strange = 1 <= int(found[1]) <= 12 and int(found[1]) not in grades
            if strange and not wordings(params.helping, rules).search(folded[: found.start()]):
                yield _LEVEL, Span(sentence.start + found.start(), sentence.start + found.end())


def _school_grades(document: Document) -> frozenset[int]:
    """Classes of the author's school by its name; none where the name does not tell, or tells of several levels."""
    names = " ; ".join(fold(f.value) for f in (document.unit, document.position) if f)
    if _UNLEVELLED.search(names):
        return frozenset()
    return frozenset(g for pattern, grades in _SCHOOLS if pattern.search(names) for g in grades)
