"""Header facts, sections and pledges in the layouts that submitters use."""

from pathlib import Path

import pytest
from raw import raw_document

from qualitycheck.rules import load_rules
from qualitycheck.segment import PathFacts, Sections, path_facts, segment
from qualitycheck.settings import data_folder
from qualitycheck.types import Document


@pytest.fixture(scope="module")
def sections() -> Sections:
    return Sections(load_rules([data_folder("rules")]).sections)


def texts(document: Document) -> list[str]:
    return [p.text for p in document.pledges]


def value(fact: object) -> str | None:
    return getattr(fact, "value", None)


HEAD = ["BẢN CAM KẾT", "Tu dưỡng, rèn luyện, phấn đấu năm 2021"]
FACTS = ["Họ và tên: Lê Văn An", "Chức vụ: Kế toán", "Đơn vị công tác: UBND xã Mỹ Lộc", "Sinh hoạt tại: Chi bộ Cơ quan"]


def test_labelled_lines_and_bullets(sections: Sections) -> None:
    raw = raw_document(
        [
            *HEAD, *FACTS, "Tôi xin cam kết như sau:", "I. Về tư tưởng chính trị", "- Đọc nghị quyết.", "+ Ghi chép lại.",
            "II. Khắc phục hạn chế", "a) Nộp báo cáo trước ngày 25.", "Tôi xin hứa thực hiện.", "NGƯỜI CAM KẾT", "Lê Văn An",
        ]
    )  # fmt: skip
    document = segment(raw, sections)
    assert (document.kind, document.year, document.year_source) == ("individual", 2021, "document")
    assert [value(f) for f in (document.author, document.position, document.unit, document.party_cell)] == [
        "Lê Văn An", "Kế toán", "UBND xã Mỹ Lộc", "Chi bộ Cơ quan",
    ]  # fmt: skip
    assert texts(document) == ["Đọc nghị quyết.", "Ghi chép lại.", "Nộp báo cáo trước ngày 25."]
    assert [s.roles for s in document.sections] == [("tư tưởng chính trị",), ("khắc phục hạn chế",)]
    assert all(raw.text[p.span.start : p.span.end] == p.text for p in document.pledges)
    assert document.closing is not None and document.intro is not None


@pytest.mark.parametrize(
    "line",
    [
        "Tôi tên là: Lê Văn An, chức vụ: Kế toán; đơn vị: UBND xã Mỹ Lộc; hiện sinh hoạt tại Chi bộ Cơ quan",
        "Tên tôi là Lê Văn An, Kế toán, UBND xã Mỹ Lộc, Chi bộ Cơ quan.",
        "Họ tên: Lê Văn An / Chức vụ: Kế toán / Đơn vị: UBND xã Mỹ Lộc / Chi bộ: Cơ quan",
        "Họ và tên: ......Lê Văn An......... Chức vụ: ....Kế toán.... Đơn vị: ...UBND xã Mỹ Lộc... Chi bộ: Cơ quan",
        "Người thực hiện: Lê Văn An (Kế toán), UBND xã Mỹ Lộc; Chi bộ Cơ quan",
    ],
)
def test_facts_in_one_line(sections: Sections, line: str) -> None:
    document = segment(raw_document([*HEAD, line, "I. Tư tưởng chính trị", "- Đọc nghị quyết."]), sections)
    found = [value(f) for f in (document.author, document.position, document.unit, document.party_cell)]
    assert found == ["Lê Văn An", "Kế toán", "UBND xã Mỹ Lộc", "Chi bộ Cơ quan"]


@pytest.mark.parametrize("between", [" = ", "\t|\t", " | ", "\t", "\t: ", " :"])
def test_labels_end_as_forms_and_programs_end_them(sections: Sections, between: str) -> None:
    facts = [f"Họ và tên{between}Lê Văn An", f"Chức vụ{between}Kế toán", f"Đơn vị công tác{between}UBND xã Mỹ Lộc"]
    document = segment(raw_document([*HEAD, *facts, "I. Tư tưởng chính trị", "- Đọc nghị quyết."]), sections)
    assert [value(f) for f in (document.author, document.position, document.unit)] == [
        "Lê Văn An", "Kế toán", "UBND xã Mỹ Lộc",
    ]  # fmt: skip


