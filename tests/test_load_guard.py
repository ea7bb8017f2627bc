"""Reading in a process of its own: what is stopped costs its own result and no other."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from awkward_cases import DOCX, WORDS
from load_support import zipped

from qualitycheck import check
from qualitycheck.load import Limits, guard
from qualitycheck.load.guard import GuardedLoader
from qualitycheck.load.memory import memory_mb
from qualitycheck.types import Failure, RawDocument

READER = """
import os, sys, time
from qualitycheck import load
from qualitycheck.load import worker
usual = load._documents
def documents(data, name, shown, limits, avoid, depth):
    for event in usual(data, name, shown, limits, avoid, depth):
        yield event
        if isinstance(event, load.Begin):
            if "hang" in shown: time.sleep(600)
            if "die" in shown: os._exit(9)
            if "grow" in shown: hold = b"x" * 400_000_000; time.sleep(600)
            if "panic" in shown: raise BaseException("panic")
            if "print" in shown: print("noise"); sys.stdout.flush()
load._documents = documents
"""


@pytest.fixture
def loader(monkeypatch: pytest.MonkeyPatch) -> GuardedLoader:
    """Its reader misbehaves at files of certain names."""
    start = guard._START.replace("from qualitycheck.load.worker", READER + "\nfrom qualitycheck.load.worker")
    start = start.replace("import sys,pickle;", "import sys,pickle\n").replace(";main()", "\nmain()")
    monkeypatch.setattr(guard, "_START", start.replace(";\n", "\n").replace(";import", "\nimport"))
    return GuardedLoader(Limits(seconds=3, memory_mb=500))


def _write(folder: Path, name: str, data: bytes = DOCX) -> Path:
    (folder / name).write_bytes(data)
    return folder / name


@pytest.mark.parametrize(
    ("name", "code", "detail"),
    [
        ("hang.docx", "too-large", "seconds: 3"),
        ("die.docx", "corrupt", "reader-crashed"),
        ("grow.docx", "too-large", "memory: 300 MB"),
        ("panic.docx", "corrupt", "reader-crashed"),
    ],
)
def test_a_file_that_is_stopped_harms_no_other(
    tmp_path: Path, loader: GuardedLoader, name: str, code: str, detail: str
) -> None:
    if code == "too-large" and "memory" in detail and not memory_mb(os.getpid()):
        pytest.skip("this system does not say how much memory a process holds")
    if "memory" in detail:
        loader = GuardedLoader(Limits(seconds=60, memory_mb=300))  # a busy machine fills memory slowly
    with loader:
        before = time.monotonic()
        assert loader.read(_write(tmp_path, name), name) == [Failure(name, code, detail)]
        assert time.monotonic() - before < 50
        (after,) = loader.read(_write(tmp_path, "good.docx"), "good.docx")
    assert isinstance(after, RawDocument) and WORDS in after.text


def test_the_rest_of_an_archive_is_read_all_the_same(tmp_path: Path, loader: GuardedLoader) -> None:
    data = zipped({"a.docx": DOCX, "die.docx": DOCX, "b.txt": WORDS, "hang.txt": WORDS, "c.txt": WORDS})
    with loader:
        found = loader.read(_write(tmp_path, "a.zip", data), "a.zip")
    assert {one.path: getattr(one, "code", "") for one in found} == {
        "a.zip/a.docx": "", "a.zip/die.docx": "corrupt", "a.zip/b.txt": "", "a.zip/hang.txt": "too-large", "a.zip/c.txt": "",
    }  # fmt: skip


def test_what_a_library_prints_spoils_no_answer(tmp_path: Path, loader: GuardedLoader) -> None:
    with loader:
        (found,) = loader.read(_write(tmp_path, "print.docx"), "print.docx")
    assert isinstance(found, RawDocument)


def test_without_processes_files_are_read_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard.sys, "executable", "/nowhere/python")
    with GuardedLoader(Limits()) as loader:
        (found,) = loader.read(_write(tmp_path, "a.docx"), "a.docx")
    assert isinstance(found, RawDocument)


def test_no_process_is_left(tmp_path: Path) -> None:
    with GuardedLoader(Limits()) as loader:
        loader.read(_write(tmp_path, "a.docx"), "a.docx")
        assert loader._reader is not None
        process = loader._reader._process
    assert process.returncode is not None
    assert not memory_mb(process.pid)


def test_names_that_no_list_expects(tmp_path: Path) -> None:
    names = [
        "có\nxuống dòng.docx",
        "có 'nháy' \"kép\".docx",
        "Me\u0302\u0301n.docx",
        "a#row 5.docx",
        "-x.docx",
        "%20.docx",
    ]
    for name in names:
        try:
            _write(tmp_path, name)
        except OSError:
            pytest.skip("this system forbids such names")
    (tmp_path / "thư mục.docx").mkdir()
    _write(tmp_path / "thư mục.docx", "trong.docx")
    batch = check(tmp_path)
    assert not batch.failures
    assert len({report.path for report in batch.reports}) == len(names) + 1
    assert "thư mục.docx/trong.docx" in {report.path for report in batch.reports}
