"""Phrases of the board's web page: (Vietnamese, English)."""

from __future__ import annotations

from collections.abc import Mapping

_FRAME: Mapping[str, tuple[str, str]] = {
    "web.title": ("Xét bản cam kết", "Commitments board"),
    "web.sections": ("Các trang", "Pages"),
    "web.meetings": ("Cuộc họp", "Meetings"),
    "web.rules": ("Quy tắc", "Rules"),
    "web.corpus": ("Kho các năm", "Register"),
    "web.message": ("Thông báo", "Message"),
    "web.back": ("Quay lại", "Back"),
    "web.save": ("Lưu", "Save"),
    "web.filter": ("Lọc", "Filter"),
    "web.filters": ("Lọc danh sách", "Filters of the list"),
    "web.pages": ("Các trang của danh sách", "Pages of the list"),
    "web.page-of": ("trang {page}/{pages}", "page {page} of {pages}"),
    "web.choose": ("Chọn", "Choose"),
    "web.logout": ("Đăng xuất", "Log out"),
    "web.login": ("Đăng nhập", "Log in"),
    "web.login-failed": ("Tên hoặc mật khẩu chưa đúng.", "Name or password is not right."),
    "web.login-again": ("Phiên làm việc đã hết; hãy đăng nhập lại.", "The session has ended; log in again."),
    "web.account": ("Tài khoản", "Account"),
    "web.password": ("Mật khẩu", "Password"),
    "web.role.viewer": ("người xem", "viewer"),
    "web.role.reviewer": ("người đọc", "reviewer"),
    "web.role.admin": ("quản trị", "administrator"),
    "web.role": (
        "Việc này cần vai trò {role}; hãy nhờ người quản trị.",
        "This needs the role {role}; ask the administrator.",
    ),
    "web.token": (
        "Trang này đã cũ; hãy tải lại trang rồi làm lại.",
        "This page is out of date; reload it and try again.",
    ),
    "web.start-again": (
        "Hãy mở địa chỉ mà lệnh qualitycheck serve đã in ra (có mã khoá ở cuối), hoặc đăng nhập bằng tài khoản.",
        "Open the address that qualitycheck serve has printed (with the key at its end), or log in with an account.",
    ),
    "web.slow-down": (
        "Quá nhiều yêu cầu; hãy chờ một phút rồi thử lại.",
        "Too many requests; wait a minute and try again.",
    ),
    "web.not-found": (
        "Không có trang hoặc mục này; có thể đã bị xoá.",
        "There is no such page; perhaps it was removed.",
    ),
    "web.offline": ("Mất liên lạc với máy chủ; sẽ tự nối lại.", "The server is out of reach; trying again."),
    "web.who": ("Bạn là ai?", "Who are you?"),
    "web.who-hint": (
        "Tên này đứng bên cạnh mọi quyết định của bạn, để người khác biết ai đã xem.",
        "This name stands beside each of your decisions, so that others know who has looked.",
    ),
    "web.your-name": ("Tên của bạn", "Your name"),
    "web.name-needed": ("Hãy ghi tên của bạn ở đầu trang trước.", "Write your name at the top of the page first."),
}

