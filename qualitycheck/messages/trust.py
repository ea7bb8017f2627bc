"""Phrases of coverage, doubts, measured quality, explanations and rule comparisons: (Vietnamese, English)."""

from __future__ import annotations

from collections.abc import Mapping

TRUST: Mapping[str, tuple[str, str]] = {
    "coverage": ("Mức độ xem xét", "Coverage"),
    "coverage-of": (
        "đã xét {read} trong {total} nội dung, {doubts} cần người đọc",
        "{read} of {total} pledges examined, {doubts} for a reader",
    ),
    "coverage-mandated": ("trong đó {count} câu theo mẫu bắt buộc", "{count} of them mandated sentences"),
    "queue": ("Cần người đọc", "For a reader"),
    "queue-hint": (
        "Những chỗ chương trình chưa đủ chắc để kết luận: không tính điểm, không tính là lỗi; xin người đọc xem và quyết định.",
        "Places that the program is not sure enough about: they cost no points and count as no fault; please read and decide.",
    ),
    "queue-count": ("{count} chỗ", "{count} places"),
    "queue-level": (
        "Có thể là chung chung (độ tin cậy {percent}): cuối năm kiểm tra được nội dung này không?",
        "Perhaps vague (confidence {percent}): can this be checked at year's end?",
    ),
    "queue-finding": (
        "Chưa chắc (độ tin cậy {percent}). {message}",
        "Not certain (confidence {percent}). {message}",
    ),
    "queue-more": ("và {count} tài liệu khác", "and {count} more documents"),
    "same-kind": ("và {count} chỗ khác cùng loại", "and {count} more of the same kind"),
    "same-kind-at": (
        "và {count} chỗ khác cùng loại, ở nội dung {pledges}",
        "and {count} more of the same kind, in pledges {pledges}",
    ),
    "folded-kinds": ("và {kinds} loại khác ({count} chỗ)", "and {kinds} more kinds ({count} places)"),
    "quality": ("Đo trên bộ thử", "Measured"),
    "quality.measured": ("đúng {right}/{said} trên bộ thử", "right {right}/{said} on the test set"),
    "quality.found": ("tìm ra {right}/{n} ca có lỗi", "{right}/{n} of the faults found"),
    "quality.silent": ("bộ thử có {n} ca, không nhắc ca nào", "{n} cases on the test set, none reported"),
    "quality.none": ("chưa đo", "not measured"),
    "quality.stale": ("đo với bộ quy tắc khác", "measured with other rules"),
    "use.held-out": ("không dùng để huấn luyện, chỉnh sửa", "held out from training"),
    "use.tuned-on": ("đã dùng khi xây dựng, không tính là bằng chứng", "tuned on, no evidence"),
    "use.unknown": ("chưa rõ đã dùng để xây dựng hay chưa", "not known whether it was tuned on"),
}

