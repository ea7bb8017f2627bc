"""Rule files: what is read, what is refused with file and line, how folders overlay one another."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import RULES_FOLDER, shipped_rules

from qualitycheck.checks.run import activate
from qualitycheck.checks.testing import test_rules as rule_results
from qualitycheck.errors import RuleError, SettingsError
from qualitycheck.rules import RuleSet, configure, heading_roles, load_rules
from qualitycheck.rules.configured import LIMIT_PARAMS
from qualitycheck.settings import LIMITS, load_settings

RULE = """\
- id: cam-noi-suong
  kind: phrases
  level: note
  title: {vi: Nói suông, en: Empty talk}
  source: hình thức
  message: {vi: "Có “{word}”.", en: "Has “{word}”."}
  why: {vi: vì sao, en: why}
  params: {words: [hứa suông, nói suông]}
  examples:
    bad: ["Không [[nói suông]].", "Tránh [[hứa suông]]."]
    good: [Làm thật., Nói thật.]
"""


def folder(tmp_path: Path, name: str = "tinh", **files: str) -> Path:
    base = tmp_path / name
    for file, text in files.items():
        path = base / file.replace("__", "/")
        path = path.with_suffix("") if path.suffix else path.with_suffix(".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return base


def loaded(*folders: Path) -> RuleSet:
    rules = load_rules(folders)
    activate(rules)
    return rules


def test_values_stay_text_until_a_schema_wants_something_else(tmp_path: Path) -> None:
    rules = loaded(folder(tmp_path, a=RULE.replace("hứa suông, nói suông", "05, no")))
    assert activate(rules)[0].params.words == ("05", "no")


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("  level: note", "  level: fatal", 3, "error, warning, note"),
        ("  source: hình thức", "  sorce: hình thức", 5, 'unknown key "sorce"'),
        ("words: [", "wrds: [", 8, 'unknown key "wrds"; allowed: words, scope, unless'),
        ("  kind: phrases", "  kind: phrase", 1, 'unknown kind "phrase"; allowed:'),
        ("[hứa suông, nói suông]", "list:khong-co", 8, 'no list "khong-co"'),
        ("good: [Làm thật., Nói thật.]", "good: [Làm thật.]", 1, "at least 2 good examples"),
        ("  why: {vi: vì sao, en: why}\n", "", 1, 'key "why" is missing'),
        ("title: {vi: Nói suông, en: Empty talk}", "title: Nói suông", 4, 'key "title" needs a table'),
        ("  level: note", "  level: note\n  level: error", 4, "given twice"),
        ("  level: note", "  level: [note", 4, "not valid YAML"),
        ("  level: note", "  level: &a note\n  enabled: *a", 3, "anchors and aliases"),
    ],
)
def test_every_error_names_file_line_and_remedy(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    with pytest.raises(RuleError) as caught:
        loaded(folder(tmp_path, a=RULE.replace(old, new)))
    assert str(caught.value).startswith(f"tinh/a.yaml:{line}:"), caught.value
    assert words in str(caught.value)


def test_a_missing_folder_and_broken_bytes_are_rule_errors(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="rule folder not found"):
        load_rules([tmp_path / "nowhere"])
    (tmp_path / "x.yaml").write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(RuleError, match=r"x\.yaml:1: cannot be read as UTF-8"):
        load_rules([tmp_path])


def test_a_later_folder_overlays_a_rule_and_edits_its_lists(tmp_path: Path) -> None:
    base = folder(tmp_path, "base", a=RULE)
    own = "- id: cam-noi-suong\n  level: warning\n  params: {words+: [hô hào], words-: [hứa suông], scope: [closing]}\n"
    active = activate(loaded(base, folder(tmp_path, "own", a=own)))[0]
    assert (active.rule.level, active.rule.kind) == ("warning", "phrases")
    assert active.params.words == ("nói suông", "hô hào")
    assert active.params.scope == ("closing",)


def test_a_rule_extends_another_under_a_new_id(tmp_path: Path) -> None:
    own = "- id: moi\n  extends: cam-noi-suong\n  level: error\n"
    rules = loaded(folder(tmp_path, "base", a=RULE), folder(tmp_path, "own", a=own))
    assert (rules.rules["cam-noi-suong"].level, rules.rules["moi"].level) == ("note", "error")


def test_extending_nothing_and_doubling_an_id_are_errors(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match='no rule "la"'):
        load_rules([folder(tmp_path, "one", a="- id: moi\n  extends: la\n")])
    with pytest.raises(RuleError, match="given twice"):
        load_rules([folder(tmp_path, "two", a=RULE + RULE)])


def test_lists_are_merged_and_a_dash_removes(tmp_path: Path) -> None:
    base = folder(tmp_path, "base", **{"lists__a.txt.x": "# tên\nmột\nhai # số\n"})
    own = folder(tmp_path, "own", **{"lists__a.txt.x": "- một\nba\n"})
    assert load_rules([base, own]).lists["a"] == ("hai", "ba")


def test_the_digest_changes_with_any_file_and_not_with_line_ends(tmp_path: Path) -> None:
    first = load_rules([folder(tmp_path, "a", a=RULE)]).digest
    (tmp_path / "b").mkdir()
    (tmp_path / "b/a.yaml").write_bytes(RULE.replace("\n", "\r\n").encode())
    assert load_rules([tmp_path / "b"]).digest == first
    assert load_rules([folder(tmp_path, "c", a=RULE.replace("note", "error"))]).digest != first


def test_a_rule_set_goes_to_a_worker_process() -> None:
    assert pickle.loads(pickle.dumps(shipped_rules())).digest == shipped_rules().digest


@pytest.mark.parametrize(
    ("kind", "heading", "roles"),
    [
        ("individual", "III/ TÁC PHONG, LỀ LỐI", ("tác phong, lề lối làm việc",)),
        ("individual", "Phần nêu gương", ("đạo đức, lối sống",)),
        ("individual", "2) Sửa khuyết điểm", ("khắc phục hạn chế",)),
        ("individual", "VE TU TUONG CHINH TRI", ("tư tưởng chính trị",)),
        ("individual", "Tư tưởng, đạo đức, lối sống", ("tư tưởng chính trị", "đạo đức, lối sống")),
        ("collective", "Việc của thôn", ("nhiệm vụ chính trị",)),
        ("collective", "Nhiệm vụ chính trị", ("nhiệm vụ chính trị",)),
        ("collective", "Cách làm", ("biện pháp thực hiện",)),
        ("model", "Hồ sơ, kiểm tra", ("hồ sơ",)),
        ("model", "Tên mô hình", ()),
    ],
)
def test_headings_are_understood_however_they_are_worded(kind: str, heading: str, roles: tuple[str, ...]) -> None:
    assert shipped_rules().section_roles(kind, heading) == roles


@given(st.text(max_size=60))
def test_any_heading_gives_known_roles(heading: str) -> None:
    lexicon = shipped_rules().sections["individual"]
    assert set(heading_roles(heading, lexicon)) <= set(lexicon)


def test_themes_are_found_by_year_and_unit(tmp_path: Path) -> None:
    text = "year: 2024\nthemes:\n- title: Riêng\n  unit: xã Khe Sậy\n- title: Chung\n"
    rules = load_rules([folder(tmp_path, years__2024=text)])
    assert {t.title for t in rules.themes_of("UBND xã Khe Sậy, huyện Mường Sậy", 2024)} == {"Riêng", "Chung"}
    assert [t.title for t in rules.themes_of("xã Khe", 2024)] == ["Chung"]
    assert rules.themes_of(None, 2023) == ()


def test_the_limits_of_settings_and_rules_agree() -> None:
    params = {a.rule.id: a.params for a in activate(shipped_rules())}
    assert set(LIMIT_PARAMS) == set(LIMITS)
    for limit, (rule, name) in LIMIT_PARAMS.items():
        assert getattr(params[rule], name) == LIMITS[limit]


def test_settings_change_level_limits_and_params(tmp_path: Path) -> None:
    file = tmp_path / "qualitycheck.toml"
    text = "[limits]\npledges = 9\n[rules.too-long]\nlevel = 'error'\nparams = {model = 50}\n"
    file.write_text(text, encoding="utf-8")
    rules = configure(shipped_rules(), load_settings([file]))
    params = {a.rule.id: a.params for a in activate(rules)}
    assert (params["too-many-pledges"].max, params["too-long"].model) == (9, 50)
    assert (rules.rules["too-long"].level, params["too-long"].individual) == ("error", 900)
    with pytest.raises(SettingsError, match=r'command line: .*no rule "la"'):
        configure(shipped_rules(), load_settings(overrides={"rules.la.enabled": False}))


def test_shipped_files_load_and_every_kind_is_known() -> None:
    assert RULES_FOLDER.is_dir()
    assert {"too-long", "missing-section", "placeholder-left", "vague-pledge"} <= {
        a.rule.id for a in activate(shipped_rules())
    }


def test_the_example_of_the_readme_works(tmp_path: Path) -> None:
    readme = (RULES_FOLDER / "README.md").read_text(encoding="utf-8")
    example = readme.split("```yaml\n")[1].split("```")[0]
    rules = load_rules([RULES_FOLDER, folder(tmp_path, tinh=example)])
    assert rules.rules["placeholder-left"].level == "warning"
    assert [r.problem for r in rule_results(rules) if r.rule == "noi-suong"] == [""] * 4
