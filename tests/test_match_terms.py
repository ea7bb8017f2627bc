from qualitycheck.match.terms import terms, thesaurus
from tests.support import shipped_rules

WORDS = thesaurus(("nhân dân = bà con = người dân", "hộ = gia đình"))


def test_synonyms_share_a_name() -> None:
    first, second = terms("Bà con", WORDS)[0], terms("người dân", WORDS)[0]
    assert first.names & second.names
    assert not terms("hộ", WORDS)[0].names & first.names


def test_longest_phrase_wins_and_grammar_is_left_out() -> None:
    assert [t.text for t in terms("Tôi đã thăm các gia đình nghèo", WORDS)] == ["thăm", "gia đình", "nghèo"]


def test_equal_numbers_are_one_term() -> None:
    assert terms("40 hộ", WORDS)[0].names == terms("bốn chục hộ", WORDS)[0].names == {"#40"}


def test_shipped_synonyms_are_groups_of_at_least_two() -> None:
    for line in shipped_rules().lists["synonyms"]:
        assert len({p.strip() for p in line.split("=") if p.strip()}) >= 2, line
