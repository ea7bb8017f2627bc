"""A theme, plan or deadline of an earlier year presented as this year's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from qualitycheck.checks.context import Context, Hit, Value
from qualitycheck.checks.regions import folded_re, pledge_at, sentences, stated_parts
from qualitycheck.rules import RuleSet, Theme
from qualitycheck.types import Document, Span
from qualitycheck.vietnamese.characters import fold, syllables

KIND = "stale-year"

_YEAR = r"(?P<year>20\d\d)(?!\s*[-–/]\s*20\d\d|\d|\s*(?:,|và)\s*20\d\d)"
_GAP = r"(?:(?!\b(?:năm|ngày|số)\b)[^.;:\"“”]){0,80}?"
# "chuyên đề năm 2018", "kế hoạch học tập của Đảng uỷ năm 2018"; a plan's own date and a span of years are none
_THEME = folded_re(rf"(?<!\w)(?:chuyên đề|chủ đề){_GAP}(?:năm\s+)?(?<![-–/\d])(?<![-–/] ){_YEAR}")
_PLAN = folded_re(rf"(?<!\w)(?:kế hoạch|chương trình hành động|hướng dẫn){_GAP}\bnăm\s+{_YEAR}")
_PROMISE = folded_re(
    r"(?<!bản )(?<!đã )(?<!\w)(?:đăng ký|cam kết)\b[^.;:\"“”]{0,60}?\bnăm "
    rf"{_YEAR}[^.;:]{{0,40}}(?:như sau|sau đây|:)"
)
_STRIVE = folded_re(rf"(?<!\w)phấn đấu (?:trong |đến |đến hết |đến cuối |cuối )?năm {_YEAR}")
_TASKS = folded_re(
    r"(?<!\w)(?:phấn đấu|hoàn thành|thực hiện)\b[^.;:]{0,60}(?:nhiệm vụ|chỉ tiêu|kế hoạch|cam kết)\b[^.;,:\d]{0,25}?"
    rf"\bnăm {_YEAR}"
)
_DEADLINE = folded_re(
    r"(?<!\w)(?:hoàn thành|xong|nộp|đạt|kết thúc)\b[^.;:]{0,40}?\b(?:trước|đến|hết|chậm nhất|trong)\b[^.;:\d]{0,15}"
    rf"(?:\d{{1,2}}\s*[/.-]\s*\d{{1,2}}\s*[/.-]\s*|\d{{1,2}}\s*[/.-]\s*|(?:tháng|quý)\s*\w+\s*(?:năm|/)\s*){_YEAR}"
)
_SCHEDULE = folded_re(
    r"(?<!\w)(?:thời gian|tiến độ|thực hiện|triển khai|bắt đầu|lộ trình)\b[^.;\d]{0,30}\btừ\b[^.;]{0,25}?\b(?:đến|tới)\b"
    rf"[^.;\d]{{0,15}}(?:\d{{1,2}}\s*[/.-]\s*){{1,2}}{_YEAR}"
)
_VOW = folded_re(
    rf"(?<!\w)năm {_YEAR},?\s+(?:tôi|em|bản thân|bản thân tôi|chi bộ|tập thể|đơn vị)\b[^.;:\d]{{0,30}}(?<!đã )"
    r"(?:đăng ký|cam kết|phấn đấu|quyết tâm)\b[^.;\d]{0,60}(?::|như sau|sau đây|$)"
)
_QUOTED = re.compile(r"[\"“«]([^\"”»]{15,300})[\"”»]")


@dataclass(frozen=True, slots=True)
class Params:
    """``looking_back`` are words of a sentence that reports on the earlier year; ``deadline_years`` how far back a
    deadline can be one that was copied; ``title_share`` of a theme's words in order that make it that theme."""

    looking_back: tuple[str, ...]
    deadline_years: int = 2
    title_share: float = 0.55


def check(document: Document, params: Params, context: Context) -> Iterator[Hit]:
    if document.year is None:
        return
    back = _any_of(params.looking_back)
    for part in stated_parts(document):
        for sentence in sentences(document, part):
            yield from _in_sentence(document, sentence, params, context, back)


