from qualitycheck.audit.detail import Detail, detail, is_reordered


def test_changes_are_told_by_what_they_are() -> None:
    found = detail(
        "Năm 2019 phụ đạo 6 em lớp 8A cùng cô Hạnh vào buổi tối.",
        "Năm 2018 phụ đạo 5 em lớp 7A cùng cô Mai vào buổi chiều.",
    )
    assert found == Detail(False, ("2018→2019",), ("5→6", "7A→8A"), ("Mai→Hạnh",), ("chiều→tối",))
    assert not found.only_years


def test_only_the_year() -> None:
    found = detail("Xong trước 30/4/2019.", "Xong trước 30/4/2018.")
    assert found.only_years
    assert found.years == ("30/4/2018→30/4/2019",)


def test_a_weekday_is_no_name() -> None:
    assert detail("Họp vào thứ Tư hằng tuần.", "Họp vào thứ Năm hằng tuần.").words == ("Năm→Tư",)


def test_another_order_of_the_same_words() -> None:
    old = "Trước ngày 30/6 lắp 4 bóng đèn ở ngõ Chùa, mỗi tối bật từ 18 giờ đến 23 giờ."
    new = "Mỗi tối bật từ 18 giờ đến 23 giờ, lắp 4 bóng đèn ở ngõ Chùa trước ngày 30/6."
    assert detail(new, old) == Detail(reordered=True)
    assert not is_reordered(old, old)
    assert not is_reordered("Trồng 40 gốc bưởi sau trường.", old)
    assert not is_reordered("", old)
