"""The model that comes with the program: loading, judging, and what it says is missing."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from qualitycheck.errors import SettingsError
from qualitycheck.settings import data_folder
from qualitycheck.specificity import Model, PledgeContext, assess, assess_all
from qualitycheck.types import SLOT_NAMES, Pledge, Span


@pytest.fixture(scope="module")
def model() -> Model:
    return Model.load(data_folder("models") / "specificity.json")


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Không ngừng tu dưỡng, rèn luyện, nêu cao tinh thần trách nhiệm, hoàn thành tốt mọi nhiệm vụ được giao.", 0),
        ("Phấn đấu 100% đảng viên gương mẫu, chi bộ trong sạch, vững mạnh tiêu biểu.", 0),
        ("Hướng dẫn bà con cách ủ phân chuồng.", 1),
        ("Không chia sẻ tin chưa kiểm chứng trên mạng xã hội.", 1),
        ("Kèm 4 em đọc yếu của lớp 3B vào chiều thứ Tư hằng tuần, hết học kỳ I các em đọc trơn.", 2),
        ("Niêm yết mức thu tại bảng tin nhà văn hoá thôn sau mỗi kỳ họp.", 2),
    ],
)
def test_clear_cases(model: Model, text: str, level: int) -> None:
    judged = assess(text, model=model)
    assert judged.level == level
    assert 1 / 3 <= judged.confidence <= 1


def test_slots_are_exact_substrings_and_all_named(model: Model) -> None:
    text = "Phụ đạo 5 em yếu Toán tối thứ Năm hằng tuần tại phòng họp xã, có sổ theo dõi"
    judged = assess(text, model=model)
    assert set(judged.slots) == set(SLOT_NAMES)
    assert all(filler is None or filler in text for filler in judged.slots.values())
    assert judged.slots["quantity"] == "5 em"


def test_missing_names_what_is_not_there(model: Model) -> None:
    judged = assess("Hướng dẫn bà con cách ủ phân chuồng.", model=model)
    assert judged.missing
    assert all(judged.slots[name] is None for name in judged.missing)
    assert {"quantity", "frequency", "deadline"} & set(judged.missing[:3])
    assert assess("Dọn rác bến đò Vạn chiều thứ Bảy hằng tuần.", model=model).missing == ()


def test_children_lift_a_bare_line(model: Model) -> None:
    line = "Tổ chức ngày hội đọc sách cho học sinh"
    alone = assess(line, model=model)
    helped = assess(line, PledgeContext(children=("Thời gian: sáng 21/4", "Mỗi lớp 2 cuốn sách")), model=model)
    assert (alone.level, helped.level) == (1, 2)
    assert "deadline" not in helped.missing


def test_assess_all_uses_parent_children_and_cells(model: Model) -> None:
    pledge = Pledge(0, 0, "Sửa đường ngõ", Span(0, 13), 0, aside="Xong trước 30/6 | 120 m")
    bare = Pledge(1, 0, "Sửa đường ngõ", Span(20, 33), 1)
    with_cells, alone = assess_all((pledge, bare), model)
    assert with_cells.level == 2
    assert alone.level == 1


def test_evidence_names_features(model: Model) -> None:
    judged = assess("Nêu cao vai trò gương mẫu, phát huy tinh thần trách nhiệm.", model=model)
    assert judged.evidence
    assert all(name[:2] in ("s:", "w:") for name in judged.evidence)


def test_probabilities_add_up(model: Model) -> None:
    assert sum(model.probabilities({"s:action": 1.0})) == pytest.approx(1.0)


def test_empty_text_is_vague(model: Model) -> None:
    assert assess("", model=model).slots["action"] is None


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"schema": 99}'])
def test_a_broken_model_is_one_clear_error(tmp_path: Path, content: str) -> None:
    path = tmp_path / "specificity.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match="qualitycheck train"):
        Model.load(path)


def test_a_missing_model_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="not found"):
        Model.load(tmp_path / "none.json")


def test_the_model_file_is_small_data() -> None:
    path = data_folder("models") / "specificity.json"
    assert path.stat().st_size < 1_500_000
    tree = json.loads(path.read_text(encoding="utf-8"))
    assert set(tree) == {"schema", "facts", "scale", "shift", "intercepts", "weights"}


def test_judging_imports_no_training_library() -> None:
    code = (
        "import sys; from qualitycheck.specificity import Model, assess; from qualitycheck.settings import data_folder;"
        "assess('Họp dân mỗi quý', model=Model.load(data_folder('models') / 'specificity.json'));"
        "print([m for m in ('sklearn', 'numpy', 'scipy', 'underthesea') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert out.stdout.strip() == "[]"
