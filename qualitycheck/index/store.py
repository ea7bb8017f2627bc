"""The index of one register on disk: frozen tables and segments, named by ``index.json``, which is replaced as a whole."""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualitycheck.files import write_atomic
from qualitycheck.index import build, grams, postings
from qualitycheck.index.build import Report, Source
from qualitycheck.index.reading import Texts, name_hash, texts_of
from qualitycheck.index.search import Found, find
from qualitycheck.index.segment import File, Segment, damage, sealed
from qualitycheck.index.tables import ARRAYS, Tables

NAME, TABLES = "index.json", "tables"
SCHEMA_NUMBER = 1
GROWTH = 1.5  # times the documents counted from which the tables are made anew
PER_SEGMENT = 6_000_000  # pledges, at most: what one thread holds while it writes lists
BYTES_PER_PLEDGE = 350  # of memory while a segment is made
LEAST_SEGMENT = 500_000


@dataclass(frozen=True)
class Index:
    """An opened index. Documents and pledges are numbered over all segments, in order."""

    folder: Path
    tables: Tables
    segments: tuple[Segment, ...]
    table_folder: str
    table_files: Mapping[str, File]

    @property
    def parts(self) -> frozenset[str]:
        """Digests of the register's parts that it covers."""
        return frozenset(part for segment in self.segments for part in segment.parts)

    @cached_property
    def documents_before(self) -> NDArray[np.int64]:
        """Number of documents before each segment, and of all."""
        return np.cumsum([0, *(s.documents for s in self.segments)])

    @cached_property
    def pledges_before(self) -> NDArray[np.int64]:
        return np.cumsum([0, *(s.pledges for s in self.segments)])

    def find(self, new: Texts, jobs: int = 1, **options: Any) -> Found:
        """The best sources of every pledge of ``new``."""
        return find(new, self.segments, self.tables, jobs, **options)

    def owners(self, pledges: NDArray[np.int64]) -> NDArray[np.int64]:
        """Documents that hold these pledges."""
        segments = np.searchsorted(self.pledges_before, pledges, "right") - 1
        out = np.empty(len(pledges), np.int64)
        for number in np.unique(segments).tolist():
            mine = segments == number
            starts = self.segments[number].arrays["documents"]
            local = pledges[mine] - self.pledges_before[number]
            out[mine] = np.searchsorted(starts, local, "right") - 1 + self.documents_before[number]
        return out

    def named(self, column: str, names: Iterable[str]) -> dict[str, NDArray[np.int64]]:
        """Name -> documents of this author or unit key, in order; ``column`` is ``authors`` or ``units``."""
        found = {}
        for name in {n for n in names if n}:
            hashed = name_hash(name)
            hits = [
                np.flatnonzero(segment.arrays[column] == hashed) + before
                for segment, before in zip(self.segments, self.documents_before, strict=False)
            ]
            found[name] = np.concatenate(hits) if hits else np.zeros(0, np.int64)
        return found

    def equal_documents(self, new: Texts) -> list[NDArray[np.int64]]:
        """Per new document the registered ones whose whole text is the same."""
        prints = np.empty(len(new.documents) - 1, np.uint64)
        postings.fingerprints(new.words, new.starts, new.documents, prints)
        return [
            np.concatenate(
                [
                    np.flatnonzero(segment.arrays["prints"] == one) + before
                    for segment, before in zip(self.segments, self.documents_before, strict=False)
                ]
            )
            if one
            else np.zeros(0, np.int64)
            for one in prints
        ]

    def equal_pledges(self, new: Texts, most: int) -> NDArray[np.int64]:
        """Registered pledges with the very words of a new one, up to ``most`` of each."""
        found = [np.zeros(0, np.int64)]
        for segment, before in zip(self.segments, self.pledges_before, strict=False):
            cells, wholes = segment.arrays["whole-cells"], segment.arrays["wholes"]
            bits = len(cells).bit_length() - 1
            for a, b in zip(new.starts, new.starts[1:], strict=False):
                cell = int(postings.whole_cell(new.words, a, b, bits))
                listed = wholes[int(cells[cell]) : int(cells[cell + 1])][:most].astype(np.int64)
                same = [p for p in listed.tolist() if _equal(segment, p, new.words[a:b])]
                found.append(np.array(same, np.int64) + before)
        return np.unique(np.concatenate(found))

    def numbers(self, digests: Iterable[str]) -> list[int]:
        """Documents with these digests, as far as they are known."""
        out: list[int] = []
        for segment, before in zip(self.segments, self.documents_before, strict=False):
            heads = segment.arrays["digests"][:, :8].copy().view(np.uint64)[:, 0]
            for digest in digests:
                raw = np.frombuffer(bytes.fromhex(digest), np.uint8)
                near = np.flatnonzero(heads == raw[:8].copy().view(np.uint64)[0])
                out += [int(n + before) for n in near if (segment.arrays["digests"][n] == raw).all()]
        return out

    def place(self, document: int) -> tuple[str, int]:
        """File of the register's part that holds a document, and the first of its rows there."""
        number = int(np.searchsorted(self.documents_before, document, "right")) - 1
        segment, local = self.segments[number], document - int(self.documents_before[number])
        return segment.names[int(segment.arrays["parts"][local])], int(segment.arrays["rows"][local])

    def year(self, document: int) -> int | None:
        return self.segments[int(np.searchsorted(self.documents_before, document, "right")) - 1].year

    def digest(self, document: int) -> str:
        number = int(np.searchsorted(self.documents_before, document, "right")) - 1
        digest: str = self.segments[number].arrays["digests"][document - self.documents_before[number]].tobytes().hex()
        return digest

    def occurrences(self, runs: Sequence[Sequence[str]]) -> list[int]:
        """How often each of these runs of at most two words occurs, roughly; 0 for what never does."""
        texts = texts_of([[" ".join(run) for run in runs]])
        return [self._occurrences(texts.words[a:b]) for a, b in zip(texts.starts, texts.starts[1:], strict=False)]

    def _occurrences(self, words: NDArray[np.uint16]) -> int:
        tables = self.tables
        fewest = min((int(tables.singles[word]) for word in words), default=0)
        if len(words) == 2 and tables.singles[words[0]] > tables.frequent:
            cell = tables.table[int(grams.run_hash(words, 0, 2)) >> (64 - tables.bits)]
            return min(fewest, round(float(grams.ESTIMATE[cell])))
        return fewest

    def damage(self, thorough: bool = False) -> list[str]:
        """One sentence per file of the index that is missing or not as it was written."""
        tables = self.folder / self.table_folder
        problems = [
            f"{tables / name}: {problem}"
            for name, file in self.table_files.items()
            if (problem := damage(tables / name, file, thorough))
        ]
        return problems + [problem for segment in self.segments if (problem := segment.damage(thorough))]


