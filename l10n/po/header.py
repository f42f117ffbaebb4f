"""The headers of a PO file (GNU gettext manual, "Filling in the Header Entry")."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping

from l10n.languages.codes import plural_forms
from l10n.version import __version__


def new_headers(name: str, locale: str | None) -> dict[str, str]:
    """Headers of a new file. The dates are set once: later changes would be noise in a diff.

    Args:
        name: of the document.
        locale: the target locale, None for a template.
    """
    now = time.time()
    moment = time.gmtime(float(os.environ.get("SOURCE_DATE_EPOCH", now)))
    date = time.strftime("%Y-%m-%d %H:%M+0000", moment)
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
