"""off-role: core duties of another profession, and all that is none."""

from __future__ import annotations

import pytest
from support import document, shipped_rules

from qualitycheck.checks.context import Context, Hit
from qualitycheck.checks.role import check, remit_of
from qualitycheck.checks.run import activate
from qualitycheck.types import Kind

TEACHER = {"position": "Giáo viên Toán", "unit": "Trường THCS Đồi Sim"}
CLERK = {"position": "Công chức Tài chính - Kế toán", "unit": "UBND xã Đồi Sim"}
CHAIR = {"position": "Chủ tịch UBND xã", "unit": "UBND xã Đồi Sim"}


def off_role(text: str, kind: Kind = "individual", **facts: str) -> list[Hit]:
    params = next(a.params for a in activate(shipped_rules()) if a.rule.id == "off-role")
    return list(check(document(text, kind=kind, **facts), params, Context(shipped_rules())))


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Xét xử 20 vụ án hình sự trong năm.", TEACHER),
        ("Tiêm vắc xin cho 300 trẻ dưới 1 tuổi.", CLERK),
        ("Huấn luyện 40 dân quân trong tháng 5, bắn súng đạt khá.", TEACHER),
        ("Cấp 60 giấy chứng nhận quyền sử dụng đất.", {"position": "Bác sĩ", "unit": "Bệnh viện huyện"}),
        ("Trực tiếp lái tàu lai vào cầu số 1.", CHAIR),
    ],
)
def test_another_profession_is_found(text: str, facts: dict[str, str]) -> None:
    (hit,) = off_role(text, **facts)
    assert hit.pledge == 0
    assert str(hit.values["duty"]).lower() in text.lower()
    assert hit.values["post"] == facts["position"]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Dạy phụ đạo 5 em lớp 8.", TEACHER),
        ("Phối hợp với trạm y tế tiêm vắc xin cho 300 trẻ.", CLERK),
        ("Giúp hai hộ trồng 1 ha rừng sản xuất.", TEACHER),
        ("Tuyên truyền để bà con đi tiêm chủng cho trẻ.", CLERK),
        ("Không nhận tiền khi khám bệnh cho 30 lượt người.", TEACHER),
        ("Theo phân công của chi bộ, huấn luyện 40 dân quân.", TEACHER),
        ("Học thêm lớp xét xử 20 vụ án mẫu.", CLERK),
        ("Quét 300 mét đường ngõ nơi tôi ở.", CLERK),
        ("Quyết toán ngân sách xã trước 28/2.", CLERK),
        ("Chỉ đạo tiêm vắc xin cho 300 trẻ.", CHAIR),
        ("Xét xử 20 vụ án.", {"position": "Nghệ nhân", "unit": "Làng nghề Đồi Sim"}),
        ("Xét xử 20 vụ án.", {}),
    ],
)
def test_own_work_and_general_conduct_are_not(text: str, facts: dict[str, str]) -> None:
    assert off_role(text, **facts) == []


def test_posts_held_besides_count() -> None:
    facts = {**TEACHER, "intro": "Tôi dạy Toán, kiêm kế toán của trường."}
    assert off_role("Lập báo cáo tài chính quý, đối chiếu chứng từ kế toán.", **facts) == []
    assert off_role("Lập báo cáo tài chính quý, đối chiếu chứng từ kế toán.", **TEACHER)


def test_private_sections_are_not_judged() -> None:
    from qualitycheck.checks.building import build_document
    from qualitycheck.rules import Example
    from qualitycheck.rules.model import ExampleSection

    section = ExampleSection("II. Đạo đức, lối sống", ("Trồng 2 ha rừng sản xuất của nhà.",))
    built = build_document(Example(sections=(section,), **TEACHER), shipped_rules()).document
    params = next(a.params for a in activate(shipped_rules()) if a.rule.id == "off-role")
    assert list(check(built, params, Context(shipped_rules()))) == []


def test_a_collective_is_judged_by_its_kind_of_unit() -> None:
    clinic = {"author": "Chi bộ Trạm Y tế", "position": "Tập thể", "unit": "Trạm Y tế xã Đồi Sim"}
    assert off_role("Thu ngân sách trên địa bàn đạt 4 tỷ đồng.", "collective", **clinic)
    village = {"author": "Chi bộ thôn Nậm Khoà", "position": "Tập thể", "unit": "Thôn Nậm Khoà"}
    assert off_role("Thu ngân sách trên địa bàn đạt 4 tỷ đồng.", "collective", **village) == []


def test_at_least_eighty_posts_are_known() -> None:
    assert len(shipped_rules().roles.roles) >= 80


