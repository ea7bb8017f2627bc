"""How long `check` takes beside its floor, in the same run: `python benchmarks/checking.py [--files 3000] [--jobs 2]`.

The floor is bare reading of the same .docx files (python-docx, paragraphs and cells) and bare word segmentation of
the same text (underthesea), both on the same number of processes. Three runs of the program follow: cold without a cache,
cold filling one, and once more with nothing changed. Memory is the highest resident size of the largest process.
The documents are made: sentences of the labelled genres with their slot fillers exchanged, so that hardly two agree.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from qualitycheck.load.memory import memory_mb

ROOT = Path(__file__).resolve().parents[1]
SENTENCES = ROOT / "corpora" / "labelled" / "sentences"
SLOTS = ("action", "object", "quantity", "frequency", "deadline", "deliverable", "place", "owner")
SURNAMES = "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Lò Vàng Giàng Quàng Tòng Cầm Điêu".split()
MIDDLE = "Văn Thị Đức Minh Thu Quang Hải Ngọc Thanh Xuân Mai Kim Hữu Bá Tuấn".split()
GIVEN = "An Bình Chi Dung Giang Hà Hùng Khánh Lan Long Mai Nam Oanh Phúc Quân Sơn Tâm Thảo Uyên Vinh Yến".split()
HEADINGS = (
    "I. Về tư tưởng chính trị",
    "II. Về phẩm chất đạo đức, lối sống",
    "III. Về thực hiện chức trách, nhiệm vụ",
    "IV. Về thực hiện chuyên đề năm 2020",
    "V. Về khắc phục hạn chế, khuyết điểm",
)


def make_documents(folder: Path, count: int, seed: int) -> None:
    """``count`` commitments of ten to twenty pledges as .docx in ten folders."""
    chance = random.Random(seed)
    rows = [json.loads(line) for f in sorted(SENTENCES.glob("*.jsonl")) for line in f.read_text("utf-8").splitlines()]
    rows = [row for row in rows if "slots" in row]  # the contrasts have none
    fillers = {s: sorted({r["slots"][s] for r in rows if r["slots"][s]}) for s in SLOTS}
    for number in range(count):
        write_document(folder / f"xa-{number % 10}" / f"cam-ket-{number:05}.docx", chance, rows, fillers)


def write_document(path: Path, chance: random.Random, rows: list[dict], fillers: dict[str, list[str]]) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("ĐẢNG CỘNG SẢN VIỆT NAM")
    document.add_paragraph("BẢN CAM KẾT TU DƯỠNG, RÈN LUYỆN, PHẤN ĐẤU NĂM 2020")
    name = " ".join(chance.choice(part) for part in (SURNAMES, MIDDLE, GIVEN))
    document.add_paragraph(f"Họ và tên: {name}")
    row = chance.choice(rows)
    document.add_paragraph(f"Chức vụ: {row['post'] or 'Chuyên viên'}")
    document.add_paragraph(f"Đơn vị công tác: {row['unit']}")
    for heading in HEADINGS:
        document.add_paragraph(heading)
        for _ in range(chance.randint(2, 4)):
            document.add_paragraph("- " + exchanged(chance.choice(rows), chance, fillers))
    document.add_paragraph("Người cam kết")
    document.add_paragraph(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(path))


def exchanged(row: dict, chance: random.Random, fillers: dict[str, list[str]]) -> str:
    """The sentence with each slot filled from another sentence."""
    text = row["text"]
    for slot in SLOTS:
        if row["slots"][slot] and chance.random() < 0.8:
            text = text.replace(row["slots"][slot], chance.choice(fillers[slot]), 1)
    return text


def bare(path: Path) -> int:
    """The floor: read one file, segment its words."""
    import docx
    from underthesea import word_tokenize

    document = docx.Document(str(path))
    lines = [p.text for p in document.paragraphs]
    lines += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return sum(len(word_tokenize(line)) for line in lines if line.strip())


def floor_seconds(files: list[Path], jobs: int) -> float:
    begun = time.monotonic()
    with ProcessPoolExecutor(jobs) as pool:
        list(pool.map(bare, files, chunksize=8))
    return time.monotonic() - begun


def check_seconds(folder: Path, output: Path, jobs: int, *options: str) -> tuple[float, float]:
    """Wall seconds, and the largest resident MB of any process of the run."""
    command = [sys.executable, str(ROOT / "cli.py"), "check", str(folder), "--format", "jsonl", "--output", str(output)]
    command += ["--jobs", str(jobs), "--quiet", "--fail-on", "never", *options]
    begun = time.monotonic()
    process = subprocess.Popen(command, cwd=output.parent)
    peak = [0.0]
    watcher = threading.Thread(target=watch, args=(process, peak), daemon=True)
    watcher.start()
    if process.wait() != 0:
        raise SystemExit(f"check ended with {process.returncode}")
    watcher.join()
    return time.monotonic() - begun, peak[0]


def watch(process: subprocess.Popen[bytes], peak: list[float]) -> None:
    while process.poll() is None:
        peak[0] = max([peak[0], *(memory_mb(pid) for pid in family(process.pid))])
        time.sleep(0.2)


def family(root: int) -> list[int]:
    """The process and all that it started."""
    found, todo = [], [root]
    while todo:
        pid = todo.pop()
        found.append(pid)
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            try:
                todo += map(int, children.read_text("ascii").split())
            except OSError:
                continue
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=3000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=2020)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "files"
        make_documents(folder, arguments.files, arguments.seed)
        files = sorted(folder.rglob("*.docx"))
        bare(files[0])
        floor = floor_seconds(files, arguments.jobs)
        report(f"floor: {len(files)} files read bare and segmented", floor, floor)
        os.environ["QUALITYCHECK_CACHE"] = str(Path(name) / "cache")
        for label, options in (
            ("check, no cache", ["--no-cache"]),
            ("check, cold", []),
            ("check, nothing changed", []),
        ):
            seconds, peak = check_seconds(folder, Path(name) / "out.jsonl", arguments.jobs, *options)
            report(label, seconds, floor, peak)


def report(label: str, seconds: float, floor: float, peak: float | None = None) -> None:
    memory = "" if peak is None else f"  {peak:6.0f} MB"
    print(f"{label:45}{seconds:8.1f} s  {seconds / floor:6.2f} x floor{memory}", flush=True)


if __name__ == "__main__":
    main()
