"""Rule folders -> RuleSet: every file strict, later folders laid over earlier ones, data only."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from qualitycheck.errors import RuleError
from qualitycheck.files import nfc_posix
from qualitycheck.rules.entries import merge_rules
from qualitycheck.rules.model import Roles, RuleSet, SectionWords, Template, TextInForce, Theme, UnitAlias, Vocabulary
from qualitycheck.rules.quality import load_quality
from qualitycheck.rules.reading import Node, convert, fail, read_yaml
from qualitycheck.types import Kind
from qualitycheck.vietnamese.characters import clean

T = TypeVar("T")
TABLES = ("sections.yaml", "roles.yaml", "templates.yaml", "texts.yaml", "units.yaml", "terms.yaml")
_SECTION_FILE = Mapping[Kind, Mapping[str, SectionWords]]


@dataclass(frozen=True, slots=True)
class YearFile:
    """One file of years/: the themes of one year."""

    year: int
    themes: tuple[Theme, ...]


def load_rules(folders: Sequence[Path]) -> RuleSet:
    """Read and merge rule folders; the first is the base, entries of later ones overlay it.

    Raises RuleError ("file:line: …") for a missing folder, a broken file, an unknown key or a value of the wrong type.
    """
    for folder in folders:
        if not folder.is_dir():
            raise RuleError(f"{folder}:1: rule folder not found; give a folder that holds *.yaml rule files")
    lists = _read_lists(folders)
    sections = _read_sections(folders)
    vocabulary = _read_vocabulary(folders)
    return RuleSet(
        rules=merge_rules([list(_rule_files(folder)) for folder in folders], lists),
        lists=lists,
        themes=_read_themes(folders, lists),
        sections={kind: {name: w.phrases for name, w in parts.items()} for kind, parts in sections.items()},
        section_content={
            kind: {name: words.content for name, words in parts.items()} for kind, parts in sections.items()
        },
        roles=_read_roles(folders, lists),
        templates=tuple({t.id: t for t in _entries(folders, "templates.yaml", Template)}.values()),
        texts=tuple({t.name: t for t in _entries(folders, "texts.yaml", TextInForce)}.values()),
        units=tuple(_entries(folders, "units.yaml", UnitAlias)),
        terms=vocabulary.terms,
        questions={str(slot): words for slot, words in vocabulary.questions.items()},
        digest=_digest(folders),
        quality=load_quality(folders[0]) if folders else None,
    )


def _shown(folder: Path, path: Path) -> str:
    """How errors name a file: folder name and path inside it."""
    return f"{folder.name}/{nfc_posix(path.relative_to(folder))}"


def _rule_files(folder: Path) -> Iterator[Node]:
    for path in sorted(folder.glob("*.yaml")):
        if path.name not in TABLES:
            tree = read_yaml(path, _shown(folder, path))
            if tree is not None:
                yield tree


def _trees(folders: Sequence[Path], name: str) -> Iterator[Node]:
    for folder in folders:
        path = folder / name
        if path.is_file() and (tree := read_yaml(path, _shown(folder, path))) is not None:
            yield tree


def _entries(folders: Sequence[Path], name: str, schema: type[T]) -> Iterator[T]:
    for tree in _trees(folders, name):
        if tree.items is None:
            raise fail(tree.where, "the file must be a list of entries, each beginning with '- '")
        for item in tree.items:
            yield convert(item, schema, name)


def _read_lists(folders: Sequence[Path]) -> dict[str, tuple[str, ...]]:
    """lists/NAME.txt: one phrase per line, "#" begins a remark, a leading "-" removes a phrase of an earlier folder."""
    lists: dict[str, dict[str, None]] = {}
    for folder in folders:
        for path in sorted((folder / "lists").glob("*.txt")):
            phrases = lists.setdefault(path.stem, {})
            for line in _lines(path, _shown(folder, path)):
                if line.startswith("-"):
                    phrases.pop(line[1:].strip(), None)
                else:
                    phrases[line] = None
    return {name: tuple(phrases) for name, phrases in lists.items()}


def _lines(path: Path, name: str) -> list[str]:
    try:
        text = clean(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        raise fail(f"{name}:1", "cannot be read as UTF-8 text") from None
    return [part for line in text.splitlines() if (part := line.split("#")[0].strip())]


def _read_sections(folders: Sequence[Path]) -> dict[str, dict[str, SectionWords]]:
    merged: dict[str, dict[str, SectionWords]] = {}
    for tree in _trees(folders, "sections.yaml"):
        kinds: Mapping[Kind, Mapping[str, SectionWords]] = convert(tree, _SECTION_FILE, "sections")
        for kind, parts in kinds.items():
            for name, words in parts.items():
                old = merged.setdefault(kind, {}).get(name, SectionWords(()))
                merged[kind][name] = SectionWords(
                    tuple(dict.fromkeys(old.phrases + words.phrases)), tuple(dict.fromkeys(old.content + words.content))
                )
    return merged


def _read_vocabulary(folders: Sequence[Path]) -> Vocabulary:
    merged = Vocabulary()
    for tree in _trees(folders, "terms.yaml"):
        new: Vocabulary = convert(tree, Vocabulary, "terms")
        merged = Vocabulary({**merged.terms, **new.terms}, {**merged.questions, **new.questions})
    return merged


def _read_roles(folders: Sequence[Path], lists: Mapping[str, Sequence[str]]) -> Roles:
    merged = Roles()
    for tree in _trees(folders, "roles.yaml"):
        new: Roles = convert(tree, Roles, "roles", lists)
        fields = {**merged.fields, **new.fields}
        named = [(r.name, f) for r in (*new.roles, *new.units) for f in r.fields]
        named += [(name, f) for name, near in new.near.items() for f in (name, *near)]
        for name, unknown in named:
            if unknown not in fields:
                raise fail(tree.where, f'"{name}": unknown field "{unknown}"; known: {", ".join(fields)}')
        roles = {r.name: r for r in (*merged.roles, *new.roles)}
        units = {r.name: r for r in (*merged.units, *new.units)}
        common = tuple(dict.fromkeys(merged.common + new.common))
        near_fields = {**merged.near, **new.near}
        merged = Roles(fields, common, tuple(roles.values()), near_fields, tuple(units.values()))
    return merged


def _read_themes(
    folders: Sequence[Path], lists: Mapping[str, Sequence[str]]
) -> dict[tuple[str, int], tuple[Theme, ...]]:
    """years/*.yaml of all folders; a later folder replaces the themes of the same unit and year."""
    merged: dict[tuple[str, int], tuple[Theme, ...]] = {}
    for folder in folders:
        found: dict[tuple[str, int], list[Theme]] = {}
        for path in sorted((folder / "years").glob("*.yaml")):
            tree = read_yaml(path, _shown(folder, path))
            if tree is None:
                continue
            year_file: YearFile = convert(tree, YearFile, "years", lists)
            for theme in year_file.themes:
                found.setdefault((theme.unit, year_file.year), []).append(theme)
        merged |= {k: tuple(v) for k, v in found.items()}
    return merged


def _digest(folders: Sequence[Path]) -> str:
    """BLAKE2 of names and bytes of all data files: 16 hex digits that change with any of them."""
    total = hashlib.blake2b(digest_size=8)
    for folder in folders:
        files = [p for p in folder.rglob("*") if p.suffix in (".yaml", ".txt") and p.is_file()]
        for path in sorted(files, key=lambda p: nfc_posix(p.relative_to(folder))):
            content = path.read_bytes().replace(b"\r\n", b"\n")
            name = nfc_posix(path.relative_to(folder)).encode()
            total.update(b"%d:%b%d:" % (len(name), name, len(content)) + content)
    return total.hexdigest()
