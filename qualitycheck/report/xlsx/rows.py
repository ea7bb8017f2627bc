"""The rows of the workbook's sheets out of a batch, in the order of their columns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from qualitycheck.messages import LANGS
from qualitycheck.report.options import Options
from qualitycheck.report.summary import open_findings, own_pledges, repeated_pledges, summarise
from qualitycheck.report.words import Words
from qualitycheck.report.xlsx.book import Cell, Column, Link, Toned, file_link
from qualitycheck.review.identity import extent, is_locked, mark, pledge_id
from qualitycheck.review.proposals import CHOICES
from qualitycheck.types import SLOT_NAMES, Batch, Fact, Failure, Finding, Report

DOCUMENTS = (
    Column("number", 6, "number"), Column("file", 46), Column("kind", 10), Column("year", 7, "mark"),
    Column("author", 22), Column("position", 24), Column("unit", 26), Column("cell", 20), Column("score", 8, "number"),
    Column("grade", 13), Column("low", 10, "number"), Column("high", 10, "number"), Column("to-read", 10, "mark"),
    Column("errors", 9, "number"), Column("warnings", 9, "number"), Column("notes", 9, "number"),
    Column("pledges", 10, "number"), Column("specific", 10, "number"), Column("repeated", 10, "number"),
    Column("words", 9, "number"), Column("state", 40, "wrap"), Column("mark", 10, hidden=True),
)  # fmt: skip
COPIES = (
    Column("number", 6, "number"), Column("author", 20), Column("unit", 22), Column("year", 7, "mark"),
    Column("pledge", 8, "number"), Column("pledge-text", 52, "wrap"), Column("relation", 24, "wrap"),
    Column("match", 20, "wrap"), Column("similarity", 9, "percent"), Column("other-text", 52, "wrap"),
    Column("changed", 24, "wrap"), Column("other-author", 20), Column("other-unit", 22), Column("other-year", 9, "mark"),
    Column("other-file", 40), Column("file", 40),
)  # fmt: skip
RULES = (
    Column("rule-id", 22), Column("rule", 30, "wrap"), Column("level", 14), Column("enabled", 9, "mark"),
    Column("places", 9, "number"), Column("documents", 10, "number"), Column("source", 46, "wrap"),
    Column("why", 56, "wrap"), Column("suggestion", 46, "wrap"),
)  # fmt: skip
SETTINGS = (Column("setting", 34), Column("value", 60, "wrap"), Column("origin", 50, "wrap"))


@dataclass(frozen=True)
class Rows:
    """Makes the rows; ``folder`` is where the workbook will lie, for its links."""

    batch: Batch
    options: Options
    folder: Path

    @cached_property
    def words(self) -> Words:
        return self.options.words

    def _number(self) -> list[tuple[int, Report | Failure]]:
        return list(enumerate(self.batch.results, start=1))

    def _reports(self) -> Iterator[tuple[int, Report]]:
        for number, result in self._number():
            if isinstance(result, Report):
                yield number, result

    # --- documents ---------------------------------------------------------------------------------------------------

    def documents(self) -> Iterator[tuple[Cell, ...]]:
        for number, result in self._number():
            link = Link(result.path, file_link(self.options.files.get(result.path), self.folder))
            if isinstance(result, Failure):
                empty: list[Cell] = [None] * len(DOCUMENTS)
                empty[0], empty[1] = number, link
                empty[12], empty[20] = "x", Toned(self.words.failure(result), "error")
                yield tuple(empty)
            else:
                yield (number, link, *self._document(result))

    def _document(self, report: Report) -> Iterator[Cell]:
        document, score = report.document, report.score
        levels = [f.level for f in open_findings(report)]
        yield self.words.label("kind", document.kind)
        yield document.year
        yield from (_value(f) for f in (document.author, document.position, document.unit, document.party_cell))
        yield round(score.total, 1)
        yield Toned(self.words.label("grade", score.grade), score.grade)
        yield from (round(score.band[0], 1), round(score.band[1], 1))
        yield "x" if score.needs_review else ""
        yield from (levels.count("error"), levels.count("warning"), levels.count("note"))
        yield own_pledges(report)
        yield sum(a.level == 2 and not a.template for a in report.assessments)
        yield len(repeated_pledges(report))
        yield document.words
        yield self.words.label("status", "ok")
        yield " ".join(mark(document.raw))

    # --- findings ----------------------------------------------------------------------------------------------------

    @property
    def findings_columns(self) -> tuple[Column, ...]:
        choices = tuple(words[LANGS.index(self.words.lang)] for words in CHOICES.values())
        return (
            Column("number", 6, "number"), Column("author", 20), Column("unit", 22), Column("level", 13),
            Column("rule", 24, "wrap"), Column("page", 7, "mark"), Column("pledge", 8, "mark"),
            Column("quote", 44, "wrap"), Column("message", 44, "wrap"), Column("suggestion", 36, "wrap"),
            Column("state", 16, "wrap"),
            Column("decision", 13, "input", choices=choices, hint=self.words.say("office.choose")),
            Column("reason", 30, "input"), Column("decided-by", 18, "input"), Column("file", 40),
            Column("identity", 19), Column("machine", 10, hidden=True),
        )  # fmt: skip

    def findings(self) -> Iterator[tuple[Cell, ...]]:
        for number, report in self._reports():
            unsure = {d.finding for d in report.doubts}
            shown = [*open_findings(report), *(f for f in report.findings if f.id in unsure or f.status != "open")]
            for finding in shown:
                yield (number, *self._finding(finding, report, finding.id in unsure, number))

    def _finding(self, finding: Finding, report: Report, unsure: bool, number: int) -> Iterator[Cell]:
        document, words = report.document, self.words
        pledge = document.pledges[finding.pledge] if finding.pledge is not None else None
        yield from (_value(document.author), _value(document.unit))
        yield Toned(words.label("level", finding.level), finding.level)
        yield words.title(finding.rule)
        yield pledge.page if pledge else None
        yield pledge.index + 1 if pledge else None
        yield finding.quote or (pledge.text if pledge else "")
        yield from (words.message(finding), words.suggestion(finding) or "")
        decided = finding.decision
        yield words.say(f"state.{decided.verdict if decided else 'unsure' if unsure else 'open'}")
        chosen = CHOICES.get(decided.verdict) if decided else None
        choice = chosen[LANGS.index(words.lang)] if chosen else ""
        yield choice
        yield from (decided.reason, decided.person) if decided else ("", "")
        yield from (report.path, finding.id)
        yield json.dumps({
            "document": str(number), "rule": finding.rule, "locked": is_locked(finding, document),
            "extent": extent(finding), "was": choice,
        }, ensure_ascii=False)  # fmt: skip

    # --- pledges and copies ------------------------------------------------------------------------------------------

    @property
    def pledges_columns(self) -> tuple[Column, ...]:
        levels = tuple(self.words.label("specificity", n) for n in (0, 1, 2))
        return (
            Column("number", 6, "number"), Column("author", 20), Column("unit", 22), Column("section", 26, "wrap"),
            Column("pledge", 8, "number"), Column("page", 7, "mark"), Column("pledge-text", 60, "wrap"),
            Column("specificity", 13), Column("certainty", 9, "percent"),
            Column("own-level", 15, "input", choices=levels, hint=self.words.say("office.choose-level")),
            *(Column(f"slot.{name}", 18, "wrap") for name in SLOT_NAMES),
            Column("missing", 24, "wrap"), Column("on-theme", 9, "mark"), Column("template", 9, "mark"),
            Column("copies", 8, "number"), Column("file", 40), Column("identity", 19),
        )  # fmt: skip

    def pledges(self) -> Iterator[tuple[Cell, ...]]:
        tones = ("error", "warning", "good")
        for number, report in self._reports():
            document = report.document
            who = (_value(document.author), _value(document.unit))
            copies = [m.pledge for m in report.matches]
            for pledge, judged in zip(document.pledges, report.assessments, strict=True):
                heading = document.sections[pledge.section].heading if document.sections else ""
                level = Toned(self.words.label("specificity", judged.level), tones[judged.level])
                yield (
                    number, *who, heading, pledge.index + 1, pledge.page, pledge.text,
                    None if judged.template else level, None if judged.template else round(judged.confidence, 3), "",
                    *(judged.slots.get(name) or "" for name in SLOT_NAMES),
                    ", ".join(self.words.label("slot", name) for name in judged.missing),
                    "x" if judged.on_theme else "", "x" if judged.template else "",
                    copies.count(pledge.index) or None, report.path, pledge_id(pledge, document),
                )  # fmt: skip

    def copies(self) -> Iterator[tuple[Cell, ...]]:
        for number, report in self._reports():
            document = report.document
            for m in report.matches:
                yield (
                    number, _value(document.author), _value(document.unit), document.year, m.pledge + 1,
                    document.pledges[m.pledge].text, self.words.label("relation", m.relation),
                    self.words.label("match", m.kind), round(m.similarity, 3), m.text, "; ".join(m.changed), m.author,
                    m.unit, m.year, m.path, report.path,
                )  # fmt: skip

    # --- rules and settings ------------------------------------------------------------------------------------------

    def rules(self) -> Iterator[tuple[Cell, ...]]:
        counts = {c.rule: c for c in summarise(self.batch).rules}
        for rule in self.options.rules.rules.values():
            found = counts.get(rule.id)
            level = Toned(self.words.label("level", rule.level), rule.level)
            suggestion = getattr(rule.suggestion, self.words.lang) if rule.suggestion else ""
            yield (
                rule.id, self.words.title(rule.id), level, "x" if rule.enabled else "",
                found.findings if found else 0, found.documents if found else 0, rule.source, self.words.why(rule.id),
                suggestion,
            )  # fmt: skip

    def settings(self) -> Iterator[tuple[Cell, ...]]:
        for name, value, origin in self.options.settings:
            yield (name, value if isinstance(value, str | int | float) else str(value), origin)


def _value(fact: Fact | None) -> str:
    return fact.value if fact else ""
