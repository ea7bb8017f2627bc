"""Questions about many pledges at once, answered by equi-joins and group-bys over Parquet parts and Arrow tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from qualitycheck.corpus.arrow import numbers, strings
from qualitycheck.corpus.derived import Column, Derived
from qualitycheck.corpus.engine import Engine
from qualitycheck.corpus.rows import HEADER, from_row, table
from qualitycheck.corpus.shingles import Settings
from qualitycheck.types import Document, Registered

Place = tuple[str, int]  # digest of a document, index of its pledge
_FACTS = (*HEADER, "author_key", "unit_key", "holder")
HEADERS_SQL = (
    "SELECT digest, "
    + ", ".join(f"any_value({name}) AS {name}" for name in _FACTS if name != "digest")
    + " FROM pledges GROUP BY digest"
)


@dataclass(frozen=True, slots=True)
class Held:
    """A pledge of the collection; ``document`` is the digest of the file that holds it."""

    document: str
    pledge: int
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Header:
    """Header facts of a document of the collection; the keys are for comparing, ``holder`` is author and unit."""

    facts: Registered
    author_key: str
    unit_key: str
    holder: int


@dataclass(frozen=True, slots=True)
class Spread:
    """How many different people and units hold something."""

    holders: int
    units: int


class Collection:
    """Registered pledges and those of a batch. A document that is in both counts once."""

    def __init__(
        self,
        engine: Engine,
        files: Sequence[Path],
        settings: Settings,
        batch: Sequence[Document],
        derived: Derived | None = None,
        beside: Sequence[Path] = (),
    ) -> None:
        """``derived`` covers all ``files`` but those ``beside`` it; without it everything is counted exactly."""
        self._engine = engine
        self._files = list(files)
        self._derived = derived
        self._beside = list(beside) if derived else self._files
        self.settings = settings
        self._registered = self._read_headers() if self._files else {}
        fresh = {d.raw.digest: d for d in batch if d.raw.digest not in self._registered}
        self._batch = table(fresh.values(), settings)

    def _read_headers(self) -> dict[str, Header]:
        rows = self._engine.select(HEADERS_SQL, {"pledges": self._beside}).to_pylist() if self._beside else []
        if self._derived:
            rows += self._engine.select("SELECT * FROM known", {"known": [self._derived.documents]}).to_pylist()
        return {row["digest"]: _header(row) for row in rows}

    def _select(self, sql: str, **tables: pa.Table) -> pa.Table:
        sources: dict[str, Sequence[Any]] = {name: [rows] for name, rows in tables.items()}
        return self._engine.select(sql, {"pledges": [*self._files, self._batch], **sources})

    @cached_property
    def headers(self) -> Mapping[str, Header]:
        """Digest -> header, sorted by year and path."""
        rows = self._engine.select(HEADERS_SQL, {"pledges": [self._batch]}).to_pylist() if len(self._batch) else []
        known = self._registered | {row["digest"]: _header(row) for row in rows}
        return dict(sorted(known.items(), key=lambda entry: _order(entry[1].facts)))

    def pledge_count(self) -> int:
        return int(self._select("SELECT count(*) AS n FROM pledges WHERE pledge >= 0")["n"][0].as_py())

    @cached_property
    def holders(self) -> int:
        """Different people (name and unit) or nameless documents."""
        return len({header.holder for header in self.headers.values()})

    def spread(self, column: Column, hashes: Iterable[int]) -> dict[int, Spread]:
        """Hash -> who holds it, for those of ``hashes`` that anybody holds.

        Beside derived counts a person who is in them and in a newer document is counted twice.
        """
        wanted = np.unique(np.fromiter(hashes, np.uint64))
        rows = self._engine.select(
            f"WITH hits AS (SELECT holder, unit_id, unnest({column}) AS gram FROM pledges) "  # noqa: S608
            "SELECT h.gram AS gram, count(DISTINCT h.holder) AS holders, count(DISTINCT h.unit_id) AS units "
            "FROM hits h JOIN wanted w ON h.gram = w.gram GROUP BY h.gram",
            {"pledges": [*self._beside, self._batch], "wanted": [pa.table({"gram": numbers(wanted, pa.uint64())})]},
        )
        counted = zip(rows["holders"].to_pylist(), rows["units"].to_pylist(), strict=True)
        newer = {gram: Spread(*found) for gram, found in zip(rows["gram"].to_pylist(), counted, strict=True)}
        return _added(self._derived_spread(column, wanted), newer)

    def _derived_spread(self, column: Column, wanted: NDArray[np.uint64]) -> dict[int, Spread]:
        if self._derived is None:
            return {}
        held, holders, units = self._derived.counts[column].of(wanted)
        found = zip(wanted[held].tolist(), holders[held].tolist(), units[held].tolist(), strict=True)
        return {gram: Spread(people, places) for gram, people, places in found}

    def with_keys(self, keys: Iterable[str]) -> list[Held]:
        """Every pledge whose key is one of ``keys``."""
        return self._held(
            "SELECT p.digest AS document, p.pledge AS pledge, p.text AS text, p.key AS key "
            "FROM pledges p JOIN wanted w ON p.key = w.key",
            wanted=pa.table({"key": strings(sorted(set(keys)))}),
        )

    def of_documents(self, digests: Iterable[str]) -> list[Held]:
        """Every pledge of these documents."""
        return self._held(
            "SELECT p.digest AS document, p.pledge AS pledge, p.text AS text, p.key AS key "
            "FROM pledges p JOIN wanted w ON p.digest = w.digest WHERE p.pledge >= 0",
            wanted=pa.table({"digest": strings(sorted(set(digests)))}),
        )

    def at(self, places: Iterable[Place]) -> list[Held]:
        """The pledges at these places."""
        wanted = sorted(set(places))
        return self._held(
            "SELECT p.digest AS document, p.pledge AS pledge, p.text AS text, p.key AS key "
            "FROM pledges p JOIN wanted w ON p.digest = w.digest AND p.pledge = w.pledge",
            wanted=pa.table(
                {
                    "digest": strings([digest for digest, _ in wanted]),
                    "pledge": numbers([pledge for _, pledge in wanted], pa.int32()),
                }
            ),
        )

    def sharing(self, queries: Mapping[int, Mapping[int, float]], share: float) -> dict[int, list[tuple[float, Place]]]:
        """Query number -> pledges that hold at least ``share`` of the weight of its shingles, heaviest first."""
        queried: list[int] = []
        grams: list[int] = []
        weights: list[float] = []
        least: list[float] = []
        for number, weighed in queries.items():
            queried += [number] * len(weighed)
            grams += weighed.keys()
            weights += weighed.values()
            least += [share * sum(weighed.values())] * len(weighed)
        asked = pa.table(
            {
                "query": numbers(queried, pa.int64()),
                "gram": numbers(grams, pa.uint64()),
                "weight": numbers(weights, pa.float64()),
                "least": numbers(least, pa.float64()),
            }
        )
        rows = self._select(
            "WITH hits AS (SELECT digest, pledge, unnest(shingles) AS gram FROM pledges) "
            "SELECT a.query AS query, h.digest AS digest, h.pledge AS pledge, sum(a.weight) AS weight "
            "FROM hits h JOIN asked a ON h.gram = a.gram GROUP BY a.query, h.digest, h.pledge "
            "HAVING sum(a.weight) >= max(a.least)",
            asked=asked,
        )
        found: dict[int, list[tuple[float, Place]]] = {}
        for row in rows.to_pylist():
            found.setdefault(row["query"], []).append((row["weight"], (row["digest"], row["pledge"])))
        return {q: sorted(places, key=lambda p: (-p[0], p[1])) for q, places in found.items()}

    def _held(self, sql: str, **tables: pa.Table) -> list[Held]:
        rows = self._select(sql, **tables).to_pylist()
        return sorted((Held(**row) for row in rows), key=lambda h: (h.document, h.pledge))


def _header(row: dict[str, Any]) -> Header:
    return Header(from_row(row), row["author_key"], row["unit_key"], row["holder"])


def _order(facts: Registered) -> tuple[int, str, str]:
    return facts.year or 0, facts.path, facts.digest


def _added(first: dict[int, Spread], second: Mapping[int, Spread]) -> dict[int, Spread]:
    for gram, more in second.items():
        known = first.get(gram)
        first[gram] = Spread(known.holders + more.holders, known.units + more.units) if known else more
    return first
