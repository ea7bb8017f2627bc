import pytest

from qualitycheck.match.align import align
from qualitycheck.match.continuation import is_continuation
from qualitycheck.match.pledges import prepare
from qualitycheck.match.terms import thesaurus

NONE = thesaurus(())


def continues(new: str, old: str, year: int | None = 2020) -> bool:
    a, b = prepare(new, NONE), prepare(old, NONE)
    return is_continuation(a, b, year, align(a.words, b.words).ratio)


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("Năm 2019 đã trồng 300 gốc keo; năm 2020 trồng tiếp 500 gốc ở đồi Sau.", "Trồng 300 gốc keo ở đồi Trước."),
        ("Năm ngoái giữ được họp 60 phút, năm nay rút xuống 45 phút.", "Họp không quá 60 phút."),
        ("Đã có 12 hộ lắp nước sạch; 2020 làm nốt 8 hộ còn lại.", "Lắp nước sạch cho 20 hộ."),
        ("Vườn rau 600 m2 đã đủ rau; năm nay nuôi thêm 20 con lợn.", "Trồng 600 m2 rau xanh cho bếp ăn."),
        (
            "Năm 2019 đã giảm 6 hộ nghèo; năm 2020 giảm tiếp 7 hộ.",
            "Năm 2018 đã giảm 5 hộ nghèo; năm 2019 giảm tiếp 6 hộ.",
        ),
    ],
)
def test_reported_result_and_new_target(new: str, old: str) -> None:
    assert continues(new, old)


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("Giao quân năm 2020 đủ 10 tân binh.", "Giao quân năm 2019 đủ 9 tân binh."),
        (
            "Năm trước nộp báo cáo muộn 2 lần; năm 2020 nộp trước ngày 25.",
            "Năm trước nộp báo cáo muộn 2 lần; năm 2019 nộp trước ngày 25.",
        ),
        ("Thu nhập năm 2020 cao hơn năm 2019.", "Thu nhập năm sau cao hơn năm trước."),
    ],
)
def test_shifted_years_are_no_continuation(new: str, old: str) -> None:
    assert not continues(new, old)
