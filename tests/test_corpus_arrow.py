import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from qualitycheck.corpus.arrow import HASHES, column, hash_lists, numbers, strings


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=9)))
def test_strings(values: list[str]) -> None:
    assert strings(values).to_pylist() == values


@given(st.lists(st.none() | st.integers(-5, 5)))
def test_numbers_and_nulls(values: list[int | None]) -> None:
    assert numbers(values, pa.int32()).to_pylist() == values


def test_large_hashes_and_floats() -> None:
    assert numbers([2**64 - 1], pa.uint64()).to_pylist() == [2**64 - 1]
    assert numbers([0.5], pa.float64()).to_pylist() == [0.5]
    assert numbers(np.array([1, 2]), pa.uint64()).to_pylist() == [1, 2]


def test_columns_by_type() -> None:
    lists = [np.array([3, 1], np.uint64), np.zeros(0, np.uint64)]
    assert hash_lists(lists).to_pylist() == [[3, 1], []]
    assert column(lists, HASHES).type == HASHES
    assert column(["a"], pa.string()).type == pa.string()
    assert column([1], pa.int32()).type == pa.int32()
