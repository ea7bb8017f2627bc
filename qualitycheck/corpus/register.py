"""The register: a folder that remembers the documents of earlier years.

``manifest.json`` names immutable Parquet parts (one per year and ``add``). A writer makes new parts first and replaces
the manifest last, so that a kill at any moment leaves the old or the new state; readers need no lock.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from qualitycheck.corpus import derived, scaled, upkeep
from qualitycheck.corpus import manifest as manifests
from qualitycheck.corpus.arrow import strings
from qualitycheck.corpus.collection import Collection
from qualitycheck.corpus.duckdb_engine import DuckDBEngine
from qualitycheck.corpus.engine import Engine
from qualitycheck.corpus.lock import writer_lock
from qualitycheck.corpus.manifest import Manifest, Part
from qualitycheck.corpus.ready import Ready
from qualitycheck.corpus.rows import author_key, registered, table
from qualitycheck.corpus.shingles import Settings
from qualitycheck.errors import CorpusError
from qualitycheck.types import Document, Registered
from qualitycheck.vietnamese.characters import key

if TYPE_CHECKING:
    from qualitycheck.index.store import Index

GRACE = 600.0  # seconds for which files that are out of use are kept
CHUNK = 2000  # documents held in memory while they are written


@dataclass(frozen=True, slots=True)
class AddResult:
    """Numbers of documents; ``replaced`` ones took the place of an earlier version of the same file."""

    added: int
    replaced: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Stats:
    """Size of a register; ``years`` maps a year (None: unknown) to its number of documents."""

    documents: int
    pledges: int
    authors: int
    years: tuple[tuple[int | None, int], ...]
    bytes: int
    generation: int


class Register:
    """An opened register: the state of one generation. Writing methods move it on to the next."""

    def __init__(self, folder: Path, manifest: Manifest, engine: Engine) -> None:
        self.folder = folder
        self._manifest = manifest
        self._engine = engine
        self._known: tuple[int, Ready | None] | None = None  # of a generation
        self._indexed: tuple[int, Index | None] | None = None
        self._last: tuple[tuple[int | str, ...], Collection] | None = None

    @classmethod
    def create(cls, folder: Path | str) -> Register:
        """A new, empty register; opens the one that is there already. Raises CorpusError when the folder is in use."""
        folder = Path(folder)
        if (folder / manifests.NAME).exists():
            return cls.open(folder)
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CorpusError(f"{folder}: holds other files; give a new or empty folder for the register")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            manifests.write(folder, Manifest(Settings()))
        except OSError as error:
            raise CorpusError(f"{folder}: cannot be written to ({error.strerror}); give another folder") from None
        return cls.open(folder)

    @classmethod
    def open(cls, folder: Path | str) -> Register:
        """Raises CorpusError, naming the file and the remedy, for a missing, damaged or differently made register."""
        folder = Path(folder)
        manifest = manifests.read(folder)
        while problem := _problem(folder, manifest):
            newer = manifests.read(folder)
            if newer.generation == manifest.generation:
                raise CorpusError(problem)
            manifest = newer  # a writer has just replaced and deleted what the old one names
        return cls(folder, manifest, DuckDBEngine())

    @property
    def generation(self) -> int:
        """Counts every change of the register."""
        return self._manifest.generation

    def collection(self, documents: Sequence[Document] = ()) -> Collection:
        """All registered pledges together with those of ``documents`` that are not registered.

        Of a register with an index only the documents that matter for ``documents``, with the statistics of all.
        """
        index = self._index() if documents else None
        if index is not None:
            return self._relevant(index, documents)
        ready = self._ready()
        files = self._files(derived.uncovered(ready, self._manifest.parts))
        return Collection(self._engine, files, self._manifest.settings, documents, ready)

    def _ready(self) -> Ready | None:
        if self._known is None or self._known[0] != self.generation:
            self._known = self.generation, derived.find(self.folder, self._manifest)
        return self._known[1]

    def _relevant(self, index: Index, documents: Sequence[Document]) -> Collection:
        """The last one asked for is kept: matching and the rules ask for the same."""
        asked: tuple[int | str, ...] = (self.generation, *(d.raw.digest for d in documents))
        if self._last is None or self._last[0] != asked:
            fetched = scaled.fetch(self.folder, index, scaled.relevant(index, documents))
            rest = self._files(part for part in self._manifest.parts if part.digest not in index.parts)
            settings, counts = self._manifest.settings, scaled.Counts(index)
            self._last = asked, Collection(self._engine, [fetched, *rest], settings, documents, counts=counts)
        return self._last[1]

    def _index(self) -> Index | None:
        """The index of a large register, when there is one that holds nothing else than the present parts."""
        if self._indexed is None or self._indexed[0] != self.generation:
            self._indexed = self.generation, upkeep.usable(self.folder, self._manifest)
        return self._indexed[1]

    def near(self, documents: Sequence[Document]) -> list[Registered]:
        """Header facts of the registered documents that ``documents`` may repeat: all of them, or those that the index of a
        large register names and all of the same authors and units."""
        if self._index() is None:
            return self.documents()
        return [header.facts for header in self.collection(documents).headers.values()]

    def documents(self) -> list[Registered]:
        """Header facts of every registered document, sorted by year and path."""
        return [header.facts for header in self.collection().headers.values()]

    def select(self, authors: Iterable[str] = (), years: Iterable[int] = ()) -> list[Registered]:
        """Documents of these authors (names) and these years; an empty criterion lets all pass."""
        names, wanted = {author_key(a) for a in authors}, set(years)
        return [
            r
            for r in self.documents()
            if (not names or author_key(r.author) in names) and (not wanted or r.year in wanted)
        ]

    def stats(self) -> Stats:
        documents = self.documents()
        years = sorted({d.year for d in documents}, key=lambda y: y or 0)
        return Stats(
            documents=len(documents),
            pledges=self._pledge_count(),
            authors=len({author_key(d.author) for d in documents if d.author}),
            years=tuple((year, sum(d.year == year for d in documents)) for year in years),
            bytes=sum(part.bytes for part in self._manifest.parts),
            generation=self.generation,
        )

    def _pledge_count(self) -> int:
        files = self._files(self._manifest.parts)
        if not files:
            return 0
        return int(self._engine.select("SELECT count(*) AS n FROM p WHERE pledge >= 0", {"p": files})["n"][0].as_py())

    def verify(self) -> list[str]:
        """One sentence per part that is missing, or whose bytes are not those that were written."""
        return upkeep.damaged_parts(self.folder, self._manifest)

    @classmethod
    def inspect(cls, folder: Path | str) -> upkeep.Inspection:
        """Every damaged file of a register, whatever else can be opened; derived ones are made anew from the parts.

        Raises CorpusError when there is no readable manifest or another program writes.
        """
        folder = Path(folder)
        manifest = manifests.read(folder)
        problems = upkeep.damaged_parts(folder, manifest)
        with writer_lock(folder):
            renewed = upkeep.mend(folder, manifest, DuckDBEngine(), sound=not problems)
        return upkeep.Inspection(tuple(problems), tuple(renewed))

    def compact(self, memory: int = upkeep.MEMORY, report: upkeep.Report | None = None) -> upkeep.Compacted:
        """Join small parts of a year and make the index of a large register anew, within ``memory`` bytes.

        Raises CorpusError while another program writes, MissingExtra for a large register without the extra ``scale``.
        """
        with self._writing():
            before = len(self._manifest.parts)
            parts = upkeep.joined(self.folder, self._manifest, self._engine, self._write_part)
            if parts != self._manifest.parts:
                self._manifest = self._manifest.next(parts)
                manifests.write(self.folder, self._manifest)
                self._sweep(GRACE)
            indexed = upkeep.rebuild(self.folder, self._manifest, memory, report)
            if not indexed:
                derived.renew(self.folder, self._manifest, self._engine)
            return upkeep.Compacted(before, len(parts), indexed)

    def add(self, documents: Iterable[Document]) -> AddResult:
        """Register ``documents``. The same file again changes nothing; the same path, year and author with another
        content replaces its predecessor. Raises CorpusError while another program writes."""
        with self._writing():
            known = {d.digest for d in self.documents()}
            fresh: dict[tuple[str, int | None, str], str] = {}
            made: list[Part] = []
            unchanged = added = 0
            for chunk in _chunks(documents):
                new = list({d.raw.digest: d for d in chunk if d.raw.digest not in known}.values())
                known |= {d.raw.digest for d in new}
                unchanged += len(chunk) - len(new)
                added += len(new)
                fresh |= {_place(registered(d)): d.raw.digest for d in new}
                made += self._write_parts(new, len(made))
            stale = self._superseded(fresh)
            if added:
                self._commit(made, stale, GRACE)
            return AddResult(added - len(stale), len(stale), unchanged)

    def remove(self, paths: Iterable[str] = (), authors: Iterable[str] = ()) -> int:
        """Forget the documents at these paths or of these authors (name as written); returns how many there were."""
        wanted, names = set(paths), {author_key(a) for a in authors}
        with self._writing():
            doomed = {
                d.digest for d in self.documents() if d.path in wanted or (d.author and author_key(d.author) in names)
            }
            if doomed:
                self._commit([], doomed)
            return len(doomed)

    # --- writing -------------------------------------------------------------------------------------------------

    def _writing(self) -> _Writing:
        return _Writing(self)

    def _write_parts(self, documents: Sequence[Document], serial: int) -> list[Part]:
        years = sorted({d.year for d in documents}, key=lambda y: y or 0)
        return [
            self._write_part(
                table([d for d in documents if d.year == year], self._manifest.settings), year, serial + number
            )
            for number, year in enumerate(years)
        ]

    def _write_part(self, rows: pa.Table, year: int | None, serial: int) -> Part:
        name = f"{year or 'unknown'}/{self.generation + 1:06d}-{serial:04d}.parquet"
        path = self.folder / name
        self._engine.write(rows, path)
        data = path.read_bytes()
        documents = pc.count_distinct(rows["digest"]).as_py()
        return Part(name, year, documents, rows.num_rows, len(data), hashlib.sha256(data).hexdigest())

    def _superseded(self, fresh: dict[tuple[str, int | None, str], str]) -> set[str]:
        return {d.digest for d in self.documents() if fresh.get(_place(d), d.digest) != d.digest}

    def _commit(self, made: list[Part], doomed: set[str], grace: float = 0.0) -> None:
        """New parts, and the old ones without the ``doomed`` documents, become the next generation.

        Files that are out of use stay for ``grace`` seconds, for those who are still reading them.
        """
        kept: list[Part] = []
        for part in self._manifest.parts:
            rewritten = self._without(part, doomed, len(made) + len(kept)) if doomed else part
            kept += [rewritten] if rewritten else []
            if rewritten != part:
                with suppress(OSError):
                    (self.folder / part.file).touch()
        self._manifest = self._manifest.next((*kept, *made))
        manifests.write(self.folder, self._manifest)
        self._sweep(grace)
        with suppress(OSError):  # it only saves time
            if not upkeep.renew(self.folder, self._manifest):
                derived.renew(self.folder, self._manifest, self._engine)

    def _without(self, part: Part, doomed: set[str], serial: int) -> Part | None:
        rows = self._engine.select("SELECT * FROM part", {"part": self._files([part])})
        keep = pc.invert(pc.is_in(rows["digest"], strings(sorted(doomed))))
        left = rows.filter(keep)
        if left.num_rows == rows.num_rows:
            return part
        return self._write_part(left, part.year, serial) if left.num_rows else None

    def _sweep(self, grace: float) -> None:
        """Delete part files that no manifest names; one that a reader holds open on Windows waits for the next time."""
        named = set(self._files(self._manifest.parts))
        latest = (self.folder / manifests.NAME).stat().st_mtime - grace
        for path in self.folder.glob("[0-9u]*/*.parquet"):
            with suppress(OSError):
                if path not in named and (not grace or path.stat().st_mtime < latest):
                    path.unlink()

    def _files(self, parts: Iterable[Part]) -> list[Path]:
        return [self.folder / part.file for part in parts]


def _problem(folder: Path, manifest: Manifest) -> str | None:
    """A sentence on the first part that is missing or damaged."""
    for part in manifest.parts:
        if problem := manifests.damage(folder, part):
            return f"{folder / part.file}: {problem}; restore it from a backup or {manifests.REBUILD}"
    return None


class _Writing:
    """The writer's lock, and the newest generation read under it."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._lock = writer_lock(register.folder)

    def __enter__(self) -> None:
        self._lock.__enter__()
        self._register._manifest = manifests.read(self._register.folder)

    def __exit__(self, *error: object) -> None:
        self._lock.__exit__(None, None, None)


def _chunks(documents: Iterable[Document]) -> Iterator[list[Document]]:
    remaining = iter(documents)
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk


def _place(document: Registered) -> tuple[str, int | None, str]:
    """What makes two files versions of one document; the path alone is too little, it repeats from folder to folder."""
    return key(document.path), document.year, author_key(document.author)
