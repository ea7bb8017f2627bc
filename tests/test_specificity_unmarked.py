"""Text typed without diacritics."""

from hypothesis import given
from hypothesis import strategies as st

from qualitycheck.specificity import find
from qualitycheck.specificity.lexicon import standard_lexicon
from qualitycheck.specificity.unmarked import bare, is_unmarked, with_marks
from qualitycheck.types import SlotName
from qualitycheck.vietnamese.characters import clean, fold


def filler(text: str, slot: SlotName) -> str | None:
    span = find(text)[slot]
    return text[span.start : span.end] if span else None


def test_numbers_units_and_times_are_found() -> None:
    assert filler("tap huan cho 20 can bo hoi vien", "quantity") == "20 can bo"
    assert filler("tap huan cho 20 can bo hoi vien", "action") == "tap huan"
    assert filler("Truoc ngay 30/9 lap danh sach 15 ho ngheo", "deadline") == "Truoc ngay 30/9"
    assert filler("Truoc ngay 30/9 lap danh sach 15 ho ngheo", "deliverable") == "danh sach"
    assert filler("Moi thang hop dan mot lan tai nha van hoa", "frequency") == "Moi thang"


def test_ordinary_text_is_left_alone() -> None:
    assert not is_unmarked(fold("Tập huấn cho hai mươi cán bộ hội viên"))
    assert not is_unmarked(fold("Ba em"))
    assert is_unmarked("tap huan cho 20 can bo")


def test_bare_keeps_the_length() -> None:
    assert bare(fold("Đường ống nước")) == "duong ong nuoc"


@given(st.text(max_size=60))
def test_marks_never_move_anything(text: str) -> None:
    folded = fold(clean(text))
    assert len(with_marks(folded, standard_lexicon().marks)) == len(folded)
