"""The headers of a PO file (GNU gettext manual, "Filling in the Header Entry")."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from l10n.languages.codes import plural_forms
from l10n.version import __version__


def new_headers(name: str, locale: str | None) -> dict[str, str]:
    """Headers of a new file. The dates are set once: later changes would be noise in a diff.

    Args:
        name: of the document.
        locale: the target locale, None for a template.
    """
    date = _now()
    headers = {
        "Project-Id-Version": name,
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": date,
        "PO-Revision-Date": date if locale else "YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator": "l10n (machine translation)" if locale else "FULL NAME <EMAIL@ADDRESS>",
        "Language-Team": "none" if locale else "LANGUAGE <LL@li.org>",
        "Language": locale or "",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    if locale:
        headers["Plural-Forms"] = plural_forms(locale)
    return headers | {"X-Generator": f"l10n {__version__}"}


def revision(folder: Path, name: str | None = None) -> dict[str, str]:
    """The fields that say who worked on a file last, and when.

    Args:
        folder: where the file is; its git configuration may name the person.
        name: of the person; None for whoever runs the program.
    """
    found = person(folder) if name is None else name
    fields = {"PO-Revision-Date": _now()}
    return fields | {"Last-Translator": found} if found else fields


def person(folder: Path) -> str:
    """Who runs the program: what the variable ``L10N_NAME`` says, else git; "" for nobody."""
    if (name := os.environ.get("L10N_NAME")) is not None:
        return " ".join(name.split())
    return _git_user(folder)


@lru_cache(64)
def _git_user(folder: Path) -> str:
    def configured(name: str) -> str:
        command = ["git", "-C", str(folder), "config", name]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=5)
        except (OSError, subprocess.SubprocessError):
            return ""
        return " ".join(done.stdout.split())

    name, address = configured("user.name"), configured("user.email")
    return f"{name} <{address}>" if name and address else name


def _now() -> str:
    """The time as headers have it; reproducible builds set it."""
    moment = time.gmtime(float(os.environ.get("SOURCE_DATE_EPOCH", time.time())))
    return time.strftime("%Y-%m-%d %H:%M+0000", moment)


def fields(header: str) -> Iterator[tuple[str, str]]:
    """The fields of a header's text; lines without a colon are none."""
    for line in header.split("\n"):
        key, colon, value = line.partition(":")
        if colon:
            yield key.strip(), value.strip()


def put_fields(header: str, values: Mapping[str, str]) -> str:
    """A header's text with other fields: those that stay stand where they stood, new ones last."""
    lines: list[str] = []
    missing = dict(values)
    is_kept = True
    for line in header.removesuffix("\n").split("\n") if header else []:
        key, colon, value = line.partition(":")
        if colon:
            wanted = missing.pop(key.strip(), None)
            is_kept = wanted == value.strip()
            if wanted is not None and not is_kept:
                lines.append(f"{key.strip()}: {wanted}")
        if is_kept:
            lines.append(line)
    lines += [f"{key}: {value}" for key, value in missing.items()]
    return "".join(f"{line}\n" for line in lines)
