"""The page's messages, found in its own files, and the catalogs that translate them.

``python -m l10n.review.messages`` brings ``locales/*/LC_MESSAGES/l10n.po`` in line with the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from l10n.catalog import Catalog
from l10n.files import locked
from l10n.languages import FIRST_LOCALES
from l10n.model import Segment
from l10n.review.interface import catalog_path

_HERE = Path(__file__).parent
# t("…") in scripts, _("…") in templates.
_CALL = re.compile(r'\b(?:t|_)\(("(?:[^"\\]|\\.)*")')
_SOURCE = "l10n/review"


def messages() -> Iterator[Segment]:
    """The messages in the order of the files, each once, with the place where it first stands."""
    seen = set()
    for file in sorted(_HERE.glob("[st]*/*.[hj]*")):
        for number, line in enumerate(file.read_text("utf-8").split("\n"), start=1):
            for quoted in _CALL.findall(line):
                if (text := json.loads(quoted)) not in seen:
                    seen.add(text)
                    yield Segment(text, context=file.name, line=number)


STRINGS = sorted(message.content for message in messages() if message.context.endswith(".js"))
"""What the scripts say: the template hands them over in the page's language."""


def update() -> None:
    """Bring the catalogs in line with the page; what is new in them waits for a translator."""
    for locale in FIRST_LOCALES:
        path = catalog_path(locale)
        with locked(path):
            catalog = Catalog.open(path, locale)
            catalog.merge(list(messages()), _SOURCE)
            catalog.save()


if __name__ == "__main__":
    update()
