"""foreign-name: only where the author's own name can stand."""

from __future__ import annotations

import pytest
from support import document, shipped_rules

from qualitycheck.checks.context import Context, Hit, Registered
from qualitycheck.checks.foreign import check
from qualitycheck.checks.names import mentions
from qualitycheck.checks.run import activate

OFFICER = {
    "author": "Lý A Páo",
    "position": "Công an viên",
    "unit": "Công an xã Mường Lống, huyện Nậm Pồ",
    "party_cell": "Chi bộ Công an xã Mường Lống",
}


def left_over(text: str, others: tuple[Registered, ...] = (), **facts: str) -> list[Hit]:
    params = next(a.params for a in activate(shipped_rules()) if a.rule.id == "foreign-name")
    doc = document(text, **{**OFFICER, **facts})
    return list(check(doc, params, Context(shipped_rules(), others=others)))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mỗi quý báo cáo chi bộ Trường Tiểu học Đồi Sim.", "chi bộ Trường Tiểu học Đồi Sim"),
        ("Giữ gìn hình ảnh người cán bộ xã Đồi Sim gần dân.", "xã Đồi Sim"),
        ("Làm xong trước 30/6, góp phần đưa Trường THCS Đồi Sim vững mạnh.", "Trường THCS Đồi Sim"),
        ("Thực hiện nghiêm nội quy của Bệnh viện Đa khoa Nậm Pồ.", "Bệnh viện Đa khoa Nậm Pồ"),
    ],
)
def test_a_left_over_name_is_shown(text: str, name: str) -> None:
    (hit,) = left_over(text)
    assert hit.quote == name
    assert hit.values["own"] == OFFICER["unit"]


@pytest.mark.parametrize(
    "text",
    [
        "Phối hợp với cán bộ, giáo viên Trường THCS Đồi Sim dạy bơi.",
        "Tặng quà cho đảng viên Trường Tiểu học Đồi Sim.",
        "Báo cáo Đảng uỷ xã Mường Lống mỗi quý.",
        "Báo cáo Huyện uỷ Nậm Pồ mỗi năm.",
        "Báo cáo chi bộ Công an xã Mường Lống hằng tháng.",
        "Học tập kinh nghiệm của Công an xã Đồi Sim.",
        "Trực tại cổng Trường THCS Đồi Sim giờ tan học.",
        "Giúp đỡ hộ ông Vàng A Tủa ở thôn Nậm Khoà.",
        "Cùng chi bộ thôn Nậm Khoà hoà giải ba vụ.",
        "Giữ vững danh hiệu của cán bộ, chiến sĩ Công an xã Mường Lống.",
    ],
)
def test_partners_superiors_and_places_are_not(text: str) -> None:
    assert left_over(text) == []


def test_a_known_document_makes_it_surer() -> None:
    text = "Mỗi quý báo cáo chi bộ thôn Nậm Khoà."
    (plain,) = left_over(text)
    (known,) = left_over(text, (Registered("a", party_cell="Chi bộ thôn Nậm Khoà"),))
    assert known.confidence > plain.confidence


def test_a_renamed_unit_is_still_ones_own() -> None:
    facts = {"unit": "Sở Nội vụ tỉnh Ninh Bình", "party_cell": "Đảng bộ tỉnh Ninh Bình"}
    assert left_over("Giữ truyền thống của Đảng bộ tỉnh Hà Nam.", **facts) == []


@pytest.mark.parametrize(
    ("intro", "fires"),
    [
        ("Tôi là Trần Văn Khải, xin cam kết.", True),
        ("Tôi là Lý A Páo, xin cam kết.", False),
        ("Em là Páo, đảng viên mới.", False),
    ],
)
def test_another_person_in_the_introduction(intro: str, fires: bool) -> None:
    assert bool(left_over("Trực đêm.", intro=intro)) is fires


@pytest.mark.parametrize(
    ("closing", "fires"),
    [
        ("Người cam kết: Trần Văn Khải", True),
        ("Người cam kết (ký, ghi rõ họ tên) Lý A Páo", False),
        ("Người cam kết: Lý A Páo. Xác nhận của bí thư: Trần Văn Khải", False),
        ("Người cam kết", False),
    ],
)
def test_another_person_in_the_signature(closing: str, fires: bool) -> None:
    assert bool(left_over("Trực đêm.", closing=closing)) is fires


def test_the_signature_of_another_collective() -> None:
    params = next(a.params for a in activate(shipped_rules()) if a.rule.id == "foreign-name")
    facts = {"author": "Chi bộ Khoa Nội", "unit": "Bệnh viện Nậm Pồ", "party_cell": "Chi bộ Khoa Nội"}
    for closing, expected in (("TM. Chi bộ Đội thuế số 3", 1), ("TM. Chi bộ Khoa Nội", 0), ("TM. CHI BỘ", 0)):
        doc = document("Đo huyết áp hằng tuần.", kind="collective", closing=closing, **facts)
        assert len(list(check(doc, params, Context(shipped_rules())))) == expected


def test_one_name_is_shown_once() -> None:
    text = "Báo cáo chi bộ thôn Nậm Khoà. Trình chi bộ thôn Nậm Khoà."
    assert len(left_over(text)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ở Trường THCS Đồi Sim và chợ", ["Trường THCS Đồi Sim"]),
        ("họp với chi bộ thôn Bản Hon nắm được", ["chi bộ thôn Bản Hon"]),
        ("tại khu phố 4, phường Cửa Lạch", ["khu phố 4", "phường Cửa Lạch"]),
        ("tại phòng số 1 Trường THCS Đồi Sim", ["Trường THCS Đồi Sim"]),
        ("báo cáo chi bộ", []),
        ("UBND xã", []),
    ],
)
def test_mentions(text: str, expected: list[str]) -> None:
    assert [m.text for m in mentions(text)] == expected


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("Gần gũi, hoà nhã với anh em trong Điện lực Nậm Khoà.", True),
        ("Không vay tiền của khách hàng tại Chi nhánh Đồi Sim.", True),
        ("Tham mưu cho Hiệu trưởng Trường THCS Đồi Sim sắp xếp đội ngũ.", True),
        ("Thăm anh em trong Điện lực Nậm Khoà dịp Tết.", False),
        ("Xử lý việc cho vay nặng lãi với công nhân Công ty Đồi Sim.", False),
    ],
)
def test_ones_own_colleagues_customers_and_superiors(text: str, fires: bool) -> None:
    assert bool(left_over(text)) is fires


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Giữ gìn danh dự người thầy thuốc.", "note"),
        ("Với vai trò là giáo viên, tôi xin hứa giữ lời.", "note"),
        ("Giữ gìn danh dự chiến sĩ công an.", None),
        ("Học tập tinh thần trách nhiệm của người thầy thuốc.", None),
        ("Giữ phẩm chất Bộ đội Cụ Hồ.", None),
    ],
)
def test_a_calling_of_others_as_ones_own_is_a_note(text: str, level: str | None) -> None:
    hits = left_over(text)
    assert [h.level for h in hits] == ([level] if level else [])
    assert all(h.values["what"] == "calling" for h in hits)
