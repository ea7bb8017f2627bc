from pathlib import Path

import pytest

from qualitycheck.corpus.register import Register
from qualitycheck.match import match_documents
from qualitycheck.match.documents import relation
from qualitycheck.types import Compared, Document, Match, Registered
from tests.corpus_support import filed, no_templates
from tests.support import shipped_rules

OLD = filed(
    "2018.docx",
    "Phụ đạo 5 em còn viết sai chính tả ở lớp 7A vào chiều thứ Năm hằng tuần, trước 30/4/2018 em nào cũng đạt.",
    "Trực cổng trường sáng thứ Hai, ghi sổ từng em đi muộn và báo phụ huynh trong ngày.",
    "Trồng 40 gốc bưởi sau dãy phòng học trước Tết trồng cây, mỗi lớp chăm 5 gốc.",
    "Luôn giữ gìn đoàn kết nội bộ.",
)


def found(new: Document, *old: Document, register: Register | None = None) -> tuple[Match, ...]:
    documents = [new, *old]
    return match_documents(documents, no_templates(documents), register, shipped_rules().lists)[0].matches


def test_verbatim_and_light_copies_of_ones_own() -> None:
    new = filed(
        "2019.docx",
        "Trực cổng trường sáng thứ Hai, ghi sổ từng em đi muộn và báo phụ huynh trong ngày.",
        "Phụ đạo 6 em còn viết sai chính tả ở lớp 8A vào chiều thứ Tư hằng tuần, trước 30/4/2019 em nào cũng đạt.",
        "Lắp camera ở hai cổng phụ trước khai giảng.",
        year=2019,
    )
    first, second = found(new, OLD)
    assert (first.pledge, first.kind, first.relation, first.source_pledge) == (0, "verbatim", "own-earlier", 1)
    assert (first.path, first.year, first.author, first.similarity, first.changed) == (
        "2018.docx",
        2018,
        "Lê Văn Tư",
        1,
        (),
    )
    assert (second.pledge, second.kind) == (1, "light")
    assert second.changed == ("5→6", "7A→8A", "Năm→Tư", "30/4/2018→30/4/2019")


def test_two_pledges_joined_and_one_reworded() -> None:
    new = filed(
        "2019.docx",
        "Trực cổng trường sáng thứ Hai, ghi sổ từng em đi muộn; trồng 40 gốc bưởi sau dãy phòng học trước Tết.",
        "Chiều thứ Năm mỗi tuần kèm cho năm em lớp 7A viết chưa đúng chính tả, hết tháng 4 các em đều đạt.",
        year=2019,
    )
    joined, reworded = found(new, OLD)
    assert joined.kind == "merged"
    assert (reworded.pledge, reworded.kind, reworded.source_pledge) == (1, "paraphrase", 0)


def test_cliches_of_two_people_are_no_copy() -> None:
    assert found(filed("x.docx", "Luôn giữ gìn đoàn kết nội bộ.", author="Trần Thị Ba", year=2019), OLD) == ()


def test_long_or_concrete_pledges_of_others_are() -> None:
    (match,) = found(filed("x.docx", OLD.pledges[2].text, author="Trần Thị Ba", unit="Phòng khác", year=2019), OLD)
    assert (match.relation, match.kind) == ("other-earlier", "verbatim")


def test_neighbour_of_the_same_year_and_never_a_later_one() -> None:
    peer = filed("x.docx", OLD.pledges[2].text, author="Trần Thị Ba")
    assert found(peer, OLD)[0].relation == "other-same-year"
    assert found(OLD, filed("x.docx", OLD.pledges[2].text, author="Trần Thị Ba", year=2019)) == ()


def test_templates_and_honest_continuations_are_left_out() -> None:
    new = filed("2019.docx", OLD.pledges[1].text, year=2019)
    assert match_documents([new, OLD], [[True], [False] * 4])[0] == Compared()
    honest = filed(
        "2019.docx", "Năm 2018 đã trồng 40 gốc bưởi sau dãy phòng học; năm 2019 trồng tiếp 25 gốc.", year=2019
    )
    assert found(honest, OLD) == ()


