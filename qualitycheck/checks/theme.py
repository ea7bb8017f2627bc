"""Does a pledge serve the year's theme, and does any pledge of the document?"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualitycheck.checks.context import Context, Hit
from qualitycheck.checks.templates import is_template
from qualitycheck.checks.theme_model import theme_marks, theme_score
from qualitycheck.checks.wording import wordings
from qualitycheck.rules import RuleSet, Theme
from qualitycheck.specificity.unmarked import is_unmarked, with_marks
from qualitycheck.types import Document, Pledge
from qualitycheck.vietnamese.characters import fold, fold_pattern, key

KIND = "theme"
LONG = 40  # words; a long pledge holds two hints by chance
ADMINISTRATIVE = frozenset({"thời gian", "người phụ trách", "hồ sơ"})  # parts of a model that only organise it
THRESHOLD = -0.35  # log-odds from which a pledge serves the theme; chosen with each labelled set held out in turn
_LIFT, _USUAL = 1.5, 0.35  # what a concept wording adds to the log-odds, and how often one occurs
_BY_WORDING, _BY_HINT, _NOTHING = 2.0, -0.7, -2.0  # scores under a theme that only wordings know


@dataclass(frozen=True, slots=True)
class Params:
    """Judged from ``least_pledges`` pledges on, formulas not counted. A document is off the theme when no pledge serves
    it; a model, whose few lines say little, only when none comes near it (score below ``model_bound``). Below ``sure``
    the finding is sure. A theme that also holds in a neighbouring year is a term's wide theme, which an office usually
    narrows: the finding is then a note with ``wide_confidence``."""

    least_pledges: int = 3
    wide_confidence: float = 0.6
    model_bound: float = -1.0
    sure: float = -1.0


def check(document: Document, params: Params, context: Context) -> Iterator[Hit]:
    themes = _themes(document, context.rules)
    formulas = {i for i, a in enumerate(context.assessments) if a.template}
    own = [p for p in document.pledges if p.index not in formulas and not is_template(p.text, context.rules)]
    if not themes or len(own) < params.least_pledges:
        return
    best = max(_score(p, document, t, context.rules) for p in own for t in themes)
    if best > (params.model_bound if document.kind == "model" else THRESHOLD):
        return
    titles = tuple(theme.title for theme in themes)
    wide = any(_is_wide(theme, document.year or 0, context.rules) for theme in themes)
    yield Hit(
        values={"theme": titles[0], "themes": titles, "year": document.year or 0, "count": len(own)},
        confidence=params.wide_confidence if wide else 0.9 if best < params.sure else 0.75,
        level="note" if wide else None,
    )


def on_theme(document: Document, rules: RuleSet) -> tuple[bool, ...]:
    """For every pledge: does it serve a theme of the document's unit and year? All False where none is known."""
    themes = _themes(document, rules)
    return tuple(
        any(_score(pledge, document, theme, rules) > THRESHOLD for theme in themes) for pledge in document.pledges
    )


def _themes(document: Document, rules: RuleSet) -> tuple[Theme, ...]:
    """Themes of the year that have wordings to judge by."""
    names = " ".join(f.value for f in (document.unit, document.party_cell, document.author) if f)
    return tuple(t for t in rules.themes_of(names, document.year) if t.concepts or t.hints)


def _is_wide(theme: Theme, year: int, rules: RuleSet) -> bool:
    return any(t.title == theme.title for (_, y), ts in rules.themes.items() if abs(y - year) == 1 for t in ts)


def _score(pledge: Pledge, document: Document, theme: Theme, rules: RuleSet) -> float:
    """How much a pledge serves a theme, as log-odds: by the model where it knows the theme, else by wordings alone."""
    roles = set(document.sections[pledge.section].roles)
    if is_template(pledge.text, rules) or (roles and roles <= ADMINISTRATIVE):
        return -math.inf
    text = own_words(" ; ".join(filter(None, (pledge.parent, pledge.text, *pledge.children, pledge.aside))), theme)
    score = theme_score(text, pledge, document, theme, rules)
    return _by_wordings(text, roles, theme, rules) if score is None else adjusted(score, text, theme, rules)


def adjusted(score: float, text: str, theme: Theme, rules: RuleSet) -> float:
    """``score`` of the model, lifted where a concept wording of the theme stands in the text."""
    return score + _LIFT * (_has_concept(text, theme, rules) - _USUAL)


def _has_concept(text: str, theme: Theme, rules: RuleSet) -> bool:
    return wordings(theme.concepts, rules).search(wordings(theme.unless, rules).sub(" ; ", text)) is not None


def _by_wordings(text: str, roles: set[str], theme: Theme, rules: RuleSet) -> float:
    if _has_concept(text, theme, rules):
        return _BY_WORDING
    text = wordings(theme.unless, rules).sub(" ; ", text)
    needed = 2
    if theme.parts:
        needed = 1 if roles & set(theme.parts) else 3
    needed += len(text.split()) > LONG
    hints = _distinct_hints(text, theme, rules)
    return _BY_WORDING if hints >= needed else _BY_HINT if hints else _NOTHING


def _distinct_hints(text: str, theme: Theme, rules: RuleSet) -> int:
    """How many of the hints occur, at places that do not overlap."""
    taken: list[tuple[int, int]] = []
    for hint in theme.hints:
        for found in wordings((hint,), rules).finditer(text):
            if all(found.end() <= start or found.start() >= end for start, end in taken):
                taken.append(found.span())
                break
    return len(taken)


_STUDY = re.compile(
    fold_pattern(r"(?<!\w)(?:học|học tập|quán triệt|nghiên cứu|đọc|thực hiện|đẩy mạnh)\b[^.;]{0,80}?chuyên đề")
)


def own_words(text: str, theme: Theme) -> str:
    """Folded text; where it studies "the theme", the theme's title in it says nothing and is taken out."""
    folded = fold(text)
    if is_unmarked(folded):
        folded = with_marks(folded, theme_marks())
    study = _STUDY.search(folded)
    if study is None:
        return folded
    rest = folded[study.end() :]
    for words in _title_parts(theme):
        rest = re.sub(r"\W+".join(map(re.escape, words)), " ", rest)
    return folded[: study.start()] + " ; " + rest


def _title_parts(theme: Theme) -> Sequence[list[str]]:
    """The title's clauses as syllables."""
    return [key(part).split() for part in re.split(r"[,;]", theme.title) if part.strip()]
