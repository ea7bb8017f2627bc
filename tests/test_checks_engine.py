"""The engine: examples inside the rules, fingerprints, order, words; and the checks beyond their examples."""

from __future__ import annotations

import pytest
from support import document, shipped_rules

from qualitycheck.checks import phrases
from qualitycheck.checks.context import Context
from qualitycheck.checks.phrasing import words_of
from qualitycheck.checks.run import activate, kinds, run_checks, run_rule
from qualitycheck.checks.templates import is_template
from qualitycheck.checks.testing import test_rules as rule_results
from qualitycheck.types import SLOT_NAMES, Assessment, Document, Finding

RESULTS = rule_results(shipped_rules())


def run(rule: str, doc: Document, **context: object) -> list[Finding]:
    active = next(a for a in activate(shipped_rules()) if a.rule.id == rule)
    return run_rule(active, doc, Context(shipped_rules(), **context))  # type: ignore[arg-type]


@pytest.mark.parametrize("result", RESULTS, ids=lambda r: f"{r.rule}-{r.role}-{r.number}")
def test_examples_inside_the_rules(result) -> None:  # type: ignore[no-untyped-def]
    assert not result.problem


def test_kinds_are_found_by_listing_the_folder() -> None:
    assert {"limit", "sections", "blanks", "phrases", "copies"} <= set(kinds())


def test_fingerprints_survive_renaming_and_inserting_and_are_unique() -> None:
    blank, other = "Giúp ……… hộ nghèo.", "Đi họp đúng giờ."
    before = run("placeholder-left", document(blank, blank, author="Lò Thị Xuân", year=2020))
    after = run("placeholder-left", document(other, blank, blank, author="Lò Thị Xuân", year=2020, intro="Mở đầu."))
    assert [f.id for f in before] == [f.id for f in after]
    assert len({f.id for f in before}) == 2
    assert {f.id for f in run("placeholder-left", document(blank, author="Vàng A Phử", year=2020))}.isdisjoint(
        f.id for f in before
    )


def test_findings_come_in_the_order_of_the_text() -> None:
    doc = document("Nói đi đôi với làm.", "Giúp ……… hộ nghèo.", intro="Tôi là Nguyễn Văn A.", year=2020)
    places = [f.span.start if f.span else -1 for f in run_checks(doc, Context(shipped_rules()))]
    assert places == sorted(places)
    assert len(places) == 3


def test_an_empty_document_passes_every_rule() -> None:
    assert run_checks(document(), Context(shipped_rules())) == ()


def test_the_suggestion_asks_in_the_authors_words_and_invents_nothing() -> None:
    slots = {**dict.fromkeys(SLOT_NAMES), "object": "công tác tham mưu"}
    judged = Assessment(0, 0.9, slots, ("deadline", "owner"))
    finding = run("vague-pledge", document("Làm tốt công tác tham mưu."), assessments=(judged,))[0]
    words = words_of(finding, shipped_rules())
    assert words.suggestion == ("“công tác tham mưu”: Cụ thể sẽ làm việc gì? Xong trước ngày nào? Ai làm, ai kiểm tra?")
    assert "thời hạn, người chịu trách nhiệm" in words.message
    assert not any(c.isdigit() for c in words.message + words.suggestion)
    assert (
        words_of(finding, shipped_rules(), "en").suggestion
        == "“công tác tham mưu”: What exactly will be done? By which day? Who does it, who checks it?"
    )


def test_templates_tolerate_small_edits_only() -> None:
    rules = shipped_rules()
    formula = rules.templates[0].text
    assert is_template(formula.replace("Đảng, với", "Đảng;").replace("lý", "lí").upper(), rules)
    assert not is_template(formula.split(";")[0][:30], rules)
    assert not is_template(formula + " Mỗi tháng đọc một bài, ghi thu hoạch nửa trang nộp chi uỷ trước ngày 25.", rules)


FILLED = [
    "Họ và tên: ......Lò Thị Xuân......  Sinh ngày: ...12/3/1980...",
    "Họ và tên: Lò Thị Xuân..........",
    "Họ và tên: ........ Lò Thị Xuân ........ Chức vụ: ....... Giáo viên .......",
    "Không làm việc riêng (chơi game, lướt mạng, ...) trong giờ",
    "các mặt: kinh tế, văn hoá, xã hội....",
    "Điểm thi đua: A, B, C, v.v...",
    "[x] Hiến máu 2 lần.",
    "Kích thước bể 3 x 4 m.",
    "Giúp một hộ nghèo (ghi rõ tên chủ hộ: bà Pảo).",
    "Trả lời bằng văn bản (nêu rõ lý do nếu chậm).",
    "Mục lục ........ 3",
    "Đỡ đầu em Nguyễn Thị A.",
]
OPEN = [
    "Tôi tên là ............................. hiện công tác tại ...............",
    "Họ và tên .......................... sinh ngày ..../..../......",
    "Họ và tên: …………………… Ngày sinh: …………… Quê quán: ……………",
    "Đọc … cuốn sách/năm.",
    "Giảm hộ nghèo còn …%.",
    "Hoàn thành kế hoạch năm 202…, giữ vững danh hiệu.",
    "Đạt [..]% chỉ tiêu của [tên đơn vị].",
    "Theo Hướng dẫn số xx-HD/BTC.",
    "Phụ trách: đồng chí XXX",
    "Sinh ngày: dd/mm/yyyy",
    "Cam kết (nêu 3 - 5 việc cụ thể)",
    "- ........................................",
    "[Lưu ý: bổ sung việc theo vị trí công tác] Làm tốt việc được giao.",
]


