"""Wires the stages: read, segment, assess, match, check, score. The only module that knows them all.

A file becomes a ``Report`` or a ``Failure``; a batch never stops at one file. Reading and assessing run in parallel over
files; matching needs all documents of the batch and runs once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from qualitycheck import worker
from qualitycheck.cache import Cache
from qualitycheck.checks.testing import RuleTestResult
from qualitycheck.checks.testing import test_rules as run_examples
from qualitycheck.corpus.register import AddResult, Register
from qualitycheck.corpus.rows import registered
from qualitycheck.files import Source
from qualitycheck.match import match_documents
from qualitycheck.meeting.criteria import criteria_of, meeting_of
from qualitycheck.monitoring.register import calendar_of
from qualitycheck.pool import Progress, Workers
from qualitycheck.recall import Recall
from qualitycheck.review import Judge, Reviews
from qualitycheck.review.own import submissions
from qualitycheck.score import check_weights
from qualitycheck.settings import data_folder, find_settings, load_settings
from qualitycheck.stages import Prepared, Setup, file_limits, prepare, settle
from qualitycheck.stages import conclude as conclude_one
from qualitycheck.types import Batch, Compared, Document, Failure, Registered, Report, Versions

__all__ = [
    "Prepared",
    "Setup",
    "add_to_corpus",
    "check",
    "conclude",
    "file_limits",
    "prepare",
    "register_documents",
    "settle",
    "setup",
    "test_rules",
    "versions",
]

_PORTION = 32  # documents that cross to a process together


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
    criteria_of(made.settings, made.rules.rules)  # a broken rule file is said before any work, too
    meeting_of(made.settings)
    calendar_of(made.settings)
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
    cache: Cache | None = None,
) -> Batch:
    """Check files and folders and return one ``Report`` or ``Failure`` per file, in the order of the sorted paths.

    ``corpus`` is a folder made by ``qualitycheck corpus add``; without it only the documents of the batch are compared with
    each other. ``jobs`` processes read and assess, None for one per core (a script then needs the usual
    ``if __name__ == "__main__":``). ``reviews`` are decisions of people (``review.load_reviews``), those that have run out
    on ``today`` left aside. ``cache`` (see ``cache.default_cache``) remembers what has not changed.
    Reports that this program wrote into the folders are passed over.
    Raises UsageError, SettingsError, RuleError, CorpusError; never for one bad file.
    """
    made = setup or Setup()
    today = today or date.today()
    judge = Judge(reviews, today) if reviews else None
    given = submissions([Path(p) for p in ([paths] if isinstance(paths, str | Path) else paths)])
    register = Register.open(Path(corpus)) if corpus is not None else None
    recall = Recall(cache, made) if cache is not None else None
    with _workers(made, jobs) as workers:
        read = _read(workers, given.sources, recall, progress)
        found = list(chain.from_iterable(read))
        prepared = [p for p in found if isinstance(p, Prepared)]
        conclude = partial(_conclude, workers, prepared, made, register, judge)
        place = Path(corpus) if corpus is not None else None
        decided = (reviews, today) if reviews else None
        reports = iter(recall.reports(read, place, decided, conclude) if recall else conclude())
    results = tuple(p if isinstance(p, Failure) else next(reports) for p in found)
    return Batch(results, versions(made, register), given.passed_over)


def conclude(
    prepared: Sequence[Prepared],
    *,
    corpus: Path | None = None,
    setup: Setup | None = None,
    progress: Progress | None = None,
) -> tuple[tuple[Report, ...], Versions]:
    """Reports on documents that are read and assessed already (``prepare``): what ``check`` does last, in this process.

    Decisions can be laid over the reports later (``stages.settle``). Raises CorpusError.
    """
    made = setup or Setup()
    register = Register.open(corpus) if corpus is not None else None
    others, reports = _others(prepared, register), list[Report]()
    for one, compared in zip(prepared, _compared(prepared, made, register), strict=True):
        reports.append(conclude_one(one, compared, others, made))
        if progress:
            progress(len(reports), len(prepared))
    return tuple(reports), versions(made, register)


@contextmanager
def _workers(made: Setup, jobs: int | None) -> Iterator[Workers]:
    try:
        with Workers(worker.start, (made,), jobs) as workers:
            yield workers
    finally:
        worker.stop()


def _read(
    workers: Workers, sources: Sequence[Source], recall: Recall | None, progress: Progress | None
) -> list[list[Prepared | Failure]]:
    """What every file holds, from the cache where it is known."""
    known = recall.files(sources) if recall else [None] * len(sources)
    new = [source for source, before in zip(sources, known, strict=True) if before is None]
    done = iter(workers.map(worker.prepare_one, new, worker.crashed, progress))
    read = [next(done) if before is None else before for before in known]
    if recall:
        recall.keep_files(known, read)
    return read


def _conclude(
    workers: Workers, prepared: Sequence[Prepared], made: Setup, register: Register | None, judge: Judge | None
) -> list[Report]:
    compared = _compared(prepared, made, register)
    portions = _portions(prepared, compared, _others(prepared, register), judge)
    return list(chain.from_iterable(workers.map(worker.conclude_portion, portions, partial(_here, made))))


def _compared(prepared: Sequence[Prepared], made: Setup, register: Register | None) -> list[Compared]:
    templates = [[a.template for a in p.assessments] for p in prepared]
    return match_documents([p.document for p in prepared], templates, register, made.rules.lists)


def _portions(
    prepared: Sequence[Prepared], compared: Sequence[Compared], others: tuple[Registered, ...], judge: Judge | None
) -> list[worker.Portion]:
    return [
        worker.Portion(prepared[i : i + _PORTION], compared[i : i + _PORTION], others, judge)
        for i in range(0, len(prepared), _PORTION)
    ]


def _here(made: Setup, portion: worker.Portion) -> list[Report]:
    """A process died over the portion, for want of memory perhaps; its files were read before and are not to blame."""
    worker.start(made)
    return worker.conclude_portion(portion)


def versions(made: Setup, register: Register | None = None) -> Versions:
    """What made a result, for every report's foot."""
    generation = None if register is None else str(register.generation)
    return Versions(version("qualitycheck"), made.rules.digest[:12], models_digest()[:12], generation)


