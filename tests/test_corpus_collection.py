from pathlib import Path

from qualitycheck.corpus.register import Register
from qualitycheck.corpus.shingles import run_hashes, syllable_hash, syllable_hashes
from tests.corpus_support import filed

TEXT = "Trực một cửa sáng thứ Hai."


def test_registered_and_new_documents_are_one_collection(tmp_path: Path) -> None:
    old, new = filed("a.docx", TEXT), filed("b.docx", TEXT, "Ghi sổ.", author="Trần Thị Ba")
    register = Register.create(tmp_path / "r")
    register.add([old])
    collection = register.collection([old, new])
    assert len(collection.headers) == 2
    assert collection.holders == 2
    assert [h.text for h in collection.with_keys(["ghi sổ"])] == ["Ghi sổ."]
    assert len(collection.with_keys(["trực một cửa sáng thứ hai"])) == 2


def test_spread_counts_people_not_texts(tmp_path: Path) -> None:
    register = Register.create(tmp_path / "r")
    register.add([filed("a.docx", TEXT), filed("b.docx", TEXT, year=2019), filed("c.docx", TEXT, author="Trần Thị Ba")])
    found = register.collection().spread("words", [syllable_hash("trực"), syllable_hash("missing")])
    assert {h: (s.holders, s.units) for h, s in found.items()} == {syllable_hash("trực"): (2, 1)}


def test_sharing_needs_a_share_of_the_weight(tmp_path: Path) -> None:
    register = Register.create(tmp_path / "r")
    register.add([filed("a.docx", TEXT, "Ghi sổ.")])
    pairs = [int(h) for h in run_hashes(syllable_hashes("trực một cửa".split()), 2)]
    collection = register.collection()
    digest = register.documents()[0].digest
    assert collection.sharing({7: dict.fromkeys(pairs, 1.0)}, 0.5) == {7: [(2.0, (digest, 0))]}
    assert collection.sharing({7: {pairs[0]: 1.0, 1: 9.0}}, 0.5) == {}
    assert [h.text for h in collection.at([(digest, 1), ("missing", 0)])] == ["Ghi sổ."]
