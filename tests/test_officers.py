"""What rules/README.md promises an officer, done as written there: its own code blocks are put into a folder and used."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from support import RULES_FOLDER, document

from qualitycheck import api
from qualitycheck.checks.context import Context
from qualitycheck.checks.run import run_checks
from qualitycheck.errors import RuleError
from qualitycheck.rules import load_rules
from qualitycheck.rules.schema import schema_text
from qualitycheck.settings import load_settings
from qualitycheck.trust import rule_schemas

README = (RULES_FOLDER / "README.md").read_text(encoding="utf-8")
TABLES = ("sections", "roles", "templates", "texts", "units", "terms")


def block(language: str, holding: str) -> str:
    """The README's code block that holds these words."""
    [found] = [b for b in re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL) if holding in b]
    return found


@pytest.fixture
def province(tmp_path: Path) -> Path:
    """A province's folder, made of the blocks of the README."""
    folder = tmp_path / "tinh"
    (folder / "lists").mkdir(parents=True)
    (folder / "years").mkdir()
    rules = block("yaml", "id: placeholder-left") + block("yaml", "noi-suong-nhe")
    files = {
        "rieng.yaml": rules,
        "roles.yaml": block("yaml", "roles:"),
        "templates.yaml": block("yaml", "mau-tinh-1"),
        "lists/khau-hieu.txt": "vững bước đi lên cùng quê hương\n-nói đi đôi với làm\n",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def rules_in(folder: Path, text: str, name: str = "rieng.yaml") -> api.Setup:
    (folder / name).write_text(text, encoding="utf-8")
    return api.Setup(rule_folders=(folder,))


def fired(made: api.Setup, pledge: str) -> set[str]:
    given = document(pledge)
    return {f.rule for f in run_checks(given, Context(made.rules, api.prepare(given, made).assessments))}


def test_the_examples_of_the_readme_pass_their_own_test(province: Path) -> None:
    results = api.test_rules(api.Setup(rule_folders=(province,)))
    own = [r for r in results if r.rule.startswith("noi-suong")]
    assert len(own) == 8
    assert not [r for r in own if not r.passed]


def test_an_overlay_changes_only_what_it_says(province: Path) -> None:
    base, made = load_rules([RULES_FOLDER]), load_rules([RULES_FOLDER, province])
    old, new = base.rules["placeholder-left"], made.rules["placeholder-left"]
    assert (old.level, new.level) == ("error", "warning")
    assert (old.message, old.examples) == (new.message, new.examples)


def test_words_are_added_and_taken_away(province: Path) -> None:
    made = api.Setup(rule_folders=(province,))
    assert "noi-suong-nhe" in fired(made, "Tôi sẽ quyết tâm.")
    assert fired(made, "Em xin làm hết khả năng.") & {"noi-suong", "noi-suong-nhe"} == {"noi-suong"}


def test_a_list_gains_and_loses_lines(province: Path) -> None:
    made = api.Setup(rule_folders=(province,))
    assert "slogan" in fired(made, "Vững bước đi lên cùng quê hương!")
    assert "slogan" not in fired(api.Setup(), "Vững bước đi lên cùng quê hương!")
    assert "nói đi đôi với làm" not in made.rules.lists["khau-hieu"]


def test_lists_of_the_province_reach_the_slot_grammar(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "deliverables.txt").write_text("lá phướn ghi công\n", encoding="utf-8")
    given = document("Làm lá phướn ghi công cho đội.")
    own = api.prepare(given, api.Setup(rule_folders=(tmp_path,))).assessments[0]
    plain = api.prepare(given, api.Setup()).assessments[0]
    assert own.evidence != plain.evidence or own.confidence != plain.confidence


def test_a_post_and_a_template_sentence_are_known(province: Path) -> None:
    rules = load_rules([RULES_FOLDER, province])
    assert "Cán bộ khuyến nông thôn" in {r.name for r in rules.roles.roles}
    sentence = "Tôi xin cam kết thực hiện đúng các nội dung đã đăng ký và chịu trách nhiệm trước chi bộ."
    made = api.Setup(rule_folders=(province,))
    assert api.prepare(document(sentence), made).assessments[0].template
    assert "vague-pledge" not in fired(made, sentence)


def test_the_settings_of_the_readme_hold_and_know_their_origin(tmp_path: Path) -> None:
    path = tmp_path / "qualitycheck.toml"
    path.write_text(block("toml", "[limits]"), encoding="utf-8")
    settings = load_settings([path])
    made = api.Setup(settings)
    assert not made.rules.rules["slogan"].enabled
    assert made.rules.rules["too-long"].level == "error"
    assert [t.title for t in made.rules.themes_of("UBND xã Khe Sậy", 2026)] == [
        "Tên chuyên đề năm 2026", "Chuyên đề chung", "Chuyên đề riêng của xã",
    ]  # fmt: skip
    origins = {name: origin for name, _, origin in settings.origins()}
    assert origins["limits.individual_words"] == "qualitycheck.toml:2"
    assert origins["limits.pledges"] == "default"
    assert settings.get("review.confidence") == 0.65


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- id: noi-suong\n  kind: phrase\n", "rieng.yaml:1"),
        ("- id: slogan\n  levle: note\n", 'rieng.yaml:2: unknown key "levle"; allowed: '),
        ("- id: slogan\n  level: nặng\n", 'rieng.yaml:2: key "level": "nặng" is not one of error, warning, note'),
        ("- id: slogan\n  enabled: có\n", 'rieng.yaml:2: key "enabled": "có" is not true or false'),
        ("- id: moi\n  extends: khong-co\n", 'rieng.yaml:2: extends: no rule "khong-co"; known: '),
        ("- id: slogan\n  params: {share: nhiều}\n", 'rieng.yaml:2: key "share": "nhiều" is not a number'),
        ("- id: slogan\n  params: {phan: 1}\n", 'rieng.yaml:2: unknown key "phan"; allowed: slogans'),
        ("- id: slogan\n  params: {slogans: list:khong-co}\n", 'no list "khong-co"; known: '),
        ("- id: slogan\n  params: {slogans+: [a]}\n", "is kept in a file of lists/; edit it there"),
        ("- id: slogan\n- id: slogan\n", 'rule "slogan" is given twice'),
        ("slogan: tắt\n", "rieng.yaml:1: a rule file is a list of rules"),
        ("- id: [\n", "not valid YAML"),
    ],
)
def test_a_mistake_is_named_with_file_line_key_and_what_is_allowed(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(RuleError) as caught:
        fired(rules_in(tmp_path, text), "Trả hồ sơ trong ngày.")
    assert words in str(caught.value)


class Plain(yaml.SafeLoader):
    """YAML as editors read it: no dates."""


Plain.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
    for sign, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=Plain)


