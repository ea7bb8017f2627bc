from qualitycheck.match import match_documents
from qualitycheck.match.doctrine import doctrine
from qualitycheck.match.pledges import prepare
from qualitycheck.match.terms import thesaurus
from qualitycheck.types import Compared, Document
from tests.corpus_support import filed, no_templates
from tests.support import shipped_rules

LISTS = shipped_rules().lists
OFFICIAL = doctrine(LISTS["cum-tu-chinh-thong"])
FORMULA = (
    "Gương mẫu chấp hành nghị quyết, chỉ thị của Đảng, pháp luật của Nhà nước và những điều đảng viên không được làm."
)
HALF = "Giữ nghiêm kỷ luật, kỷ cương của Đảng, dành nhiều thời gian đọc báo, xem đài, nghe thời sự để có niềm tin và lập trường tư tưởng."
OWN = "Cùng tổ hoà giải gỡ xong 4 vụ tranh chấp bờ ruộng ở xóm Đáy trước vụ gặt."
OTHER = "Vét 300 mét mương từ cống Ông Tư ra đồng Chăm trước khi xuống giống vụ mùa."


def compare(*documents: Document) -> list[Compared]:
    return match_documents(documents, no_templates(documents), None, LISTS)


def by(author: str, *pledges: str, year: int = 2018) -> Document:
    return filed(f"{author} {year}.docx", *pledges, author=author, unit=f"Cơ quan {author}", year=year)


def share(text: str) -> float:
    return OFFICIAL.share(prepare(text, thesaurus(())).words)


def bare(text: str) -> bool:
    return OFFICIAL.is_bare(prepare(text, thesaurus(())))


def test_official_vocabulary_is_measured() -> None:
    assert share(FORMULA) > 0.95
    assert 0.45 < share(HALF) < 0.8
    assert share(OWN) == 0


def test_figures_and_names_outside_set_phrases_make_a_sentence_ones_own() -> None:
    assert bare(FORMULA)
    assert bare("- Học tập Nghị quyết Trung ương 4 khoá XII; Thực hiện nghiêm Quy định số 37-QĐ/TW trong năm 2019.")
    assert not bare("Học tập nghị quyết của Đảng mỗi tháng hai buổi.")
    assert not bare("Học tập nghị quyết của Đảng cùng đảng viên thôn Nà Ín.")


def test_two_people_are_enough_for_an_official_sentence() -> None:
    first, second = compare(
        by("Lê Văn Tư", FORMULA, OWN), by("Trần Thị Ba", FORMULA.replace("Gương mẫu", "Nghiêm túc"))
    )
    assert first == second == Compared((), frozenset({0}))


def test_one_person_over_years_is_enough_when_all_of_it_is_official() -> None:
    new = compare(by("Lê Văn Tư", FORMULA, year=2019), by("Lê Văn Tư", FORMULA))[0]
    assert new == Compared((), frozenset({0}))


def test_official_words_with_figures_are_copied() -> None:
    text = FORMULA.replace("Nhà nước", "Nhà nước, mỗi tháng đọc 2 văn bản mới")
    new = compare(by("Lê Văn Tư", text, year=2019), by("Lê Văn Tư", text))[0]
    assert [m.kind for m in new.matches] == ["verbatim"]
    assert not new.formulas


def test_partly_official_sentence_of_independent_people_is_a_formula() -> None:
    new = compare(by("Lê Văn Tư", HALF, OWN, year=2019), by("Trần Thị Ba", HALF, OTHER))[0]
    assert new == Compared((), frozenset({0}))


def test_partly_official_sentence_goes_with_the_rest_of_a_copied_document() -> None:
    new = compare(by("Lê Văn Tư", HALF, OWN, OTHER, year=2019), by("Trần Thị Ba", HALF, OWN, OTHER))[0]
    assert [m.pledge for m in new.matches] == [0, 1, 2]
    assert not new.formulas


def test_document_copied_as_a_whole_is_found_by_its_own_pledges() -> None:
    new = compare(by("Lê Văn Tư", FORMULA, OWN, OTHER, year=2019), by("Trần Thị Ba", FORMULA, OWN, OTHER))[0]
    assert [m.pledge for m in new.matches] == [1, 2]
    assert new.formulas == {0}


def test_a_general_sentence_of_three_offices_is_a_formula_and_one_with_figures_is_not() -> None:
    general = "Chủ động cập nhật kiến thức, nâng cao trình độ chuyên môn, đáp ứng yêu cầu trong tình hình mới hiện nay."
    own = ["Xây chuồng lợn sau bếp ăn.", "Dọn kho vật tư tầng hai.", "Chép lại gia phả dòng họ."]
    people = zip("An Bình Chung".split(), own, strict=True)
    found = compare(*(by(f"Lê Văn {name}", general, OWN, line) for name, line in people))
    assert all(0 in c.formulas and 1 not in c.formulas for c in found)
    assert [{m.pledge for m in c.matches} for c in found] == [{1}, {1}, {1}]


def test_a_general_sentence_that_one_unit_shares_is_no_formula() -> None:
    general = "Chủ động cập nhật kiến thức, nâng cao trình độ chuyên môn, đáp ứng yêu cầu trong tình hình mới hiện nay."
    documents = [
        filed(f"{n}.docx", general, author=n, unit="Trạm Y tế", year=2018) for n in ("Lê An", "Lê Bình", "Lê Chi")
    ]
    assert all(not c.formulas for c in compare(*documents))


DUTY = "Đăng ký ít nhất một việc làm theo gương Bác trong năm, có nhận xét của chi bộ vào kỳ sinh hoạt tháng 12."


def test_general_sentence_two_offices_begin_to_use_in_one_year_is_common_property() -> None:
    first, second = compare(by("Lê Văn Tư", DUTY, OWN), by("Trần Thị Ba", DUTY, OTHER))
    assert first == second == Compared((), frozenset({0}))
    later = compare(by("Lê Văn Tư", DUTY, year=2019), by("Lê Văn Tư", DUTY), by("Trần Thị Ba", DUTY, OTHER))[0]
    assert later == Compared((), frozenset({0}))


def test_general_sentence_of_an_earlier_year_or_beside_other_copies_is_copied() -> None:
    later = compare(by("Lê Văn Tư", DUTY, year=2019), by("Trần Thị Ba", DUTY, OTHER))[0]
    assert [m.relation for m in later.matches] == ["other-earlier"]
    beside = compare(by("Lê Văn Tư", DUTY, OWN), by("Trần Thị Ba", DUTY, OWN))[0]
    assert [m.pledge for m in beside.matches] == [0, 1]
