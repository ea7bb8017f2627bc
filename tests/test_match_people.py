from qualitycheck.match.people import may_have_moved, same_author
from qualitycheck.types import Registered

HERE = Registered(
    "a", kind="individual", author="Lê Văn Tư", unit="UBND xã Hạ, huyện Lam Khê", party_cell="Chi bộ Cơ quan"
)


def other(**facts: object) -> Registered:
    return Registered("b", kind="individual", **{"author": "LÊ VĂN TƯ", **facts})  # type: ignore[arg-type]


def test_name_and_unit_or_cell_make_the_person() -> None:
    assert same_author(HERE, other(unit="Uỷ ban nhân dân xã Hạ"))
    assert same_author(HERE, other(unit="Phòng khác", party_cell="Chi bộ cơ quan"))
    assert same_author(HERE, other())


def test_namesakes_elsewhere_are_other_people() -> None:
    assert not same_author(HERE, other(unit="UBND xã Thượng"))
    assert not same_author(HERE, other(unit="UBND xã Hạ, huyện Sông Con"))
    assert may_have_moved(HERE, other(unit="UBND xã Thượng"))
    assert not same_author(HERE, other(author="", unit="UBND xã Hạ"))


def test_numbered_units_differ() -> None:
    a = Registered("a", kind="collective", author="Chi bộ khu phố 4", unit="Khu phố 4")
    b = Registered("b", kind="collective", author="Chi bộ khu phố 4", unit="Khu phố 5")
    assert not same_author(a, b)
    assert not may_have_moved(a, b)
