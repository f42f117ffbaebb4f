"""What the page says, found in the sources, and the catalogs that translate it.

Found are ``t("…")`` in scripts, ``_("…")`` in templates, and in Python modules the literal texts of
findings (:mod:`l10n.checks.wording`) and of errors that a person may see in the page.
``python -m l10n.review.messages`` brings ``locales/*/LC_MESSAGES/l10n.po`` in line with them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from l10n.checks import CHECKS
from l10n.files import locked
from l10n.interface import catalog_path, page_texts
from l10n.languages.codes import FIRST_LOCALES
from l10n.model import Segment
from l10n.po.catalog import Catalog

_HERE = Path(__file__).parent
_PACKAGE = _HERE.parent
# In Python: which arguments of which calls are said to people.
_SAYING: dict[str, tuple[int, ...]] = {
    "Message": (0,),
    "error": (0, 1),
    "warning": (0, 1),
    "differences": (2, 3),
}
_RAISING: dict[str, tuple[int, ...]] = {
    "CatalogError": (0, 1),
    "L10nError": (0, 1),
    "Message": (0,),
    "RoleError": (0, 1),
    "UnknownError": (0, 1),
    "check_is_reviewer": (0, 1),
    "__init__": (0, 1),
}
_SOURCE = "l10n"


def messages() -> Iterator[Segment]:
    """The messages in the order of the files, each once, with the place where it first stands."""
    seen = set()
    for text, context, line in _all():
        if text and text not in seen:
            seen.add(text)
            yield Segment(text, context=context, line=line)


def _all() -> Iterator[tuple[str, str, int]]:
    pages = (_HERE, _PACKAGE / "serving")
    for file in (one for folder in pages for one in sorted(folder.glob("[st]*/*.[hj]*"))):
        yield from ((text, file.name, line) for text, line in page_texts(file))
    for name in CHECKS:
        yield name, "name of a check", 1
    for file in sorted((_PACKAGE / "checks").glob("*.py")):
        yield from ((text, file.name, line) for text, line in _texts(file, _SAYING))
    po = (_PACKAGE / "po" / name for name in ("editing.py", "notes.py"))
    for file in [*sorted(_HERE.glob("*.py")), *po]:
        yield from ((text, file.name, line) for text, line in _texts(file, _RAISING))


def _texts(file: Path, calls: dict[str, tuple[int, ...]]) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            for place in calls.get(name, ()):
                yield from _literals(node.args[place]) if place < len(node.args) else ()


def _literals(node: ast.expr) -> Iterator[tuple[str, int]]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value, node.lineno
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


STRINGS = sorted({text for file in _HERE.glob("static/*.js") for text, _ in page_texts(file)})
"""What the scripts say: the template hands them over in the page's language."""


def update() -> None:
    """Bring the catalogs in line with the sources; what is new in them waits for a translator."""
    for locale in FIRST_LOCALES:
        path = catalog_path(locale)
        with locked(path):
            catalog = Catalog.open(path, locale)
            catalog.merge(list(messages()), _SOURCE)
            catalog.save()


if __name__ == "__main__":
    update()
