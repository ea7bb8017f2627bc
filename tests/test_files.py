"""Listing what the user named, and writing all or nothing."""

from __future__ import annotations

import os
import unicodedata
from itertools import permutations
from pathlib import Path

import pytest

from qualitycheck import files
from qualitycheck.errors import UsageError
from qualitycheck.files import collect, nfc_posix, write_atomic


def make(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return folder


def shown(*paths: Path) -> list[str]:
    return [s.shown for s in collect(paths)]


def test_names_are_relative_to_what_was_named_and_sorted(tmp_path: Path) -> None:
    make(tmp_path, "2020/Xã B/b.docx", "2020/Xã A/c.pdf", "a.txt")
    assert shown(tmp_path) == ["2020/Xã A/c.pdf", "2020/Xã B/b.docx", "a.txt"]
    assert shown(tmp_path / "2020" / "Xã A" / "c.pdf") == ["c.pdf"]


def test_names_are_nfc_with_slashes() -> None:
    assert nfc_posix("Xã\\Mến.docx") == "Xã/Mến.docx"
    assert nfc_posix(unicodedata.normalize("NFD", "Mến")) == "Mến"


def test_two_spellings_of_a_name_are_two_files_where_the_disk_says_so(tmp_path: Path) -> None:
    make(tmp_path, "Mến.txt", unicodedata.normalize("NFD", "Mến.txt"))
    assert len(collect([tmp_path])) == len(list(tmp_path.iterdir()))


def test_what_was_never_submitted_is_passed_over(tmp_path: Path) -> None:
    make(tmp_path, "a.docx", ".git/x.docx", ".hidden.docx", "Thumbs.db", "desktop.ini", ".DS_Store", "~$a.docx")
    assert shown(tmp_path) == ["a.docx"]


def test_a_file_named_twice_is_read_once_whatever_the_order(tmp_path: Path) -> None:
    make(tmp_path, "2020/Xã A/a.txt", "2020/Xã A/b.txt")
    named = [tmp_path, tmp_path / "2020", tmp_path / "2020" / "Xã A" / "a.txt"]
    for order in permutations(named):
        assert shown(*order) == ["2020/Xã A/a.txt", "2020/Xã A/b.txt"]


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    make(tmp_path, "2019/Xã A/a.txt", "2020/Xã A/a.txt", "2020/Xã A/b.txt")
    assert shown(tmp_path / "2019", tmp_path / "2020") == ["2019/Xã A/a.txt", "2020/Xã A/a.txt", "Xã A/b.txt"]
    one, two = tmp_path / "2019" / "Xã A" / "a.txt", tmp_path / "2020" / "Xã A" / "a.txt"
    assert shown(one, two) == shown(two, one) == ["2019/Xã A/a.txt", "2020/Xã A/a.txt"]


def test_links(tmp_path: Path) -> None:
    make(tmp_path, "a/a.txt")
    try:
        (tmp_path / "a" / "loop").symlink_to(tmp_path)
        (tmp_path / "a" / "gone.txt").symlink_to(tmp_path / "nowhere")
    except OSError:
        pytest.skip("this system or user may not make links")
    # a link to nothing is handed on: reading it fails and the report says so
    assert shown(tmp_path) == ["a/a.txt", "a/gone.txt"]


def test_a_folder_that_may_not_be_listed_is_not_passed_silently(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "a.txt", "closed/b.txt")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert shown(tmp_path) == ["a.txt", "closed"]


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_nothing_to_check_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match=name):
        collect([tmp_path / name])


def test_writing_makes_the_folder_and_keeps_line_ends(tmp_path: Path) -> None:
    target = tmp_path / "new" / "báo cáo.csv"
    write_atomic(target, "một\r\nhai\n")
    assert target.read_bytes() == "một\r\nhai\n".encode()
    write_atomic(target, b"\x00")
    assert target.read_bytes() == b"\x00"
    assert list(target.parent.iterdir()) == [target]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.txt"
    write_atomic(target, "cũ")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomic(target, "mới")
    assert target.read_text(encoding="utf-8") == "cũ"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(os.name == "nt", reason="links and pipes need rights there")
def test_links_stay_links_and_pipes_stay_pipes(tmp_path: Path) -> None:
    real, link, pipe = tmp_path / "real.txt", tmp_path / "link.txt", tmp_path / "pipe"
    real.write_text("old", encoding="utf-8")
    link.symlink_to(real)
    write_atomic(link, "new")
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "new"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_atomic(pipe, "through")
    assert os.read(reader, 100) == b"through"
    os.close(reader)
    assert pipe.is_fifo()
