"""Table and figure of ``benchmarks/copies.py``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

GROWTH = (
    "documents", "pledges", "index s", "index cpu s", "decode s", "index pledges/s", "bytes per pledge", "peak MB",
    "peak MB with audit", "audited documents", "audit s", "audit cpu s", "lookups cpu s", "audit over floor",
    "warm p50 ms", "warm p99 ms", "cold s",
)  # fmt: skip
QUALITY = (
    "documents", "tool", "set", "how", "precision", "recall", "found", "verbatim", "light", "reordered", "w10", "w25",
    "w40", "merged", "split", "formulas reported", "index pledges/s", "query pledges/s", "bytes per pledge",
)  # fmt: skip
COMMAND = "make bench-copies"


def write(results: Mapping[str, Any], name: Path) -> None:
    """``name``.md and ``name``.svg."""
    lines = [
        "# Copy search at the scale of a province",
        "",
        f"Made by `{COMMAND}`; sentences `{results['lexicon']}`, load of the machine at the end {results['load']}.",
        "",
        *_table(results["growth"], GROWTH),
        "",
        *_table(results["quality"], QUALITY),
        "",
        f"![growth]({name.with_suffix('.svg').name})",
    ]
    name.with_suffix(".md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    figure(results["growth"], results["quality"], name.with_suffix(".svg"))


def _table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> Iterator[str]:
    yield "| " + " | ".join(columns) + " |"
    yield "|---" * len(columns) + "|"
    for row in rows:
        yield "| " + " | ".join(_cell(row.get(column)) for column in columns) + " |"


def _cell(value: Any) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    return "" if value is None else str(value)


def figure(growth: Sequence[Mapping[str, Any]], quality: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Time, size and recall over the number of registered documents."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    sizes = [row["documents"] for row in growth]
    chart, axes = pyplot.subplots(1, 3, figsize=(13, 4))
    for name in ("index cpu s", "audit cpu s"):
        axes[0].loglog(sizes, [row[name] for row in growth], "o-", label=name)
    axes[0].set_ylabel("seconds of one core")
    axes[1].semilogx(sizes, [row["bytes per pledge"] for row in growth], "o-", label="bytes per pledge")
    axes[1].semilogx(sizes, [row["peak MB with audit"] / 100 for row in growth], "o-", label="peak memory, 100 MB")
    axes[1].set_ylim(0)
    for of, how in (("one-source", "with co-evidence"), ("scattered", "with co-evidence"), ("mixed", "pledge only")):
        found = {row["documents"]: row["recall"] for row in quality if (row["set"], row["how"]) == (of, how)}
        axes[2].semilogx(sizes, [found.get(size) for size in sizes], "o-", label=f"{of}, {how}")
    axes[2].set_ylim(0, 1.02)
    axes[2].set_ylabel("recall at the threshold fixed beforehand")
    for one in axes:
        one.set_xlabel("registered documents")
        one.grid(alpha=0.3)
        one.legend()
    chart.tight_layout()
    chart.savefig(path, metadata={"Date": None})
