"""What the checks say now of what stands in a project's catalogs."""

from __future__ import annotations

from functools import lru_cache

from l10n.checks import Context, Unit, check_unit
from l10n.glossary import Glossary
from l10n.model import Finding, Segment, Translation
from l10n.po.catalog import Catalog, Entry
from l10n.project.config import Project
from l10n.project.locales import locale_of
from l10n.translation import drafting


def context(project: Project, locale: str) -> Context:
    """What the checks may know of a project's translations into a locale, "" where that is not
    known.
    """
    glossary = Glossary.open(project.root, project.source_locale)
    return Context(
        locale, project.source_locale, glossary, disabled=project.checks.disabled(locale)
    )


class LiveChecks:
    """The checks with a project's glossary and settings, each read once.

    Args:
        project: whose.
    """

    def __init__(self, project: Project) -> None:
        self._context = lru_cache(lambda locale: context(project, locale))

    def findings(self, catalog: Catalog, entry: Entry) -> list[Finding]:
        """What the checks find now in an entry's translation; nothing where there is none."""
        texts = entry.translation.texts
        text = next((text for text in texts if text.strip()), "")
        if not text:
            return []
        forms = texts if entry.plural else ()
        unit = Unit(entry.msgid, text, entry.key, entry.msgctxt, entry.flags, entry.plural, forms)
        return check_unit(unit, self._context(locale_of(catalog)))

    def of_draft(self, message: Segment, draft: Translation, locale: str) -> list[Finding]:
        """What the checks find in a draft that is to be saved."""
        return check_unit(drafting.unit(message, draft), self._context(locale))
