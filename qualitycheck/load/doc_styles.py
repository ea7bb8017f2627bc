"""Styles, fonts and lists of the binary Word format ([MS-DOC]: STSH, SttbfFfn, PlfLst, PlfLfo)."""

from __future__ import annotations

import struct
from dataclasses import dataclass, fields, replace

from qualitycheck.load.doc_binary import FONTS, LIST_USES, LISTS, STYLES, Binary, sprms
from qualitycheck.load.labels import Change, Level, ListCounter

_FORMATS = {0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 22: "decimalZero",
            23: "bullet", 255: "none"}  # fmt: skip
_NO_STYLE = 0xFFF


@dataclass(frozen=True, slots=True)
class Run:
    """What matters of a run; None where nothing is stated. ``font`` is an index of the font table."""

    bold: bool | None = None
    hidden: bool | None = None
    deleted: bool | None = None
    inserted: bool | None = None
    font: int | None = None
    size: int | None = None
    white: bool | None = None
    symbol: int | None = None
    special: bool | None = None

    def over(self, base: Run) -> Run:
        return replace(base, **{f.name: v for f in fields(self) if (v := getattr(self, f.name)) is not None})


@dataclass(frozen=True, slots=True)
class Para:
    """What matters of a paragraph; None where nothing is stated."""

    in_table: bool | None = None
    row_end: bool | None = None
    depth: int | None = None
    inner_cell: bool | None = None
    inner_row_end: bool | None = None
    centered: bool | None = None
    outline: int | None = None
    level: int | None = None
    list: int | None = None
    page_break: bool | None = None
    edges: tuple[int, ...] | None = None

    def over(self, base: Para) -> Para:
        return replace(base, **{f.name: v for f in fields(self) if (v := getattr(self, f.name)) is not None})


def run_of(data: bytes, base: Run) -> Run:
    """A run's properties laid over those of its style."""
    stated: dict[str, bool | int] = {}
    for code, operand in sprms(data):
        if not operand:
            continue
        match code:
            case 0x0835 | 0x083C:
                name = "bold" if code == 0x0835 else "hidden"
                stated[name] = _toggle(operand[0], bool(getattr(base, name)))
            case 0x0800 | 0x0801 | 0x0855:
                stated[{0x0800: "deleted", 0x0801: "inserted", 0x0855: "special"}[code]] = bool(operand[0])
            case 0x4A4F | 0x4A51:  # the font of letters outside ASCII (4A51) is the one whose encoding matters
                stated["font"] = struct.unpack("<H", operand)[0]
            case 0x4A43:
                stated["size"] = struct.unpack("<H", operand)[0]
            case 0x2A42:
                stated["white"] = operand[0] == 8
            case 0x6870:
                stated["white"] = operand == b"\xff\xff\xff\x00"
            case 0x6A09:
                stated["font"], stated["symbol"] = struct.unpack("<HH", operand)
    return Run(**stated).over(base)  # type: ignore[arg-type]


def _toggle(value: int, inherited: bool) -> bool:
    return {128: inherited, 129: not inherited}.get(value, bool(value & 1))


def para_of(data: bytes, base: Para) -> Para:
    """A paragraph's properties laid over those of its style."""
    names = {0x2416: "in_table", 0x2417: "row_end", 0x244B: "inner_cell", 0x244C: "inner_row_end", 0x2407: "page_break"}
    stated: dict[str, object] = {}
    for code, operand in sprms(data):
        if not operand:
            continue
        if code in names:
            stated[names[code]] = bool(operand[0])
        elif code in {0x2403, 0x2461}:
            stated["centered"] = operand[0] == 1
        elif code in {0x2640, 0x260A}:
            stated["outline" if code == 0x2640 else "level"] = operand[0]
        elif code == 0x460B:
            stated["list"] = struct.unpack("<h", operand)[0]
        elif code == 0x6649:
            stated["depth"] = struct.unpack("<i", operand)[0]
        elif code == 0xD608:
            count = operand[2]
            stated["edges"] = struct.unpack_from(f"<{count + 1}h", operand, 3)
    return Para(**stated).over(base)  # type: ignore[arg-type]


