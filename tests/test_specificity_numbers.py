"""Number traps: a number that names a thing is no quantity; one that counts is."""

import pytest

from qualitycheck.specificity.slots import analyse
from qualitycheck.vietnamese.characters import clean

TRAPS = [
    "Quán triệt Chỉ thị 05-CT/TW ngày 15/5/2016 của Bộ Chính trị",
    "Thực hiện Quy định 08, Quy định 144 về nêu gương",
    "Chấp hành Luật số 10/2022/QH15 và Nghị định 59/2023/NĐ-CP",
    "Học tập Nghị quyết Đại hội XIII, nhiệm kỳ 2020 - 2025",
    "Góp phần hoàn thành Đề án 06 và Chương trình 135",
    "Xây dựng gia đình 5 không 3 sạch",
    "Thực hiện phương châm 4 tại chỗ",
    "Phát huy tinh thần 6 dám, 5 rõ",
    "Hướng dẫn người dân cài VNeID mức 2",
    "Làm việc đủ 8 giờ/ngày, 40 giờ/tuần",
    "100% đảng viên gương mẫu, chấp hành tốt",
    "Phấn đấu 100% nhiệm vụ được giao hoàn thành",
    "90% đảng viên xếp loại hoàn thành tốt nhiệm vụ trở lên",
    "Là một trong những cá nhân tiêu biểu",
    "Giữ trọn phẩm chất của người đảng viên 40 năm tuổi Đảng",
    "Phụ trách lớp 7A, tổ 3, khu phố 4",
    "Thích ứng với cách mạng công nghiệp 4.0",
    "Chào mừng kỷ niệm 95 năm ngày thành lập Đảng",
    "Thực hiện 19 điều đảng viên không được làm",
    "Nội dung giai đoạn 2021-2025 của năm học 2023-2024",
    "Thực hiện nghiêm Điều 12 và khoản 3 của quy chế",
    "Phong trào “Mỗi người một việc tốt”, “5 xây, 5 chống”",
    "Một lòng một dạ phục vụ nhân dân",
    "Coi trọng công tác cán bộ, một mặt làm tốt tư tưởng",
    "Tiếp tục kiện toàn khối 9, tầng 2, phòng 203",
    "Kết nạp x đảng viên, tổ chức … buổi sinh hoạt",
]
COUNTS = [
    "Hướng dẫn 5 hộ làm hồ sơ",
    "Thông báo 3 lượt khách mỗi ngày cho bảo vệ",
    "Giúp hai hộ nghèo thôn Hạ",
    "Trồng 1.200 cây keo",
    "Trích năm triệu đồng ủng hộ quỹ",
    "Đọc ba cuốn sách về Bác",
    "Ít nhất 85% hồ sơ trả trước hạn",
    "Làm 2,5 km đường bê tông",
    "Mở mười lớp xoá mù",
    "62/62 hộ ký giấy",
    "Thu gọn còn 45 phút mỗi cuộc họp",
    "Nuôi 2 con bò",
]


@pytest.mark.parametrize("text", TRAPS)
def test_names_are_no_quantities(text: str) -> None:
    found = analyse(clean(text))
    assert found.first["quantity"] is None, text
    assert found.first["deadline"] is None, text


@pytest.mark.parametrize("text", COUNTS)
def test_counts_are_quantities(text: str) -> None:
    assert analyse(clean(text)).first["quantity"] is not None, text
