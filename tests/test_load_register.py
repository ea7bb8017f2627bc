"""Registers: which row is whose, and what the columns mean."""

from __future__ import annotations

from pathlib import Path

import pytest
from load_support import texts
from workbook_support import Rows, ods, xlsx

from qualitycheck.errors import LoadError
from qualitycheck.load import Limits, load, load_all
from qualitycheck.load.register_columns import Role, find_columns, role_of
from qualitycheck.types import Failure, RawDocument

HEAD = ["TT", "Họ và tên", "Chức vụ", "Nội dung đăng ký", "Thời gian"]
ONE = [1, "Hà Thị Mến", "Kế toán", "Rà soát 40 hồ sơ.\nTrả kết quả trong 3 ngày.", "Quý II"]
TWO = [2, "Lò Văn Chung", "Bí thư", "Xuống thôn 2 lần mỗi tháng.", "Hằng tháng"]


def _read(folder: Path, data: bytes, name: str = "ds.xlsx") -> list[RawDocument]:
    file = folder / name
    file.write_bytes(data)
    found = list(load_all(file, name))
    assert not [f for f in found if isinstance(f, Failure)]
    return [f for f in found if isinstance(f, RawDocument)]


def _sheet(folder: Path, rows: Rows) -> list[RawDocument]:
    return _read(folder, xlsx({"Sheet1": rows}))


@pytest.mark.parametrize("lead", [0, 1, 2, 7])
def test_one_document_by_row_wherever_the_header_stands(tmp_path: Path, lead: int) -> None:
    found = _sheet(tmp_path, [*[["ĐĂNG KÝ HỌC TẬP NĂM 2022"]] * lead, HEAD, ONE, [], TWO])
    assert [d.path for d in found] == [f"ds.xlsx#row {lead + 2}", f"ds.xlsx#row {lead + 4}"]
    assert texts(found[0])[-4:] == ["Thời gian", "Rà soát 40 hồ sơ.", "Trả kết quả trong 3 ngày.", "Quý II"]
    assert {"Họ và tên: Hà Thị Mến", "Chức vụ: Kế toán"} <= set(texts(found[0]))
    assert "Lò Văn Chung" not in found[0].text


def test_an_open_document_register_reads_alike(tmp_path: Path) -> None:
    here, there = _sheet(tmp_path, [HEAD, ONE, TWO]), _read(tmp_path, ods([HEAD, ONE, TWO]), "ds.ods")
    assert [d.text for d in here[1:]] == [d.text for d in there[1:]]
    assert {d.format for d in there} == {"ods"}


def test_a_row_is_itself_wherever_it_stands(tmp_path: Path) -> None:
    assert _sheet(tmp_path, [HEAD, ONE, TWO])[1].digest == _sheet(tmp_path, [HEAD, TWO])[0].digest


def test_names_under_merged_names_are_parts(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên đảng viên", "Chức vụ", "Nội dung cam kết", "", "Ghi chú"],
        ["", "", "", "Tư tưởng chính trị", "Đạo đức, lối sống", ""],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        [1, "Hà Thị Mến", "Kế toán", "Học 4 nghị quyết.", "Tiết kiệm 5% điện.", ""],
    ]
    (found,) = _sheet(tmp_path, rows)
    assert texts(found)[-4:] == ["Tư tưởng chính trị", "Học 4 nghị quyết.", "Đạo đức, lối sống", "Tiết kiệm 5% điện."]
    assert [b.bold for b in found.blocks][-4:] == [True, False, True, False]


def test_title_rows_say_the_unit_of_the_rows_below(tmp_path: Path) -> None:
    rows = [HEAD, ["I", "Chi bộ thôn Thượng"], ONE, ["II", "Chi bộ thôn Hạ"], TWO, [], ["", "", "", "Người lập biểu"]]
    one, two = _sheet(tmp_path, rows)
    assert "Chi bộ: Chi bộ thôn Thượng" in texts(one)
    assert "Chi bộ: Chi bộ thôn Hạ" in texts(two)
    assert "Người lập biểu" not in two.text


def test_rows_without_a_name_belong_to_the_person_above(tmp_path: Path) -> None:
    rows = [HEAD, ONE, ["", "", "", "Viết 2 tin bài mỗi quý.", "Cả năm"], TWO]
    one, _ = _sheet(tmp_path, rows)
    assert "Viết 2 tin bài mỗi quý." in texts(one)


