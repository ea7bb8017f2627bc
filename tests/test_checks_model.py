"""name-only-model and duplicate-registration."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from support import document, shipped_rules

from qualitycheck.checks import dossier, overlap
from qualitycheck.checks.context import Context, Hit, Registered
from qualitycheck.checks.run import activate
from qualitycheck.types import SLOT_NAMES, Assessment, Document, Match, MatchKind, Notice

SLOGANS = ("Mô hình có ý nghĩa sâu sắc.", "Phấn đấu được nhân rộng.", "100% đảng viên gương mẫu, 4 xin, 4 luôn.")


def run(module: Any, rule: str, doc: Document, **given: Any) -> list[Hit]:
    params = next(a.params for a in activate(shipped_rules()) if a.rule.id == rule)
    return list(module.check(doc, params, Context(shipped_rules(), **given)))


def name_only(*pledges: str, **parts: Any) -> list[Hit]:
    return run(dossier, "name-only-model", document(*pledges, kind="model", **parts))


def test_slogans_alone_are_a_name_only_model() -> None:
    (hit,) = name_only(*SLOGANS)
    missing = hit.values["missing"]
    assert isinstance(missing, tuple)
    assert {"nội dung và cách làm", "thời gian", "người phụ trách và phối hợp", "sản phẩm và hồ sơ"} <= set(missing)
    assert hit.values["count"] == len(missing)


def test_blanks_give_nothing() -> None:
    assert name_only(*SLOGANS, intro="Người phụ trách: …………… Thời gian: từ tháng …/2020")


@pytest.mark.parametrize(
    "more",
    [
        ("Bắt đầu từ 5/4, tổng kết 15/12.", "Trưởng thôn phụ trách."),
        ("Trồng 20 gốc cam mỗi nhà.", "Phát 6 suất gạo cho 6 cụ."),
        ("Đồng chí Lý Thị Mẩy phụ trách.", "Lưu sổ theo dõi, danh sách hộ và ảnh."),
    ],
)
def test_a_poor_but_real_model_is_left_alone(more: tuple[str, ...]) -> None:
    assert name_only(*SLOGANS, *more) == []


def test_assessments_decide_where_they_are_given() -> None:
    slots = dict.fromkeys(SLOT_NAMES)
    doc = document(*SLOGANS, kind="model")
    concrete = tuple(Assessment(2, 0.9, slots) for _ in SLOGANS)
    vague = tuple(Assessment(0, 0.9, slots) for _ in SLOGANS)
    assert run(dossier, "name-only-model", doc, assessments=concrete) == []
    assert run(dossier, "name-only-model", doc, assessments=vague)


def test_only_models_are_judged() -> None:
    assert run(dossier, "name-only-model", document(*SLOGANS)) == []


FULL = {
    "tên gọi": "Nước về bản",
    "thực trạng và lý do": "Lý do: cuối bản còn 14 nhà thiếu nước mùa khô.",
    "mục tiêu và tiêu chí": "Mục tiêu: 14 nhà có vòi nước trong sân.",
    "nội dung và cách làm": "Kéo 800 mét ống từ khe Mó về.",
    "địa bàn và người thụ hưởng": "Địa bàn: xóm Trên của bản Hon.",
    "người phụ trách và phối hợp": "Trưởng bản Lò Văn Pản phụ trách.",
    "nguồn lực": "Kinh phí: mỗi nhà góp một trăm nghìn.",
    "thời gian": "Khởi công tháng 3, đánh giá ngày 15/11.",
    "sản phẩm và hồ sơ": "Lưu sổ thu chi, danh sách hộ, ảnh trước và sau.",
    "duy trì và nhân rộng": "Sau một năm giao lại cho tổ tự quản.",
}


def items(*pledges: str, name: str = "") -> dict[str, str]:
    params = next(a.params for a in activate(shipped_rules()) if a.rule.id == "name-only-model")
    intro = f'Tên mô hình: "{name}".' if name else ""
    found = dossier.dossier_items(document(*pledges, kind="model", intro=intro), params, Context(shipped_rules()))
    return {item.name: item.quote for item in found}


def test_ten_items_each_with_its_passage() -> None:
    name, *lines = FULL.values()
    assert items(*lines, name=name) == FULL


@pytest.mark.parametrize(
    "left_out", [name for name in FULL if not name.startswith("nội dung và")]
)  # a date is content, too
def test_an_item_left_out_is_missing(left_out: str) -> None:
    given = {k: v for k, v in FULL.items() if k != left_out}
    name = given.pop("tên gọi", "")
    assert items(*given.values(), name=name)[left_out] == ""


def test_a_label_before_a_blank_gives_no_item() -> None:
    assert items("Mục tiêu: …………………………", "Kinh phí: .................")["mục tiêu và tiêu chí"] == ""


def test_papers_beside_the_file_count() -> None:
    doc = document(*SLOGANS, "Bắt đầu từ 5/4, tổng kết 15/12.", kind="model")
    assert run(dossier, "name-only-model", doc)
    beside = replace(doc, raw=replace(doc.raw, notices=(Notice("dossier-folder", {"name": "Hồ sơ", "files": 3}),)))
    assert run(dossier, "name-only-model", beside) == []


# --- registered twice -------------------------------------------------------------------------------------------------

MEMBER = Registered("m.docx", "m", kind="individual", year=2019, author="Lý A Páo", unit="Trạm Thú y huyện")
TASKS = ("Tiêm 300 con bò.", "Mở hai lớp.", "Họp.", "Đọc báo.", "Trồng cây.", "Góp quỹ.")


def match(pledge: int, source: Registered, kind: MatchKind = "verbatim") -> Match:
    return Match(
        pledge, source.path, source.document, source.year, source.author, source.unit, 0, "other-same-year", kind,
        1.0, (), "",
    )  # fmt: skip


def collective(matches: list[Match], *others: Registered, unit: str = "Trạm Thú y huyện") -> list[Hit]:
    doc = document(*TASKS, kind="collective", year=2019, author="Chi bộ Trạm Thú y", unit=unit)
    return run(overlap, "duplicate-registration", doc, matches=tuple(matches), others=others)


def test_a_collective_that_repeats_a_member() -> None:
    (hit,) = collective([match(0, MEMBER), match(1, MEMBER, "light")], MEMBER)
    assert hit.values["with"] == ("Lý A Páo",)
    assert hit.values["count"] == 2
    assert hit.values["percent"] == 33


def test_one_match_among_many_or_a_paraphrase_is_not_enough() -> None:
    assert collective([match(0, MEMBER)], MEMBER) == []
    assert collective([match(0, MEMBER, "paraphrase"), match(1, MEMBER, "paraphrase")], MEMBER) == []


def test_members_of_another_unit_or_other_collectives_do_not_count() -> None:
    stranger = replace(MEMBER, unit="Bưu điện huyện")
    assert collective([match(0, stranger), match(1, stranger)], stranger) == []
    peer = replace(MEMBER, kind="collective")
    assert collective([match(0, peer), match(1, peer)], peer) == []


def model(name: str, *others: Registered, matches: tuple[Match, ...] = ()) -> list[Hit]:
    doc = document(
        "Mỗi nhà trồng 20 gốc cam.", "Họp ngày 5.", "Ghi sổ.", kind="model", year=2020, author="Hội Nông dân xã",
        intro=f'Đăng ký mô hình "{name}".',
    )  # fmt: skip
    return run(overlap, "duplicate-registration", doc, matches=matches, others=others)


def other_model(name: str, **facts: Any) -> Registered:
    given = {"kind": "model", "year": 2020, "author": "Chi bộ thôn Nậm Khoà", "model_name": name}
    return Registered("o.docx", "o", **{**given, **facts})


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ("Vườn mẫu bên suối", "Vườn mẫu bên suối", True),
        ("Tiếng trống học bài", "Tiếng trống học bài - bữa cơm liên bản", True),
        ("Vườn mẫu bên suối", "Tổ xe ôm tự quản", False),
        ("Dân vận khéo", "Dân vận khéo", False),
    ],
)
def test_models_of_one_name(ours: str, theirs: str, same: bool) -> None:
    assert bool(model(ours, other_model(theirs))) is same


def test_the_same_organisation_or_another_year_is_no_double() -> None:
    assert model("Vườn mẫu bên suối", other_model("Vườn mẫu bên suối", author="Hội Nông dân xã")) == []
    assert model("Vườn mẫu bên suối", other_model("Vườn mẫu bên suối", year=2019)) == []


def test_models_of_one_content() -> None:
    other = other_model("Tên hẳn là khác")
    assert model("Vườn mẫu bên suối", other, matches=(match(0, other, "light"), match(1, other, "paraphrase")))


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        ({"title": "ĐĂNG KÝ MÔ HÌNH “Nước về bản”"}, "Nước về bản"),
        ({"intro": "Tên mô hình: Nước về bản. Lý do: thiếu nước."}, "Nước về bản"),
        ({"intro": 'Học "Dân vận", chúng tôi làm mô hình "Nước về bản".'}, "Nước về bản"),
        ({}, ""),
    ],
)
def test_model_name(parts: dict[str, str], name: str) -> None:
    assert overlap.model_name(document("Kéo nước.", kind="model", **parts)) == name


def test_a_paraphrase_counts_beside_a_plain_repetition() -> None:
    assert collective([match(0, MEMBER, "light"), match(1, MEMBER, "paraphrase")], MEMBER)


@pytest.mark.parametrize(
    ("unit", "count", "fires"),
    [("Hội Nông dân xã", 2, True), ("Hội Nông dân xã", 1, False), ("Bưu điện huyện", 2, False)],
)
def test_a_model_that_repeats_a_registration_of_its_own_unit(unit: str, count: int, fires: bool) -> None:
    person = replace(MEMBER, unit=unit, year=2020)
    assert bool(model("Vườn mẫu", person, matches=tuple(match(i, person) for i in range(count)))) is fires
