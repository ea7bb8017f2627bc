"""Photographs and scans (.jpg .png .tif .bmp .gif .webp), recognised by Tesseract."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from qualitycheck.errors import LoadError
from qualitycheck.load import ocr
from qualitycheck.load.draft import Content
from qualitycheck.load.limits import Limits
from qualitycheck.load.pdf_layout import paragraphs
from qualitycheck.load.scan import read_image

_LONG_SIDE = 297 / 25.4  # inches of an A4 page
_FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "GIF", "WEBP", "PPM", "MPO")
_MOST_PIXELS = 150_000_000


def read(data: bytes, limits: Limits) -> Content:
    """All pages of an image file. Raises LoadError("scan-without-ocr" | "corrupt" | "too-large")."""
    if problem := why_not(limits):
        raise LoadError("scan-without-ocr", problem)
    return read_pictures([data], limits)


def read_pictures(files: Sequence[bytes], limits: Limits) -> Content:
    """Image files as the pages of one document. Raises LoadError."""
    pictures = (picture for data in files for picture in _pictures(data, limits))
    pages = []
    for number, picture in enumerate(pictures, start=1):
        if number > limits.ocr_pages:
            raise LoadError("too-large", f"scanned-pages: {number}")
        pages.append(read_image(picture, number))
    if not any(page.lines or page.cells for page in pages):
        raise LoadError("unreadable-text", "ocr-nothing")
    return Content(paragraphs(pages, (), ()), len(pages))


def why_not(limits: Limits) -> str:
    """Why scans are not read: switched off, or something is not installed; "" when they are."""
    return ocr.missing() if limits.ocr else "ocr-off"


def _pictures(data: bytes, limits: Limits) -> Iterator[Callable[[int], Any]]:
    from PIL import Image, ImageSequence

    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            _refuse_large(image, limits)
            for frame in ImageSequence.Iterator(image):
                yield partial(_scaled, _grey(frame))
    except LoadError:
        raise
    except Exception as error:  # Pillow's decoders raise whatever a broken file makes of them
        raise LoadError("corrupt", "bad-image") from error


def _refuse_large(image: Any, limits: Limits) -> None:
    if image.width * image.height > _MOST_PIXELS:
        raise LoadError("too-large", f"pixels: {image.width}x{image.height}")
    if getattr(image, "n_frames", 1) > limits.ocr_pages:
        raise LoadError("too-large", f"pages: {image.n_frames}")


def _grey(image: Any) -> Any:
    """Upright as the camera says, on white, grey."""
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(image)
    if upright.mode in {"RGBA", "LA", "PA", "P"}:
        upright = upright.convert("RGBA")
        paper = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(paper, upright)
    return upright.convert("L")


def _scaled(grey: Any, dpi: int) -> Any:
    """About so many dots per inch of an A4 page, as far as the image has them."""
    from PIL import Image

    longer = max(grey.size)
    factor = _LONG_SIDE * dpi / longer
    if 0.8 < factor < 1.5 or longer < 300:
        return grey
    size = (max(1, round(grey.width * factor)), max(1, round(grey.height * factor)))
    return grey.resize(size, Image.Resampling.LANCZOS)
