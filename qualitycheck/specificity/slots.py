"""The eight slots of a pledge, found by a grammar over folded text; see ``docs/specificity.md``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qualitycheck.specificity.amounts import quantities
from qualitycheck.specificity.deeds import Deed, deeds, object_stretch, topic
from qualitycheck.specificity.lexicon import Lexicon
from qualitycheck.specificity.places import owners, places
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


def analyse(text: str, lexicon: Lexicon | None = None) -> Found:
    """Every candidate of every slot in one cleaned text."""
    reading = read(text, lexicon)
    who = tuple(owners(reading))
    done = deeds(reading, who)
    actions = tuple((reading.tokens[d.start].start, reading.tokens[d.end - 1].end) for d in done)
    objects = _objects(reading, done)
    amounts, made = tuple(quantities(reading)), tuple(deliverables(reading))
    spots = tuple(p for p in places(reading) if not any(a <= p[1][0] < b for a, b in who))
    first: dict[SlotName, Stretch | None] = {
        "action": actions[0] if actions else None,
        "object": objects[0] if objects else None,
        "quantity": amounts[0] if amounts else None,
        "frequency": reading.frequencies[0] if reading.frequencies else None,
        "deadline": reading.deadlines[0] if reading.deadlines else None,
        "deliverable": _best(made, (("made", "counted"), ("weak",))),
        "place": _best(spots, (("named", "person", "spot"), ("group",))),
        "owner": who[0] if who else None,
    }
    return Found(reading, amounts, made, spots, who, actions, objects, first)


def _objects(reading: Reading, done: list[Deed]) -> tuple[Stretch, ...]:
    """Objects in the order of their verbs; where the first verb has none, the topic before it."""
    own = [object_stretch(reading, d) for d in done]
    if not own or own[0] is None or reading.is_number(done[0].object_start):
        before = topic(reading, done)
        if before is not None:
            own.insert(0, before)
    return tuple(s for s in own if s is not None)


def _best(candidates: tuple[tuple[str, Stretch], ...], kinds: tuple[tuple[str, ...], ...]) -> Stretch | None:
    """The first candidate of the first kinds that occur."""
    for group in kinds:
        for how, stretch in candidates:
            if how in group:
                return stretch
    return None


def find(text: str, context: PledgeContext = NO_CONTEXT, lexicon: Lexicon | None = None) -> Slots:
    """Slots of a pledge as spans relative to ``text`` (cleaned, as the author wrote it); None where a slot is missing.

    ``context`` never yields spans: it only counts when the level is judged.
    """
    first = analyse(text, lexicon).first
    return {name: Span(*s) if (s := first[name]) else None for name in SLOT_NAMES}
