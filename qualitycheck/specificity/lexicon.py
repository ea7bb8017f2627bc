"""Word lists of the slot grammar, read from ``lists/*.txt`` of the rule folder and matched phrase by phrase."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from qualitycheck.errors import RuleError
from qualitycheck.settings import data_folder
from qualitycheck.specificity.times import event_pattern
from qualitycheck.specificity.tokens import Token, tokenize
from qualitycheck.specificity.unmarked import mark_table
from qualitycheck.vietnamese.characters import clean

LISTS = (
    "action-verbs", "attitude-verbs", "beneficiaries", "compounds", "deliverables", "events", "lead-verbs", "making-verbs", "noun-markers",
    "numbered-documents", "numbered-names", "numbered-slogans", "person-titles", "place-nouns", "posts", "spots", "surnames",
    "units", "vague-words", "weak-deliverables",
)  # fmt: skip

_SPOKEN = ("action-verbs", "units", "events", "deliverables", "attitude-verbs", "vague-words", "beneficiaries", "spots", "posts",
           "place-nouns")  # fmt: skip


class Phrases:
    """A list of phrases, found at a token by longest match."""

    __slots__ = ("_by_first", "_by_last")

    def __init__(self, phrases: Sequence[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        self._by_last: dict[str, list[tuple[str, ...]]] = {}
        for words in {tuple(t.text for t in tokenize(p)) for p in phrases}:
            if words:
                self._by_first.setdefault(words[0], []).append(words)
                self._by_last.setdefault(words[-1], []).append(words)
        for table in (self._by_first, self._by_last):
            for candidates in table.values():
                candidates.sort(key=lambda w: (-len(w), w))

    def at(self, tokens: Sequence[Token], i: int) -> int:
        """How many tokens from ``i`` on make the longest phrase of the list; 0 if none does."""
        for words in self._by_first.get(tokens[i].text, ()) if i < len(tokens) else ():
            if len(words) <= len(tokens) - i and all(tokens[i + k].text == w for k, w in enumerate(words)):
                return len(words)
        return 0

    def shortest(self, tokens: Sequence[Token], i: int) -> int:
        """How many tokens from ``i`` on make the shortest phrase of the list; 0 if none does."""
        for words in reversed(self._by_first.get(tokens[i].text, ()) if i < len(tokens) else ()):
            if len(words) <= len(tokens) - i and all(tokens[i + k].text == w for k, w in enumerate(words)):
                return len(words)
        return 0

    def before(self, tokens: Sequence[Token], i: int) -> int:
        """How many tokens ending just before ``i`` make the longest phrase of the list; 0 if none does."""
        for words in self._by_last.get(tokens[i - 1].text, ()) if i > 0 else ():
            n = len(words)
            if n <= i and all(tokens[i - n + k].text == w for k, w in enumerate(words)):
                return n
        return 0


class Lexicon:
    """All lists by name; ``event`` finds "trước Tết", "dịp khai giảng" … made of the list of events."""

    __slots__ = ("_lists", "_marks", "_words", "event")

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self.event = event_pattern(lists.get("events", ()) or ("tết",))
        self._lists = {name: Phrases(lists.get(name, ())) for name in LISTS}
        self._words = tuple(p for name in _SPOKEN for p in lists.get(name, ()))
        self._marks: dict[tuple[str, ...], str] | None = None

    @property
    def marks(self) -> dict[tuple[str, ...], str]:
        """Marked phrases by their syllables without diacritics, made when first needed."""
        if self._marks is None:
            self._marks = mark_table(self._words)
        return self._marks

    def __getitem__(self, name: str) -> Phrases:
        return self._lists[name]


def read_lists(folder: Path) -> dict[str, tuple[str, ...]]:
    """``lists/NAME.txt`` of one rule folder: one phrase per line, "#" begins a remark. Raises RuleError."""
    lists: dict[str, tuple[str, ...]] = {}
    for path in sorted((folder / "lists").glob("*.txt")):
        try:
            text = clean(path.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError):
            raise RuleError(f"{folder.name}/lists/{path.name}:1: cannot be read as UTF-8 text") from None
        lists[path.stem] = tuple(part for line in text.splitlines() if (part := line.split("#")[0].strip()))
    return lists


@lru_cache(maxsize=1)
def standard_lexicon() -> Lexicon:
    """The lists that come with the program."""
    return Lexicon(read_lists(data_folder("rules")))
