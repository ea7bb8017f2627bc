"""audit and compare over real registers and files; an interrupted audit goes on where it stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from qualitycheck import yearly
from qualitycheck.audit.model import Audit
from qualitycheck.corpus.register import Register
from qualitycheck.errors import CorpusError, UsageError
from qualitycheck.types import Document
from tests.commitments import GOOD, write
from tests.corpus_support import filed

ROOT = Path(__file__).parents[1]
OLD = (
    "Phụ đạo 5 em còn viết sai chính tả ở lớp 7A vào chiều thứ Năm hằng tuần, trước 30/4/2018 em nào cũng đạt.",
    "Trực cổng trường sáng thứ Hai, ghi sổ từng em đi muộn và báo phụ huynh trong ngày.",
    "Luôn nêu cao tinh thần trách nhiệm, không ngừng nâng cao chất lượng công tác.",
)


def registered(folder: Path, documents: list[Document]) -> Path:
    Register.create(folder).add(documents)
    return folder


def office(folder: Path) -> Path:
    return registered(
        folder,
        [
            filed("a18.docx", *OLD, unit="Trường THCS Hạ"),
            filed("a19.docx", OLD[0].replace("2018", "2019"), OLD[1], OLD[2], unit="Trường THCS Hạ", year=2019),
            filed("b19.docx", OLD[1], "Lắp camera ở hai cổng phụ.", author="Trần Thị Ba", unit="Trường THCS Thượng", year=2019),
        ],
    )  # fmt: skip


def words(found: Audit) -> list[tuple[str, list[tuple[str, str, int]]]]:
    return [
        (
            found.documents[s.number].path,
            [(found.documents[x.source].path, x.relation, x.pledges) for x in s.shares],
        )
        for s in found.summaries
    ]


def test_a_small_office(tmp_path: Path) -> None:
    found = yearly.audit(office(tmp_path / "r"))
    assert words(found) == [
        ("a18.docx", []),
        ("a19.docx", [("a18.docx", "own-earlier", 3)]),
        ("b19.docx", [("a18.docx", "other-earlier", 1)]),
    ]
    (progress,) = found.progress
    assert ("repeated", "vague-pledge") in {(s.status, s.rule) for s in progress.steps}
    assert found.versions.corpus == "1"


def test_years_and_units_choose_what_is_audited_not_its_sources(tmp_path: Path) -> None:
    corpus = office(tmp_path / "r")
    assert [p for p, _ in words(yearly.audit(corpus, years=[2019], findings=False))] == ["a19.docx", "b19.docx"]
    assert words(yearly.audit(corpus, unit="thcs thượng", findings=False)) == [
        ("b19.docx", [("a18.docx", "other-earlier", 1)])
    ]
    with pytest.raises(UsageError, match="không có văn bản"):
        yearly.audit(corpus, years=[2031])
    with pytest.raises(CorpusError):
        yearly.audit(tmp_path / "nothing")


def many(folder: Path) -> Path:
    texts = [f"Việc riêng số {n}: sửa {n + 2} mét kênh ở thôn {n} trước ngày 30 tháng 9." for n in range(170)]
    documents = [filed(f"{n}.docx", text, OLD[1], author=f"Lê Văn {chr(65 + n % 26)}{n}", unit=f"Thôn {n}", year=2018 + n % 3)
                 for n, text in enumerate(texts)]  # fmt: skip
    return registered(folder, documents)


def command(corpus: Path, folder: Path) -> subprocess.Popen[bytes]:
    arguments = [
        "audit",
        "--corpus",
        str(corpus),
        "--jobs",
        "1",
        "--format",
        "jsonl",
        "--output",
        str(folder / "out.jsonl"),
    ]
    with (folder / "said.txt").open("wb") as said:
        return subprocess.Popen(
            [sys.executable, "-c", "from qualitycheck.commands.app import main; main()", *arguments],
            cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=said, stdout=subprocess.DEVNULL,
        )  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="sends signals")
@pytest.mark.parametrize("kill", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_audit_goes_on_where_it_stopped(kill: signal.Signals, tmp_path: Path) -> None:
    corpus = many(tmp_path / "r")
    whole = command(corpus, tmp_path)
    assert whole.wait() == 0, (tmp_path / "said.txt").read_text(encoding="utf-8")
    expected = (tmp_path / "out.jsonl").read_bytes()
    (tmp_path / "out.jsonl").unlink()
    assert not (tmp_path / ".qualitycheck-audit").exists()  # nothing of people's texts is left behind

    stopped = command(corpus, tmp_path)
    while stopped.poll() is None and not list(tmp_path.glob(".qualitycheck-audit/*/rows-*.json")):
        time.sleep(0.02)
    stopped.send_signal(kill)
    stopped.wait()
    done = {p.name: p.stat().st_mtime_ns for p in tmp_path.glob(".qualitycheck-audit/*/rows-*.json")}
    assert 0 < len(done) < 4
    assert not (tmp_path / "out.jsonl").exists()
    if kill == signal.SIGINT:
        assert stopped.returncode == 130
        assert ".qualitycheck-audit" in (tmp_path / "said.txt").read_text(encoding="utf-8")

    again = command(corpus, tmp_path)
    kept: dict[str, int] = {}
    while again.poll() is None:
        for path in tmp_path.glob(".qualitycheck-audit/*/rows-*.json"):
            try:
                kept.setdefault(path.name, path.stat().st_mtime_ns)
            except FileNotFoundError:  # finished and cleared away meanwhile
                break
        time.sleep(0.005)
    assert again.returncode == 0
    assert {name: kept.get(name) for name in done} == done  # not done again
    assert (tmp_path / "out.jsonl").read_bytes() == expected
    assert not (tmp_path / ".qualitycheck-audit").exists()


def test_several_processes_give_the_same(tmp_path: Path) -> None:
    corpus = many(tmp_path / "r")
    seen: list[tuple[int, int]] = []
    one = yearly.audit(corpus, findings=False, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(50, 170), (100, 170), (150, 170), (170, 170)]
    assert words(yearly.audit(corpus, findings=False, jobs=2)) == words(one)


def test_compare_puts_the_later_document_left(tmp_path: Path) -> None:
    old = write(tmp_path / "cũ.txt", GOOD, year=2019)
    new = write(
        tmp_path / "mới.txt", [GOOD[0].replace("2 hộ", "3 hộ"), GOOD[2], "Trồng 40 gốc bưởi sau nhà văn hoá thôn."]
    )
    found = yearly.compare(old, new)
    assert (found.left.path, found.right.path, found.direction, found.author) == (
        "mới.txt",
        "cũ.txt",
        "right-first",
        "same",
    )
    by_left = {found.left_pledges[line.left]: line for line in found.lines if line.left is not None}
    light = by_left[GOOD[0].replace("2 hộ", "3 hộ")]
    assert (light.kind, light.detail.numbers) == ("light", ("2→3",))
    assert by_left[GOOD[2]].kind == "verbatim"
    assert by_left["Trồng 40 gốc bưởi sau nhà văn hoá thôn."].kind is None
    assert [found.right_pledges[line.right] for line in found.lines if line.left is None and line.right is not None] == [
        GOOD[1], GOOD[3],
    ]  # fmt: skip
    assert not found.identical


def test_identical_files_are_identical_though_all_is_formula(tmp_path: Path) -> None:
    formula = (
        "Tuyệt đối trung thành với mục tiêu, lý tưởng của Đảng, với chủ nghĩa Mác - Lênin, tư tưởng Hồ Chí Minh; chấp hành "
        "nghiêm chủ trương, đường lối của Đảng, chính sách, pháp luật của Nhà nước."
    )
    head = "BẢN CAM KẾT NĂM 2020\nHọ và tên: {}\nI. Tư tưởng chính trị\n- {}\n"
    for name, author in (("a.txt", "Lê Văn Bình"), ("b.txt", "Trần Thị Hà")):
        (tmp_path / name).write_text(head.format(author, formula), encoding="utf-8")
    found = yearly.compare(tmp_path / "a.txt", tmp_path / "b.txt")
    assert found.identical
    assert (found.counted, found.author, found.direction) == (0, "other", "unknown")
    assert [line.template for line in found.lines] == [True]
    assert yearly.compare(tmp_path / "a.txt", tmp_path / "a.txt").identical


def test_what_cannot_be_compared_is_said(tmp_path: Path) -> None:
    good = write(tmp_path / "a.txt", GOOD)
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    for other in (tmp_path, tmp_path / "empty.txt", tmp_path / "nowhere.txt"):
        with pytest.raises(UsageError):
            yearly.compare(good, other)
