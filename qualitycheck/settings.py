"""Settings, each value with its origin, and where the rule and model folders lie.

Defaults, then ``qualitycheck.toml`` (the nearest one upwards, or none), then a profile, then the command line: the
later one wins. No value is read from anywhere else.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast

from qualitycheck.errors import SettingsError

FILE_NAME = "qualitycheck.toml"
DEFAULT = "default"
DataFolder = Literal["rules", "models", "samples"]

LIMITS: Mapping[str, int] = {
    "individual_words": 900,
    "collective_words": 1400,
    "model_words": 1400,
    "pledges": 14,
    "pledge_words": 80,
}
# of one file: bytes, pages, seconds to read it, megabytes of memory to read it in
FILE_LIMITS: Mapping[str, int] = {"bytes": 50_000_000, "pages": 500, "seconds": 120, "memory_mb": 1_000}
OCR: Mapping[str, bool | int] = {"enabled": True, "pages": 20}
DEFAULTS: Mapping[str, Any] = {
    **{f"limits.{name}": value for name, value in LIMITS.items()},
    **{f"limits.files.{name}": value for name, value in FILE_LIMITS.items()},
    **{f"ocr.{name}": value for name, value in OCR.items()},
    "folders.pattern": "{year}/{unit}",
    "review.confidence": 0.65,
}
LEVELS = ("error", "warning", "note")
TABLES = (
    "limits", "ocr", "rules", "weights", "folders", "themes", "review", "criteria", "meeting", "calendar",
)  # fmt: skip
CHECKED_BY_OWNER = ("criteria", "meeting", "calendar")  # by the packages meeting/ and monitoring/, see ``api.setup``
RULE_KEYS = ("level", "enabled", "params")
FOLDER_FIELDS = ("year", "unit", "author", "kind")


@dataclass(frozen=True, slots=True)
class Setting:
    """One value and where it came from: "default", "file:line" or "command line"."""

    value: Any
    origin: str = DEFAULT


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """What the settings say of one rule; None where they are silent."""

    level: str | None = None
    enabled: bool | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    origin: str = DEFAULT


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings by dotted name ("limits.pledges"). ``weights`` are checked by ``score``, rule ids by ``rules``."""

    values: Mapping[str, Setting]

    def get(self, name: str) -> Any:
        return self.values[name].value

    @property
    def limits(self) -> dict[str, Setting]:
        return {name: s for name, s in self.table("limits").items() if not name.startswith("files.")}

    @property
    def weights(self) -> dict[str, float]:
        return {name: float(s.value) for name, s in self.table("weights").items()}

    @property
    def themes(self) -> dict[str, Setting]:
        """ "2021" or "2021/UNIT" -> theme title(s), each a string or a list of strings."""
        return self.table("themes")

    def table(self, name: str) -> dict[str, Setting]:
        return {k.removeprefix(f"{name}."): s for k, s in self.values.items() if k.startswith(f"{name}.")}

    def rules(self) -> dict[str, RuleSetting]:
        found: dict[str, dict[str, Any]] = {}
        for dotted, setting in self.table("rules").items():
            rule, _, name = dotted.partition(".")
            entry = found.setdefault(rule, {"params": {}, "origin": setting.origin})
            if name.startswith("params."):
                entry["params"][name.removeprefix("params.")] = setting.value
            else:
                entry[name] = setting.value
        return {rule: RuleSetting(**entry) for rule, entry in found.items()}

    def origins(self) -> list[tuple[str, Any, str]]:
        """(name, value, origin) of every value, sorted: what ``config show --origin`` prints."""
        return [(name, s.value, s.origin) for name, s in sorted(self.values.items())]


def data_folder(name: DataFolder) -> Path:
    """The folder ``name`` in a checkout or, in an installed wheel, beside the code. Raises SettingsError."""
    package = Path(__file__).resolve().parent
    inside = "corpora/samples" if name == "samples" else name
    for folder in (package / "_data" / name, package.parent / inside):
        if folder.is_dir():
            return folder
    raise SettingsError(
        f'{package}: thiếu thư mục "{name}"; hãy cài lại chương trình. (Folder "{name}" is missing; install qualitycheck again.)'
    )


