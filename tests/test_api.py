"""The library: the same reports as the command line, the same bytes every time, README's example as it stands."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import commitments
import pytest

import qualitycheck
from qualitycheck import Setup, add_to_corpus, api, check, setup
from qualitycheck.errors import CorpusError, SettingsError, UsageError
from qualitycheck.report import Options, writer
from qualitycheck.types import Batch

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One unit's year with more files than are worked in one process, and one that cannot be read."""
    folder = commitments.folder(tmp_path_factory.mktemp("year"))
    for number in range(3):
        commitments.write(folder / "2020" / "Thôn Đông" / f"{number}.txt", commitments.GOOD[number:],
                          author=f"Bùi Văn {'ABC'[number]}")  # fmt: skip
    (folder / "2020" / "damaged.docx").write_bytes(b"PK\x03\x04" + b"\x00" * 200)
    return folder


def command(*arguments: str | Path, cwd: Path) -> bytes:
    done = subprocess.run([sys.executable, "-m", "qualitycheck.commands.app", *map(str, arguments)],
                          capture_output=True, cwd=cwd, check=False)  # fmt: skip
    assert b"Traceback" not in done.stderr
    return done.stdout


def jsonl(batch: Batch, target: Path) -> bytes:
    writer("jsonl")(batch, target, Options(Setup().rules))
    return target.read_bytes()


def test_exported_names_are_there_and_no_more() -> None:
    assert qualitycheck.__all__ == ["Setup", "add_to_corpus", "check", "setup"]
    for name in qualitycheck.__all__:
        assert callable(getattr(qualitycheck, name))
        assert getattr(qualitycheck, name).__doc__
    with pytest.raises(AttributeError, match="no attribute 'chek'"):
        _ = qualitycheck.chek  # type: ignore[attr-defined]


def test_the_library_and_the_command_line_give_the_same_bytes(year: Path, tmp_path: Path) -> None:
    made = jsonl(check(year), tmp_path / "library.jsonl")
    assert made == command("check", year, "-f", "jsonl", "--jobs", "1", cwd=tmp_path)
    assert made == command("check", year, "-f", "jsonl", "--jobs", "2", cwd=tmp_path)
    assert len(made.splitlines()) == 7


