"""What the register needs of a data engine. SQL stays to equi-joins and group-bys: every engine gives the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    import pyarrow as pa

In = TypeVar("In")
Out = TypeVar("Out")


class Engine(Protocol):
    """Three methods; all knowledge of Vietnamese and all similarity of strings stays outside."""

    def map(self, function: Callable[[In], Out], items: Iterable[In]) -> Iterator[Out]:
        """``function`` over ``items`` in order, lazily."""
        ...

    def write(self, table: pa.Table, path: Path) -> None:
        """One new Parquet file; raises OSError. Existing files are never written to."""
        ...

    def select(self, sql: str, sources: Mapping[str, Sequence[Any]]) -> pa.Table:
        """Result of ``sql``. Each source name is a view over the union of its Parquet files and Arrow tables."""
        ...
