"""Which language a text is in: py3langid's model, which comes with it and is never downloaded."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from l10n.languages.scripts import main_script, script

# The languages that texts sent here are in; py3langid knows some 90 more, smaller ones, and takes
# a short text for one of them where it has little to go by.
# fmt: off
_LANGUAGES = (
    "ar", "be", "bg", "bn", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he",
    "hi", "hr", "hu", "hy", "id", "it", "ja", "ka", "kk", "ko", "ky", "lt", "lv", "mk", "mn",
    "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "sw", "ta", "th", "tl",
    "tr", "uk", "ur", "uz", "vi", "zh",
)
# fmt: on
_CERTAIN = 0.8  # from here on the first guess is taken at its word
_LONG = 4  # words
_SAMPLE = 4_000  # characters; more of them change nothing


class Detection(NamedTuple):
    """A guess: a language code, and how sure it is, 0 to 100."""

    language: str
    confidence: float


class Detector:
    """Guesses languages; its model (4 MB) is loaded when first asked for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    @cached_property
    def _model(self) -> Any:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier

        model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
        model.set_languages(_LANGUAGES)
        return model

    def detect(self, text: str, sources: Collection[str] = (), most: int = 5) -> list[Detection]:
        """The likeliest languages of a text, best first; none for a text without a letter.

        Args:
            text: any.
            sources: languages that are served: what :meth:`choose` takes it for comes first.
            most: how many.
        """
        guesses = self._rank(text)
        chosen = _chosen(text, guesses, sources) if sources else None
        others = [one for one in guesses if one != chosen]
        found = [*([chosen] if chosen else []), *others][:most]
        return [one for one in found if one.confidence >= 1 or one == chosen] or found[:1]

    def _rank(self, text: str) -> list[Detection]:
        """All languages, the likeliest first; none for a text without a letter."""
        sample = text[:_SAMPLE]
        if not any(map(str.isalpha, sample)):
            return []
        with self._lock:
            ranked = self._model.rank(sample)
        return [Detection(code, round(100 * float(share), 1)) for code, share in ranked]

    def choose(self, text: str, sources: Collection[str]) -> Detection | None:
        """The language to translate a text from; None for a text without a letter.

        The script goes first: a text in a script that none of these languages has is in none of
        them. A short text says little more than its script, and neither does a guess that is not
        certain: the likeliest of the languages in that script is taken.
        """
        return _chosen(text, self._rank(text), sources)


def _chosen(text: str, guesses: Sequence[Detection], sources: Collection[str]) -> Detection | None:
    if not guesses or guesses[0].language in sources:
        return guesses[0] if guesses else None
    written = main_script(text)
    possible = [one for one in guesses if one.language in sources]
    same = [one for one in possible if script(one.language) == written]
    certain = len(text.split()) >= _LONG and guesses[0].confidence >= 100 * _CERTAIN
    return guesses[0] if certain or not same else same[0]
