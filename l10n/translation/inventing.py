"""Words that a model made up.

A small model writes words that look like ones and are none. The lists of words that there are
(:mod:`l10n.languages.words`) find most of them; the model is then asked for the sentence once
more without these, and what it says joins the candidates. The first ones stay among them: a word
that no list has may be right all the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from l10n.checks.names import english_words, sound
from l10n.glossary.inflection import is_form
from l10n.languages.words import WORD, known

_NAME = re.compile(r"(?<![\w'’-])[A-Z][^\W\d_]+")
_HEARD = 2  # groups of consonants that a name and its transliteration begin with


def made_up(text: str, locale: str, told: Sequence[str], source: str) -> tuple[str, ...]:
    """The words of a draft that there are not, each once.

    A word with a capital may be a name, which no list has: it counts where it sounds like none of
    the source's.

    Args:
        text: the draft.
        locale: its.
        told: what the model was told to use: that and its forms are no invention.
        source: what the draft is of.

    >>> made_up("Придент Ельцин видел мульптуры.", "ru", (), "President Yeltsin saw the paintings.")
    ('Придент', 'мульптуры')
    """
    bases = [word[0] for one in told for word in WORD.finditer(one)]
    names: list[str] | None = None
    found: list[str] = []
    for word in dict.fromkeys(match[0] for match in WORD.finditer(text)):
        if known(word, locale) is not False or any(is_form(base, word, locale) for base in bases):
            continue
        if not word.islower():
            if not word[1:].islower():  # an acronym
                continue
            if names is None:
                names = [sound(name[0]) for name in _NAME.finditer(source) if _may_be_name(name)]
            heard = sound(word.lower().replace("ц", "тс"))[:_HEARD]  # Yeltsin
            if any(name.startswith(heard) for name in names):
                continue
        found.append(word)
    return tuple(found)


def _may_be_name(word: re.Match[str]) -> bool:
    return word[0].lower() not in english_words()
