"""E-mails (.eml, Outlook's .msg): the attachments, or the text of the message itself where it has none."""

from __future__ import annotations

import io
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from qualitycheck.errors import LoadError
from qualitycheck.load.archive import Member, safe_name
from qualitycheck.load.limits import Limits

_PICTURES_IN_TEXT = 40_000  # bytes: smaller inline pictures are logos and signatures


def eml_members(data: bytes, limits: Limits) -> Iterator[Member]:
    """Attachments of an internet message."""
    try:
        message = message_from_bytes(data, policy=policy.default)
        found = list(_attachments(message))
    except Exception as error:  # the parser raises much on headers that break the rules
        raise LoadError("corrupt", "bad-message") from error
    yield from _some(found, _body(message), limits)


def _attachments(message: Any) -> Iterator[Member]:
    for number, part in enumerate(message.walk(), start=1):
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            continue
        name = safe_name(part.get_filename() or "")
        kind = part.get_content_type()
        if not name and (kind.startswith("text/") or kind == "message/rfc822"):
            continue
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes):
            continue
        inline = part.get_content_disposition() == "inline" or part.get("content-id")
        if kind.startswith("image/") and inline and len(payload) < _PICTURES_IN_TEXT:
            continue
        yield Member(name or f"attachment {number}", payload)


def _body(message: Any) -> bytes:
    if not isinstance(message, EmailMessage):
        return b""
    try:
        part = message.get_body(("plain", "html"))
        text = part.get_content() if part is not None else ""
    except Exception:  # an unknown charset, a part that is none
        return b""
    return text.encode("utf-8") if isinstance(text, str) else b""


def msg_members(data: bytes, limits: Limits) -> Iterator[Member]:
    """Attachments of an Outlook message."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            streams = {tuple(path): ole for path in ole.listdir()}
            folders = sorted({path[0] for path in streams if path[0].lower().startswith("__attach_version1.0")})
            found = [member for folder in folders if (member := _attached(ole, folder)) is not None]
            body = _property(ole, "", "1000")
    except Exception as error:  # olefile raises whatever a broken container makes of it
        raise LoadError("corrupt", "bad-message") from error
    yield from _some(found, body.encode("utf-8"), limits)


def _attached(ole: Any, folder: str) -> Member | None:
    path = f"{folder}/__substg1.0_37010102"
    if not ole.exists(path):
        return None
    name = _property(ole, folder, "3707") or _property(ole, folder, "3704") or folder[-8:]
    return Member(safe_name(name), ole.openstream(path).read())


def _property(ole: Any, folder: str, number: str) -> str:
    """A text property, UTF-16 ("001F") or in the system's encoding ("001E")."""
    for kind, encoding in (("001F", "utf-16-le"), ("001E", "cp1258")):
        path = f"{folder}/__substg1.0_{number}{kind}".lstrip("/")
        if ole.exists(path):
            return str(ole.openstream(path).read().decode(encoding, "replace")).rstrip("\x00")
    return ""


def _some(found: list[Member], body: bytes, limits: Limits) -> Iterator[Member]:
    if len(found) > limits.max_members:
        raise LoadError("too-large", f"members: {len(found)}")
    if found:
        yield from found
    elif body.strip():
        yield Member("message.txt", body)
