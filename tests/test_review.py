"""Decisions that come back: from the workbook and from Word, kept by content, applied to the next check."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from lxml import etree
from office_support import W, converted, needs_office, paragraph, part
from report_samples import options

from qualitycheck import api
from qualitycheck.errors import UsageError
from qualitycheck.files import collect
from qualitycheck.report.docx import write as write_word
from qualitycheck.report.xlsx import write as write_workbook
from qualitycheck.review import Entry, Graded, Reviews, load_reviews, merge, save_reviews, tally
from qualitycheck.review.baseline import set_baseline
from qualitycheck.review.identity import grew, same_document
from qualitycheck.review.importing import Reviewer, read_decisions, review_files
from qualitycheck.review.labels import labels
from qualitycheck.review.proposals import verdict_of
from qualitycheck.review.spreadsheet import S
from qualitycheck.settings import data_folder
from qualitycheck.types import Batch

TODAY = date(2026, 3, 1)
REVIEWER = Reviewer("Trần Thị Hà", TODAY, 365)
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Word files of this year's samples, as they were sent in."""
    out = tmp_path_factory.mktemp("sent") / "2020"
    out.mkdir()
    for number, path in enumerate(sorted((data_folder("samples") / "new").rglob("*.docx"))):
        shutil.copy(path, out / f"{number} {path.name}")
    return out


@pytest.fixture(scope="module")
def checked(folder: Path) -> Batch:
    return api.check(folder, today=TODAY)


def changed_part(path: Path, name: str, change: Callable[[etree._Element], None]) -> None:
    """Rewrite one part of a zip, made where there is none."""
    with zipfile.ZipFile(path) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    root = etree.fromstring(parts[name])
    change(root)
    parts[name] = etree.tostring(root)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for n, data in parts.items():
            archive.writestr(n, data)


def fill(path: Path, sheet: str, cells: Mapping[tuple[int, int], str]) -> None:
    """Type texts into cells (row, column) from 0, as an office program would."""

    def change(root: etree._Element) -> None:
        rows = list(root.iter(S + "row"))
        for (row, column), text in cells.items():
            cell = list(rows[row])[column]
            for child in list(cell):
                cell.remove(child)
            cell.set("t", "inlineStr")
            etree.SubElement(etree.SubElement(cell, S + "is"), S + "t").text = text

    changed_part(path, sheet, change)


FINDINGS, PLEDGES = "xl/worksheets/sheet3.xml", "xl/worksheets/sheet4.xml"
DECISION, REASON, PERSON, OWN_LEVEL = 10, 11, 12, 9