def models_digest() -> str:
    """16 hex digits that change with any model file: slots and level, theme."""
    total = hashlib.blake2b(digest_size=8)
    for path in sorted(data_folder("models").glob("*.json")):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        total.update(b"%d:%b%d:" % (len(path.name), path.name.encode(), len(content)) + content)
    return total.hexdigest()


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
    sources = submissions(list(paths)).sources
    with _workers(made, jobs) as workers:
        read = list(chain.from_iterable(workers.map(worker.read_one, sources, worker.crashed, progress)))
    result = register_documents([d for d in read if isinstance(d, Document)], corpus)
    return result, tuple(f for f in read if isinstance(f, Failure))


def register_documents(documents: Iterable[Document], corpus: Path) -> AddResult:
    """Register documents that are read already; the register is made if there is none. Raises CorpusError."""
    register = Register.open(corpus) if corpus.is_dir() and any(corpus.iterdir()) else Register.create(corpus)
    return register.add(documents)


def test_rules(made: Setup) -> list[RuleTestResult]:
    """Run the examples inside the rules with the real model."""
    return run_examples(made.rules, lambda document: prepare(document, made).assessments)


test_rules.__test__ = False  # type: ignore[attr-defined]  # no pytest test, whatever it is called


def _others(prepared: Sequence[Prepared], register: Register | None) -> tuple[Registered, ...]:
    """Header facts of every document known: those of the register that matter and the batch's, each file once."""
    known = {r.digest: r for r in register.near([p.document for p in prepared])} if register else {}
    known |= {p.document.raw.digest: registered(p.document) for p in prepared}
    return tuple(known.values())