@pytest.mark.parametrize("text", FILLED)
def test_what_is_no_blank(text: str) -> None:
    assert not run("placeholder-left", document(text))
    assert not run("placeholder-left", document("Đi họp đúng giờ.", intro=text))


@pytest.mark.parametrize("text", OPEN)
def test_what_is_a_blank(text: str) -> None:
    assert run("placeholder-left", document("Đi họp đúng giờ.", intro=text))


def test_a_blank_beside_the_signature_is_none_unless_others_are_left() -> None:
    closing = "Khe Sậy, ngày … tháng … năm 2020"
    assert not run("placeholder-left", document("Đi họp đúng giờ.", closing=closing))
    assert len(run("placeholder-left", document("Đi họp … buổi.", closing=closing))) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện chuyên đề học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh năm 2019, tôi cam kết:",
        "Tôi xin đăng ký phấn đấu năm 2019 như sau:",
        "Phấn đấu năm 2019 đạt danh hiệu lao động tiên tiến.",
        "Năm nay thực hiện chuyên đề về tôn trọng nhân dân, phát huy dân chủ, chăm lo đời sống nhân dân, tôi đăng ký:",
    ],
)
def test_an_earlier_year_as_this_years(text: str) -> None:
    assert run("stale-year", document("Đi họp đúng giờ.", intro=text, year=2020))
    assert not run("stale-year", document("Đi họp đúng giờ.", intro=text, year=2019))


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện chuyên đề năm 2020, kế thừa chuyên đề năm 2019.",
        "Căn cứ Kế hoạch số 12-KH/TU ngày 20/12/2019 của Tỉnh uỷ.",
        "Căn cứ Hướng dẫn số 3 ngày 5 tháng 11 năm 2019.",
        "Đưa thu nhập cao hơn 10% so với năm 2019.",
        "Tiếp tục thực hiện các chuyên đề năm 2018, 2019, 2020.",
        "Sửa hạn chế đã nêu trong bản cam kết năm 2019:",
        "Chi bộ sinh hoạt chuyên đề về phong cách nêu gương của cán bộ, đảng viên, người đứng đầu mỗi quý.",
    ],
)
def test_looking_back_is_not_stale(text: str) -> None:
    assert not run("stale-year", document(text, year=2020))
    assert not run("stale-year", document("Đi họp đúng giờ.", intro=text, year=2020))


def test_headings_in_free_words_do_not_make_parts_missing() -> None:
    doc = document(*["Đi họp đúng giờ."] * 3, kind="individual")
    assert not run("missing-section", doc)


@pytest.mark.parametrize("text", ["Không {}.", "- {} thì thôi", "a) Tránh {};", "{}"])
def test_an_offices_phrase_rule_fires_alike_in_every_line(text: str) -> None:
    params = phrases.Params(("hoà giải suông",), ("intro", "pledges", "closing"), unless=("không nên",))
    line = text.format("hòa  giải suông")
    for doc in (document(line), document("Việc", intro=line), document("Việc", closing=line)):
        hits = list(phrases.check(doc, params, Context(shipped_rules())))
        assert [h.quote for h in hits] == ["hòa  giải suông"]
        span = hits[0].span
        assert span and doc.raw.text[span.start : span.end] == hits[0].quote
    assert not list(phrases.check(document(f"không nên {line}"), params, Context(shipped_rules())))


@pytest.mark.parametrize("piece", [".", "… ", "_", "(", "[a", "năm 2019 ", "ngày ...", "Họ và tên: ... ", "chuyên đề "])
def test_long_nonsense_is_read_without_a_crash(piece: str) -> None:
    doc = document(piece * 3000, intro=piece * 3000, year=2020, kind="individual")
    run_checks(doc, Context(shipped_rules()))


def test_a_document_without_a_pledge_says_so() -> None:
    empty = document(
        kind="individual",
        intro="Tôi xin trình bày đôi điều về bản thân và gia đình trong năm vừa qua như sau ạ, kính mong chi bộ xem.",
    )
    (finding,) = run("vague-document", empty)
    words = words_of(finding, shipped_rules())
    assert words.message.startswith("Ngoài câu theo mẫu, không thấy nội dung cam kết nào")
    formulas = document(*(t.text for t in shipped_rules().templates[:2]))
    judged = tuple(Assessment(0, 0.9, dict.fromkeys(SLOT_NAMES), template=True) for _ in formulas.pledges)
    assert run("vague-document", formulas, assessments=judged)
