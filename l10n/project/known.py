"""Documents of which all that is wanted is known, so that nothing of theirs is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from l10n.project.facts import Facts, Place, Survey
from l10n.project.work import Done, as_known

if TYPE_CHECKING:
    from l10n.memory import Memory


@dataclass(frozen=True, slots=True)
class Counted:
    """A document in a locale, and how far it is.

    Attributes:
        place: the document and its catalog.
        facts: what they come to.
        was_clean: whether the catalog was in line with the document before.
        moved_from: the document that it continues the catalog of, "" for its own.
    """

    place: Place
    facts: Facts
    was_clean: bool
    moved_from: str = ""


def known_documents(
    survey: Survey,
    places: Sequence[Place],
    facts: dict[Place, Facts],
    is_done: Callable[[Place], bool] = lambda place: True,
) -> Iterator[tuple[Path, Done[Counted]]]:
    """The documents of which there are facts for all locales, and that are done in all of them."""
    for document, group in groupby(places, key=lambda place: place.document):
        own = list(group)
        if all(place in facts and is_done(place) for place in own):
            found = [facts[place] for place in own]
            results = [
                Counted(place, one, one.is_clean) for place, one in zip(own, found, strict=True)
            ]
            yield document, as_known(own, found, results)


def in_line(
    survey: Survey, places: Sequence[Place], facts: dict[Place, Facts], memory: Memory
) -> Callable[[Place], bool]:
    """What tells of a place with facts whether ``l10n update`` would change nothing.

    Its catalog and its document's template are in line, and the memory knows what is approved.
    """
    project = survey.project
    clean = survey.clean_templates(dict.fromkeys(place.document for place in places))
    taught = memory.taught() if any(one.approved for one in facts.values()) else {}

    def is_in_line(place: Place) -> bool:
        one = facts[place]
        if not one.segments and not survey.index.known(place.catalog).digest:
            return True  # a document without text needs no catalog
        about = project.reference(place.document), project.source_locale, place.locale
        return (
            one.is_clean
            and place.document in clean
            and (not one.approved or taught.get(about) == survey.key(place))
        )

    return is_in_line
