"""rules/quality.json and what shows it: made with these rules and this model, summed over held-out sets only."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from report_samples import words
from support import RULES_FOLDER, shipped_rules

from qualitycheck.api import Setup
from qualitycheck.errors import RuleError, UsageError
from qualitycheck.evaluate.markdown import BEGIN, END, has_markers, markdown, renew, summary
from qualitycheck.evaluate.measure import Figures
from qualitycheck.evaluate.metrics import Counts
from qualitycheck.evaluate.quality import quality_of, rule_counts, use_of
from qualitycheck.report.explain import explain_rule
from qualitycheck.report.words import Words
from qualitycheck.rules import load_rules
from qualitycheck.rules.quality import FILE_NAME, Quality, SetFigures, figure, load_quality, quality_text
from qualitycheck.trust import models_digest

ROOT = RULES_FOLDER.parent


def measured(folder: Path = RULES_FOLDER) -> Quality:
    quality = load_quality(folder)
    assert quality is not None, "run: qualitycheck evaluate corpora/labelled/… --write-quality"
    return quality


def a_set(name: str, use: str, **rules: tuple[int, int, int]) -> SetFigures:
    named = {rule.replace("_", "-"): figure(*counts) for rule, counts in rules.items()}
    return SetFigures(name, use, 1, 1, named)  # type: ignore[arg-type]


def test_the_figures_were_made_with_these_rules_and_this_model() -> None:
    quality = measured()
    current = f"rules {Setup().rules.digest}, model {models_digest()}"
    before = f"rules {quality.measured_with.rules}, model {quality.measured_with.model}"
    assert before == current, f"rules/{FILE_NAME} is out of date; run: {quality.command}"


def test_the_documents_show_these_figures() -> None:
    quality, rules = measured(), shipped_rules()
    shown = {ROOT / "docs" / "quality.md": markdown, ROOT / "README.md": summary}
    assert has_markers(ROOT / "docs" / "quality.md")
    for path, text in shown.items():
        if has_markers(path):
            assert not renew(path, text(quality, rules), write=False), f"{path.name}: run: {quality.command}"


def test_sets_are_evidence_only_when_held_out() -> None:
    quality = measured()
    uses = {s.name: s.use for s in quality.sets}
    assert uses["lam-khe"] == "tuned-on"
    assert uses["hai-van"] == "held-out"
    held_out = [s for s in quality.sets if s.use == "held-out"]
    for rule, found in quality.rules.items():
        parts = [s.rules[rule] for s in held_out if rule in s.rules]
        assert (found.n, found.right) == (sum(p.n for p in parts), sum(p.right for p in parts))


def test_rules_are_summed_over_held_out_sets_and_left_out_without_a_labelled_fault() -> None:
    sets = [
        a_set("a", "held-out", off_role=(4, 5, 3), slogan=(0, 2, 0)),
        a_set("b", "held-out", off_role=(6, 5, 5)),
        a_set("c", "tuned-on", off_role=(90, 90, 90), vague_pledge=(9, 9, 9)),
        a_set("d", "unknown", off_role=(90, 90, 90)),
    ]
    quality = quality_of(sets, "r", "m")
    assert set(quality.rules) == {"off-role"}
    found = quality.rules["off-role"]
    assert (found.n, found.said, found.right) == (10, 10, 8)
    assert (found.precision, found.recall, found.f1) == (0.8, 0.8, 0.8)


def test_writing_the_figures_leaves_the_digest_of_the_rules(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    before = load_rules([RULES_FOLDER, tmp_path]).digest
    (tmp_path / FILE_NAME).write_text("{}", encoding="utf-8")
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema" / "rules.json").write_text("{}", encoding="utf-8")
    assert load_rules([RULES_FOLDER, tmp_path]).digest == before


def test_the_file_is_read_as_written_and_a_damaged_one_is_named(tmp_path: Path) -> None:
    quality = quality_of([a_set("a", "held-out", off_role=(4, 5, 3))], "r", "m")
    (tmp_path / FILE_NAME).write_text(quality_text(quality), encoding="utf-8")
    assert measured(tmp_path) == quality
    (tmp_path / FILE_NAME).write_text('{"schema": 2}', encoding="utf-8")
    with pytest.raises(RuleError, match=r"quality\.json:1: .*; run: qualitycheck evaluate"):
        load_quality(tmp_path)


def test_what_is_beside_the_name_of_a_rule() -> None:
    sets = [a_set("a", "held-out", vague_pledge=(72, 60, 58), off_role=(3, 0, 0))]
    quality = quality_of(sets, shipped_rules().digest, "m")
    said = Words(replace(shipped_rules(), quality=quality))
    assert said.quality("vague-pledge") == "đúng 58 trong 60 lần nhắc (bộ thử)"
    assert said.quality("off-role") == "bộ thử có 3 ca, không nhắc ca nào"
    assert said.quality("slogan") == "chưa đo"
    stale = Words(replace(shipped_rules(), quality=replace_digest(quality)))
    assert stale.quality("vague-pledge") == "đúng 58 trong 60 lần nhắc (bộ thử) (đo với bộ quy tắc khác)"
    assert Words(replace(shipped_rules(), quality=None)).quality("vague-pledge") == "chưa đo"


def replace_digest(quality: Quality) -> Quality:
    return quality_of(quality.sets, "other", quality.measured_with.model)


def test_a_rule_is_shown_with_its_figures_per_set() -> None:
    sets = [a_set("a", "held-out", vague_pledge=(72, 60, 58)), a_set("b", "tuned-on", vague_pledge=(9, 9, 9))]
    rules = replace(shipped_rules(), quality=quality_of(sets, shipped_rules().digest, "m"))
    text = explain_rule(rules.rules["vague-pledge"], rules)
    assert "Đo trên bộ thử: đúng 58 trong 60" in text
    assert "- b (đã dùng khi xây dựng, không tính là bằng chứng): đúng 9 trong 9" in text
    assert "chưa đo" in explain_rule(rules.rules["slogan"], rules)


def test_every_measured_rule_exists() -> None:
    assert set(rule_counts(Figures())) <= set(shipped_rules().rules)
    assert words().quality("no-such-rule") == "chưa đo"


def test_the_use_of_a_set_stands_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    assert use_of(folder) == "unknown"
    sets = tmp_path / "sets.json"
    sets.write_text(json.dumps({"mine": {"use": "held-out"}, "bad": {"use": "maybe"}}), encoding="utf-8")
    assert use_of(folder) == "held-out"
    with pytest.raises(UsageError, match="maybe"):
        use_of(tmp_path / "bad")
    sets.write_text("[", encoding="utf-8")
    with pytest.raises(UsageError, match=r"sets\.json"):
        use_of(folder)


def test_only_the_part_between_the_markers_is_written(tmp_path: Path) -> None:
    path = tmp_path / "doc.md"
    path.write_text(f"# Head\n\n{BEGIN}\nold\n{END}\n\ntail\n", encoding="utf-8")
    assert renew(path, "new") and not renew(path, "new")
    assert path.read_text(encoding="utf-8") == f"# Head\n\n{BEGIN}\n\nnew\n\n{END}\n\ntail\n"
    path.write_text("no marker", encoding="utf-8")
    with pytest.raises(UsageError, match="thiếu dòng"):
        renew(path, "new")


def test_counts_of_a_set_become_shares() -> None:
    figures = Figures(vague=Counts(tp=57, fp=1, fn=15))
    counts = rule_counts(figures)["vague-pledge"]
    found = figure(counts.tp + counts.fn, counts.tp + counts.fp, counts.tp)
    assert (found.n, found.said, found.right, found.precision) == (72, 58, 57, 0.9828)
    assert figure(0, 0, 0).precision is None
