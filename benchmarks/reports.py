"""Seconds that the reports of a large batch take, the check itself not counted: `python benchmarks/reports.py [FOLDER]`.

The documents below FOLDER (default: all labelled ones) are checked once; their reports are then repeated, seeded, under
other paths, scores and units until there are `--documents` of them, and written to every format.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from qualitycheck import api
from qualitycheck.files import collect
from qualitycheck.load.memory import memory_mb
from qualitycheck.report import FORMATS, Options, writer
from qualitycheck.settings import load_settings
from qualitycheck.types import Batch, Fact, Report

ROOT = Path(__file__).resolve().parents[1]
SEED = 20260101
UNITS = 600  # of a province
SUFFIX = {"docx": "", "split": "", "terminal": ".txt", "junit": ".xml"}


def repeated(batch: Batch, files: dict[str, Path], count: int) -> tuple[Batch, dict[str, Path]]:
    """``count`` reports of documents that differ in path, unit and score, and the file behind each."""
    chance = random.Random(SEED)
    reports, found = [], {}
    for number in range(count):
        seed = batch.reports[number % len(batch.reports)]
        path = f"{number // 500:03d}/{number:05d} {seed.path.rsplit('/', 1)[-1]}"
        reports.append(_other(seed, path, number, chance))
        found[path] = files[seed.path]
    return replace(batch, results=tuple(reports)), found


def _other(seed: Report, path: str, number: int, chance: random.Random) -> Report:
    unit = Fact(f"Trường Tiểu học số {number % UNITS}, huyện Lam Khê")
    document = replace(seed.document, raw=replace(seed.document.raw, path=path), unit=unit)
    total = min(100.0, max(0.0, seed.score.total + chance.uniform(-9, 9)))
    return replace(seed, document=document, score=replace(seed.score, total=total))


def checked(folder: Path) -> tuple[Batch, dict[str, Path], api.Setup]:
    setup = api.Setup(load_settings())
    return api.check(folder, setup=setup, jobs=None), {s.shown: s.path for s in collect([folder])}, setup


def measure(batch: Batch, options: Options, folder: Path, formats: list[str]) -> None:
    total = total_cpu = 0.0
    print(
        f"{len(batch.reports)} documents\n{'format':10}{'seconds':>9}{'CPU':>8}{'files':>8}{'MB':>9}{'memory MB':>11}"
    )
    for name in formats:
        target = folder / f"{name}{SUFFIX.get(name, f'.{name}')}"
        if name == "split":
            target.mkdir()
        begun, spent = time.perf_counter(), time.process_time()
        writer("html" if name == "split" else name)(batch, target, options)
        seconds, cpu = time.perf_counter() - begun, time.process_time() - spent
        total, total_cpu = total + seconds, total_cpu + cpu
        files = [p for p in target.rglob("*") if p.is_file()] if target.is_dir() else [target]
        size = sum(p.stat().st_size for p in files) / 1e6
        print(f"{name:10}{seconds:9.2f}{cpu:8.2f}{len(files):8}{size:9.1f}{memory_mb(os.getpid()):11.0f}", flush=True)
    print(f"{'all':10}{total:9.2f}{total_cpu:8.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "corpora" / "labelled")
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--formats", default=",".join([*FORMATS, "split"]))
    parser.add_argument("--keep", type=Path, help="write here and leave it")
    arguments = parser.parse_args()
    batch, files, setup = checked(arguments.folder)
    batch, files = repeated(batch, files, arguments.documents)
    options = Options(setup.rules, settings=tuple(setup.settings.origins()), files=files, jobs=None)
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        measure(batch, options, folder, arguments.formats.split(","))


if __name__ == "__main__":
    main()
