"""How this l10n was installed, and the command that adds an extra to it.

The distribution's name is not the import name: PyPI's ``l10n`` is another project's.
"""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from importlib import metadata, util
from pathlib import Path
from typing import Any

DISTRIBUTION = "l10n-offline"
_PIPX_EXTRAS = re.compile(r"\[([^]]*)\]$")
_UV_EXTRAS = re.compile(r"\bextras\s*=\s*\[([^]]*)\]")


def install_command(extra: str) -> str:
    """The command that adds an extra to the l10n that runs, as a shell takes it.

    pipx and uv keep a tool's environment whole by making it anew, so what they are told names the
    extras that it has as well. An editable checkout stays one. Where l10n came from a file or
    folder that is gone, its environment is added to as it is: of a name that is installed already
    an installer fetches only what the extra needs.
    """
    prefix = Path(sys.prefix)
    origin = _origin()
    file = _file(origin)
    gone = file is not None and not file.exists()
    if not gone and (known := _read(prefix / "pipx_metadata.json")):
        wanted = _requirement(origin, extra, _pipx_extras(known))
        return _shell(["pipx", "install", "--force", *wanted])
    if not gone and (known := _read(prefix / "uv-receipt.toml")):
        wanted = _requirement(origin, extra, *_UV_EXTRAS.findall(known))
        return _shell(["uv", "tool", "install", "--force", *wanted])
    python = _near(sys.executable)
    wanted = _requirement({} if gone else origin, extra)
    if util.find_spec("pip"):
        return _shell([python, "-m", "pip", "install", *wanted])
    return _shell(["uv", "pip", "install", "--python", python, *wanted])


def _requirement(origin: dict[str, Any], extra: str, *groups: str) -> list[str]:
    """What to tell an installer.

    Args:
        origin: where the package came from.
        extra: to be added.
        groups: of extras that the tool has, separated by commas.
    """
    known = {name.strip(" \"'\n") for group in groups for name in group.split(",")}
    extras = ",".join(sorted({extra, *known} - {""}))
    url = str(origin.get("url", ""))
    if "dir_info" in origin:
        folder = _near(str(_file(origin) or url))
        folder = folder if Path(folder).is_absolute() or folder == "." else f"./{folder}"
        editable = ["--editable"] if origin["dir_info"].get("editable") else []
        return [*editable, f"{folder}[{extras}]"]
    if vcs := origin.get("vcs_info"):
        url = f"{vcs['vcs']}+{url}@{vcs['commit_id']}"
    return [f"{DISTRIBUTION}[{extras}]" + (f" @ {url}" if url else "")]


def _origin() -> dict[str, Any]:
    """Where the package came from if not from an index (PyPA, "Direct URL Data Structure")."""
    try:
        text = metadata.distribution(DISTRIBUTION).read_text("direct_url.json")
        found = json.loads(text or "{}")
    except (metadata.PackageNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _file(origin: dict[str, Any]) -> Path | None:
    """The file or folder of this machine that the package came from."""
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    parts = urlsplit(str(origin.get("url", "")))
    return Path(url2pathname(parts.path)) if parts.scheme == "file" else None


def _pipx_extras(known: str) -> str:
    try:
        found = _PIPX_EXTRAS.search(json.loads(known)["main_package"]["package_or_url"])
    except (KeyError, TypeError, ValueError):
        return ""
    return found[1] if found else ""


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, ValueError):
        return ""


def _near(path: str) -> str:
    """A path as seen from the working directory if it lies below."""
    try:
        return str(Path(path).relative_to(Path.cwd()))
    except (ValueError, OSError):
        return path


def _shell(command: list[str]) -> str:
    return subprocess.list2cmdline(command) if sys.platform == "win32" else shlex.join(command)