_MEETING: Mapping[str, tuple[str, str]] = {
    "web.meeting": ("Cuộc họp", "Meeting"),
    "web.meetings-known": ("Các cuộc họp", "All meetings"),
    "web.no-meetings": ("Chưa có cuộc họp nào.", "No meeting yet."),
    "web.created": ("Lập ngày", "Made on"),
    "web.decisions": ("Quyết định", "Decisions"),
    "web.meeting-new": ("Lập cuộc họp mới", "New meeting"),
    "web.meeting-name": ("Tên cuộc họp", "Name of the meeting"),
    "web.meeting-year": ("Năm, khi văn bản không ghi", "Year, where documents do not say it"),
    "web.meeting-unit": ("Đơn vị, khi văn bản không ghi", "Unit, where documents do not say it"),
    "web.meeting-hint": (
        "Năm và đơn vị ghi trong văn bản, hoặc ở tên thư mục, được lấy trước.",
        "Year and unit in the document or its folder's name come first.",
    ),
    "web.meeting-create": ("Lập cuộc họp", "Make the meeting"),
    "web.meeting-name-needed": ("Hãy ghi tên cuộc họp.", "Give the meeting a name."),
    "web.year-wrong": ("Năm phải là số từ {first} đến {last}.", "The year must be from {first} to {last}."),
    "web.profile": ("Cấu hình", "Profile"),
    "web.profile-none": ("mặc định", "default"),
    "web.files": ("Tệp của cuộc họp", "Files of the meeting"),
    "web.add-files": ("Gửi thêm tệp", "Add files"),
    "web.drop": ("Thả tệp vào đây, hoặc chọn tệp", "Drop files here, or choose them"),
    "web.pick-folder": ("Chọn cả thư mục", "Choose a whole folder"),
    "web.drop-hint": (
        "Word, PDF, Excel, ảnh chụp, .zip; nhiều tệp một lần được. Tệp đã có thì không đọc lại.",
        "Word, PDF, Excel, scans, .zip; many at once. A file that is there already is not read again.",
    ),
    "web.send": ("Gửi", "Send"),
    "web.sending": ("Đang gửi {done}/{total}", "Sending {done} of {total}"),
    "web.send-failed": ("Không gửi được {name}: {message}", "{name} was not sent: {message}"),
    "web.stop-sending": ("Dừng gửi", "Stop sending"),
    "web.no-file": ("Chưa chọn tệp nào.", "No file was chosen."),
    "web.file-too-large": ("Tệp {name} quá lớn; hãy tách nhỏ.", "The file {name} is too large; split it."),
    "web.disk-full": (
        "Ổ đĩa của máy chủ sắp đầy; hãy dọn bớt rồi gửi lại.",
        "The server's disk is nearly full; make room and send again.",
    ),
    "web.files-done": ("Đã xong {done} trong {total} tệp", "{done} of {total} files done"),
    "web.busy": ("Đang đọc hoặc chờ: {count} tệp", "Being read or waiting: {count} files"),
    "web.file.queued": ("chờ đọc", "waiting"),
    "web.file.reading": ("đang đọc", "being read"),
    "web.cancel-all": ("Dừng đọc các tệp còn lại", "Stop reading what is left"),
    "web.cancel-file": ("Bỏ tệp {name}", "Leave out {name}"),
    "web.cancelled": ("{count} tệp đã bỏ theo yêu cầu.", "{count} files were left out on request."),
    "web.unread": ("Không đọc được: {count}", "Not read: {count}"),
    "web.twins": ("Gửi trùng, chỉ giữ một bản: {count}", "Sent twice, kept once: {count}"),
    "web.checking": ("Đang đối chiếu và chấm điểm…", "Comparing and scoring…"),
    "web.checking-of": ("Đang đối chiếu và chấm điểm: {done}/{total}", "Comparing and scoring: {done} of {total}"),
    "web.check-failed": ("Chưa chấm điểm được.", "Scoring failed."),
    "web.ranked": ("Bảng xếp theo điểm", "Documents by score"),
    "web.place": ("Hạng", "Rank"),
    "web.state": ("Tình trạng", "State"),
    "web.state.all": ("Tất cả", "All"),
    "web.state.open": ("chưa có quyết định", "no decision yet"),
    "web.state.decided": ("đã có quyết định", "with decisions"),
    "web.state.review": ("cần người đọc xác nhận", "a reader must confirm"),
    "web.state.commended": ("được biểu dương", "commended"),
    "web.state.to-rewrite": ("đề nghị viết lại", "to be rewritten"),
    "web.remove": ("Xoá cuộc họp", "Remove the meeting"),
    "web.remove-hint": (
        "Tệp đã gửi, kết quả và quyết định của cuộc họp này sẽ mất hẳn. Muốn giữ, hãy xuất trước. Để xoá, ghi lại đúng tên "
        "cuộc họp.",
        "Its files, results and decisions will be gone for good. Export first what you want to keep. To remove it, write "
        "its name once more.",
    ),
    "web.remove-name": ("Tên cuộc họp ghi lại chưa đúng; chưa xoá gì.", "That is not its name; nothing was removed."),
}

