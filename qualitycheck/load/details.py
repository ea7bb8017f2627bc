"""The details a ``LoadError`` may carry, each with its sentence: Vietnamese, English.

``LoadError.code`` says what is wrong (the contract's codes), ``LoadError.detail`` is a key of this table that says why
and what helps. Readers without a sentence here fall back on the code's own message.
"""

from __future__ import annotations

from typing import Literal

DETAILS: dict[str, tuple[str, str]] = {
    "password": ("tệp có mật khẩu; hãy bỏ mật khẩu rồi lưu lại", "the file has a password; save it without one"),
    "truncated": ("tệp bị cắt cụt; hãy gửi lại bản đầy đủ", "the file is cut short; send it again whole"),
    "bad-zip": ("tệp nén bị hỏng; hãy gửi lại", "the zip container is damaged; send the file again"),
    "no-document-part": ("tệp nén nhưng không phải văn bản Word", "a zip archive, but no Word document in it"),
    "bad-xml": ("phần nội dung bên trong tệp bị hỏng", "a part inside the file is damaged"),
    "doctype": ("tệp chứa khai báo XML không an toàn", "the file holds an unsafe XML declaration"),
    "bad-pdf": ("tệp PDF bị hỏng; hãy xuất lại từ bản gốc", "the PDF is damaged; export it again"),
    "bad-doc": ("tệp .doc bị hỏng; hãy mở bằng Word và lưu lại", "the .doc file is damaged; save it again in Word"),
    "old-word": ("tệp Word 95 trở về trước; hãy lưu lại thành .docx", "Word 95 or older; save it as .docx"),
    "no-bytes": ("tệp rỗng (0 byte)", "the file has no bytes"),
    "no-text": ("tệp không có nội dung chữ", "the file holds no text"),
    "scan": (
        "bản chụp, không có lớp chữ; hãy cài Tesseract (Debian: apt install tesseract-ocr tesseract-ocr-vie; "
        "Windows: winget install UB-Mannheim.TesseractOCR) hoặc gửi tệp gốc",
        "a scan without text; install Tesseract (Debian: apt install tesseract-ocr tesseract-ocr-vie; "
        "Windows: winget install UB-Mannheim.TesseractOCR) or send the original file",
    ),
    "no-vietnamese": (
        "bản chụp; Tesseract thiếu dữ liệu tiếng Việt, hãy cài thêm (Debian: apt install tesseract-ocr-vie; "
        "Windows: chọn Vietnamese khi cài Tesseract)",
        "a scan; Tesseract lacks its Vietnamese data, install it (Debian: apt install tesseract-ocr-vie; "
        "Windows: tick Vietnamese in its installer)",
    ),
    "ocr-off": (
        "bản chụp, mà nhận dạng chữ đang tắt; đặt enabled = true ở mục [ocr] của qualitycheck.toml",
        "a scan, and OCR is switched off; set enabled = true under [ocr] in qualitycheck.toml",
    ),
    "ocr-failed": ("Tesseract không chạy được; hãy xem qualitycheck doctor", "Tesseract failed; see qualitycheck doctor"),
    "ocr-nothing": ("không nhận ra chữ nào trong ảnh; hãy chụp lại rõ hơn", "no letter was recognised in the image; scan it again"),
    "bad-image": ("tệp ảnh bị hỏng; hãy gửi lại", "the image is damaged; send it again"),
    "pixels": ("ảnh quá lớn; hãy chụp lại ở 200-300 dpi", "the image is too large; scan it at 200 to 300 dpi"),
    "scanned-pages": ("quá nhiều trang chụp; hãy tách riêng từng bản", "too many scanned pages; split it into single papers"),
    "seconds": ("đọc quá lâu nên đã dừng; hãy tách nhỏ hoặc lưu lại tệp", "reading took too long and was stopped; split it or save it anew"),
    "memory": ("đọc tốn quá nhiều bộ nhớ nên đã dừng; hãy lưu lại tệp", "reading took too much memory and was stopped; save it anew"),
    "bytes": ("tệp quá lớn", "the file is too large"),
    "unpacked": ("nội dung giải nén quá lớn", "its unpacked content is too large"),
    "pages": ("quá nhiều trang", "too many pages"),
    "characters": ("quá nhiều chữ", "too many characters"),
    "garbled": ("chữ bị lỗi phông hoặc mã; hãy chuyển sang Unicode", "its letters are spoiled; convert it to Unicode"),
    "lock-file": ("tệp tạm của Word (~$), không phải văn bản", "a lock file of Word (~$), not a document"),
    "bad-workbook": ("bảng tính bị hỏng; hãy mở bằng Excel và lưu lại", "the workbook is damaged; save it again in Excel"),
    "bad-message": ("thư điện tử bị hỏng; hãy gửi riêng tệp đính kèm", "the e-mail is damaged; send its attachment"),
    "no-members": ("tệp nén hoặc thư không chứa văn bản nào", "no document in the archive or e-mail"),
    "nested": ("tệp nén lồng quá sâu; hãy giải nén trước", "archives inside archives; unpack them first"),
    "members": ("quá nhiều tệp trong một tệp nén", "too many files in one archive"),
    "rows": ("quá nhiều dòng trong một bảng tính", "too many rows in one workbook"),
    "cells": ("bảng tính quá lớn", "the sheet is too large"),
    "several": ("tệp chứa nhiều văn bản", "the file holds several documents"),
    "reader-crashed": ("chương trình đọc bị lỗi với tệp này; hãy mở bằng Word và lưu lại", "the reader failed on this file; save it anew in Word"),
    "json": ("dữ liệu JSON, không phải văn bản", "JSON data, not a document"),
    "csv": ("dữ liệu CSV; hãy lưu bảng đăng ký thành .xlsx", "CSV data; save the register as .xlsx"),
    "code": ("mã nguồn hoặc tệp cấu hình, không phải văn bản", "source code or settings, not a document"),
    "xml": ("dữ liệu XML, không phải văn bản", "XML data, not a document"),
    "log": ("tệp nhật ký của máy, không phải văn bản", "a log of a machine, not a document"),
    "heic": ("ảnh HEIC của điện thoại; hãy lưu thành .jpg", "a phone's HEIC photo; save it as .jpg"),
    "pptx": ("tệp trình chiếu; hãy lưu thành .docx hoặc .pdf", "a presentation; save it as .docx or .pdf"),
    "archive": ("tệp nén .rar hoặc .7z; hãy giải nén hoặc nén lại thành .zip", "a .rar or .7z archive; unpack it or make it a .zip"),
    "word-xml": ("tệp Word XML; hãy lưu lại thành .docx", "a Word XML file; save it as .docx"),
    "unknown": ("không nhận ra định dạng", "its format was not recognised"),
    "not-installed": ("thiếu gói đọc định dạng này; hãy cài lại", "its reader is missing; reinstall the program"),
    "unreadable-file": ("không mở được tệp; hãy xem quyền truy cập", "it cannot be opened; check its permissions"),
}  # fmt: skip


def sentence(detail: str, lang: Literal["vi", "en"] = "vi") -> str:
    """The sentence of a detail ("pages: 501" keeps what follows the colon); the detail itself where it has none."""
    name, _, value = detail.partition(": ")
    if name not in DETAILS:
        return detail
    text = DETAILS[name][0 if lang == "vi" else 1]
    return f"{text} ({value})" if value else text
