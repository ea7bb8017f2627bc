"""What every office paper rests on: files read and failed, coverage, versions with the hash of the rules."""

from __future__ import annotations

from collections.abc import Iterator

from qualitycheck.report.header import stamp
from qualitycheck.report.options import Options
from qualitycheck.report.summary import coverage
from qualitycheck.types import Batch


def basis(batch: Batch, options: Options) -> Iterator[tuple[str, str]]:
    """(label, value) of each line of the head."""
    words, read, failed = options.words, len(batch.reports), len(batch.failures)
    files = words.say("files-of", read=read, total=read + failed)
    yield words.say("files"), f"{files}; {words.say('files-failed', count=failed)}" if failed else files
    yield words.say("coverage"), words.coverage(coverage(batch.reports))
    yield words.say("versions"), stamp(batch.versions, words)


def years(batch: Batch) -> str:
    """ "2019, 2020": the years of its documents."""
    return ", ".join(str(y) for y in sorted({r.document.year for r in batch.reports if r.document.year}))
