"""Settings: defaults, files, command line, where each value came from, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualitycheck.errors import SettingsError
from qualitycheck.settings import data_folder, find_settings, load_settings


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "qualitycheck.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_each_value_knows_where_it_came_from(tmp_path: Path) -> None:
    path = written(tmp_path, '# văn phòng\n[limits]\npledges = 10\n\n[themes]\n"2026/xã Khe Sậy" = "Chủ đề"\n')
    settings = load_settings([path], {"limits.pledge_words": 60})
    origins = {name: (value, origin) for name, value, origin in settings.origins()}
    assert origins["limits.pledges"] == (10, "qualitycheck.toml:3")
    assert origins["limits.pledge_words"] == (60, "command line")
    assert origins["limits.individual_words"] == (900, "default")
    assert settings.themes["2026/xã Khe Sậy"].origin == "qualitycheck.toml:6"


def test_a_profile_wins_over_the_settings_file(tmp_path: Path) -> None:
    first = written(tmp_path, "[limits]\npledges = 10\n")
    profile = tmp_path / "profile.toml"
    profile.write_text("limits.pledges = 8\n", encoding="utf-8")
    assert load_settings([first, profile]).limits["pledges"].origin == "profile.toml:1"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[limit]\npledges = 3\n", 'unknown key "limit'),
        (
            "[limits]\nplegdes = 3\n",
            'qualitycheck.toml:2: không có mục "limits.plegdes"; được dùng: limits.',
        ),
        ("[limits]\npledges = true\n", '"limits.pledges" phải là số nguyên lớn hơn 0. ('),
        ("[limits]\npledges = 0\n", "whole number above 0"),
        ("[rules.too-long]\nlevel = 'fatal'\n", "one of error, warning, note"),
        ("[rules.too-long]\nenable = true\n", 'unknown key "rules.too-long.enable"'),
        ("[rules.too-long]\nenabled = 'yes'\n", "true or false"),
        ("[folders]\npattern = '{nam}'\n", "{year}, {unit}"),
        ("[themes]\nnam = 'x'\n", "2026/UNIT"),
        ("[weights]\nform = 'a'\n", "a number from 0"),
        ("[limits\n", "viết chưa đúng kiểu TOML. (Not valid TOML"),
        ("limits = 3\n", 'unknown key "limits"'),
    ],
)
def test_faults_are_named_with_file_and_what_is_allowed(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings([written(tmp_path, text)])
    assert "qualitycheck.toml" in str(caught.value)
    assert words in str(caught.value)
    assert "phải là" in str(caught.value) or "không" in str(caught.value) or "chưa đúng" in str(caught.value)


def test_the_nearest_settings_file_upwards_is_found(tmp_path: Path) -> None:
    path = written(tmp_path, "")
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert find_settings(inner) == path.resolve()


def test_the_data_folders_are_found() -> None:
    assert (data_folder("rules") / "sections.yaml").is_file()


def test_limits_of_files_and_ocr_reach_the_loaders(tmp_path: Path) -> None:
    from qualitycheck.api import file_limits

    file = tmp_path / "qualitycheck.toml"
    file.write_text("[limits.files]\nbytes = 10\nseconds = 5\n[ocr]\nenabled = false\npages = 3\n", encoding="utf-8")
    settings = load_settings([file])
    limits = file_limits(settings)
    assert (limits.max_bytes, limits.seconds, limits.ocr, limits.ocr_pages) == (10, 5, False, 3)
    assert limits.memory_mb == file_limits(load_settings()).memory_mb == 1000
    assert "files.bytes" not in settings.limits


@pytest.mark.parametrize(
    "text", ["[limits.files]\nbits = 1\n", "[limits.files]\nbytes = 0\n", "[ocr]\nenabled = 1\n", "[ocr]\ndpi = 3\n"]
)
def test_wrong_limits_of_files_are_said(tmp_path: Path, text: str) -> None:
    file = tmp_path / "qualitycheck.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"qualitycheck\.toml:2"):
        load_settings([file])
