"""Which locale a catalog is of."""

from __future__ import annotations

from l10n.errors import LocaleError
from l10n.languages.codes import parse_locale
from l10n.po.catalog import Catalog


def locale_of(catalog: Catalog) -> str:
    """The locale of a PO file: by its header, else by its path; "" where neither tells."""
    folder = catalog.path.parent
    by_path = folder.parent.name if folder.name == "LC_MESSAGES" else ""
    for code in (catalog.locale, catalog.headers.get("Language"), by_path):
        try:
            if code:
                return parse_locale(code)
        except LocaleError:
            continue
    return ""
