"""Numbers and names of one sentence put into the translation of another.

"Chapter 3 of Moby Dick" and its translation yield the one of "Chapter 7 of Moby Dick", since
nothing but a number differs. A name is replaced only where the translation holds it letter by
letter (a product, a file): names that are written or inflected otherwise are left to people.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from l10n.memory.features import TOKEN, is_name
from l10n.model import Pair


class Adapted(NamedTuple):
    """A translation with numbers or names put in.

    Attributes:
        text: the translation.
        other_plural: whether a number now wants another plural form in the target locale.
    """

    text: str
    other_plural: bool


class Change(NamedTuple):
    """A number or a name that another one takes the place of."""

    old: str
    new: str


def changes(source: str, wanted: str) -> list[Change]:
    """The numbers and names in which two sentences differ, each once.

    Returns:
        Nothing where they are the same, differ in something else, or one thing became two.
    """
    if source.count(" ") != wanted.count(" "):  # tells most sentences apart, and fast
        return []
    if TOKEN.sub("\0", source) != TOKEN.sub("\0", wanted):
        return []
    mapping: dict[str, str] = {}
    for old, new in zip(TOKEN.findall(source), TOKEN.findall(wanted), strict=True):
        if mapping.setdefault(old, new) != new:
            return []
        numbers = old[0].isdecimal() and new[0].isdecimal()
        if old != new and not (numbers or (is_name(old) and is_name(new))):
            return []
    return [Change(old, new) for old, new in mapping.items() if old != new]


def substitute(target: str, replaced: Sequence[Change], pair: Pair) -> Adapted | None:
    """Make the changes in the translation.

    Args:
        target: the translation of the sentence that has the old numbers and names.
        replaced: what :func:`changes` found.
        pair: locales of the two languages.

    Returns:
        None where it is not plain what to replace in ``target``.
    """
    places: dict[tuple[int, int], str] = {}
    for change in replaced:
        spot = _number_spot if change.old[0].isdecimal() else _name_spot
        found = spot(change, target, pair)
        if found is None or any(span in places for span in found):
            return None
        places |= found
    text = target
    for (start, end), new in sorted(places.items(), reverse=True):
        text = text[:start] + new + text[end:]
    return Adapted(text, any(_other_plural(change, pair.target) for change in replaced))


def _number_spot(change: Change, target: str, pair: Pair) -> dict[tuple[int, int], str] | None:
    """Where the number stands in the target, written as in the source or as in the locale."""
    localized = _localized(change.old, pair)
    places = {
        match.span(): change.new if match.group() == change.old else _localized(change.new, pair)
        for match in TOKEN.finditer(target)
        if match.group() == change.old or _plain(match.group()) == _plain(localized)
    }
    return places if len(places) == 1 else None


def _name_spot(change: Change, target: str, pair: Pair) -> dict[tuple[int, int], str] | None:
    spans = [match.span() for match in TOKEN.finditer(target) if match.group() == change.old]
    return dict.fromkeys(spans, change.new) if len(spans) == 1 else None


def _localized(number: str, pair: Pair) -> str:
    """A number with the separators of the target locale (Unicode CLDR)."""
    from babel.numbers import get_decimal_symbol, get_group_symbol

    group, point = get_group_symbol(pair.source), get_decimal_symbol(pair.source)
    signs = {group: get_group_symbol(pair.target), point: get_decimal_symbol(pair.target)}
    return "".join(signs.get(sign, sign) for sign in number)


def _plain(number: str) -> str:
    # Spaces between digits come in several kinds.
    return re.sub(r"[\u00a0\u202f]", " ", number)


def _other_plural(change: Change, locale: str) -> bool:
    from babel import Locale

    if not (change.old.isdecimal() and change.new.isdecimal()):
        return change.old[0].isdecimal()
    form = Locale.parse(locale).plural_form
    return bool(form(int(change.old)) != form(int(change.new)))
