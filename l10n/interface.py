"""The language of our pages: gettext catalogs like any other, compiled when a server starts."""

from __future__ import annotations

import gettext
import io
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from l10n.languages.profile import profiles

DOMAIN = "l10n"
COOKIE = "l10n_language"

# In an installed package, and in a copy of the repository.
_FOLDERS = (Path(__file__).parent / "locales", Path(__file__).parents[1] / "locales")
_CALL = re.compile(r'\b(?:t|_)\(("(?:[^"\\]|\\.)*")')


@cache
def languages() -> dict[str, str]:
    """The languages that the page speaks, by code, each as it calls itself."""
    return {one.code: one.interface for one in profiles() if one.interface}


def catalog_path(locale: str) -> Path:
    """The PO file of the page in a locale."""
    inside = Path(locale) / "LC_MESSAGES" / f"{DOMAIN}.po"
    return next((f / inside for f in _FOLDERS if (f / inside).exists()), _FOLDERS[-1] / inside)


@cache
def translations(locale: str) -> gettext.NullTranslations:
    """The page's messages in a locale; English where there is no catalog of it."""
    path = catalog_path(locale)
    if locale not in languages() or not path.exists():
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def choose(cookie: str, accepted: str) -> str:
    """The language of the page: what the person chose, else the first the browser accepts.

    Args:
        cookie: the value of :data:`COOKIE`, "" for none.
        accepted: the header ``Accept-Language``, in order of preference as browsers send it.
    """
    wanted = [cookie, *(part.split(";")[0].split("-")[0].strip() for part in accepted.split(","))]
    return next((one for one in wanted if one in languages()), "en")


def page_texts(file: Path) -> Iterator[tuple[str, int]]:
    """What a script (``t("…")``) or a template (``_("…")``) says, and in which line."""
    for number, line in enumerate(file.read_text("utf-8").split("\n"), start=1):
        for quoted in _CALL.findall(line):
            yield json.loads(quoted), number
