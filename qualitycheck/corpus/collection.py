"""Questions about many pledges at once, answered by equi-joins and group-bys over Parquet parts and Arrow tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from qualitycheck.corpus.arrow import numbers, strings
from qualitycheck.corpus.engine import Engine
from qualitycheck.corpus.held import Header, Held, Place, Spread
from qualitycheck.corpus.ready import Column, Ready
from qualitycheck.corpus.rows import HEADER, table
from qualitycheck.corpus.shingles import Settings
from qualitycheck.types import Document, Registered

if TYPE_CHECKING:
    from qualitycheck.corpus.scaled import Counts

_FACTS = (*HEADER, "author_key", "unit_key", "holder")
_EACH = ", ".join(f"any_value({name}) AS {name}" for name in _FACTS if name != "digest")
_HEADERS = f"SELECT digest, {_EACH} FROM pledges GROUP BY digest"  # noqa: S608


class Collection:
    """Registered pledges and those of a batch. A document that is in both counts once."""

    def __init__(
        self,
        engine: Engine,
        files: Sequence[Path | pa.Table],
        settings: Settings,
        batch: Sequence[Document],
        ready: Ready | None = None,
        counts: Counts | None = None,
    ) -> None:
        """``files`` are the parts that ``ready`` does not cover; ``counts`` speaks for all of a register of which only
        some documents were fetched."""
        self._engine = engine
        self._ready = ready
        self._counts = counts
        self.settings = settings
        self._registered = self._headers(files) | (ready.headers if ready else {})
        fresh = {d.raw.digest: d for d in batch if d.raw.digest not in self._registered}
        self._rest = [*files, table(fresh.values(), settings)]

    def _headers(self, parts: Sequence[Any]) -> dict[str, Header]:
        if not parts:
            return {}
        rows = self._engine.select(_HEADERS, {"pledges": parts}).to_pylist()
        return {row["digest"]: Header.of(row) for row in rows}

    def _select(self, sql: str, **tables: pa.Table) -> pa.Table:
        """``sql`` over what is not ready."""
        sources: dict[str, Sequence[Any]] = {name: [rows] for name, rows in tables.items()}
        return self._engine.select(sql, {"pledges": self._rest, **sources})

    @cached_property
    def headers(self) -> Mapping[str, Header]:
        """Digest -> header, sorted by year and path."""
        known = self._registered | self._headers(self._rest[-1:])
        return dict(sorted(known.items(), key=lambda entry: _order(entry[1].facts)))

    @cached_property
    def holders(self) -> int:
        """Different people (name and unit) or nameless documents."""
        here = len({header.holder for header in self.headers.values()})
        return max(here, self._counts.holders) if self._counts else here

    def spread(self, column: Column, hashes: Iterable[int]) -> dict[int, Spread]:
        """Hash -> who holds it, for those of ``hashes`` that anybody holds.

        A mapping of hashes to their syllables lets the statistics of a large register answer. A person counted in
        ``ready`` who is in a newer document too counts twice.
        """
        if self._counts and isinstance(hashes, Mapping):
            return self._most(column, hashes)
        wanted = np.unique(np.fromiter(hashes, np.uint64))
        rows = self._select(
            f"WITH hits AS (SELECT holder, unit_id, unnest({column}) AS gram FROM pledges) "  # noqa: S608
            "SELECT h.gram AS gram, count(DISTINCT h.holder) AS holders, count(DISTINCT h.unit_id) AS units "
            "FROM hits h JOIN wanted w ON h.gram = w.gram GROUP BY h.gram",
            wanted=pa.table({"gram": numbers(wanted, pa.uint64())}),
        )
        counted = zip(rows["holders"].to_pylist(), rows["units"].to_pylist(), strict=True)
        newer = {gram: Spread(*found) for gram, found in zip(rows["gram"].to_pylist(), counted, strict=True)}
        return _added(self._ready.spread(column, wanted), newer) if self._ready else newer

    def _most(self, column: Column, hashes: Mapping[int, Sequence[str]]) -> dict[int, Spread]:
        """The larger of what the whole register and what the documents at hand tell."""
        assert self._counts is not None
        known, here = self._counts.spread(hashes), self.spread(column, hashes.keys())
        return here | {h: s for h, s in known.items() if h not in here or here[h].holders < s.holders}

    def with_keys(self, keys: Iterable[str]) -> list[Held]:
        """Every pledge whose key is one of ``keys``."""
        wanted = sorted(set(keys))
        ready = self._ready.with_keys(wanted) if self._ready else []
        return self._held(
            ready,
            "SELECT p.digest AS document, p.pledge AS pledge, p.text AS text "
            "FROM pledges p JOIN wanted w ON p.key = w.key",
            wanted=pa.table({"key": strings(wanted)}),
        )

    def of_documents(self, digests: Iterable[str]) -> list[Held]:
        """Every pledge of these documents."""
        wanted = sorted(set(digests))
        ready = self._ready.of_documents(wanted) if self._ready else []
        return self._held(
            ready,
            "SELECT p.digest AS document, p.pledge AS pledge, p.text AS text "
            "FROM pledges p JOIN wanted w ON p.digest = w.digest WHERE p.pledge >= 0",
            wanted=pa.table({"digest": strings(wanted)}),
        )

    def at(self, places: Iterable[Place]) -> list[Held]:
        """The pledges at these places."""
        wanted = sorted(set(places))
        ready = self._ready.at(wanted) if self._ready else []
        return self._held(
            ready,
            "SELECT p.digest AS document, p.pledge AS pledge, p.text AS text "
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
        if self._ready:
            for number, weighed in queries.items():
                if ready := self._ready.sharing(weighed, share * sum(weighed.values())):
                    found[number] = ready
        for row in rows.to_pylist():
            found.setdefault(row["query"], []).append((row["weight"], (row["digest"], row["pledge"])))
        return {q: sorted(places, key=lambda p: (-p[0], p[1])) for q, places in found.items()}

    def _held(self, ready: Sequence[Held], sql: str, **tables: pa.Table) -> list[Held]:
        rows = self._select(sql, **tables).to_pylist()
        return sorted([*ready, *(Held(**row) for row in rows)], key=lambda h: (h.document, h.pledge))


def _order(facts: Registered) -> tuple[int, str, str]:
    return facts.year or 0, facts.path, facts.digest


def _added(first: dict[int, Spread], second: Mapping[int, Spread]) -> dict[int, Spread]:
    for gram, more in second.items():
        known = first.get(gram)
        first[gram] = Spread(known.holders + more.holders, known.units + more.units) if known else more
    return first