def test_labels_across_the_page_with_their_values_below(sections: Sections) -> None:
    flat, cells = ["BIỂU ĐĂNG KÝ LÀM THEO", "(dùng cho năm 2021)"], {}
    for r, row in enumerate([["Họ và tên", "Chức vụ", "Đơn vị"], ["Lê Văn An", "Kế toán", "UBND xã Mỹ Lộc"]]):
        for c, text in enumerate(row):
            cells[len(flat)] = (0, r, c, 3)
            flat.append(text)
    intro = "Căn cứ kế hoạch thực hiện chuyên đề năm 2020, tôi đăng ký:"
    document = segment(
        raw_document([*flat, intro, "I. Tư tưởng chính trị", "- Đọc nghị quyết."], cells=cells), sections
    )
    assert (document.kind, document.year, document.title) == (
        "individual",
        2021,
        "BIỂU ĐĂNG KÝ LÀM THEO (dùng cho năm 2021)",
    )
    assert [value(f) for f in (document.author, document.position, document.unit)] == [
        "Lê Văn An", "Kế toán", "UBND xã Mỹ Lộc",
    ]  # fmt: skip


def test_a_printout_of_an_app(sections: Sections) -> None:
    raw = raw_document(
        [
            "PHIẾU CAM KẾT CỦA ĐẢNG VIÊN", "Kỳ cam kết: 2021", "Họ và tên = Lê Văn An", "[Phần 1. Tư tưởng chính trị]",
            "[x] Đọc nghị quyết.", "☑ Ghi chép lại.", "[Phần 2. Đạo đức, lối sống]", "[ ] Không uống rượu trong giờ làm.",
            "Mỹ Lộc, ngày 19/3/2021.", "Trạng thái: đã gửi | Cấp uỷ: chưa duyệt", "Đã ký điện tử: Lê Văn An",
        ]
    )  # fmt: skip
    document = segment(raw, sections)
    assert (document.year, value(document.author)) == (2021, "Lê Văn An")
    assert [s.heading for s in document.sections] == ["Phần 1. Tư tưởng chính trị", "Phần 2. Đạo đức, lối sống"]
    assert texts(document) == ["Đọc nghị quyết.", "Ghi chép lại.", "Không uống rượu trong giờ làm."]


@pytest.mark.parametrize(
    "closing",
    [
        ["Mỹ Lộc, ngày 01/3/2021.", "NHẬN XÉT CỦA CHI BỘ: Chi bộ đã nghe và nhất trí, cử một đồng chí chi uỷ theo dõi việc này."],
        ["Ngày 12/3/2021. Bí thư chi bộ.", "TM. CHI BỘ"],
        ["Hua Nậm 2, ngày 01/3/2021", "NGƯỜI CAM KẾT"],
        ["Người cam kết đã xác nhận bằng mã OTP ngày 15/3/2021."],
    ],
)  # fmt: skip
def test_closings(sections: Sections, closing: list[str]) -> None:
    pledges = ["Đọc nghị quyết.", "Ghi chép lại.", "Dạy hai buổi."]
    document = segment(
        raw_document([*HEAD, *FACTS, "I. Tư tưởng chính trị", *(f"- {p}" for p in pledges), *closing]), sections
    )
    assert texts(document) == pledges


def test_headings_in_the_authors_own_words(sections: Sections) -> None:
    raw = raw_document(
        [
            *HEAD, *FACTS, "Tôi đăng ký:", "Nghĩ cho đúng", "• Đọc nghị quyết.", "Làm việc với người khác", "• Nghe hết lời.",
            "Điều phải chữa", "• Bớt ôm việc.",
        ]
    )  # fmt: skip
    document = segment(raw, sections)
    assert [s.heading for s in document.sections] == ["Nghĩ cho đúng", "Làm việc với người khác", "Điều phải chữa"]
    assert texts(document) == ["Đọc nghị quyết.", "Nghe hết lời.", "Bớt ôm việc."]