_DECISIONS: Mapping[str, tuple[str, str]] = {
    "web.decide": ("Quyết định", "Decide"),
    "web.verdict.confirmed": ("Đồng ý", "Agree"),
    "web.verdict.to-mend": ("Cần sửa lại", "Needs rewriting"),
    "web.verdict.dismissed": ("Đã cho qua", "Set aside"),
    "web.verdict.agreed": ("Đạt", "Accepted"),
    "web.verdict.to-rewrite": ("Đề nghị viết lại", "To be rewritten"),
    "web.verdict.commended": ("Biểu dương", "Commend"),
    "web.verdict.none": ("đã rút lại", "taken back"),
    "web.dismiss": ("Cho qua", "Set aside"),
    "web.reason": ("Lý do cho qua", "Reason to set it aside"),
    "web.undo": ("Hoàn tác", "Undo"),
    "web.history": ("Lịch sử ({count})", "History ({count})"),
    "web.choice-wrong": (
        "Quyết định này không còn ứng với mục nào; hãy tải lại trang.",
        "This decision fits nothing any more; reload the page.",
    ),
    "web.overtaken": (
        "Chưa ghi quyết định của bạn: {person} vừa quyết định “{verdict}” ở mục này. Hãy xem rồi chọn lại nếu cần.",
        "Your decision was not written: {person} has just decided “{verdict}” here. Look, and choose again if needed.",
    ),
    "web.your-reason": ("Lý do bạn đã ghi: “{reason}”.", "The reason you wrote: “{reason}”."),
    "web.original": ("Tệp gốc", "The file"),
    "web.keys": (
        "Phím: j, k sang văn bản sau, trước; n, p đến chỗ cần xem sau, trước; a đồng ý, r cần sửa lại, x ghi lý do cho qua, "
        "u hoàn tác, Esc về danh sách.",
        "Keys: j, k next and previous document; n, p next and previous finding; a agree, r needs rewriting, x reason to set "
        "aside, u undo, Esc list.",
    ),
}

_EXPORTS: Mapping[str, tuple[str, str]] = {
    "web.exports": ("Xuất cho cuộc họp", "Take away"),
    "web.export.sheet": ("Bảng điểm (Excel)", "Score sheet (Excel)"),
    "web.export.agenda": ("Chương trình họp (Word)", "Agenda (Word)"),
    "web.export.monitoring": ("Sổ theo dõi (Excel)", "Monitoring register (Excel)"),
    "web.export.calendar": ("Lịch thời hạn (.ics)", "Calendar of deadlines (.ics)"),
    "web.export.docx": ("Bản Word có ghi chú (.zip)", "Commented Word files (.zip)"),
    "web.export.xlsx": ("Bảng Excel", "Excel workbook"),
    "web.export.html": ("Báo cáo HTML", "HTML report"),
    "web.export.csv": ("Bảng CSV", "CSV table"),
    "web.export.reviews": ("Tệp quyết định (.json)", "Decisions (.json)"),
    "web.export.minutes": ("Nhật ký quyết định", "Log of decisions"),
    "web.writing": ("đang làm…", "at work…"),
    "web.job-failed": ("Không làm được:", "Failed:"),
    "web.keep": ("Ghi quyết định vào tệp dùng chung", "Keep the decisions for later checks"),
    "web.register-meeting": ("Đưa văn bản vào kho các năm", "Add the documents to the register"),
    "web.keep-hint": (
        "Tệp quyết định dùng chung được mọi lần kiểm tra sau áp dụng, cả bằng lệnh check.",
        "The shared decisions are applied by every later check, the command too.",
    ),
    "web.kept": (
        "Đã ghi vào {file}: thêm {added}, đổi {changed}, giữ nguyên {same}, rút lại {gone} quyết định.",
        "Written to {file}: {added} added, {changed} changed, {same} the same, {gone} taken back.",
    ),
    "web.registered": (
        "Vào kho: thêm {added}, thay {replaced}, đã có {same}.",
        "Registered: {added} added, {replaced} replaced, {same} known.",
    ),
}

