"""The command line as a user meets it: exit codes, one sentence for every mistake, nothing half-written."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import commitments
import pytest

from qualitycheck.commands.app import main

SENTENCE = 500  # characters that a message may have at most


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the program in this process, in an empty folder, as its console script does."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)

    def call(*arguments: str | Path, stdin: str = "") -> Ran:
        monkeypatch.setattr(sys, "argv", ["qualitycheck", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capsys.readouterr()
        return Ran(int(stopped.value.code or 0), out, err)

    return call


@pytest.fixture
def year(tmp_path: Path) -> Path:
    return commitments.folder(tmp_path / "year")


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return commitments.write(tmp_path / "sound" / "binh.txt", commitments.GOOD)


def records(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def is_one_sentence(ran: Ran, *parts: str | Path) -> None:
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("qualitycheck: ")
    assert ran.err.count("\n") == 1
    assert len(ran.err) < SENTENCE
    assert "Traceback" not in ran.err
    for part in parts:
        assert str(part) in ran.err


# --- exit codes ------------------------------------------------------------------------------------------------------


def test_0_when_nothing_is_at_or_above_the_level(run: Run, sound: Path) -> None:
    ran = run("check", sound, "--fail-on", "warning")
    assert (ran.code, ran.err) == (0, "")
    assert "binh.txt" in ran.out


def test_1_when_something_is(run: Run, year: Path) -> None:
    assert run("check", year).code == 1
    assert run("check", year, "--fail-on", "never").code == 0
    vague = year / "2020" / "UBND xã Hòa An" / "mến.txt"
    assert run("check", vague, "--fail-on", "error").code == 0
    assert run("check", vague, "--fail-on", "warning").code == 1


def test_3_when_a_file_was_not_read_and_the_others_are_checked(run: Run, year: Path) -> None:
    (year / "damaged.docx").write_bytes(b"PK\x03\x04" + b"\x00" * 200)
    (year / "empty.pdf").write_bytes(b"")
    ran = run("check", year, "-f", "jsonl", "--fail-on", "never")
    assert ran.code == 3
    found = records(ran.out)
    assert [r["status"] for r in found] == ["ok", "ok", "ok", "error", "error"]
    for failed in found[3:]:
        assert failed["score"] is None
        assert len(failed["error"]["message"]) > 20  # type: ignore[index]
    assert "Traceback" not in ran.err


# --- what bad input gets ---------------------------------------------------------------------------------------------


def test_a_missing_path(run: Run) -> None:
    is_one_sentence(run("check", "nowhere"), "nowhere")
    is_one_sentence(run("corpus", "add", "nowhere"), "nowhere")
    assert list(Path.cwd().iterdir()) == []


def test_an_empty_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    is_one_sentence(run("check", tmp_path / "empty"), tmp_path / "empty")
    is_one_sentence(run("corpus", "add", tmp_path / "empty"), tmp_path / "empty")
    assert list(Path.cwd().iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("check", "--colour", "x"), "--colour"),
        (("chek", "x"), "chek"),
        (("check",), "paths"),
        (("check", "x", "--jobs", "0"), "--jobs"),
        (("check", "x", "--year", "twenty"), "--year"),
        (("corpus", "ad"), "ad"),
    ],
)
def test_an_unknown_option_or_command(run: Run, arguments: tuple[str, ...], named: str) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert named in ran.err.splitlines()[-1].lower()
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("option", "value"),
    [("--format", "pdf"), ("--fail-on", "fatal"), ("--lang", "fr"), ("--profile", "none.toml"), ("--rules", "none")],
)
def test_a_wrong_value_names_the_option_or_file(run: Run, sound: Path, option: str, value: str) -> None:
    is_one_sentence(run("check", sound, option, value), value)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("- id: x\n  kynd: y\n", "bad.yaml:2"),
        ("- id: [\n", "bad.yaml:"),
        ("nothing: here\n", "bad.yaml:1"),
        ("- id: vague-pledge\n  level: fatal\n", "bad.yaml:2"),
    ],
)
def test_a_broken_rule_file_is_named_with_its_line(
    run: Run, sound: Path, tmp_path: Path, text: str, place: str
) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "bad.yaml").write_text(text, encoding="utf-8")
    is_one_sentence(run("check", sound, "--rules", tmp_path / "rules", "-o", "out.html"), place)
    assert list(Path.cwd().iterdir()) == []


@pytest.mark.parametrize(
    "text", ["limits.pledges = 0\n", "[limit]\npledges = 9\n", "[weights]\nspecifcity = 3\n", "[limits\n", "x = 1\n"]
)
def test_a_broken_settings_file_is_named(run: Run, sound: Path, text: str) -> None:
    Path("qualitycheck.toml").write_text(text, encoding="utf-8")
    for command in (("check", sound, "-f", "jsonl", "-o", "out.jsonl"), ("config", "show"), ("demo", "--folder", "d")):
        is_one_sentence(run(*command), "qualitycheck.toml")
    assert [p.name for p in Path.cwd().iterdir()] == ["qualitycheck.toml"]


def test_a_settings_file_that_is_no_text(run: Run, sound: Path) -> None:
    Path("qualitycheck.toml").write_bytes(b"\xff\xfe\x00\x01")
    is_one_sentence(run("check", sound), "qualitycheck.toml")


@pytest.fixture
def corpus(run: Run, tmp_path: Path) -> Path:
    commitments.write(tmp_path / "earlier" / "2019" / "UBND xã Hòa An" / "binh.txt", commitments.GOOD, year=2019)
    folder = tmp_path / "corpus"
    assert run("corpus", "add", tmp_path / "earlier", "--corpus", folder).code == 0
    return folder


def test_a_corpus_made_with_other_settings(run: Run, corpus: Path, sound: Path) -> None:
    manifest = corpus / "manifest.json"
    data = json.loads(manifest.read_text(encoding="utf-8"))
    name, value = next((k, v) for k, v in data["settings"].items() if isinstance(v, int))
    data["settings"][name] = value + 1
    manifest.write_text(json.dumps(data), encoding="utf-8")
    before = sorted(p.name for p in corpus.rglob("*"))
    for command in (("check", sound, "-o", "out.html"), ("corpus", "add", sound), ("corpus", "list")):
        is_one_sentence(run(*command, "--corpus", corpus), manifest, "other settings", "corpus add")
    assert sorted(p.name for p in corpus.rglob("*")) == before
    assert not Path("out.html").exists()


def test_a_missing_or_damaged_corpus(run: Run, corpus: Path, sound: Path, tmp_path: Path) -> None:
    is_one_sentence(run("check", sound, "--corpus", tmp_path / "none"), tmp_path / "none")
    part = next(corpus.rglob("*.parquet"))
    part.write_bytes(part.read_bytes()[:-20])
    is_one_sentence(run("check", sound, "--corpus", corpus), part)
    verified = run("corpus", "verify", "--corpus", corpus)
    assert (verified.code, verified.err) == (2, "")
    assert str(part) in verified.out
    (corpus / "manifest.json").write_text("{", encoding="utf-8")
    is_one_sentence(run("check", sound, "--corpus", corpus), "manifest.json")


def test_a_changed_byte_in_the_corpus_is_found_by_verify(run: Run, corpus: Path) -> None:
    part = next(corpus.rglob("*.parquet"))
    data = bytearray(part.read_bytes())
    data[len(data) // 2] ^= 1
    part.write_bytes(data)
    ran = run("corpus", "verify", "--corpus", corpus)
    assert (ran.code, ran.err) == (2, "")
    assert str(part) in ran.out


def test_a_folder_of_other_files_is_no_corpus_and_stays_as_it_is(run: Run, year: Path, sound: Path) -> None:
    before = sorted(year.rglob("*"))
    is_one_sentence(run("corpus", "add", sound, "--corpus", year), year)
    assert sorted(year.rglob("*")) == before


def test_outputs_that_cannot_be(run: Run, sound: Path, tmp_path: Path) -> None:
    is_one_sentence(run("check", sound, "-f", "csv", "-o", tmp_path), tmp_path)
    is_one_sentence(run("check", sound, "-f", "html", "-o", tmp_path), tmp_path)
    is_one_sentence(run("check", sound, "-o", "a.html", "-o", "b.csv", "-f", "html"), "--output")
    is_one_sentence(run("check", sound, "-f", "html", "-f", "csv", "-o", "a", "-o", "a"), "--output")
    is_one_sentence(run("check", sound, "-o", "report.pdf"), "pdf")
    is_one_sentence(run("check", sound, "-o", sound / "report.html"), sound)
    assert list(Path.cwd().iterdir()) == []


def test_a_labelled_folder_that_is_none(run: Run, year: Path) -> None:
    is_one_sentence(run("evaluate", year), "documents.jsonl")


def test_a_rule_that_is_none(run: Run) -> None:
    is_one_sentence(run("rules", "show", "vague"), "vague-pledge")


# --- the job ---------------------------------------------------------------------------------------------------------


def test_several_formats_in_one_run(run: Run, year: Path) -> None:
    ran = run("check", year, "-o", "out/a.jsonl", "-o", "out/b.csv", "-o", "out/c.html", "-o", "out/d.json", "-q")
    assert (ran.code, ran.out, ran.err) == (1, "", "")
    assert sorted(p.name for p in Path("out").iterdir()) == ["a.jsonl", "b.csv", "c.html", "d.json"]
    assert len(records(Path("out/a.jsonl").read_text(encoding="utf-8"))) == 3


def test_paths_from_standard_input(run: Run, year: Path, sound: Path) -> None:
    ran = run("check", "-", "-f", "jsonl", stdin=f"{year}\n\n{sound}\n")
    assert [str(r["path"]).rpartition("/")[2] for r in records(ran.out)] == [
        "binh.txt",
        "ha.txt",
        "mến.txt",
        "binh.txt",
    ]
    is_one_sentence(run("check", "-", stdin="\n"))
    is_one_sentence(run("check", "-", stdin="nowhere\n"), "nowhere")


def test_the_named_folder_may_say_the_year_and_the_users_option_comes_after(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "cam ket" / "2017" / "Xã Mỹ Lộc" / "a.txt"
    file.parent.mkdir(parents=True)
    file.write_text("BẢN CAM KẾT\nHọ và tên: Lê Văn Bình\n- " + commitments.GOOD[0], encoding="utf-8")
    found = records(run("check", tmp_path / "cam ket" / "2017", "--year", "2011", "-f", "jsonl").out)[0]["document"]
    assert (found["year"], found["year_source"], found["unit"]) == (2017, "folder", "Xã Mỹ Lộc")  # type: ignore[index]
    loose = tmp_path / "loose.txt"
    loose.write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    found = records(run("check", loose, "--year", "2011", "--unit", "Xã B", "-f", "jsonl").out)[0]["document"]
    assert (found["year"], found["year_source"], found["unit"]) == (2011, "option", "Xã B")  # type: ignore[index]


def test_the_register_from_adding_to_forgetting(run: Run, corpus: Path, sound: Path) -> None:
    listed = run("corpus", "list", "--corpus", corpus).out
    assert listed.split("\t")[0] == "2019"
    assert "Lê Văn Bình" in listed
    ran = run("check", sound, "--corpus", corpus, "-f", "jsonl", "--fail-on", "warning")
    assert ran.code == 1
    assert {f["rule"] for f in records(ran.out)[0]["findings"]} >= {"copied-own-previous-year"}  # type: ignore[attr-defined]
    assert "2019\tindividual\t1" in run("corpus", "stats", "--corpus", corpus).out
    assert run("corpus", "verify", "--corpus", corpus).code == 0
    path = listed.strip().split("\t")[-1]
    assert run("corpus", "remove", path, "--corpus", corpus).code == 0
    assert run("corpus", "remove", path, "--corpus", corpus).code == 2
    assert run("corpus", "list", "--corpus", corpus).out == ""


def test_adding_again_changes_nothing_and_unread_files_are_named(run: Run, corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "earlier" / "bad.pdf").write_bytes(b"%PDF-1.4\nnothing")
    ran = run("corpus", "add", tmp_path / "earlier", "--corpus", corpus)
    assert ran.code == 3
    assert "bad.pdf: " in ran.err
    assert run("corpus", "stats", "--corpus", corpus).out == "2019\tindividual\t1\n"


def test_rules_config_and_doctor_answer(run: Run) -> None:
    listed = run("rules", "list")
    assert listed.code == 0
    assert "vague-pledge\twarning\t" in listed.out
    assert "vague-pledge" in run("rules", "show", "vague-pledge").out
    Path("qualitycheck.toml").write_text("[limits]\npledges = 9\n", encoding="utf-8")
    assert "limits.pledges = 9\t# qualitycheck.toml:2" in run("config", "show", "--origin").out
    doctor = run("doctor")
    assert doctor.code == 0
    assert "underthesea" in doctor.out


def test_rules_test_names_an_example_that_fails(run: Run, tmp_path: Path) -> None:
    assert run("rules", "test").code == 0


def test_version(run: Run) -> None:
    assert run("--version").out.startswith("qualitycheck ")


# --- help ------------------------------------------------------------------------------------------------------------

COMMANDS = [(), ("check",), ("score",), ("register",), ("register", "make"), ("register", "import"), ("corpus",), *[("corpus", c) for c in ("add", "list", "remove", "verify", "stats")],
            ("rules",), *[("rules", c) for c in ("list", "show", "test")], ("evaluate",), ("train",), ("config",),
            ("config", "show"), ("doctor",), ("demo",)]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help_in_vietnamese_and_english(run: Run, command: tuple[str, ...]) -> None:
    ran = run(*command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Usage: ")
    described = " ".join(ran.out.split())
    assert "(" in described
    assert any(letter in described for letter in "ạảấầẩậắặẹẻếềểệịỉọỏốồổộớờởợụủứừửựđ")


HEAVY = (
    "underthesea",
    "sklearn",
    "duckdb",
    "pdfplumber",
    "pypdfium2",
    "docx",
    "lxml",
    "pyarrow",
    "numpy",
    "jinja2",
    "starlette",
    "uvicorn",
)


def test_help_imports_nothing_heavy() -> None:
    program = "import sys; sys.argv = ['qualitycheck', '--help']; from qualitycheck.commands.app import main; main()"
    done = subprocess.run([sys.executable, "-X", "importtime", "-c", program], capture_output=True, encoding="utf-8",
                          env=None, check=False)  # fmt: skip
    assert done.returncode == 0
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "typer" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_the_installed_program_and_the_checkouts_script_agree(tmp_path: Path) -> None:
    script = Path(__file__).parents[1] / "cli.py"
    for program in ([sys.executable, str(script)], [sys.executable, "-m", "qualitycheck.commands.app"]):
        done = subprocess.run([*program, "check", "nowhere"], capture_output=True, encoding="utf-8", cwd=tmp_path,
                              check=False)  # fmt: skip
        assert done.returncode == 2
        assert done.stderr.startswith("qualitycheck: ")