def test_one_row_by_unit_where_no_person_is_named(tmp_path: Path) -> None:
    rows = [
        ["TT", "Đơn vị", "Nội dung đăng ký"],
        [1, "Chi bộ Quân sự", "Trồng 200 m2 rau."],
        [2, "Hội Phụ nữ", "Giúp 5 hộ thoát nghèo."],
    ]
    assert "Tên đơn vị: Hội Phụ nữ" in texts(_sheet(tmp_path, rows)[1])


def test_a_plan_with_responsible_units_is_one_document(tmp_path: Path) -> None:
    rows = [
        ["KẾ HOẠCH CỦA CHI BỘ"],
        ["TT", "Nội dung", "Đơn vị thực hiện"],
        [1, "Trồng 200 m2 rau.", "Tổ 1"],
        [2, "Dọn đường.", "Tổ 1"],
    ]
    (found,) = _sheet(tmp_path, rows)
    assert found.path == "ds.xlsx"
    assert texts(found)[:3] == ["KẾ HOẠCH CỦA CHI BỘ", "TT", "Nội dung"]


def test_a_form_of_one_person_is_one_document(tmp_path: Path) -> None:
    rows = [["BẢN CAM KẾT"], ["Họ và tên:", "Hà Thị Mến"], ["Chức vụ:", "Kế toán"], ["- Rà soát 40 hồ sơ."]]
    (found,) = _sheet(tmp_path, rows)
    assert texts(found) == ["BẢN CAM KẾT", "Họ và tên:", "Hà Thị Mến", "Chức vụ:", "Kế toán", "- Rà soát 40 hồ sơ."]


def test_sheets_are_told_apart_and_hidden_ones_left_out(tmp_path: Path) -> None:
    data = xlsx({"Thôn 1": [HEAD, ONE], "Thôn 2": [HEAD, TWO], "nháp": [HEAD, ONE]}, hidden=["nháp"])
    assert [d.path for d in _read(tmp_path, data)] == ["ds.xlsx#Thôn 1 row 2", "ds.xlsx#Thôn 2 row 2"]


def test_items_written_in_one_line_are_parted(tmp_path: Path) -> None:
    rows = [
        ["Họ tên", "Cam kết"],
        ["Hà Thị Mến", "1. Rà soát 40 hồ sơ. 2. Họp dân 2 lần/tháng."],
        ["Lò Chung", "Đi thôn."],
    ]
    assert texts(_sheet(tmp_path, rows)[0])[-2:] == ["1. Rà soát 40 hồ sơ.", "2. Họp dân 2 lần/tháng."]


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("STT", "index"), ("Họ và tên", "name"), ("HỌ, TÊN ĐẢNG VIÊN", "name"), ("Người đăng ký", "name"),
        ("Chức vụ Đảng", "party_position"), ("Chức vụ, đơn vị công tác", "position"), ("Năm sinh", "birth"),
        ("Ngày, tháng, năm sinh", "birth"), ("Năm đăng ký", "year"), ("Chi bộ", "cell"), ("Đơn vị đăng ký", "unit"),
        ("Đơn vị phối hợp", "aside"), ("Biện pháp thực hiện", "aside"), ("Thời gian hoàn thành", "aside"),
        ("Nội dung đăng ký học tập, làm theo", "part"), ("Nội dung cam kết", "content"), ("Việc làm cụ thể", "content"),
        ("Về tư tưởng chính trị", "part"), ("Ghi chú", "remark"), ("Tên mô hình", "model"), ("Dân tộc", "other"),
    ],
)  # fmt: skip
def test_columns_by_their_names(name: str, role: Role) -> None:
    assert role_of(name) == role


def test_a_table_of_people_without_promises_is_no_register() -> None:
    assert find_columns((("TT", "Họ và tên", "Số điện thoại"), ("1", "Hà Thị Mến", "0912"))) is None


def test_one_document_is_wanted_and_many_are_there(tmp_path: Path) -> None:
    file = tmp_path / "ds.xlsx"
    file.write_bytes(xlsx({"S": [HEAD, ONE, TWO]}))
    with pytest.raises(LoadError) as caught:
        load(file, "ds.xlsx", Limits())
    assert caught.value.detail == "several: 2"
