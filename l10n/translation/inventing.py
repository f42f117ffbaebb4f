"""Words that a model made up.

A small model writes words that look like ones and are none. The lists of words that there are
(:mod:`l10n.languages.words`) find most of them; the model is then asked for the sentence once
more without these, and what it says joins the candidates. The first ones stay among them: a word
that no list has may be right all the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from l10n.glossary.inflection import is_form
from l10n.languages.words import WORD, unknown_words


def made_up(text: str, locale: str, told: Sequence[str]) -> tuple[str, ...]:
    """The words of a draft that there are not, each once.

    Args:
        text: the draft.
        locale: its.
        told: what the model was told to use: that and its forms are no invention.

    >>> made_up("Он видел мульптуры и кварки.", "ru", ["кварк"])
    ('мульптуры',)
    """
    bases = [word[0] for one in told for word in WORD.finditer(one)]
    return tuple(
        word
        for word in dict.fromkeys(unknown_words(text, locale))
        if not any(is_form(base, word, locale) for base in bases)
    )
