"""Names, passwords (scrypt) and sessions. A cookie is never kept, only its hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import sqlite3
import time

from qualitycheck.errors import UsageError
from qualitycheck.web.store.records import ROLES, Role, Session, made

SESSION_SECONDS = 12 * 3600
LEAST_PASSWORD = 10
_COST = {"n": 2**15, "r": 8, "p": 1, "maxmem": 64 * 1024 * 1024}
_NOBODY = "scrypt$" + "00" * 16 + "$" + "00" * 32  # compared with where the name is unknown: the same time is taken


def set_password(db: sqlite3.Connection, name: str, role: str, password: str) -> None:
    """Make the account or change it; its sessions end. Raises UsageError."""
    if role not in ROLES:
        raise UsageError(f'Vai trò "{role}": hãy chọn {", ".join(ROLES)}. (Choose one of these roles.)')
    if not name.strip() or len(name) > 80:
        raise UsageError("Tên tài khoản phải có từ 1 đến 80 chữ. (A name of 1 to 80 letters.)")
    if len(password) < LEAST_PASSWORD:
        raise UsageError(f"Mật khẩu phải có ít nhất {LEAST_PASSWORD} ký tự. (Password too short.)")
    db.execute(
        "INSERT INTO accounts VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET role = excluded.role, secret = excluded.secret",
        (name.strip(), role, _hashed(password, secrets.token_bytes(16))),
    )
    db.execute("DELETE FROM sessions WHERE account = 1 AND person = ?", (name.strip(),))


def has_accounts(db: sqlite3.Connection) -> bool:
    return db.execute("SELECT 1 FROM accounts LIMIT 1").fetchone() is not None


def secret_of(db: sqlite3.Connection, name: str) -> tuple[str, Role | None]:
    """What ``matches`` compares with, and the role; for an unknown name something that nothing matches."""
    row = db.execute("SELECT secret, role FROM accounts WHERE name = ?", (name,)).fetchone()
    return (row["secret"], row["role"]) if row else (_NOBODY, None)


def matches(password: str, secret: str) -> bool:
    """Slow on purpose (about 0.1 s): outside of any transaction."""
    salt = bytes.fromhex(secret.split("$")[1])
    return hmac.compare_digest(_hashed(password, salt), secret)


def _hashed(password: str, salt: bytes) -> str:
    found = hashlib.scrypt(password.encode(), salt=salt, dklen=32, **_COST)
    return f"scrypt${salt.hex()}${found.hex()}"


def open_session(db: sqlite3.Connection, person: str, role: Role, *, account: bool, lang: str) -> str:
    """A new session; returns the cookie."""
    cookie = secrets.token_urlsafe(32)
    db.execute("DELETE FROM sessions WHERE until < ?", (time.time(),))
    db.execute(
        "INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?)",
        (hash_of(cookie), secrets.token_urlsafe(24), person, role, int(account), lang, time.time() + SESSION_SECONDS),
    )
    return cookie


def session_of(db: sqlite3.Connection, cookie: str) -> Session | None:
    row = db.execute("SELECT * FROM sessions WHERE id = ? AND until > ?", (hash_of(cookie), time.time())).fetchone()
    return made(Session, row) if row else None


def change_session(
    db: sqlite3.Connection, session: Session, *, lang: str | None = None, person: str | None = None
) -> None:
    db.execute(
        "UPDATE sessions SET lang = ?, person = ? WHERE id = ?",
        (lang or session.lang, session.person if person is None else person, session.id),
    )


def close_session(db: sqlite3.Connection, session: Session) -> None:
    db.execute("DELETE FROM sessions WHERE id = ?", (session.id,))


def hash_of(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()
