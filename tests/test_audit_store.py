"""Rows on disk: whole or not at all, and of exactly one state of the register."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from qualitycheck.audit.store import MOST, Slice, Store, fingerprint, slices
from tests.audit_support import rows_of

ROWS = rows_of({"A18": ["Một.", "Hai."], "A19": ["Một."]}, [("A19", 0, "A18", 0)], formulas={"A18": frozenset({1})},
               findings={"A18": []})  # fmt: skip


def store(tmp_path: Path, name: str = "one") -> Store:
    made = Store(tmp_path / "work" / name, (Slice(0, 1), Slice(1, 2)))
    made.open()
    return made


def test_rows_come_back_as_they_were(tmp_path: Path) -> None:
    kept = store(tmp_path)
    for part, row in zip(kept.parts, ROWS, strict=True):
        kept.write(part, [row])
    assert tuple(kept) == ROWS
    assert tuple(kept) == ROWS  # read as often as one likes
    assert (len(kept), kept.missing()) == (2, ())
    kept.close()
    assert not (tmp_path / "work").exists()


def test_what_is_missing_or_damaged_is_done_again(tmp_path: Path) -> None:
    kept = store(tmp_path)
    assert kept.missing() == kept.parts
    kept.write(kept.parts[0], [ROWS[0]])
    assert kept.missing() == (kept.parts[1],)
    kept.path(kept.parts[0]).write_bytes(b'[{"header":')
    kept.write(kept.parts[1], ROWS)  # more rows than the slice has documents
    assert kept.missing() == kept.parts


def test_another_state_of_the_register_forgets_the_old_rows(tmp_path: Path) -> None:
    (tmp_path / "work" / "mine").mkdir(parents=True)
    (tmp_path / "work" / "mine" / "note.txt").write_text("not ours", encoding="utf-8")
    old = store(tmp_path)
    old.write(old.parts[0], [ROWS[0]])
    new = store(tmp_path, "two")
    assert not old.folder.exists()
    new.close()
    assert (tmp_path / "work" / "mine" / "note.txt").exists()


def test_fingerprints_tell_states_apart() -> None:
    assert fingerprint("a", 1) == fingerprint("a", 1)
    assert len({fingerprint("a", 1), fingerprint("a", 2), fingerprint("a", 1, "x")}) == 3


@given(st.integers(0, 300_000))
def test_slices_cover_everything_once(total: int) -> None:
    parts = slices(total)
    assert sum(p.stop - p.start for p in parts) == total
    assert all(0 < p.stop - p.start <= MOST for p in parts)
    assert [p.start for p in parts[1:]] == [p.stop for p in parts[:-1]]
