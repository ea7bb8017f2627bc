"""Decide a file's format by its bytes, never by its name: half the ``.docx`` an office gets is something else."""

from __future__ import annotations

import io
import re
import zipfile

from qualitycheck.errors import LoadError
from qualitycheck.load.prose import no_prose

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif", b"ftyphevc")
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08")
_HTML = re.compile(
    rb"(?is)\A\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|meta|div|p|table|style)\b"
)
# a zip that claims to be a document, and holds none
_OFFICE_PART = frozenset({"[Content_Types].xml", "META-INF/manifest.xml"})
_OFFICE_NAME = re.compile(r"(?i)\.(?:do[ct][xm]?|xls[xmb]?|od[ts]|pdf|rtf)\Z")
_MESSAGE = re.compile(
    rb"(?i)(?:from|to|subject|date|received|return-path|message-id|delivered-to|x-[a-z-]+|mime-version|content-type):"
)
_MIME_HTML = re.compile(rb"(?is)\A\s*mime-version:.{0,2000}content-type:")


def sniff(data: bytes, name: str = "") -> str:
    """The format: docx, pdf, doc, rtf, odt, html, txt, image, xlsx, xls, ods, zip, eml or msg.

    ``name`` only tells Word's lock files (``~$…``) and whether a zip without a document wanted to be one.

    Raises LoadError for what is empty, encrypted, damaged or of no supported kind.
    """
    if not data:
        raise LoadError("empty", "no-bytes")
    if name.startswith("~$"):
        raise LoadError("unsupported", "lock-file")
    if data.startswith(_OLE):
        return _sniff_ole(data)
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _sniff_zip(data, name)
    return _sniff_flat(data, name)


def _sniff_flat(data: bytes, name: str) -> str:
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if head.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if b"mso-application" in head or b"schemas.microsoft.com/office/word/2003/wordml" in head:
        raise LoadError("unsupported", "word-xml")
    if (data.startswith(_IMAGES) and not _is_text(head)) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return "image"
    if data[4:12] in _HEIC:
        raise LoadError("unsupported", "heic")
    if data.startswith(_ARCHIVES):
        raise LoadError("unsupported", "archive")
    if _is_message(head):
        return "eml"
    if _HTML.match(_ascii(head)) or _MIME_HTML.match(head):
        return "html"
    if not data.strip(b"\x00\t\r\n "):
        raise LoadError("empty", "no-text")
    if _is_text(data[:65536]):
        if kind := no_prose(data[:200_000], name):
            raise LoadError("unsupported", kind)
        return "txt"
    raise LoadError("unsupported", "unknown")


def _is_message(head: bytes) -> bool:
    """Header lines of an e-mail: a sender, and a subject or recipient. Word's web archives have no recipient."""
    first = re.split(rb"\r?\n\r?\n", head.lstrip(), maxsplit=1)[0]
    names = {line.partition(b":")[0].lower() for line in first.splitlines() if _MESSAGE.match(line)}
    return b"from" in names and bool(names & {b"to", b"received", b"delivered-to"}) and len(names) >= 3


def _ascii(head: bytes) -> bytes:
    """UTF-16 markup as ASCII, so that one pattern serves both."""
    return head[2:].replace(b"\x00", b"") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head


def _is_text(sample: bytes) -> bool:
    """No control characters but blanks; UTF-16 shows itself by its mark or by zeros on one side of the pairs."""
    if sample[:2] in (b"\xff\xfe", b"\xfe\xff") or utf16_without_mark(sample):
        return True
    controls = sum(sample.count(bytes([c])) for c in range(32) if c not in b"\t\n\r\x0b\x0c\x1a\x1b")
    return controls == 0 or controls / len(sample) < 0.002


def utf16_without_mark(data: bytes) -> str:
    """ "utf-16-le" or "utf-16-be" where the zeros of blanks and ASCII letters betray it, else ""."""
    sample = data[:4096][: len(data) // 2 * 2]
    if len(sample) < 4:
        return ""
    half = len(sample) // 2
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    name = "utf-16-le" if odd > 0.3 and even < 0.05 else "utf-16-be" if even > 0.3 and odd < 0.05 else ""
    if name and any(ord(c) < 32 and c not in "\t\n\r\x0c" for c in sample.decode(name, "replace")):
        return ""
    return name


def _sniff_zip(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {info.filename.replace("\\", "/"): info for info in archive.infolist()}
            mime = archive.read("mimetype")[:200] if "mimetype" in members else b""
    except Exception as error:  # zlib.error and the like have no common parent
        raise LoadError("corrupt", "bad-zip") from error
    return _zip_kind(members, mime, name)


def _zip_kind(members: dict[str, zipfile.ZipInfo], mime: bytes, name: str) -> str:
    if "word/document.xml" in members or any(re.fullmatch(r"word/document\d*\.xml", name) for name in members):
        return "docx"
    if b"opendocument.text" in mime and "content.xml" in members:
        return "odt"
    if "xl/workbook.xml" in members or "xl/workbook.bin" in members:
        return "xlsx"
    if b"opendocument.spreadsheet" in mime:
        return "ods"
    if "ppt/presentation.xml" in members or b"presentation" in mime:
        raise LoadError("unsupported", "pptx")
    if mime or _OFFICE_PART & members.keys() or _OFFICE_NAME.search(name):
        raise LoadError("encrypted", "password") if _is_encrypted(members) else LoadError("corrupt", "no-document-part")
    return "zip"


def _is_encrypted(members: dict[str, zipfile.ZipInfo]) -> bool:
    return any(info.flag_bits & 1 for info in members.values())


def _sniff_ole(data: bytes) -> str:
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            streams = {"/".join(path).lower() for path in ole.listdir()}
    except Exception as error:  # olefile follows loops until the recursion ends, and more
        raise LoadError("corrupt", "bad-doc") from error
    if "encryptedpackage" in streams:
        raise LoadError("encrypted", "password")
    if "worddocument" in streams:
        return "doc"
    if "workbook" in streams or "book" in streams:
        return "xls"
    if "__properties_version1.0" in streams:
        return "msg"
    if "powerpoint document" in streams:
        raise LoadError("unsupported", "pptx")
    raise LoadError("unsupported", "unknown")
