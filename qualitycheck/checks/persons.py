"""Another person's name where only the author's own can stand: "Tôi, …", the title, the signature."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualitycheck.checks.names import PERSON, UPPER_PERSON
from qualitycheck.checks.regions import last_pledge_end
from qualitycheck.rules import RuleSet
from qualitycheck.types import Document, Span
from qualitycheck.vietnamese.characters import key

_NAME = rf"(?P<name>{UPPER_PERSON}|{PERSON})"
_VOW = r"(?:xin |quyết tâm |tự nguyện |nay )?(?:cam kết|đăng ký|đăng kí|hứa|xin hứa|làm bản)(?!\w)"
_SAYS = re.compile(
    r"(?<!\w)(?:(?:[Tt]ôi|[Bb]ản thân tôi)(?:,| tên là:?| tên:?| xin là:?| là:?)?|(?:[Ee]m|[Bb]ản thân)(?: tên)? là:?)\s+"
    rf"{_NAME}(?=\s*[,.;:(–-]|\s*$|\s+(?:sinh|hiện|chức vụ|là|thuộc|công tác|{_VOW}))"
)
_LABEL = re.compile(rf"(?:[Hh]ọ và tên|[Hh]ọ tên):?\s*{_NAME}")
_VOWS = re.compile(rf"(?<!\w)(?:[Đđ]ồng chí|[Đđ]/c|[Đđ]ảng viên|[Cc]án bộ)\s+{_NAME}\s+{_VOW}")
_OWNER = re.compile(rf"(?:[Cc]ủa|CỦA)\s+(?:[Đđ]ồng chí|ĐỒNG CHÍ|[Đđ]/[Cc]|Đ/C|[Đđ]ảng viên|ĐẢNG VIÊN)\s*:?\s*{_NAME}")
_SIGNS = re.compile(
    r"(?:[Nn]gười|NGƯỜI)\s+(?:viết cam kết|cam kết|đăng ký|đăng kí|viết|VIẾT CAM KẾT|CAM KẾT|ĐĂNG KÝ|VIẾT)\s*:?"
    rf"\s*(?:\([^)]*\))?\s*{_NAME}(?![^\W\d_])"
)


def other_persons(document: Document, rules: RuleSet) -> Iterator[tuple[Span, str]]:
    """Place and name, for a document of an individual whose own name is known."""
    if document.kind != "individual" or document.author is None:
        return
    author = key(document.author.value)
    surnames = frozenset(key(s) for s in rules.lists.get("surnames", ()))
    for part, patterns in _places(document):
        text = document.raw.text[part.start : part.end]
        signed = part.start >= last_pledge_end(document) and f" {author} " in f" {key(text)} "
        for found in (m for p in patterns if not (signed and p is _SIGNS) for m in p.finditer(text)):
            name = key(found["name"])
            if name.split()[0] in surnames and _other(name, author):
                yield Span(part.start + found.start("name"), part.start + found.end("name")), found["name"]


def _places(document: Document) -> Iterator[tuple[Span, tuple[re.Pattern[str], ...]]]:
    first = min((p.span.start for p in document.pledges), default=len(document.raw.text))
    title = document.raw.text.find(document.title) if document.title else -1
    if 0 <= title < first:
        yield Span(title, title + len(document.title)), (_OWNER,)
    if document.intro:
        yield document.intro, (_SAYS, _LABEL, _VOWS)
    for pledge in document.pledges:
        yield pledge.span, (_SAYS,)
    if tail := tail_of(document):
        yield tail, (_SIGNS, _SAYS, _VOWS)


def tail_of(document: Document) -> Span | None:
    """What stands after the last pledge: closing words and signatures."""
    start = max(last_pledge_end(document), document.closing.start if document.closing else 0)
    return Span(start, len(document.raw.text)) if document.pledges and start < len(document.raw.text) else None


def _other(name: str, author: str) -> bool:
    """Neither the same name, nor a part of it, nor the same given name with parts left out."""
    said, own = name.split(), author.split()
    if len(own) < 2 or set(said) <= set(own) or set(own) <= set(said):
        return False
    return said[-1] != own[-1] or said[0] != own[0]
