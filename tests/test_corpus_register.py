import json
from collections.abc import Callable
from pathlib import Path

import pytest

from qualitycheck.corpus import manifest
from qualitycheck.corpus.lock import NAME as LOCK
from qualitycheck.corpus.register import AddResult, Register
from qualitycheck.errors import CorpusError
from tests.corpus_support import filed

FIRST = "Trực một cửa sáng thứ Hai hằng tuần."
SECOND = "Dán lịch tiếp dân ở cổng trước ngày 5 mỗi tháng."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "register"


def test_added_documents_are_listed_by_year_and_path(folder: Path) -> None:
    register = Register.create(folder)
    assert register.add([filed("b.docx", FIRST, year=2019), filed("a.docx", FIRST), filed("c.docx")]) == AddResult(
        3, 0, 0
    )
    listed = Register.open(folder).documents()
    assert [(d.year, d.path) for d in listed] == [(2018, "a.docx"), (2018, "c.docx"), (2019, "b.docx")]
    assert (listed[0].author, listed[0].unit, listed[0].kind) == ("Lê Văn Tư", "UBND xã Hạ", "individual")


def test_same_file_twice_changes_nothing(folder: Path) -> None:
    register = Register.create(folder)
    document = filed("a.docx", FIRST)
    register.add([document])
    before = register.generation, sorted(folder.rglob("*.parquet"))
    assert register.add([document, document]) == AddResult(0, 0, 2)
    assert (register.generation, sorted(folder.rglob("*.parquet"))) == before


def test_corrected_file_replaces_its_predecessor(folder: Path) -> None:
    register = Register.create(folder)
    register.add([filed("a.docx", FIRST), filed("b.docx", FIRST, author="Trần Thị Ba")])
    assert register.add([filed("a.docx", SECOND)]) == AddResult(0, 1, 0)
    assert len(register.documents()) == 2
    collection = register.collection()
    assert [h.text for h in collection.of_documents(d.digest for d in register.select(authors=["Lê Văn Tư"]))] == [
        SECOND
    ]


def test_same_file_name_of_another_person_or_year_is_another_document(folder: Path) -> None:
    register = Register.create(folder)
    register.add([filed("a.docx", FIRST)])
    assert register.add([filed("a.docx", FIRST, author="Trần Thị Ba")]) == AddResult(1, 0, 0)
    assert register.add([filed("a.docx", SECOND, year=2019)]) == AddResult(1, 0, 0)


def test_removed_people_leave_no_text_behind(folder: Path) -> None:
    register = Register.create(folder)
    register.add([filed("a.docx", FIRST), filed("b.docx", SECOND, author="Đồng chí Trần Thị Ba")])
    assert register.remove(authors=["trần thị BA"]) == 1
    assert register.remove(paths=["missing.docx"]) == 0
    assert [d.path for d in Register.open(folder).documents()] == ["a.docx"]
    assert len(list(folder.rglob("*.parquet"))) == 1
    assert register.remove(paths=["a.docx"]) == 1
    assert not list(folder.rglob("*.parquet"))
    assert register.documents() == []


def test_select_and_stats(folder: Path) -> None:
    register = Register.create(folder)
    register.add([filed("a.docx", FIRST, SECOND), filed("b.docx", FIRST, year=2019), filed("c.docx", FIRST, year=None)])
    assert [d.path for d in register.select(years=[2019])] == ["b.docx"]
    stats = register.stats()
    assert (stats.documents, stats.pledges, stats.authors, stats.generation) == (3, 4, 1, 1)
    assert dict(stats.years) == {None: 1, 2018: 1, 2019: 1}


def test_opening_a_folder_without_register(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="corpus add"):
        Register.open(tmp_path / "nowhere")


def test_creating_in_a_used_folder(tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(b"x")
    with pytest.raises(CorpusError, match="other files"):
        Register.create(tmp_path)


def _edit(change: Callable[[dict[str, object]], object]) -> Callable[[Path], None]:
    def apply(folder: Path) -> None:
        data = json.loads((folder / manifest.NAME).read_text(encoding="utf-8"))
        change(data)
        (folder / manifest.NAME).write_text(json.dumps(data), encoding="utf-8")

    return apply


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda f: (f / manifest.NAME).write_text("{", encoding="utf-8"), "damaged"),
        (_edit(lambda d: d.update(schema=99)), "another version"),
        (_edit(lambda d: d.pop("parts")), "damaged"),
        (_edit(lambda d: d.update(settings={"normalisation": 0, "shingle": 9, "run": 6})), "other settings"),
        (lambda f: next(f.rglob("*.parquet")).write_bytes(b"PAR1"), "damaged"),
        (lambda f: next(f.rglob("*.parquet")).unlink(), "missing"),
    ],
)
def test_damage_is_named_with_a_remedy(folder: Path, damage: Callable[[Path], object], words: str) -> None:
    Register.create(folder).add([filed("a.docx", FIRST)])
    damage(folder)
    with pytest.raises(CorpusError, match=words) as caught:
        Register.open(folder)
    assert str(folder) in str(caught.value)
    assert "again" in str(caught.value)


def test_verify_finds_a_changed_byte(folder: Path) -> None:
    register = Register.create(folder)
    register.add([filed("a.docx", FIRST)])
    assert register.verify() == []
    part = next(folder.rglob("*.parquet"))
    data = bytearray(part.read_bytes())
    data[len(data) // 2] ^= 1
    part.write_bytes(data)
    assert register.verify() == [f"{part}: damaged"]


def test_a_second_writer_is_refused(folder: Path) -> None:
    register = Register.create(folder)
    (folder / LOCK).write_text('{"process": 7, "computer": "office"}', encoding="utf-8")
    with pytest.raises(CorpusError, match="process 7 on office"):
        register.add([filed("a.docx", FIRST)])
    assert register.documents() == []


def test_an_old_reader_sees_its_generation_and_a_writer_the_newest(folder: Path) -> None:
    first = Register.create(folder)
    second = Register.open(folder)
    first.add([filed("a.docx", FIRST)])
    assert second.documents() == []
    second.add([filed("b.docx", SECOND, year=2019)])
    assert [d.path for d in second.documents()] == ["a.docx", "b.docx"]
    assert second.generation == 2
