"""JSON Schemas of the rule files, made from the dataclasses that read them: editors complete keys and mark mistakes.

One schema per kind of file: ``rules`` for the rule files themselves and one for each table. What the program reads as
text may be typed without quotation marks, so a number or a truth value is accepted there.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Mapping
from typing import Any

from qualitycheck.rules.entries import rule_entry
from qualitycheck.rules.loading import YearFile
from qualitycheck.rules.model import Roles, SectionWords, Template, TextInForce, UnitAlias, Vocabulary
from qualitycheck.rules.reading import LIST_MARK, file_fields
from qualitycheck.types import Kind

DRAFT = "https://json-schema.org/draft/2020-12/schema"
Tree = dict[str, Any]
_TEXT: Tree = {"type": ["string", "number", "boolean"]}
TABLES: Mapping[str, Any] = {
    "sections": Mapping[Kind, Mapping[str, SectionWords]],
    "roles": Roles,
    "templates": tuple[Template, ...],
    "texts": tuple[TextInForce, ...],
    "units": tuple[UnitAlias, ...],
    "terms": Vocabulary,
    "years": YearFile,
}


def rule_schemas(kinds: Mapping[str, type[Any]]) -> dict[str, Tree]:
    """All schemas by name; ``kinds`` maps each kind of rule to the dataclass of its parameters."""
    tables = {name: {"$schema": DRAFT, "title": f"{name}.yaml", **schema_of(of)} for name, of in TABLES.items()}
    return {"rules": _rules(kinds), **tables}


def schema_text(tree: Tree) -> str:
    """A schema as it stands in its file."""
    return json.dumps(tree, ensure_ascii=False, indent=1) + "\n"


def _rules(kinds: Mapping[str, type[Any]]) -> Tree:
    """A list of entries. An overlay of a known rule needs nothing but ``id``, so only that is required."""
    entry = schema_of(rule_entry())
    properties = {
        **entry["properties"],
        "kind": {"enum": sorted(kinds)},
        "extends": {"type": "string", "description": "id of the rule whose keys are taken over"},
        "params": {"type": ["object", "null"]},
    }
    choices = [
        {"if": {"properties": {"kind": {"const": name}}, "required": ["kind"]}, "then": _with_params(params)}
        for name, params in sorted(kinds.items())
    ]
    item = {**entry, "properties": properties, "required": ["id"], "allOf": choices}
    return {"$schema": DRAFT, "title": "rule file", "type": "array", "items": item}


def _with_params(params: type[Any]) -> Tree:
    """Parameters of one kind; ``words+`` and ``words-`` edit a list of the rule that is overlaid."""
    own = {k: v for k, v in schema_of(params).items() if k != "required"}
    lists = [name for name, value in own["properties"].items() if _is_list(value)]
    edits = {f"{name}{sign}": {"type": "array", "items": _TEXT} for name in lists for sign in "+-"}
    return {"properties": {"params": {**own, "type": ["object", "null"], "properties": {**own["properties"], **edits}}}}


def _is_list(tree: Tree) -> bool:
    return tree.get("type") == "array" or any(_is_list(t) for t in tree.get("anyOf", ()))


def schema_of(kind: Any) -> Tree:
    """The schema of a dataclass, Mapping, tuple, Literal, optional, str, int, float or bool."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _union(arguments)
    if origin is typing.Literal:
        return {"enum": list(arguments)}
    if origin is tuple:
        items = {"type": "array", "items": schema_of(arguments[0])}
        return {"anyOf": [items, {"type": "string", "pattern": f"^{LIST_MARK}"}, {"type": "null"}]}
    if origin is not None:
        return _mapping(arguments[0], arguments[1])
    if dataclasses.is_dataclass(kind):
        return _table(kind)
    return {bool: {"type": "boolean"}, int: {"type": "integer"}, float: {"type": "number"}}.get(kind, _TEXT)


def _union(choices: tuple[Any, ...]) -> Tree:
    return {"anyOf": [{"type": "null"} if c is type(None) else schema_of(c) for c in choices]}


def _mapping(key: Any, value: Any) -> Tree:
    tree: Tree = {"type": ["object", "null"], "additionalProperties": schema_of(value)}
    if typing.get_origin(key) is typing.Literal:
        tree["propertyNames"] = {"enum": list(typing.get_args(key))}
    return tree


def _table(kind: Any) -> Tree:
    fields = file_fields(kind)
    tree: Tree = {
        "type": "object",
        "additionalProperties": False,
        "properties": {name: schema_of(of) for name, (of, _) in fields.items()},
    }
    required = [name for name, (_, needed) in fields.items() if needed]
    return {**tree, "required": required} if required else tree
