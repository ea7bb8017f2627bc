"""Decisions out of commented Word files: replies to this program's comments, and comments marked resolved.

A comment names its finding in its last line ("Mã vague-pledge:0123456789abcdef"), because numbers and identifiers of
comments do not survive every office program. Replies are found through ``commentsExtended.xml``; where a program wrote
none, a comment of somebody else on exactly the same words is a reply.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from qualitycheck.errors import LoadError, UsageError
from qualitycheck.load.docx_names import Element, W
from qualitycheck.load.limits import Limits
from qualitycheck.load.package import Package
from qualitycheck.messages import PHRASES
from qualitycheck.review.proposals import Proposals, Unclear, verdict_of
from qualitycheck.review.store import MOST_QUOTE, Entry
from qualitycheck.types import Finding, Verdict

AUTHOR = "qualitycheck"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_WORDS = "|".join(sorted(set(PHRASES["word.code"])))
_CODE = re.compile(rf"\b(?:{_WORDS}) ([a-z0-9-]+):([0-9a-f]{{16}})(\*?)")
RESOLVED = "đánh dấu đã giải quyết trong Word"


def code(finding: Finding, locked: bool) -> str:
    """How a comment names its finding; "*" where the document must agree too."""
    return f"{finding.rule}:{finding.id}{'*' if locked else ''}"


def codes_in(comments: Element) -> set[str]:
    """The codes in the comments of this program."""
    found = (_CODE.search(_text(c)) for c in comments.iter(W + "comment") if c.get(W + "author") == AUTHOR)
    return {f"{m[1]}:{m[2]}{m[3]}" for m in found if m}


@dataclass(frozen=True, slots=True)
class _Comment:
    number: str
    author: str
    date: str
    text: str
    paragraph: str  # w14:paraId of its last paragraph


def read_word(
    data: bytes, name: str, *, person: str, today: date, expires: str | None, document: tuple[str, ...] = ()
) -> Proposals:
    """Decisions in one Word file; ``document`` is the mark of its text. Raises UsageError and LoadError."""
    package = Package(data, Limits())
    comments, done, parents = _comments(package)
    ours = {c.number: found for c in comments if c.author == AUTHOR and (found := _CODE.search(c.text))}
    if not ours:
        raise UsageError(
            f'"{name}" không có ghi chú nào của qualitycheck; hãy chọn bản do "check --format docx" tạo ra. '
            "(No comment of this program.)"
        )
    passages = _passages(package)
    replies, orphans = _replies(comments, parents, passages)
    reader = _Reader(name, person, today.isoformat(), expires, document)
    entries, unclear = [], [Unclear(name, passages[o.number].text, o.text) for o in orphans]
    for comment in comments:
        if comment.number not in ours:
            continue
        quote = passages[comment.number].text if comment.number in passages else ""
        answers = replies.get(comment.number, [])
        decided = reader.decision(answers, comment.number in done)
        if decided:
            entries.append(reader.entry(ours[comment.number], quote, *decided))
        else:
            unclear += [Unclear(name, quote, a.text) for a in answers]
    return Proposals(tuple(entries), (), (), tuple(unclear))


@dataclass(frozen=True, slots=True)
class _Reader:
    name: str
    person: str
    today: str
    expires: str | None
    document: tuple[str, ...]

    def decision(self, answers: list[_Comment], resolved: bool) -> tuple[Verdict, str, str, str] | None:
        """Verdict, reason, person and date: the last answer that says one, else that the comment was resolved."""
        for answer in sorted(answers, key=lambda a: a.date, reverse=True):
            if found := verdict_of(answer.text):
                return found[0], found[1], self.person or answer.author, answer.date[:10] or self.today
        if not resolved or answers:
            return None
        return "dismissed", RESOLVED, self.person, self.today

    def entry(self, found: re.Match[str], quote: str, verdict: Verdict, reason: str, person: str, day: str) -> Entry:
        return Entry(
            finding=found[2], rule=found[1], verdict=verdict, person=person, date=day, reason=reason,
            expires=self.expires, path=self.name, quote=" ".join(quote.split())[:MOST_QUOTE], document=self.document,
            locked=bool(found[3]), origin="word",
        )  # fmt: skip


def _comments(package: Package) -> tuple[list[_Comment], set[str], dict[str, str]]:
    """Comments in file order, the numbers of those resolved, and reply -> comment by number."""
    root = _part(package, "comments.xml")
    comments = [_comment(c) for c in root.iter(W + "comment")] if root is not None else []
    number = {c.paragraph: c.number for c in comments if c.paragraph}
    done: set[str] = set()
    parents: dict[str, str] = {}
    extended = _part(package, "commentsExtended.xml")
    for node in extended.iter(_W15 + "commentEx") if extended is not None else ():
        own = number.get(str(node.get(_W15 + "paraId")))
        if own is None:
            continue
        if node.get(_W15 + "done") in {"1", "true"}:
            done.add(own)
        if (parent := number.get(str(node.get(_W15 + "paraIdParent")))) is not None:
            parents[own] = parent
    return comments, done, parents


def _part(package: Package, name: str) -> Element | None:
    found = next((n for n in sorted(package.names) if n.rsplit("/", 1)[-1] == name), None)
    return package.xml(found) if found else None


def _comment(node: Element) -> _Comment:
    paragraphs = [str(p.get(_W14 + "paraId")) for p in node.iter(W + "p") if p.get(_W14 + "paraId")]
    return _Comment(
        str(node.get(W + "id")), str(node.get(W + "author", "")), str(node.get(W + "date", "")), _text(node),
        paragraphs[-1] if paragraphs else "",
    )  # fmt: skip


def _text(comment: Element) -> str:
    lines = ("".join(t.text or "" for t in p.iter(W + "t")) for p in comment.iter(W + "p"))
    return "\n".join(lines).strip()


@dataclass(frozen=True, slots=True)
class _Passage:
    start: int
    end: int
    text: str


def _passages(package: Package) -> dict[str, _Passage]:
    """The words every comment stands on, with their place among all letters of the main part."""
    root = _part(package, "document.xml")
    text, opened, out = "", dict[str, int](), dict[str, _Passage]()
    for node in root.iter() if root is not None else ():
        if node.tag == W + "t":
            text += node.text or ""
        elif node.tag == W + "p":
            text += " "
        elif node.tag == W + "commentRangeStart":
            opened[str(node.get(W + "id"))] = len(text)
        elif node.tag == W + "commentRangeEnd" and (number := str(node.get(W + "id"))) in opened:
            out[number] = _Passage(opened[number], len(text), text[opened[number] :].strip())
    return out


def _replies(
    comments: list[_Comment], parents: Mapping[str, str], passages: Mapping[str, _Passage]
) -> tuple[dict[str, list[_Comment]], list[_Comment]]:
    """Comment number -> the answers of others, through as many steps of replies to replies as there are.

    The second are answers on words that several of our comments stand on: nobody knows which one they answer.
    """
    ours = [c for c in comments if c.author == AUTHOR]
    out: dict[str, list[_Comment]] = defaultdict(list)
    orphans = []
    for comment in comments:
        if comment.author == AUTHOR:
            continue
        root, seen = comment.number, set[str]()
        while root in parents and root not in seen:
            seen.add(root)
            root = parents[root]
        if root != comment.number:
            out[root].append(comment)
            continue
        own = passages.get(comment.number)
        alike = [c for c in ours if own is not None and passages.get(c.number) == own]
        if len(alike) == 1:
            out[alike[0].number].append(comment)
        elif alike:
            orphans.append(comment)
    return out, orphans


def word_files(data: bytes) -> Iterator[str]:
    """Names of the parts of a zip that tell what it is; nothing for what is no zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            yield from package.namelist()
    except (zipfile.BadZipFile, OSError) as error:
        raise LoadError("corrupt", "bad-zip") from error
