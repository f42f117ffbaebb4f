"""The headers of a PO file (GNU gettext manual, "Filling in the Header Entry")."""

from __future__ import annotations

import os
import time

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
