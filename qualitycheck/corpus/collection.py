"""Questions about many pledges at once, answered by equi-joins and group-bys over Parquet parts and Arrow tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa

from qualitycheck.corpus.engine import Engine
from qualitycheck.corpus.rows import HEADER, from_row, table
from qualitycheck.corpus.shingles import Settings
from qualitycheck.types import Document, Registered

Column = Literal["words", "shingles", "runs"]
Place = tuple[str, int]  # digest of a document, index of its pledge
_HEADERS = ", ".join(
    f"any_value({name}) AS {name}" for name in (*HEADER, "author_key", "unit_key", "holder") if name != "digest"
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

    def __init__(self, engine: Engine, files: Sequence[Path], settings: Settings, batch: Sequence[Document]) -> None:
        self._engine = engine
        self._files = list(files)
        self.settings = settings
        known = self._digests() if self._files else set()
        fresh = {d.raw.digest: d for d in batch if d.raw.digest not in known}
        self._batch = table(fresh.values(), settings)

    def _digests(self) -> set[str]:
        found = self._engine.select("SELECT digest FROM pledges GROUP BY digest", {"pledges": self._files})
        return set(found["digest"].to_pylist())

    def _select(self, sql: str, **tables: pa.Table) -> pa.Table:
        sources: dict[str, Sequence[Any]] = {name: [rows] for name, rows in tables.items()}
        return self._engine.select(sql, {"pledges": [*self._files, self._batch], **sources})

    @cached_property
    def headers(self) -> Mapping[str, Header]:
        """Digest -> header, sorted by year and path."""
        rows = self._select(
            f"SELECT digest, {_HEADERS} FROM pledges GROUP BY digest"  # noqa: S608
        ).to_pylist()
        rows.sort(key=lambda r: (r["year"] or 0, r["path"], r["digest"]))
        return {r["digest"]: Header(from_row(r), r["author_key"], r["unit_key"], r["holder"]) for r in rows}

    def pledge_count(self) -> int:
        return int(self._select("SELECT count(*) AS n FROM pledges WHERE pledge >= 0")["n"][0].as_py())

    @cached_property
    def holders(self) -> int:
        """Different people (name and unit) or nameless documents."""
        return len({header.holder for header in self.headers.values()})

    def spread(self, column: Column, hashes: Iterable[int]) -> dict[int, Spread]:
        """Hash -> who holds it, for those of ``hashes`` that anybody holds."""
        rows = self._select(
            f"WITH hits AS (SELECT holder, unit_id, unnest({column}) AS gram FROM pledges) "  # noqa: S608
            "SELECT h.gram AS gram, count(DISTINCT h.holder) AS holders, count(DISTINCT h.unit_id) AS units "
            "FROM hits h JOIN wanted w ON h.gram = w.gram GROUP BY h.gram",
            wanted=_unsigned("gram", hashes),
        )
        counted = zip(rows["holders"].to_pylist(), rows["units"].to_pylist(), strict=True)
        return {gram: Spread(*numbers) for gram, numbers in zip(rows["gram"].to_pylist(), counted, strict=True)}

    def key_spread(self, keys: Iterable[str]) -> dict[str, Spread]:
        """Key -> who holds it."""
        rows = self._select(
            "SELECT p.key AS key, count(DISTINCT p.holder) AS holders, count(DISTINCT p.unit_id) AS units "
            "FROM pledges p JOIN wanted w ON p.key = w.key GROUP BY p.key",
            wanted=pa.table({"key": pa.array(sorted(set(keys)), pa.string())}),
        )
        return {r["key"]: Spread(r["holders"], r["units"]) for r in rows.to_pylist()}

    def with_keys(self, keys: Iterable[str]) -> list[Held]:
        """Every pledge whose key is one of ``keys``."""
        return self._held(
            "SELECT p.digest AS document, p.pledge AS pledge, p.text AS text, p.key AS key "
            "FROM pledges p JOIN wanted w ON p.key = w.key",
            wanted=pa.table({"key": pa.array(sorted(set(keys)), pa.string())}),
        )

    def of_documents(self, digests: Iterable[str]) -> list[Held]:
        """Every pledge of these documents."""
        return self._held(
            "SELECT p.digest AS document, p.pledge AS pledge, p.text AS text, p.key AS key "
            "FROM pledges p JOIN wanted w ON p.digest = w.digest WHERE p.pledge >= 0",
            wanted=pa.table({"digest": pa.array(sorted(set(digests)), pa.string())}),
        )

    def at(self, places: Iterable[Place]) -> list[Held]:
        """The pledges at these places."""
        wanted = sorted(set(places))
        return self._held(
            "SELECT p.digest AS document, p.pledge AS pledge, p.text AS text, p.key AS key "
            "FROM pledges p JOIN wanted w ON p.digest = w.digest AND p.pledge = w.pledge",
            wanted=pa.table(
                {
                    "digest": pa.array([digest for digest, _ in wanted], pa.string()),
                    "pledge": pa.array([pledge for _, pledge in wanted], pa.int32()),
                }
            ),
        )

    def sharing(self, queries: Mapping[int, Mapping[int, float]], share: float) -> dict[int, list[tuple[float, Place]]]:
        """Query number -> pledges that hold at least ``share`` of the weight of its shingles, heaviest first."""
        numbers: list[int] = []
        grams: list[int] = []
        weights: list[float] = []
        least: list[float] = []
        for number, weighed in queries.items():
            numbers += [number] * len(weighed)
            grams += weighed.keys()
            weights += weighed.values()
            least += [share * sum(weighed.values())] * len(weighed)
        asked = pa.table(
            {"query": numbers, "gram": pa.array(grams, pa.uint64()), "weight": weights, "least": least},
            schema=pa.schema(
                [("query", pa.int64()), ("gram", pa.uint64()), ("weight", pa.float64()), ("least", pa.float64())]
            ),
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


def _unsigned(name: str, values: Iterable[int]) -> pa.Table:
    return pa.table({name: pa.array(sorted(set(values)), pa.uint64())})
