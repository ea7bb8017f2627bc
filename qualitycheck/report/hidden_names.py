"""Which names a batch holds and the label each gets: authors, other people, units, places.

Names are collected over the whole batch first and then replaced wherever they stand, so one person has one label in every
document, quote and list. Hiding too much (a village called "Hòa Bình") is the safe side.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from qualitycheck.checks.names import Mention, mentions
from qualitycheck.corpus.rows import author_key, unit_key
from qualitycheck.messages import Lang, say
from qualitycheck.report.replacing import Entry, words_of
from qualitycheck.segment.names import NAME, is_person, person
from qualitycheck.types import Batch, Document, Report
from qualitycheck.vietnamese.characters import fold, fold_pattern, key, without_marks

_ADDRESS = ("đồng chí", "đ c", "ông", "bà", "anh", "chị", "cô", "thầy", "chú", "bác", "em", "tôi là", "em là", "tên là")
_ADDRESSED = re.compile(fold_pattern(r"(?<!\w)(?:đồng chí|đ/c|ông|bà|anh|chị|cô|thầy|chú|bác)\s+"))
_PLACE = re.compile(
    fold_pattern(
        r"(?<!\w)(?:tỉnh|thành phố|tp\.?|thị xã|quận|huyện|thị trấn|phường|xã|thôn|bản|ấp|xóm|khu phố|khóm|buôn|làng|"
        r"tổ dân phố|khu dân cư|khối phố|tdp)\s+"
    )
)
_RUN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_NO_PLACE = frozenset(
    fold(
        "cam đăng kiểm thu kế tự thân tin quy giao báo tổng hội đoàn ủy uỷ trưởng phó chi đảng bộ ban ubnd cộng số trường "
        "cơ quan năm và về của là mẫu viết photo trên khu khoa hợp dân nhân"
    ).split()
)
_NEVER = frozenset(map(key, ("hồ chí minh", "nguyễn ái quốc", "việt nam", "trường sa", "hoàng sa", "trường sơn")))
_NUMBERED = frozenset(map(fold, ("quận", "phường", "thôn", "ấp", "xóm", "khu phố", "khóm", "buôn", "tổ dân phố", "tdp",
                                 "khu dân cư", "khối phố")))  # fmt: skip
_OPENING = frozenset({"place", "village", "commune", "district"})
_FIRST = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass
class Names:
    """Labels by the key of a name, in the order in which the names were met."""

    lang: Lang
    labels: dict[tuple[str, str], str] = field(default_factory=dict)  # (kind, key) -> label
    written: dict[str, tuple[str, str]] = field(default_factory=dict)  # key of a writing -> (kind, key)
    shown: dict[str, str] = field(default_factory=dict)  # label -> its first writing
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, writing: str, name: str) -> str:
        """The label of a name of that kind, made at its first writing."""
        place = (kind, name)
        if place not in self.labels:
            self.counts[kind] += 1
            self.labels[place] = label(kind, self.counts[kind], self.lang)
            self.shown[self.labels[place]] = " ".join(writing.split())
        self.written.setdefault(key(writing), place)
        return self.labels[place]

    def author(self, writing: str) -> str:
        return self.add("author", writing, author_key(person(writing)) or key(writing))

    def person(self, writing: str) -> str:
        name = author_key(person(writing))
        kind = "author" if ("author", name) in self.labels else "person"
        return self.add(kind, writing, name)

    def unit(self, writing: str) -> str:
        return self.add("unit", writing, unit_key(writing))

    def of_writing(self, writing: str) -> str | None:
        place = self.written.get(key(writing))
        return self.labels[place] if place else None


def label(kind: str, number: int, lang: Lang) -> str:
    """ "Tác giả A", "Đơn vị 07"; after Z comes AA."""
    letters, rest = "", number
    while rest:
        rest, last = divmod(rest - 1, len(_FIRST))
        letters = _FIRST[last] + letters
    return say(f"blind.{kind}", lang, **({"letter": letters} if kind == "author" else {"number": f"{number:02d}"}))


def collect(batch: Batch, lang: Lang) -> Names:
    """All names of the batch and of the documents that it was compared with."""
    names = Names(lang)
    for report in batch.reports:
        _of_header(report.document, names)
    for report in batch.reports:
        _of_matches(report, names)
    for report in batch.reports:
        _of_text(report, names)
    return names


def _of_header(document: Document, names: Names) -> None:
    if document.author is not None:
        value = document.author.value
        if document.kind == "individual" or is_person(value):
            names.author(value)
        else:
            names.unit(value)
    for fact in (document.unit, document.party_cell):
        if fact is not None and key(fact.value):
            names.unit(fact.value)
    for value in (f.value for f in (document.author, document.position, document.unit, document.party_cell) if f):
        _places(value, names)


def _of_matches(report: Report, names: Names) -> None:
    pairs = [(m.author, m.unit) for m in report.matches]
    for finding in report.findings:
        pairs += [(str(finding.values.get(name, "")), "") for name in ("author", "name")]
        pairs += [("", str(finding.values.get("unit", "")))]
    for author, unit in pairs:
        if is_person(author):
            names.author(author)
        elif next(iter(mentions(author)), None) is not None:
            names.unit(author)
        if key(unit):
            names.unit(unit)
        _places(unit, names)


def _of_text(report: Report, names: Names) -> None:
    """Organisations, places and people wherever the text names them; in the letterhead also in capitals."""
    for line in report.document.raw.text.split("\n"):
        if not line.strip():
            continue
        _places(line, names)
        if line.isupper():
            continue
        for mention in mentions(line):
            if _is_unit(mention, line):
                names.unit(mention.text.split("…")[0].strip(" ."))
        for text in _people(line):
            names.person(text)


def _is_unit(mention: Mention, line: str) -> bool:
    """An organisation with its whole name: not "Phòng Tham" of "Phòng Tham mưu", not "phòng Covid"."""
    if mention.kind in _OPENING or not mention.text[0].isupper() or _is_common(mention.text):
        return False
    cut = line[mention.end : mention.end + 2]
    whole = not (cut[:1] == " " and cut[1:].islower()) and " " in mention.proper
    return whole or any(True for _ in _named_places(mention.text))


def _is_common(text: str) -> bool:
    return any(f" {never} " in f" {key(text)} " for never in _NEVER)


def _people(line: str) -> Iterator[str]:
    """A name after a form of address, or one that stands alone in its line."""
    if is_person(line) and key(line) not in _NEVER and len(line) < 60:
        yield line.strip(" .,;:")
    for address in _ADDRESSED.finditer(fold(line)):
        found = NAME.match(line, address.end())
        if found and is_person(found[0]) and key(found[0]) not in _NEVER:
            yield found[0]


def _places(text: str, names: Names) -> None:
    for head, proper in _named_places(text):
        name = key(proper)
        names.add("place", f"{head} {proper}", name if " " in name else key(f"{head} {proper}"))
        if " " in name and name not in _NEVER:
            names.add("place", proper, name)


def _named_places(text: str) -> Iterator[tuple[str, str]]:
    """("xã", "Phú Lạc"): an administrative word and the capitalised words or the number after it."""
    folded = fold(text)
    capitals = text.isupper()
    for head in _PLACE.finditer(folded):
        word = head[0].strip()
        found: list[str] = []
        end = head.end()
        while token := _RUN.match(text, end):
            one = token[0]
            if not (one[0].isupper() or (one.isdigit() and not found and len(one) <= 3)):
                break
            if fold(one) in _NO_PLACE or len(found) == (3 if capitals else 4):
                break
            found.append(one)
            end = token.end() + 1
            if one.isdigit() or text[token.end() : token.end() + 1] != " ":
                break
        if found and found[0].isdigit() and word not in _NUMBERED:
            continue
        if found and not (capitals and word == fold("bản")) and not (len(found) > 2 and is_person(" ".join(found))):
            yield text[head.start() : head.start() + len(word)], " ".join(found)


def entries(names: Names) -> Iterator[Entry]:
    """What to look for in a text, and what stands there instead."""
    for writing, place in names.written.items():
        yield from _writings(writing, place[0], names.labels[place])
    yield from _given_names(names)


def _writings(writing: str, kind: str, shown: str) -> Iterator[Entry]:
    words = words_of(writing)
    long = len(words) >= 3
    yield Entry(words, shown, capitals=kind != "unit" and not long)
    bare = words_of(without_marks(writing))
    if len(bare) >= 2:
        yield Entry(bare, shown, capitals=not long, ascii_only=True)
    if long and kind in ("author", "person"):
        yield Entry(("".join(bare),), shown, ascii_only=True)  # "DoManhCuong"
    if kind in ("author", "person") and long:
        yield Entry(words[-2:], shown, capitals=True)  # "Mạnh Cường"


def _given_names(names: Names) -> Iterator[Entry]:
    """ "đồng chí Toản", "anh Toản": the given name of an author after a form of address."""
    given = {name: words_of(name)[-1] for kind, name in names.labels if kind == "author" and words_of(name)}
    shared = Counter(given.values())
    for name, last in given.items():
        shown = names.labels["author", name] if shared[last] == 1 else say("blind.shared", names.lang)
        for address in _ADDRESS:
            before = words_of(address)
            yield Entry((*before, last), shown, capitals=True, kept=len(before))


def paths(batch: Batch, lang: Lang) -> dict[str, str]:
    """Path -> label for every file of the batch and every document that it was compared with."""
    found: dict[str, str] = {}
    width = max(2, len(str(len(batch.results))))
    for number, result in enumerate(batch.results, start=1):
        ending = re.search(r"\.\w{1,5}\Z", result.path)
        found[result.path] = say("blind.document", lang, number=f"{number:0{width}d}") + (
            ending[0].lower() if ending else ""
        )
    for path in _compared(batch):
        if path not in found:
            number = sum(1 for _ in found) - len(batch.results) + 1
            found[path] = say("blind.other", lang, number=f"{number:02d}")
    return found


def _compared(batch: Batch) -> Iterable[str]:
    for report in batch.reports:
        yield from (m.path for m in report.matches)
        for finding in report.findings:
            if isinstance(path := finding.values.get("path"), str) and path:
                yield path
