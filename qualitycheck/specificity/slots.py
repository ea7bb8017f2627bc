"""The eight slots of a pledge, found by a grammar over folded text; see ``docs/specificity.md``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qualitycheck.specificity.amounts import quantities
from qualitycheck.specificity.deeds import Deed, deeds
from qualitycheck.specificity.doers import owners
from qualitycheck.specificity.lexicon import Lexicon
from qualitycheck.specificity.objects import object_stretch, quotable, topic
from qualitycheck.specificity.places import loose_places, places
from qualitycheck.specificity.products import deliverables
from qualitycheck.specificity.reading import Reading, Stretch, read
from qualitycheck.types import SLOT_NAMES, SlotName, Span

Slots = Mapping[SlotName, Span | None]


@dataclass(frozen=True, slots=True)
class PledgeContext:
    """What stands around a pledge: the line it hangs on, its sub-bullets, the other cells of its row."""

    parent: str = ""
    children: tuple[str, ...] = ()
    aside: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(t for t in (self.parent, *self.children, self.aside) if t)


NO_CONTEXT = PledgeContext()


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """All candidates of every slot, in order of the text, with the reading they come from."""

    reading: Reading
    quantity: tuple[Stretch, ...]
    deliverable: tuple[tuple[str, Stretch], ...]
    place: tuple[tuple[str, Stretch], ...]
    owner: tuple[Stretch, ...]
    action: tuple[Stretch, ...]
    object: tuple[Stretch, ...]
    first: Mapping[SlotName, Stretch | None] = field(default_factory=dict)
    served: Stretch | None = None  # a narrowed group, shown as place where none is named
    loose_place: Stretch | None = None  # counts as a place only where the rest of the pledge is concrete


LONGEST = 4000  # characters read of one pledge, some 700 words; reading costs their square


def analyse(text: str, lexicon: Lexicon | None = None) -> Found:
    """Every candidate of every slot in one cleaned text."""
    text = text[:LONGEST]
    reading = read(text, lexicon)
    who = tuple(owners(reading))
    done = deeds(reading, who)
    actions = tuple((reading.tokens[d.start].start, reading.tokens[d.end - 1].end) for d in done)
    objects = _objects(reading, done)
    amounts, made = tuple(quantities(reading)), tuple(deliverables(reading))
    spots = tuple(p for p in places(reading) if not _is_doer(p, who))
    first: dict[SlotName, Stretch | None] = {
        "action": actions[0] if actions else None,
        "object": objects[0] if objects else None,
        "quantity": next((a for a in amounts if not _tells_who_or_where(a, who, spots)), None),
        "frequency": reading.frequencies[0] if reading.frequencies else None,
        "deadline": reading.deadlines[0] if reading.deadlines else None,
        "deliverable": _best(made, (("direct", "made", "counted", "posted", "weak"),)),
        "place": _best(spots, (("named", "person", "spot"),)),
        "owner": who[0] if who else None,
    }
    served = _best(spots, (("narrowed", "group"),))
    loose = next(loose_places(reading), None)
    return Found(reading, amounts, made, spots, who, actions, objects, first, served, loose)


def _is_doer(place: tuple[str, Stretch], who: tuple[Stretch, ...]) -> bool:
    _, (start, _) = place
    return any(a <= start < b for a, b in who)


def _tells_who_or_where(amount: Stretch, who: tuple[Stretch, ...], spots: tuple[tuple[str, Stretch], ...]) -> bool:
    """Whether a number only belongs to a doer or a named place ("4 công chức trẻ", "của 7 ấp") and measures no work."""
    named = (s for kind, s in spots if kind == "named")
    return any(a <= amount[0] < b for a, b in (*who, *named))


def _objects(reading: Reading, done: list[Deed]) -> tuple[Stretch, ...]:
    """Objects in the order of their verbs; where the first verb has none, the topic before it."""
    own = [object_stretch(reading, d) for d in done]
    if (not own or own[0] is None) and (before := topic(reading, done)) is not None:
        return (before, *(s for s in own if s is not None))
    if own and own[0] is None and len(done) > 1 and not _close(reading, done[0], done[1]):
        return ()
    return tuple(s for s in own if s is not None)


def _close(reading: Reading, first: Deed, second: Deed) -> bool:
    """Whether two verbs share one object: nothing but a few words between them, or only commas ("thu, quản lý tài chính")."""
    between = reading.tokens[first.end : second.start]
    if second.start < first.end:
        return False
    chained = len(between) <= 4 and all(t.text in (",", "không", "like", "chi") for t in between)
    return chained or (len(between) <= 4 and not any(t.is_mark for t in between))


def _best(candidates: tuple[tuple[str, Stretch], ...], kinds: tuple[tuple[str, ...], ...]) -> Stretch | None:
    """The first candidate of the first kinds that occur."""
    for group in kinds:
        for how, stretch in candidates:
            if how in group:
                return stretch
    return None


def quoted_object(text: str, lexicon: Lexicon | None = None) -> str | None:
    """What a question may quote of a pledge of any level: its object where that reads well alone, else None."""
    found = analyse(text, lexicon)
    stretch = found.first["object"]
    return text[stretch[0] : stretch[1]] if stretch is not None and quotable(found.reading, stretch) else None


def find(text: str, context: PledgeContext = NO_CONTEXT, lexicon: Lexicon | None = None) -> Slots:
    """Slots of a pledge as spans relative to ``text`` (cleaned, as the author wrote it); None where a slot is missing.

    ``context`` never yields spans: it only counts when the level is judged.
    """
    first = analyse(text, lexicon).first
    return {name: Span(*s) if (s := first[name]) else None for name in SLOT_NAMES}
