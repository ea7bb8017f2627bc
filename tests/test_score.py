"""Points: parts that add up, losses tied to findings, caps, band, praise."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import document

from qualitycheck.errors import SettingsError
from qualitycheck.score import _COST, CAPS, GRADES, WEIGHTS, check_weights, score
from qualitycheck.settings import load_settings
from qualitycheck.types import Assessment, Document, Finding, Match, Score

PLEDGE_RULES = ("vague-pledge", "copied-other", "copied-own-previous-year", "off-role", "long-pledge", "slogan")
DOCUMENT_RULES = (
    "vague-document",
    "missing-section",
    "off-theme",
    "too-long",
    "stale-year",
    "foreign-name",
    "placeholder-left",
    "name-only-model",
    "self-duplicate",
    "mixed-encoding",
)


def judged(level: int = 2, confidence: float = 0.9, template: bool = False, **slots: str) -> Assessment:
    return Assessment(level, confidence, {"action": "thăm", **slots}, template=template)  # type: ignore[arg-type,dict-item]


def found(rule: str, pledge: int | None = None, number: int = 0, **more: object) -> Finding:
    return Finding(f"{rule}-{pledge}-{number}", rule, "warning", pledge, None, "", **more)  # type: ignore[arg-type]


def copied(pledge: int) -> Match:
    return Match(pledge, "x", "x", 2018, "A", "B", 0, "own-earlier", "light", 0.9, (), "…")


def doc(pledges: int) -> Document:
    return document(*[f"Thăm {n + 1} hộ nghèo trước 30/6." for n in range(pledges)], kind="individual")


def of(assessments: list[Assessment], findings: list[Finding] = [], **more: object) -> Score:  # noqa: B006
    return score(doc(len(assessments)), assessments, findings, more.pop("matches", []), **more)  # type: ignore[arg-type]


# --- what holds of every document ------------------------------------------------------------------------------------


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Assessment], list[Finding], list[Match]]:
    count = draw(st.integers(0, 6))
    share = st.floats(0, 1)
    assessments = [
        judged(draw(st.integers(0, 2)), draw(share), draw(st.booleans()), **({"quantity": "2"} if n % 2 else {}))
        for n in range(count)
    ]
    findings = [
        found(
            draw(st.sampled_from(DOCUMENT_RULES)),
            None,
            n,
            confidence=draw(share),
            values={"missing": ("a",) * draw(st.integers(0, 5))},
        )
        for n in range(draw(st.integers(0, 6)))
    ]
    if count:
        pledge = st.integers(0, count - 1)
        findings += [
            found(
                draw(st.sampled_from(PLEDGE_RULES)),
                draw(pledge),
                n,
                confidence=draw(share),
                status=draw(st.sampled_from(["open", "open", "suppressed"])),
            )
            for n in range(draw(st.integers(0, 8)))
        ]
    return assessments, findings, [copied(draw(pledge)) for _ in range(draw(st.integers(0, 2)))] if count else []


@given(cases())
def test_what_holds_of_every_score(case: tuple[list[Assessment], list[Finding], list[Match]]) -> None:
    assessments, findings, matches = case
    made = score(doc(len(assessments)), assessments, findings, matches)
    assert 0 <= made.total <= 100
    assert sum(made.maxima.values()) == pytest.approx(100)
    assert made.parts.keys() == made.maxima.keys() == WEIGHTS.keys()
    for part, points in made.parts.items():
        lost = sum(x.points for x in made.losses if x.part == part)
        assert 0 <= points <= made.maxima[part] + 0.01
        assert points == pytest.approx(made.maxima[part] - lost, abs=0.01)
    assert made.band[0] <= made.total <= made.band[1]
    _totals(made, findings)
    _links(made, assessments, findings)
    _praise(made, assessments, findings, matches)


def _totals(made: Score, findings: list[Finding]) -> None:
    added = sum(made.parts.values())
    if made.capped_by is None:
        assert made.total == pytest.approx(added, abs=0.051)  # shown with one decimal
    else:
        assert made.total == CAPS[made.capped_by] < added + 0.051
    fatal = [CAPS[f.rule] for f in findings if f.rule in CAPS and f.status == "open"]
    assert made.total <= min(fatal, default=100)
    assert made.grade == next(name for least, name in GRADES if made.total >= least)


def _links(made: Score, assessments: list[Assessment], findings: list[Finding]) -> None:
    live = {f.id: f.rule for f in findings if f.status == "open"}
    nothing_promised = all(a.template for a in assessments)
    for loss in made.losses:
        assert loss.points > 0
        assert loss.findings or nothing_promised
        assert {live[i] for i in loss.findings} <= {loss.rule}
    if nothing_promised:
        assert made.parts["specificity"] == pytest.approx(0, abs=0.01)
        assert made.needs_review


def _praise(made: Score, assessments: list[Assessment], findings: list[Finding], matches: list[Match]) -> None:
    assert list(made.praise) == sorted(set(made.praise))
    assert len(made.praise) <= 3
    touched = {f.pledge for f in findings if f.status == "open"} | {m.pledge for m in matches}
    for index in made.praise:
        assert index not in touched
        assert assessments[index].level == 2
        assert not assessments[index].template


@given(cases(), st.integers(0, 30))
def test_one_more_finding_never_adds_points(
    case: tuple[list[Assessment], list[Finding], list[Match]], pick: int
) -> None:
    assessments, findings, matches = case
    rule = (*DOCUMENT_RULES, "off-role")[pick % 11]
    before = score(doc(len(assessments)), assessments, findings, matches)
    after = score(doc(len(assessments)), assessments, [*findings, found(rule, None, 99)], matches)
    assert after.total <= before.total + 0.1


# --- single facts ----------------------------------------------------------------------------------------------------


def test_without_a_fault_everything_is_kept() -> None:
    made = of([judged(), judged()])
    assert (made.total, made.grade, made.losses, made.capped_by) == (100, "good", (), None)
    assert not made.needs_review


def test_a_vague_pledge_costs_its_share_of_specificity() -> None:
    made = of([judged(0), judged(), judged(), judged()], [found("vague-pledge", 0)])
    assert made.parts["specificity"] == pytest.approx(45 * 3 / 4)
    assert made.total == pytest.approx(100 - 45 / 4, abs=0.05)
    assert [(x.rule, x.findings) for x in made.losses] == [("vague-pledge", ("vague-pledge-0-0",))]


def test_formulas_of_the_province_neither_cost_nor_earn() -> None:
    with_formula = of([judged(0, template=True), judged(0), judged()], [found("vague-pledge", 1)])
    without = of([judged(0), judged()], [found("vague-pledge", 0)])
    assert with_formula.total == without.total


def test_anothers_words_cost_more_than_ones_own() -> None:
    own = of([judged()] * 4, [found("copied-own-previous-year", 0)], matches=[copied(0)])
    other = of([judged()] * 4, [found("copied-other", 0)], matches=[copied(0)])
    assert other.parts["originality"] < own.parts["originality"] < 20


def test_every_missing_part_costs_until_the_part_is_spent() -> None:
    points = [of([judged()], [found("missing-section", values={"missing": ("a",) * n})]).parts["guidance"]
              for n in range(1, 7)]  # fmt: skip
    assert points == [15, 10, 5, 0, 0, 0]


def test_a_fatal_fault_cannot_hide_in_an_average() -> None:
    made = of([judged()] * 8, [found("foreign-name"), found("name-only-model")])
    assert (made.total, made.capped_by, made.grade) == (20, "name-only-model", "rewrite")
    assert sum(made.parts.values()) > 20


def test_a_cap_above_the_points_is_not_named() -> None:
    vague = [found("vague-pledge", n, n) for n in range(4)] + [found("copied-other", n, n) for n in range(4)]
    made = of([judged(0)] * 4, [*vague, found("placeholder-left")])
    assert made.total < CAPS["placeholder-left"]
    assert made.capped_by is None


def test_what_a_reviewer_set_aside_costs_nothing() -> None:
    assert of([judged()], [found("off-theme", status="suppressed")]).total == 100


def test_the_band_widens_with_doubt() -> None:
    sure = of([judged(0, 1.0), judged(2, 1.0)], [found("vague-pledge", 0)])
    unsure = of([judged(0, 0.6), judged(2, 0.6)], [found("vague-pledge", 0, confidence=0.6)])
    assert sure.band == (sure.total, sure.total)
    assert unsure.band[0] < unsure.total < unsure.band[1]


def test_doubtful_judgements_are_for_a_person() -> None:
    assert of([judged(1, 0.5), judged()]).needs_review
    assert not of([judged(1, 0.5), *[judged()] * 9]).needs_review


def test_praise_goes_to_the_fullest_pledges() -> None:
    full = judged(quantity="2", deadline="trước 30/6", place="thôn Nà Ín")
    made = of([judged(), full, judged(), full, judged(), full])
    assert made.praise == (1, 3, 5)
    assert of([full, full], matches=[copied(0)]).praise == (1,)


@pytest.mark.parametrize("weights", [{"specificity": 90.0}, {"fit": 0.0}, dict.fromkeys(WEIGHTS, 7.0)])
def test_weights_are_scaled_to_100(weights: Mapping[str, float]) -> None:
    made = of([judged()], weights=weights)
    assert sum(made.maxima.values()) == pytest.approx(100)
    assert made.total == 100


def test_every_rule_that_costs_has_a_part() -> None:
    assert {part for part, _ in _COST.values()} < WEIGHTS.keys()
    assert all(0 < share <= 1 for _, share in _COST.values())
    assert GRADES[-1][0] == 0


def test_weights_of_unknown_parts_are_a_settings_error(tmp_path: Path) -> None:
    file = tmp_path / "qualitycheck.toml"
    file.write_text("[weights]\nspecifcity = 3\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"qualitycheck\.toml:2: .*specifcity.*weights\.specificity"):
        check_weights(load_settings([file]).table("weights"))
    nothing = "\n".join(f"{part} = 0" for part in WEIGHTS)
    file.write_text(f"[weights]\n{nothing}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="above 0"):
        check_weights(load_settings([file]).table("weights"))
