"""foreign-name: only where the author's own name can stand."""

from __future__ import annotations

import pytest
from support import document, shipped_rules

from qualitycheck.checks.context import Context, Hit, Registered
from qualitycheck.checks.foreign import check
from qualitycheck.checks.names import mentions
from qualitycheck.checks.run import activate
from qualitycheck.types import Match, Relation

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


# --- names that came with a copied sentence --------------------------------------------------------------------------

NEIGHBOUR = Registered("b", "b", year=2018, author="Trần Văn Khải", unit="UBND xã Đồi Sim", party_cell="Chi bộ Cơ quan")
TEACHER = Registered("t", "t", year=2018, author="Cầm Thị Lả", unit="Trường THCS Mường Lống")


def copied(text: str, theirs: str, source: Registered, relation: Relation = "other-earlier", **facts: str) -> list[Hit]:
    params = next(a.params for a in activate(shipped_rules()) if a.rule.id == "foreign-name")
    match = Match(
        0, source.path, source.document, 2018, source.author, source.unit, 0, relation, "light", 0.9, (), theirs
    )
    context = Context(shipped_rules(), matches=(match,), others=(source,))
    return list(check(document(text, **{**OFFICER, **facts}), params, context))


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        ("Trả bản sao cho người dân xã Đồi Sim ngay trong buổi.", NEIGHBOUR, "xã Đồi Sim"),
        ("Mở sổ góp ý tại UBND xã Đồi Sim.", NEIGHBOUR, "UBND xã Đồi Sim"),
        ("Nhận 9 em yếu Toán lớp 8A2 học chiều thứ Tư.", TEACHER, "lớp 8A2"),
        ("Phòng của Trần Văn Khải mở cửa cả thứ Bảy.", NEIGHBOUR, "Trần Văn Khải"),
    ],
)
def test_what_belongs_to_the_source_of_a_copied_sentence(text: str, source: Registered, name: str) -> None:
    (hit,) = copied(text, text, source)
    assert hit.quote == name
    assert hit.confidence >= 0.9


@pytest.mark.parametrize(
    ("text", "theirs", "source", "facts"),
    [
        # the name was put right, or is somebody else's in both documents
        ("Trả bản sao cho dân xã Mường Lống trong buổi.", "Trả bản sao cho dân xã Đồi Sim trong buổi.", NEIGHBOUR, {}),
        ("Mua sách ở Nhà sách huyện cho em Lò Thị Sen.", "Mua sách ở Nhà sách huyện cho em Lò Thị Sen.", NEIGHBOUR, {}),
        # joint work names both sides
        (
            "Công an xã Mường Lống và UBND xã Đồi Sim đấu bóng ngày 2/9.",
            "Công an xã Mường Lống và UBND xã Đồi Sim đấu bóng ngày 2/9.",
            NEIGHBOUR,
            {},
        ),
        # a colleague of the same school teaches the same class
        (
            "Phụ đạo 9 em lớp 8A2.",
            "Phụ đạo 9 em lớp 8A2.",
            TEACHER,
            {"unit": "Trường THCS Mường Lống", "position": "Giáo viên", "party_cell": ""},
        ),
        # a superior stays a superior
        (
            "Báo cáo Công an huyện Nậm Pồ ngày 25.",
            "Báo cáo Công an huyện Nậm Pồ ngày 25.",
            Registered("c", "c", author="Lê Văn Tám", unit="Công an huyện Nậm Pồ"),
            {},
        ),
    ],
)
def test_what_only_looks_carried_over(text: str, theirs: str, source: Registered, facts: dict[str, str]) -> None:
    assert copied(text, theirs, source, **facts) == []


def test_what_the_author_had_before_is_not_carried_over() -> None:
    params = next(a.params for a in activate(shipped_rules()) if a.rule.id == "foreign-name")
    text = "Trông coi kho lúa của xã Đồi Sim."
    given = [
        Match(0, "b", "b", 2018, "Trần Văn Khải", "UBND xã Đồi Sim", 0, "other-earlier", "verbatim", 1.0, (), text),
        Match(0, "a", "a", 2019, "Lý A Páo", "Công an xã Mường Lống", 0, "own-earlier", "verbatim", 1.0, (), text),
    ]
    context = Context(shipped_rules(), matches=tuple(given), others=(NEIGHBOUR,))
    assert list(check(document(text, **OFFICER), params, context)) == []


