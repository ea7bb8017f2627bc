"""The index of a large register: what it finds, and that it never outlives the register it was made of."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("numba")

from qualitycheck.corpus import derived, manifest, scaled, upkeep
from qualitycheck.corpus.register import Register
from qualitycheck.errors import CorpusError
from qualitycheck.index import grams, search
from qualitycheck.index.reading import Texts, read_part, texts_of
from qualitycheck.index.store import Index, load
from qualitycheck.match import match_documents
from qualitycheck.types import Document
from qualitycheck.vietnamese.characters import key
from tests.corpus_support import filed, no_templates
from tests.support import shipped_rules

FORMULA = "Thường xuyên tu dưỡng rèn luyện phẩm chất đạo đức cách mạng, giữ gìn lối sống trong sáng giản dị."
WORDS = (
    "mương nước sổ nghèo tủ thuốc đường thôn vườn chè lớp chuồng lợn nhà văn sửa ghi đo trồng dọn kiểm vẽ mưa quý sáng vụ "
    "gặt tháng xóm bà tổ hộ đồng ký liền cây sao đen dọc tuyến bàn ghế cổng trường bếp ăn loa phường đội kênh trạm bơm điện"
).split()


def text(n: int) -> str:
    """A sentence of its own for every number."""
    return " ".join(random.Random(n).choices(WORDS, k=22)).capitalize() + "."


def old(n: int) -> Document:
    pledges = [text(10 * n + k) for k in range(5)] + [FORMULA]
    return filed(f"{n}.docx", *pledges, author=f"Lê Văn {n}", unit=f"Xã {n // 5}", year=2016 + n % 3)


OLD = [old(n) for n in range(120)]
COPIED = OLD[7]
NEW = filed(
    "new.docx", COPIED.pledges[0].text, COPIED.pledges[1].text.replace(" ", " thêm ", 1), text(5000), FORMULA,
    author="Trần Thị Ba", unit="Xã 99", year=2020,
)  # fmt: skip


@pytest.fixture(autouse=True)
def small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scaled, "LEAST", 1)


@pytest.fixture
def register(tmp_path: Path) -> Register:
    made = Register.create(tmp_path / "register")
    made.add(OLD)
    return made


def indexed(register: Register) -> Index:
    found = Register.open(register.folder)._index()
    assert found is not None
    return found


def texts(*documents: Document) -> Texts:
    return texts_of([[key(p.text) for p in d.pledges] for d in documents])


def test_copies_are_found_and_nothing_else(register: Register) -> None:
    index = indexed(register)
    found = index.find(texts(NEW))
    owners = index.owners(found.sources[:, 0])
    assert [index.digest(int(o)) for o in owners[:2]] == [COPIED.raw.digest] * 2
    excess = found.values[:, 0, 4]
    assert excess[0] > search.SURE
    assert excess[1] > search.SURE
    assert excess[2] < search.SURE
    assert excess[3] < search.SURE  # a formula is nobody's


def test_what_others_share_supports_a_weak_copy(register: Register) -> None:
    index = indexed(register)
    alone = filed("a.docx", COPIED.pledges[2].text)
    together = filed("b.docx", COPIED.pledges[2].text, COPIED.pledges[0].text, COPIED.pledges[1].text)
    assert index.find(texts(alone)).values[0, 0, 3] == 0
    assert index.find(texts(together)).values[0, 0, 3] > 0


def test_jobs_and_batches_change_nothing(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    index = indexed(register)
    new = texts(NEW, *OLD[:9])
    whole = index.find(new)
    monkeypatch.setattr(search, "BATCH", 3)
    counted: list[int] = []
    parts = index.find(new, jobs=2, progress=counted.append)
    assert np.array_equal(whole.sources, parts.sources)
    assert np.array_equal(whole.values, parts.values)
    assert counted[-1] == 10


def test_identical_documents_show_although_all_is_formula(register: Register) -> None:
    only = filed("f1.docx", FORMULA, author="Lý A", unit="Xã 3")
    register.add([only])
    index = register._index()
    assert index is not None
    again = filed("f2.docx", FORMULA, author="Lý B", unit="Xã 4")
    assert [[index.digest(n) for n in same] for same in map(list, index.equal_documents(texts(again)))] in (
        [[only.raw.digest]],
        [[]],  # read beside the index: one of 121 is no reason to make it anew
    )


def test_matches_are_those_of_the_small_engine(register: Register) -> None:
    lists = shipped_rules().lists
    found = match_documents([NEW], no_templates([NEW]), register, lists)
    assert register._index() is not None
    scaled.LEAST = 1 << 30  # restored by the fixture
    upkeep._drop(register.folder)
    plain = match_documents([NEW], no_templates([NEW]), Register.open(register.folder), lists)
    assert [(m.pledge, m.path, m.source_pledge, m.kind) for m in found[0].matches] == [
        (m.pledge, m.path, m.source_pledge, m.kind) for m in plain[0].matches
    ]
    assert found[0].formulas == plain[0].formulas
    assert found[0].matches


def test_removed_people_leave_it_at_once(register: Register) -> None:
    before = indexed(register)
    register.remove(authors=[f"Lê Văn {n}" for n in range(7, 8)])
    after = indexed(register)
    assert after.table_folder != before.table_folder  # counts of removed words are gone too
    assert COPIED.raw.digest not in {after.digest(n) for n in range(int(after.documents_before[-1]))}
    assert not before.segments[0].folder.exists() or before.segments[0].folder == after.segments[0].folder


def test_new_documents_make_only_their_segment_anew(register: Register) -> None:
    before = indexed(register)
    register.add([filed(f"x{n}.docx", text(7000 + n), year=2030) for n in range(10)])
    after = indexed(register)
    assert after.table_folder == before.table_folder
    assert {s.folder for s in before.segments} < {s.folder for s in after.segments}
    assert after.segments[-1].year == 2030


def test_memory_decides_how_large_a_segment_may_be(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    from qualitycheck.index import store

    monkeypatch.setattr(store, "LEAST_SEGMENT", 1)
    parts = [*scaled.sources(register.folder, register._manifest)]
    assert len(store._groups(parts, 1, 1)) == len(parts)
    assert len(store._groups(parts, 1 << 30, 1)) == len({p.year for p in parts})


def test_damage_is_named_and_mended(register: Register) -> None:
    broken = indexed(register).segments[0].folder / "lists.npy"
    data = bytearray(broken.read_bytes())
    data[-1] ^= 1
    broken.write_bytes(data)
    found = Register.inspect(register.folder)
    assert found.damaged == ()
    assert [str(broken) in problem for problem in found.renewed] == [True]
    assert Register.inspect(register.folder).renewed == ()
    assert indexed(register).damage(thorough=True) == []


def test_every_damaged_part_is_named_although_none_opens(register: Register) -> None:
    parts = sorted(register.folder.glob("[0-9]*/*.parquet"))
    for part in parts[:2]:
        part.write_bytes(b"PAR1")
    with pytest.raises(CorpusError):
        Register.open(register.folder)
    found = Register.inspect(register.folder)
    assert sorted(found.damaged) == [f"{part}: damaged" for part in parts[:2]]


def test_a_half_made_index_is_not_used(register: Register) -> None:
    place = register.folder / derived.FOLDER / scaled.FOLDER
    (next(place.glob("*/words.npy"))).unlink()
    assert load(place) is None
    assert Register.open(register.folder)._index() is None
    assert match_documents([NEW], no_templates([NEW]), Register.open(register.folder))[0].matches


def test_compacting_joins_parts_and_keeps_every_document(tmp_path: Path) -> None:
    register = Register.create(tmp_path / "r")
    for document in OLD[:6]:
        register.add([document])
    before = {d.digest for d in register.documents()}
    done = register.compact()
    assert (done.before, done.after, done.indexed) == (6, 3, True)
    again = Register.open(register.folder)
    assert {d.digest for d in again.documents()} == before
    assert again.verify() == []
    assert len(manifest.read(register.folder).parts) == 3


def test_a_part_is_read_as_it_was_written(register: Register) -> None:
    part = manifest.read(register.folder).parts[0]
    read = read_part(register.folder / part.file)
    mine = [d for d in OLD if d.year == part.year]
    assert len(read.rows) == len(mine)
    assert read.digests.tobytes().hex()[:64] == mine[0].raw.digest
    expected = texts(*mine)
    assert np.array_equal(read.texts.words, expected.words)
    assert np.array_equal(read.texts.starts, expected.starts)
    assert np.array_equal(read.texts.documents, expected.documents)


def test_documents_without_pledges_keep_their_place(tmp_path: Path) -> None:
    register = Register.create(tmp_path / "r")
    register.add([OLD[0], filed("empty.docx", author="Lý C"), OLD[3]])
    index = indexed(register)
    assert int(index.documents_before[-1]) == 3
    for number in range(3):
        rows = scaled.fetch(register.folder, index, [number])
        assert set(rows["digest"].to_pylist()) == {index.digest(number)}
    assert [p.document for p in register.collection([NEW]).of_documents([OLD[3].raw.digest])] == [OLD[3].raw.digest] * 6


def test_counters_stand_for_about_what_they_counted() -> None:
    assert grams.ESTIMATE[grams.cell_of(40)] >= 40
    assert grams.ESTIMATE[grams.cell_of(40) - 1] < 40
    assert grams.table_bits(10) == 16
    assert grams.table_bits(10**9) == 27
