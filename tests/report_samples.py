"""A small batch of reports made by hand: three documents, one of them awkward, and two files that were not read."""

from __future__ import annotations

from dataclasses import replace

from support import shipped_rules

from qualitycheck.checks.building import build_document
from qualitycheck.report import Options, Words
from qualitycheck.rules import Example
from qualitycheck.rules.model import ExampleSection
from qualitycheck.types import (
    Assessment,
    Batch,
    Block,
    Cell,
    Document,
    Failure,
    Finding,
    Loss,
    Match,
    RawDocument,
    Report,
    Score,
    Versions,
)

VERSIONS = Versions("0.1.0", "rules-1", "model-1", "corpus-7")
VAGUE = "Luôn nêu cao tinh thần trách nhiệm, không ngừng nâng cao chất lượng công tác."
SPECIFIC = "Mỗi tháng đến thăm 2 gia đình chính sách ở thôn Đông, ghi sổ theo dõi."
OLD = "Trong năm 2018, hỗ trợ 3 hộ nghèo thôn Tây sửa nhà trước tháng 10."
NEW = "Trong năm 2019, hỗ trợ 4 hộ nghèo thôn Tây sửa nhà trước tháng 10."
TEMPLATE = "Tuyệt đối trung thành với mục tiêu, lý tưởng của Đảng."
EVIL = '</script><script>alert("x")</script> <img src=x onerror=alert(1)> & "ngoặc"'
PERSONAL = "Họ và tên: Lê Văn Bình, sinh ngày 12/03/1975, CCCD số 036075001234, điện thoại 0912 345 678"

CONCRETE = Assessment(
    2, 0.94, {"action": "đến thăm", "quantity": "2", "object": "gia đình chính sách", "frequency": "Mỗi tháng"}
)
HOLLOW = Assessment(0, 0.91, {"action": None}, ("quantity", "deadline"), ("no-number",))
HALF = Assessment(1, 0.55, {"action": "hỗ trợ"}, ("deadline",))
MANDATED = Assessment(0, 0.99, {}, template=True)


def options(**changes: object) -> Options:
    given = Options(shipped_rules(), settings=(("limits.pledges", 14, "default"), ("limits.pledge_words", 60, "a:3")))
    return replace(given, **changes)


def words(lang: str = "vi") -> Words:
    return Words(shipped_rules(), "en" if lang == "en" else "vi")


def report_of(
    document: Document,
    assessments: tuple[Assessment, ...],
    matches: tuple[Match, ...] = (),
    praise: tuple[int, ...] = (),
) -> Report:
    """A report with a finding for every vague and every repeated pledge, and one on the whole document."""
    findings = [
        Finding("doc", "missing-section", "warning", None, None, "", {"missing": ("khắc phục hạn chế",), "count": 1})
    ]
    for pledge, assessment in zip(document.pledges, assessments, strict=True):
        if assessment.level == 0 and not assessment.template:
            values = {"missing": assessment.missing, "object": "", "evidence": ()}
            findings.append(Finding(f"v{pledge.index}", "vague-pledge", "warning", pledge.index, pledge.span,
                                    pledge.text, values, 0.912345))  # fmt: skip
    for match in matches:
        pledge = document.pledges[match.pledge]
        values = {"year": match.year or "?", "path": match.path, "match_kind": match.kind, "changed": match.changed,
                  "similarity": match.similarity, "author": match.author, "text": match.text}  # fmt: skip
        findings.append(Finding(f"c{pledge.index}", "copied-own-previous-year", "error", pledge.index, pledge.span,
                                pledge.text, values))  # fmt: skip
    return Report(document, assessments, tuple(findings), matches, _score(findings, praise))


def _score(findings: list[Finding], praise: tuple[int, ...]) -> Score:
    lost = 12.34567 * len(findings)
    loss = Loss("specificity", lost, "vague-pledge", tuple(f.id for f in findings if f.rule == "vague-pledge"))
    parts = {"specificity": 60 - lost, "guidance": 40.0}
    grade = "good" if len(findings) < 2 else "needs-work"
    band = (90 - lost, 100 - lost)
    return Score(100 - lost, grade, band, parts, {"specificity": 60.0, "guidance": 40.0}, (loss,), None, praise,
                 len(findings) > 2)  # fmt: skip


def build(path: str, *pledges: str, **parts: object) -> Document:
    """A document with two headed sections, the last pledge in the second one."""
    sections = (
        ExampleSection("I. Về tư tưởng chính trị", pledges[:-1]),
        ExampleSection("II. Về thực hiện chức trách, nhiệm vụ", pledges[-1:]),
    )
    facts = {"kind": "individual", "year": 2019, "author": "Lê Văn Bình", "unit": "UBND xã Hòa An", **parts}
    return build_document(Example(sections=sections, **facts), shipped_rules(), path).document  # type: ignore[arg-type]


def copied() -> Report:
    match = Match(
        2, "2018/Hòa An/Bình.docx", "old", 2018, "Lê Văn Bình", "UBND xã Hòa An", 3, "own-earlier", "light",
        0.9312345678, ("2018→2019", "3→4"), OLD,
    )  # fmt: skip
    document = build("2019/Hòa An/Lê Văn Bình.docx", TEMPLATE, VAGUE, NEW, intro=PERSONAL)
    return report_of(document, (MANDATED, HOLLOW, HALF), (match,))


def good() -> Report:
    document = build("2019/Trường/Hà.pdf", SPECIFIC, SPECIFIC.replace("Đông", "Bắc"), author="Trần Thị Hà",
                     unit="Trường THCS Hòa An")  # fmt: skip
    return report_of(document, (CONCRETE, CONCRETE), praise=(0,))


def hostile() -> Report:
    """Markup in every field, no year, no unit, and a table."""
    document = build("2019/<b>&.txt", EVIL, VAGUE, author=EVIL, unit="", year=None, kind="unknown")
    return report_of(with_table(document), (HOLLOW, HOLLOW))


def with_table(document: Document) -> Document:
    """The same document with a table of two rows behind its text."""
    raw, cells = document.raw, (("Việc", 0, 0), ("Thời hạn", 0, 1), ("Thăm hộ nghèo", 1, 0), ("Quý I", 1, 1))
    text, blocks = raw.text, list(raw.blocks)
    for cell, row, column in cells:
        blocks.append(Block(cell, len(text) + 1, cell=Cell(0, row, column, 2)))
        text = f"{text}\n{cell}"
    return replace(document, raw=RawDocument(raw.path, raw.format, text, tuple(blocks), raw.digest))


def batch() -> Batch:
    failures = (Failure("2019/mật khẩu.docx", "encrypted", "password"), Failure("2019/lạ.bin", "odd-code"))
    return Batch((copied(), good(), hostile(), *failures), VERSIONS)


def large(count: int) -> Batch:
    """``count`` documents of other paths, units and scores."""
    seeds = (copied(), good(), hostile())
    results = []
    for number in range(count):
        seed = seeds[number % 3]
        document = replace(seed.document, raw=replace(seed.document.raw, path=f"2019/tệp {number:05d}.docx"))
        results.append(replace(seed, document=document, score=replace(seed.score, total=float(number % 101))))
    return Batch(tuple(results), VERSIONS)
