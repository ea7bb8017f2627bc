"""The words of a report in one language: the rules' own (see ``checks.phrasing``) and the program's phrases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualitycheck.checks.phrasing import words_of
from qualitycheck.load.details import DETAILS
from qualitycheck.load.details import sentence as detail_sentence
from qualitycheck.messages import Lang, label, number, say
from qualitycheck.report.groups import Group
from qualitycheck.report.summary import Coverage
from qualitycheck.rules import RuleSet
from qualitycheck.types import Failure, Finding

MOST_QUESTIONS = 3


class Speaking:
    """The program's own phrases in one language."""

    __slots__ = ()
    lang: Lang

    def say(self, phrase: str, **values: object) -> str:
        return say(phrase, self.lang, **values)

    def label(self, group: str, name: object) -> str:
        return label(group, str(name), self.lang)

    def number(self, value: float) -> str:
        return number(value, self.lang)


@dataclass(frozen=True, slots=True)
class Phrases(Speaking):
    """For papers that quote no rule."""

    lang: Lang = "vi"


@dataclass(frozen=True, slots=True)
class Words(Speaking):
    """All words for one language. A rule that ``rules`` does not hold (an older result) is called by its id."""

    rules: RuleSet
    lang: Lang = "vi"

    def title(self, rule: str) -> str:
        known = self.rules.rules.get(rule)
        if known is None:
            return rule
        return known.title.vi if self.lang == "vi" else known.title.en

    def why(self, rule: str) -> str:
        known = self.rules.rules.get(rule)
        if known is None:
            return ""
        return known.why.vi if self.lang == "vi" else known.why.en

    def message(self, finding: Finding) -> str:
        known = finding.rule in self.rules.rules
        return words_of(finding, self.rules, self.lang).message if known else finding.rule

    def suggestion(self, finding: Finding) -> str | None:
        known = finding.rule in self.rules.rules
        return words_of(finding, self.rules, self.lang).suggestion if known else None

    def questions(self, missing: Iterable[str]) -> str:
        """What to ask the author for the first slots that a pledge does not state."""
        asked = [words for slot in missing if (words := self.rules.questions.get(slot))]
        return " ".join(w.vi if self.lang == "vi" else w.en for w in asked[:MOST_QUESTIONS])

    def failure(self, failure: Failure) -> str:
        """What is wrong with the file and what helps, in one or two sentences."""
        code = failure.code if label("code", failure.code) != failure.code else "other"
        detail = failure.detail.partition(": ")[0] in DETAILS
        wrong = detail_sentence(failure.detail, self.lang) if detail else self.say(f"code.{code}", code=failure.code)
        wrong = wrong[:1].upper() + wrong[1:].rstrip(".") + "."
        return wrong if ";" in wrong else f"{wrong} {self.say(f'remedy.{code}')}"

    def quality(self, rule: str) -> str:
        """How often the rule was right on the held-out sets: "đúng 58 trong 60 lần nhắc (bộ thử)", or "chưa đo"."""
        measured = self.rules.quality
        figure = measured.rules.get(rule) if measured else None
        if measured is None or figure is None:
            return self.say("quality.none")
        if figure.said:
            text = self.say("quality.measured", right=figure.right, said=figure.said)
        else:
            text = self.say("quality.silent", n=figure.n)
        return text if measured.fits(self.rules.digest) else f"{text} ({self.say('quality.stale')})"

    def coverage(self, seen: Coverage) -> str:
        """ "130 trong 132 nội dung (kể cả 15 câu theo mẫu bắt buộc); 6 chỗ cần người đọc"."""
        mandated = self.say("coverage-mandated", count=seen.mandated) if seen.mandated else ""
        return self.say("coverage-of", read=seen.read, total=seen.pledges, doubts=seen.to_read, mandated=mandated)

    def same_kind(self, group: Group) -> str:
        """How many more findings of the kind there are, and in which pledges."""
        count, pledges = len(group.rest), ", ".join(map(str, group.pledges))
        if pledges:
            return self.say("same-kind-at", count=count, pledges=pledges)
        return self.say("same-kind", count=count)

    def folded_groups(self, groups: Sequence[Group]) -> str:
        """What the budget leaves out."""
        return self.say("folded-kinds", kinds=len(groups), count=sum(g.count for g in groups))

    def source(self, relation: str, year: int | None, author: str, unit: str = "") -> str:
        """Which document a repeated pledge also stands in: "bản năm 2018 của …"."""
        if relation == "own-earlier":
            return self.say("source-own", year=year or "?")
        who = ", ".join(part for part in (author, unit) if part)
        return self.say("source-other", year=year or "?", author=who or "?")
