"""Wires the stages: read, segment, assess, match, check, score. The only module that knows them all.

A file becomes a ``Report`` or a ``Failure``; a batch never stops at one file. Reading and assessing run in parallel over
files; matching needs all documents of the batch and runs once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from qualitycheck.checks.context import Context
from qualitycheck.checks.run import run_checks
from qualitycheck.checks.templates import is_template
from qualitycheck.checks.testing import RuleTestResult
from qualitycheck.checks.testing import test_rules as run_examples
from qualitycheck.checks.theme import on_theme
from qualitycheck.corpus.register import AddResult, Register
from qualitycheck.corpus.rows import registered
from qualitycheck.doubts import VAGUE, find_doubts
from qualitycheck.files import Source, collect, nfc_posix
from qualitycheck.load import Limits
from qualitycheck.load.guard import GuardedLoader
from qualitycheck.match import Compared, match_documents
from qualitycheck.pool import Progress, parallel_map
from qualitycheck.review import Judge, Reviews
from qualitycheck.rules import RuleSet, configure, load_rules
from qualitycheck.score import check_weights, score
from qualitycheck.segment import PathFacts, Sections, path_facts, segment
from qualitycheck.settings import Settings, data_folder, find_settings, load_settings
from qualitycheck.specificity import Model, assess_all
from qualitycheck.specificity.lexicon import Lexicon
from qualitycheck.types import Assessment, Batch, Document, Failure, Registered, Report, Versions

Read = TypeVar("Read")


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


def setup(
    *,
    profile: Path | None = None,
    rules: Sequence[Path] = (),
    year: int | None = None,
    unit: str | None = None,
    start: Path | None = None,
) -> Setup:
    """Settings from the nearest qualitycheck.toml above ``start`` (default: here) and from ``profile``.

    Raises SettingsError and RuleError.
    """
    found = find_settings(start or Path.cwd())
    files = [path for path in (found, profile) if path is not None]
    made = Setup(load_settings(files), tuple(rules), year, unit)
    check_weights(made.settings.table("weights"))
    _ = made.rules  # a broken rule file is said before any work
    return made


def check(
    paths: str | Path | Iterable[str | Path],
    *,
    corpus: str | Path | None = None,
    setup: Setup | None = None,
    jobs: int | None = 1,
    progress: Progress | None = None,
    reviews: Reviews | None = None,
    today: date | None = None,
) -> Batch:
    """Check files and folders and return one ``Report`` or ``Failure`` per file, in the order of the sorted paths.

    ``corpus`` is a folder made by ``qualitycheck corpus add``; without it only the documents of the batch are compared with
    each other. ``jobs`` processes read and assess, None for one per core (a script then needs the usual
    ``if __name__ == "__main__":``). ``reviews`` are decisions of people (``review.load_reviews``), those that have run out
    on ``today`` left aside. Raises UsageError, SettingsError, RuleError, CorpusError; never for one bad file.
    """
    made = setup or Setup()
    judge = Judge(reviews, today or date.today()) if reviews else None
    sources = collect([Path(p) for p in ([paths] if isinstance(paths, str | Path) else paths)])
    register = Register.open(Path(corpus)) if corpus is not None else None
    prepared = _worked(_prepare_work, made, sources, jobs, progress)
    documents = [p.document for p in prepared if isinstance(p, Prepared)]
    templates = [[a.template for a in p.assessments] for p in prepared if isinstance(p, Prepared)]
    compared = iter(match_documents(documents, templates, register, made.rules.lists))
    others = _others(documents, register)
    results = tuple(p if isinstance(p, Failure) else _report(made, p, next(compared), others, judge) for p in prepared)
    return Batch(results, versions(made, register))


def versions(made: Setup, register: Register | None = None) -> Versions:
    """What made a result, for every report's foot."""
    generation = None if register is None else str(register.generation)
    return Versions(version("qualitycheck"), made.rules.digest[:12], made.model.digest[:12], generation)


def add_to_corpus(
    paths: Iterable[Path],
    corpus: Path,
    *,
    setup: Setup | None = None,
    jobs: int | None = 1,
    progress: Progress | None = None,
) -> tuple[AddResult, tuple[Failure, ...]]:
    """Register the documents below ``paths``; the register is made if there is none. Returns also what could not be read."""
    made = setup or Setup()
    sources = collect(list(paths))
    read = _worked(_read_work, made, sources, jobs, progress)
    register = Register.open(corpus) if corpus.is_dir() and any(corpus.iterdir()) else Register.create(corpus)
    result = register.add([d for d in read if isinstance(d, Document)])
    return result, tuple(f for f in read if isinstance(f, Failure))


