"""Arrow arrays from Python values, built from buffers: ``pyarrow.array`` imports pandas wherever that is installed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

HASHES = pa.list_(pa.uint64())


def strings(values: Sequence[str]) -> pa.Array:
    """UTF-8 strings."""
    encoded = [value.encode() for value in values]
    offsets = np.cumsum([0, *map(len, encoded)]).astype(np.int32)
    return pa.Array.from_buffers(
        pa.string(), len(encoded), [None, pa.py_buffer(offsets), pa.py_buffer(b"".join(encoded))]
    )


def numbers(values: Sequence[int | float | None] | NDArray[np.generic], kind: pa.DataType) -> pa.Array:
    """Numbers of a primitive type; None is null."""
    dtype = np.dtype(str(kind).replace("double", "float64"))
    if isinstance(values, np.ndarray):
        return pa.Array.from_buffers(kind, len(values), [None, pa.py_buffer(np.ascontiguousarray(values, dtype))])
    known = [value is not None for value in values]
    held = np.array([value if value is not None else 0 for value in values], dtype)
    valid = None if all(known) else pa.py_buffer(np.packbits(known, bitorder="little"))
    return pa.Array.from_buffers(kind, len(held), [valid, pa.py_buffer(held)])


def hash_lists(lists: Sequence[NDArray[np.uint64]]) -> pa.Array:
    """Lists of hashes without a detour over Python integers."""
    offsets = np.cumsum([0, *map(len, lists)]).astype(np.int32)
    flat = np.concatenate([np.zeros(0, np.uint64), *lists])
    return pa.ListArray.from_buffers(
        HASHES, len(lists), [None, pa.py_buffer(offsets)], children=[numbers(flat, pa.uint64())]
    )


def column(values: Sequence[object], kind: pa.DataType) -> pa.Array:
    """Values of one column of ``rows.SCHEMA``."""
    if kind == HASHES:
        return hash_lists(values)  # type: ignore[arg-type]
    if kind == pa.string():
        return strings(values)  # type: ignore[arg-type]
    return numbers(values, kind)  # type: ignore[arg-type]