def test_a_sentence_may_begin_with_a_number(sections: Sections) -> None:
    paragraph = "Làm 5 nhà cho hộ nghèo trước 30/10. 01 câu lạc bộ dân ca mỗi bản. 100% đảng viên học nghị quyết."
    document = segment(raw_document([*HEAD, *FACTS, "I. Nhiệm vụ chính trị", paragraph]), sections)
    assert len(document.pledges) == 3


def test_facts_in_a_table_and_on_the_next_line(sections: Sections) -> None:
    cells = {2: (0, 0, 0, 2), 3: (0, 0, 1, 2)}
    raw = raw_document(
        [*HEAD, "Họ và tên:", "Lê Văn An", "Chức vụ:", "Kế toán", "I. Tư tưởng chính trị", "- Đọc nghị quyết."],
        cells=cells,
    )
    document = segment(raw, sections)
    assert (value(document.author), value(document.position)) == ("Lê Văn An", "Kế toán")


@pytest.mark.parametrize(
    ("line", "author", "unit"),
    [
        ("Tên tập thể đăng ký: Chi bộ thôn Hạ", "Chi bộ thôn Hạ", None),
        ("Chúng tôi là: Chi bộ thôn Hạ, trực thuộc Đảng bộ xã Mỹ Lộc.", "Chi bộ thôn Hạ", "Đảng bộ xã Mỹ Lộc"),
        (
            "Đơn vị đăng ký: Hội Nông dân xã Mỹ Lộc (thuộc Đảng bộ xã Mỹ Lộc)",
            "Hội Nông dân xã Mỹ Lộc",
            "Đảng bộ xã Mỹ Lộc",
        ),
        (
            "Chi bộ thôn Hạ, Đảng bộ xã Mỹ Lộc, gồm 9 đảng viên, đăng ký năm 2021.",
            "Chi bộ thôn Hạ",
            "Đảng bộ xã Mỹ Lộc",
        ),
    ],
)
def test_collectives(sections: Sections, line: str, author: str, unit: str | None) -> None:
    raw = raw_document(["BẢN ĐĂNG KÝ CỦA TẬP THỂ NĂM 2021", line, "I. Nhiệm vụ chính trị", "- Đổ 200 m đường."])
    document = segment(raw, sections)
    assert (document.kind, value(document.author), value(document.position)) == ("collective", author, "Tập thể")
    if unit:
        assert value(document.unit) == unit


def test_model_is_known_by_its_title(sections: Sections) -> None:
    raw = raw_document(
        ["PHIẾU ĐĂNG KÝ MÔ HÌNH NĂM 2021", "Đơn vị đăng ký: Hội Nông dân xã Mỹ Lộc", "1. Nội dung", "- Trồng 200 cây."]
    )
    assert segment(raw, sections).kind == "model"


def test_year_and_unit_from_the_folder_are_said_to_be_so(sections: Sections) -> None:
    raw = raw_document(["BẢN CAM KẾT", "Họ và tên: Lê Văn An", "I. Tư tưởng chính trị", "- Đọc nghị quyết."])
    document = segment(raw, sections, path_facts("2021/UBND xã Mỹ Lộc/a.docx"))
    assert (document.year, document.year_source) == (2021, "folder")
    assert document.unit is not None and (document.unit.value, document.unit.source) == ("UBND xã Mỹ Lộc", "folder")
    assert segment(raw, sections, PathFacts(2019, year_source="option")).year_source == "option"


