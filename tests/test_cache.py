"""What the cache keeps, forgets and survives."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from qualitycheck.cache import Cache, Entry, default_cache, file_digest, key_of


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache" / "results.sqlite")


def test_what_was_put_is_got_and_nothing_else(cache: Cache) -> None:
    cache.put([Entry("a", ["d1"], b"one"), Entry("b", ["d1", "d2"], b"two")])
    assert cache.get(["a", "b", "c"]) == {"a": b"one", "b": b"two"}
    cache.put([Entry("a", ["d1"], b"new")])
    assert cache.get(["a"]) == {"a": b"new"}


def test_many_keys_at_once(cache: Cache) -> None:
    cache.put(Entry(str(n), [], str(n).encode()) for n in range(3000))
    assert cache.get([str(n) for n in range(5000)]) == {str(n): str(n).encode() for n in range(3000)}


def test_forgetting_a_document_takes_all_that_was_made_from_it_off_the_disk(cache: Cache) -> None:
    secret = bytes(range(256)) * 8
    cache.put([Entry("a", ["d1"], secret), Entry("b", ["d1", "d2"], b"two"), Entry("c", ["d2"], b"three")])
    cache.forget(["d1"])
    assert cache.get(["a", "b", "c"]) == {"c": b"three"}
    assert all(b"d1" not in file.read_bytes() for file in cache._file.parent.iterdir())


def test_forgetting_makes_no_cache(cache: Cache) -> None:
    cache.forget(["d1"])
    assert not cache._file.exists()


def test_what_nobody_asked_for_in_a_while_goes(tmp_path: Path) -> None:
    now = [0.0]
    cache = Cache(tmp_path / "results.sqlite", clock=lambda: now[0])
    cache.put([Entry("old", [], b"1"), Entry("asked", [], b"2")])
    now[0] = 50 * 86_400
    cache.get(["asked"])
    now[0] = 70 * 86_400
    cache.put([Entry("new", [], b"3")])
    assert cache.get(["old", "asked", "new"]) == {"asked": b"2", "new": b"3"}


def test_a_full_cache_halves(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualitycheck.cache._MOST_BYTES", 100)
    cache.put(Entry(str(n), [str(n)], str(n).encode() * 5) for n in range(10))
    assert len(cache.get([str(n) for n in range(10)])) == 5


def test_a_damaged_file_is_an_empty_cache(cache: Cache) -> None:
    cache.put([Entry("a", [], b"one")])
    cache._file.write_bytes(b"no database " * 500)
    assert cache.get(["a"]) == {}
    cache.put([Entry("a", [], b"two")])
    assert cache.get(["a"]) == {"a": b"two"}


def test_a_folder_that_cannot_be_made_costs_no_result(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    cache = Cache(tmp_path / "file" / "results.sqlite")
    cache.put([Entry("a", [], b"one")])
    assert cache.get(["a"]) == {}


def test_a_locked_file_costs_no_result(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.put([Entry("a", [], b"one")])
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda file, timeout: connect(file, timeout=0))
    holder = connect(cache._file)
    holder.execute("BEGIN EXCLUSIVE")
    cache.put([Entry("a", [], b"two")])
    holder.rollback()
    holder.close()
    assert cache.get(["a"]) == {"a": b"one"}


def test_keys_tell_values_apart() -> None:
    assert key_of("a", 1) == key_of("a", 1)
    assert len({key_of("a", 1), key_of("a1"), key_of("a", "1"), key_of("a", None), key_of(["a"], 1)}) == 5


def test_the_folder_can_be_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALITYCHECK_CACHE", str(tmp_path))
    default_cache().put([Entry("a", [], b"one")])
    assert (tmp_path / "results.sqlite").is_file()


def test_a_file_that_cannot_be_read_has_no_digest(tmp_path: Path) -> None:
    assert file_digest(tmp_path) is None
    (tmp_path / "x").write_bytes(b"abc")
    assert str(file_digest(tmp_path / "x")).startswith("ba7816bf")