def profile_file(name: Path) -> Path:
    """The file a profile's name stands for: a path as it is, or a ready profile ("6-ro") of rules/profiles/."""
    if name.suffix or len(name.parts) > 1 or name.exists():
        return name
    ready = data_folder("rules") / "profiles" / f"{name}.toml"
    if ready.is_file():
        return ready
    known = ", ".join(sorted(path.stem for path in ready.parent.glob("*.toml")))
    raise SettingsError(
        f'Không có cấu hình "{name}"; hãy nêu một tệp .toml hoặc cấu hình có sẵn: {known}. (No such profile.)'
    )


def find_settings(start: Path) -> Path | None:
    """The nearest qualitycheck.toml in ``start`` or a folder above it."""
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / FILE_NAME).is_file():
            return folder / FILE_NAME
    return None


def load_settings(files: Sequence[Path] = (), overrides: Mapping[str, Any] | None = None) -> Settings:
    """Defaults, ``files`` in order (settings, then profile), then ``overrides`` (dotted name -> value, command line).

    Raises SettingsError naming file, line, key and what is allowed.
    """
    values = {name: Setting(value) for name, value in DEFAULTS.items()}
    for path in files:
        read = _read(profile_file(path))
        if any(
            name.startswith("criteria.") for name in read
        ):  # a scale of criteria is one whole, never a mixture of two
            values = {name: setting for name, setting in values.items() if not name.startswith("criteria.")}
        values |= read
    for name, value in (overrides or {}).items():
        _check(name, value, "command line")
        values[name] = Setting(value, "command line")
    return Settings(values)


def _read(path: Path) -> dict[str, Setting]:
    try:
        source = path.read_text(encoding="utf-8-sig")
        tree = tomllib.loads(source)
    except FileNotFoundError:
        raise SettingsError(f"{path}: không có tệp cấu hình này. (No such settings file.)") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{path}: không đọc được; hãy lưu tệp theo kiểu UTF-8. (Cannot be read as UTF-8 text.)"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: viết chưa đúng kiểu TOML. (Not valid TOML: {error}.)") from None
    lines = _key_lines(source)
    out: dict[str, Setting] = {}
    for name, value in _flat(tree, ()):
        line = next((lines[name[:n]] for n in range(len(name), 0, -1) if name[:n] in lines), 1)
        origin = f"{path.name}:{line}"
        dotted = ".".join(name)
        _check(dotted, value, origin)
        out[dotted] = Setting(value, origin)
    return out


def _flat(tree: Mapping[str, Any], prefix: tuple[str, ...]) -> list[tuple[tuple[str, ...], Any]]:
    out: list[tuple[tuple[str, ...], Any]] = []
    for key, value in tree.items():
        if isinstance(value, dict) and (value or len(prefix) < 1):
            out.extend(_flat(value, (*prefix, key)) if value else [])
            if not prefix and key not in TABLES:
                out.append(((key,), value))
        else:
            out.append(((*prefix, key), value))
    return out


