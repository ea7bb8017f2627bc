import pytest

from qualitycheck.corpus.rows import author_key, registered, table, unit_key
from qualitycheck.corpus.shingles import Settings, text_hash
from tests.corpus_support import filed


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Đồng chí Nguyễn Văn Hoà", "NGUYỄN VĂN HÒA"),
        ("Ông Trần Ba", "trần ba"),
        ("Bà  Lê Thị Lý", "Lê Thị Lí"),
    ],
)
def test_names_that_are_equal(a: str, b: str) -> None:
    assert author_key(a) == author_key(b)


def test_form_of_address_alone_is_a_name() -> None:
    assert author_key("Bà Ba") == "bà ba"


def test_units_with_abbreviations_and_districts() -> None:
    assert unit_key("UBND xã Hạ") == unit_key("Uỷ ban nhân dân xã Hạ, huyện Lam Khê")
    assert unit_key("Trường THCS Phú Lạc") != unit_key("Trường THPT Phú Lạc")


def test_one_row_per_pledge_and_one_for_an_empty_document() -> None:
    rows = table([filed("a.docx", "Họp tổ mồng 5.", "Ghi sổ."), filed("b.docx")], Settings()).to_pylist()
    assert [(r["path"], r["pledge"], r["key"]) for r in rows] == [
        ("a.docx", 0, "họp tổ mồng 5"),
        ("a.docx", 1, "ghi sổ"),
        ("b.docx", -1, ""),
    ]
    assert [len(r["shingles"]) for r in rows] == [3, 1, 0]
    assert rows[0]["holder"] == text_hash("lê văn tư|ủy ban nhân dân xã hạ")


def test_model_names_are_taken_from_the_title() -> None:
    model = filed("m.docx", kind="model", title="Đăng ký mô hình “Tiếng kẻng học bài” năm 2020")
    assert registered(model).model_name == "Tiếng kẻng học bài"
    assert registered(filed("a.docx", title="Bản cam kết")).model_name == ""
