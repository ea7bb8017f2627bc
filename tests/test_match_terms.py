from qualitycheck.match.terms import Term, Thesaurus, thesaurus
from qualitycheck.match.terms import terms as folded_terms
from qualitycheck.vietnamese.characters import fold
from tests.support import shipped_rules

WORDS = thesaurus(("nhân dân = bà con = người dân", "hộ = gia đình"))


def terms(text: str, words: Thesaurus) -> list[Term]:
    return folded_terms(fold(text), words)


def test_synonyms_share_a_name() -> None:
    first, second = terms("Bà con", WORDS)[0], terms("người dân", WORDS)[0]
    assert first.names & second.names
    assert not terms("hộ", WORDS)[0].names & first.names


def test_longest_phrase_wins_and_grammar_is_left_out() -> None:
    assert [t.text for t in terms("Tôi đã thăm các gia đình nghèo", WORDS)] == ["thăm", "gia đình", "nghèo"]


def test_equal_numbers_are_one_term() -> None:
    assert terms("40 hộ", WORDS)[0].names == terms("bốn chục hộ", WORDS)[0].names == {"#40"}


def test_phrases_may_begin_with_a_number() -> None:
    words = thesaurus(("mỗi quý = ba tháng một lần",))
    assert terms("Ba tháng một lần", words)[0].names & terms("mỗi quý", words)[0].names


def test_times_are_compared_in_minutes_and_afternoon_hours() -> None:
    assert terms("một tiếng rưỡi", WORDS)[0].names & terms("90 phút", WORDS)[0].names
    assert terms("ba phần tư tiếng", WORDS)[0].names & terms("45 phút", WORDS)[0].names
    assert terms("nửa giờ", WORDS)[0].names & terms("30 phút", WORDS)[0].names
    assert terms("4 giờ chiều", WORDS)[0].names & terms("16 giờ", WORDS)[0].names
    assert not terms("4 giờ sáng", WORDS)[0].names & terms("16 giờ", WORDS)[0].names
    assert [t.text for t in terms("một lòng, nửa xã", WORDS)] == ["lòng", "nửa", "xã"]


def test_shipped_synonyms_are_groups_of_at_least_two() -> None:
    for line in shipped_rules().lists["synonyms"]:
        assert len({p.strip() for p in line.split("=") if p.strip()}) >= 2, line
