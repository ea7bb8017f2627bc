"""The HTML report as text: escaping, structure, copies side by side, text with its marks, documents on demand."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as markup
from report_samples import EVIL, NEW, OLD, VERSIONS, batch, copied, hostile, large, options

from qualitycheck.errors import UsageError
from qualitycheck.report.html import write
from qualitycheck.report.html.difference import difference
from qualitycheck.report.html.page import data_island
from qualitycheck.report.html.passages import flow
from qualitycheck.report.summary import open_findings
from qualitycheck.types import Batch


def page(given: Batch, folder: Path, **changes: object) -> str:
    write(given, folder / "report.html", options(**changes))
    return (folder / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> str:
    return page(batch(), tmp_path_factory.mktemp("html"))


@pytest.fixture(scope="module")
def tree(source: str) -> markup.HtmlElement:
    return markup.fromstring(source)


def test_nothing_in_a_document_becomes_markup(source: str, tree: markup.HtmlElement) -> None:
    assert EVIL not in source
    assert not tree.xpath("//img")
    scripts = tree.xpath("//script[not(@type)]")
    assert len(scripts) == 1
    assert "alert" not in scripts[0].text
    assert "ngoặc" in tree.xpath("//article")[2].text_content()


def test_the_page_fetches_nothing(source: str, tree: markup.HtmlElement) -> None:
    assert not tree.xpath("//*[@src] | //link | //iframe | //object")
    assert not re.findall(r"url\(|@import|fetch\(|XMLHttpRequest", source)
    assert all(a.startswith("#") for a in tree.xpath("//a/@href"))


def test_the_policy_allows_only_our_own_script_and_style(tree: markup.HtmlElement) -> None:
    [policy] = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    for element in (tree.xpath("//style")[0], tree.xpath("//script[not(@type)]")[0]):
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert not tree.xpath("//*[@style] | //*[@onclick]")


def test_every_link_has_its_target_and_every_id_is_unique(tree: markup.HtmlElement) -> None:
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert not {a[1:] for a in tree.xpath("//a/@href")} - set(ids)
    assert not set(tree.xpath("//@aria-labelledby")) - set(ids)


def test_landmarks_and_labels(tree: markup.HtmlElement) -> None:
    assert (
        tree.xpath("//main") and tree.xpath("//footer") and tree.xpath("//header") and tree.xpath("//nav/@aria-label")
    )
    assert tree.get("lang") == "vi"
    assert not tree.xpath("//*[self::input or self::select][not(ancestor::label)]")
    assert not tree.xpath("//section[not(@aria-labelledby)]")


def test_the_foot_says_what_was_read_and_with_what(tree: markup.HtmlElement) -> None:
    foot = " ".join(tree.xpath("//footer[contains(@class, 'foot')]")[0].text_content().split())
    assert all(part in foot for part in ("3 trong 5 tệp", "rules-1", "model-1", "corpus-7", "limits.pledge_words"))


def test_files_not_read_are_listed_with_the_remedy(tree: markup.HtmlElement) -> None:
    text = tree.get_element_by_id("failures").text_content()
    assert "2019/mật khẩu.docx" in text
    assert "hãy bỏ mật khẩu" in text


def test_lost_points_link_to_their_findings(tree: markup.HtmlElement) -> None:
    [link] = tree.get_element_by_id("d1").xpath(".//table[@class='parts']//a")
    finding = tree.get_element_by_id(link.get("href")[1:])
    assert "Luôn nêu cao" in finding.text_content()


def test_the_text_is_marked_where_the_findings_are(tree: markup.HtmlElement) -> None:
    article = tree.get_element_by_id("d1")
    marks = article.xpath(".//div[@class='paper']//mark")
    assert [m.text for m in marks] == [open_findings(copied())[i].quote for i in (2, 0)]
    assert "error" in marks[1].get("class")
    assert article.xpath(".//div[@class='paper']//span[@class='template']/text()")


def test_copies_stand_side_by_side_with_the_changed_words_marked(tree: markup.HtmlElement) -> None:
    [copy] = tree.get_element_by_id("d1").xpath(".//div[@class='copy']")
    left, right = copy.xpath(".//div[@class='sides']/div/p")
    assert (left.text_content(), right.text_content()) == (NEW, OLD)
    assert left.xpath("b/text()") == ["2019", "4"]
    assert right.xpath("b/text()") == ["2018", "3"]
    head = copy.xpath("p")[0].text_content()
    assert head.startswith("Trùng, chỉ sửa ít chữ – bản năm 2018 của chính tác giả")
    assert "Bản năm 2018 có trước" in head


def test_a_mandated_sentence_is_no_vague_pledge(tree: markup.HtmlElement) -> None:
    card = tree.get_element_by_id("d1-p1")
    assert "template" in card.get("class")
    assert "Chung chung" not in card.text_content()


def test_a_table_of_the_document_stays_a_table(tree: markup.HtmlElement) -> None:
    rows = tree.get_element_by_id("d3").xpath(".//table[@class='given']/tr")
    assert [[td.text_content().strip() for td in row] for row in rows] == [
        ["Việc", "Thời hạn"],
        ["Thăm hộ nghèo", "Quý I"],
    ]


def test_facts_say_when_they_are_not_from_the_document(tmp_path: Path) -> None:
    from dataclasses import replace

    report = copied()
    other = replace(report, document=replace(report.document, year_source="folder"))
    assert "(theo tên thư mục)" in page(Batch((other,), VERSIONS), tmp_path)


def test_english_page(tmp_path: Path) -> None:
    source = page(batch(), tmp_path, lang="en")
    assert '<html lang="en">' in source
    assert "Điều cần xem lại" not in source


def test_an_empty_batch_and_only_failures(tmp_path: Path) -> None:
    assert "Chưa có tài liệu nào" in page(Batch((), VERSIONS), tmp_path)
    assert "odd-code" in page(Batch(batch().failures, VERSIONS), tmp_path)


def test_many_documents_are_data_until_they_are_opened(tmp_path: Path) -> None:
    tree = markup.fromstring(page(large(9), tmp_path, lazy=5))
    assert not tree.xpath("//article")
    islands = tree.xpath("//script[@type='text/plain'][starts-with(@id, 'data-d')]")
    assert len(islands) == 9
    article = markup.fromstring(zlib.decompress(base64.b64decode(islands[2].text)).decode())
    assert "ngoặc" in article.text_content()
    assert not article.xpath("//img | //script")


@given(st.text())
def test_a_data_island_cannot_end_its_element(text: str) -> None:
    island = data_island({"x": text})
    assert json.loads(island) == {"x": text}
    assert not set("<>&\u2028\u2029") & set(island)


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_difference_loses_no_character(left: str, right: str) -> None:
    one, two = difference(left, right)
    assert ("".join(p.text for p in one), "".join(p.text for p in two)) == (left, right)
    assert all(a.changed != b.changed for pieces in (one, two) for a, b in pairwise(pieces))


def test_spelling_variants_are_no_difference() -> None:
    one, two = difference("Sống hoà mình", "sống hòa mình")
    assert not any(p.changed for p in (*one, *two))


@pytest.mark.parametrize("make", [copied, hostile])
def test_the_flow_holds_the_whole_text(make) -> None:  # type: ignore[no-untyped-def]
    report = make()
    paragraphs = [p for f in flow(report, open_findings(report)) for p in f.paragraphs]
    paragraphs += [p for f in flow(report, open_findings(report)) for row in f.rows for cell in row.cells for p in cell]
    text = "\n".join("".join(piece.text for piece in p.pieces) for p in paragraphs)
    assert text == report.document.raw.text


def test_every_placed_finding_begins_exactly_once() -> None:
    report = copied()
    starts = [n for f in flow(report, open_findings(report)) for p in f.paragraphs for x in p.pieces for n in x.starts]
    assert sorted(starts) == [1, 3]


def test_a_folder_of_pages_replaces_only_its_own_kind(tmp_path: Path) -> None:
    write(large(5), tmp_path / "out", options())
    (tmp_path / "out" / "documents" / "00009.html").write_text("của ai đó", encoding="utf-8")
    write(large(3), tmp_path / "out", options())
    pages = sorted(p.name for p in (tmp_path / "out" / "documents").iterdir())
    assert pages == ["00001.html", "00002.html", "00003.html", "00009.html"]

    (tmp_path / "sent").mkdir()
    (tmp_path / "sent" / "bản.docx").write_bytes(b"PK")
    with pytest.raises(UsageError, match="thư mục trống"):
        write(batch(), tmp_path / "sent", options())
    assert [p.name for p in (tmp_path / "sent").iterdir()] == ["bản.docx"]


def test_pages_of_a_folder_link_to_what_is_there(tmp_path: Path) -> None:
    write(batch(), tmp_path, options())
    for file in [tmp_path / "index.html", *sorted((tmp_path / "documents").iterdir())]:
        tree = markup.fromstring(file.read_text(encoding="utf-8"))
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids))
        for link in tree.xpath("//a/@href | //link/@href"):
            target, _, fragment = link.partition("#")
            assert not target or (file.parent / target).is_file()
            assert target or fragment in ids
