"""Mutates good files and reads them: `python tests/fuzz/fuzz_load.py --minutes 10`. No part of the test suite.

Every mutant must end in documents or in a Failure with a code, within 20 seconds and 500 MB. A mutant that crashes, hangs
or grows is kept in `--keep` under the number of its seed. Zip containers are mutated inside, else only the zip is tested.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from awkward_cases import all_cases  # noqa: E402

from qualitycheck.load import Limits  # noqa: E402
from qualitycheck.load.guard import GuardedLoader  # noqa: E402
from qualitycheck.types import Failure  # noqa: E402

LIMITS = Limits(seconds=20, memory_mb=500, ocr=False)
BAD = ("reader-crashed", "seconds", "memory")
TOKENS = [
    b"0", b"-1", b"99999999999", b"\xff\xff\xff\xff", b"\x00" * 8, b"<", b">", b"/", b"&#0;", b"{", b"}", b"\\", b"obj", b"<<", b">>",
    b"<w:tbl>", b"</w:p>", b'w:val="-2147483649"', b"\\u-99999?", b"\\trowd", b"\\cell", b"\\'", b"]]>", b"startxref", b"stream",
    b"rowspan=99999", b"<table>", b"number-columns-repeated", b"\xe1\xba", b"\xad",
]  # fmt: skip


def seeds(folders: list[Path]) -> list[tuple[str, bytes]]:
    files = [(f.name, f.read_bytes()) for d in folders for f in sorted(d.rglob("*")) if f.is_file()]
    made = [(case.file, case.data()) for case in all_cases() if not case.code]
    return [(name, data) for name, data in [*files, *made] if 0 < len(data) < 400_000 and not name.endswith(".json")]


def mutate(data: bytes, chance: random.Random) -> bytes:
    if data.startswith(b"PK\x03\x04") and chance.random() < 0.8:
        try:
            return _inside_zip(data, chance)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError):
            pass
    return _bytes(data, chance)


def _inside_zip(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    if parts:
        name = chance.choice(sorted(parts))
        parts[name] = _bytes(parts[name], chance)
        if chance.random() < 0.05:
            del parts[name]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def _bytes(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 4, 16, 64])):
        at = chance.randrange(len(out) + 1)
        match chance.randrange(7):
            case 0 if out:
                out[at % len(out)] = chance.randrange(256)
            case 1:
                out[at:at] = chance.choice(TOKENS)
            case 2:
                del out[at : at + chance.choice([1, 8, 100, 2000])]
            case 3:
                piece = bytes(out[at : at + chance.choice([4, 40, 400])])
                out[at:at] = piece * chance.choice([1, 2, 50])
            case 4 if out:
                out[at % len(out)] ^= 1 << chance.randrange(8)
            case 5:
                other = chance.randrange(len(out) + 1)
                out[at : at + 60] = out[other : other + 60]
            case _:
                token = chance.choice(TOKENS)
                out[at : at + len(token)] = token
    return bytes(out)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-findings"))
    arguments = parser.parse_args()
    good = seeds([HERE.parent / "data" / "awkward", HERE.parent / "data" / "layout"])
    end, number, codes = time.monotonic() + 60 * arguments.minutes, arguments.seed, Counter[str]()
    bad = 0
    with tempfile.TemporaryDirectory() as folder, GuardedLoader(LIMITS) as loader:
        while time.monotonic() < end:
            number += 1
            chance = random.Random(number)
            name, data = chance.choice(good)
            file = Path(folder) / name
            file.write_bytes(mutant := mutate(data, chance))
            found = loader.read(file, name)
            codes.update(f"{f.code}: {f.detail.partition(':')[0]}" if isinstance(f, Failure) else "read" for f in found)
            if any(isinstance(f, Failure) and f.detail.partition(":")[0] in BAD for f in found):
                bad += 1
                arguments.keep.mkdir(parents=True, exist_ok=True)
                (arguments.keep / f"{number}-{name}").write_bytes(mutant)
                print(f"seed {number}: {name}: {[f for f in found if isinstance(f, Failure)][:1]}", flush=True)
            file.unlink()
    print(f"{number - arguments.seed} mutants, {bad} bad")
    for code, count in codes.most_common():
        print(f"  {count:7} {code}")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
