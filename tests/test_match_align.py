from hypothesis import given
from hypothesis import strategies as st

from qualitycheck.match.align import align, changes, taken_over

WORDS = st.lists(st.sampled_from("a b c d e".split()), max_size=12)


def test_changes_keep_dates_whole() -> None:
    new = "Giao quân năm 2019 đủ 10 tân binh trước 20/4/2019, không bù đổi."
    old = "Giao quân năm 2018 đủ 9 tân binh trước 20/4/2018, không bù đổi."
    assert changes(new, old) == ("2018→2019", "9→10", "20/4/2018→20/4/2019")


def test_words_put_in_and_left_out() -> None:
    assert changes("Trực tiếp gặp gỡ, đối thoại.", "Trực tiếp đối thoại.") == ("→gặp gỡ",)
    assert changes("Nâng lương.", "Nâng ngạch, nâng lương.") == ("ngạch nâng→",)


def test_case_and_tone_placement_are_no_change() -> None:
    assert changes("Giữ gia đình hòa thuận", "giữ Gia đình hoà thuận.") == ()


@given(WORDS, WORDS)
def test_shares_are_symmetric(a: list[str], b: list[str]) -> None:
    there, back = align(a, b), align(b, a)
    assert there.ratio == back.ratio
    assert (there.new_share, there.old_share) == (back.old_share, back.new_share)
    assert 0 <= there.ratio <= 1


@given(WORDS)
def test_a_text_is_all_taken_over_from_itself(words: list[str]) -> None:
    assert len(taken_over(words, words)) == (len(words) if len(words) >= 3 else 0)