def test_sentences_of_many_people_are_formulas() -> None:
    text = "Đi làm đúng giờ, mặc đồng phục gọn gàng, đeo thẻ tên và không nghe điện thoại riêng khi đang tiếp khách."
    people = [filed(f"{n}.docx", text, author=f"Người Thứ {n}", unit=f"Đơn vị {n}") for n in range(6)]
    assert match_documents(people, no_templates(people)) == [Compared((), frozenset({0}))] * 6
    few = [filed(f"{n}.docx", text, author=f"Người Thứ {n}", unit="Một đơn vị") for n in range(2)]
    assert all(c.matches and not c.formulas for c in match_documents(few, no_templates(few)))


def test_person_who_moved_and_namesake() -> None:
    moved = filed("2019.docx", *(p.text for p in OLD.pledges[:3]), unit="Trường Tiểu học Thượng", year=2019)
    assert {m.relation for m in found(moved, OLD)} == {"own-earlier"}
    namesake = filed("2019.docx", OLD.pledges[2].text, "Lắp camera.", unit="Trường Tiểu học Thượng", year=2019)
    assert {m.relation for m in found(namesake, OLD)} == {"other-earlier"}


def test_nearest_own_holder_comes_first() -> None:
    text = OLD.pledges[0].text
    middle = filed("2019.docx", text.replace("2018", "2019"), year=2019)
    other = filed("other.docx", text, author="Trần Thị Ba", year=2018)
    matches = found(filed("2020.docx", text, year=2020), OLD, middle, other)
    assert [m.path for m in matches][:2] == ["2019.docx", "2018.docx"]


def test_registered_documents_give_the_same(tmp_path: Path) -> None:
    new = filed("2019.docx", OLD.pledges[0].text.replace("5 em", "7 em"), OLD.pledges[1].text, year=2019)
    register = Register.create(tmp_path / "r")
    register.add([OLD, new])
    alone = match_documents([new], no_templates([new]), register, shipped_rules().lists)[0].matches
    assert alone == found(new, OLD)
    assert len(alone) == 2
    assert match_documents([], [], register) == []


def test_rewording_that_is_like_nothing_else() -> None:
    new = filed(
        "2019.docx",
        "Đầu tuần đứng ở cổng trường ghi sổ những em đến muộn rồi gọi điện cho cha mẹ học sinh.",
        "Mua máy chiếu cho lớp 9.",
        year=2019,
    )
    assert [(m.pledge, m.source_pledge, m.kind) for m in found(new, OLD)] == [(0, 1, "paraphrase")]


def test_a_pledge_split_in_two_is_merged_and_a_shortened_one_is_not() -> None:
    source = "Giao ban lúc 7 giờ 30 thứ Hai hằng tuần tại trụ sở xã, thôn đội trưởng nào vắng phải báo trước một ngày."
    old = filed("2018.docx", source, "Trồng 40 gốc bưởi sau dãy phòng học.")
    first, second = (
        "Thứ Hai hằng tuần giao ban lúc 7 giờ 30 tại trụ sở xã.",
        "Thôn đội trưởng vắng phải báo trước một ngày.",
    )
    split = filed("2019.docx", first, second, year=2019)
    assert {m.kind for m in found(split, old)} == {"merged"}
    (alone,) = found(filed("2019.docx", first, year=2019), old)
    assert alone.kind in {"light", "paraphrase"}


@pytest.mark.parametrize(
    ("years", "own", "expected"),
    [
        ((2019, 2018), True, "own-earlier"),
        ((2019, 2018), False, "other-earlier"),
        ((2019, 2019), True, None),
        ((2019, 2019), False, "other-same-year"),
        ((2018, 2019), False, None),
        ((None, 2018), True, "own-earlier"),
        ((2019, None), False, "other-same-year"),
        ((None, None), True, None),
    ],
)
def test_relation(years: tuple[int | None, int | None], own: bool, expected: str | None) -> None:
    assert relation(Registered("a", year=years[0]), Registered("b", year=years[1]), own) == expected
