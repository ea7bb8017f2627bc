"""Text files that are no prose: data and source code must not be judged as somebody's commitment."""

from __future__ import annotations

import json
import re
from collections import Counter

_CODE_NAMES = (
    ".py .js .ts .java .c .h .cpp .cs .go .rs .php .rb .sh .bat .ps1 .sql .css .yaml .yml .toml .ini .cfg .conf .log"
    " .json .csv .tsv .xml .svg .ipynb .vbs .lua .kt .swift .env .lock .srt .ics .vcf"
).split()
_CODE_LINE = re.compile(
    r"\s*(?:#include\b|import [\w.{]|from [\w.]+ import\b|def \w+\(|class \w+|function\b|(?:public|private|static|const|let|var)\s"
    r"|(?:if|for|while|elif|else|switch|return|try|except|catch)\b.*[:;({]\s*$|@\w+|//|/\*|\*/|#!|<\?php|SELECT\b.*\bFROM\b"
    r"|INSERT INTO\b|CREATE TABLE\b|[\w.\[\]\"']+\s*(?:=|\+=|:=)\s*\S|[{}\]);,]+\s*$|\[[\w.-]+\]\s*$"
    r"|[\w.#:*-]+\s*\{\s*$|[\w-]+:\s*[^;]+;\s*$)",
)
_KEY_LINE = re.compile(r"\s*(?:- )?[\w.\"'-]+\s*[:=]\s*\S*|\s*#|\s*$")
_LOG_LINE = re.compile(
    r"\W*(?:\d{4}-\d\d-\d\d[T ]|\d\d/\w{3}/\d{4}:|\[?\d\d:\d\d:\d\d|.*\b(?:DEBUG|INFO|WARN|ERROR|TRACE)\b)"
)
_MARKS = re.compile(r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)


def no_prose(data: bytes, name: str = "") -> str:
    """What kind of data the text is ("json", "csv", "code", "xml", "log"), "" for prose. ``name`` lowers the bar."""
    text = _decoded(data)
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return ""
    hinted = name.lower().endswith(tuple(_CODE_NAMES))
    if _is_json(text, lines):
        return "json"
    if re.match(r"\s*<\?xml|\s*<[A-Za-z][\w:.-]*(?:\s[^<>]*)?>", text) and text.count("<") >= 0.5 * len(lines):
        return "xml"
    if _is_table(lines, hinted):
        return "csv"
    if _share(_LOG_LINE, lines) >= (0.5 if hinted else 0.8) and len(lines) >= 3:
        return "log"
    return "code" if _is_code(text, lines, hinted) else ""


def _decoded(data: bytes) -> str:
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass
    return data.decode("latin-1")


def _is_json(text: str, lines: list[str]) -> bool:
    first = text.lstrip()
    if not first.startswith(("{", "[")):
        return False
    for piece in (text, lines[0]):
        try:
            return isinstance(json.loads(piece), dict | list)
        except (ValueError, RecursionError):
            continue
    return len(re.findall(r"\"[^\"\n]*\"\s*:", text)) >= max(2, 0.3 * len(lines))  # cut off in the middle


def _is_table(lines: list[str], hinted: bool) -> bool:
    """The same number of separators on nearly every line, and more of them than prose has."""
    fewest, share = (1, 0.7) if hinted else (3, 0.9)
    if len(lines) < (2 if hinted else 4):
        return False
    for sign in ",;\t|:":
        counts = Counter(re.sub(r'"[^"]*"', "", line).count(sign) for line in lines)
        count, often = counts.most_common(1)[0]
        enough = count >= (5 if sign in "|:" else fewest)
        if enough and often >= share * len(lines):
            return True
    return False


def _is_code(text: str, lines: list[str], hinted: bool) -> bool:
    code = _share(_CODE_LINE, lines)
    vietnamese = len(_MARKS.findall(text)) > 0.05 * len(text)
    if hinted and ((code >= 0.15 and not vietnamese) or _share(_KEY_LINE, lines) >= 0.6):
        return True
    return code >= (0.4 if vietnamese else 0.35) and len(lines) >= 3


def _share(pattern: re.Pattern[str], lines: list[str]) -> float:
    return sum(bool(pattern.match(line)) for line in lines) / len(lines)
