"""YAML as a tree of strings that know their line, and its conversion to typed, frozen data.

PyYAML would turn ``05`` into 5 and ``no`` into False, so only its node tree is used: every scalar stays the text that
the officer typed until a dataclass says what it should be.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

import yaml

from qualitycheck.errors import RuleError
from qualitycheck.vietnamese.characters import clean

T = TypeVar("T")
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_BOOLEANS = {"true": True, "yes": True, "false": False, "no": False}
LIST_MARK = "list:"


@dataclass(frozen=True, slots=True)
class Node:
    """One value of a file. Exactly one of ``text``, ``items`` and ``entries`` is not None; ``where`` is "file:line"."""

    where: str
    text: str | None = None
    items: tuple[Node, ...] | None = None
    entries: Mapping[str, tuple[str, Node]] | None = None  # key -> (where the key stands, value)

    @property
    def form(self) -> str:
        return "text" if self.text is not None else "list" if self.items is not None else "table"

    def get(self, key: str) -> Node | None:
        found = (self.entries or {}).get(key)
        return found[1] if found else None


def fail(where: str, problem: str) -> RuleError:
    return RuleError(f"{where}: {problem}")


def read_yaml(path: Path, name: str) -> Node | None:
    """The tree of one file, None when it is empty; ``name`` is how errors call it. Raises RuleError."""
    try:
        source = clean(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise fail(f"{name}:1", f"cannot be read as UTF-8 text ({error.__class__.__name__})") from None
    try:
        root = yaml.compose(source, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise fail(f"{name}:{line}", f"not valid YAML: {getattr(error, 'problem', None) or error}") from None
    return None if root is None else _tree(root, name, set())


def _tree(node: yaml.Node, name: str, seen: set[int]) -> Node:
    where = f"{name}:{node.start_mark.line + 1}"
    if id(node) in seen:
        raise fail(where, "anchors and aliases (&, *) are not allowed; write the value again")
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        return Node(where, text=node.value)
    if isinstance(node, yaml.SequenceNode):
        return Node(where, items=tuple(_tree(n, name, seen) for n in node.value))
    entries: dict[str, tuple[str, Node]] = {}
    for key, value in node.value:
        at = f"{name}:{key.start_mark.line + 1}"
        if not isinstance(key, yaml.ScalarNode):
            raise fail(at, "a key must be plain text")
        if key.value in entries:
            raise fail(at, f'key "{key.value}" is given twice')
        entries[key.value] = (at, _tree(value, name, seen))
    return Node(where, entries=entries)


def node_of(value: object, where: str) -> Node:
    """A Python value (from TOML settings) as a tree."""
    if isinstance(value, Mapping):
        return Node(where, entries={str(k): (where, node_of(v, where)) for k, v in value.items()})
    if isinstance(value, (list, tuple)):
        return Node(where, items=tuple(node_of(v, where) for v in value))
    return Node(where, text=str(value).lower() if isinstance(value, bool) else str(value))


def merged_table(old: Node, new: Node) -> Node:
    """The keys of two tables; ``new`` wins."""
    return Node(new.where, entries={**(old.entries or {}), **(new.entries or {})})


@lru_cache(maxsize=256)
def file_fields(schema: Any) -> dict[str, tuple[Any, bool]]:
    """Name -> (type, required) of a dataclass that is read from a file."""
    hints = typing.get_type_hints(schema)
    return {
        f.name: (hints[f.name], f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING)
        for f in dataclasses.fields(schema)
        if f.init and not f.metadata.get("computed")
    }


def convert(node: Node, schema: Any, key: str = "", lists: Mapping[str, Sequence[str]] | None = None) -> Any:
    """``node`` as ``schema``: a dataclass, Mapping, tuple, Literal, optional, str, int, float or bool.

    A list may be written ``list:NAME``: the lines of lists/NAME.txt. Raises RuleError: file:line and what is allowed.
    """
    origin = typing.get_origin(schema)
    if origin in (typing.Union, types.UnionType):
        return _convert_union(node, typing.get_args(schema), key, lists)
    if origin is typing.Literal:
        return _convert_literal(node, typing.get_args(schema), key)
    if origin is tuple:
        return _convert_list(node, typing.get_args(schema)[0], key, lists)
    if origin is not None and issubclass(origin, Mapping):
        key_type, value_type = typing.get_args(schema)
        entries = _need(node, "table", key).entries or {}
        return {
            convert(Node(at, text=n), key_type, key): convert(v, value_type, n, lists) for n, (at, v) in entries.items()
        }
    if dataclasses.is_dataclass(schema):
        return convert_dataclass(node, cast(type, schema), key, lists)
    return _convert_scalar(node, schema, key)


def convert_dataclass(
    node: Node, schema: type[T], key: str = "", lists: Mapping[str, Sequence[str]] | None = None, **given: Any
) -> T:
    """``node``, a table, as the dataclass ``schema``; ``given`` are fields that do not come from the file."""
    fields = {n: f for n, f in file_fields(cast(Any, schema)).items() if n not in given}
    entries = _need(node, "table", key).entries or {}
    values: dict[str, Any] = {}
    for name, (at, value) in entries.items():
        if name not in fields:
            raise fail(at, f'unknown key "{name}"; allowed: {", ".join(fields)}')
        values[name] = convert(value, fields[name][0], name, lists)
    for name, (_, required) in fields.items():
        if required and name not in values:
            raise fail(node.where, f'key "{name}" is missing' + (f' in "{key}"' if key else ""))
    try:
        return schema(**values, **given)
    except ValueError as error:
        raise fail(node.where, str(error)) from None


def _need(node: Node, form: str, key: str) -> Node:
    if node.form != form and not (node.text == "" and form in ("list", "table")):
        raise fail(node.where, f'key "{key}" needs a {form}, found a {node.form}')
    return node


def _convert_union(node: Node, choices: tuple[Any, ...], key: str, lists: Mapping[str, Sequence[str]] | None) -> Any:
    if type(None) in choices and node.text in ("", "null", "~"):
        return None
    rest = [c for c in choices if c is not type(None)]
    if str in rest and len(rest) > 1:
        if node.text is not None:
            return node.text
        rest.remove(str)
    return convert(node, rest[0], key, lists)


def _convert_literal(node: Node, allowed: tuple[Any, ...], key: str) -> Any:
    for choice in allowed:
        if node.text == str(choice):
            return choice
    raise fail(node.where, f'key "{key}": "{node.text}" is not one of {", ".join(map(str, allowed))}')


def _convert_list(node: Node, item: Any, key: str, lists: Mapping[str, Sequence[str]] | None) -> tuple[Any, ...]:
    if node.text is not None and node.text.startswith(LIST_MARK):
        name = node.text[len(LIST_MARK) :].strip()
        if lists is None or name not in lists:
            raise fail(node.where, f'key "{key}": no list "{name}"; known: {", ".join(sorted(lists or ())) or "none"}')
        return tuple(lists[name])
    return tuple(convert(n, item, key, lists) for n in _need(node, "list", key).items or ())


def _convert_scalar(node: Node, schema: Any, key: str) -> Any:
    text = _need(node, "text", key).text or ""
    if schema is str:
        return text
    if schema is bool:
        if text.lower() in _BOOLEANS:
            return _BOOLEANS[text.lower()]
        raise fail(node.where, f'key "{key}": "{text}" is not true or false')
    try:
        number = schema(text)
    except (TypeError, ValueError):
        kind = "whole number" if schema is int else "number"
        raise fail(node.where, f'key "{key}": "{text}" is not a {kind}') from None
    if number != number or abs(number) == float("inf"):
        raise fail(node.where, f'key "{key}": "{text}" is not a finite number')
    return number