def test_rows_of_a_grid(sections: Sections) -> None:
    rows = [
        ["TT", "Nội dung cam kết", "Biện pháp", "Thời gian"],
        ["I", "Tư tưởng chính trị"],
        ["1", "Đọc nghị quyết", "Ghi sổ tay từng buổi", "Thường xuyên"],
        ["2", "Họp đúng giờ", "Báo trước một ngày khi vắng", "Thường xuyên"],
        ["II", "Chức trách, nhiệm vụ"],
        ["3", "Quyết toán quý", "Đối chiếu với kho bạc", "Thường xuyên"],
    ]
    flat, cells = [*HEAD, *FACTS], {}
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            cells[len(flat)] = (0, r, c, 4)
            flat.append(text)
    document = segment(raw_document(flat, cells=cells), sections)
    assert texts(document) == [
        "Đọc nghị quyết; Ghi sổ tay từng buổi", "Họp đúng giờ; Báo trước một ngày khi vắng",
        "Quyết toán quý; Đối chiếu với kho bạc",
    ]  # fmt: skip
    assert [s.roles for s in document.sections] == [("tư tưởng chính trị",), ("chức trách, nhiệm vụ",)]
    assert document.pledges[0].aside == "Thường xuyên"
    assert document.pledges[0].cell is not None and document.pledges[0].cell.row == 2


def test_run_in_headings_and_clauses(sections: Sections) -> None:
    raw = raw_document(
        [*HEAD, *FACTS, "1/ Về tư tưởng chính trị: đọc nghị quyết trong tuần; ghi chép vào sổ tay",
         "2/ Về nhiệm vụ: Quyết toán trước ngày 25. Công khai thu chi ở bảng tin."]
    )  # fmt: skip
    document = segment(raw, sections)
    assert texts(document) == [
        "đọc nghị quyết trong tuần;", "ghi chép vào sổ tay", "Quyết toán trước ngày 25.", "Công khai thu chi ở bảng tin.",
    ]  # fmt: skip
    assert len(document.sections) == 2


def test_a_line_that_introduces_items_is_their_parent(sections: Sections) -> None:
    raw = raw_document(
        [*HEAD, *FACTS, "I. Nhiệm vụ", "1. Mỗi quý tôi sẽ:", "- Kiểm quỹ.", "- Đối chiếu sổ.", "2. Họp tổ."]
    )
    document = segment(raw, sections)
    assert texts(document) == ["Kiểm quỹ.", "Đối chiếu sổ.", "Họp tổ."]
    assert [p.parent for p in document.pledges] == ["Mỗi quý tôi sẽ:", "Mỗi quý tôi sẽ:", ""]


def test_empty_text_gives_an_empty_document(sections: Sections) -> None:
    document = segment(raw_document(["…"]), sections)
    assert (document.pledges, document.kind, document.author) == ((), "unknown", None)


@pytest.mark.parametrize(
    ("shown", "pattern", "year", "unit"),
    [
        ("2020/Xã A/x.docx", "{year}/{unit}", 2020, "Xã A"),
        ("goc/Nam 2020/Xã A/b/x.docx", "{year}/{unit}", 2020, "Xã A"),
        ("Xã A/2020/x.docx", "{unit}/{year}", 2020, "Xã A"),
        ("Xã A/x.docx", "{year}/{unit}", None, None),
        ("x.docx", "{year}/{unit}", None, None),
    ],
)
def test_path_facts(shown: str, pattern: str, year: int | None, unit: str | None) -> None:
    facts = path_facts(shown, pattern)
    assert (facts.year, facts.unit) == (year, unit)


def test_path_facts_take_the_users_word_for_what_is_missing() -> None:
    facts = path_facts(Path("a.docx").name, year=2019, unit="Xã B")
    assert (facts.year, facts.unit, facts.year_source) == (2019, "Xã B", "option")


@pytest.mark.parametrize(
    "last", ["Hoàn thành hồ sơ chuẩn quốc gia trước ngày 30/10/2022.", "Nộp báo cáo ngày 25/12/2021."]
)
def test_a_last_pledge_with_a_date_is_no_closing(sections: Sections, last: str) -> None:
    raw = raw_document(
        [*HEAD, *FACTS, "I. Nhiệm vụ", "- Họp tổ.", f"- {last}", "Mỹ Lộc, ngày 5/3/2021", "NGƯỜI CAM KẾT"]
    )
    assert texts(segment(raw, sections)) == ["Họp tổ.", last]