@pytest.mark.parametrize(
    ("position", "field"),
    [
        ("Kiểm sát viên sơ cấp", "kiểm sát"),
        ("Trưởng Công an xã", "công an"),
        ("Điều dưỡng trưởng khoa Nội", "y tế"),
        ("P. Hiệu trưởng", "giáo dục"),
        ("Thuyền trưởng tàu lai", "vận tải"),
        ("Kiểm lâm viên địa bàn", "lâm nghiệp"),
        ("Chấp hành viên", "thi hành án"),
        ("Phóng viên", "báo chí"),
    ],
)
def test_written_posts_are_understood(position: str, field: str) -> None:
    remit = remit_of(document("Việc.", position=position), shipped_rules())
    assert remit is not None
    assert field in remit.own


@pytest.mark.parametrize(
    ("unit", "text", "fires"),
    [
        ("Trường Tiểu học Đồi Sim", "Luyện 8 em lớp 9A thi cuối cấp.", True),
        ("Trường Tiểu học Đồi Sim", "Kèm 8 em lớp 4A đọc trôi chảy.", False),
        ("Trường THCS Đồi Sim", "Ôn cho 12 em lớp 9 thi vào lớp 10.", False),
        ("Trường THCS Đồi Sim", "Dạy hai buổi mỗi tuần ở lớp 11B.", True),
        ("Trường TH&THCS Đồi Sim", "Kèm 8 em lớp 4A đọc trôi chảy.", False),
        ("Trường PTDTBT THCS Đồi Sim", "Kèm 8 em lớp 4A đọc trôi chảy.", False),
        ("Trường Tiểu học Đồi Sim", "Giúp cháu hàng xóm ôn bài lớp 9.", False),
        ("Phòng Giáo dục huyện", "Dạy hai buổi mỗi tuần ở lớp 11B.", False),
    ],
)
def test_classes_that_the_school_does_not_have(unit: str, text: str, fires: bool) -> None:
    assert bool(off_role(text, position="Giáo viên", unit=unit)) is fires


@pytest.mark.parametrize(
    "text",
    [
        "Cho hộ nghèo người Mạ vay vốn cùng tổ công tác.",
        "Phản ánh qua đường dây nóng được trả lời trong 24 giờ.",
        "Sửa chữa khuyết điểm một cách cầu thị.",
        "Giao đồng chí Phó Bí thư theo dõi 18 đảng viên.",
        "Giữ quan hệ đúng mực với Viện kiểm sát, Công an, Thi hành án.",
    ],
)
def test_words_that_only_look_like_a_duty(text: str) -> None:
    assert off_role(text, **TEACHER) == []


@pytest.mark.parametrize(
    ("position", "field"),
    [("Giáo vên môn Toán", "giáo dục"), ("Kiểm sát vien sơ cấp", "kiểm sát"), ("Điêu dưỡng truởng", "y tế")],
)
def test_a_misspelt_post_is_understood(position: str, field: str) -> None:
    remit = remit_of(document("Việc.", position=position), shipped_rules())
    assert remit is not None
    assert field in remit.own


@pytest.mark.parametrize("position", ["Nghệ nhân", "Cộng tác viên", "Thành viên", "Hội thẩm", "Người dân"])
def test_an_unknown_post_stays_unknown(position: str) -> None:
    assert remit_of(document("Việc.", position=position), shipped_rules()) is None


@pytest.mark.parametrize(
    ("text", "facts", "fires"),
    [
        ("Chứng thực bản sao ngay trong buổi.", {"position": "Trưởng Công an xã"}, True),
        ("Chứng thực bản sao ngay trong buổi.", {"position": "Công chức Tư pháp - Hộ tịch"}, False),
        ("Lập biên bản xử phạt người đánh bắt cá bằng xung điện.", {"position": "Giám đốc Hợp tác xã"}, True),
        ("Lập biên bản xử phạt người đánh bắt cá bằng xung điện.", {"position": "Công an viên"}, False),
        ("Đo độ mặn tại cống Rạch Gốc mỗi ngày hai lần.", {"position": "Điều dưỡng"}, True),
        ("Kiểm kê kho chẵn và 4 tủ trực cuối tháng.", {"position": "Kế toán", "unit": "Kho bạc"}, True),
        ("Kiem ke kho chan va 4 tu truc cuoi thang.", {"position": "Ke toan", "unit": "Kho bac"}, True),
        ("Tiem vac xin cho 300 tre duoi 1 tuoi.", {"position": "Dieu duong", "unit": "Tram Y te xa Doi Sim"}, False),
    ],
)
def test_duties_of_sectors(text: str, facts: dict[str, str], fires: bool) -> None:
    assert bool(off_role(text, **facts)) is fires


def test_without_diacritics_it_is_left_to_a_reader() -> None:
    (hit,) = off_role("Tiem vac xin cho 300 tre duoi 1 tuoi.", position="Ke toan", unit="UBND xa Doi Sim")
    assert hit.confidence < 0.65
