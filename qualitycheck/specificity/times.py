"""When: recurring times (frequency) and ends within the year (deadline), by regular expressions over folded text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qualitycheck.specificity.patterns import folded
from qualitycheck.vietnamese.characters import fold

_N = r"(?:\d+|một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười(?: (?:một|hai|lăm))?|mươi|vài|nửa)"
_PERIOD = r"(?:ngày|tuần|tháng|quý|học kỳ|học kì|kỳ|vụ|sáng|trưa|chiều|tối|đêm|buổi sáng|buổi chiều|buổi tối|ca|phiên chợ|mùa)"
_TURN = r"(?:lần|lượt|buổi|bữa|tiết|cuộc|kỳ|đợt|chuyến|hôm|ngày|tối|sáng|chiều|phiên|bài|giờ|tin|chuyên đề)"
_DAYPART = r"(?:đầu giờ sáng|đầu giờ chiều|buổi sáng|buổi chiều|buổi tối|buổi trưa|sáng|trưa|chiều|tối|đêm|các|ngày)"
_WEEKDAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ nhật|chúa nhật|cn\b|t[2-7]\b)"
_EACH = r"(?:mỗi|hằng|hàng|từng)"
_NP = r"(?: (?!dán |niêm |nộp |báo |công khai |cập |rút |đều |trả |tại |ở |cho |thì |phải |có |gửi |ghi |ra |lập |được |tôi |bản thân )[\wđ/]+){1,5}"
_WHERE_IN_MONTH = rf"(?: ?(?:tuần (?:đầu|cuối|thứ {_N}|{_N})(?: (?:và|,) tuần (?:đầu|cuối|thứ {_N}|{_N}))?|đầu|cuối|giữa)(?: (?:của |trong )?tháng)?| của tháng)"

_FREQUENCIES = [
    # Tối thứ Hai và tối thứ Tư hằng tuần; sáng thứ Hai tuần đầu của tháng
    rf"(?:{_DAYPART} )?(?:các )?{_WEEKDAY}(?:(?:,| và| hoặc| đến|, và| -)(?: {_DAYPART})? {_WEEKDAY})*{_WHERE_IN_MONTH}?(?: {_EACH} (?:tuần|tháng|quý))?",
    # tối mùng 3 hằng tháng; ngày 5 và ngày 20 mỗi tháng; ngày 15 âm lịch
    rf"(?:{_DAYPART} )?(?:mùng|mồng|ngày|mùng ngày) ?{_N}(?:(?:,| và| hoặc)(?: ngày| mùng)? {_N})*(?: âm(?: lịch)?)?(?: của| các)? ?{_EACH} (?:tháng|quý|tuần)",
    rf"ngày (?:rằm|{_N} âm(?: lịch)?)(?: (?:và|,) (?:mùng|mồng) {_N})?(?: {_EACH} tháng)?",
    rf"(?:ngày )?(?:rằm(?:,| và) (?:mùng|mồng) {_N}|(?:mùng|mồng) {_N}(?:,| và) (?:ngày )?rằm)(?: {_EACH} tháng)?",
    rf"(?:vào |các )?ngày (?:mùng|mồng) {_N}(?! tháng)(?: {_EACH} tháng)?",
    # mỗi tháng một lần; hai lần mỗi tuần; một tháng hai lần; tuần hai bữa
    rf"(?:ít nhất |tối thiểu |không dưới )?{_N} (?:lần|lượt|tối|sáng|chiều|ngày) (?:{_EACH}|một|trong|trong một|/) (?:ngày|tuần|tháng|quý|học kỳ|kỳ|năm|vụ)",
    rf"(?:{_EACH} |(?:trong )?một |{_N} )?(?:ngày|tuần|tháng|quý|học kỳ|kỳ|vụ|năm|năm học) (?:họp |kiểm tra |làm |tổ chức |ít nhất |tối thiểu |không dưới )*{_N} (?:lần|lượt)\b",
    r"(?:mỗi |một )?(?:ngày|tuần|tháng|quý|học kỳ|kỳ|vụ) (?:ít nhất |tối thiểu )?(?:\d|một|hai|ba|bốn) (?:buổi|bữa|tiết|cuộc|chuyến|tối|ngày)\b",
    rf"{_N} (?:ngày|tuần|tháng|năm) (?:một|1) lần",
    rf"(?:ít nhất |tối thiểu |không dưới )?{_N} (?:lần|buổi|tiết|cuộc|kỳ|lượt|bài|tin|tin bài|ngày|chuyên đề|giờ|phiên|đợt) ?/ ?(?:1 |một )?(?:ngày|tuần|tháng|quý|học kỳ|kỳ|năm|vụ|ca)\b",
    r"\b(?:ngày|tuần|tháng|quý|sáng|trưa|chiều|tối|đêm|phiên|chủ nhật|buổi|phiên chợ)(?: nào)? cũng",
    # mỗi tuần, hằng quý, vào tuần đầu mỗi tháng
    rf"(?:vào )?(?:{_DAYPART} )?(?:tuần (?:đầu|cuối|thứ {_N}) |đầu |cuối |giữa )?(?:(?:của )?mỗi|{_EACH}) {_PERIOD}(?: (?:đầu|cuối) (?:tuần|tháng|giờ))?\b(?! nguyên| mưa)",
    rf"(?:cứ |đều đặn )?(?:{_EACH} |cứ )?(?:{_N}|nửa) (?:ngày|tuần|tháng|quý|vụ) (?:(?:họp|kiểm tra|làm|tổ chức|ra|đi|về|sinh hoạt|gặp) )?(?:một|1|hai|2|ba|3) (?:lần|buổi|kỳ|số|bữa|chuyến|đợt|phiên|cuộc|bài)",
    rf"(?:cứ )?(?:{_EACH} )?(?:ngày|tuần|tháng|quý|vụ|học kỳ) (?:(?:họp|kiểm tra|làm|tổ chức|ra|đi|về|sinh hoạt|gặp|đọc|viết|dạy|mở) )(?:ít nhất |tối thiểu )?{_N} (?:lần|buổi|kỳ|số|bữa|chuyến|đợt|phiên|cuộc|bài|tiết|tin)",
    r"(?:ngày|hôm|bữa|tối|sáng|chiều|tuần|tháng|đêm|buổi|phiên|ca) nào(?: [^\W\d]+){0,3} cũng",
    r"(?:sáng |tối |chiều |vào )?(?:ngày )?(?:rằm|mùng một|mồng một)(?: (?:và|,) (?:ngày )?(?:rằm|mùng một|mồng một))?(?: (?:hằng|hàng|mỗi) tháng)?(?! tháng)",
    r"(?:vào |trước |sau |trong |hết |cuối |đầu )(?:giờ (?:làm việc buổi sáng|nghỉ trưa|nghỉ giải lao|tan tầm|tan học|tan ca|giao ca|ra về|hành chính|lên lớp|học|vào lớp|vào học|làm việc)|buổi (?:sáng|chiều|học|làm|họp|sinh hoạt|chợ)|ca (?:trực|làm|sản xuất)|phiên (?:họp|chợ|tòa|trực)|tiết (?:học|dạy)|kỳ (?:họp|lương|sinh hoạt))\b",
    r"(?:đầu|cuối|(?<!làm )(?<!không )hết) (?:giờ|buổi|ca)\b(?! (?:làm việc|phép|sáng))|15 phút đầu giờ|(?:trước|sau|khi) (?:giao ca|nhận ca|hết ca|tan học|tan ca|tan họp|tan buổi)\b",
    r"cách (?:ngày|tuần|tháng)\b|luân phiên theo (?:tuần|tháng)|theo (?:tuần|tháng|quý)\b(?! (?:này|sau|trước))",
    # sau mỗi buổi họp; trước mỗi phiên toà; kết thúc mỗi đợt
    rf"(?:ngay )?(?:sau khi kết thúc|kết thúc|trước|sau|vào|cứ|cuối|đầu|khi) (?:mỗi|từng){_NP}",
    r"(?:trong )?(?:mỗi|từng) (?:lần|khi|buổi|cuộc họp|kỳ họp|phiên họp|phiên|đợt|ca trực|ca|giờ dạy|tiết|kỳ sinh hoạt|buổi sinh hoạt|chuyến)\b(?: (?:họp|sinh hoạt|chào cờ|giao ban|trực|ra quân|học))?",
    # đầu tháng, cuối quý; vào phiên chợ; các đêm nước lớn
    rf"(?:vào )?(?:{_DAYPART} )?(?:thứ (?:hai|sáu|bảy|năm|tư|ba) )?(?:tuần (?:đầu|cuối) (?:của )?(?:tháng|quý)|ngày (?:đầu|cuối) (?:tuần|tháng|quý)|(?:cuối|đầu|giữa) (?:tuần|tháng|quý|giờ sáng|buổi sáng|buổi))\b(?! (?:\d|giêng|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|chạp|một|i\b|ii\b|iii\b|iv\b|này|sau|tới|thi đua|học))",
    r"(?:vào )?(?:các )?phiên chợ(?: [^\W\d]+){0,4}",
    r"các (?:đêm|ngày|tối|sáng|dịp) [^\W\d]+(?: [^\W\d]+)?",
    r"(?:vào )?(?:các )?(?:dịp |ngày )(?:lễ,? tết|tết, lễ|lễ lớn)",
    r"(?:mỗi|từng|cứ) (?:lần|khi|lúc|hôm|bận) (?!nào cũng)[^\W\d]+ [^\W\d]+|hôm nào [^\W\d]+(?: [^\W\d]+){1,4}(?=,| thì)",
    r"(?:lúc |vào )?\d{1,2} ?(?:giờ|h)(?: ?\d{2})? (?:sáng|chiều|tối|trưa)(?: (?:và|,) \d{1,2} ?(?:giờ|h)(?: ?\d{2})? (?:sáng|chiều|tối|trưa))+",
    r"(?:vào )?(?:giờ chào cờ|buổi chào cờ|giờ ra chơi|buổi tối\b|giờ giao ban)",
]

_MONTH = (
    r"(?:tháng (?:\d{1,2}(?:[/-]\d{4})?|giêng|hai|ba|tư|năm(?! \d)|sáu|bảy|tám|chín|mười(?: một| hai)?|một|chạp)"
    r"(?: ?(?:,|và|-) ?(?:tháng )?(?:\d{1,2}(?:[/-]\d{4})?)\b(?!%| (?:đồng|người|hộ|em|buổi)))*(?: năm \d{4}| âm lịch)?)"
)
_DATE = (
    r"(?:(?:ngày (?:0?[1-9]|[12]\d|3[01])[/.-]|(?<=trước )(?:0?[1-9]|[12]\d|3[01])[.-]"
    r"|(?<=dịp )(?:0?[1-9]|[12]\d|3[01])[.-]|(?:0?[1-9]|[12]\d|3[01])/)"
    r"(?:0?[1-9]|1[0-2])(?:[/.-](?:20)?\d\d)?\b(?![/%]| (?:tháng|nhiệm|tiêu|nội dung|mục|xóm|ấp|bản|hội|đơn vị|lớp|trường|công|người|cán|đảng|đề|chi|tổ|khu|em|cháu|ngày|câu|môn|buổi|hộ|chỉ tiêu|đồng chí|em|thôn|xã|điểm|phiếu|ý kiến|tiêu chí))"
    r"|(?:ngày|mùng|mồng) ?(?:\d{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?:,| và| đến ngày \d+)? ?tháng (?:\d{1,2}|giêng|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|chạp)(?: năm \d{4})?"
    r"|ngày \d{1,2}\b(?! (?:tháng|âm|hằng|hàng|mỗi|công)))"
)
_MONTH = rf"(?:{_MONTH}|t(?:1[0-2]|0?[1-9])[/-](?:20)?\d\d\b)"
_QUARTER = r"(?:quý (?:[ivx]+|[1-4]|một|hai|ba|bốn|tư|đầu|cuối)\b(?:(?:,| và| -)(?: quý)? (?:[ivx]+|[1-4])\b)*(?: ?/ ?\d{4}| năm \d{4})?)"
_WEEK = r"(?:tuần (?:\d+|thứ (?:\d+|hai|ba|tư)|đầu|cuối|lễ)(?: (?:của )?(?:tháng \d+|học kỳ|năm học|năm))?)"
_SCHOOL = r"(?:(?:giữa |cuối |đầu |hết )?(?:học kỳ|học kì|hk) ?(?:i{1,2}|1|2|một|hai)\b|hki{1,2}\b)"
_PART = r"(?:nửa đầu|nửa cuối|đầu|giữa|cuối|hết|tuần đầu|tuần cuối|tuần thứ (?:hai|ba|tư|\d)|thượng tuần|hạ tuần|nửa tháng đầu)"
_POINT = rf"(?:{_PART} )?(?:của )?(?:{_DATE}|{_MONTH}|{_QUARTER}|{_SCHOOL}|rằm {_MONTH}|rằm tháng \w+)"
_BY = (
    r"(?:(?:xong|hoàn thành|hoàn tất|nộp|báo cáo|dứt điểm)(?: (?:xong|toàn bộ))? )?(?:trước|chậm nhất(?: là)?(?: vào| đến| trong)?|muộn nhất(?: là)?(?: vào)?|không muộn hơn|"
    r"cho đến|đến hết|đến|tới|hết|trong dịp|ngay trong dịp|ngay trong|trong|vào dịp|nhân dịp|vào|nhân|dịp|kể từ|từ|ngay sau|ngay trước|sau|xong|thời hạn|hạn)"
)
_DURATION = (
    rf"(?:(?:chỉ |ngay |nội )?trong(?: vòng| thời hạn| thời gian)?|không quá|chậm nhất(?: là)?|tối đa|sau|quá|nội trong)(?: không quá)? (?:{_N}|\d+ ?- ?\d+)(?: {_N})? ?"
    r"(?:giờ|tiếng|phút|ngày|tuần|tháng|buổi|h)(?: làm việc)?\b(?! ?/)(?: (?:kể từ|từ|sau|tính từ)(?: khi| lúc| ngày)?(?: [\wđ]+){1,6})?"
)

_DEADLINES = [
    rf"từ (?:nay|hôm nay|bây giờ) (?:cho )?(?:đến|tới) (?:hết |trước )?(?:{_POINT}|(?:cuối|hết|giữa) (?:năm|tháng|quý|vụ|kỳ|học kỳ|năm học|nhiệm kỳ)|[^\W\d]+)",
    r"(?:(?:đến|trước|vào|hết|tới) )?cuối năm 20\d\d",
    r"(?:ngay )?trong (?:tuần lễ|tuần|tháng|quý|ngày|buổi|những ngày|những tháng|những tuần|vụ|kỳ|học kỳ|năm học) (?:đầu|cuối|tới|này)(?: [^\W\d]+){0,3}",
    r"(?:ngay )?(?:trong|nội|từ) (?:đêm|buổi sáng|buổi chiều|sáng|chiều|tuần|ngày|tháng|vụ|đợt|kỳ) (?:đó|này|ấy|họp đó|xảy ra|phát hiện|phát sinh|tiếp nhận|nhận đơn|nhận được)",
    r"(?:xong |hoàn thành )?(?:trước|đến|cho đến|tới|ngay|sau) khi (?:bàn giao|sáp nhập|chuyển|nghỉ hưu|nhận công tác|khởi công|nghiệm thu|trình|ban hành|đưa vào|khai mạc|tổ chức|bầu|ký|giải ngân|gieo|cấy|xuống|gặt|lên lớp|trời|rời|về hưu|đi vào|hết hạn|đại hội|chia tách|dồn|cấp|nhận bàn giao|nhận đơn|có kết luận|có thông báo|họp xong|kết thúc)(?: [\wđ]+){0,4}",
    r"(?:xong |hoàn thành |hết |trước |đến )(?:trước |hết )?(?:kỳ|phiên|hội nghị|đại hội|vụ|mùa|đợt|khóa|hạn|học kỳ|tháng|tuần|quý|cuộc|lễ|giờ|buổi|lần)(?: (?!để |và |nhằm |với |cho |mỗi )[^\W\d]+){1,3}(?= *(?:[,.;:)]|\Z))",
    rf"từ {_POINT} (?:đến|tới|-) (?:hết )?(?:{_POINT}|cuối năm|lúc có mưa|\w+)",
    rf"(?:{_BY} )?{_POINT}(?: (?:đến|và|-) {_POINT})*(?: (?:sang năm|năm sau))?",
    _DURATION,
    rf"{_N} (?:ngày|tuần|giờ|tiếng)(?: làm việc)? (?:kể từ|sau khi|từ khi)(?: [\wđ]+){{1,5}}",
    rf"(?:trước|sau)(?: [^\W\d]+){{0,4}} (?:ít nhất )?{_N} (?:ngày|tuần|giờ|tiếng|tháng)(?: làm việc)?\b",
    r"(?:ngay )?trong (?:ngày|buổi|ca|tuần|tháng|hè|quý|nửa đầu năm|buổi làm việc|ngày làm việc|buổi sáng)(?= *(?:[,.;:)]|\Z| (?:thay vì|và|không|với|để|cho|đối|kể|thì|gửi|báo|là|nếu|khi|hoặc)\b))",
    r"(?:ngay )?(?:trong|giữa) (?:ngày làm việc|buổi làm việc)",
    r"(?:ngay )?(?:chậm nhất (?:là )?)?(?:sáng|chiều|trưa)? ?hôm sau\b|ngay (?:trong )?(?:hôm sau|ngày hôm sau)",
    r"(?:xong |đến |hết |trước |vào |từ nay đến |tới |muộn nhất )(?:hết |trước )?(?:cuối|giữa) (?:năm(?! trước)|nhiệm kỳ|kỳ|vụ|mùa)(?: học)?",
    r"(?:trong )?(?:nửa đầu năm|nửa cuối năm|(?:6|sáu|06) tháng (?:đầu|cuối) năm|(?:giữa|cuối) năm học|đầu năm học(?: mới)?|(?:ba|3|03) tháng đầu năm)",
    r"(?:trước|đến|cho đến|tới|ngay) khi (?:hết|vào|nghỉ|lấy nước|chốt|đổ ải|nước|mưa|mùa|khai|bế|học hết|xuống giống|thu hoạch|thẻ|có kết quả|tàu|nhập ngũ|giao quân|vụ|bão|năm học|ra trường|giao dự toán|kết thúc|tổng kết|quyết toán|sơ kết)(?: [\wđ]+){0,4}",
    rf"(?:trước|sớm hơn)(?: thời)? hạn(?: quy định)? {_N} (?:ngày|tuần|tháng)|(?:trước|sớm hơn) (?:thời )?hạn(?= *(?:[,.;]|\Z))",
    rf"{_N} (?:ngày|tuần|giờ|tháng) sau\b|(?:đến )?hết (?:mùa|vụ|năm|kỳ|khóa)(?: (?:này|i{{1,2}}|[12]))?\b(?! nay)",
    r"trước (?:giờ|buổi|cuộc|kỳ) (?:họp|sinh hoạt|giao ban|dạy)",
    r"(?:xong |chậm nhất (?:là )?|muộn nhất |đến |tới )?trước (?:lúc|ngày|hôm|tiết|đợt|vụ|mùa|kỳ|dịp|ca|chuyến|phiên|tuần) (?!nào|này|nay|mắt|tiên|đây|đó|kia|\d|mỗi|từng|hết|họp|khi)[^\W\d]+(?: (?!để |và |thì |phải |cho |không |nhằm )[^\W\d]+){0,3}(?= *(?:[,.;:)]|\Z))",
    r"(?:chậm nhất|muộn nhất|không để qua|không để quá|không để sang|xong|hết hạn|hạn)(?: là| vào| đến| trong)? (?:đầu|giữa|cuối|hết|đợt|kỳ|năm|tháng|quý|tuần|vụ|mùa|ngày|buổi|phiên|lần|hôm) [^\W\d]+(?: [^\W\d]+){0,2}",
    r"(?:ngay )?trong (?:ngày|buổi|ca|tuần|phiên|đêm) (?:nhận|tiếp|đến|phát|mổ|xảy|lập|ký|giao|có|họp|làm|trực|ấy|đó)",
    r"(?:từ |vào |đúng |trước |đến |hết |trong )?(?:(?:sáng|trưa|chiều|tối|đêm) )?(?:(?:mùng|mồng) (?:\d{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)|ba mươi|hai (?:mươi )?ba|hăm ba|30|23|29) tết\b",
    r"(?:đầu|giữa|cuối) (?:tuần|tháng|quý|năm|vụ|kỳ) (?:sau|tới)\b",
    r"trước \d{1,2} ?(?:giờ|h)(?: ?\d{2})?",
    r"(?<=[,:] )vụ (?:xuân|đông|mùa|chiêm|hè thu|đông xuân|thu đông)",
]  # fmt: skip

_EVENT_BEFORE = (
    r"(?:(?:xong |hoàn thành |khởi công |khánh thành )?(?:ngay |chậm nhất |muộn nhất )?(?:là|trước|đến hết|đến|tới|hết|trong dịp|trong|vào dịp|nhân dịp|vào|nhân|dịp|sau|ngay sau|ngay trước)"
    r"(?: (?:thềm|ngày|kỳ|dịp|mùa|khi|lễ|đợt|con|lúc|nghỉ|nghỉ lễ|mừng|kỷ niệm|vụ))* )"
)
FREQUENCY = [folded(rf"(?<![\wđ]){p}(?![\wđ])") for p in _FREQUENCIES]
DEADLINE = [folded(rf"(?<![\wđ/])(?:{p})(?![\wđ])") for p in _DEADLINES]
_NO_TURN = folded(
    r"(?:phần|mục|điểm|tiết|khoản|nội dung|giải pháp|nhóm|vấn đề|việc|lối thoát|nạn|hạng|lứa|hộ|lần|con|bậc|hàng|kỳ|phục|nhiệm|nghiệp|365|24)(?: con)?[ /]\Z"
)
_ORDINAL = (fold("thứ "), fold("vụ "), "7 ")
_SPENT = folded(
    r"(?:kiểm điểm|đánh giá|tổng kết|bình xét|xếp loại|phân loại|chế độ|thành tích(?: [^\W\d]+| \d+){0,12}|năm ngày(?: [^\W\d]+){0,8})(?: \d+/\d+/\d+ ?-)? \Z"
)
_NOT_FREQUENT = folded(
    r"(?:sinh hoạt|công việc|cuộc sống|đời sống|việc làm|công tác|việc|chuyên môn|nếp sống|hoạt động)"
    r"(?: [^\W\d]+){0,2} (?:hằng|hàng) ngày\Z"
)
_NO_FREQUENCY = folded(
    r"(?:vào |cứ |khi |trước |sau )?(?:mỗi|từng) (?:ngõ|nhà|người|hộ|gia đình|thôn|bản|con người|trái tim|việc|sớm mai|bước|trang|lời|nét|suy nghĩ|hành động)(?: .*)?|(?:trong |hết |đầu |sau )?giờ (?:hành chính|làm việc)|trong (?:giờ (?:làm việc|hành chính|học)|buổi làm)|trong buổi (?:họp|sinh hoạt)|(?:hằng|hàng|mỗi|từng) (?:năm|buổi|giờ|mùa)|(?:từng) (?:ngày|bước)|theo tuần|mỗi lần"
)
_WHOLE_YEAR = folded(r"từ (?:ngày )?(?:0?1/0?1|tháng 0?1|01/20)\D{0,20}.*(?:31/12|tháng 12|12/20)")
_NO_DEADLINE = folded(
    r"(?:trong |đủ )?(?:12|mười hai) tháng|(?:từ|sau|ngày|đến) \d{1,2}|sau (?:một|nhiều|vài) năm.*|(?:vào|hết) (?:ngày|buổi|giờ)|tuần lễ|quý (?:đầu|cuối)"
)


def event_pattern(events: Sequence[str]) -> re.Pattern[str]:
    """ "trước Tết", "dịp khai giảng", "ngay sau vụ gặt": a mark in the year from the list of events."""
    names = "|".join(re.escape(e) for e in sorted(events, key=len, reverse=True))
    return folded(rf"(?<![\wđ]){_EVENT_BEFORE}(?:{names})(?![\wđ])")


def frequencies(text: str) -> list[tuple[int, int]]:
    """Spans of recurring times in a folded text, longest reading first at each place, none overlapping."""
    found = [(m.start(), m.end()) for p in FREQUENCY for m in p.finditer(text) if _is_frequency(text, m)]
    return separate(found)


def _is_frequency(text: str, m: re.Match[str]) -> bool:
    if _NO_FREQUENCY.fullmatch(m[0].strip()):
        return False
    if m[0].startswith(_ORDINAL) and _NO_TURN.search(text, max(0, m.start() - 12), m.start()):
        return False
    if m[0].startswith("365 "):
        return False
    return not _NOT_FREQUENT.search(text[max(0, m.start() - 40) : m.end()])


def deadlines(text: str, event: re.Pattern[str]) -> list[tuple[int, int]]:
    """Spans of ends and dates in a folded text from which cited dates were blanked out."""
    found = [(m.start(), m.end()) for p in (*DEADLINE, event) for m in p.finditer(text) if _is_deadline(m)]
    return separate(found)


def _is_deadline(m: re.Match[str]) -> bool:
    if _SPENT.search(m.string[max(0, m.start() - 70) : m.start()]):
        return False
    return not (_WHOLE_YEAR.search(m[0]) or _NO_DEADLINE.fullmatch(m[0].strip()))


def separate(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Longest spans first; what overlaps a kept one goes; in order of the text."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        if end > start and all(end <= a or start >= b for a, b in kept):
            kept.append((start, end))
    return sorted(kept)
