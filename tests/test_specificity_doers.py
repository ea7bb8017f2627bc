"""Who does the work besides the author."""

import pytest

from qualitycheck.specificity.doers import owners
from qualitycheck.specificity.reading import read


def doers(text: str) -> list[str]:
    return [text[a:b] for a, b in owners(read(text))]


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Phân công đồng chí Phó Bí thư ghi sổ trực", "đồng chí Phó Bí thư"),
        ("Mời cán bộ khuyến nông hướng dẫn ủ phân", "cán bộ khuyến nông"),
        ("Tuần tra rừng cùng dân quân xã", "dân quân xã"),
        ("Hai đoàn viên trực ở bến đò", "Hai đoàn viên"),
        ("Ông Đinh Quang Lẫm, cán bộ hưu trí, góp sách cho tủ", "Ông Đinh Quang Lẫm"),
        ("Khoa Dược: kiểm kê tủ thuốc", "Khoa Dược"),
    ],
)
def test_people_and_bodies_that_do_it(text: str, doer: str) -> None:
    assert doers(text)[0] == doer


@pytest.mark.parametrize(
    "text",
    [
        "Mỗi đảng viên giúp một hộ nghèo",  # everybody of the own body
        "Cho anh Tài, anh Bộ mượn bò cái",  # those served
        "Trình bày một ca khó trong giao ban khoa",  # "giao ban" hands nothing over
        "Trồng rau trên khoảnh đất sau bếp",
    ],
)
def test_nobody_else_is_named(text: str) -> None:
    assert doers(text) == []
