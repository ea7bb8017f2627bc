import json
from pathlib import Path

import pytest

from qualitycheck.corpus import derived
from qualitycheck.corpus.collection import Collection
from qualitycheck.corpus.duckdb_engine import DuckDBEngine
from qualitycheck.corpus.ready import COLUMNS, Ready
from qualitycheck.corpus.register import Register
from qualitycheck.corpus.shingles import Settings, run_hashes, syllable_hashes
from qualitycheck.match import match_documents
from qualitycheck.types import Document
from tests.corpus_support import filed, no_templates
from tests.support import shipped_rules

SHARED = "Trực một cửa sáng thứ Hai hằng tuần, ghi sổ từng lượt dân đến nộp hồ sơ."
OLD = [
    filed(f"{n}.docx", SHARED, f"Trồng {n} cây sao đen dọc tuyến đường vào thôn {n}.", author=f"Lê Văn {n}", unit=f"Xã {n % 3}")
    for n in range(2, 14)
] + [filed("empty.docx", author="Trần Thị Ba")]  # fmt: skip
OWN = "Cùng tổ hoà giải gỡ xong 4 vụ tranh chấp bờ ruộng ở xóm Đáy trước vụ gặt."
OLD.append(filed("own.docx", OWN, author="Đỗ Thị Mơ", unit="Xã 1"))
NEW = filed("new.docx", OWN, SHARED, author="Lê Văn Năm", unit="Xã 9", year=2019)


@pytest.fixture(autouse=True)
def small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(derived, "LEAST", 1)
    monkeypatch.setattr(derived, "SLICE", 5)


def made(folder: Path, documents: list[Document]) -> Register:
    register = Register.create(folder)
    register.add(documents)
    return register


def ready(register: Register) -> Ready | None:
    return Register.open(register.folder)._ready()


def test_answers_are_those_of_counting_anew(tmp_path: Path) -> None:
    quick = made(tmp_path / "r", OLD).collection([NEW])
    slow = Collection(DuckDBEngine(), [], Settings(), [*OLD, NEW])
    assert quick._ready is not None
    assert quick.headers == slow.headers
    assert quick.holders == slow.holders
    hashes = syllable_hashes(NEW.pledges[0].text.lower().split())
    pairs = {int(h) for h in run_hashes(hashes, 2)}
    for column in COLUMNS:
        wanted = {1, *pairs, *map(int, hashes), *map(int, run_hashes(hashes, 6))}
        least = 3 if column == "runs" else 1  # runs of one registered person are not kept
        one, other = quick.spread(column, wanted), slow.spread(column, wanted)
        assert one.keys() <= other.keys()
        assert {h: s for h, s in one.items() if s.holders >= least} == {
            h: s for h, s in other.items() if s.holders >= least
        }
    keys = [p.key for p in slow.of_documents([OLD[0].raw.digest])]
    assert len(quick.with_keys(keys)) == 14
    assert quick.with_keys(keys) == slow.with_keys(keys)
    digests = [OLD[1].raw.digest, NEW.raw.digest, OLD[-1].raw.digest, "missing"]
    assert quick.of_documents(digests) == slow.of_documents(digests)
    places = [(OLD[1].raw.digest, 1), (NEW.raw.digest, 0), ("missing", 0)]
    assert quick.at(places) == slow.at(places)
    weighed = {3: dict.fromkeys(pairs, 0.5), 4: {1: 1.0}}
    assert quick.sharing(weighed, 0.3) == slow.sharing(weighed, 0.3)


def test_matches_are_the_same(tmp_path: Path) -> None:
    register = made(tmp_path / "r", OLD)
    lists = shipped_rules().lists
    found = match_documents([NEW], no_templates([NEW]), register, lists)
    for path in (register.folder / derived.FOLDER).iterdir():
        (path / "stamp.json").unlink()
    assert ready(register) is None
    assert match_documents([NEW], no_templates([NEW]), Register.open(register.folder), lists) == found
    assert found[0].matches


def test_a_few_new_documents_are_read_beside_it(tmp_path: Path) -> None:
    register = made(tmp_path / "r", OLD[:-1])
    before = ready(register)
    register.add([OLD[-1]])
    assert ready(register).folder != before.folder  # type: ignore[union-attr]  # one of 13 is more than a twentieth
    derived.UNCOVERED, kept = 0.5, derived.UNCOVERED
    try:
        register.add([NEW])
    finally:
        derived.UNCOVERED = kept
    found = ready(register)
    assert found is not None
    assert NEW.raw.digest not in found.headers
    assert NEW.raw.digest in Register.open(register.folder).collection().headers


def test_removed_people_leave_it_at_once(tmp_path: Path) -> None:
    register = made(tmp_path / "r", OLD)
    register.remove(authors=["Lê Văn 5"])
    found = ready(register)
    assert found is not None
    assert "Lê Văn 5" not in {h.facts.author for h in found.headers.values()}
    assert len(list((register.folder / derived.FOLDER).iterdir())) == 1
    assert "thôn 5." not in (found.folder / "texts.bin").read_text(encoding="utf-8")


def test_half_made_damaged_or_foreign_ones_are_not_used(tmp_path: Path) -> None:
    register = made(tmp_path / "r", OLD)
    folder = ready(register).folder  # type: ignore[union-attr]
    (folder / "words-grams.npy").write_bytes(b"")
    assert ready(register) is None
    assert len(register.documents()) == len(OLD)
    register.add([NEW])
    found = ready(register)
    assert found is not None
    stamp = json.loads((found.folder / "stamp.json").read_text(encoding="utf-8"))
    (found.folder / "stamp.json").write_text(json.dumps(stamp | {"schema": 0}), encoding="utf-8")
    assert ready(register) is None