def test_rules(made: Setup) -> list[RuleTestResult]:
    """Run the examples inside the rules with the real model."""
    return run_examples(made.rules, lambda document: prepare(document, made).assessments)


test_rules.__test__ = False  # type: ignore[attr-defined]  # no pytest test, whatever it is called


def file_limits(settings: Settings) -> Limits:
    """How much the loaders take, as ``[limits.files]`` and ``[ocr]`` of the settings say."""
    of = {name: settings.get(f"limits.files.{name}") for name in ("bytes", "pages", "seconds", "memory_mb")}
    return Limits(
        max_bytes=of["bytes"], max_pages=of["pages"], seconds=of["seconds"], memory_mb=of["memory_mb"],
        ocr=settings.get("ocr.enabled"), ocr_pages=settings.get("ocr.pages"),
    )  # fmt: skip


def read(source: Source, made: Setup, loader: GuardedLoader) -> list[Document | Failure]:
    """Load and segment every document of one file: one as a rule, many for an archive or a register."""
    return [
        raw if isinstance(raw, Failure) else segment(raw, made.sections, _known(source, raw.path, made))
        for raw in loader.read(source.path, source.shown)
    ]


def _known(source: Source, shown: str, made: Setup) -> PathFacts:
    """The named folder counts too (`check 2026` says the year), and so do folders inside an archive."""
    path = nfc_posix(source.path) + shown.removeprefix(source.shown)
    return path_facts(path.replace(".zip/", "/"), made.settings.get("folders.pattern"), made.year, made.unit)


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


def _report(
    made: Setup, prepared: Prepared, compared: Compared, others: tuple[Registered, ...], judge: Judge | None
) -> Report:
    document, matches = prepared.document, compared.matches
    assessments = tuple(
        replace(a, template=a.template or index in compared.formulas) for index, a in enumerate(prepared.assessments)
    )
    if judge is not None:
        assessments = judge.assess(document, assessments)
    context = Context(made.rules, assessments, matches, others)
    findings = run_checks(document, context)
    if judge is not None:
        findings = judge.decide(document, findings)
    vague = made.rules.rules.get(VAGUE)
    levels = vague is not None and vague.enabled
    doubts = find_doubts(assessments, findings, made.settings.get("review.confidence"), levels)
    points = score(document, assessments, findings, matches, made.settings.weights, doubts)
    return Report(document, assessments, findings, matches, points, doubts)


def _others(documents: Sequence[Document], register: Register | None) -> tuple[Registered, ...]:
    """Header facts of every document known: the register's and the batch's, each file once."""
    known = {r.digest: r for r in register.documents()} if register else {}
    known |= {d.raw.digest: registered(d) for d in documents}
    return tuple(known.values())


# --- one process of the pool -----------------------------------------------------------------------------------------

_setup: Setup | None = None
_loader: GuardedLoader | None = None


def _start(made: Setup) -> None:
    global _setup, _loader
    _setup, _loader = made, GuardedLoader(file_limits(made.settings))


def _stop() -> None:
    """End the reader of this process; those of the pool's processes end with them."""
    if _loader is not None:
        _loader.close()


def _mine() -> tuple[Setup, GuardedLoader]:
    assert _setup is not None and _loader is not None, "_start was not called in this process"
    return _setup, _loader


def _crashed(source: Source) -> list[Any]:
    return [Failure(source.shown, "corrupt", "reader-crashed")]


def _read_work(source: Source) -> list[Document | Failure]:
    return read(source, *_mine())


def _prepare_work(source: Source) -> list[Prepared | Failure]:
    made, _ = _mine()
    return [d if isinstance(d, Failure) else prepare(d, made) for d in _read_work(source)]


def _worked(
    work: Callable[[Source], list[Read]],
    made: Setup,
    sources: Sequence[Source],
    jobs: int | None,
    progress: Progress | None,
) -> list[Read]:
    """What ``work`` makes of the files, in their order and flat."""
    try:
        found = parallel_map(
            work, sources, start=_start, arguments=(made,), jobs=jobs, crashed=_crashed, progress=progress
        )
    finally:
        _stop()
    return [one for several in found for one in several]
