"""Small commitments as text files, for the tests that drive the whole program."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

GOOD = (
    "Mỗi tháng đến thăm 2 hộ nghèo ở thôn Đông, ghi sổ theo dõi.",
    "Trước ngày 30/6 lắp 4 bóng đèn ở ngõ Chùa.",
    "Mỗi quý trực tiếp đối thoại với nhân dân thôn Tây một buổi, niêm yết kết quả tại nhà văn hoá thôn.",
    "Phụ đạo 3 em học sinh yếu vào tối thứ Tư hằng tuần đến hết tháng 5.",
)
VAGUE = "Luôn nêu cao tinh thần trách nhiệm, không ngừng nâng cao chất lượng công tác."
BLANK = "Giúp ………… hộ nghèo trước ngày 30/9."


def write(path: Path, pledges: Sequence[str], *, year: int = 2020, author: str = "Lê Văn Bình") -> Path:
    """A commitment with every part that the shipped rules ask of an individual."""
    head = [
        f"BẢN CAM KẾT TU DƯỠNG, RÈN LUYỆN, PHẤN ĐẤU NĂM {year}",
        f"Họ và tên: {author}",
        "Chức vụ: Chủ tịch UBND xã",
        "Đơn vị công tác: UBND xã Hòa An",
        "I. Về tư tưởng chính trị, phẩm chất đạo đức, lối sống, tác phong, lề lối làm việc",
        "- Mỗi tuần đọc 1 bài trên báo Nhân Dân, ghi thu hoạch nửa trang nộp chi bộ vào thứ Sáu.",
        "- Mỗi quý dự một buổi bàn xây dựng khối đại đoàn kết toàn dân tộc với Ban công tác Mặt trận thôn Đông, có biên bản.",
        "II. Về thực hiện chức trách, nhiệm vụ và khắc phục hạn chế",
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([*head, *(f"- {p}" for p in pledges)]) + "\n", encoding="utf-8")
    return path


def folder(path: Path) -> Path:
    """A year of one unit: one sound document, one with a blank left, one vague one."""
    write(path / "2020" / "UBND xã Hòa An" / "binh.txt", GOOD)
    write(path / "2020" / "UBND xã Hòa An" / "ha.txt", [*GOOD[2:], BLANK], author="Trần Thị Hà")
    write(path / "2020" / "UBND xã Hòa An" / "mến.txt", [VAGUE, VAGUE], author="Vũ Thị Mến")
    return path
