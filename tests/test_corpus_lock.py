import os
import time
from pathlib import Path

import pytest

from qualitycheck.corpus.lock import NAME, writer_lock
from qualitycheck.errors import CorpusError


def test_lock_is_held_and_given_back(tmp_path: Path) -> None:
    with writer_lock(tmp_path):
        assert (tmp_path / NAME).exists()
        with pytest.raises(CorpusError, match=f"process {os.getpid()}"), writer_lock(tmp_path):
            pass
    assert list(tmp_path.iterdir()) == []


def test_lock_of_a_dead_writer_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("{}", encoding="utf-8")
    hour_ago = time.time() - 3600
    os.utime(tmp_path / NAME, (hour_ago, hour_ago))
    with writer_lock(tmp_path):
        assert str(os.getpid()) in (tmp_path / NAME).read_text(encoding="utf-8")


def test_living_writer_keeps_its_lock_fresh(tmp_path: Path) -> None:
    with writer_lock(tmp_path, beat=0.01):
        os.utime(tmp_path / NAME, (0, 0))
        time.sleep(0.2)
        assert (tmp_path / NAME).stat().st_mtime > 0
