"""Slots: what counts, what does not, and that every span lies in the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualitycheck.specificity import find, quoted_object
from qualitycheck.specificity.objects import quotable
from qualitycheck.specificity.reading import read
from qualitycheck.specificity.slots import analyse
from qualitycheck.types import SLOT_NAMES, SlotName
from qualitycheck.vietnamese.characters import clean


def filler(text: str, slot: SlotName) -> str | None:
    span = find(text)[slot]
    return text[span.start : span.end] if span else None


FOUND: list[tuple[str, SlotName, str]] = [
    ("Kèm 4 em đọc yếu của lớp 3B vào chiều thứ Tư hằng tuần", "quantity", "4 em"),
    ("Kèm 4 em đọc yếu của lớp 3B vào chiều thứ Tư hằng tuần", "frequency", "chiều thứ Tư hằng tuần"),
    ("Kèm 4 em đọc yếu của lớp 3B vào chiều thứ Tư hằng tuần", "place", "lớp 3B"),
    ("Giải quyết đơn của dân trong 5 ngày làm việc", "deadline", "trong 5 ngày làm việc"),
    ("Sửa xong mái nhà kho trước mùa mưa", "deadline", "trước mùa mưa"),
    ("Hoàn thành trước ngày 20 tháng 11", "deadline", "trước ngày 20 tháng 11"),
    ("Thăm gia đình chính sách dịp Tết Nguyên đán", "deadline", "dịp Tết Nguyên đán"),
    ("Lập bảng tổng hợp nợ quỹ gửi chi uỷ", "deliverable", "bảng tổng hợp"),
    ("Kiểm tra kho, có biên bản bàn giao", "deliverable", "biên bản bàn giao"),
    ("Niêm yết mức thu tại bảng tin nhà văn hoá thôn", "place", "bảng tin nhà văn hóa"),
    ("Làm chuồng trâu cho hộ ông Vừ A Sùng", "place", "ông Vừ A Sùng"),
    ("Phân công đồng chí Phó Bí thư ghi sổ trực", "owner", "đồng chí Phó Bí thư"),
    ("Phối hợp với công an xã tuần tra ban đêm", "owner", "công an xã"),
    ("Trực tiếp rà soát hồ sơ đất đai", "action", "rà soát"),
    ("Trực tiếp rà soát hồ sơ đất đai", "object", "hồ sơ đất đai"),
    ("Họp tổ vào ngày 15 âm lịch", "frequency", "ngày 15 âm lịch"),
    ("Ghi biên bản sau mỗi buổi họp", "frequency", "sau mỗi buổi họp"),
    ("Vận động một nửa số hộ chuyển sang bếp ga", "quantity", "một nửa số hộ"),
    ("Dự giờ hai tiết mỗi tháng", "quantity", "hai tiết"),
    ("Giảm nợ quá hạn từ 3,2% xuống 2%", "quantity", "3,2% xuống 2%"),
    ("Giảm tai nạn lao động 2 - 4% so với 2021", "quantity", "2 - 4%"),
    ("75% hội viên được phổ biến Luật Đất đai", "quantity", "75%"),
    ("Mua dăm chục cuốn vở tặng học trò", "quantity", "dăm chục cuốn"),
    ("Đi thăm từng hộ một trong xóm", "quantity", "từng hộ một"),
    ("Tổng đàn trâu: 450 con", "quantity", "450 con"),
    ("Lau kho nửa tháng một lần", "frequency", "nửa tháng một lần"),
    ("T9/2022: lấy ý kiến phụ huynh", "deadline", "T9/2022"),
    ("Từ nay đến 20/10 rà xong danh sách", "deadline", "Từ nay đến 20/10"),
    ("Nộp sổ trước khi bàn giao chức vụ", "deadline", "trước khi bàn giao"),
    ("Phát quà cho hội viên đơn thân", "object", "quà"),
]


@pytest.mark.parametrize(("text", "slot", "wanted"), FOUND)
def test_found(text: str, slot: SlotName, wanted: str) -> None:
    got = filler(clean(text), slot)
    assert got is not None
    assert key_in(wanted, got), f"{slot}: {got!r}"


def key_in(wanted: str, got: str) -> bool:
    from qualitycheck.vietnamese.characters import key

    return key(wanted) in key(got) or key(got) in key(wanted)


NOT_FOUND: list[tuple[str, SlotName]] = [
    ("Thực hiện nghiêm Nghị quyết số 26-NQ/TW ngày 19/5/2018 của Trung ương", "quantity"),
    ("Thực hiện nghiêm Nghị quyết số 26-NQ/TW ngày 19/5/2018 của Trung ương", "deadline"),
    ("Thường xuyên, định kỳ kiểm tra, báo cáo kịp thời", "frequency"),
    ("Hoàn thành tốt nhiệm vụ trong năm 2024", "deadline"),
    ("Nêu cao tinh thần trách nhiệm, phát huy vai trò gương mẫu", "action"),
    ("Học Kết luận ngày 12-6-2020 của Ban Bí thư", "deadline"),
    ("100% cán bộ chấp hành nghiêm kỷ luật", "quantity"),
    ("Phối hợp với Ban Chỉ đạo 35 kiểm tra", "quantity"),
    ("Học theo tư tưởng Hồ Chí Minh", "place"),
    ("Phấn đấu xây dựng chi bộ 4 tốt", "place"),
    ("Thực hiện nhiệm vụ từ tháng 01 đến tháng 12 năm 2023", "deadline"),
    ("Tôi cam kết giữ gìn đoàn kết ở cơ quan, đơn vị", "place"),
    ("Bản thân luôn học hỏi", "owner"),
    ("Nâng cao hiệu quả công tác, tạo chuyển biến rõ nét", "deliverable"),
    ("Hằng năm đều hoàn thành tốt công việc", "frequency"),
    ("Giữ nếp sống giản dị trong sinh hoạt hằng ngày", "frequency"),
]


@pytest.mark.parametrize(("text", "slot"), NOT_FOUND)
def test_not_found(text: str, slot: SlotName) -> None:
    assert filler(clean(text), slot) is None


def test_same_slots_in_other_spellings() -> None:
    one, two = "Niêm yết tại cửa nhà văn hóa mỗi quý 1 lần", "Niêm yết tại cửa nhà văn hoá mỗi quí 1 lần"
    assert find(one) == find(two)


def test_table_row_gives_the_doer() -> None:
    assert filler("4 | Sắp xếp kho lưu trữ | Đ/c Hà | Quý II", "owner") == "Đ/c Hà"


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from("mỗi tháng 3 buổi … trước 30/9 đ/c An x % ( ) “ ” | : ; , năm quý II lớp 7A số một".split()),
                max_size=25).map(" ".join))  # fmt: skip
def test_spans_lie_in_the_text(text: str) -> None:
    cleaned = clean(text)
    for name in SLOT_NAMES:
        span = find(cleaned)[name]
        assert span is None or 0 <= span.start < span.end <= len(cleaned)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    cleaned = clean(text)
    found = analyse(cleaned)
    assert all(s is None or cleaned[s[0] : s[1]] for s in found.first.values())


def test_an_object_never_begins_inside_a_word() -> None:
    for text in ("Nâng cao nhận thức của cán bộ", "Giảm sút ý chí", "Làm chủ khoa học kỹ thuật"):
        assert filler(text, "object") is None


@pytest.mark.parametrize(
    ("text", "quoted", "good"),
    [
        ("Kiểm tra sổ thu chi của các tổ", "sổ thu chi của các tổ", True),
        ("Nâng cao nhận thức của cán bộ", "cao nhận thức của cán bộ", False),
        ("Tổ chức thực hiện chương trình", "thực hiện", False),
        ("Tiếp tục giữ chi bộ vững mạnh", "giữ chi bộ", False),
        ("Vận động dân", "dân", False),
    ],
)
def test_only_sound_noun_phrases_are_quoted(text: str, quoted: str, good: bool) -> None:
    at = text.index(quoted)
    assert quotable(read(text), (at, at + len(quoted))) is good


def test_a_question_quotes_an_object_or_nothing() -> None:
    assert quoted_object("Kiểm tra sổ thu chi của các tổ") == "sổ thu chi của các tổ"
    assert quoted_object("Nâng cao nhận thức của cán bộ") is None