_HEADER = re.compile(r"^\s*\[\s*([^\[\]]+?)\s*\]")
_KEY = re.compile(r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")


def _key_lines(source: str) -> dict[tuple[str, ...], int]:
    """Where each key of a TOML file stands: tomllib does not say."""
    table: tuple[str, ...] = ()
    lines: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(source.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = _parts(header[1])
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            lines.setdefault((*table, *_parts(key[1])), number)
    return lines


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(p.strip("\"'") for p in _PART.findall(dotted))


def _check(name: str, value: Any, origin: str) -> None:
    """Raises SettingsError when the key is unknown or the value has the wrong type."""
    table, _, rest = name.partition(".")
    if table not in TABLES or not rest:
        raise _error(origin, name, TABLES)
    if table == "limits":
        if rest not in LIMITS and rest.removeprefix("files.") not in FILE_LIMITS:
            raise _error(origin, name, [f"limits.{k}" for k in (*LIMITS, *(f"files.{k}" for k in FILE_LIMITS))])
        _need(type(value) is int and value > 0, origin, name, "a whole number above 0")
    elif table == "ocr":
        _check_ocr(rest, value, origin)
    elif table == "weights":
        _need(
            type(value) in (int, float) and value >= 0,
            origin,
            name,
            "a number from 0",
        )
    elif table == "folders":
        _check_folders(rest, value, origin)
    elif table == "themes":
        _check_theme(rest, value, origin)
    elif table == "review":
        if rest != "confidence":
            raise _error(origin, name, ["review.confidence"])
        _need(type(value) in (int, float) and 0 <= value <= 1, origin, name, "a number from 0 to 1")
    elif table not in CHECKED_BY_OWNER:
        _check_rule(rest, value, origin)


def _check_ocr(key: str, value: Any, origin: str) -> None:
    if key not in OCR:
        raise _error(origin, f"ocr.{key}", [f"ocr.{k}" for k in OCR])
    if key == "enabled":
        _need(isinstance(value, bool), origin, "ocr.enabled", "true or false")
    else:
        _need(type(value) is int and value > 0, origin, f"ocr.{key}", "a whole number above 0")


def _check_folders(key: str, value: Any, origin: str) -> None:
    if key != "pattern":
        raise _error(origin, f"folders.{key}", ["folders.pattern"])
    _need(isinstance(value, str), origin, "folders.pattern", 'a text such as "{year}/{unit}"')
    for found in re.findall(r"\{([^}]*)\}", cast(str, value)):
        if found not in FOLDER_FIELDS:
            raise _error(origin, f"folders.pattern: {{{found}}}", [f"{{{f}}}" for f in FOLDER_FIELDS])


def _check_theme(key: str, value: Any, origin: str) -> None:
    _need(bool(re.fullmatch(r"\d{4}(/.+)?", key)), origin, f"themes.{key}", 'named "2026" or "2026/UNIT"')
    good = isinstance(value, str) or (isinstance(value, list) and all(isinstance(v, str) for v in value))
    _need(good, origin, f"themes.{key}", "a theme title or a list of titles")


def _check_rule(rest: str, value: Any, origin: str) -> None:
    rule, _, key = rest.partition(".")
    if key.partition(".")[0] not in RULE_KEYS or key == "params":
        raise _error(origin, f"rules.{rest}", [f"rules.{rule}.{k}" for k in ("level", "enabled", "params.NAME")])
    if key == "level":
        _need(value in LEVELS, origin, f"rules.{rest}", f"one of {', '.join(LEVELS)}")
    if key == "enabled":
        _need(isinstance(value, bool), origin, f"rules.{rest}", "true or false")


def _need(good: bool, origin: str, name: str, wanted: str) -> None:
    if not good:
        raise SettingsError(f'{origin}: "{name}" phải là {_WANTED[wanted]}. ("{name}" must be {wanted}.)')


# what a value must be, English -> Vietnamese
_WANTED: Mapping[str, str] = {
    "a whole number above 0": "số nguyên lớn hơn 0",
    "a number from 0": "số từ 0 trở lên",
    "a number from 0 to 1": "số từ 0 đến 1",
    "true or false": "true (bật) hoặc false (tắt)",
    'a text such as "{year}/{unit}"': 'chữ, ví dụ "{year}/{unit}"',
    'named "2026" or "2026/UNIT"': 'tên dạng "2026" hoặc "2026/ĐƠN VỊ"',
    "a theme title or a list of titles": "tên chuyên đề hoặc danh sách tên chuyên đề",
    f"one of {', '.join(LEVELS)}": f"một trong {', '.join(LEVELS)}",
}


def _error(origin: str, name: str, allowed: Sequence[str]) -> SettingsError:
    known = ", ".join(allowed)
    return SettingsError(f'{origin}: không có mục "{name}"; được dùng: {known}. (unknown key "{name}")')
