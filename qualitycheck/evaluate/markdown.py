"""The measured figures as Markdown tables, and files with a part that is written by the program between two markers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from qualitycheck.errors import UsageError
from qualitycheck.files import write_atomic
from qualitycheck.messages import label
from qualitycheck.rules import RuleSet
from qualitycheck.rules.quality import Figure, Quality, SetFigures

BEGIN = "<!-- figures: written by `qualitycheck evaluate DIR… --write-quality`, do not edit -->"
END = "<!-- end of figures -->"
_LEVELS = (("accuracy", "accuracy"), ("macro_f1", "macro-F1"), ("quadratic_kappa", "kappa (quadratic)"))


def markdown(quality: Quality, rules: RuleSet) -> str:
    """The generated part of docs/quality.md: sets, rules, everything else, each as a table."""
    return "\n".join([*_sets(quality), "", *_rules(quality, rules), "", *_others(quality.sets), "", *_foot(quality)])


def summary(quality: Quality, rules: RuleSet) -> str:
    """The generated part of README.md: the rules on the held-out sets only."""
    names = ", ".join(s.name for s in quality.sets if s.use == "held-out") or "-"
    return "\n".join(
        [
            f"Bộ thử do người khác viết, mô hình cụ thể không học từ đó; mô hình chuyên đề có học các bộ này (never trained on, but for the theme model; see sets.json): {names}.",
            "",
            *_rules(quality, rules),
        ]
    )


def renew(path: Path, text: str, *, write: bool = True) -> bool:
    """Put ``text`` between the markers of ``path``; True when the file was not already so. Raises UsageError."""
    old = path.read_text(encoding="utf-8")
    head, begin, rest = old.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise UsageError(f'"{path}": thiếu dòng "{BEGIN}" hoặc "{END}". (A marker is missing.)')
    new = f"{head}{BEGIN}\n\n{text.strip()}\n\n{END}{tail}"
    if new != old and write:
        write_atomic(path, new)
    return new != old


def has_markers(path: Path) -> bool:
    return path.is_file() and BEGIN in path.read_text(encoding="utf-8")


def _sets(quality: Quality) -> Iterator[str]:
    yield "| bộ thử (set) | dùng thế nào (use) | văn bản (documents) | nội dung (pledges) |"
    yield "|---|---|---|---|"
    for one in quality.sets:
        use = f"{label('use', one.use)} ({label('use', one.use, 'en')})"
        yield f"| {one.name} | {use} | {one.documents} | {one.pledges} |"


def _rules(quality: Quality, rules: RuleSet) -> Iterator[str]:
    yield "| quy tắc (rule) | đúng / đã nhắc (right / said) | tìm ra / có lỗi (found / faults) | P | R | F1 |"
    yield "|---|---|---|---|---|---|"
    for rule in rules.rules.values():
        figure = quality.rules.get(rule.id)
        yield f"| `{rule.id}` {rule.title.vi} | {_cells(figure)} |"


def _cells(figure: Figure | None) -> str:
    if figure is None:
        return "chưa đo | chưa đo | – | – | –"
    shares = (figure.precision, figure.recall, figure.f1)
    return " | ".join([f"{figure.right}/{figure.said}", f"{figure.right}/{figure.n}", *map(_share, shares)])


def _others(sets: Sequence[SetFigures]) -> Iterator[str]:
    """One row per figure, one column per set."""
    rows: dict[str, list[str]] = {}
    for one in sets:
        for name, value in _named(one.figures):
            rows.setdefault(name, ["–"] * len(sets))[sets.index(one)] = value
        for rule, figure in one.rules.items():
            rows.setdefault(f"F1 `{rule}`", ["–"] * len(sets))[sets.index(one)] = f"{_share(figure.f1)} (n {figure.n})"
    heads = [f"{one.name}: {label('use', one.use, 'en')}" for one in sets]
    yield f"| | {' | '.join(heads)} |"
    yield "|---|" + "---|" * len(sets)
    yield from (f"| {name} | {' | '.join(values)} |" for name, values in rows.items())


def _named(figures: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "tách nội dung (segmentation) F1", _share(figures["segmentation"]["f1"])
    facts = figures["metadata_accuracy"]
    yield "thông tin đầu văn bản (header facts)", ", ".join(f"{k} {_share(v)}" for k, v in facts.items())
    levels = figures["specificity_3_level"]
    for key, shown in _LEVELS:
        yield f"ba mức cụ thể (three levels): {shown}", f"{_share(levels[key])} (n {levels['n']})"
    yield "sai số hiệu chỉnh (expected calibration error)", _share(levels["calibration_error"])
    yield "sát chuyên đề (on theme) F1", _share(figures["pledge_on_theme"]["f1"])
    copies = figures["copies"]
    yield "sao chép (copies) P / R", f"{_share(copies['precision'])} / {_share(copies['recall'])}"
    by_kind = ", ".join(f"{k} {v}" for k, v in copies["recall_by_kind"].items())
    yield "sao chép tìm ra theo kiểu (copies found by kind)", by_kind or "–"
    yield "câu mẫu bị coi là sao chép (templates taken for copies)", copies["template_false_alarms"]
    yield "điểm so với xếp hạng (score against rank) Spearman", _share(figures["score_vs_quality_rank_spearman"])


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _foot(quality: Quality) -> Iterator[str]:
    made = quality.measured_with
    yield f"Đo với quy tắc `{made.rules}`, mô hình `{made.model}` (measured with these rules and this model). Lệnh (command):"
    yield f"`{quality.command}`."
