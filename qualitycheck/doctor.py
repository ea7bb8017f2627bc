"""Looks for the readers and tools that the program can use."""

from __future__ import annotations

import importlib.util
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from qualitycheck.load import ocr


@dataclass(frozen=True, slots=True)
class Part:
    """One package or program: found or not, what it is for, how to install it."""

    name: str
    purpose: str
    found: bool
    version: str
    required: bool
    debian: str
    windows: str


# module, distribution, what for, needed for checking at all
_PACKAGES: tuple[tuple[str, str, str, bool], ...] = (
    ("lxml", "lxml", "đọc .docx, .odt", True),
    ("pypdfium2", "pypdfium2", "đọc .pdf", True),
    ("pdfplumber", "pdfplumber", "đọc bảng và phông thay thế trong .pdf", True),
    ("olefile", "olefile", "đọc .doc (Word 97-2003)", True),
    ("python_calamine", "python-calamine", "đọc bảng đăng ký .xlsx, .xls, .ods", True),
    ("PIL", "Pillow", "mở ảnh và trang quét", True),
    ("docx", "python-docx", "ghi tệp Word", True),
    ("underthesea", "underthesea", "tách từ tiếng Việt (chưa dùng tới)", False),
    ("rapidfuzz", "rapidfuzz", "so khớp nội dung trùng", True),
    ("duckdb", "duckdb", "tra kho các năm trước", True),
    ("pyarrow", "pyarrow", "lưu kho các năm trước", True),
    ("sklearn", "scikit-learn", "chỉ cần cho lệnh train", False),
)


def examine() -> Iterator[Part]:
    """Every part in a fixed order; nothing is imported, and only Tesseract is asked for its languages."""
    python = platform.python_version()
    good = tuple(int(n) for n in python.split(".")[:2]) >= (3, 11)
    yield Part("Python", "chạy chương trình (từ 3.11)", good, python, True, "apt install python3.11", "python.org")
    for module, name, purpose, required in _PACKAGES:
        found = importlib.util.find_spec(module) is not None
        install = f"uv pip install {name}" if required else 'uv pip install "qualitycheck[train]"'
        yield Part(name, purpose, found, _version(name), required, install, install)
    program = ocr.find_tesseract()
    yield Part(
        "tesseract", "đọc bản chụp, bản quét và ảnh", program is not None, program or "", False,
        "apt install tesseract-ocr", "winget install UB-Mannheim.TesseractOCR",
    )  # fmt: skip
    spoken = ocr.languages(program) if program else frozenset()
    yield Part(
        "tesseract vie", "nhận dạng chữ tiếng Việt", "vie" in spoken, "vie", False,
        "apt install tesseract-ocr-vie", "chạy lại bộ cài Tesseract, chọn Additional language data: Vietnamese",
    )  # fmt: skip


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