_RULES: Mapping[str, tuple[str, str]] = {
    "web.try": ("Thử một câu", "Try a sentence"),
    "web.sentence": ("Câu cam kết", "Pledge"),
    "web.post": ("Chức vụ của người viết (không bắt buộc)", "Post of the author (optional)"),
    "web.try-button": ("Xem", "See"),
    "web.rules-all": ("Tất cả quy tắc", "All rules"),
    "web.rule-off": ("đang tắt", "off"),
    "web.rule-source": ("Phản ánh của tỉnh", "The province's complaint"),
    "web.meaning": ("Vì sao", "Why"),
    "web.set": ("Bộ thử", "Set"),
    "web.right-said": ("đúng/đã nhắc (số lỗi)", "right/said (faults)"),
    "web.examples-bad": ("Ví dụ được nhắc", "Fires on"),
    "web.examples-good": ("Ví dụ không bị nhắc", "Does not fire on"),
    "web.examples-missed": ("Biết là còn sót", "Known to be missed"),
}

_CORPUS: Mapping[str, tuple[str, str]] = {
    "web.corpus-holds": ("Kho đang có", "What it holds"),
    "web.corpus-none": ("Chưa có kho; hãy đưa văn bản các năm trước vào.", "No register yet; add earlier years."),
    "web.corpus-counts": (
        "{documents} văn bản, {pledges} nội dung, {authors} tác giả.",
        "{documents} documents, {pledges} pledges, {authors} authors.",
    ),
    "web.corpus-add": ("Đưa tệp vào kho", "Add files to the register"),
    "web.corpus-add-hint": (
        "Tệp đã đọc xong được đưa vào kho; bản đã gửi lên không giữ lại.",
        "Files go into the register when read; what was sent is not kept.",
    ),
    "web.corpus-pick": ("Chọn tệp", "Choose files"),
    "web.corpus-jobs": ("Việc gần đây", "Recent work"),
    "web.job.forget": ("Xoá văn bản khỏi kho", "Removing documents"),
    "web.job.audit": ("Rà soát các năm", "Audit over the years"),
    "web.audit-hint": (
        "So mọi văn bản trong kho với nhau: ai lặp lại ai, qua các năm, người, đơn vị. Có thể mất nhiều phút.",
        "Compares all documents of the register: who repeats whom, over years, people, units. May take many minutes.",
    ),
    "web.audit-years": ("Năm cần xem, ví dụ 2018-2020 (bỏ trống: tất cả)", "Years, e.g. 2018-2020 (empty: all)"),
    "web.audit-start": ("Rà soát", "Audit"),
    "web.audit-see": ("Xem kết quả", "See the result"),
    "web.audit-take": ("Tải báo cáo đầy đủ (HTML, Excel)", "Take the full report (HTML, Excel)"),
    "web.audit-nothing": ("Không có.", "None."),
    "web.audit-left": ("và {count} mục khác, trong báo cáo đầy đủ", "and {count} more, in the full report"),
    "web.years-wrong": (
        "Hãy ghi năm như 2020, 2018-2020 hoặc 2018,2020.",
        "Write years like 2020, 2018-2020 or 2018,2020.",
    ),
    "web.forget": ("Xoá khỏi kho", "Remove from the register"),
    "web.forget-sure": ("Xoá {count} văn bản khỏi kho?", "Remove {count} documents from the register?"),
    "web.forget-hint": (
        "Nội dung và chỉ mục của các văn bản này sẽ mất hẳn; các lần kiểm tra sau không đối chiếu với chúng nữa.",
        "Their text and index will be gone; later checks will not compare with them.",
    ),
    "web.forgotten": ("đã xoá {count} văn bản", "{count} documents removed"),
    "web.nothing-chosen": ("Chưa chọn văn bản nào.", "No document was chosen."),
}

WEB: Mapping[str, tuple[str, str]] = {**_FRAME, **_MEETING, **_DECISIONS, **_EXPORTS, **_RULES, **_CORPUS}
