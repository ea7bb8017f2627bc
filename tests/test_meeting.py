"""The score sheet: criteria of a profile, points with their reasons, ranks, what to commend."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_samples import CONCRETE, HOLLOW, MANDATED, SPECIFIC, TEMPLATE, VAGUE, VERSIONS, batch, build
from support import shipped_rules

from qualitycheck.checks.context import Context
from qualitycheck.checks.run import run_checks
from qualitycheck.doubts import find_doubts
from qualitycheck.errors import SettingsError
from qualitycheck.meeting import Criterion, MeetingSettings, criteria_of, marks, meeting_of, score_sheet
from qualitycheck.meeting.commend import TOO_ALIKE, best_pledges
from qualitycheck.monitoring import calendar_of
from qualitycheck.score import score
from qualitycheck.settings import Settings, load_settings
from qualitycheck.types import Assessment, Batch, Decision, Finding, Match, Report

SIX = Path("6-ro")
FINE = Assessment(2, 0.95, {"action": "thăm", "object": "hộ", "quantity": "2", "frequency": "Mỗi tháng"})


def profile(tmp_path: Path, text: str) -> Settings:
    file = tmp_path / "tinh.toml"
    file.write_text(text, encoding="utf-8")
    return load_settings([file])


def checked(
    *texts: str, judged: tuple[Assessment, ...] | None = None, path: str = "2020/a.docx", matches: tuple[Match, ...] = (),
    extra: tuple[Finding, ...] = (), **facts: object,
) -> Report:  # fmt: skip
    """A report as ``check`` makes it, real findings and score; these short texts have not all parts, which is no matter."""
    document = build(path, *texts, **{"year": 2020, **facts})
    assessments = judged or tuple(FINE for _ in texts)
    context = Context(shipped_rules(), assessments, matches, ())
    findings = (*(f for f in run_checks(document, context) if f.rule != "missing-section"), *extra)
    doubts = find_doubts(assessments, findings, 0.65)
    return Report(
        document, assessments, findings, matches, score(document, assessments, findings, matches, None, doubts), doubts
    )


def of(*reports: Report) -> Batch:
    return Batch(reports, VERSIONS)


# --- criteria --------------------------------------------------------------------------------------------------------


def test_without_criteria_the_parts_of_the_score_are_the_scale() -> None:
    found = criteria_of(load_settings())
    assert [(c.name, c.weight) for c in found][:2] == [("specificity", 45.0), ("originality", 20.0)]
    report = checked(VAGUE, SPECIFIC, judged=(HOLLOW, FINE))
    made = marks(report, found)
    assert made.total == report.score.total and made.band == report.score.band
    assert sum(x.points for x in made.losses) == pytest.approx(sum(x.points for x in report.score.losses), abs=0.05)


def test_six_clear_is_shipped_and_names_real_rules_and_slots() -> None:
    found = criteria_of(load_settings([SIX]), shipped_rules().rules)
    assert [c.title for c in found] == [
        "Rõ người", "Rõ việc", "Rõ thời gian", "Rõ trách nhiệm", "Rõ sản phẩm", "Rõ thẩm quyền",
    ]  # fmt: skip
    assert sum(c.weight for c in found) == pytest.approx(100)
    assert found[2].slots == (("deadline", "frequency"),) and found[0].shown("en") == "Clear who"


def test_a_profile_replaces_the_whole_scale(tmp_path: Path) -> None:
    file = tmp_path / "tinh.toml"
    file.write_text(
        '[criteria.a]\ntitle = "Sát việc"\nweight = 3\npart = "fit"\n[criteria.b]\npart = "guidance"', encoding="utf-8"
    )
    found = criteria_of(load_settings([SIX, file]))
    assert [(c.title, c.weight, c.part) for c in found] == [("Sát việc", 75.0, "fit"), ("b", 25.0, "guidance")]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("[criteria.a]\nweight = 3", "needs part, slots or rules"),
        ('[criteria.a]\npart = "x"', r"tinh.toml:2.*must be one of specificity"),
        ('[criteria.a]\nslots = ["who"]', r"tinh.toml:2.*must be a list"),
        ("[criteria.a]\nrules.no-rule = 0.1", r"tinh.toml:2.*named after a rule"),
        ("[criteria.a]\nrules.slogan = 3", r"tinh.toml:2.*0 to 1"),
        ('[criteria.a]\npart = "fit"\nweight = -1', r"tinh.toml:3.*from 0"),
        ('[criteria.a]\npart = "fit"\nweight = 0', "one weight above 0"),
        ('[criteria.a]\ncolour = "red"', "unknown key"),
        ('[meeting]\nplace = "x"', "unknown key"),
        ("[meeting]\ndiscuss = -1", r"tinh.toml:2.*whole number"),
    ],
)
def test_a_wrong_profile_is_told_with_its_line(tmp_path: Path, text: str, wrong: str) -> None:
    with pytest.raises(SettingsError, match=wrong):
        settings = profile(tmp_path, text)
        criteria_of(settings, shipped_rules().rules)
        meeting_of(settings)


def test_a_ready_profile_that_is_none() -> None:
    with pytest.raises(SettingsError, match="6-ro"):
        load_settings([Path("7-ro")])


# --- points ----------------------------------------------------------------------------------------------------------

TIME = Criterion("time", "Rõ thời gian", "", 100.0, slots=(("deadline", "frequency"),))
WHO = Criterion("who", "Rõ người", "", 100.0, slots=(("owner",),))


def test_a_slot_costs_only_where_a_finding_says_so() -> None:
    timeless = Assessment(2, 0.9, {"action": "thăm"})
    sound = checked(SPECIFIC, judged=(timeless,))
    assert marks(sound, (TIME,)).points == (100.0,)
    report = checked(VAGUE, SPECIFIC, judged=(HOLLOW, timeless))
    (lost,) = marks(report, (TIME,)).losses
    assert (lost.points, lost.rule, lost.pledges, lost.slots) == (50.0, "vague-pledge", (0,), ("deadline", "frequency"))
    assert set(lost.findings) <= {f.id for f in report.findings}


def test_an_individual_is_the_owner_a_collective_must_name_one() -> None:
    for kind, points in (("individual", 100.0), ("collective", 0.0)):
        assert marks(checked(VAGUE, judged=(HOLLOW,), kind=kind), (WHO,)).points == (points,)


def test_mandated_sentences_carry_no_share() -> None:
    report = checked(TEMPLATE, VAGUE, SPECIFIC, judged=(MANDATED, HOLLOW, FINE))
    assert marks(report, (TIME,)).points == (50.0,)


def test_dismissed_findings_cost_nothing_a_backlog_does() -> None:
    report = checked(VAGUE, judged=(HOLLOW,))
    for verdict, points in (("dismissed", 100.0), ("baseline", 0.0)):
        decision = Decision(verdict, "A", "2020-01-01")  # type: ignore[arg-type]
        aside = tuple(replace(f, status="suppressed", decision=decision) for f in report.findings)
        assert marks(replace(report, findings=aside, doubts=()), (TIME,)).points == (points,)


def test_a_grave_fault_caps_the_sum() -> None:
    fault = Finding("x", "foreign-name", "error", None, None, "xã Khác", {"name": "xã Khác", "what": "unit"}, 0.95)
    made = marks(checked(SPECIFIC, extra=(fault,)), (TIME,))
    assert (made.total, made.capped_by) == (50, "foreign-name")


@given(
    st.lists(st.sampled_from([(VAGUE, HOLLOW), (SPECIFIC, FINE), (TEMPLATE, MANDATED)]), max_size=6),
    st.sampled_from(["individual", "collective", "model", "unknown"]),
    st.sampled_from([(), (SIX,)]),
)
def test_points_add_up_and_every_loss_has_its_finding(
    parts: list[tuple[str, Assessment]], kind: str, files: tuple[Path, ...]
) -> None:
    report = (
        checked(*(t for t, _ in parts), judged=tuple(a for _, a in parts) or None, kind=kind)
        if parts
        else batch().reports[0]
    )
    criteria = criteria_of(load_settings(files))
    made = marks(report, criteria)
    known = {f.id for f in report.findings}
    assert all(0 <= p <= c.weight + 0.01 for p, c in zip(made.points, criteria, strict=True))
    assert 0 <= made.band[0] <= made.total + 0.05 and made.total <= made.band[1] + 0.05 <= 100.1
    for lost in made.losses:
        assert lost.points > 0 and set(lost.findings) <= known


# --- the sheet -------------------------------------------------------------------------------------------------------


def pledge(number: int) -> str:
    deeds = ("Thăm {n} gia đình chính sách thôn Đông mỗi tháng", "Dọn vệ sinh đường liên xã {n} buổi mỗi quý",
             "Kèm {n} học sinh yếu môn Toán tối thứ Ba", "Trả hồ sơ hộ tịch trong {n} giờ làm việc",
             "Trồng {n} cây xanh ven kênh trước 19/5", "Họp giao ban {n} lần mỗi tuần có biên bản")  # fmt: skip
    return deeds[number % len(deeds)].format(n=number + 2) + "."


def several() -> Batch:
    good = [checked(pledge(i), path=f"2020/{i}.docx", author=f"Lê Văn {n}", unit=u)
            for i, (n, u) in enumerate((("An", "UBND xã Hòa An"), ("Bình", "UBND xã Hoà An"), ("Cúc", "Thôn Đông, xã Hòa An")))]  # fmt: skip
    weak = checked(VAGUE, VAGUE.replace("Luôn", "Tiếp tục"), judged=(HOLLOW, HOLLOW), path="2020/9.docx",
                   author="Trần Thị Dung", unit="Thôn Đông, xã Hòa An")  # fmt: skip
    return of(*good, weak)


def test_ranks_per_unit_and_over_all() -> None:
    sheet = score_sheet(several(), criteria_of(load_settings()))
    assert [(u.unit, u.documents, u.rank) for u in sheet.units] == [
        ("UBND xã Hòa An", 2, 1),
        ("Thôn Đông, xã Hòa An", 2, 2),
    ]
    in_thon = [(e.report.path, e.rank) for e in sheet.entries if e.unit.startswith("Thôn")]
    assert in_thon == [("2020/2.docx", 1), ("2020/9.docx", 2)]
    ties = [e.place for e in sheet.entries if e.marks.total == max(x.marks.total for x in sheet.entries)]
    assert set(ties) == {1}
    assert [e.report.path for e in sheet.discuss] == ["2020/9.docx"]
    assert all(len(u.points) == 5 for u in sheet.units)


def test_no_copy_no_template_no_doubt_is_commended() -> None:
    match = Match(
        0, "2019/b.docx", "d", 2019, "Vũ Văn Mạnh", "xã Khác", 0, "other-earlier", "verbatim", 1.0, (), pledge(0)
    )
    copied = checked(pledge(0), path="copy.docx", matches=(match,))
    formula = checked(TEMPLATE, judged=(MANDATED,), path="form.docx")
    sheet = score_sheet(of(*several().reports, copied, formula), criteria_of(load_settings()))
    paths = {p.entry.report.path for p in (*sheet.documents, *sheet.pledges)}
    assert paths and not paths & {"copy.docx", "form.docx", "2020/9.docx"}


def test_commended_pledges_are_unlike_each_other() -> None:
    alike = [checked(pledge(0).replace("Đông", f"{n}"), path=f"{i}.docx", unit=f"Thôn {n}")
             for i, n in enumerate(("Trung", "Thượng", "Hạ", "Nội"))]  # fmt: skip
    other = checked(pledge(1), path="x.docx", unit="Thôn Ngoại")
    reports = [*alike, other]
    chosen = best_pledges(reports, [r.document.unit.value for r in reports if r.document.unit], 5)
    assert len(chosen) <= 2 and TOO_ALIKE < 1
    assert {reports[c.document].path for c in chosen} <= {"x.docx", *(f"{i}.docx" for i in range(4))}


def test_lists_are_as_long_as_the_profile_says(tmp_path: Path) -> None:
    settings = profile(tmp_path, '[meeting]\ncommend-documents = 1\ncommend-pledges = 0\norganisation = "Huyện ủy A"')
    assert meeting_of(settings) == MeetingSettings("Huyện ủy A", "", 1, 0, 6)
    sheet = score_sheet(several(), criteria_of(settings), meeting_of(settings))
    assert len(sheet.documents) == 1 and not sheet.pledges


def test_an_empty_batch_has_an_empty_sheet() -> None:
    sheet = score_sheet(Batch(batch().failures, VERSIONS), criteria_of(load_settings()))
    assert not sheet.entries and not sheet.units and len(sheet.batch.failures) == 2
    assert CONCRETE.level == 2


def test_what_is_no_commitment_has_no_rank() -> None:
    strange = checked(pledge(0), path="thoi-tiet.docx", kind="unknown", unit="Đài khí tượng")
    sheet = score_sheet(of(*several().reports, strange), criteria_of(load_settings()))
    assert sheet.entries[-1].report.path == "thoi-tiet.docx"
    assert (sheet.entries[-1].rank, sheet.entries[-1].place) == (None, None)
    assert "Đài khí tượng" not in {u.unit for u in sheet.units}
    assert "thoi-tiet.docx" in {e.report.path for e in sheet.to_read}


def test_the_examples_of_the_guide_are_read_as_they_stand(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[1] / "docs" / "meetings.md").read_text(encoding="utf-8")
    settings = profile(tmp_path, "".join(re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)))
    assert [c.title for c in criteria_of(settings, shipped_rules().rules)] == [
        "Rõ thời gian",
        "Sát chức trách, chuyên đề",
    ]
    assert meeting_of(settings).organisation and set(calendar_of(settings)) == {2026}
