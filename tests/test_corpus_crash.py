"""A writer killed at any moment leaves the old or the new state; readers never meet anything else."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from qualitycheck.corpus.lock import NAME as LOCK
from qualitycheck.corpus.register import Register
from tests.corpus_support import filed

ROOT = Path(__file__).parents[1]
TEXTS = ("Trực một cửa sáng thứ Hai hằng tuần.", "Dán lịch tiếp dân ở cổng trước ngày 5 mỗi tháng.")
# one round of the writer: a new document, and a new version of one that every round replaces
WRITER = """
import sys
from pathlib import Path
from qualitycheck.corpus.register import Register
from tests.corpus_support import filed
from tests.test_corpus_crash import TEXTS
register, first, rounds = Register.open(Path(sys.argv[1])), int(sys.argv[2]), int(sys.argv[3])
print("ready", flush=True)
for n in range(first, first + rounds):
    register.add([filed(f"{n}.docx", *TEXTS, author=f"Người {n}"), filed("same.docx", f"Lần thứ {n}.", year=2019)])
"""


def writer(folder: Path, first: int, rounds: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", WRITER, str(folder), str(first), str(rounds)]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert started.stdout is not None
    assert started.stdout.readline().strip() == b"ready"
    return started


def state(folder: Path) -> set[str]:
    """Paths of all documents, after checking that the register holds together."""
    register = Register.open(folder)
    assert register.verify() == []
    documents = register.documents()
    held = register.collection().of_documents(d.digest for d in documents)
    assert {h.document for h in held} == {d.digest for d in documents}
    paths = [d.path for d in documents]
    assert len(paths) == len(set(paths))
    return set(paths)


def kill_writers(folder: Path, times: int, seed: int) -> list[int]:
    """Number of documents after each of ``times`` kills at random moments; every state is one whole round or more."""
    chance = random.Random(seed)
    Register.create(folder)
    before, sizes = state(folder), []
    for round_ in range(times):
        process = writer(folder, 1000 * round_, 1000)
        time.sleep(chance.uniform(0, 0.12))
        process.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        process.wait()
        process.stdout.close()  # type: ignore[union-attr]
        (folder / LOCK).unlink(missing_ok=True)  # what waiting for a minute would do
        after = state(folder)
        assert before <= after
        added = sorted(int(Path(p).stem) for p in after - before if p != "same.docx")
        assert added == list(range(1000 * round_, 1000 * round_ + len(added)))
        before = after
        sizes.append(len(after))
    return sizes


def test_killed_writers_leave_the_old_or_the_new_state(tmp_path: Path) -> None:
    times = int(os.environ.get("CRASHES", "3"))
    sizes = kill_writers(tmp_path / "register", times, seed=1)
    register = Register.open(tmp_path / "register")
    register.add([filed("last.docx", *TEXTS)])
    named = {part["file"] for part in json.loads((register.folder / "manifest.json").read_text("utf-8"))["parts"]}
    left = {p.relative_to(register.folder).as_posix() for p in register.folder.rglob("*.parquet")}
    assert named <= left
    assert len(register.documents()) == sizes[-1] + 1


def test_readers_during_writes_see_whole_generations(tmp_path: Path) -> None:
    folder = tmp_path / "register"
    Register.create(folder)
    seen: list[int] = []
    failed: list[BaseException] = []
    done = threading.Event()

    def read() -> None:
        try:
            while not done.is_set():
                seen.append(len(state(folder)))
        except BaseException as error:
            failed.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    process = writer(folder, 0, 8)
    process.communicate(timeout=120)
    done.set()
    reader.join()
    assert not failed
    assert seen == sorted(seen)
    assert process.returncode == 0
    assert len(state(folder)) == 9


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps files that are open")
def test_a_reader_keeps_its_generation_over_one_replacement(tmp_path: Path) -> None:
    register = Register.create(tmp_path / "r")
    register.add([filed("a.docx", TEXTS[0])])
    reader = Register.open(tmp_path / "r")
    register.add([filed("a.docx", TEXTS[1])])
    assert [h.text for h in reader.collection().of_documents(d.digest for d in reader.documents())] == [TEXTS[0]]
    assert [h.text for h in register.collection().of_documents(d.digest for d in register.documents())] == [TEXTS[1]]
