"""What the cache knows of a batch: documents as far as they can be judged alone, and the conclusions of a whole run.

A file's entry hangs on its content, its name (folders tell year and unit) and all that judges; a run's on all its
documents, the register and the decisions. Failures are not kept: a file that could not be read is tried again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

import msgspec

from qualitycheck.cache import Cache, Entry, code_stamp, file_digest, key_of
from qualitycheck.files import Source, nfc_posix
from qualitycheck.load.companions import papers_beside
from qualitycheck.settings import data_folder
from qualitycheck.stages import Prepared, Setup
from qualitycheck.types import Assessment, Doubt, Failure, Finding, Match, Report, Score

Read = list[Prepared | Failure]  # what one file holds


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A report without its document."""

    assessments: tuple[Assessment, ...]
    findings: tuple[Finding, ...]
    matches: tuple[Match, ...]
    score: Score
    doubts: tuple[Doubt, ...]


class Recall:
    """The cache as seen by one run of ``made``."""

    def __init__(self, cache: Cache, made: Setup) -> None:
        self._cache, self._made = cache, made

    def files(self, sources: Sequence[Source]) -> list[Read | None]:
        """What is known of each file, None for the others."""
        self._keys = [self._file_key(source) for source in sources]
        found = self._cache.get([key for key in self._keys if key])
        decoder = msgspec.msgpack.Decoder(list[Prepared])
        return [decoder.decode(found[key]) if key and key in found else None for key in self._keys]  # type: ignore[misc]

    def keep_files(self, known: Sequence[Read | None], read: Sequence[Read]) -> None:
        """Keep what was read of the files asked for last, those that were ``known`` aside."""
        new = [
            Entry(key, [p.document.raw.digest for p in each], msgspec.msgpack.encode(each))
            for key, before, found in zip(self._keys, known, read, strict=True)
            if key and before is None and len(each := _documents(found)) == len(found)
        ]
        if new:
            self._cache.put(new)

    def reports(
        self, read: Sequence[Read], corpus: Path | None, decisions: object, conclude: Callable[[], list[Report]]
    ) -> list[Report]:
        """The reports of all documents of a run over ``read``: those of the same run before, else what ``conclude`` makes."""
        key = self._run_key(read, corpus, decisions)
        found = self._cache.get([key]).get(key)
        if found is None:
            reports = conclude()
            drawn = [Conclusion(r.assessments, r.findings, r.matches, r.score, r.doubts) for r in reports]
            self._cache.put([Entry(key, [r.document.raw.digest for r in reports], msgspec.msgpack.encode(drawn))])
            return reports
        prepared = [p for several in read for p in _documents(several)]
        return [
            Report(p.document, c.assessments, c.findings, c.matches, c.score, c.doubts)
            for p, c in zip(prepared, msgspec.msgpack.decode(found, type=list[Conclusion]), strict=True)
        ]

    def _run_key(self, read: Sequence[Read], corpus: Path | None, decisions: object) -> str:
        """All documents by content and name, the register as it stands, people's decisions."""
        documents = [(p.document.raw.path, p.document.raw.digest) for found in read for p in _documents(found)]
        register = (nfc_posix(corpus.resolve()), file_digest(corpus / "manifest.json")) if corpus else None
        return key_of("run", self._judges, self._keys, documents, register, decisions)

    def _file_key(self, source: Source) -> str | None:
        digest = file_digest(source.path)
        beside = [dict(notice.values) for notice in papers_beside(source.path)]
        return digest and key_of("file", self._judges, digest, nfc_posix(source.path), source.shown, beside)

    @cached_property
    def _judges(self) -> str:
        """Program, rules, models, settings: whatever of these changes, nothing older is taken."""
        made = self._made
        models = [file_digest(path) for path in sorted(data_folder("models").glob("*.json"))]
        settings = [(name, value) for name, value, _ in made.settings.origins()]
        return key_of(version("qualitycheck"), code_stamp(), made.rules.digest, models, settings, made.year, made.unit)


def _documents(found: Read) -> list[Prepared]:
    return [p for p in found if isinstance(p, Prepared)]
