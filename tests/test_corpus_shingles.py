import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qualitycheck.corpus.shingles import distinct, run_hashes, syllable_hash, syllable_hashes

SYLLABLES = st.lists(st.sampled_from("chi bộ họp mồng năm hằng tháng ghi sổ".split()), max_size=20)


def test_hashes_are_stable_over_versions() -> None:
    assert syllable_hash("chi") == 0xD476EB11DC55FB45
    assert [int(h) for h in run_hashes(syllable_hashes(["chi", "bộ"]), 2)] == [0xBA8FE15921D685AF]


@given(SYLLABLES)
def test_one_run_per_place(words: list[str]) -> None:
    hashes = syllable_hashes(words)
    expected = 0 if not words else max(len(words) - 2 + 1, 1)
    assert len(run_hashes(hashes, 2)) == expected


@given(SYLLABLES, SYLLABLES)
def test_equal_runs_have_equal_hashes(before: list[str], after: list[str]) -> None:
    middle = ["trực", "một", "cửa"]
    hashes = run_hashes(syllable_hashes([*before, *middle, *after]), 3)
    assert run_hashes(syllable_hashes(middle), 3)[0] == hashes[len(before)]


def test_order_matters() -> None:
    assert run_hashes(syllable_hashes(["a", "b"]), 2)[0] != run_hashes(syllable_hashes(["b", "a"]), 2)[0]


def test_distinct_is_sorted() -> None:
    assert distinct(np.array([3, 1, 3], np.uint64)).tolist() == [1, 3]
