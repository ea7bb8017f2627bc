"""A run with the cache gives what a run without it gives, and works only on what changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import commitments
import pytest

from qualitycheck import add_to_corpus, check, worker
from qualitycheck.cache import Cache
from qualitycheck.review import Entry, Reviews
from qualitycheck.stages import Setup


@pytest.fixture
def year(tmp_path: Path) -> Path:
    folder = commitments.folder(tmp_path / "year")
    (folder / "2020" / "damaged.docx").write_bytes(b"PK\x03\x04" + b"\x00" * 200)
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "results.sqlite")


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files prepared, and "conclude" for every portion concluded, in this process."""
    done: list[str] = []
    prepare, conclude = worker.prepare_one, worker.conclude_portion

    def preparing(source: Any) -> Any:
        done.append(source.path.name)
        return prepare(source)

    def concluding(portion: Any) -> Any:
        done.append("conclude")
        return conclude(portion)

    monkeypatch.setattr(worker, "prepare_one", preparing)
    monkeypatch.setattr(worker, "conclude_portion", concluding)
    return done


def taken(done: list[str]) -> Sequence[str]:
    out = sorted(done)
    done.clear()
    return out


def test_a_second_run_reads_only_what_failed(year: Path, cache: Cache, work: list[str]) -> None:
    plain = check(year)
    taken(work)
    assert check(year, cache=cache) == plain
    assert "conclude" in taken(work)
    assert check(year, cache=cache) == plain
    assert taken(work) == ["damaged.docx"]


def test_a_changed_file_alone_is_read_again(year: Path, cache: Cache, work: list[str]) -> None:
    check(year, cache=cache)
    changed = next(iter(sorted(year.rglob("*.txt"))))
    changed.write_bytes(changed.read_bytes() + "\n- Trồng 50 cây ở trường trước 30/4.".encode())
    taken(work)
    found = check(year, cache=cache)
    assert taken(work) == sorted([changed.name, "damaged.docx", "conclude"])
    assert found == check(year)


def test_another_setup_shares_nothing(year: Path, cache: Cache, work: list[str]) -> None:
    check(year, cache=cache)
    taken(work)
    check(year, setup=Setup(unit="UBND xã Khác"), cache=cache)
    assert len(taken(work)) > 2


def test_a_grown_register_and_a_decision_conclude_anew(
    year: Path, cache: Cache, work: list[str], tmp_path: Path
) -> None:
    corpus = tmp_path / "corpus"
    files = sorted(year.rglob("*.txt"))
    add_to_corpus(files[:1], corpus)
    first = check(year, corpus=corpus, cache=cache)
    add_to_corpus(files, corpus)
    taken(work)
    assert check(year, corpus=corpus, cache=cache) == check(year, corpus=corpus)
    assert "conclude" in taken(work)
    finding = next(f for r in first.reports for f in r.findings)
    reviews = Reviews((Entry(finding.id, finding.rule, "dismissed", "An", "2026-01-01", "đã rõ"),))
    decided = check(year, corpus=corpus, cache=cache, reviews=reviews, today=date(2026, 2, 1))
    assert any(f.status == "suppressed" for r in decided.reports for f in r.findings)
    assert decided == check(year, corpus=corpus, reviews=reviews, today=date(2026, 2, 1))
