"""A batch against gold: what counts as found, chains of copies, and a tiny labelled folder from end to end."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support import document

from qualitycheck.errors import UsageError
from qualitycheck.evaluate import Gold, load_gold, measure
from qualitycheck.evaluate.measure import align, chain, plain, same_name
from qualitycheck.evaluate.table import as_data, as_lines
from qualitycheck.types import Assessment, Batch, Failure, Finding, Match, Report, Score, Versions

SPECIFIC = "Mỗi tháng thăm 2 hộ nghèo ở thôn Đông, ghi sổ theo dõi."
VAGUE = "Luôn nêu cao tinh thần trách nhiệm trong mọi công việc."
OTHER = "Trước 30/6 lắp 4 bóng đèn ở ngõ Chùa."
FORMULA = "Tuyệt đối trung thành với mục tiêu, lý tưởng của Đảng."


def gold_pledge(text: str, level: int = 2, copy_of: object = None, **more: object) -> dict[str, object]:
    return {"text": text, "specificity": level, "on_theme": False, "off_role": False, "template": False,
            "copy_of": copy_of, **more}  # fmt: skip


def gold_document(name: str, pledges: Sequence[dict[str, object]], **labels: object) -> dict[str, Any]:
    return {"id": name, "year": int(name[:4]), "kind": "individual", "author": "Lê Văn Bình", "position": "Chủ tịch",
            "unit": "UBND xã Hoà An", "sections": [{"heading": "", "pledges": list(pledges)}],
            "labels": {"quality_rank": 3, **labels}}  # fmt: skip


def folder(path: Path, documents: Sequence[dict[str, Any]]) -> Path:
    (path / "files").mkdir(parents=True)
    lines = (json.dumps(d, ensure_ascii=False) for d in documents)
    (path / "documents.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    manifest = {f"{d['id'][:4]}/{d['id']}.txt": d["id"] for d in documents}
    (path / "files" / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return path


def report(name: str, texts: Sequence[str], levels: Sequence[int], findings: Sequence[tuple[str, int | None]] = (),
           matches: Sequence[tuple[int, str]] = (), total: float = 50) -> Report:  # fmt: skip
    made = document(*texts, kind="individual", year=int(name[:4]), author="Lê Văn Bình", unit="UBND xã Hòa An")
    made = replace(made, raw=replace(made.raw, path=f"files/{name[:4]}/{name}.txt"))
    return Report(
        made,
        tuple(Assessment(level, 0.9, {}) for level in levels),  # type: ignore[arg-type]
        tuple(Finding(f"{rule}{n}", rule, "warning", pledge, None, "") for n, (rule, pledge) in enumerate(findings)),
        tuple(
            Match(p, f"{s[:4]}/{s}.txt", s, 2018, "", "", 0, "own-earlier", "light", 0.9, (), "") for p, s in matches
        ),
        Score(total, "fair", (total, total), {}, {}, (), None, (), False),
    )


def batch(*results: Report | Failure) -> Batch:
    return Batch(results, Versions("0", "0", "0", None))


@pytest.fixture
def gold(tmp_path: Path) -> Gold:
    """2020 took from 2019 what 2019 took from 2018; the formula belongs to nobody."""
    first = gold_document("2018-cn-01", [gold_pledge("- " + SPECIFIC)], stale_year=True)
    light = {"id": "2018-cn-01", "pledge": 0, "kind": "light"}
    again = {"id": "2019-cn-01", "pledge": 1, "kind": "verbatim"}
    second = gold_document("2019-cn-01", [gold_pledge(VAGUE, 0), gold_pledge(SPECIFIC, 2, light)])
    third = gold_document("2020-cn-01", [gold_pledge(SPECIFIC, 2, again), gold_pledge(FORMULA, 0, template=True)])
    return load_gold(folder(tmp_path / "gold", [first, second, third]))


def test_texts_are_compared_without_bullets_case_and_signs() -> None:
    assert plain("- Mỗi THÁNG,  thăm_2 hộ!") == "mỗi tháng thăm 2 hộ"


def test_alignment_is_one_to_one_and_best_first() -> None:
    near = SPECIFIC.replace("2", "3")
    assert align([SPECIFIC, VAGUE], [near, SPECIFIC, OTHER]) == {0: 1}
    assert align([SPECIFIC, SPECIFIC], [SPECIFIC]) == {1: 0}
    assert align([], [VAGUE]) == align([VAGUE], []) == {}


def test_names_agree_when_the_words_do() -> None:
    assert same_name("UBND xã Hòa An", "ubnd xã hòa an")
    assert same_name("Trường THCS Phú Lạc", "Trường THCS Phú Lạc, huyện Lam Khê")
    assert not same_name("", "Lê Văn Bình")
    assert not same_name("Lê Văn Bình", "Lê Thị Hà")


def test_every_holder_in_a_chain_is_right(gold: Gold) -> None:
    assert chain(gold, "2019-cn-01", 1) == {"2019-cn-01", "2018-cn-01"}
    assert chain(gold, "2019-cn-01", 0) == {"2019-cn-01"}
    assert chain(gold, "gone", 0) == {"gone"}
    assert chain(gold, None, None) == set()


def test_a_file_is_known_by_its_path_from_above_or_below(gold: Gold) -> None:
    assert gold.id_of("2018/2018-cn-01.txt") == "2018-cn-01"
    assert gold.id_of("files\\2018\\2018-cn-01.txt") == "2018-cn-01"
    assert gold.id_of("2018-cn-01.txt") == "2018-cn-01"
    assert gold.id_of("elsewhere.txt") is None


def test_figures_by_hand(gold: Gold) -> None:
    figures = measure(
        batch(
            report("2018-cn-01", [SPECIFIC, OTHER], [2, 2], [("stale-year", None)], total=80),
            report("2019-cn-01", [VAGUE, SPECIFIC], [0, 1], [("vague-pledge", 0)], [(1, "2018-cn-01")], 60),
            report("2020-cn-01", [SPECIFIC, FORMULA], [2, 0], [("foreign-name", None)],
                   [(0, "2018-cn-01"), (1, "2019-cn-01")], 70),
            Failure("files/readme.bin", "unsupported"),
        ),
        gold,
    )  # fmt: skip
    assert figures.files == {"unknown": 1, "gold": 3, "answered": 3, "not_read": 0}
    assert (figures.segmentation.tp, figures.segmentation.fp, figures.segmentation.fn) == (5, 1, 0)
    assert figures.facts["unit"] == [0, 3]  # "Hoà" and "Hòa" are two spellings; the figures do not forgive that
    assert figures.facts["author"] == [3, 3]
    assert (figures.vague.tp, figures.vague.fp, figures.vague.fn) == (1, 0, 0)
    assert (figures.documents["stale-year"].tp, figures.documents["foreign-name"].fp) == (1, 1)
    assert figures.copy_recall == {"light": [1, 1], "verbatim": [1, 1]}
    assert (figures.copies.tp, figures.copies.fp, figures.copies.fn) == (2, 1, 0)
    assert (figures.template_false_alarms, figures.templates) == (1, 1)
    assert figures.level_accuracy == 0.75
    assert figures.score_spearman is None  # every rank is 3


def test_a_file_that_was_not_read_is_missed_by_every_rule(gold: Gold) -> None:
    figures = measure(batch(Failure("2018/2018-cn-01.txt", "corrupt")), gold)
    assert (figures.files["answered"], figures.files["not_read"]) == (1, 1)
    assert (figures.segmentation.tp, figures.segmentation.fn) == (0, 5)
    assert figures.documents["stale-year"].fn == 1
    assert figures.copies.fn == 2
    assert figures.copy_recall == {"light": [0, 1], "verbatim": [0, 1]}


def test_naming_the_taker_in_the_same_year_is_no_false_alarm(gold: Gold) -> None:
    named = report("2018-cn-01", [SPECIFIC], [2], [], [(0, "2019-cn-01")])
    assert measure(batch(named), gold).copies.fp == 0
    stranger = report("2018-cn-01", [SPECIFIC], [2], [], [(0, "2017-xx-99")])
    assert measure(batch(stranger), gold).copies.fp == 1


def test_the_table_says_every_figure(gold: Gold) -> None:
    data = as_data(measure(batch(report("2018-cn-01", [SPECIFIC], [2])), gold))
    json.dumps(data)
    lines = as_lines(data)
    assert any(line.startswith("segmentation") and "P 1.000  R 0.200" in line for line in lines)
    assert any("score_vs_quality_rank_spearman" in line and line.endswith("-") for line in lines)
    assert len(lines) > len(data)


def test_a_labelled_folder_from_end_to_end(tmp_path: Path) -> None:
    from qualitycheck import check

    path = folder(tmp_path / "gold", [gold_document("2020-cn-01", [gold_pledge(SPECIFIC), gold_pledge(VAGUE, 0)])])
    (path / "files" / "2020").mkdir()
    text = ["BẢN CAM KẾT TU DƯỠNG, RÈN LUYỆN NĂM 2020", "Họ và tên: Lê Văn Bình", "Chức vụ: Chủ tịch",
            "Đơn vị công tác: UBND xã Hoà An", "I. Về chức trách, nhiệm vụ", f"- {SPECIFIC}", f"- {VAGUE}"]  # fmt: skip
    (path / "files" / "2020" / "2020-cn-01.txt").write_text("\n".join(text), encoding="utf-8")
    figures = measure(check(path / "files" / "2020"), load_gold(path))
    assert figures.files["answered"] == 1
    assert figures.segmentation.f1 == 1
    assert {name: right for name, (right, _) in figures.facts.items()} == dict.fromkeys(figures.facts, 1)
    assert figures.vague.f1 == 1


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("documents.jsonl", b'{"id": "2020-cn-01"}\n'),
        ("documents.jsonl", b"no json\n"),
        ("documents.jsonl", b"[1]\n"),
        ("documents.jsonl", b"\xff\xfe\x00"),
        ("files/manifest.json", b"[]"),
        ("files/manifest.json", b"{"),
    ],
)
def test_a_broken_labelled_folder_is_said_in_a_sentence(tmp_path: Path, file: str, content: bytes) -> None:
    path = folder(tmp_path / "gold", [gold_document("2020-cn-01", [gold_pledge(VAGUE, 0)])])
    (path / file).write_bytes(content)
    with pytest.raises(UsageError, match=Path(file).name):
        load_gold(path)


def test_a_label_without_its_rank_names_the_line(tmp_path: Path) -> None:
    broken = gold_document("2020-cn-01", [])
    del broken["labels"]["quality_rank"]
    with pytest.raises(UsageError, match=r"documents\.jsonl:2"):
        load_gold(folder(tmp_path / "gold", [gold_document("2020-cn-02", []), broken]))
