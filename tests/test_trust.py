"""``rules diff`` and ``explain`` on real files: what is new, gone, changed; what a finding rests on."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from support import RULES_FOLDER
from typer.testing import CliRunner

from qualitycheck import api, trust
from qualitycheck.commands.app import app
from qualitycheck.errors import RuleError, UsageError
from qualitycheck.report import Words
from qualitycheck.report.explain_finding import explain_finding, feature_words, masked

PLEDGES = """BẢN CAM KẾT NĂM 2024
Họ và tên: Lò Văn Tới, số điện thoại 0912 345 678
Đơn vị: UBND xã Nậm Mít
I. Về đạo đức, lối sống
- Luôn nêu cao tinh thần trách nhiệm, không ngừng nâng cao chất lượng công tác.
- Luôn gương mẫu, đi đầu, toàn tâm toàn ý phụng sự Tổ quốc, phục vụ nhân dân.
II. Về thực hiện chức trách, nhiệm vụ
- Mỗi tháng đến thăm 2 gia đình chính sách ở thôn Đông, ghi sổ theo dõi trước ngày 25.
- Niêm yết kết quả giải quyết hồ sơ tại bảng tin nhà văn hoá thôn Đông sáng thứ Hai hằng tuần.
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    (folder / "Toi.txt").write_text(PLEDGES, encoding="utf-8")
    return folder


@pytest.fixture
def province(tmp_path: Path) -> Path:
    folder = tmp_path / "tinh"
    folder.mkdir()
    text = "- {id: slogan, enabled: false}\n- {id: vague-pledge, level: note}\n"
    (folder / "rieng.yaml").write_text(text, encoding="utf-8")
    return folder


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, [*map(str, arguments), "--jobs", "1", "--quiet"])
    return result.exit_code, result.stdout


def test_the_same_rules_change_nothing(files: Path) -> None:
    changes, failures = trust.diff_rules(None, None, [files])
    assert not changes.any and not failures
    assert changes.same > 0
    assert run("rules", "diff", "-", "-", files)[0] == 0


def test_an_overlay_is_compared_on_top_of_the_shipped_rules(files: Path, province: Path) -> None:
    changes, _ = trust.diff_rules(None, province, [files])
    assert {t.rule for t in changes.gone} == {"slogan"}
    assert not changes.new
    assert {c.new.rule for c in changes.changed} == {"vague-pledge"}
    assert changes.changed[0].fields == {"level": ("warning", "note")}
    back, _ = trust.diff_rules(province, None, [files])
    assert [t.id for t in back.new] == [t.id for t in changes.gone]


def test_a_whole_folder_stands_alone(files: Path, tmp_path: Path) -> None:
    whole = tmp_path / "rules"
    shutil.copytree(RULES_FOLDER, whole)
    assert trust.whole_rules(whole)
    (whole / "vague.yaml").unlink()
    changes, _ = trust.diff_rules(None, whole, [files])
    assert {"vague-pledge", "slogan"} <= {t.rule for t in changes.gone}


def test_the_command_says_what_differs_and_exits_1(files: Path, province: Path) -> None:
    code, text = run("rules", "diff", "-", province, files)
    assert code == 1
    assert "Không còn:" in text and "mức: Nên sửa → Lưu ý" in text
    code, text = run("rules", "diff", "-", province, files, "--json")
    data = json.loads(text)
    assert (code, data["schema"], data["documents"]) == (1, 1, 1)
    assert {"level"} == set(data["changed"][0]["changes"])


def test_a_file_that_cannot_be_read_wins_over_a_difference(files: Path, province: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad"
    shutil.copytree(files, bad)
    (bad / "x.docx").write_bytes(b"PK\x03\x04broken")
    assert run("rules", "diff", "-", province, bad)[0] == 3


def test_a_broken_rule_file_is_said_before_any_work(files: Path, province: Path) -> None:
    (province / "rieng.yaml").write_text("- id: slogan\n  levle: note\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"rieng\.yaml:2"):
        trust.diff_rules(None, province, [files])


def vague(files: Path) -> str:
    [report] = api.check([files]).reports
    return next(f.id for f in report.findings if f.rule == "vague-pledge")


def test_a_finding_is_explained_with_slots_weights_and_what_clears_it(files: Path) -> None:
    found = trust.explain(vague(files), [files])
    assert found is not None and found.asserted
    assert found.weights and found.weights == tuple(sorted(found.weights, key=lambda w: (-abs(w.pull), w.feature)))
    assert found.gains and found.gains[0].before > found.gains[-1].after
    text = "\n".join(explain_finding(found, Words(api.Setup().rules)))
    for part in (
        "Yếu tố đã nêu",
        "Yếu tố chưa nêu",
        "Điều mô hình dựa vào",
        "Điều gì làm mất nhận xét này",
        "confidence = ",
    ):
        assert part in text


def test_the_beginning_of_an_id_is_enough_when_it_is_the_only_one(files: Path) -> None:
    whole = vague(files)
    found = trust.explain(whole[:10], [files])
    assert found is not None and found.finding.id == whole
    with pytest.raises(UsageError, match="nhiều nhận xét"):
        trust.explain("", [files])
    assert trust.explain("zz", [files]) is None


def test_a_finding_on_the_whole_document_is_explained_without_a_pledge(files: Path) -> None:
    [report] = api.check([files]).reports
    whole = next(f for f in report.findings if f.pledge is None)
    found = trust.explain(whole.id, [files])
    assert found is not None and found.assessment is None
    assert "cả tài liệu" in "\n".join(explain_finding(found, Words(api.Setup().rules)))


def test_the_command_explains_and_masks(files: Path) -> None:
    code, text = run("explain", vague(files), files)
    assert code == 0
    assert "Cam kết chung chung" in text
    data = json.loads(run("explain", vague(files), files, "--json", "--lang", "en")[1])
    assert data["rule"] == "vague-pledge" and data["missing"] and data["weights"]


def test_personal_numbers_are_hidden_in_an_explanation(files: Path) -> None:
    found = trust.explain(vague(files), [files])
    assert found is not None
    assert "0912 345 678" not in masked(found).report.document.raw.text


def test_every_feature_of_the_shipped_model_has_words() -> None:
    made = api.Setup()
    words = Words(made.rules)
    bare = [name for name in made.model.weights if feature_words(name, words) == name]
    assert not bare
