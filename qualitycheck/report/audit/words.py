"""Audits in words: shares in pledges, documents by their author, what changed. Personal numbers masked on the way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualitycheck.audit.detail import Detail, detail
from qualitycheck.audit.model import STATUSES, Audit, Chain, Cluster, Progress, Sentence, Share, Summary
from qualitycheck.report.masking import mask_text
from qualitycheck.report.options import Options
from qualitycheck.report.words import Words
from qualitycheck.types import Match, Registered, Relation

SHOWN_SHARES = 3
SHOWN_NAMES = 5
RELATIONS: tuple[Relation, ...] = ("own-earlier", "other-earlier", "other-same-year")
_FROM: dict[Relation, str] = {
    "own-earlier": "audit.from-own",
    "other-earlier": "audit.from-other",
    "other-same-year": "audit.from-same-year",
}


@dataclass(frozen=True, slots=True)
class AuditWords:
    """Sentences about one audit in one language."""

    audit: Audit
    options: Options

    @property
    def words(self) -> Words:
        return self.options.words

    def say(self, phrase: str, **values: object) -> str:
        return self.words.say(phrase, **values)

    def text(self, text: str) -> str:
        """A passage as it may be shown."""
        return mask_text(text) if self.options.mask else text

    def year(self, header: Registered) -> str:
        return str(header.year) if header.year else self.say("audit.year-unknown")

    def author(self, header: Registered) -> str:
        """Author and unit; the file where neither is known."""
        name = self.text(header.author) or self.say("audit.author-unknown")
        unit = self.text(header.unit or header.party_cell)
        return ", ".join(part for part in (name, unit) if part) if header.author or unit else header.path

    def document(self, number: int) -> str:
        """ "Lê Văn Tư, UBND xã Hạ (2018)"."""
        header = self.audit.documents[number]
        return f"{self.author(header)} ({self.year(header)})"

    def documents(self, numbers: Sequence[int], most: int = SHOWN_NAMES) -> str:
        shown = "; ".join(self.document(number) for number in numbers[:most])
        return shown if len(numbers) <= most else f"{shown}; {self.words.say('folded', count=len(numbers) - most)}"

    def source(self, share: Share) -> str:
        """ "lặp lại bản năm 2018 của chính mình"."""
        header = self.audit.documents[share.source]
        return self.say(_FROM[share.relation], **self._named(share.relation, header))

    def _named(self, relation: Relation, header: Registered) -> dict[str, str]:
        year, author = self.year(header), self.author(header)
        named = {"own-earlier": {"year": year}, "other-earlier": {"year": year, "author": author}}
        return named.get(relation, {"author": author})

    def shares(self, summary: Summary, most: int = SHOWN_SHARES) -> str:
        """ "7 trong 12 nội dung lặp lại bản năm 2018 của chính mình; 2 nội dung trùng bản năm 2019 của …"."""
        if not summary.own_words:
            return self.say("audit.no-pledges")
        if not summary.shares:
            return self.say("audit.nothing")
        first, *rest = summary.shares
        parts = [
            self.say("audit.share", count=first.pledges, total=summary.own_words, source=self.source(first)),
            *(self.say("audit.share-more", count=s.pledges, source=self.source(s)) for s in rest[: most - 1]),
        ]
        if left := rest[most - 1 :]:
            parts.append(self.say("audit.shares-folded", count=sum(s.pledges for s in left), sources=len(left)))
        return "; ".join(parts)

    def identical(self, summary: Summary) -> str:
        if not summary.identical:
            return ""
        return self.say("audit.identical", count=len(summary.identical), documents=self.documents(summary.identical, 3))

    def unsure(self, summary: Summary) -> str:
        return self.say("audit.unsure", count=summary.unsure) if summary.unsure else ""

    def cluster(self, cluster: Cluster) -> str:
        return self.say(
            "audit.cluster", number=cluster.number, documents=len(cluster.documents), people=cluster.people,
            pledges=cluster.pledges,
        )  # fmt: skip

    def chain(self, chain: Chain) -> str:
        """ "2018 → 2019 → 2020: 4 nội dung (cùng một tác giả)"."""
        years = " → ".join(self.year(self.audit.documents[number]) for number in chain.documents)
        who = self.say("audit.chain-own" if chain.own else "audit.chain-others")
        return f"{self.say('audit.chain', years=years, pledges=chain.pledges)} ({who})"

    def way(self, chain: Chain) -> str:
        """Who handed the text on to whom; one author is named once."""
        if chain.own:
            return self.author(self.audit.documents[chain.documents[-1]])
        return " → ".join(self.document(number) for number in chain.documents)

    def first(self, sentence: Sentence) -> str:
        if not sentence.sole:
            return self.say("audit.first-several")
        return self.say("audit.first", document=self.document(sentence.first[0]))

    def progress(self, progress: Progress) -> str:
        """ "So với bản năm 2018: 3 còn lặp lại, 2 mới, 1 đã sửa, …"."""
        counts = {status: progress.count(status) for status in STATUSES}
        return self.say("audit.progress-of", year=self.year(self.audit.documents[progress.old]), **counts)

    def match(self, match: Match) -> str:
        """ "Lê Văn Tư, UBND xã Hạ (2018)" of the source of a match."""
        unit, year = self.text(match.unit), match.year or self.say("audit.year-unknown")
        return f"{', '.join(p for p in (self.text(match.author), unit) if p) or match.path} ({year})"

    def changed(self, new: str, match: Match) -> str:
        return changed_words(detail(new, match.text), self.words) if match.kind != "verbatim" else ""

    def years(self, years: Iterable[int | None]) -> str:
        return ", ".join(str(year or "?") for year in years)


def changed_words(found: Detail, words: Words) -> str:
    """ "đổi năm: 2018→2019; đổi số liệu: 5→6"."""
    if found.reordered:
        return words.say("detail.reordered")
    if found.only_years:
        return f"{words.say('detail.only-years')}: {', '.join(found.years)}"
    sorts = (("years", found.years), ("numbers", found.numbers), ("names", found.names), ("words", found.words))
    return "; ".join(f"{words.say(f'detail.{name}')}: {', '.join(items)}" for name, items in sorts if items)
