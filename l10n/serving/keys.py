"""API keys: a file of their digests. What is not in it does not open the server.

A key is 256 random bits, so a plain SHA-256 cannot be searched for the key, and a slow hash would
only slow each request down.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from pathlib import Path

from l10n.errors import ConfigError, WriteError
from l10n.files import atomic_write, file_stamp, locked

FILE = Path(".l10n") / "api-keys.json"
_VERSION = 1
_NAME = re.compile(r"[\w.@-]{1,64}")


@dataclass(frozen=True, slots=True)
class Key:
    """What is known of a key.

    Attributes:
        name: of whoever has it; it stands in the log.
        digest: SHA-256 of the key, hexadecimal.
        rate: requests, as in "600/minute"; "" for the server's own rate.
        created: when, in UTC (ISO 8601).
    """

    name: str
    digest: str
    rate: str = ""
    created: str = ""


class Keys:
    """The keys in a file; it is read again when it has changed.

    Args:
        path: the file. It need not be there: then there are no keys.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stamp: tuple[int, ...] | None = None
        self._by_digest: dict[str, Key] = {}

    def all(self) -> list[Key]:
        """All keys, in the order they were made.

        Raises:
            ConfigError: the file cannot be read, or is none of ours.
        """
        return list(self._current().values())

    def find(self, secret: str) -> Key | None:
        """The key that a client has sent; None where there is no such key.

        Raises:
            ConfigError: see :meth:`all`.
        """
        return self._current().get(digest(secret))

    def add(self, name: str, rate: str = "") -> str:
        """Make a key.

        Returns:
            The key itself; it is kept nowhere.

        Raises:
            ConfigError: the name is taken or no name, or the rate is no rate.
            WriteError: the file cannot be written.
        """
        from l10n.serving.rates import parse_rate

        if not _NAME.fullmatch(name):
            raise ConfigError(
                f"{name!r} cannot name a key", "use letters, digits, dots, @ and hyphens"
            )
        if rate:
            parse_rate(rate)
        secret = secrets.token_urlsafe(32)
        with locked(self.path):
            keys = self.all()
            if any(key.name == name for key in keys):
                raise ConfigError(f"there is a key for {name!r}", "revoke it, or take another name")
            created = datetime.now(timezone.utc).isoformat(timespec="seconds")
            self._save([*keys, Key(name, digest(secret), rate, created)])
        return secret

    def revoke(self, name: str) -> None:
        """Take a key away; a running server refuses it from its next request on.

        Raises:
            ConfigError: there is no such key.
            WriteError: the file cannot be written.
        """
        with locked(self.path):
            keys = self.all()
            kept = [key for key in keys if key.name != name]
            if len(kept) == len(keys):
                names = ", ".join(key.name for key in keys) or "none"
                raise ConfigError(f"there is no key for {name!r}", f"there are: {names}")
            self._save(kept)

    def _save(self, keys: list[Key]) -> None:
        data = {"version": _VERSION, "keys": [asdict(key) for key in keys]}
        try:
            self.path.touch(mode=0o600)  # the new file takes over the old one's permissions
        except OSError as error:
            raise WriteError(
                f"{self.path}: cannot be written ({error.strerror})", "check the folder"
            ) from None
        atomic_write(self.path, (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode())

    def _current(self) -> dict[str, Key]:
        stamp = file_stamp(self.path)
        if stamp != self._stamp:
            try:
                self._by_digest = self._read() if stamp else {}
            except FileNotFoundError:  # taken away since
                self._by_digest, stamp = {}, None
            self._stamp = stamp
        return self._by_digest

    def _read(self) -> dict[str, Key]:
        hint = "`l10n serve-keys add` writes such files"
        try:
            text = self.path.read_text("utf-8")
            if not text:
                return {}
            data = json.loads(text)
            if data["version"] != _VERSION:
                raise ConfigError(f"{self.path}: is of another version of l10n", hint)
            keys = [
                Key(**{name: str(value) for name, value in row.items()}) for row in data["keys"]
            ]
        except (ValueError, TypeError, KeyError, AttributeError):
            raise ConfigError(f"{self.path}: is no file of API keys", hint) from None
        except OSError as error:
            if isinstance(error, FileNotFoundError):
                raise
            raise ConfigError(
                f"{self.path}: cannot be read ({error.strerror})", "check its permissions"
            ) from None
        return {key.digest: key for key in keys}


def digest(secret: str) -> str:
    """SHA-256 of a key, hexadecimal."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
