"""Text typed without diacritics."""

from hypothesis import given
from hypothesis import strategies as st

from qualitycheck.settings import data_folder
from qualitycheck.specificity import Model, assess, find
from qualitycheck.specificity.lexicon import standard_lexicon
from qualitycheck.specificity.unmarked import bare, bare_runs, is_unmarked, restored, with_marks
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


def test_half_a_sentence_without_marks_gets_them_back() -> None:
    text = "Tổ chức đầy đủ các buổi sinh hoạt, lap danh sach 15 ho ngheo truoc ngay 30/9"
    assert filler(text, "deliverable") == "danh sach"
    assert filler(text, "quantity") == "15 ho ngheo"
    assert filler(text, "deadline") == "truoc ngay 30/9"


def test_runs_of_bare_syllables() -> None:
    assert bare_runs(fold("Tôi hứa lam xong con duong nay")) == [(8, 30)]
    assert bare_runs(fold("Ban Thanh tra nhân dân xã")) == []


def test_the_share_without_marks() -> None:
    table = standard_lexicon().marks
    assert restored("tap huan cho 20 can bo", lambda: table)[1] == 1
    assert restored(fold("Tập huấn cho hai mươi cán bộ"), lambda: table)[1] == 0
    assert 0.4 < restored(fold("Rà soát hộ nghèo, lap danh sach gui xa"), lambda: table)[1] < 0.7


def test_a_text_without_marks_is_never_surely_vague() -> None:
    model = Model.load(data_folder("models") / "specificity.json")
    slogan = "Nang cao tinh than trach nhiem, luon guong mau trong moi viec"
    judged = assess(slogan, model=model)
    assert judged.level > 0 or judged.confidence < 0.5
    assert assess(clean("Nâng cao tinh thần trách nhiệm, luôn gương mẫu trong mọi việc"), model=model).confidence > 0.6
