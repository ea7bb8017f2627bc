"""Commented Word copies: one file per document in a folder, the originals untouched."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path, PurePosixPath

from qualitycheck.errors import LoadError, UsageError
from qualitycheck.files import write_atomic
from qualitycheck.pool import Workers
from qualitycheck.report.header import reading, stamp
from qualitycheck.report.masking import mask_batch
from qualitycheck.report.options import Options
from qualitycheck.report.summary import summarise
from qualitycheck.types import Batch, Report

DEFAULT = Path("qualitycheck-report")
MANY = 60  # copies; for fewer, starting processes takes longer than writing
_WORD = (".docx", ".docm", ".dotx", ".dotm")


def write(batch: Batch, target: Path | None, options: Options) -> None:
    """A commented copy of every document below the folder ``target``. Raises UsageError and OSError."""
    folder = target or DEFAULT
    if folder.exists() and not folder.is_dir():
        raise UsageError(f'--output "{folder}" là một tệp; --format docx cần một thư mục. (docx needs a folder.)')
    when = datetime.now(timezone.utc)  # noqa: UP017  # Python 3.11 has no other name that type checkers know
    shown = mask_batch(batch) if options.mask else batch
    originals = {path.resolve() for path in options.files.values()}
    work: list[tuple[Report, Path | None, Path]] = []
    for report, name in zip(shown.reports, _names(shown, options), strict=True):
        file = folder / name
        if file.resolve() in originals:
            raise UsageError(f'"{file}" là tệp gốc; hãy chọn thư mục khác cho --output. (This is an original.)')
        work.append((report, options.files.get(report.path), file))
    foot = f"{stamp(batch.versions, options.words)}. {reading(summarise(batch), options.words)}".rstrip(".")
    arguments = (replace(options, files={}), when, foot)
    jobs = options.jobs if len(work) >= MANY else 1
    with Workers(_start, arguments, jobs) as workers:
        workers.map(_write_one, work, _crashed)


# --- one process of the pool -----------------------------------------------------------------------------------------

_given: tuple[Options, datetime, str] | None = None


def _start(options: Options, when: datetime, foot: str) -> None:
    global _given
    _given = (options, when, foot)


def _write_one(work: tuple[Report, Path | None, Path]) -> None:
    assert _given is not None, "_start was not called in this process"
    (options, when, foot), (report, source, file) = _given, work
    files = {report.path: source} if source is not None else {}
    write_atomic(file, commented(report, replace(options, files=files), when, foot))


def _crashed(work: tuple[Report, Path | None, Path]) -> None:
    raise OSError(f"{work[2]}: the process that wrote this file died")


def commented(report: Report, options: Options, when: datetime, foot: str) -> bytes:
    """The Word file with comments: the submitted .docx where there is one, unchanged since the check, else a report."""
    from qualitycheck.report.docx.annotate import annotate_original, annotate_report

    source = options.files.get(report.path)
    if report.document.raw.format == "docx" and source is not None:
        data = source.read_bytes()
        if hashlib.sha256(data).hexdigest() == report.document.raw.digest:
            try:
                return annotate_original(data, report, options, when, foot)
            except LoadError:
                pass  # the ISO strict variant: the report holds the same comments
    return annotate_report(report, options, when, foot)


def _names(batch: Batch, options: Options) -> Iterator[Path]:
    """Where each copy goes: the folders of the original, its name with "- nhận xét"; no two alike on any system."""
    used: set[str] = set()
    for report in batch.reports:
        path = PurePosixPath(report.path)
        word = report.document.raw.format == "docx" and path.suffix.lower() in _WORD
        stem, suffix = (path.stem, path.suffix) if word else (path.name, ".docx")
        base = f"{stem} - {options.words.say('word.suffix')}"
        parents = [part for part in path.parent.parts if part not in ("/", "..")]
        name, count = Path(*parents, base + suffix), 1
        while str(name).casefold() in used:
            count += 1
            name = Path(*parents, f"{base} {count}{suffix}")
        used.add(str(name).casefold())
        yield name
