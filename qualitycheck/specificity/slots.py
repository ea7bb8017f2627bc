"""The eight slots of a pledge, found by a grammar over folded text; see ``docs/specificity.md``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qualitycheck.specificity.amounts import quantities
from qualitycheck.specificity.deeds import deeds, object_stretch
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
    done = list(deeds(reading))
    actions = tuple((reading.tokens[d.start].start, reading.tokens[d.end - 1].end) for d in done)
    objects = tuple(s for d in done if (s := object_stretch(reading, d)))
    amounts, made = tuple(quantities(reading)), tuple(deliverables(reading))
    spots, who = tuple(places(reading)), tuple(owners(reading))
    spots = tuple(p for p in spots if not any(a <= p[1][0] < b for a, b in who))
    first: dict[SlotName, Stretch | None] = {
        "action": actions[0] if actions else None,
        "object": objects[0] if objects else None,
        "quantity": amounts[0] if amounts else None,
        "frequency": reading.frequencies[0] if reading.frequencies else None,
        "deadline": reading.deadlines[0] if reading.deadlines else None,
        "deliverable": _best(made, ("made", "counted", "weak")),
        "place": _best(spots, ("named", "person", "spot", "group")),
        "owner": who[0] if who else None,
    }
    return Found(reading, amounts, made, spots, who, actions, objects, first)


def _best(candidates: tuple[tuple[str, Stretch], ...], kinds: tuple[str, ...]) -> Stretch | None:
    for kind in kinds:
        for how, stretch in candidates:
            if how == kind:
                return stretch
    return None


def find(text: str, context: PledgeContext = NO_CONTEXT, lexicon: Lexicon | None = None) -> Slots:
    """Slots of a pledge as spans relative to ``text`` (cleaned, as the author wrote it); None where a slot is missing.

    ``context`` never yields spans: it only counts when the level is judged.
    """
    first = analyse(text, lexicon).first
    return {name: Span(*s) if (s := first[name]) else None for name in SLOT_NAMES}
