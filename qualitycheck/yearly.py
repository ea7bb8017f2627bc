"""Over the years: ``audit`` of a whole register and ``compare`` of two files. Wires register, matcher and checks for them.

The comparison itself stands behind a small interface: whatever yields ``audit.model.Row`` can be summarised. Here the rows
come from ``match.match_documents``, slice by slice, each slice kept on disk as soon as it is done.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from qualitycheck.api import versions
from qualitycheck.audit.model import Audit, Row, Seen, as_rows
from qualitycheck.audit.people import link_people
from qualitycheck.audit.restore import restore
from qualitycheck.audit.side import Direction, Pairing, SideBySide, Tie, lines
from qualitycheck.audit.store import Slice, Store, fingerprint, slices
from qualitycheck.audit.summary import summarise
from qualitycheck.audit.units import Units
from qualitycheck.checks.context import Context
from qualitycheck.checks.run import run_checks
from qualitycheck.checks.templates import is_template
from qualitycheck.corpus.register import Register
from qualitycheck.corpus.rows import registered
from qualitycheck.errors import CorpusError, UsageError
from qualitycheck.files import collect
from qualitycheck.load.guard import GuardedLoader
from qualitycheck.match import match_documents
from qualitycheck.pool import Progress, Workers
from qualitycheck.stages import Setup, file_limits, prepare, read
from qualitycheck.types import Compared, Document, Fact, Failure, Match, Registered
from qualitycheck.vietnamese.characters import key

# what can be judged from header and pledges alone, as the register keeps them
WHOLE = frozenset({"vague-document", "too-many-pledges"})
COPYING = frozenset({"copied-own-previous-year", "copied-other", "duplicate-registration", "self-duplicate"})


@dataclass(frozen=True, slots=True)
class Task:
    """One slice: the documents to compare, by digest, and where their rows go."""

    part: Slice
    digests: tuple[str, ...]


def audit(
    corpus: str | Path,
    *,
    years: Sequence[int] = (),
    unit: str | None = None,
    setup: Setup | None = None,
    findings: bool = True,
    jobs: int | None = 1,
    progress: Progress | None = None,
    work: Path | None = None,
) -> Audit:
    """Compare the documents of a register with each other and with everything earlier.

    ``years`` and ``unit`` (also a district or province named in it) say which documents are audited, their sources may be of
    any year and unit. ``findings`` judges their pledges too, for what became of last year's. With ``work``, a folder, what is
    done survives an interruption and is not done again; ``finish`` deletes it once the report is written.
    Raises CorpusError, UsageError.
    """
    made, register = setup or Setup(), Register.open(Path(corpus))
    units = Units(made.rules.units)
    documents = register.documents()
    chosen = [d for d in documents if (not years or d.year in years) and (not unit or _belongs(d, unit, units))]
    if not chosen:
        raise UsageError(
            f'Kho "{corpus}" không có văn bản nào của năm hoặc đơn vị đã nêu; xem `qualitycheck corpus list`. (No such document.)'
        )
    found = versions(made, register)
    name = fingerprint(
        Path(corpus).resolve(), register.generation, sorted(years), unit, findings, *(d.digest for d in chosen), found
    )
    with ExitStack() as stack:
        base = work or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        store = Store(base / name, slices(len(chosen)))
        store.open()
        _fill(store, chosen, Path(corpus), made, findings, jobs, progress)
        rows = store if work else as_rows(store)
        return summarise(rows, documents, units, found, years)


def finish(found: Audit) -> None:
    """Delete the rows kept on disk, which hold people's texts, once every report is written."""
    if isinstance(found.rows, Store):
        found.rows.close()


def _belongs(header: Registered, unit: str, units: Units) -> bool:
    named = f" {key(header.unit)} {key(header.party_cell)} {key(units.current(header.unit))} "
    return f" {key(unit)} " in named


def _fill(
    store: Store, chosen: Sequence[Registered], corpus: Path, made: Setup, findings: bool, jobs: int | None,
    progress: Progress | None,
) -> None:  # fmt: skip
    """Do the slices that are missing. Raises CorpusError when one of them cannot be done."""
    missing = store.missing()
    tasks = [Task(part, tuple(d.digest for d in chosen[part.start : part.stop])) for part in missing]
    before = len(chosen) - sum(part.stop - part.start for part in missing)
    sizes = [task.part.stop - task.part.start for task in tasks]

    def step(done: int, _: int) -> None:
        if progress:
            progress(before + sum(sizes[:done]), len(chosen))

    with Workers(_start, (corpus, made, findings, store), jobs) as workers:
        workers.map(_work, tasks, _crashed, step)
    if store.missing():
        raise CorpusError(
            f'Một phần của kho "{corpus}" không so được (tiến trình bị dừng); hãy chạy lại với --jobs 1. '
            "(A process died; run again with --jobs 1.)"
        )


# --- one process of the pool -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Bench:
    register: Register
    headers: dict[str, Registered]
    made: Setup
    findings: bool
    store: Store


_bench: _Bench | None = None


def _start(corpus: Path, made: Setup, findings: bool, store: Store) -> None:
    global _bench
    register = Register.open(corpus)
    _bench = _Bench(register, {d.digest: d for d in register.documents()}, made, findings, store)


def _crashed(task: Task) -> int:
    return 0