def test_documents_concluded_in_other_processes_come_out_the_same(year: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = check(year)
    monkeypatch.setattr(api, "_PORTION", 1)
    assert check(year, jobs=2) == here


@pytest.mark.parametrize("format_", ["jsonl", "json", "csv", "html"])
def test_the_same_input_gives_the_same_bytes_in_any_order_of_paths(year: Path, tmp_path: Path, format_: str) -> None:
    options = Options(Setup().rules)
    paths: list[str | Path] = [year, year / "2020", *sorted(year.rglob("*.txt"))]

    def written(order: Sequence[str | Path], name: str) -> bytes:
        writer(format_)(check(order), tmp_path / name, options)
        return (tmp_path / name).read_bytes()

    first = written(paths, f"first.{format_}")
    random.Random(7).shuffle(paths)
    assert written(paths, f"second.{format_}") == first


def test_reports_are_in_the_order_of_the_sorted_paths(year: Path) -> None:
    batch = check(year)
    paths = [result.path for result in batch.results]
    assert paths == sorted(paths)
    assert [f.path for f in batch.failures] == ["2020/damaged.docx"]
    for report in batch.reports:
        assert len(report.assessments) == len(report.document.pledges) > 0
        assert {f.pledge for f in report.findings} <= {None, *range(len(report.document.pledges))}
        text = report.document.raw.text
        for finding in report.findings:
            if finding.span:
                assert 0 <= finding.span.start < finding.span.end <= len(text)
        for pledge in report.document.pledges:
            assert " ".join(text[pledge.span.start : pledge.span.end].split()) == " ".join(pledge.text.split())


def test_one_path_or_many_as_text_or_path(year: Path) -> None:
    file = year / "2020" / "UBND xã Hòa An" / "binh.txt"
    results = [check(given).results for given in (file, str(file), [file], [str(file)])]
    assert results[0] == results[1] == results[2] == results[3]


def test_documents_of_one_batch_are_compared_with_each_other_and_with_the_corpus(year: Path, tmp_path: Path) -> None:
    commitments.write(tmp_path / "new" / "2021" / "UBND xã Hòa An" / "binh.txt", commitments.GOOD, year=2021)
    alone = check(tmp_path / "new").reports[0]
    assert alone.matches == ()
    added, failures = add_to_corpus([year], tmp_path / "corpus")
    assert (added.added, len(failures)) == (6, 1)
    compared = check(tmp_path / "new", corpus=tmp_path / "corpus")
    assert {m.relation for m in compared.reports[0].matches} >= {"own-earlier"}
    assert compared.versions.corpus == "1"
    assert compared.reports[0].score.total < alone.score.total
    together = check([tmp_path / "new", year]).reports[-1]
    assert {m.pledge for m in together.matches} == {m.pledge for m in compared.reports[0].matches}


def test_a_registered_document_is_no_copy_of_itself(year: Path, tmp_path: Path) -> None:
    add_to_corpus([year], tmp_path / "corpus")
    again = check(year, corpus=tmp_path / "corpus")
    assert [r.matches for r in again.reports] == [r.matches for r in check(year).reports]


def test_settings_and_weights_change_the_result(year: Path, tmp_path: Path) -> None:
    profile = tmp_path / "office.toml"
    profile.write_text("[limits]\npledges = 2\n\n[weights]\nconcision = 50\n", encoding="utf-8")
    made = setup(profile=profile, start=tmp_path)
    report = check(year / "2020" / "UBND xã Hòa An" / "binh.txt", setup=made).reports[0]
    assert "too-many-pledges" in {f.rule for f in report.findings}
    assert report.score.maxima["concision"] == pytest.approx(100 * 50 / 145)


def test_errors_of_the_caller_are_raised(year: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        check(tmp_path / "nowhere")
    with pytest.raises(UsageError):
        check([])
    with pytest.raises(CorpusError):
        check(year, corpus=tmp_path / "nowhere")
    with pytest.raises(SettingsError):
        setup(profile=tmp_path / "none.toml", start=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_progress_and_several_processes(year: Path) -> None:
    seen: list[tuple[int, int]] = []
    batch = check(year, jobs=2, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (7, 7)
    assert batch == check(year, jobs=1)


def test_the_example_in_the_readme_runs_as_it_stands(tmp_path: Path) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 1
    assert len(blocks[0].strip().splitlines()) <= 6
    script = tmp_path / "example.py"
    script.write_text(blocks[0], encoding="utf-8")
    done = subprocess.run([sys.executable, script], capture_output=True, encoding="utf-8", cwd=ROOT, check=False,
                          env=None)  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    files = [p for p in (ROOT / "corpora" / "samples" / "new").rglob("*") if p.is_file()]
    assert len(files) * 0.8 <= len(lines) <= len(files)
    assert all(line.startswith("2020/") and line.endswith("]") for line in lines)


def test_the_written_lines_are_the_contracts_objects(year: Path, tmp_path: Path) -> None:
    lines = [json.loads(line) for line in jsonl(check(year), tmp_path / "a.jsonl").splitlines()]
    top = ["schema", "path", "status", "error", "document", "score", "grade", "band", "needs_review", "parts", "pledges",
           "findings", "versions"]  # fmt: skip
    for line in lines:
        assert list(line)[: len(top)] == top
        assert line["schema"] == 1
        assert (line["error"] is None) == (line["status"] == "ok")


def test_the_version_of_the_models_covers_every_model_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from qualitycheck import api

    for name in ("specificity.json", "theme.json"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    monkeypatch.setattr(api, "data_folder", lambda name: tmp_path)
    before = api.models_digest()
    (tmp_path / "theme.json").write_text('{"schema": 2}', encoding="utf-8")
    assert api.models_digest() != before


def test_an_unknown_post_is_noted_and_not_judged(tmp_path: Path) -> None:
    text = "BẢN CAM KẾT NĂM 2020\nHọ và tên: Lò Văn Pản\nChức vụ: {post}\nI. Nhiệm vụ\n- Xét xử 20 vụ án hình sự trong quý I.\n"
    for name, post in (("a", "Nghệ nhân thêu"), ("b", "Giáo viên")):
        (tmp_path / f"{name}.txt").write_text(text.format(post=post), encoding="utf-8")
    unknown, known = check([tmp_path]).reports
    assert [n.code for n in unknown.document.raw.notices] == ["unknown-post"]
    assert "off-role" not in {f.rule for f in unknown.findings}
    assert known.document.raw.notices == ()
    assert "off-role" in {f.rule for f in known.findings}
