"""Wires the stages: read, segment, assess, match, check, score. The only module that knows them all.

A file becomes a ``Report`` or a ``Failure``; a batch never stops at one file. Reading and assessing run in parallel over
files; matching needs all documents of the batch and runs once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from qualitycheck.checks.context import Context
from qualitycheck.checks.run import run_checks
from qualitycheck.checks.templates import is_template
from qualitycheck.checks.testing import RuleTestResult
from qualitycheck.checks.testing import test_rules as run_examples
from qualitycheck.checks.theme import on_theme
from qualitycheck.corpus.register import AddResult, Register
from qualitycheck.corpus.rows import registered
from qualitycheck.doubts import VAGUE, find_doubts
from qualitycheck.errors import LoadError, UsageError
from qualitycheck.files import Source, collect, nfc_posix, write_atomic
from qualitycheck.load import load
from qualitycheck.match import match_documents
from qualitycheck.pool import Progress, parallel_map
from qualitycheck.review import Judge, Reviews
from qualitycheck.rules import RuleSet, configure, load_rules
from qualitycheck.rules.loading import TABLES as RULE_TABLES
from qualitycheck.rules.quality import FILE_NAME as QUALITY_FILE
from qualitycheck.rules.quality import Quality, quality_text
from qualitycheck.score import check_weights, score
from qualitycheck.segment import Sections, path_facts, segment
from qualitycheck.settings import Settings, data_folder, find_settings, load_settings
from qualitycheck.specificity import Model, assess_all
from qualitycheck.specificity.features import features
from qualitycheck.specificity.lexicon import Lexicon
from qualitycheck.specificity.model import _with as with_slot
from qualitycheck.specificity.model import read_around
from qualitycheck.specificity.slots import PledgeContext, analyse
from qualitycheck.types import Assessment, Batch, Document, Failure, Finding, Match, Registered, Report, Versions

if TYPE_CHECKING:
    from qualitycheck.evaluate import Figures, Gold
    from qualitycheck.messages import Lang
    from qualitycheck.report.changes import Changes
    from qualitycheck.report.explain_finding import Explained

SPECIFIC = 2
MOST_GAINS = 3


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
    prepared = _prepare(made, sources, jobs, progress)
    documents = [p.document for p in prepared if isinstance(p, Prepared)]
    templates = [[a.template for a in p.assessments] for p in prepared if isinstance(p, Prepared)]
    matches = iter(match_documents(documents, templates, register, made.rules.lists.get("synonyms", ())))
    others = _others(documents, register)
    results = tuple(p if isinstance(p, Failure) else _report(made, p, next(matches), others, judge) for p in prepared)
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
    read = parallel_map(
        _read_work, sources, start=_start, arguments=(made,), jobs=jobs, crashed=_crashed, progress=progress
    )
    register = Register.open(corpus) if corpus.is_dir() and any(corpus.iterdir()) else Register.create(corpus)
    result = register.add([d for d in read if isinstance(d, Document)])
    return result, tuple(f for f in read if isinstance(f, Failure))


def test_rules(made: Setup) -> list[RuleTestResult]:
    """Run the examples inside the rules with the real model."""
    return run_examples(made.rules, lambda document: prepare(document, made).assessments)


test_rules.__test__ = False  # type: ignore[attr-defined]  # no pytest test, whatever it is called


def evaluate(
    folder: Path, *, setup: Setup | None = None, jobs: int | None = 1, progress: Progress | None = None
) -> Figures:
    """Check the files of a labelled folder, registered together, and compare with its labels. Raises UsageError."""
    import tempfile

    from qualitycheck.evaluate import load_gold, measure

    made, gold, files = setup or Setup(), load_gold(folder), [folder / "files"]
    with tempfile.TemporaryDirectory() as temporary:
        corpus = Path(temporary) / "corpus"
        add_to_corpus(files, corpus, setup=made, jobs=jobs, progress=progress)
        return measure(check(files, corpus=corpus, setup=made, jobs=jobs, progress=progress), gold)


def quality(measured: Sequence[tuple[Path, Gold, Figures]], made: Setup) -> Quality:
    """What ``rules/quality.json`` would say of these sets: (folder, labels, figures)."""
    from qualitycheck.evaluate.quality import quality_of, set_figures

    return quality_of([set_figures(*one) for one in measured], made.rules.digest, made.model.digest)


def write_quality(measured: Sequence[tuple[Path, Gold, Figures]], made: Setup) -> list[Path]:
    """Write quality.json beside the rules and, in a checkout, renew the documents that show it; what was written."""
    from qualitycheck.evaluate.markdown import has_markers, markdown, renew, summary

    found = quality(measured, made)
    rules = data_folder("rules")
    written = [rules / QUALITY_FILE]
    write_atomic(written[0], quality_text(found))
    shown = {rules.parent / "docs" / "quality.md": markdown, rules.parent / "README.md": summary}
    for path, text in shown.items():
        if has_markers(path):
            renew(path, text(found, made.rules))
            written.append(path)
    return written


def whole_rules(folder: Path) -> bool:
    """Whether a rule folder can stand alone; one that lacks a table is laid over the program's own rules."""
    return all((folder / name).is_file() for name in RULE_TABLES)


