"""The stages as one document goes through them: read, prepare (segmented and assessed alone), conclude (with its matches).

Each is a function from frozen data to frozen data, so that any process can do any of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from qualitycheck.checks.context import Context
from qualitycheck.checks.role import remit_of
from qualitycheck.checks.run import run_checks
from qualitycheck.checks.templates import is_template
from qualitycheck.checks.theme import on_theme
from qualitycheck.doubts import VAGUE, find_doubts
from qualitycheck.files import Source, nfc_posix
from qualitycheck.load import Limits
from qualitycheck.load.companions import papers_beside
from qualitycheck.load.guard import GuardedLoader
from qualitycheck.review import Judge
from qualitycheck.rules import RuleSet, configure, load_rules
from qualitycheck.score import score
from qualitycheck.segment import PathFacts, Sections, path_facts, segment
from qualitycheck.settings import Settings, data_folder, load_settings
from qualitycheck.specificity import Model, assess_all
from qualitycheck.specificity.lexicon import Lexicon
from qualitycheck.types import Assessment, Compared, Document, Failure, Finding, Match, Notice, Registered, Report


@dataclass(frozen=True)
class Setup:
    """What a run needs to know; small and picklable, so that every process can build its own stages from it."""

    settings: Settings = field(default_factory=load_settings)
    rule_folders: tuple[Path, ...] = ()
    year: int | None = None
    unit: str | None = None
    base: Path | None = None  # a whole rule folder in place of the program's own

    @cached_property
    def rules(self) -> RuleSet:
        return configure(load_rules([self.base or data_folder("rules"), *self.rule_folders]), self.settings)

    @cached_property
    def lexicon(self) -> Lexicon | None:
        """Word lists of an office's own folders for the slot grammar; None stands for the program's own lists."""
        return Lexicon(self.rules.lists) if self.base or self.rule_folders else None

    @cached_property
    def model(self) -> Model:
        return Model.load(data_folder("models") / "specificity.json")

    @cached_property
    def sections(self) -> Sections:
        return Sections(self.rules.sections)

    def __getstate__(self) -> dict[str, object]:
        kept = ("settings", "rule_folders", "year", "unit", "base")
        return {name: self.__dict__[name] for name in kept}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document as far as it can be judged alone."""

    document: Document
    assessments: tuple[Assessment, ...]


def file_limits(settings: Settings) -> Limits:
    """How much the loaders take, as ``[limits.files]`` and ``[ocr]`` of the settings say."""
    of = {name: settings.get(f"limits.files.{name}") for name in ("bytes", "pages", "seconds", "memory_mb")}
    return Limits(
        max_bytes=of["bytes"], max_pages=of["pages"], seconds=of["seconds"], memory_mb=of["memory_mb"],
        ocr=settings.get("ocr.enabled"), ocr_pages=settings.get("ocr.pages"),
    )  # fmt: skip


def read(source: Source, made: Setup, loader: GuardedLoader, named: str | None = None) -> list[Document | Failure]:
    """Load and segment every document of one file: one as a rule, many for an archive or a register.

    ``named`` is where its folders tell of year and unit: the file's own path, unless it is stored elsewhere.
    """
    where = nfc_posix(source.path) if named is None else named
    return [
        raw
        if isinstance(raw, Failure)
        else _noticed(
            segment(raw, made.sections, _known(where, raw.path.removeprefix(source.shown), made)),
            source.path if named is None else None,
            made,
        )
        for raw in loader.read(source.path, source.shown)
    ]


def _noticed(document: Document, path: Path | None, made: Setup) -> Document:
    """The document with what is no fault but worth a note: papers beside a model's file, a post nobody knows."""
    found = papers_beside(path) if document.kind == "model" and path is not None else ()
    if document.kind == "individual" and document.position and remit_of(document, made.rules) is None:
        found = (*found, Notice("unknown-post", {"post": document.position.value}))
    return replace(document, raw=replace(document.raw, notices=document.raw.notices + found)) if found else document


def _known(where: str, inside: str, made: Setup) -> PathFacts:
    """The named folder counts too (`check 2026` says the year), and so do folders inside an archive."""
    path = (where + inside).replace(".zip/", "/")
    return path_facts(path, made.settings.get("folders.pattern"), made.year, made.unit)


def prepare(document: Document, made: Setup) -> Prepared:
    """Assess the pledges of one document: slots and level, template, theme."""
    served = on_theme(document, made.rules)
    assessed = assess_all(document.pledges, made.model, made.lexicon)
    return Prepared(
        document,
        tuple(
            replace(a, on_theme=theme, template=is_template(p.text, made.rules))
            for a, p, theme in zip(assessed, document.pledges, served, strict=True)
        ),
    )


def conclude(
    prepared: Prepared, compared: Compared, others: tuple[Registered, ...], made: Setup, judge: Judge | None = None
) -> Report:
    """Findings, doubts and score of a document whose matches are known, with what people decided (``judge``)."""
    document, matches = prepared.document, compared.matches
    assessments = tuple(
        replace(a, template=True, on_theme=False) if index in compared.formulas else a
        for index, a in enumerate(prepared.assessments)
    )
    if judge is not None:
        assessments = judge.assess(document, assessments)
    findings = run_checks(document, Context(made.rules, assessments, matches, others))
    return _settled(document, assessments, findings, matches, made, judge)


def settle(report: Report, made: Setup, judge: Judge | None = None) -> Report:
    """A report concluded without decisions, with those of ``judge`` on its findings: doubts and score follow them."""
    return _settled(report.document, report.assessments, report.findings, report.matches, made, judge)


def _settled(
    document: Document, assessments: tuple[Assessment, ...], findings: tuple[Finding, ...], matches: tuple[Match, ...],
    made: Setup, judge: Judge | None,
) -> Report:  # fmt: skip
    if judge is not None:
        findings = judge.decide(document, findings)
    vague = made.rules.rules.get(VAGUE)
    levels = vague is not None and vague.enabled
    doubts = find_doubts(assessments, findings, made.settings.get("review.confidence"), levels)
    points = score(document, assessments, findings, matches, made.settings.weights, doubts)
    return Report(document, assessments, findings, matches, points, doubts)
