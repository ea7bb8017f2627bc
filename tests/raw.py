"""RawDocuments written down in tests."""

from collections.abc import Sequence

from qualitycheck.types import Block, Cell, RawDocument


def raw_document(
    texts: Sequence[str],
    *,
    labels: Sequence[str] = (),
    bold: Sequence[int] = (),
    cells: dict[int, tuple[int, int, int, int]] | None = None,
    header: Sequence[str] = (),
    path: str = "x.docx",
) -> RawDocument:
    """Blocks in order; ``labels`` by position, ``bold`` and ``cells`` by index, ``header`` as page header at the end."""
    blocks, start = [], 0
    for i, text in enumerate([*texts, *header]):
        label = labels[i] if i < len(labels) else ""
        cell = Cell(*cells[i]) if cells and i in cells else None
        part = "body" if i < len(texts) else "header"
        blocks.append(Block(text, start, label, part, None, cell, i in bold))
        start += len(text) + 1
    return RawDocument(path, "docx", "\n".join([*texts, *header]), tuple(blocks), "0" * 64)