EXPLAIN: Mapping[str, tuple[str, str]] = {
    "explain.rule": ("Quy tắc", "Rule"),
    "explain.place": ("Ở đâu", "Where"),
    "explain.whole": ("cả tài liệu", "the whole document"),
    "explain.seen": ("Đã thấy", "What was seen"),
    "explain.why": ("Vì sao cần sửa", "Why it matters"),
    "explain.source": ("Điều cấp trên đã nhắc", "The complaint behind the rule"),
    "explain.confidence": ("Độ tin cậy", "Confidence"),
    "explain.unsure": (
        "dưới ngưỡng {least}: chỉ xếp vào mục cần người đọc, không tính là lỗi",
        "below {least}: left to a reader, counted as no fault",
    ),
    "explain.values": ("Giá trị chương trình dùng", "Values used"),
    "explain.params": ("Tham số của quy tắc", "Parameters of the rule"),
    "explain.judged": ("Đánh giá nội dung", "Judgement of the pledge"),
    "explain.slots-found": ("Yếu tố đã nêu", "Slots found"),
    "explain.slots-missing": ("Yếu tố chưa nêu", "Slots missing"),
    "explain.none": ("không có", "none"),
    "explain.weights": (
        "Điều mô hình dựa vào (số dương: kéo về “{level}”; số âm: kéo ra xa)",
        "What the model weighed (above 0: towards “{level}”; below 0: away from it)",
    ),
    "explain.clears": ("Điều gì làm mất nhận xét này", "What would clear it"),
    "explain.chance": (
        "nêu thêm {slot}: khả năng còn bị coi là chung chung từ {before} xuống {after}",
        "with {slot} stated as well: the chance of being judged vague goes from {before} to {after}",
    ),
    "explain.not-found": (
        'Không thấy nhận xét có mã "{id}" trong các tệp này; mã có ở cột “Mã” của bảng csv và trong jsonl.',
        'No finding with id "{id}" in these files; ids stand in the column “Mã” of the table (csv) and in jsonl.',
    ),
    "feature.word": ("cụm chữ “{words}”", "the words “{words}”"),
    "feature.first": ("mở đầu bằng “{words}”", "begins with “{words}”"),
    "feature.last": ("kết thúc bằng “{words}”", "ends with “{words}”"),
    "feature.slot": ("có nêu {slot}", "states {slot}"),
    "feature.facts": ("số yếu tố kiểm tra được: {count}", "checkable facts: {count}"),
    "feature.action&fact": ("có việc làm kèm yếu tố kiểm tra được", "an action with a checkable fact"),
    "feature.action&no-fact": ("có việc làm nhưng không có gì để kiểm tra", "an action without anything to check"),
    "feature.action&object": ("có việc làm và đối tượng", "an action on an object"),
    "feature.neither": ("không có việc làm, không có gì để kiểm tra", "neither an action nor anything to check"),
    "feature.pair": ("có việc làm và {slot}", "an action with {slot}"),
    "feature.n-actions": ("số việc làm", "number of actions"),
    "feature.n-quantities": ("số lượng được nêu", "number of quantities"),
    "feature.n-places": ("số nơi, người thụ hưởng được nêu", "number of places or beneficiaries"),
    "feature.n-attitude": ("số động từ thái độ (nêu cao, phát huy…)", "number of attitude verbs"),
    "feature.n-vague": ("số chữ sáo, chữ chung", "number of vague words"),
    "feature.vague-density": ("mật độ chữ sáo, chữ chung", "density of vague words"),
    "feature.attitude-only": ("chỉ có động từ thái độ", "attitude verbs only"),
    "feature.attitude-share": ("tỷ lệ động từ thái độ", "share of attitude verbs"),
    "feature.opens-with-attitude": ("mở đầu bằng động từ thái độ", "opens with an attitude verb"),
    "feature.opens-with-action": ("mở đầu bằng việc làm", "opens with an action"),
    "feature.attitude-first": ("thái độ nói trước, việc làm nói sau", "attitude before action"),
    "feature.length": ("độ dài câu (bậc {count})", "length (step {count})"),
    "feature.context": ("có dòng trên hoặc dòng con đi kèm", "has a parent line or sub-bullets"),
    "feature.blank": ("còn chỗ trống", "holds a blank"),
    "feature.cites": ("dẫn số hiệu văn bản", "cites a document"),
    "feature.quotes": ("có lời trích trong ngoặc kép", "holds a quotation"),
    "feature.name-number": ("có con số là tên gọi, không phải số lượng", "a number that is a name"),
    "feature.percent": ("có dấu phần trăm", "a percent sign"),
    "feature.label": ("có nhãn đứng đầu câu", "a label in front"),
    "feature.comma-rate": ("nhiều dấu phẩy", "rate of commas"),
    "feature.capital-rate": ("nhiều tên riêng", "rate of names"),
    "feature.opens-with-not": ("mở đầu bằng “không”", "opens with “không”"),
}

DIFF: Mapping[str, tuple[str, str]] = {
    "diff.new": ("Mới có", "New"),
    "diff.gone": ("Không còn", "Gone"),
    "diff.changed": ("Thay đổi", "Changed"),
    "diff.total": (
        "{documents} tài liệu: {new} nhận xét mới, {gone} không còn, {changed} thay đổi, {same} giữ nguyên.",
        "{documents} documents: {new} findings new, {gone} gone, {changed} changed, {same} the same.",
    ),
    "diff.field.level": ("mức", "level"),
    "diff.field.message": ("nhận xét", "message"),
    "diff.field.suggestion": ("gợi ý", "suggestion"),
    "diff.field.confidence": ("độ tin cậy", "confidence"),
    "diff.field.asserted": ("tính là lỗi", "asserted"),
}
