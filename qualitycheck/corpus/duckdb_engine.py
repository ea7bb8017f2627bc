"""The embedded engine: every call of DuckDB in the program is in this file."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from qualitycheck.corpus.engine import In, Out
from qualitycheck.errors import CorpusError
from qualitycheck.files import write_atomic

ROWS = 4096  # of one row group: what is read to show one document


class DuckDBEngine:
    """One in-memory database with a connection per query, so that threads may share it; only Parquet is kept on disk."""

    @cached_property
    def _database(self) -> Any:
        return duckdb.connect(":memory:")

    def map(self, function: Callable[[In], Out], items: Iterable[In]) -> Iterator[Out]:
        return map(function, items)

    def write(self, table: pa.Table, path: Path) -> None:
        out = io.BytesIO()
        pq.write_table(table, out, compression="zstd", row_group_size=ROWS)
        write_atomic(path, out.getvalue())

    def select(self, sql: str, sources: Mapping[str, Sequence[Any]]) -> pa.Table:
        """Raises CorpusError when a Parquet file cannot be read."""
        with self._database.cursor() as database:
            try:
                for name, parts in sources.items():
                    _define(database, name, parts)
                return database.sql(sql).to_arrow_table()
            except (duckdb.IOException, duckdb.InvalidInputException, duckdb.SerializationException) as error:
                raise CorpusError(
                    f"the register cannot be read ({str(error).splitlines()[0]}); run `qualitycheck corpus verify`"
                ) from None
            except RuntimeError as error:  # how DuckDB tells that the user pressed Ctrl-C in the middle of a query
                if "interrupted" in str(error).lower():
                    raise KeyboardInterrupt from None
                raise


def _define(database: Any, name: str, parts: Sequence[Any]) -> None:
    """A temporary view ``name`` over tables and files."""
    files = [part for part in parts if isinstance(part, Path)]
    selects = []
    for number, part in enumerate(p for p in parts if not isinstance(p, Path)):
        database.register(f"{name}_{number}", part)
        selects.append(f"SELECT * FROM {name}_{number}")  # noqa: S608
    if files:
        listed = ", ".join("'" + str(f).replace("'", "''") + "'" for f in files)
        selects.append(f"SELECT * FROM read_parquet([{listed}], union_by_name = true)")  # noqa: S608
    database.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {' UNION ALL BY NAME '.join(selects)}")
