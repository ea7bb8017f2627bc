"""Phrases of the monitoring register and of its year-end comparison: (Vietnamese, English)."""

from __future__ import annotations

from collections.abc import Mapping

MONITORING: Mapping[str, tuple[str, str]] = {
    # headings: filled-in rows are found by them, so no two of the program's headings may be alike
    "column.person": ("Người cam kết", "Who promised"),
    "column.measure": ("Chỉ tiêu, mức độ", "Measure"),
    "column.deadline": ("Thời hạn đã ghi", "Deadline as written"),
    "column.due": ("Hạn đến ngày", "Due on"),
    "column.evidence": ("Minh chứng đã nêu", "Evidence promised"),
    "column.responsible": ("Người chịu trách nhiệm", "Responsible"),
    "column.outcome": ("Kết quả thực hiện", "Outcome"),
    "column.done-on": ("Ngày hoàn thành", "Done on"),
    "column.proof": ("Minh chứng kèm theo", "Evidence given"),
    "column.remark": ("Ghi chú", "Remark"),
    "column.attention": ("Cần lưu ý", "Please note"),
    "column.promised": ("Nội dung khi lập sổ", "Pledge when the register was made"),
    "column.checkable": ("Nội dung kiểm tra được", "Checkable"),
    "column.dated": ("Có ngày cụ thể", "With a date"),
    "column.promises": ("Số nội dung trong sổ", "Promised"),
    "column.added": ("Dòng ghi thêm", "Rows added"),
    "column.share-done": ("Tỷ lệ đã thực hiện", "Share done"),
    "outcome.done": ("đã thực hiện", "done"),
    "outcome.ongoing": ("đang thực hiện", "ongoing"),
    "outcome.not-done": ("chưa thực hiện", "not done"),
    "outcome.empty": ("chưa ghi", "not filled in"),
    "outcome.unclear": ("ghi chưa rõ", "unclear"),
    "outcome.removed": ("dòng đã bị xoá", "row removed"),
    "register.title": ("Sổ theo dõi thực hiện cam kết", "Register of pledges to be monitored"),
    "register.year": ("Năm {years}", "Year {years}"),
    "register.how-to": (
        'Ở trang "{sheet}", chọn kết quả thực hiện, ghi ngày, minh chứng và ghi chú vào các ô màu vàng. Được lọc, sắp xếp, '
        "thêm dòng; không xoá cột “Mã”. Cuối năm, lệnh “qualitycheck register import” đối chiếu việc đã cam kết với việc đã làm.",
        'On the sheet "{sheet}" choose the outcome and fill in the yellow cells. Rows may be filtered, sorted and added; keep '
        "the column “Id”. At year's end “qualitycheck register import” compares what was promised with what was done.",
    ),
    "register.rule": (
        "Sổ chỉ ghi nội dung cụ thể, cuối năm kiểm tra được; câu theo mẫu và nội dung còn chung chung không đưa vào.",
        "Only pledges that can be checked at year's end are listed; mandated sentences and vague pledges are not.",
    ),
    "register.counts": (
        "{checkable} nội dung kiểm tra được trong {pledges} nội dung đã cam kết; {dated} nội dung có ngày hạn cụ thể",
        "{checkable} of {pledges} pledges can be checked; {dated} of them name a date",
    ),
    "register.all": ("Tổng cộng", "Total"),
    "register.none": (
        "Không có nội dung nào kiểm tra được trong các văn bản này.",
        "None of these documents holds a pledge that can be checked.",
    ),
    "register.repeated": ("trùng với bản khác, cần người đọc xem lại", "also in another document, please review"),
    "register.choose": (
        "Chọn: đã thực hiện, đang thực hiện hoặc chưa thực hiện. Ngày, minh chứng, ghi chú ở các cột bên cạnh.",
        "Choose: done, ongoing or not done. Date, evidence and remark go into the next columns.",
    ),
    "sheet.register": ("Sổ theo dõi", "Register"),
    "sheet.promised": ("Dữ liệu khi lập sổ", "As promised"),
    "sheet.by-unit": ("Theo đơn vị", "By unit"),
    "sheet.by-person": ("Theo người", "By person"),
    "sheet.open": ("Chưa xong, chưa ghi", "Not done or not filled in"),
    "sheet.results": ("Toàn bộ kết quả", "All results"),
    "calendar.name": ("Hạn thực hiện cam kết", "Deadlines of pledges"),
    "calendar.summary": ("Hạn: {who} – {what}", "Due: {who} – {what}"),
    "calendar.no-date": (
        "Lịch có {events} ngày hạn của {dated} nội dung; {undated} nội dung không nêu ngày xác định nên không có trong lịch.",
        "The calendar holds {events} dates of {dated} pledges; {undated} pledges name no date and are not in it.",
    ),
    "outcome.title": ("Đối chiếu việc đã cam kết với việc đã làm", "What was promised and what was done"),
    "outcome.total": (
        "{promised} nội dung trong sổ: {done} đã thực hiện, {ongoing} đang thực hiện, {not_done} chưa thực hiện, "
        "{empty} chưa ghi, {unclear} ghi chưa rõ, {removed} dòng đã bị xoá",
        "{promised} promised: {done} done, {ongoing} ongoing, {not_done} not done, {empty} not filled in, "
        "{unclear} unclear, {removed} rows removed",
    ),
    "outcome.added": ("{count} dòng được ghi thêm, không tính vào tỷ lệ", "{count} rows added, not counted"),
    "outcome.edited": (
        "{count} dòng đã sửa lời so với khi lập sổ; bảng ghi lời khi lập sổ",
        "{count} rows were reworded since; the first words are shown",
    ),
    "outcome.confirm": (
        "Số liệu lấy từ sổ do đơn vị tự ghi; cần người đọc kiểm tra minh chứng trước khi đánh giá.",
        "Figures as the units filled them in; check the evidence before judging.",
    ),
    "outcome.all-done": ("Mọi nội dung trong sổ đều được ghi là đã thực hiện.", "All promises are reported as done."),
    "outcome.note.edited": ("đã sửa lời", "reworded"),
    "outcome.note.added": ("ghi thêm", "added"),
    "outcome.read-from": ("Đọc từ {files}", "Read from {files}"),
}
