"""stale-year: last year's plan, deadline or promise given as this year's; what only looks back is none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import document, shipped_rules

from qualitycheck.checks.context import Context
from qualitycheck.checks.run import activate
from qualitycheck.checks.years import check
from qualitycheck.rules import RuleSet, Theme


def stale(pledge: str, intro: str = "", year: int = 2020, rules: RuleSet | None = None, unit: str = "") -> list[str]:
    params = next(a.params for a in activate(shipped_rules()) if a.rule.id == "stale-year")
    given = document(pledge, intro=intro, year=year, unit=unit)
    return [h.quote for h in check(given, params, Context(rules or shipped_rules()))]


@pytest.mark.parametrize(
    "intro",
    [
        "Năm 2019, tôi xin cam kết thực hiện các nội dung sau:",
        "Thực hiện kế hoạch học tập của Đảng uỷ năm 2019, tôi cam kết:",
        "Học tập chuyên đề năm 2019, tôi đăng ký như sau:",
    ],
)
def test_last_years_promise_in_the_introduction(intro: str) -> None:
    assert stale("Trả hồ sơ trong ngày.", intro)


@pytest.mark.parametrize(
    "pledge",
    [
        "Thời gian thực hiện: từ 01/3 đến 30/11/2019.",
        "Triển khai từ tháng 2 đến tháng 10/2019.",
        "Hoàn thành các chỉ tiêu, nhiệm vụ năm 2019.",
        "Nộp hồ sơ chậm nhất tháng 6/2019.",
    ],
)
def test_last_years_dates_in_a_pledge(pledge: str) -> None:
    assert stale(pledge)


@pytest.mark.parametrize(
    "pledge",
    [
        "Năm 2019 trả chậm 14 hồ sơ; năm 2020 không quá 3 hồ sơ.",
        "So với năm 2019 tăng thêm hai buổi.",
        "Khắc phục hạn chế năm 2019: không họp muộn.",
        "Thực hiện từ 01/3 đến 30/11/2020.",
        "Trả nốt số hồ sơ nộp từ 01/3 đến 30/11/2019 trước 15/2/2020.",
        "Chương trình năm học 2019 - 2020 xong trước 25/5.",
        "Mô hình làm từ năm 2018, nay vẫn duy trì.",
    ],
)
def test_looking_back_is_not(pledge: str) -> None:
    assert stale(pledge) == []


def test_an_introduction_that_reports_is_not() -> None:
    assert stale("Trả hồ sơ trong ngày.", "Năm 2019 tôi đã cam kết 6 việc, làm được 5 việc.") == []


def test_a_theme_that_the_province_keeps_is_not_stale() -> None:
    kept = Theme("giữ rừng đầu nguồn", unit="tỉnh Đồi Sim", concepts=("tuần rừng",))
    rules = replace(shipped_rules(), themes={("tỉnh Đồi Sim", 2024): (kept,), ("tỉnh Đồi Sim", 2025): (kept,)})
    intro = "Thực hiện chuyên đề năm 2024 về giữ rừng đầu nguồn, tôi đăng ký:"
    assert stale("Tuần rừng ngày mồng 5.", intro, 2025, rules, "Sở Nội vụ tỉnh Đồi Sim") == []
    assert stale("Tuần rừng ngày mồng 5.", intro, 2025, rules, "Sở Nội vụ tỉnh Khác")
