"""Deadline words to dates: only what the words name."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualitycheck.monitoring.dates import due_dates

NAMED = [
    ("trước 30/9", ["2020-09-30"]),
    ("xong trước ngày 20/4/2020", ["2020-04-20"]),
    ("chậm nhất là ngày 5 tháng 9 năm 2020", ["2020-09-05"]),
    ("trong quý II", ["2020-06-30"]),
    ("Quí II", ["2020-06-30"]),
    ("quý III/2020", ["2020-09-30"]),
    ("trong quý I và 2", ["2020-03-31", "2020-06-30"]),
    ("cuối tháng 6", ["2020-06-30"]),
    ("trước cuối tháng 11", ["2020-11-30"]),
    ("tháng 2", ["2020-02-29"]),
    ("tháng 3, tháng 10", ["2020-03-31", "2020-10-31"]),
    ("tháng 2, 3, 4", ["2020-02-29", "2020-03-31", "2020-04-30"]),
    ("tháng sáu", ["2020-06-30"]),
    ("trước tháng 5", ["2020-04-30"]),
    ("trước quý III", ["2020-06-30"]),
    ("trước khi hết quý I", ["2020-03-31"]),
    ("từ tháng 8 đến hết tháng 12", ["2020-12-31"]),
    ("từ 01/4 đến 15/6", ["2020-06-15"]),
    ("6 tháng đầu năm", ["2020-06-30"]),
    ("đến cuối năm", ["2020-12-31"]),
    ("hết năm 2020", ["2020-12-31"]),
    ("trước mồng 2 tháng 9", ["2020-09-02"]),
    ("vào 3/2 năm sau", ["2021-02-03"]),
    ("trước Tết Canh Tý", ["2020-01-24"]),
    ("trước Tết Nguyên đán 2021", ["2021-02-11"]),
    ("dịp Tết Tân Sửu", ["2021-02-12"]),
]
UNNAMED = [
    "trước Tết", "dịp Tết", "hết học kỳ I", "đến cuối học kỳ II", "trước khai giảng", "trước mùa mưa", "đầu tháng 3",
    "giữa tháng 6", "giữa năm", "trong tháng", "trong ngày", "trước ngày 20", "ngày 25 hằng tháng", "từ tháng 3",
    "từ quý II", "sau 15/6", "kể từ ngày 01/3", "rằm tháng 7", "tháng giêng", "trước mùng 5 tháng 5", "trong năm ngày làm việc",
    "cuối năm học", "trong 3 tháng", "trước 8 giờ", "cuối năm 2017", "trước 30/9/2016", "trước 31/6", "trước 45/13",
    "đến Tết Trung thu", "trước Tết Chol Chnam Thmay", "trong vòng 24 giờ", "", "quá 15 phút",
]  # fmt: skip


@pytest.mark.parametrize(("words", "days"), NAMED)
def test_words_that_name_a_day(words: str, days: list[str]) -> None:
    assert [day.isoformat() for day in due_dates(words, 2020)] == days


@pytest.mark.parametrize("words", UNNAMED)
def test_words_that_name_none(words: str) -> None:
    assert due_dates(words, 2020) == ()


def test_without_a_year_only_a_whole_date_counts() -> None:
    assert due_dates("trước 30/9", None) == ()
    assert due_dates("trước 30/9/2020", None) == (date(2020, 9, 30),)


def test_the_offices_own_calendar_comes_first_and_the_longest_words_win() -> None:
    own = {"học kỳ I": date(2021, 1, 10), "hết học kỳ I": date(2021, 1, 16), "Tết": date(2020, 1, 24)}
    assert due_dates("đến hết học kì I", 2020, own) == (date(2021, 1, 16),)
    assert due_dates("xong trước tết", 2020, own) == (date(2020, 1, 24),)
    assert due_dates("trước mùa mưa", 2020, own) == ()


@given(st.dates(date(2016, 1, 1), date(2035, 12, 31)), st.sampled_from(["trước {}", "Xong trước ngày {}", "đến {}"]))
def test_every_day_of_a_year_is_read_back(day: date, words: str) -> None:
    for shape in (f"{day.day}/{day.month}", f"{day:%d/%m/%Y}", f"{day:%d-%m-%Y}", f"{day:%d.%m}"):
        assert due_dates(words.format(shape), day.year) == (day,)


@given(st.text(max_size=60), st.one_of(st.none(), st.integers(1990, 2090)))
def test_nothing_a_person_writes_breaks_it(words: str, year: int | None) -> None:
    found = due_dates(words, year)
    assert list(found) == sorted(set(found))
    assert all(year is None or day.year in (year, year + 1) for day in found)
