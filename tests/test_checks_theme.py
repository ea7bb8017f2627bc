"""on_theme and off-theme: served without quoting, quoted without serving, several themes, unknown years."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support import RULES_FOLDER, document, shipped_rules

from qualitycheck.checks.context import Context, Hit
from qualitycheck.checks.theme import Params, check, on_theme
from qualitycheck.checks.theme_model import features, theme_model, theme_score
from qualitycheck.checks.theme_training import Sample, fit
from qualitycheck.rules import Theme, load_rules
from qualitycheck.rules.model import ExampleSection
from qualitycheck.types import Document
from qualitycheck.vietnamese.characters import key


def served(text: str, year: int, heading: str = "") -> bool:
    section = ExampleSection(heading, (text,))
    return on_theme(_one(section, year), shipped_rules())[0]


def _one(section: ExampleSection, year: int) -> Document:
    from qualitycheck.checks.building import build_document
    from qualitycheck.rules import Example

    return build_document(Example(year=year, sections=(section,)), shipped_rules()).document


def off_theme(doc: Document) -> list[Hit]:
    return list(check(doc, Params(), Context(shipped_rules())))


@pytest.mark.parametrize(
    ("year", "text"),
    [
        (2018, "Họp tổ không quá 30 phút, ai nói lạc đề thì chủ trì nhắc."),
        (2018, "Mỗi tuần xuống phân xưởng hai buổi, không ngồi phòng nghe báo cáo."),
        (2018, "Đã hứa với anh em việc gì thì ghi vào sổ, cuối tháng đọc lại."),
        (2019, "Lấy phiếu kín của công nhân trước khi đổi ca."),
        (2019, "Nhà cụ Phới neo đơn ở cuối bản, tuần nào tôi cũng gánh nước giúp."),
        (2019, "Niêm yết các khoản thu tại nhà văn hoá."),
        (2020, "Mời hai dòng họ ngồi lại, hàn gắn chuyện cũ trước Tết."),
        (2020, "Giới thiệu hai quần chúng ưu tú học lớp nhận thức về Đảng."),
        (2020, "Không nói xấu sau lưng đồng nghiệp."),
        (2023, "Làm thủ tục trên dịch vụ công trực tuyến cho 30 hộ."),
    ],
)
def test_serves_the_theme_without_its_words(year: int, text: str) -> None:
    assert served(text, year)


@pytest.mark.parametrize(
    ("year", "text"),
    [
        (2018, "Tiêm phòng cho 300 con bò trước 30/4."),
        (2018, "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh."),
        (2019, "Kiểm tra 14 doanh nghiệp khai thác đá."),
        (2020, "Nộp báo cáo quyết toán trước ngày 20."),
        (2020, "Lưu chứng từ theo từng tháng."),
        (1999, "Họp tổ không quá 30 phút."),
    ],
)
def test_does_not_serve_the_theme(year: int, text: str) -> None:
    assert not served(text, year)


def test_studying_the_theme_by_its_title_is_no_service() -> None:
    title = "Học tập chuyên đề năm 2018 về xây dựng phong cách, tác phong công tác của người đứng đầu"
    assert not served(title, 2018)


def test_a_formula_never_serves() -> None:
    formula = shipped_rules().templates[0].text
    assert not any(served(formula, year) for year in (2018, 2019, 2020, 2023))


def test_the_part_speaks_for_a_pledge() -> None:
    text = "Nói năng nhẹ nhàng với mọi người."
    assert served(text, 2018, "III. Tác phong, lề lối làm việc")
    assert not served("Chăm vườn rau sau nhà.", 2018)
    assert not served("Chăm vườn rau sau nhà.", 2019, "III. Tác phong, lề lối làm việc")


def test_fires_once_and_names_the_theme() -> None:
    plain = ("Lưu chứng từ theo từng tháng.", "Nộp báo cáo trước ngày 20.", "Đọc thêm về phần mềm mới.")
    (hit,) = off_theme(document(*plain, year=2020))
    assert hit.values["count"] == 3
    assert "đoàn kết" in str(hit.values["theme"])
    assert hit.pledge is None
    assert not off_theme(document(*plain, "Giữ đoàn kết trong phòng.", year=2020))


def test_silent_with_few_pledges_or_no_year() -> None:
    assert not off_theme(document("Lưu chứng từ.", "Nộp báo cáo.", year=2020))
    assert not off_theme(document("Lưu chứng từ.", "Nộp báo cáo.", "Đọc sách.", year=None))


def test_a_model_is_judged_more_carefully() -> None:
    near = ("Lưu chứng từ theo từng tháng.", "Nộp báo cáo trước ngày 20.", "Hoàn thành tốt nhiệm vụ được giao.")
    doc = document(*near, year=2020, kind="model")
    assert list(check(doc, Params(model_bound=-9.0), Context(shipped_rules()))) == []
    assert list(check(doc, Params(model_bound=0.0), Context(shipped_rules())))


def test_a_theme_of_the_office_is_judged_by_its_wordings_alone() -> None:
    theme = Theme("tiết kiệm nước", concepts=("vòi nước",))
    pledge = document("Họp tổ không quá 30 phút.", year=2018).pledges[0]
    doc = document("Họp tổ không quá 30 phút.", year=2018)
    assert theme_score(pledge.text, pledge, doc, theme, shipped_rules()) is None


def test_the_shipped_model_knows_the_shipped_themes() -> None:
    model = theme_model()
    assert model is not None
    titles = {key(shipped_rules().themes_of("", year)[0].title) for year in (2018, 2019, 2020)}
    assert set(model.themes) == titles


def test_features_are_of_equal_length_and_name_the_theme() -> None:
    short = features("Họp ngắn.", "2018", ("tác phong",), "individual", shipped_rules())
    long = features("Họp ngắn, nói gọn, hứa với dân thì làm.", "2018", (), "individual", shipped_rules())
    assert {"2018:họp ngắn", "*:họp ngắn", "2018:part tác phong"} <= short.keys()
    assert "*:<people>" in long

    def length(values: dict[str, float]) -> float:
        return sum(v * v for n, v in values.items() if ":part" not in n and ":kind" not in n)

    assert length(short) == pytest.approx(length(long))


def test_training_learns_from_two_hands_and_not_from_one() -> None:
    pytest.importorskip("sklearn")
    theme = shipped_rules().themes_of("", 2018)[0]
    samples = [
        Sample(text, theme, {text: 1.0, "both": float(served)}, served, "a", hand)
        for hand in ("an", "bình", "chi")
        for text, served in ((f"đúng {hand}", True), (f"sai {hand}", False))
    ]
    model = fit(samples)
    assert set(model.weights) == {"both"}
    assert model.weights["both"] > 0
    assert model.score({"both": 1.0}) > model.score({})


def test_a_wide_theme_is_only_a_note() -> None:
    (hit,) = off_theme(document("Ăn chín.", "Uống sôi.", "Ngủ sớm.", year=2023))
    assert hit.level == "note"
    assert hit.confidence < 0.7


def test_one_of_several_themes_is_enough() -> None:
    rules = shipped_rules()
    own = Theme("giữ rừng đầu nguồn", unit="xã Đồi Sim", concepts=("tuần rừng",))
    both = replace(rules, themes={**rules.themes, ("xã Đồi Sim", 2020): (own,)})
    doc = document("Tuần rừng ngày mồng 5.", "Lưu chứng từ.", "Đọc sách.", year=2020, unit="UBND xã Đồi Sim")
    assert on_theme(doc, both) == (True, False, False)
    assert on_theme(doc, rules) == (False, False, False)


def test_an_officer_adds_a_theme(tmp_path: Path) -> None:
    (tmp_path / "years").mkdir()
    (tmp_path / "years" / "2031.yaml").write_text(
        "year: 2031\nthemes:\n- title: tiết kiệm nước\n  concepts: ['(vặn|khoá) … vòi nước']\n", encoding="utf-8"
    )
    rules = load_rules([RULES_FOLDER, tmp_path])
    doc = document("Khoá chặt các vòi nước.", "Đọc sách.", "Trồng cây.", year=2031)
    assert on_theme(doc, rules) == (True, False, False)
