"""Rule entries: the schema of one entry, and how an entry of a later folder overlays or extends an earlier one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualitycheck.rules.model import Example, Examples, Rule, Words
from qualitycheck.rules.reading import Node, convert_dataclass, fail
from qualitycheck.types import Kind, Level

MINIMUM_EXAMPLES = 2
_NO_PARAMS = Node("", entries={})


@dataclass(frozen=True, slots=True)
class _RawExamples:
    bad: tuple[str | Example, ...]
    good: tuple[str | Example, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """Keys of an entry in a rule file."""

    id: str
    kind: str
    level: Level
    title: Words
    source: str
    message: Words
    why: Words
    examples: _RawExamples
    suggestion: Words | None = None
    known_miss: tuple[str | Example, ...] = ()
    enabled: bool = True
    applies_to: tuple[Kind, ...] = ()


def rule_entry() -> type:
    """The keys of an entry in a rule file, apart from ``params`` and ``extends``."""
    return _Entry


def merge_rules(folders: Sequence[Sequence[Node]], lists: Mapping[str, Sequence[str]]) -> dict[str, Rule]:
    """All rules by id; ``folders`` holds the trees of each folder's rule files, the base folder first."""
    merged: dict[str, Node] = {}
    for trees in folders:
        here: set[str] = set()
        for entry in (item for tree in trees for item in _items(tree)):
            name = _text(entry, "id")
            if name in here:
                raise fail(entry.where, f'rule "{name}" is given twice in this folder')
            here.add(name)
            merged[name] = _laid_over(entry, name, merged)
    return {name: _rule(node, lists) for name, node in merged.items()}


def _items(tree: Node) -> tuple[Node, ...]:
    if tree.items is None:
        raise fail(tree.where, "a rule file is a list of rules, each beginning with '- id:'")
    return tree.items


def _text(entry: Node, key: str) -> str:
    node = entry.get(key) if entry.entries is not None else None
    if node is None or not node.text:
        raise fail(entry.where, f'a rule needs the key "{key}"')
    return node.text


def _laid_over(entry: Node, name: str, known: Mapping[str, Node]) -> Node:
    """``entry`` completed by the rule it overlays (same id) or extends."""
    parent_name = name
    if (extends := entry.get("extends")) is not None:
        parent_name = extends.text or ""
        if parent_name not in known:
            raise fail(extends.where, f'extends: no rule "{parent_name}"; known: {", ".join(known)}')
    parent = known.get(parent_name)
    own = {k: v for k, v in (entry.entries or {}).items() if k != "extends"}
    if parent is None:
        return Node(entry.where, entries=own)
    entries = {**(parent.entries or {}), **own}
    old, new = parent.get("params"), entry.get("params")
    if old is not None and new is not None:
        entries["params"] = (new.where, merge_params(old, new))
    return Node(entry.where, entries=entries)


def merge_params(old: Node, new: Node) -> Node:
    """``new`` over ``old``: a bare key replaces, ``key+`` appends to a list, ``key-`` takes away from it."""
    entries = dict(old.entries or {})
    for key, (where, value) in (new.entries or {}).items():
        name = key.rstrip("+-")
        if name == key:
            entries[key] = (where, value)
            continue
        if name not in entries or value.items is None:
            raise fail(where, f'"{key}" edits a list "{name}" of the rule it changes; give it a list')
        before = entries[name][1]
        if before.items is None:
            raise fail(where, f'"{name}" is kept in a file of lists/; edit it there')
        if key.endswith("+"):
            items = before.items + value.items
        else:
            gone = {n.text for n in value.items}
            items = tuple(n for n in before.items if n.text not in gone)
        entries[name] = (where, Node(where, items=items))
    return Node(new.where, entries=entries)


def _rule(node: Node, lists: Mapping[str, Sequence[str]]) -> Rule:
    params = node.get("params") or _NO_PARAMS
    if params.entries is None and params.text != "":
        raise fail(params.where, 'key "params" needs a table')
    rest = Node(node.where, entries={k: v for k, v in (node.entries or {}).items() if k != "params"})
    entry = convert_dataclass(rest, _Entry, "rule", lists)
    examples = Examples(_examples(entry.examples.bad), _examples(entry.examples.good))
    for name, given in (("bad", examples.bad), ("good", examples.good)):
        if len(given) < MINIMUM_EXAMPLES:
            raise fail(node.where, f'rule "{entry.id}" needs at least {MINIMUM_EXAMPLES} {name} examples')
    return Rule(
        id=entry.id,
        kind=entry.kind,
        level=entry.level,
        title=entry.title,
        source=entry.source,
        message=entry.message,
        suggestion=entry.suggestion,
        why=entry.why,
        params=params,
        examples=examples,
        known_miss=_examples(entry.known_miss),
        enabled=entry.enabled,
        applies_to=entry.applies_to,
        where=node.where,
    )


def _examples(given: tuple[str | Example, ...]) -> tuple[Example, ...]:
    return tuple(Example(pledge=e) if isinstance(e, str) else e for e in given)
