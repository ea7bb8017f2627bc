"""Copy search at the scale of a province: quality, speed, size and growth, public tools in the same run.

    python benchmarks/copies.py --folder build/copies --sizes 10000 100000 1000000 --peers 1000 10000 --write docs/copies-scale

makes an invented province of each size (seeded; its vocabulary and its copiers are not those that thresholds were tuned
on), builds the index, asks it for new documents and writes a table (.md) and a figure (.svg). ``--lexicon tune`` runs on
the sentences of the tuning. Every time is given as wall and processor time: on a busy machine only the second means much.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
import pyarrow.parquet as pq

from benchmarks.province import peers, report, sentences
from benchmarks.province.province import Pledges, Province
from qualitycheck.corpus import manifest, scaled
from qualitycheck.index.reading import Texts, texts_of
from qualitycheck.index.search import SURE, find
from qualitycheck.index.store import Index, load, renew

Row = dict[str, Any]
QUERIES = 2000  # new documents whose quality is measured
PEER_QUERIES = 100
SETS = ("mixed", "one-source", "scattered")


@contextmanager
def timed(row: Row, name: str) -> Iterator[None]:
    """Wall and processor seconds of a step into ``row``."""
    wall, worked = time.perf_counter(), time.process_time()
    yield
    row[f"{name} s"] = round(time.perf_counter() - wall, 2)
    row[f"{name} cpu s"] = round(time.process_time() - worked, 2)


def as_texts(pledges: Pledges) -> Texts:
    flat = texts_of([pledges.texts.to_pylist()])
    return Texts(flat.words, flat.starts, pledges.starts)


def province(options: argparse.Namespace, size: int) -> tuple[Province, Path]:
    """The register of one size, made once."""
    made, folder = Province(options.lexicon, size), options.folder / f"{options.lexicon}-{size}"
    if not (folder / "roots.npy").exists():
        shutil.rmtree(folder, ignore_errors=True)
        np.save(folder / "roots.npy", made.write(folder))
    return made, folder


def build(folder: Path, memory: int, jobs: int, row: Row) -> Index:
    """Index the register anew, and measure what its floor is: decoding the texts alone."""
    place = folder / "derived" / "index"
    shutil.rmtree(place, ignore_errors=True)
    parts = manifest.read(folder)
    with timed(row, "decode"):
        for part in parts.parts:
            pq.ParquetFile(folder / part.file).read(["key"])
    with timed(row, "index"):
        index = renew(place, scaled.sources(folder, parts), memory, jobs, lambda *_: None)
    pledges = index.tables.pledges
    row["pledges"] = pledges
    row["bytes per pledge"] = round(sum(p.stat().st_size for p in place.rglob("*") if p.is_file()) / pledges, 1)
    row["index pledges/s"] = round(pledges / row["index s"])
    return index


def quality(pledges: Pledges, roots: Any, best: Any, score: Any, least: float | None = None) -> Row:
    """Precision and recall at ``least``, or at the lowest threshold with precision .99 (in favour of whoever is measured)."""
    labels = pledges.labels
    assert labels is not None
    copy = labels[:, 2] >= 0
    got = np.where(best >= 0, roots[np.maximum(best, 0)], -9)
    right = copy & ((got == labels[:, 0]) | ((got == labels[:, 1]) & (labels[:, 1] >= 0)))
    if least is None:
        order = np.argsort(-score, kind="stable")
        precise = np.flatnonzero(np.cumsum(right[order]) / np.arange(1, len(order) + 1) >= 0.99)
        least = float(score[order[precise[-1]]]) if len(precise) else np.inf
    said = (score >= least) & (best >= 0)
    kinds = {name: _share(right & said, labels[:, 2] == n) for n, name in enumerate(sentences.KINDS)}
    return {
        "threshold": round(float(least), 2),
        "precision": _share(right, said),
        "recall": _share(right & said, copy),
        "found": _share(right, copy),
        "formulas reported": _share(said, labels[:, 0] == sentences.FORMULA, 5),
        **kinds,
    }


def _share(part: Any, whole: Any, digits: int = 4) -> float:
    return round(float((part & whole).sum() / max(whole.sum(), 1)), digits)


def ours(made: Province, folder: Path, index: Index, jobs: int, row: Row) -> list[Row]:
    """Quality at the threshold fixed beforehand, with co-evidence and by single pledges; and the best possible ones."""
    roots = np.load(folder / "roots.npy")
    rows = []
    for name in SETS:
        asked = made.asked(QUERIES, behaviours=name)
        found = find(as_texts(asked), index.segments, index.tables, jobs)
        alone = np.where(found.sources >= 0, found.values[:, :, 4] - found.values[:, :, 3], -1000)
        first, lines = alone.argmax(1), np.arange(len(alone))
        for label, best, score in (
            ("with co-evidence", found.sources[:, 0], found.values[:, 0, 4]),
            ("pledge only", found.sources[lines, first], alone[lines, first]),
        ):
            rows.append({"set": name, "how": label, **quality(asked, roots, best, score, SURE)})
            rows.append({"set": name, "how": f"{label}, oracle threshold", **quality(asked, roots, best, score)})
    return [{"documents": made.documents, "tool": "qualitycheck", **one} for one in rows]


def audit(made: Province, index: Index, count: int, jobs: int, row: Row) -> None:
    """``count`` new documents against the register, with the floor: their decoding and the look-ups alone."""
    from benchmarks.province.floor import lookups

    asked = made.asked(count, seed=7)
    new = as_texts(asked)
    find(Texts(new.words, new.starts, new.documents[:3]), index.segments, index.tables)
    with timed(row, "lookups"):
        row["entries touched"] = lookups(new, index, jobs)
    with timed(row, "audit"):
        find(new, index.segments, index.tables, jobs)
    row["audited documents"] = count
    row["audit over floor"] = round(row["audit cpu s"] / max(row["lookups cpu s"], 1e-9), 2)


def single(made: Province, folder: Path, row: Row) -> None:
    """One document at a time, warm; and in a process of its own from its start to its answer."""
    index = load(folder / "derived" / "index")
    assert index is not None
    asked = made.asked(300, seed=5)
    new = as_texts(asked)
    spent = []
    for n in range(len(new.documents) - 1):
        a, b = int(new.documents[n]), int(new.documents[n + 1])
        one = Texts(new.words, new.starts[a : b + 1], np.array([0, b - a]))
        started = time.perf_counter()
        index.find(one)
        spent.append(time.perf_counter() - started)
    row["warm p50 ms"], row["warm p99 ms"] = (round(1000 * float(q), 2) for q in np.percentile(spent[20:], [50, 99]))
    program = (
        "import sys,time; t=time.perf_counter(); sys.path.insert(0,sys.argv[1]); from pathlib import Path\n"
        "from qualitycheck.index.store import load; from qualitycheck.index.reading import texts_of\n"
        "i=load(Path(sys.argv[2])); i.find(texts_of([sys.argv[3:]])); print(time.perf_counter()-t, time.process_time())"
    )
    texts = asked.texts[: int(asked.starts[1])].to_pylist()
    command = [sys.executable, "-c", program, str(Path(__file__).parents[1]), str(folder / "derived" / "index"), *texts]
    runs = [subprocess.run(command, check=True, capture_output=True, text=True).stdout.split() for _ in range(4)][1:]
    row["cold s"], row["cold cpu s"] = (round(min(float(r[n]) for r in runs), 2) for n in range(2))


def against(made: Province, size: int) -> Iterator[Row]:
    """The public tools on the same queries; formula sentences are taken out for them, which no list would do as well."""
    register, asked = made.registered(0, size), made.asked(PEER_QUERIES)
    kept = np.flatnonzero(register.roots != sentences.FORMULA)
    labels = asked.labels
    assert labels is not None
    wanted = np.flatnonzero(labels[:, 0] != sentences.FORMULA)
    all_old, all_new = register.texts.to_pylist(), asked.texts.to_pylist()
    old, new = [all_old[n] for n in kept], [all_new[n] for n in wanted]
    mine = Pledges(asked.texts, asked.documents[wanted], asked.roots[wanted], labels[wanted])
    for name, peer in peers.PEERS.items():
        if name.startswith("rapidfuzz") and size > 2000:
            continue
        answer = peer(old, new)
        best = np.where(answer.best >= 0, kept[np.maximum(answer.best, 0)], -1)
        yield {
            "documents": size, "tool": name, "set": "mixed", "how": "oracle list of formulas, oracle threshold",
            **quality(mine, register.roots, best, answer.score),
            "index pledges/s": round(len(old) / answer.build) if answer.build else None,
            "query pledges/s": round(answer.asked / answer.query), "bytes per pledge": round(answer.bytes / len(old), 1),
        }  # fmt: skip


def measure(options: argparse.Namespace) -> Mapping[str, Any]:
    growth, rows = [], []
    for size in options.sizes:
        made, folder = province(options, size)
        row: Row = {"documents": size}
        index = build(folder, options.memory << 20, options.jobs, row)
        row["peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        found = ours(made, folder, index, options.jobs, row)
        audit(made, index, max(1000, size // 5), options.jobs, row)
        single(made, folder, row)
        row["peak MB with audit"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        print(json.dumps(row, ensure_ascii=False), *(json.dumps(one) for one in found), sep="\n", flush=True)
        growth.append(row)
        rows += found
    for size in options.peers:
        for row in against(province(options, size)[0], size):
            print(json.dumps(row), flush=True)
            rows.append(row)
    return {"lexicon": options.lexicon, "load": round(os.getloadavg()[0], 1), "growth": growth, "quality": rows}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=Path("build/copies"), help="where registers are kept")
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--peers", type=int, nargs="*", default=[1_000, 10_000])
    parser.add_argument("--lexicon", choices=("eval", "tune"), default="eval")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--memory", type=int, default=4096, help="MB while indexing")
    parser.add_argument("--write", type=Path, help="name of the table (.md), the figure (.svg) and the figures (.json)")
    options = parser.parse_args(arguments)
    results = measure(options)
    if options.write:
        options.write.with_suffix(".json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
        report.write(results, options.write)


if __name__ == "__main__":
    main()
