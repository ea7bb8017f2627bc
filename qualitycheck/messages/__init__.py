"""The program's own phrases, Vietnamese and English side by side; what the rules say stands in the rule files.

A phrase points out and asks, it never accuses: "trùng với", "cần xem lại", "cần người đọc xác nhận".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from qualitycheck.messages.audit import AUDIT, AUDIT_COLUMNS
from qualitycheck.messages.meeting import MEETING
from qualitycheck.messages.monitoring import MONITORING
from qualitycheck.messages.trust import DIFF, EXPLAIN, TRUST
from qualitycheck.messages.web import WEB
from qualitycheck.messages_office import COLUMNS, OFFICE

Lang = Literal["vi", "en"]
LANGS: tuple[Lang, ...] = ("vi", "en")

_TERMS: Mapping[str, tuple[str, str]] = {
    "kind.individual": ("cá nhân", "individual"),
    "kind.collective": ("tập thể", "collective"),
    "kind.model": ("mô hình", "model"),
    "kind.unknown": ("chưa rõ loại", "unknown kind"),
    "level.error": ("Phải sửa", "Must be mended"),
    "level.warning": ("Nên sửa", "Should be mended"),
    "level.note": ("Lưu ý", "Note"),
    "grade.good": ("Tốt", "Good"),
    "grade.fair": ("Khá", "Fair"),
    "grade.needs-work": ("Cần sửa", "To be revised"),
    "grade.rewrite": ("Cần viết lại", "To be rewritten"),
    "part.specificity": ("Cụ thể, kiểm tra được", "Specific, can be verified"),
    "part.originality": ("Không lặp lại bản khác", "Not a repetition"),
    "part.guidance": ("Đúng hướng dẫn, đủ phần", "Follows the guidance"),
    "part.fit": ("Sát chuyên đề và chức trách", "Fits theme and post"),
    "part.concision": ("Ngắn gọn, không trùng ý", "Concise"),
    "specificity.0": ("Chung chung", "Vague"),
    "specificity.1": ("Cụ thể một phần", "Partly specific"),
    "specificity.2": ("Cụ thể", "Specific"),
    "slot.action": ("việc làm", "action"),
    "slot.object": ("đối tượng của việc", "object"),
    "slot.quantity": ("số lượng", "quantity"),
    "slot.frequency": ("mức độ thường xuyên", "frequency"),
    "slot.deadline": ("thời hạn", "deadline"),
    "slot.deliverable": ("sản phẩm, minh chứng", "deliverable"),
    "slot.place": ("địa bàn, người thụ hưởng", "place or beneficiary"),
    "slot.owner": ("người thực hiện", "owner"),
    "match.verbatim": ("trùng nguyên văn", "word for word"),
    "match.light": ("trùng, chỉ sửa ít chữ", "the same but for a few words"),
    "match.paraphrase": ("cùng nội dung, khác cách viết", "the same content in other words"),
    "match.merged": ("ghép hoặc tách từ nội dung đã có", "joined or split from earlier content"),
    "relation.own-earlier": ("bản năm trước của chính tác giả", "the author's own earlier document"),
    "relation.other-earlier": ("bản có trước của người hoặc đơn vị khác", "an earlier document of somebody else"),
    "relation.other-same-year": ("bản cùng năm của người hoặc đơn vị khác", "a document of somebody else, same year"),
    "source.document": ("trong văn bản", "in the document"),
    "source.folder": ("theo tên thư mục", "from the folder's name"),
    "source.option": ("do người chạy khai", "given on the command line"),
    "status.ok": ("đã kiểm tra", "checked"),
    "status.error": ("không đọc được", "not read"),
    "status.open": ("chưa xử lý", "open"),
    "status.suppressed": ("người đọc đã cho qua", "set aside by a reviewer"),
}

_FAILURES: Mapping[str, tuple[str, str]] = {
    "code.encrypted": ("Tệp có mật khẩu", "The file has a password"),
    "remedy.encrypted": ("Hãy bỏ mật khẩu rồi lưu lại.", "Save it without the password."),
    "code.corrupt": ("Tệp bị hỏng", "The file is damaged"),
    "remedy.corrupt": ("Hãy đề nghị nơi gửi gửi lại tệp.", "Ask the sender for the file again."),
    "code.empty": ("Tệp không có nội dung chữ", "The file holds no text"),
    "remedy.empty": ("Hãy kiểm tra xem có gửi nhầm tệp không.", "See whether the wrong file was sent."),
    "code.scan-without-ocr": ("Bản chụp, không có lớp chữ", "A scan without text"),
    "remedy.scan-without-ocr": (
        "Hãy xin tệp Word gốc, hoặc cài công cụ nhận dạng chữ (OCR; xem lệnh doctor).",
        "Ask for the Word file, or install character recognition (OCR; see the command doctor).",
    ),
    "code.unsupported": ("Loại tệp này chưa đọc được", "This kind of file cannot be read"),
    "remedy.unsupported": ("Hãy lưu lại thành .docx hoặc .pdf.", "Save it as .docx or .pdf."),
    "code.too-large": ("Tệp quá lớn", "The file is too large"),
    "remedy.too-large": ("Hãy tách riêng từng bản rồi gửi lại.", "Split it into single documents."),
    "code.unreadable-text": ("Chữ trong tệp không đọc được", "The text of the file is not readable"),
    "remedy.unreadable-text": (
        "Hãy chuyển phông chữ sang Unicode hoặc xin tệp gốc.",
        "Convert it to Unicode or ask for the original.",
    ),
    "code.unreadable-file": ("Không mở được tệp", "The file cannot be opened"),
    "remedy.unreadable-file": ("Hãy xem lại quyền truy cập và ổ đĩa.", "Check its permissions and the disk."),
    "code.timeout": ("Đọc tệp quá lâu nên đã dừng", "Reading the file took too long and was stopped"),
    "remedy.timeout": ("Hãy mở tệp, lưu lại rồi kiểm tra lần nữa.", "Open it, save it and check it once more."),
    "code.internal": ("Chương trình gặp lỗi khi xử lý tệp này", "The program failed on this file"),
    "remedy.internal": ("Hãy báo cho người phụ trách chương trình.", "Tell those who keep the program."),
    "code.other": ("Không kiểm tra được tệp ({code})", "The file could not be checked ({code})"),
    "remedy.other": ("Hãy đọc tệp này bằng mắt.", "Read this file yourself."),
}

_PROGRESS: Mapping[str, tuple[str, str]] = {
    "progress.reading": ("Đang đọc {done} trong {total} tệp", "Reading {done} of {total} files"),
    "progress.matching": ("Đang đối chiếu với các năm trước", "Comparing with earlier years"),
    "progress.writing": ("Đang ghi {path}", "Writing {path}"),
    "progress.written": ("Đã ghi {path}", "Written: {path}"),
}

_REPORT: Mapping[str, tuple[str, str]] = {
    "title": ("Kết quả kiểm tra bản cam kết, đăng ký", "Commitments and registrations: what the check found"),
    "confirm": (
        "Kết quả do máy gợi ý, cần người đọc xác nhận trước khi kết luận.",
        "Suggested by a program: a reader must confirm it before any conclusion.",
    ),
    "needs-review": ("cần người đọc xác nhận", "a reader must confirm"),
    "summary": ("Tóm tắt", "Summary"),
    "files": ("Tệp đã đọc", "Files read"),
    "files-of": ("{read} trong {total} tệp", "{read} of {total} files"),
    "read-of": ("Đã đọc {read} trong {total} tệp", "{read} of {total} files read"),
    "files-own": (
        "bỏ qua {count} tệp do chương trình này tạo ra",
        "{count} files made by this program passed over",
    ),
    "sarif.base": ("Thư mục được kiểm tra", "The folder that was checked"),
    "files-failed": ("{count} tệp không đọc được", "{count} files not read"),
    "nothing-checked": ("Chưa có tài liệu nào được kiểm tra.", "No document was checked."),
    "median-score": ("Điểm trung vị", "Median score"),
    "median-hint": (
        "một nửa số tài liệu đạt từ mức này trở lên",
        "half of the documents reach this or more",
    ),
    "must-mend": ("Tài liệu có điểm phải sửa", "Documents with something to mend"),
    "specific-pledges": ("Nội dung cụ thể", "Specific pledges"),
    "repeated-pledges": ("Nội dung trùng bản khác", "Pledges found in another document"),
    "repeated-hint": (
        "không tính câu theo mẫu bắt buộc; cần người đọc xác nhận",
        "mandated sentences not counted; a reader must confirm",
    ),
    "to-read": ("Tài liệu cần người đọc", "Documents for a reader"),
    "of-documents": ("{count} trong {total} tài liệu", "{count} of {total} documents"),
    "of-pledges": ("{count} trong {total} nội dung", "{count} of {total} pledges"),
    "grades": ("Tài liệu theo xếp loại", "Documents by grade"),
    "rules": ("Điều cần xem lại, theo quy tắc", "Findings by rule"),
    "rule": ("Quy tắc", "Rule"),
    "level": ("Mức", "Level"),
    "places": ("Số chỗ", "Places"),
    "documents": ("Tài liệu", "Documents"),
    "document": ("Tài liệu", "Document"),
    "worst": ("Tài liệu cần xem trước", "Documents to look at first"),
    "findings": ("Điều cần xem lại", "What to look at again"),
    "no-findings": ("Không thấy điều gì cần xem lại.", "Nothing to look at again."),
    "folded": ("và {count} điều khác", "and {count} more"),
    "folded-documents": (
        "Còn {count} tài liệu khác có điều cần xem lại; xem đủ bằng --format html.",
        "{count} more documents with findings; see all of them with --format html.",
    ),
    "failures": ("Tệp không đọc được", "Files that were not read"),
    "failures-hint": (
        "Những tệp dưới đây chưa được kiểm tra; không coi là đạt.",
        "The files below were not checked; they did not pass.",
    ),
    "remedy": ("Lý do và cách xử lý", "Reason and remedy"),
    "heat": ("Điểm trung bình theo đơn vị và năm", "Average score by unit and year"),
    "heat-hint": (
        "Trong ngoặc là số tài liệu. Đơn vị có điểm thấp đứng trước.",
        "The number of documents is in brackets. Lowest units first.",
    ),
    "heat-more": ("Còn {count} đơn vị", "{count} more units"),
    "unit": ("Đơn vị", "Unit"),
    "unit-unknown": ("(chưa rõ đơn vị)", "(unit unknown)"),
    "year": ("Năm", "Year"),
    "year-unknown": ("chưa rõ năm", "year unknown"),
    "kind": ("Loại", "Kind"),
    "author": ("Tác giả", "Author"),
    "position": ("Chức vụ", "Post"),
    "party-cell": ("Chi bộ", "Party cell"),
    "words": ("Số chữ", "Words"),
    "pages": ("Số trang", "Pages"),
    "page": ("trang {page}", "page {page}"),
    "file": ("Tệp", "File"),
    "score": ("Điểm", "Score"),
    "grade": ("Xếp loại", "Grade"),
    "band": ("khoảng {low}–{high}", "between {low} and {high}"),
    "part": ("Tiêu chí", "Criterion"),
    "points": ("Điểm đạt", "Points"),
    "lost": ("Điểm bị trừ và lý do", "Points lost and why"),
    "lost-points": ("trừ {points} điểm", "{points} points lost"),
    "capped": (
        "Điểm bị giới hạn vì có điều phải sửa: {rule}.",
        "The score is capped because of something that must be mended: {rule}.",
    ),
    "praise": ("Nội dung nên biểu dương", "Pledges to commend"),
    "pledge": ("Nội dung {number}", "Pledge {number}"),
    "pledges": ("Các nội dung cam kết", "The pledges"),
    "vague-count": ("Chung chung", "Vague"),
    "repeated-count": ("Trùng", "Repeated"),
    "found": ("Đã nêu", "Stated"),
    "missing": ("Chưa nêu", "Not stated"),
    "ask": ("Hỏi tác giả", "To ask the author"),
    "suggestion": ("Gợi ý", "Suggestion"),
    "on-theme": ("sát chuyên đề năm", "on the year's theme"),
    "template": ("câu theo mẫu bắt buộc, không tính là trùng", "mandated sentence, never counted as repeated"),
    "templates": ("câu theo mẫu bắt buộc: {count}", "mandated sentences: {count}"),
    "certainty": ("độ tin cậy {percent}", "confidence {percent}"),
    "copies": ("Nội dung trùng với bản khác", "Pledges found in other documents"),
    "copies-hint": (
        "Chữ khác nhau được đánh dấu. Trùng chưa phải là có lỗi: cần người đọc xác nhận.",
        "Differing words are marked. A repetition is not yet a fault: a reader must confirm it.",
    ),
    "this-document": ("Bản đang xem ({year})", "This document ({year})"),
    "other-document": ("Bản đối chiếu ({year})", "The other document ({year})"),
    "first": ("Bản năm {year} có trước.", "The document of {year} came first."),
    "first-unknown": ("Chưa rõ bản nào có trước.", "Which came first is not known."),
    "similar": ("giống {percent}", "{percent} alike"),
    "source-own": ("bản năm {year} của chính tác giả", "the author's own document of {year}"),
    "source-other": ("bản năm {year} của {author}", "the document of {author}, {year}"),
    "text": ("Toàn văn", "Full text"),
    "text-hint": (
        "Chỗ tô màu là điều cần xem lại; câu theo mẫu bắt buộc có màu xám.",
        "Coloured places are findings; mandated sentences are grey.",
    ),
    "see": ("xem trong văn bản", "see it in the text"),
    "suppressed": ("{count} điều đã được người đọc cho qua", "{count} set aside by reviewers"),
    "quote": ("Trích đoạn", "Passage"),
    "message": ("Nhận xét", "Remark"),
    "status": ("Trạng thái", "State"),
    "identity": ("Mã", "Id"),
    "version": ("Phiên bản", "Version"),
    "versions": ("Chương trình, quy tắc và dữ liệu", "Program, rules and data"),
    "version.program": ("qualitycheck", "qualitycheck"),
    "version.rules": ("bộ quy tắc mã", "rules"),
    "version.model": ("mô hình đánh giá mã", "model"),
    "version.corpus": ("kho các năm trước", "register"),
    "version.none": ("không dùng", "not used"),
    "version.generation": ("(lần cập nhật {number})", "(generation {number})"),
    "settings": ("Cấu hình", "Settings"),
    "setting": ("Mục", "Setting"),
    "value": ("Giá trị", "Value"),
    "origin": ("Lấy từ", "From"),
    "masked": (
        "Ngày sinh, số giấy tờ, điện thoại và tài khoản đã được che.",
        "Birth dates, card, phone and account numbers are hidden.",
    ),
    "unmasked": (
        "Báo cáo này không che thông tin cá nhân; chỉ dùng nội bộ.",
        "Personal data is not hidden in this report; keep it inside.",
    ),
}

_PAGE: Mapping[str, tuple[str, str]] = {
    "page.skip": ("Đến nội dung chính", "Skip to the content"),
    "page.search": ("Tìm theo tên, đơn vị, tệp", "Search name, unit, file"),
    "page.all-units": ("Mọi đơn vị", "All units"),
    "page.all-rules": ("Mọi quy tắc", "All rules"),
    "page.all-levels": ("Mọi mức", "All levels"),
    "page.all-scores": ("Mọi mức điểm", "All scores"),
    "page.below": ("dưới {high}", "below {high}"),
    "page.between": ("{low} đến dưới {high}", "{low} to below {high}"),
    "page.above": ("từ {low}", "{low} or more"),
    "page.shown": ("{shown} trong {total} tài liệu", "{shown} of {total} documents"),
    "page.none": ("Không có tài liệu nào khớp với điều kiện lọc.", "No document fits the filters."),
    "page.more": ("Hiện đủ danh sách", "Show the whole list"),
    "page.clear": ("Bỏ lọc", "Clear"),
    "page.list": ("Danh sách", "List"),
    "page.previous": ("Trước", "Previous"),
    "page.next": ("Sau", "Next"),
    "page.every": ("Hiện tất cả để in", "Show all for printing"),
    "page.lazy": (
        "Tập này có {count} tài liệu: mỗi tài liệu chỉ được mở khi chọn trong bảng.",
        "{count} documents: each one is opened when chosen in the table.",
    ),
    "page.noscript": (
        "Danh sách này cần trình duyệt cho phép chạy JavaScript.",
        "This list needs a browser that runs JavaScript.",
    ),
    "page.keys": (
        "Bàn phím: / để tìm, j và k để sang tài liệu sau, trước, Esc để về danh sách.",
        "Keyboard: / searches, j and k go to the next and previous document, Esc returns to the list.",
    ),
    "page.sort": ("Sắp xếp theo {column}", "Sort by {column}"),
    "page.actions": ("Chuyển tài liệu", "Go to a document"),
    "page.contents": ("Mục lục", "Contents"),
    "page.number": ("Số", "No."),
}

PHRASES: Mapping[str, tuple[str, str]] = {
    **_TERMS, **_FAILURES, **_PROGRESS, **_REPORT, **_PAGE, **COLUMNS, **OFFICE, **TRUST, **EXPLAIN, **DIFF, **MEETING,
    **MONITORING,
    **AUDIT, **AUDIT_COLUMNS, **WEB,
}  # fmt: skip


def say(phrase: str, lang: Lang = "vi", **values: object) -> str:
    """The phrase of that key with its values filled in. Raises KeyError for an unknown key or a missing value."""
    text = PHRASES[phrase][LANGS.index(lang)]
    return text.format(**values) if values else text


def label(group: str, name: str, lang: Lang = "vi") -> str:
    """The phrase ``group.name``, or ``name`` itself where the program has no word for it (a province's own grade)."""
    found = PHRASES.get(f"{group}.{name}")
    return found[LANGS.index(lang)] if found else name


def number(value: float, lang: Lang = "vi") -> str:
    """At most one decimal, with the decimal sign of the language: 72.5 -> "72,5", 72.0 -> "72"."""
    text = f"{value:.1f}".removesuffix(".0")
    return text.replace(".", ",") if lang == "vi" else text


def percent(share: float) -> str:
    """0.934 -> "93%"; never "100%" for less than all."""
    return f"{min(round(share * 100), 99) if share < 1 else 100}%"