def _equal(segment: Segment, pledge: int, words: NDArray[np.uint16]) -> bool:
    starts = segment.arrays["starts"]
    return bool(np.array_equal(segment.arrays["words"][int(starts[pledge]) : int(starts[pledge + 1])], words))


def load(folder: Path, whole: bool = True) -> Index | None:
    """The index in ``folder``, mapped into memory; None when there is none or it is of no use any more.

    Unless ``whole``, one with damaged files is returned too, to be asked for them.
    """
    with suppress(OSError, EOFError, ValueError, KeyError, TypeError):
        data = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if data["schema"] != SCHEMA_NUMBER:
            return None
        segments = tuple(Segment.from_json(folder, one) for one in data["segments"])
        files = {name: File(**file) for name, file in data["tables"]["files"].items()}
        tables = Tables.load(folder / data["tables"]["folder"], whole, **data["tables"]["facts"])
        index = Index(folder, tables, segments, data["tables"]["folder"], files)
        if whole and index.damage():
            return None
        for segment in segments if whole else ():
            _ = segment.arrays
        return index
    return None


def renew(folder: Path, sources: Sequence[Source], memory: int, jobs: int, report: Report) -> Index:
    """Make the index cover ``sources``: segments that are right already stay, the others are made from the parts.

    ``memory`` is in bytes. The tables stay frozen until the register has grown by half. Raises OSError.
    """
    old = load(folder)
    groups = _groups(sources, memory, jobs)
    documents = sum(s.rows for s in sources)
    frozen = old.tables if old and documents <= GROWTH * max(old.tables.pledges, 1) and _shrunk(old, sources) else None
    kept = {s.parts: s for s in old.segments} if old and frozen else {}
    missing = [(year, group) for year, group in groups if tuple(s.digest for s in group) not in kept]
    folder.mkdir(parents=True, exist_ok=True)
    made = build.drafts(folder, missing, jobs, report)
    try:
        if old and frozen:
            tables, place, files = frozen, old.table_folder, dict(old.table_files)
            for draft in made:
                build.settle(draft, tables)
        else:
            tables, place = build.count(made, jobs, report), f"{TABLES}-{secrets.token_hex(4)}"
            tables.save(folder / place)
            files = sealed(folder / place, [f"{name}.npy" for name in ARRAYS])
        with ThreadPoolExecutor(jobs) as pool:
            fresh = {}
            for number, segment in enumerate(pool.map(lambda draft: build.finish(draft, tables), made)):
                fresh[segment.parts] = segment
                report("lists", number + 1, len(made))
    except BaseException:
        build.discard(made)
        raise
    segments = tuple((kept | fresh)[tuple(s.digest for s in group)] for _, group in groups)
    index = Index(folder, tables, segments, place, files)
    _write(index)
    _sweep(index)
    return index


def _shrunk(old: Index, sources: Sequence[Source]) -> bool:
    """False when documents were removed: then nothing counted of them may stay."""
    return old.parts <= {s.digest for s in sources}


def _groups(sources: Sequence[Source], memory: int, jobs: int) -> list[tuple[int | None, tuple[Source, ...]]]:
    """One segment per year, or several where a year is too large to be made within ``memory``."""
    most = max(LEAST_SEGMENT, min(PER_SEGMENT, memory // (BYTES_PER_PLEDGE * jobs)))
    groups: list[tuple[int | None, list[Source]]] = []
    for source in sorted(sources, key=lambda s: (s.year or 0, s.name)):
        last = groups[-1] if groups else None
        if last and last[0] == source.year and sum(s.rows for s in last[1]) + source.rows <= most:
            last[1].append(source)
        else:
            groups.append((source.year, [source]))
    return [(year, tuple(group)) for year, group in groups]


def _write(index: Index) -> None:
    tables = index.tables
    facts = {
        name: getattr(tables, name) for name in ("words", "pledges", "documents", "every", "frequent")
    }  # fmt: skip
    data = {
        "schema": SCHEMA_NUMBER,
        "tables": {
            "folder": index.table_folder,
            "facts": facts,
            "files": {name: asdict(file) for name, file in index.table_files.items()},
        },
        "segments": [segment.as_json() for segment in index.segments],
    }
    write_atomic(index.folder / NAME, json.dumps(data) + "\n")


def _sweep(index: Index) -> None:
    """Delete what the index does not name; on Windows a file that a reader holds open waits for the next time."""
    named = {segment.folder.name for segment in index.segments} | {index.table_folder}
    for path in index.folder.iterdir():
        if path.is_dir() and path.name not in named:
            shutil.rmtree(path, ignore_errors=True)