def test_the_shipped_schemas_are_up_to_date() -> None:
    for name, tree in rule_schemas().items():
        jsonschema.Draft202012Validator.check_schema(tree)
        shipped = (RULES_FOLDER / "schema" / f"{name}.json").read_text(encoding="utf-8")
        assert shipped == schema_text(tree), "run: qualitycheck rules schema -o rules/schema"


def test_every_shipped_file_follows_its_schema() -> None:
    schemas = rule_schemas()
    for path in sorted([*RULES_FOLDER.glob("*.yaml"), *RULES_FOLDER.glob("years/*.yaml")]):
        name = "years" if path.parent.name == "years" else path.stem if path.stem in TABLES else "rules"
        errors = list(jsonschema.Draft202012Validator(schemas[name]).iter_errors(read(path)))
        assert not errors, (path.name, errors[0].json_path, errors[0].message)


def test_the_province_follows_the_schema_too(province: Path) -> None:
    jsonschema.validate(read(province / "rieng.yaml"), rule_schemas()["rules"])
    jsonschema.validate(read(province / "roles.yaml"), rule_schemas()["roles"])


@pytest.mark.parametrize(
    "entry",
    [
        {"id": "slogan", "levle": "note"},
        {"id": "slogan", "level": "nặng"},
        {"id": "moi", "kind": "khong-co"},
        {"id": "moi", "kind": "slogan", "params": {"phan": 1}},
        {"id": "moi", "kind": "slogan", "params": {"share": "nhiều"}},
        {"level": "note"},
    ],
)
def test_an_editor_marks_the_same_mistakes(entry: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([entry], json.loads(schema_text(rule_schemas()["rules"])))