class StyleSheet:
    """Looks of the styles, inheritance resolved."""

    def __init__(self, binary: Binary) -> None:
        self._bases: dict[int, int] = {}
        self._codes: dict[int, tuple[bytes, bytes]] = {}
        self._headings: dict[int, int] = {}
        data = binary.structure(STYLES)
        if len(data) >= 6:
            self._read(data)

    def _read(self, data: bytes) -> None:
        header, count, base_size = struct.unpack_from("<HHH", data, 0)
        at = 2 + header
        for index in range(count):
            if at + 2 > len(data):
                return
            size = struct.unpack_from("<H", data, at)[0]
            if size:
                self._style(index, data[at + 2 : at + 2 + size], base_size)
            at += 2 + size

    def _style(self, index: int, data: bytes, base_size: int) -> None:
        identity, kind_and_base, count_and_next = struct.unpack_from("<HHH", data, 0)
        self._bases[index] = kind_and_base >> 4
        if 1 <= identity & 0xFFF <= 9:
            self._headings[index] = (identity & 0xFFF) - 1
        name = struct.unpack_from("<H", data, base_size)[0]
        at = base_size + 2 + 2 * name + 2
        parts = []
        for _ in range(count_and_next & 0xF):
            at += at % 2
            size = struct.unpack_from("<H", data, at)[0] if at + 2 <= len(data) else 0
            parts.append(data[at + 2 : at + 2 + size])
            at += 2 + size
        is_paragraph = kind_and_base & 0xF == 1
        paragraph = parts[0][2:] if is_paragraph and parts else b""
        run = parts[1] if is_paragraph and len(parts) > 1 else parts[0] if kind_and_base & 0xF == 2 and parts else b""
        self._codes[index] = (paragraph, run)

    def look(self, index: int, depth: int = 0) -> tuple[Para, Run]:
        """Paragraph and run properties of a style."""
        if index not in self._codes or depth > 15:
            return Para(), Run()
        base = self._bases.get(index, _NO_STYLE)
        paragraph, run = self.look(base, depth + 1) if base != _NO_STYLE else (Para(), Run())
        if index in self._headings:
            paragraph = replace(paragraph, outline=self._headings[index])
        return para_of(self._codes[index][0], paragraph), run_of(self._codes[index][1], run)


def font_names(binary: Binary) -> list[str]:
    """The font table."""
    data = binary.structure(FONTS)
    out: list[str] = []
    at = 4
    for _ in range(struct.unpack_from("<H", data, 0)[0] if len(data) >= 4 else 0):
        if at >= len(data):
            break
        size = data[at]
        name = data[at + 40 : at + 1 + size].decode("utf-16-le", "replace").split("\0")[0]
        out.append(name)
        at += 1 + size
    return out


def lists(binary: Binary, fonts: list[str]) -> ListCounter:
    """The lists, named by their 1-based use ("ilfo") as text."""
    fc, length = binary.place(LISTS)
    data = binary.table[fc:]
    shapes: dict[str, dict[int, Level]] = {}
    count = struct.unpack_from("<H", data, 0)[0] if length >= 2 else 0
    at = length
    for i in range(count):
        identity = struct.unpack_from("<i", data, 2 + 28 * i)[0]
        simple = data[2 + 28 * i + 26] & 1
        levels = {}
        for index in range(1 if simple else 9):
            levels[index], at = _level(data, at, fonts)
        shapes[str(identity)] = levels
    shape_of, changes = _uses(binary.structure(LIST_USES), fonts)
    return ListCounter(shapes, shape_of, changes)


def _level(data: bytes, at: int, fonts: list[str]) -> tuple[Level, int]:
    start, format_, flags = struct.unpack_from("<iBB", data, at)
    run_size, paragraph_size, limit = data[at + 24], data[at + 25], data[at + 26]
    at += 28 + paragraph_size
    run = run_of(data[at : at + run_size], Run())
    at += run_size
    length = struct.unpack_from("<H", data, at)[0]
    units = struct.unpack_from(f"<{length}H", data, at + 2)
    pattern = "".join(f"%{unit + 1}" if unit < 9 else chr(unit) for unit in units)
    font = fonts[run.font] if run.font is not None and run.font < len(fonts) else ""
    level = Level(
        start=start, format=_FORMATS.get(format_, "decimal"), pattern=pattern, font=font, legal=bool(flags & 4),
        hidden=bool(run.hidden), restart=limit if flags & 8 else None,
    )  # fmt: skip
    return level, at + 2 + 2 * length


def _uses(data: bytes, fonts: list[str]) -> tuple[dict[str, str], dict[str, dict[int, Change]]]:
    shape_of: dict[str, str] = {}
    changes: dict[str, dict[int, Change]] = {}
    count = struct.unpack_from("<I", data, 0)[0] if len(data) >= 4 else 0
    at = 4 + 16 * count
    for i in range(count):
        identity = struct.unpack_from("<i", data, 4 + 16 * i)[0]
        name = str(i + 1)
        shape_of[name], changes[name] = str(identity), {}
        at += 4
        for _ in range(data[4 + 16 * i + 12]):
            start, flags = struct.unpack_from("<iI", data, at)
            at += 8
            if flags & 0x20:
                changes[name][flags & 0xF], at = _level(data, at, fonts)
            elif flags & 0x10:
                changes[name][flags & 0xF] = start
    return shape_of, changes