def _work(task: Task) -> int:
    assert _bench is not None, "_start was not called in this process"
    _bench.store.write(
        task.part, compare_registered(_bench.register, _headers(_bench, task), _bench.made, _bench.findings)
    )
    return task.part.stop - task.part.start


def _headers(bench: _Bench, task: Task) -> list[Registered]:
    try:
        return [bench.headers[digest] for digest in task.digests]
    except KeyError:
        raise CorpusError("The register was changed meanwhile; run the audit again.") from None


def compare_registered(
    register: Register, headers: Sequence[Registered], made: Setup, findings: bool
) -> list[Row]:  # fmt: skip
    """Rows of registered documents, by the matcher of ``check``: the engine that another one may take the place of."""
    texts: dict[str, dict[int, str]] = {header.digest: {} for header in headers}
    for held in register.collection().of_documents(texts):
        texts[held.document][held.pledge] = held.text
    documents = [restore(header, _in_order(texts[header.digest])) for header in headers]
    templates = [[is_template(p.text, made.rules) for p in d.pledges] for d in documents]
    compared = match_documents(documents, templates, register, made.rules.lists)
    return [
        _row(header, document, flags, one, made, findings)
        for header, document, flags, one in zip(headers, documents, templates, compared, strict=True)
    ]


def _in_order(texts: dict[int, str]) -> list[str]:
    return [texts.get(index, "") for index in range(max(texts, default=-1) + 1)]


def _row(
    header: Registered, document: Document, flags: Sequence[bool], compared: Compared, made: Setup, findings: bool
) -> Row:
    formulas = compared.formulas | {index for index, flag in enumerate(flags) if flag}
    seen = tuple(_findings(document, compared.matches, formulas, made)) if findings else None
    return Row(header, tuple(p.text for p in document.pledges), compared.matches, formulas, seen)


def _findings(
    document: Document, matches: tuple[Match, ...], formulas: Iterable[int], made: Setup
) -> list[Seen]:  # fmt: skip
    assessments = prepare(document, made).assessments
    context = Context(made.rules, assessments, matches)
    known = frozenset(formulas)
    return [
        Seen(f.rule, f.pledge)
        for f in run_checks(document, context)
        if f.rule not in COPYING
        and (f.rule in WHOLE if f.pledge is None else f.pledge not in known)
        and f.confidence >= made.settings.get("review.confidence")
    ]


# --- two files -------------------------------------------------------------------------------------------------------


def compare(left: Path, right: Path, *, setup: Setup | None = None) -> SideBySide:
    """Two files side by side: the one of the later year on the left, in the order given where years do not tell.

    Raises UsageError for a file that cannot be read or holds several documents.
    """
    made = setup or Setup()
    first, second = _one_document(left, made), _one_document(right, made)
    if first.year and second.year and first.year < second.year:
        first, second = second, first
    flags = [[is_template(p.text, made.rules) for p in d.pledges] for d in (first, second)]
    facts = registered(first), registered(second)
    tie = _tie(facts, Units(made.rules.units))
    found = _copies(first, second, flags, made)
    copies = {m.pledge: Pairing(m.source_pledge, m.kind, m.similarity) for m in reversed(found.matches)}
    templates = found.formulas | {n for n, flag in enumerate(flags[0]) if flag}
    theirs = frozenset(n for n, flag in enumerate(flags[1]) if flag)
    texts = [tuple(p.text for p in d.pledges) for d in (first, second)]
    made_lines = lines(texts[0], texts[1], copies, frozenset(templates), theirs)
    return SideBySide(*facts, texts[0], texts[1], made_lines, _direction(*facts), tie)


def _one_document(path: Path, made: Setup) -> Document:
    (source,) = (None,) if path.is_dir() else collect([path])
    if source is None:
        raise UsageError(f'"{path}": lệnh compare so hai tệp; hãy nêu một tệp. (Name a file.)')
    loader = GuardedLoader(file_limits(made.settings))
    try:
        found = read(source, made, loader)
    finally:
        loader.close()
    if len(found) != 1 or isinstance(found[0], Failure):
        why = found[0].code if found and isinstance(found[0], Failure) else f"{len(found)} văn bản trong tệp"
        raise UsageError(f'"{path}": không so được ({why}). (Cannot be compared.)')
    return found[0]


def _copies(first: Document, second: Document, flags: Sequence[Sequence[bool]], made: Setup) -> Compared:
    """What ``first`` repeats, asked as if it were the later one of one author: who was first is told apart from what is alike."""
    author = first.author or Fact("?")
    year = first.year or None
    new = replace(first, author=author, unit=None, party_cell=None)
    old = replace(second, year=year - 1 if year else 1, author=author, unit=None, party_cell=None)
    if first.raw.digest == second.raw.digest:
        old = replace(old, raw=replace(old.raw, digest=f"{old.raw.digest}-2"))
    return match_documents([new, old], flags, None, made.rules.lists)[0]


def _direction(left: Registered, right: Registered) -> Direction:
    if left.year is None or right.year is None or left.year == right.year:
        return "unknown"
    return "right-first"


def _tie(facts: tuple[Registered, Registered], units: Units) -> Tie:
    if not all(f.author for f in facts):
        return "unknown"
    people = link_people(facts, units)
    if people.person[0] == people.person[1]:
        return "same"
    return "unsure" if people.unsure else "other"
