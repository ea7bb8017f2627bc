"""Files as they come from the field; what each demands stands in data/awkward/manifest.json."""

from __future__ import annotations

import json
from typing import Any

import pytest
from load_support import DATA, zipped

from qualitycheck.errors import LoadError
from qualitycheck.load import Limits, load, load_all
from qualitycheck.load.details import sentence
from qualitycheck.types import RawDocument

FOLDER = DATA / "awkward"
CASES: list[dict[str, Any]] = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))


READABLE = [c for c in CASES if "error" not in c and "records" not in c]


def _document(name: str) -> RawDocument:
    return load(FOLDER / name, name)


@pytest.mark.parametrize("case", [c for c in CASES if "error" in c], ids=lambda c: c["file"])
def test_unreadable_files_say_why(case: dict[str, Any]) -> None:
    with pytest.raises(LoadError) as caught:
        _document(case["file"])
    assert caught.value.code == case["error"]
    assert sentence(caught.value.detail) != caught.value.detail
    assert sentence(caught.value.detail, "en") != caught.value.detail


@pytest.mark.parametrize("case", READABLE, ids=lambda c: c["file"])
def test_readable_files_lose_nothing(case: dict[str, Any]) -> None:
    document = _document(case["file"])
    fold = str.casefold if case.get("compare") == "casefold" else str
    whole, blocks = fold(document.text), [fold(block.text) for block in document.blocks]
    for wanted in case.get("must_contain", []):
        assert any(fold(wanted) in block for block in blocks)
    assert not [unwanted for unwanted in case.get("must_not_contain", []) if fold(unwanted) in whole]
    assert all(whole.count(fold(once)) == 1 for once in case.get("must_not_repeat", []))
    for part, wanted in case.get("separate_parts", {}).items():
        found = " ".join(b.text for b in document.blocks if b.part == {"footnotes": "note"}.get(part, part))
        assert all(word in found for word in wanted)


@pytest.mark.parametrize("case", READABLE, ids=lambda c: c["file"])
def test_blocks_make_up_the_text(case: dict[str, Any]) -> None:
    document = _document(case["file"])
    assert document.text == "\n".join(block.text for block in document.blocks)
    for block in document.blocks:
        assert block.text and block.text == block.text.strip()
        assert document.text[block.start : block.start + len(block.text)] == block.text
    assert len(document.digest) == 64


@pytest.mark.parametrize("case", [c for c in CASES if "records" in c], ids=lambda c: c["file"])
def test_registers_give_a_document_by_row(case: dict[str, Any]) -> None:
    found = list(load_all(FOLDER / case["file"], case["file"]))
    assert len(found) == case["records"] == len({d.path for d in found})
    texts = [block.text for d in found if isinstance(d, RawDocument) for block in d.blocks]
    assert set(case["must_contain"]) <= set(texts)


def test_the_name_of_a_file_proves_nothing() -> None:
    assert _document("14_doc_named_docx.docx").format == "doc"
    assert _document("43_html_named_doc.doc").format == "html"


def test_encodings_are_noticed_where_they_are_mixed() -> None:
    codes = {
        name: [n.code for n in _document(name).notices] for name in ("22_mixed_tcvn3_unicode.docx", "20_tcvn3.txt")
    }
    assert codes == {"22_mixed_tcvn3_unicode.docx": ["mixed-encoding"], "20_tcvn3.txt": []}


def test_lookalike_letters_are_shown_where_they_stand() -> None:
    document = _document("25_lookalikes_zero_width.docx")
    notice = next(n for n in document.notices if n.code == "look-alike-letters")
    assert len(notice.spans) == notice.values["count"] == 15
    words = [document.text[span.start : span.end] for span in notice.spans]
    assert all(word and " " not in word for word in words)
    assert any("\u0430" in word for word in words)


def test_a_zip_bomb_is_refused_before_it_is_inflated(tmp_path: Any) -> None:
    file = tmp_path / "bomb.docx"
    file.write_bytes(zipped({"word/document.xml": b"<w>" + b" " * 90_000_000}))
    with pytest.raises(LoadError) as caught:
        load(file, "bomb.docx")
    assert (caught.value.code, caught.value.detail) == ("too-large", "unpacked")


def test_limits_hold(tmp_path: Any) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Một hai ba bốn năm " * 100, encoding="utf-8")
    for limits in (Limits(max_bytes=100), Limits(max_characters=100)):
        with pytest.raises(LoadError) as caught:
            load(file, "a.txt", limits)
        assert caught.value.code == "too-large"


def test_a_missing_file_is_a_load_error(tmp_path: Any) -> None:
    with pytest.raises(LoadError) as caught:
        load(tmp_path / "gone.docx", "gone.docx")
    assert caught.value.code == "unreadable-file"


def test_a_missing_reader_is_a_load_error(monkeypatch: pytest.MonkeyPatch) -> None:
    import qualitycheck.load as package

    monkeypatch.setitem(package._READERS, "docx", "qualitycheck.load.no_such_reader")
    with pytest.raises(LoadError) as caught:
        _document("30_every_construct.docx")
    assert caught.value.detail.startswith("not-installed")
    assert "cài lại" in sentence(caught.value.detail)
