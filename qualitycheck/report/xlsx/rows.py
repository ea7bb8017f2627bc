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
from qualitycheck.types import SLOT_NAMES, Batch, Document, Fact, Failure, Finding, Report

DOCUMENTS = (
    Column("number", 6, "mark"), Column("file", 38, "wrap"), Column("author", 18, "wrap"), Column("unit", 20, "wrap"),
    Column("year", 7, "mark"), Column("kind", 10), Column("score", 7, "number"), Column("grade", 12),
    Column("to-read", 8, "mark"), Column("errors", 7, "number"), Column("warnings", 7, "number"),
    Column("notes", 7, "number"), Column("pledges", 9, "number"), Column("specific", 9, "number"),
    Column("repeated", 9, "number"), Column("state", 26, "wrap"), Column("words", 8, "number"),
    Column("low", 9, "number"), Column("high", 9, "number"), Column("position", 24, "wrap"), Column("cell", 20, "wrap"),
    Column("mark", 10, hidden=True),
)  # fmt: skip
COPIES = (
    Column("number", 6, "mark"), Column("author", 15, "wrap"), Column("year", 7, "mark"), Column("pledge", 7, "number"),
    Column("pledge-text", 44, "wrap"), Column("relation", 16, "wrap"), Column("match", 15, "wrap"),
    Column("similarity", 8, "percent"), Column("other-text", 44, "wrap"), Column("changed", 18, "wrap"),
    Column("other-author", 15, "wrap"), Column("other-year", 8, "mark"), Column("unit", 20, "wrap"),
    Column("other-unit", 20, "wrap"), Column("other-file", 40), Column("file", 40),
)  # fmt: skip
RULES = (
    Column("rule-id", 20), Column("rule", 24, "wrap"), Column("level", 11), Column("enabled", 7, "mark"),
    Column("places", 7, "number"), Column("documents", 8, "number"), Column("source", 36, "wrap"),
    Column("why", 42, "wrap"), Column("suggestion", 36, "wrap"),
)  # fmt: skip
SETTINGS = (Column("setting", 34), Column("value", 50, "wrap"), Column("origin", 40, "wrap"))


@dataclass(frozen=True)
class Rows:
    """Makes the rows; ``folder`` is where the workbook will lie, for its links.

    ``batch`` is what is shown, perhaps masked; ``plain`` the same unmasked, for what identifies documents and pledges.
    """

    batch: Batch
    plain: Batch
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
                state = Toned(self.words.failure(result), "error")
                cells: dict[str, Cell] = {"number": number, "file": link, "to-read": "x", "state": state}
            else:
                cells = {"number": number, "file": link, **self._document(result), "mark": self._mark(number)}
            yield tuple(cells.get(column.name) for column in DOCUMENTS)

    def _document(self, report: Report) -> dict[str, Cell]:
        document, score, words = report.document, report.score, self.words
        levels = [f.level for f in open_findings(report)]
        return {
            "author": _value(document.author), "unit": _value(document.unit), "year": document.year,
            "kind": words.label("kind", document.kind), "score": round(score.total, 1),
            "grade": Toned(words.label("grade", score.grade), score.grade), "to-read": "x" if score.needs_review else "",
            "errors": levels.count("error"), "warnings": levels.count("warning"), "notes": levels.count("note"),
            "pledges": own_pledges(report),
            "specific": sum(a.level == 2 and not a.template for a in report.assessments),
            "repeated": len(repeated_pledges(report)), "state": words.label("status", "ok"), "words": document.words,
            "low": round(score.band[0], 1), "high": round(score.band[1], 1), "position": _value(document.position),
            "cell": _value(document.party_cell),
        }  # fmt: skip

    def _plain(self, number: int) -> Document:
        found = self.plain.results[number - 1]
        assert isinstance(found, Report)
        return found.document

    def _mark(self, number: int) -> str:
        return " ".join(mark(self._plain(number).raw))

    # --- findings ----------------------------------------------------------------------------------------------------

    @property
    def findings_columns(self) -> tuple[Column, ...]:
        choices = tuple(words[LANGS.index(self.words.lang)] for words in CHOICES.values())
        return (
            Column("number", 6, "mark"), Column("author", 15, "wrap"), Column("unit", 16, "wrap"), Column("level", 10),
            Column("rule", 16, "wrap"), Column("page", 6, "mark"), Column("pledge", 7, "mark"),
            Column("quote", 34, "wrap"), Column("message", 34, "wrap"), Column("suggestion", 26, "wrap"),
            Column("decision", 11, "input", choices=choices, hint=self.words.say("office.choose")),
            Column("reason", 20, "input"), Column("decided-by", 13, "input"), Column("state", 14, "wrap"),
            Column("file", 40), Column("identity", 19), Column("machine", 10, hidden=True),
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
        chosen = CHOICES.get(decided.verdict) if decided else None
        choice = chosen[LANGS.index(words.lang)] if chosen else ""
        yield choice
        yield from (decided.reason, decided.person) if decided else ("", "")
        yield words.say(f"state.{decided.verdict if decided else 'unsure' if unsure else 'open'}")
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
            Column("number", 6, "mark"), Column("author", 15, "wrap"), Column("unit", 16, "wrap"),
            Column("pledge", 7, "number"), Column("pledge-text", 56, "wrap"), Column("specificity", 12),
            Column("certainty", 8, "percent"), Column("missing", 18, "wrap"), Column("copies", 7, "number"),
            Column("own-level", 14, "input", choices=levels, hint=self.words.say("office.choose-level")),
            *(Column(f"slot.{name}", 16, "wrap") for name in SLOT_NAMES),
            Column("section", 24, "wrap"), Column("page", 6, "mark"), Column("on-theme", 8, "mark"),
            Column("template", 8, "mark"), Column("file", 40), Column("identity", 19),
        )  # fmt: skip

    def pledges(self) -> Iterator[tuple[Cell, ...]]:
        tones = ("error", "warning", "good")
        for number, report in self._reports():
            document = report.document
            who = (_value(document.author), _value(document.unit))
            copies = [m.pledge for m in report.matches]
            plain = self._plain(number)
            for pledge, judged in zip(document.pledges, report.assessments, strict=True):
                heading = document.sections[pledge.section].heading if document.sections else ""
                level = Toned(self.words.label("specificity", judged.level), tones[judged.level])
                yield (
                    number, *who, pledge.index + 1, pledge.text, None if judged.template else level,
                    None if judged.template else round(judged.confidence, 3),
                    ", ".join(self.words.label("slot", name) for name in judged.missing),
                    copies.count(pledge.index) or None, "", *(judged.slots.get(name) or "" for name in SLOT_NAMES),
                    heading, pledge.page, "x" if judged.on_theme else "", "x" if judged.template else "", report.path,
                    pledge_id(plain.pledges[pledge.index], plain),
                )  # fmt: skip

    def copies(self) -> Iterator[tuple[Cell, ...]]:
        for number, report in self._reports():
            document = report.document
            for m in report.matches:
                yield (
                    number, _value(document.author), document.year, m.pledge + 1, document.pledges[m.pledge].text,
                    self.words.label("relation", m.relation), self.words.label("match", m.kind), round(m.similarity, 3),
                    m.text, "; ".join(m.changed), m.author, m.year, _value(document.unit), m.unit, m.path, report.path,
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
