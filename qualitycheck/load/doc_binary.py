"""The binary Word format (97-2003): header, piece table, and the properties of paragraphs and runs.

Layout after Microsoft's published [MS-DOC]. Offsets into the WordDocument stream are called ``fc``, character positions
``cp``. Every read is bounds-checked by ``struct`` and slices: a damaged file raises ``struct.error`` or ``ValueError``.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_FCLCB = 0x9A  # where the pairs (offset, length) into the table stream begin
_PAGE = 512  # bytes of a formatted disk page
_COMPRESSED = 0x40000000
_SPRM_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}

STYLES, HEADERS, RUNS, PARAGRAPHS, FONTS, PIECES, LISTS, LIST_USES = 1, 11, 12, 13, 15, 33, 73, 74


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: characters ``start`` to ``end`` lie at ``fc``, one or two bytes each."""

    start: int
    end: int
    fc: int
    wide: bool

    def fc_of(self, cp: int) -> int:
        return self.fc + (cp - self.start) * (2 if self.wide else 1)


class Binary:
    """The two streams of a file and what its header says of them."""

    def __init__(self, main: bytes, tables: dict[str, bytes]) -> None:
        self.main = main
        identity, self.version = struct.unpack_from("<HH", main, 0)
        flags = self._u16(0x0A)
        if identity not in {0xA5EC, 0xA5DC}:
            raise ValueError("no Word header")
        self.encrypted = bool(flags & 0x0100)
        self.table = tables.get("1table" if flags & 0x0200 else "0table", b"")
        self.counts = struct.unpack_from("<8I", main, 0x4C) if self.version >= 0xC1 else (0,) * 8

    def _u16(self, at: int) -> int:
        return int(struct.unpack_from("<H", self.main, at)[0])

    def place(self, index: int) -> tuple[int, int]:
        """Offset and length of a structure in the table stream; (0, 0) for one this version lacks."""
        if index >= self._u16(0x98):
            return 0, 0
        fc, length = struct.unpack_from("<II", self.main, _FCLCB + 8 * index)
        return fc, length

    def structure(self, index: int) -> bytes:
        fc, length = self.place(index)
        return self.table[fc : fc + length]

    def pieces(self) -> list[Piece]:
        """The piece table, in text order."""
        clx = self.structure(PIECES)
        at = 0
        while at < len(clx) and clx[at] == 1:
            at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
        if at >= len(clx) or clx[at] != 2:
            raise ValueError("no piece table")
        length = struct.unpack_from("<I", clx, at + 1)[0]
        plc = clx[at + 5 : at + 5 + length]
        count = (len(plc) - 4) // 12
        bounds = struct.unpack_from(f"<{count + 1}I", plc, 0)
        out = []
        for i in range(count):
            fc = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * i + 2)[0]
            wide = not fc & _COMPRESSED
            fc &= 0x3FFFFFFF
            if not 0 <= bounds[i + 1] - bounds[i] <= len(self.main):
                raise ValueError("piece longer than the file")
            out.append(Piece(bounds[i], bounds[i + 1], fc if wide else fc // 2, wide))
        return out

    def text(self, pieces: list[Piece]) -> str:
        """All characters, one per ``cp``."""
        return "".join(self._piece_text(piece) for piece in pieces)

    def _piece_text(self, piece: Piece) -> str:
        size = piece.end - piece.start
        data = self.main[piece.fc : piece.fc + size * (2 if piece.wide else 1)]
        if piece.wide:  # one character per code unit keeps cp exact; pairs of surrogates are joined later
            units = struct.unpack(f"<{len(data) // 2}H", data[: len(data) // 2 * 2])
            return "".join(map(chr, units)).ljust(size)
        return data.decode("cp1252", "replace").ljust(size)


def sprms(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Property codes with their operands; stops at the end or at a broken one."""
    at = 0
    while at + 2 <= len(data):
        code = struct.unpack_from("<H", data, at)[0]
        at += 2
        kind = code >> 13
        if kind != 6:
            size = _SPRM_SIZES[kind]
        elif code == 0xD608 and at + 2 <= len(data):  # table definition: a length of two bytes, one too great
            size = struct.unpack_from("<H", data, at)[0] + 1
        elif at < len(data):
            size = data[at] + 1
        else:
            return
        yield code, data[at : at + size]
        at += size


class Properties:
    """Runs of equal properties by ``fc``: of paragraphs (style and codes) or of characters (codes only)."""

    def __init__(self, binary: Binary, index: int) -> None:
        self._paragraphs = index == PARAGRAPHS
        self._main = binary.main
        plc = binary.structure(index)
        count = max(0, (len(plc) - 4) // 8)
        self._starts = list(struct.unpack_from(f"<{count + 1}I", plc, 0)) if count else []
        self._pages = (
            [number & 0x3FFFFF for number in struct.unpack_from(f"<{count}I", plc, 4 * (count + 1))] if count else []
        )
        self._cache: dict[int, tuple[list[int], list[bytes]]] = {}

    def at(self, fc: int) -> tuple[int, bytes]:
        """Where the run around ``fc`` ends, and its properties (of a paragraph: two bytes of style, then codes)."""
        index = bisect_right(self._starts, fc) - 1
        if not 0 <= index < len(self._pages):
            return fc + 1, b""
        bounds, values = self._page(self._pages[index])
        run = bisect_right(bounds, fc) - 1
        if not 0 <= run < len(values):
            return fc + 1, b""
        return bounds[run + 1], values[run]

    def _page(self, number: int) -> tuple[list[int], list[bytes]]:
        if number not in self._cache:
            page = self._main[number * _PAGE : (number + 1) * _PAGE]
            count = page[-1] if len(page) == _PAGE else 0
            bounds = list(struct.unpack_from(f"<{count + 1}I", page, 0)) if count else []
            at = 4 * (count + 1)
            step = 13 if self._paragraphs else 1
            self._cache[number] = bounds, [self._value(page, page[at + step * i] * 2) for i in range(count)]
        return self._cache[number]

    def _value(self, page: bytes, at: int) -> bytes:
        if not at:
            return b""
        size = page[at]
        if not self._paragraphs:
            return page[at + 1 : at + 1 + size]
        if size:
            return page[at + 1 : at + 2 * size]
        return page[at + 2 : at + 2 + 2 * page[at + 1]]
