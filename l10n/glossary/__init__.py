"""Glossary: what a project's terms are called in each locale, and what they must not be called.

It stands in ``glossary.csv`` in the project's folder; see :mod:`l10n.glossary.table`. Terms are
found, in the source and in a translation, in whatever form grammar gives them; see
:mod:`l10n.glossary.inflection`::

    glossary = Glossary.open(project.root, project.source_locale)
    for found in glossary.terms_in(sentence, "ru"):
        if not glossary.satisfied(found.term, translation, "ru"):
            ...
"""

from l10n.glossary.glossary import Glossary, Occurrence
from l10n.glossary.term import Rule, Term

__all__ = ["Glossary", "Occurrence", "Rule", "Term"]