@pytest.fixture(scope="module")
def decided(checked: Batch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook with a decision in every row: agree, dismiss, to mend in turn."""
    path = tmp_path_factory.mktemp("book") / "bảng.xlsx"
    write_workbook(checked, path, options())
    count = sum(len(r.findings) for r in checked.reports)
    cells = {}
    for row in range(1, count + 1):
        cells[row, DECISION] = ("đồng ý", "Bỏ qua", "cần sửa")[row % 3]
        cells[row, REASON] = f"lý do {row}"
    cells[1, PERSON] = "Lê Văn Bình"
    fill(path, FINDINGS, cells)
    return path


def edited(folder: Path, out: Path) -> Path:
    """The same documents under other names, with paragraphs put in at the beginning and in the middle."""
    out.mkdir()
    for number, path in enumerate(sorted(folder.iterdir())):
        made = docx.Document(str(path))
        paragraphs = made.paragraphs
        for place in (len(paragraphs) // 2, len(paragraphs) - 1):
            paragraphs[place].insert_paragraph_before("Ghi chú: đã họp chi bộ để góp ý cho bản này.")
        made.save(str(out / f"đổi tên {number}.docx"))
    return out


def test_a_round_trip_keeps_every_decision(folder: Path, checked: Batch, decided: Path, tmp_path: Path) -> None:
    """Check, decide, import, rename and edit the files, check again: every decided finding is known."""
    found = read_decisions(decided, REVIEWER)
    assert len(found.entries) == sum(len(r.findings) for r in checked.reports) > 20
    save_reviews(merge(Reviews(), found.entries).reviews, tmp_path / "reviews.json")
    reviews = load_reviews(tmp_path / "reviews.json")

    again = api.check(edited(folder, tmp_path / "2020"), reviews=reviews, today=TODAY)
    before = {f.id for r in checked.reports for f in r.findings}
    after = {f.id: f for r in again.reports for f in r.findings}
    assert before <= set(after)
    assert all(after[i].decision is not None for i in before)
    verdicts = {e.finding: e.verdict for e in reviews.entries}
    for i in before:
        assert (after[i].status == "suppressed") == (verdicts[i] == "dismissed")
        if verdicts[i] != "dismissed":
            assert after[i].confidence == 1.0
    counted = tally(reviews, again.reports, TODAY)
    assert counted.applied == len(before)
    assert not counted.gone and not counted.elsewhere and not counted.expired
    suppressed = {f.id for r in again.reports for f in r.asserted} & {
        i for i, v in verdicts.items() if v == "dismissed"
    }
    assert not suppressed


def test_what_the_workbook_says_is_kept(decided: Path) -> None:
    entries = read_decisions(decided, REVIEWER).entries
    first, second = entries[0], entries[1]
    assert (first.verdict, first.reason, first.person) == ("dismissed", "lý do 1", "Lê Văn Bình")
    assert (second.verdict, second.person, second.date, second.expires) == (
        "to-mend", REVIEWER.person, "2026-03-01", "2027-03-01",
    )  # fmt: skip
    assert all(e.rule and e.document for e in entries)


def test_a_second_import_changes_nothing_and_a_blank_takes_back(
    checked: Batch, folder: Path, tmp_path: Path, decided: Path
) -> None:
    first = merge(Reviews(), read_decisions(decided, REVIEWER).entries)
    again = merge(first.reviews, read_decisions(decided, replace(REVIEWER, today=date(2026, 4, 1))).entries)
    assert (again.added, again.changed, again.unchanged) == (0, 0, first.added)
    assert {e.date for e in again.reviews.entries} == {"2026-03-01"}

    next_run = api.check(folder, reviews=first.reviews, today=TODAY)
    write_workbook(next_run, tmp_path / "next.xlsx", options())
    prefilled = read_decisions(tmp_path / "next.xlsx", REVIEWER)
    assert len(prefilled.entries) == first.added
    fill(tmp_path / "next.xlsx", FINDINGS, {(1, DECISION): ""})
    blank = read_decisions(tmp_path / "next.xlsx", REVIEWER)
    assert len(blank.withdrawn) == 1
    assert merge(first.reviews, blank.entries, blank.withdrawn).withdrawn == 1


@needs_office
def test_a_workbook_saved_by_libreoffice_comes_back_whole(decided: Path, tmp_path: Path) -> None:
    [saved] = converted([decided], "xlsx", tmp_path)
    plain = {e.finding: (e.verdict, e.reason) for e in read_decisions(decided, REVIEWER).entries}
    assert {e.finding: (e.verdict, e.reason) for e in read_decisions(saved, REVIEWER).entries} == plain


def test_an_unknown_word_is_shown_and_not_guessed(checked: Batch, tmp_path: Path) -> None:
    write_workbook(checked, tmp_path / "a.xlsx", options())
    fill(tmp_path / "a.xlsx", FINDINGS, {(1, DECISION): "hỏi lại anh Bình"})
    found = read_decisions(tmp_path / "a.xlsx", REVIEWER)
    assert not found.entries
    assert [u.text for u in found.unclear] == ["hỏi lại anh Bình"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đồng ý", ("confirmed", "")),
        ("dong y, dung vay", ("confirmed", "dung vay")),
        ("Không đồng ý: việc này có sổ theo dõi", ("dismissed", "việc này có sổ theo dõi")),
        ("bỏ qua - câu của mẫu", ("dismissed", "câu của mẫu")),
        ("Cần sửa. Thêm thời hạn", ("to-mend", "Thêm thời hạn")),
        ("không cần sửa", ("dismissed", "")),
        ("không bỏ qua được", ("confirmed", "được")),
        ("agree", ("confirmed", "")),
        ("Đồng ýxyz", None),
        ("để xem đã", None),
        ("", None),
    ],
)  # fmt: skip
def test_words_of_a_reviewer(text: str, expected: tuple[str, str] | None) -> None:
    assert verdict_of(text) == expected


# --- Word ----------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def word_copy(folder: Path, checked: Batch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("word")
    write_word(checked, out, options(files={s.shown: s.path for s in collect([folder])}))
    return max(out.iterdir(), key=lambda p: len(part(p.read_bytes(), "word/comments.xml")))


def register(root: etree._Element, name: str, attributes: Mapping[str, str]) -> None:
    etree.SubElement(root, root.tag.replace(etree.QName(root).localname, name), dict(attributes))


def answered(path: Path, out: Path, answers: Mapping[int, str], resolved: set[int], extended: bool = True) -> Path:
    """Reply to the n-th comment and mark comments resolved, as Word writes it (or, not ``extended``, as simpler programs)."""
    shutil.copy(path, out)
    ids = {}

    def comments(root: etree._Element) -> None:
        for number, comment in enumerate(list(root)):
            ids[number] = comment.get(W + "id")
            list(comment.iter(W + "p"))[-1].set(f"{{{W14}}}paraId", f"0000000{number}")
        for number, text in answers.items():
            namespace = W[1:-1]
            inside = paragraph(text).replace("<w:p>", f'<w:p xmlns:w="{namespace}">')
            reply = etree.SubElement(root, W + "comment")
            for key, value in (("id", f"{100 + number}"), ("author", "Phạm Văn C"), ("date", "2026-02-03T00:00:00Z")):
                reply.set(W + key, value)
            reply.append(etree.fromstring(inside))
            reply[0].set(f"{{{W14}}}paraId", f"0000010{number}")

    def marks(root: etree._Element) -> None:
        for number in answers:
            for tag, after in (("commentRangeStart", False), ("commentRangeEnd", True)):
                node = next(n for n in root.iter(W + tag) if n.get(W + "id") == ids[number])
                new = etree.Element(W + tag)
                new.set(W + "id", f"{100 + number}")
                (node.addnext if after else node.addprevious)(new)
            reference = etree.Element(W + "r")
            etree.SubElement(reference, W + "commentReference").set(W + "id", f"{100 + number}")
            new.addnext(reference)

    changed_part(out, "word/comments.xml", comments)
    changed_part(out, "word/document.xml", marks)
    if extended:
        lines = [f'<w15:commentEx w15:paraId="0000000{n}" w15:done="{int(n in resolved)}"/>' for n in ids] + [
            f'<w15:commentEx w15:paraId="0000010{n}" w15:paraIdParent="0000000{n}" w15:done="0"/>' for n in answers
        ]
        with zipfile.ZipFile(out, "a") as archive:
            inside = "".join(lines)
            archive.writestr(
                "word/commentsExtended.xml", f'<w15:commentsEx xmlns:w15="{W15}">{inside}</w15:commentsEx>'
            )
        changed_part(out, "[Content_Types].xml", lambda root: register(root, "Override", {
            "PartName": "/word/commentsExtended.xml", "ContentType": f"{KIND}.commentsExtended+xml",
        }))  # fmt: skip
        changed_part(out, "word/_rels/document.xml.rels", lambda root: register(root, "Relationship", {
            "Id": "rIdExtended", "Target": "commentsExtended.xml",
            "Type": "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
        }))  # fmt: skip
    return out


def test_replies_and_resolved_marks(word_copy: Path, tmp_path: Path, folder: Path) -> None:
    count = len(part(word_copy.read_bytes(), "word/comments.xml"))
    assert count >= 5
    path = answered(word_copy, tmp_path / "a.docx", {1: "Đồng ý, nhắc tác giả", 2: "để hỏi lại"}, {3})
    found = read_decisions(path, replace(REVIEWER, person=""))
    assert [(e.verdict, e.reason, e.person, e.date) for e in found.entries] == [
        ("confirmed", "nhắc tác giả", "Phạm Văn C", "2026-02-03"),
        ("dismissed", "đánh dấu đã giải quyết trong Word", "", "2026-03-01"),
    ]
    assert [u.text for u in found.unclear] == ["để hỏi lại"]
    again = api.check(folder, reviews=merge(Reviews(), found.entries).reviews, today=TODAY)
    known = {f.id: f for r in again.reports for f in r.findings if f.decision}
    assert {f.status for f in known.values()} == {"open", "suppressed"}
    assert set(known) == {e.finding for e in found.entries}


def test_a_reply_without_a_thread_is_found_by_its_words(word_copy: Path, tmp_path: Path) -> None:
    root = part(word_copy.read_bytes(), "word/comments.xml")
    last = len(root) - 1
    path = answered(word_copy, tmp_path / "a.docx", {last: "bỏ qua vì là câu mẫu"}, set(), extended=False)
    [entry] = read_decisions(path, REVIEWER).entries
    assert (entry.verdict, entry.reason) == ("dismissed", "vì là câu mẫu")
    code = re.search(r":([0-9a-f]{16})", "".join(root[last].itertext()))
    assert code is not None and entry.finding == code[1]


def test_an_answer_to_one_of_several_comments_is_shown(word_copy: Path, tmp_path: Path) -> None:
    path = answered(word_copy, tmp_path / "a.docx", {1: "bỏ qua"}, set(), extended=False)  # two stand on the title
    found = read_decisions(path, REVIEWER)
    assert not found.entries
    assert [u.text for u in found.unclear] == ["bỏ qua"]


def test_files_of_others_are_told_apart(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(UsageError, match="không có ghi chú nào"):
        read_decisions(sorted(folder.iterdir())[0], REVIEWER)
    (tmp_path / "x.xlsx").write_bytes(b"no zip")
    with pytest.raises(UsageError, match="Không đọc được"):
        read_decisions(tmp_path / "x.xlsx", REVIEWER)
    with pytest.raises(UsageError, match="Không có tệp"):
        list(review_files([tmp_path / "nowhere"]))
    assert [p.name for p, named in review_files([tmp_path]) if not named] == ["x.xlsx"]


# --- the review file -------------------------------------------------------------------------------------------------------

ENTRY = Entry("f1", "too-long", "dismissed", date="2026-01-01", document=("a", "b", "c"), locked=True,
              extent={"over": 100.0, "missing": ("x",)})  # fmt: skip


def test_the_file_is_the_same_when_read_again(tmp_path: Path) -> None:
    given = Reviews((ENTRY,), (Graded("p", 1, "Thăm hộ nghèo", author="A"),))
    save_reviews(given, tmp_path / "r.json")
    assert load_reviews(tmp_path / "r.json") == given
    first = (tmp_path / "r.json").read_bytes()
    save_reviews(load_reviews(tmp_path / "r.json"), tmp_path / "r.json")
    assert (tmp_path / "r.json").read_bytes() == first


@pytest.mark.parametrize("text", ["", "{", '{"schema": 2}', '{"schema": 1, "entries": [{}]}', "[]"])
def test_a_damaged_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "r.json").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"r\.json"):
        load_reviews(tmp_path / "r.json")


def test_no_file_is_no_decision(tmp_path: Path) -> None:
    assert load_reviews(tmp_path / "r.json") == Reviews()


def test_a_locked_decision_is_for_one_document() -> None:
    assert ENTRY.covers("f1", ("a", "b", "c"), {})
    assert ENTRY.covers("f1", ("a", "b", "x", "y"), {})
    assert not ENTRY.covers("f1", ("x", "y", "z"), {})
    assert replace(ENTRY, locked=False).covers("f1", ("x",), {})


def test_a_fault_that_grew_is_shown_again() -> None:
    assert not grew(ENTRY.extent, {"over": 110.0, "missing": ("x",)})
    assert grew(ENTRY.extent, {"over": 200.0})
    assert grew(ENTRY.extent, {"missing": ("x", "y")})
    assert not grew(ENTRY.extent, {"missing": ()})
    assert not grew({}, {"over": 1e9})


def test_documents_without_any_paragraph_are_one() -> None:
    assert same_document((), ())
    assert not same_document((), ("a",))


def test_a_newer_decision_wins_and_an_older_copy_does_not() -> None:
    newer = replace(ENTRY, verdict="confirmed", date="2026-02-01", document=(), extent={})
    newer = replace(newer, document=ENTRY.document)
    merged = merge(Reviews((ENTRY,)), [newer]).reviews
    assert [(e.verdict, e.extent) for e in merged.entries] == [("confirmed", ENTRY.extent)]
    assert merge(merged, [replace(ENTRY, reason="cũ")]).reviews == merged


def test_decisions_run_out(checked: Batch, decided: Path, folder: Path) -> None:
    reviews = merge(Reviews(), read_decisions(decided, REVIEWER).entries).reviews
    late = api.check(folder, reviews=reviews, today=date(2027, 3, 2))
    assert not [f for r in late.reports for f in r.findings if f.decision]
    assert len(tally(reviews, late.reports, date(2027, 3, 2)).expired) == len(reviews.entries)


def test_stale_decisions_are_told_apart(checked: Batch, decided: Path) -> None:
    entries = read_decisions(decided, REVIEWER).entries
    gone = replace(entries[0], finding="0" * 16)
    away = replace(entries[0], finding="1" * 16, document=("zz",))
    found = tally(Reviews((gone, away)), checked.reports, TODAY)
    assert (found.gone, found.elsewhere, found.applied) == ((gone,), (away,), 0)


# --- baseline, levels, labels ----------------------------------------------------------------------------------------------


def baseline(known: Reviews, given: Batch, **more: bool) -> Reviews:
    reports = given.reports
    change = set_baseline(known, reports, reports, reason="tồn đọng", person="", today=TODAY, expires=None, **more)
    return change.reviews


def test_a_baseline_hides_the_backlog_and_does_not_grow_silently(folder: Path, checked: Batch) -> None:
    first = Batch(checked.results[:2], checked.versions)
    known = baseline(Reviews(), first)
    assert len(known.entries) == sum(len(r.asserted) for r in first.reports)
    again = api.check(folder, reviews=known, today=TODAY)
    assert not [f for r in again.reports[:2] for f in r.asserted]
    assert [r.score.total for r in again.reports] == [r.score.total for r in checked.reports]  # hidden, not forgiven
    assert [f for r in again.reports[2:] for f in r.asserted]
    assert tally(known, again.reports, TODAY).oldest == "2026-03-01"
    with pytest.raises(UsageError, match="--grow"):
        baseline(known, again)
    assert len(baseline(known, again, grow=True).entries) > len(known.entries)


def test_a_baseline_shrinks_by_itself(checked: Batch) -> None:
    known = baseline(Reviews(), checked)
    mended = replace(checked.reports[0], findings=())
    left = baseline(known, Batch((mended, *checked.results[1:]), checked.versions))
    assert len(left.entries) == len(known.entries) - len(checked.reports[0].asserted)


def test_a_readers_level_counts_at_the_next_check(folder: Path, checked: Batch, tmp_path: Path) -> None:
    write_workbook(checked, tmp_path / "a.xlsx", options())
    pledges = [(r, p) for r in checked.reports for p in r.document.pledges]
    row, (report, pledge) = next(
        (i, (r, p)) for i, (r, p) in enumerate(pledges, start=1)
        if r.assessments[p.index].level == 0 and not r.assessments[p.index].template
    )  # fmt: skip
    fill(tmp_path / "a.xlsx", PLEDGES, {(row, OWN_LEVEL): "Cụ thể"})
    found = read_decisions(tmp_path / "a.xlsx", REVIEWER)
    assert [g.level for g in found.levels] == [2]
    reviews = merge(Reviews(), (), (), found.levels).reviews
    again = api.check(folder, reviews=reviews, today=TODAY)
    judged = next(r for r in again.reports if r.path == report.path).assessments[pledge.index]
    assert (judged.level, judged.confidence) == (2, 1.0)
    assert [row["specificity"] for row in labels(reviews)] == [2]


def test_labels_that_train_can_read(checked: Batch, decided: Path, tmp_path: Path) -> None:
    from qualitycheck.review.labels import labels_text
    from qualitycheck.specificity.examples import read_examples

    reviews = merge(Reviews(), read_decisions(decided, REVIEWER).entries).reviews
    (tmp_path / "labels.jsonl").write_text(labels_text(reviews), encoding="utf-8")
    examples = read_examples([tmp_path])
    agreed = [e for e in reviews.entries if e.rule == "vague-pledge" and e.verdict != "dismissed"]
    assert len(examples) == len({e.quote for e in agreed}) > 0
    assert {e.level for e in examples} == {0}


def test_the_command_line(folder: Path, decided: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from typer.testing import CliRunner

    from qualitycheck.commands.app import app

    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    taken = runner.invoke(app, ["review", "import", str(decided), "--by", "Hà"])
    assert taken.exit_code == 0 and "thêm" in taken.output
    listed = runner.invoke(app, ["review", "list"])
    assert "người đọc đã cho qua" in listed.output and "lý do 1" in listed.output
    run = runner.invoke(
        app, ["check", str(folder), "--jobs", "1", "-f", "jsonl", "-o", "o.jsonl", "--fail-on", "never"]
    )
    assert run.exit_code == 0, run.output
    assert '"verdict":"dismissed"' in (tmp_path / "o.jsonl").read_text(encoding="utf-8")
    pruned = runner.invoke(app, ["review", "prune"])
    assert pruned.exit_code == 0 and "bỏ 0" in pruned.output
    assert isinstance(runner.invoke(app, ["review", "list", "--review", "none.json"]).exception, UsageError)


def test_word_files_are_no_workbooks() -> None:
    from qualitycheck.review.word import word_files

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a/b", "")
    assert list(word_files(out.getvalue())) == ["a/b"]


@needs_office
def test_replies_survive_libreoffice(word_copy: Path, tmp_path: Path) -> None:
    """LibreOffice 7 keeps resolved marks but no threads: an answer is then known by the words it stands on."""
    last = len(part(word_copy.read_bytes(), "word/comments.xml")) - 1
    path = answered(word_copy, tmp_path / "a.docx", {last: "Đồng ý, nhắc tác giả"}, {3})
    before = {(e.finding, e.verdict, e.reason) for e in read_decisions(path, REVIEWER).entries}
    [saved] = converted([path], "docx", tmp_path)
    assert {(e.finding, e.verdict, e.reason) for e in read_decisions(saved, REVIEWER).entries} == before