def with_rules(made: Setup, folder: Path | None) -> Setup:
    """``made`` with the rules of ``folder``: alone when whole, else over the program's own; None for the latter only."""
    if folder is None:
        return replace(made, rule_folders=(), base=None)
    if whole_rules(folder):
        return replace(made, rule_folders=(), base=folder)
    return replace(made, rule_folders=(folder,), base=None)


def diff_rules(
    old: Path | None,
    new: Path | None,
    paths: Iterable[Path],
    *,
    corpus: Path | None = None,
    setup: Setup | None = None,
    jobs: int | None = 1,
    progress: Progress | None = None,
    lang: Lang = "vi",
) -> tuple[Changes, tuple[Failure, ...]]:
    """What the rule folder ``new`` changes against ``old`` on some documents, and what could not be read.

    None stands for the program's own rules. Personal numbers are masked. Raises as ``check`` does.
    """
    from qualitycheck.report.changes import compare_batches
    from qualitycheck.report.masking import mask_batch
    from qualitycheck.report.words import Words

    setups = [with_rules(setup or Setup(), folder) for folder in (old, new)]
    for made in setups:
        _ = made.rules  # a broken rule file is said before any work
    files = list(paths)
    before, after = (
        mask_batch(check(files, corpus=corpus, setup=made, jobs=jobs, progress=progress)) for made in setups
    )
    words = [Words(made.rules, lang) for made in setups]
    return compare_batches(before, after, words[0], words[1]), after.failures


def explain(
    finding: str,
    paths: Iterable[Path],
    *,
    corpus: Path | None = None,
    setup: Setup | None = None,
    jobs: int | None = 1,
    progress: Progress | None = None,
) -> Explained | None:
    """The finding with this id, or the only one whose id begins so, in what ``check`` finds; None when there is none.

    Raises UsageError for a beginning that fits several findings.
    """
    made = setup or Setup()
    batch = check(list(paths), corpus=corpus, setup=made, jobs=jobs, progress=progress)
    hits = {f.id: (r, f) for r in batch.reports for f in r.findings if f.id.startswith(finding)}
    if len(hits) > 1 and finding not in hits:
        raise UsageError(f'Mã "{finding}" ứng với nhiều nhận xét: {", ".join(sorted(hits)[:5])}. (Several findings.)')
    if not hits:
        return None
    return explained(made, *(hits.get(finding) or next(iter(hits.values()))))


def explained(made: Setup, report: Report, finding: Finding) -> Explained:
    """A finding of a report with what the model weighed and what would raise the level of its pledge."""
    from qualitycheck.report.explain_finding import Explained, Gain, strongest

    least = made.settings.get("review.confidence")
    if finding.pledge is None:
        return Explained(report, finding, None, None, (), (), least)
    pledge, assessment = report.document.pledges[finding.pledge], report.assessments[finding.pledge]
    context = PledgeContext(pledge.parent, pledge.children, pledge.aside)
    seen = features(analyse(pledge.text, made.lexicon), read_around(context, made.lexicon))
    pulls = {name: value * _pull(w, assessment.level) for name, value in seen.items() if (w := made.model.weights.get(name))}
    now = made.model.probabilities(seen)[SPECIFIC]
    gains = tuple(
        Gain(slot, now, chance)
        for slot in assessment.missing[:MOST_GAINS]
        if finding.rule == VAGUE and (chance := made.model.probabilities(with_slot(seen, slot))[SPECIFIC]) > now
    )
    return Explained(report, finding, pledge, assessment, strongest(pulls), gains, least)


def _pull(weights: Sequence[float], level: int) -> float:
    """How far a weight speaks for a level against the mean of the others."""
    return weights[level] - (sum(weights) - weights[level]) / (len(weights) - 1)


def read(source: Source, made: Setup) -> Document | Failure:
    """Load and segment one file."""
    try:
        raw = load(source.path, source.shown)
    except LoadError as error:
        return Failure(source.shown, error.code, error.detail)
    # the named folder counts too: `check 2026` says the year
    known = path_facts(nfc_posix(source.path), made.settings.get("folders.pattern"), made.year, made.unit)
    return segment(raw, made.sections, known)


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
    made: Setup, prepared: Prepared, matches: tuple[Match, ...], others: tuple[Registered, ...], judge: Judge | None
) -> Report:
    document, assessments = prepared.document, prepared.assessments
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


def _start(made: Setup) -> None:
    global _setup
    _setup = made


def _mine() -> Setup:
    assert _setup is not None, "_start was not called in this process"
    return _setup


def _crashed(source: Source) -> Failure:
    return Failure(source.shown, "corrupt", "reader-crashed")


def _read_work(source: Source) -> Document | Failure:
    return read(source, _mine())


def _prepare_work(source: Source) -> Prepared | Failure:
    document = read(source, _mine())
    return document if isinstance(document, Failure) else prepare(document, _mine())


def _prepare(
    made: Setup, sources: Sequence[Source], jobs: int | None, progress: Progress | None
) -> list[Prepared | Failure]:
    return parallel_map(
        _prepare_work, sources, start=_start, arguments=(made,), jobs=jobs, crashed=_crashed, progress=progress
    )
