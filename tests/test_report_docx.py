"""Commented Word copies: comments exactly on the flagged words, and nothing of the file lost."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_support import (
    W,
    commented_words,
    converted,
    needs_office,
    odt_comments,
    paragraph,
    part,
    run,
    visible,
    word_file,
)
from ooxml import problems
from report_samples import batch, copied, options

from qualitycheck import api
from qualitycheck.errors import UsageError
from qualitycheck.load import load
from qualitycheck.load.docx_trace import locate, trace, written_span
from qualitycheck.load.limits import Limits
from qualitycheck.report.docx import write
from qualitycheck.report.docx.anchors import Anchor, Anchors
from qualitycheck.report.docx.comments import Comment, add_comments
from qualitycheck.settings import data_folder
from qualitycheck.types import Batch, RawDocument, Span
from qualitycheck.vietnamese.characters import clean, key

DATA = Path(__file__).parent / "data"
WHEN = datetime(2026, 1, 2, 3, 4, 5)


def read(data: bytes, folder: Path) -> RawDocument:
    (folder / "x.docx").write_bytes(data)
    return load(folder / "x.docx", "x.docx")


def annotated(data: bytes, raw: RawDocument, spans: list[Span]) -> tuple[bytes, list[Anchor]]:
    found = trace(data, Limits())
    anchors = Anchors(found, locate(found, raw.blocks), raw.blocks, [0] * len(raw.blocks)).resolve(spans)
    comments = [(a, Comment((f"Lời {i}", "cuối"))) for i, a in enumerate(anchors)]
    copy = add_comments(data, found, comments, WHEN, Limits())
    assert not set(problems(copy)) - set(problems(data))
    return copy, anchors


def words(data: bytes, folder: Path, *texts: str) -> list[str]:
    """The words that comments on ``texts`` stand on in the copy."""
    raw = read(data, folder)
    spans = [Span(at := raw.text.index(text), at + len(text)) for text in texts]
    copy, _ = annotated(data, raw, spans)
    found = commented_words(copy)
    return [found[str(i)] for i in range(len(texts))]


def test_a_phrase_within_a_run_and_across_runs(tmp_path: Path) -> None:
    data = word_file(paragraph("Tôi cam kết ", run("đi đầu", "<w:b/>"), " và gương mẫu trong mọi việc."))
    phrases = ["cam kết", "đi đầu và", "mọi việc", "Tôi", "kết đi đầu và gương"]
    assert words(data, tmp_path, *phrases) == phrases


def test_the_look_of_a_split_run_stays(tmp_path: Path) -> None:
    data = word_file(paragraph(run("một hai ba", '<w:b/><w:color w:val="FF0000"/>')))
    raw = read(data, tmp_path)
    copy, _ = annotated(data, raw, [Span(4, 7)])
    texts = {r.findtext(W + "t"): r.find(W + "rPr/" + W + "b") for r in part(copy, "word/document.xml").iter(W + "r")}
    assert set(texts) == {"một ", "hai", " ba", None}
    assert all(look is not None for text, look in texts.items() if text)


def test_tables_controls_links_and_tracked_changes(tmp_path: Path) -> None:
    cell = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:tcPr/>{paragraph('Thăm hỏi hộ nghèo mỗi quý')}</w:tc></w:tr></w:tbl>"
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('Trong khung nội dung này')}</w:sdtContent></w:sdt>"
    block = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('Cả đoạn trong khung')}</w:sdtContent></w:sdt>"
    added = f'<w:ins w:id="1" w:author="A" w:date="2020-01-01T00:00:00Z">{run("phần mới thêm vào")}</w:ins>'
    removed = '<w:del w:id="2" w:author="A"><w:r><w:delText>phần đã bỏ đi</w:delText></w:r></w:del>'
    link = f'<w:hyperlink w:anchor="a">{run("đường dẫn nội bộ")}</w:hyperlink>'
    data = word_file(cell + paragraph("Đầu ", added, removed, " cuối.") + paragraph(control) + block + paragraph(link))
    phrases = ["hỏi hộ nghèo", "mới thêm", "khung nội", "đoạn trong", "dẫn nội", "vào cuối"]
    assert words(data, tmp_path, *phrases) == phrases
    copy, _ = annotated(data, read(data, tmp_path), [Span(0, 4)])
    assert visible(copy) == visible(data)
    assert len(list(part(copy, "word/document.xml").iter(W + "ins", W + "del"))) == 2


def test_a_control_with_one_value_is_marked_as_a_whole(tmp_path: Path) -> None:
    control = f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{run('Nguyễn Văn An')}</w:sdtContent></w:sdt>"
    data = word_file(paragraph("Họ tên: ", control))
    assert words(data, tmp_path, "Văn") == ["Nguyễn Văn An"]
    copy, _ = annotated(data, read(data, tmp_path), [Span(15, 18)])
    control_node = next(part(copy, "word/document.xml").iter(W + "sdt"))
    assert not list(control_node.iter(W + "commentRangeStart"))


def test_headers_notes_and_boxes_hang_on_the_nearest_paragraph(tmp_path: Path) -> None:
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{paragraph('Chữ trong hộp')}</w:txbxContent></v:textbox></w:pict></w:r>"
    note = '<w:r><w:footnoteReference w:id="5"/></w:r>'
    section = '<w:sectPr><w:headerReference r:id="header1"/><w:footerReference r:id="footer1"/></w:sectPr>'
    data = word_file(
        paragraph("Đoạn đầu") + paragraph("Đoạn hai", box) + paragraph("Đoạn ba", note) + paragraph("Đoạn tư") + section,
        header1=paragraph("Chữ đầu trang"), footer1=paragraph("Chữ chân trang"),
        footnotes=f'<w:footnote w:id="5">{paragraph("Chữ chú thích")}</w:footnote>',
    )  # fmt: skip
    raw = read(data, tmp_path)
    spans = [Span(at := raw.text.index(t), at + len(t)) for t in ("trong hộp", "đầu trang", "chân trang", "chú thích")]
    copy, anchors = annotated(data, raw, spans)
    assert [a.elsewhere for a in anchors] == ["box", "header", "footer", "note"]
    found = commented_words(copy)
    assert found == {"0": "Đoạn haiChữ trong hộp", "1": "Đoạn đầu", "2": "Đoạn tư", "3": "Đoạn ba"}
    inside = [
        n for box in part(copy, "word/document.xml").iter(W + "txbxContent") for n in box.iter(W + "commentReference")
    ]
    assert not inside


def test_fonts_of_before_unicode(tmp_path: Path) -> None:
    data = (DATA / "awkward" / "21_tcvn3_VnTime.docx").read_bytes()
    raw = read(data, tmp_path)
    [words_] = [commented_words(annotated(data, raw, [Span(at := raw.text.index("cam kết xây dựng"), at + 16)])[0])]
    assert words_["0"] == "cam kÕt x©y dùng"


def test_comments_of_others_stay_and_a_second_run_adds_none(tmp_path: Path) -> None:
    old = f'<w:comment w:id="7" w:author="B" w:initials="B">{paragraph("ý kiến cũ")}</w:comment>'
    marks = '<w:commentRangeStart w:id="7"/>', '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>'
    data = word_file(paragraph(marks[0], "Đoạn một", marks[1]) + paragraph("Đoạn hai"), comments=old)
    found = trace(data, Limits())
    raw = read(data, tmp_path)
    anchor = Anchors(found, locate(found, raw.blocks), raw.blocks, [0, 0]).resolve([Span(0, 4)])[0]
    comment = Comment(("Tên", "Mã vague-pledge:0123456789abcdef"), "vague-pledge:0123456789abcdef")
    once = add_comments(data, found, [(anchor, comment)], WHEN, Limits())
    comments = part(once, "word/comments.xml")
    assert [(c.get(W + "id"), c.get(W + "author")) for c in comments] == [("7", "B"), ("8", "qualitycheck")]
    again = trace(once, Limits())
    raw = read(once, tmp_path)
    anchor = Anchors(again, locate(again, raw.blocks), raw.blocks, [0, 0]).resolve([Span(0, 4)])[0]
    assert len(part(add_comments(once, again, [(anchor, comment)], WHEN, Limits()), "word/comments.xml")) == 2


SENTENCE = "Mỗi quý tôi đến thăm ba hộ nghèo trong thôn, ghi lại việc đã giúp vào sổ của chi bộ."


@settings(max_examples=60, deadline=None)
@given(
    st.sets(st.integers(1, len(SENTENCE) - 1), max_size=8),
    st.lists(st.tuples(st.integers(0, len(SENTENCE) - 1), st.integers(1, 30)), min_size=1, max_size=5),
)
def test_any_spans_over_any_runs(
    tmp_path_factory: pytest.TempPathFactory, cuts: set[int], places: list[tuple[int, int]]
) -> None:
    edges = [0, *sorted(cuts), len(SENTENCE)]
    data = word_file(paragraph(*[run(SENTENCE[a:b]) for a, b in pairwise(edges)]))
    raw = read(data, tmp_path_factory.mktemp("any"))
    spans = [Span(a, min(len(raw.text), a + n)) for a, n in places]
    copy, _ = annotated(data, raw, spans)
    found = commented_words(copy)
    for number, span in enumerate(spans):
        if expected := raw.text[span.start : span.end].strip():
            assert found[str(number)].strip() == expected
    assert visible(copy) == SENTENCE


def test_words_correspond_through_cleaning() -> None:
    assert written_span("Tôi\u00a0 cam\u200b kết", "Tôi cam kết", 4, 11) == (5, 13)
    assert written_span("một hai", "một hai", 0, 3) == (0, 3)
    assert written_span("mộthai ba bốn", "một hai", 0, 3) == (0, 13)


# --- whole files ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def checked() -> tuple[Batch, dict[str, Path]]:
    from qualitycheck.files import collect

    paths = [data_folder("samples") / "new", *sorted((DATA / "awkward").glob("[23]*.docx"))]
    return api.check(paths, jobs=1), {s.shown: s.path for s in collect(paths)}


@pytest.fixture(scope="module")
def copies(checked: tuple[Batch, dict[str, Path]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copies")
    write(checked[0], folder / "out", options(files=checked[1]))
    return folder / "out"


def test_a_copy_for_every_document_and_the_originals_untouched(
    checked: tuple[Batch, dict[str, Path]], copies: Path
) -> None:
    import hashlib

    given, files = checked
    assert len(list(copies.rglob("*.docx"))) == len(given.reports)
    for report in given.reports:
        assert hashlib.sha256(files[report.path].read_bytes()).hexdigest() == report.document.raw.digest


def test_nothing_of_a_file_is_lost(checked: tuple[Batch, dict[str, Path]], copies: Path) -> None:
    given, files = checked
    seen = 0
    for report in given.reports:
        if report.document.raw.format != "docx":
            continue
        original, copy = (
            files[report.path].read_bytes(),
            next(copies.rglob(f"{Path(report.path).stem} - *")).read_bytes(),
        )
        with zipfile.ZipFile(io.BytesIO(original)) as old, zipfile.ZipFile(io.BytesIO(copy)) as new:
            assert set(old.namelist()) <= set(new.namelist())
            assert set(new.namelist()) - set(old.namelist()) <= {"word/comments.xml"}
            changed = {"word/document.xml", "word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
            assert all(old.read(n) == new.read(n) for n in set(old.namelist()) - changed)
        assert visible(copy) == visible(original)
        seen += 1
    assert seen >= 5


def test_comments_stand_on_the_flagged_words(checked: tuple[Batch, dict[str, Path]], copies: Path) -> None:
    """Every comment with a passage in the body covers that passage, whatever the format of the original."""
    given, _ = checked
    right = total = 0
    for report in given.reports:
        name = Path(report.path)
        stem = name.stem if name.suffix == ".docx" else name.name
        copy = next(p for p in copies.rglob("*.docx") if p.name.startswith(f"{stem} - ")).read_bytes()
        under = commented_words(copy)
        comments = part(copy, "word/comments.xml")
        ours = [c for c in comments.iter(W + "comment") if c.get(W + "author") == "qualitycheck"]
        assert 1 <= len(ours) <= 8
        quotes = {f.id: f.quote for f in report.findings if f.quote}
        for comment in ours:
            last = "".join(t.text or "" for t in list(comment.iter(W + "p"))[-1].iter(W + "t"))
            elsewhere = "thuộc về" in "".join(comment.itertext())
            quote = next((q for i, q in quotes.items() if i in last), None)
            if quote is not None and not elsewhere and report.document.raw.path.find("tcvn3") < 0:
                total += 1
                right += key(clean(under[comment.get(W + "id")])) == key(quote)
    assert total > 30
    assert right == total


@needs_office
def test_libreoffice_shows_every_comment_in_place(copies: Path, tmp_path: Path) -> None:
    flat = []
    for number, path in enumerate(sorted(copies.rglob("*.docx"))):
        flat.append(tmp_path / f"{number:02d}.docx")
        flat[-1].write_bytes(path.read_bytes())
    for word, odt in zip(flat, converted(flat, "odt", tmp_path), strict=True):
        data = word.read_bytes()
        ours = {c.get(W + "id") for c in part(data, "word/comments.xml") if c.get(W + "author") == "qualitycheck"}
        shown = [under for author, under in odt_comments(odt) if author == "qualitycheck"]
        assert len(shown) == len(ours), word.name
        # LibreOffice keeps no range inside a field's result; its comment stands at the field
        assert sum(not under.strip() for under in shown) <= visible(data).count("FIELDRESULT"), word.name


# --- the folder ----------------------------------------------------------------------------------------------------------


def test_a_report_beside_what_is_no_word_file(tmp_path: Path) -> None:
    write(batch(), tmp_path / "out", options())
    files = sorted(p.relative_to(tmp_path / "out").as_posix() for p in (tmp_path / "out").rglob("*.docx"))
    assert "2019/Trường/Hà.pdf - nhận xét.docx" in files
    report = (tmp_path / "out" / "2019/Trường/Hà.pdf - nhận xét.docx").read_bytes()
    assert "Kết quả kiểm tra" in visible(report)
    assert list(commented_words(report).values())


def test_personal_numbers_are_hidden_in_a_report(tmp_path: Path) -> None:
    given = Batch((copied(),), batch().versions)
    write(given, tmp_path / "masked", options())
    write(given, tmp_path / "plain", options(mask=False))
    masked, plain = (visible(next((tmp_path / n).rglob("*.docx")).read_bytes()) for n in ("masked", "plain"))
    assert masked.count("•") > plain.count("•")
    assert len(masked) == len(plain)


def test_an_original_is_never_written_over(tmp_path: Path) -> None:
    seed = copied()
    report = replace(seed, document=replace(seed.document, raw=replace(seed.document.raw, path="a.docx")))
    trap = tmp_path / "a.docx - nhận xét.docx"
    trap.write_bytes(b"")
    with pytest.raises(UsageError, match="tệp gốc"):
        write(Batch((report,), batch().versions), tmp_path, options(files={"other.docx": trap}))


def test_the_target_must_be_a_folder(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"")
    with pytest.raises(UsageError, match="thư mục"):
        write(batch(), tmp_path / "f", options())


def test_comments_on_the_same_words_keep_their_order(tmp_path: Path) -> None:
    data = word_file(paragraph("Một câu ngắn.") + paragraph("Câu sau."))
    raw = read(data, tmp_path)
    copy, _ = annotated(data, raw, [Span(0, 7)] * 3)
    references = [n.get(W + "id") for n in part(copy, "word/document.xml").iter(W + "commentReference")]
    assert references == ["0", "1", "2"]