# --- people of another place, classes of others ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Làm căn cước tại nhà cho người dân xã Đồi Sim.", "xã Đồi Sim"),
        ("Kèm 6 em yếu Toán lớp 7A1 mỗi chiều thứ Năm.", "lớp 7A1"),
        ("Tôi, Trần Văn Khải, xin hứa không nhận quà.", "Trần Văn Khải"),
    ],
)
def test_without_a_corpus_it_is_less_sure(text: str, name: str) -> None:
    (hit,) = left_over(text)
    assert hit.quote == name
    assert hit.confidence < 0.9


@pytest.mark.parametrize(
    "text",
    [
        "Hướng dẫn cả bà con xã Đồi Sim giáp ranh làm giấy tờ.",
        "Tặng 5 suất quà cho hộ nghèo xã Đồi Sim.",
        "Giúp bà con xã Đồi Sim gặt lúa một ngày.",
        "Hoà giải chuyện nương giữa dân xã Mường Lống và người dân xã Đồi Sim.",
        "Không gây khó cho người dân xã Đồi Sim sang bán hàng.",
        "Kèm con gái học lớp 7A1 mỗi tối.",
        "Cùng nhà trường dạy bơi cho học sinh lớp 7A1.",
        "Nói chuyện pháp luật với lớp 7A1 một buổi.",
        "Báo cáo Công an huyện Nậm Pồ ngày 25 hằng tháng.",
        "Báo cáo Trạm Y tế xã Đồi Sim khi có ca bệnh lạ.",
        "Gửi Trường THCS Đồi Sim danh sách trẻ bỏ học.",
        "Nộp hồ sơ cho Bảo hiểm xã hội huyện trước ngày 10.",
        "Vận động bà con thôn Nậm Khoà giao nộp súng kíp.",
        "Em Kim Thị Sen được tôi đỡ đầu đến hết lớp 12.",
        "Học theo gương chị Trần Thị Lý, tôi tiết kiệm mỗi ngày một nghìn.",
    ],
)
def test_neighbours_hosts_superiors_and_people_helped_are_not(text: str) -> None:
    assert left_over(text) == []


@pytest.mark.parametrize(
    ("intro", "fires"),
    [
        ("Tôi là Phó Giám đốc, xin cam kết.", False),
        ("Tôi là Trưởng Công an xã.", False),
        ("Bản thân tôi tên là Lò Văn Pản, đảng viên.", True),
        ("Đồng chí Lò Văn Pản cam kết các nội dung sau:", True),
        ("Dưới sự giúp đỡ của đồng chí Lò Văn Pản, tôi cam kết:", False),
    ],
)
def test_who_speaks_in_the_introduction(intro: str, fires: bool) -> None:
    assert bool(left_over("Trực đêm.", intro=intro)) is fires


def test_another_person_in_the_title() -> None:
    assert left_over("Trực đêm.", title="BẢN CAM KẾT CỦA ĐỒNG CHÍ LÒ VĂN PẢN")
    assert not left_over("Trực đêm.", title="BẢN CAM KẾT CỦA ĐỒNG CHÍ LÝ A PÁO")


def test_a_commune_officer_serves_every_village() -> None:
    facts = {"unit": "UBND xã Mường Lống", "party_cell": "Chi bộ thôn Bản Cuôn", "position": "Công chức Văn phòng"}
    assert left_over("Trả giấy tờ tại nhà cho người dân thôn Nậm Khoà.", **facts) == []
    village = {"unit": "Thôn Bản Cuôn, xã Mường Lống", "party_cell": "Chi bộ thôn Bản Cuôn", "position": "Trưởng thôn"}
    assert left_over("Thu gom rác cho các hộ thôn Nậm Khoà.", **village)