@lru_cache(maxsize=8)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(fold(w)) for w in words) + r")(?!\w)")


def _in_sentence(
    document: Document, sentence: Span, params: Params, context: Context, back: re.Pattern[str]
) -> Iterator[Hit]:
    folded = fold(document.raw.text[sentence.start : sentence.end])
    if back.search(folded):
        return
    intro = document.intro is not None and document.intro.start <= sentence.start < document.intro.end
    for start, end, year in _dated(folded, document.year or 0, intro, params):
        if not _still_valid(context.rules, document, year):
            yield _hit(document, Span(sentence.start + start, sentence.start + end), {"year": year})
            return
    found = _old_theme(folded, document, params, context.rules)
    if found:
        start, end, year, theme = found
        yield _hit(document, Span(sentence.start + start, sentence.start + end), {"year": year, "theme": theme.title})


def _hit(document: Document, span: Span, values: dict[str, Value]) -> Hit:
    quote = document.raw.text[span.start : span.end]
    doubt = document.year_source != "document"  # the year may be wrong instead
    values = {"theme": "", **values, "this_year": document.year or 0}
    return Hit(
        pledge_at(document, span.start), span, quote, values, 0.7 if doubt else 0.9, "warning" if doubt else None
    )


def _dated(folded: str, this_year: int, intro: bool, params: Params) -> Iterator[tuple[int, int, int]]:
    """Passages that name an earlier year as the year of the theme, plan, tasks or deadline."""
    for pattern in (_THEME, _PLAN) if intro else (_THEME,):
        years = [(m, int(m["year"])) for m in pattern.finditer(folded)]
        if not any(year == this_year for _, year in years):
            yield from ((m.start(), m.end(), year) for m, year in years if year < this_year)
    for pattern in (_TASKS, _STRIVE, _DEADLINE, _SCHEDULE, *((_PROMISE, _VOW) if intro else ())):
        for found in pattern.finditer(folded):
            year = int(found["year"])
            if this_year - params.deadline_years <= year < this_year and str(this_year) not in folded:
                yield found.start(), found.end(), year


def _old_theme(folded: str, document: Document, params: Params, rules: RuleSet) -> tuple[int, int, int, Theme] | None:
    """A theme of an earlier year that the sentence gives as this year's, where this year's own theme is known."""
    this_year, unit = document.year or 0, document.unit.value if document.unit else None
    current = rules.themes_of(unit, this_year)
    at = re.search(fold(r"chuyên đề|chủ đề"), folded)
    if not current or at is None:
        return None
    said = _titles(folded, at.start())
    now = max((_likeness(text, theme.title) for text, _ in said for theme in current), default=0.0)
    best: tuple[float, int, int, int, Theme] | None = None
    for year in {y for _, y in rules.themes if y < this_year}:
        for theme in rules.themes_of(unit, year):
            if any(theme.title == t.title for t in current):
                continue
            for text, (start, end) in said:
                likeness = _likeness(text, theme.title)
                if likeness >= params.title_share and likeness > now and (best is None or likeness > best[0]):
                    best = (likeness, start, end, year, theme)
    return best[1:] if best else None


def _titles(folded: str, at: int) -> list[tuple[str, tuple[int, int]]]:
    """Quoted passages behind the word "chuyên đề", or else what follows it."""
    quoted = [(m[1], m.span()) for m in _QUOTED.finditer(folded) if m.start() >= at]
    return quoted or [(folded[at:], (at, len(folded)))]


def _likeness(text: str, title: str) -> float:
    """Share of the words of a theme's short form that ``text`` has in the same order, 0 to 1."""
    from rapidfuzz.distance import LCSseq

    words, wanted = syllables(text), syllables(title)
    if not wanted or len(words) < 4:
        return 0.0
    common = LCSseq.similarity(words, wanted)
    return float(common) / min(len(wanted), max(len(words), 8))


def _still_valid(rules: RuleSet, document: Document, year: int) -> bool:
    """Is the theme of ``year`` one of this year's, too?"""
    unit = document.unit.value if document.unit else None
    now = {t.title for t in rules.themes_of(unit, document.year)}
    return any(t.title in now for t in rules.themes_of(unit, year))
