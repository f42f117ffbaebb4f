"""Base forms of target words: what a dictionary or a glossary would call them.

Russian and Ukrainian by pymorphy3, Mongolian by Hunspell's stems as far as the dictionary or the
corpus itself has them as words: Hunspell alone also cuts where nothing ends.
"""

from __future__ import annotations

import functools
import subprocess
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

NAMES = frozenset(("Name", "Surn", "Patr", "Geox", "Orgn"))
"""Grammemes (OpenCorpora) of words that are written with a capital."""

FUNCTION = frozenset(("PREP", "CONJ", "PRCL", "NPRO", "INTJ", "NUMR"))
"""Parts of speech (OpenCorpora) that are no base form worth telling."""

_SMALL = """
гэж нь ч л бол ба бөгөөд мөн энэ тэр эдгээр тэдгээр байна байсан байв байгаа юм билээ бэ вэ уу үү
шүү дээ даа гэсэн хэмээн гэдэг гэх гэхэд гэвч харин болон буюу эсвэл хэрэв учир тул хүртэл тухай
төлөө дээр доор дотор гадна дунд хойш өмнө үед болно болсон болов байх тэд бид би та чи түүний
тэдний өөрийн нэг бүр бүх
"""

PARTICLES = frozenset(_SMALL.split())
"""Mongolian words that only join others or stand for them."""

LEAST_SEEN = 3
"""How often a Mongolian stem that the dictionary lacks must stand on its own in the corpus."""

HUNSPELL = ("hunspell", "-d", "mn_MN", "-s", "-i", "utf-8")

_VOWELS = "аэиоөуүы"

_ENDINGS = """
ын ийн ы ий н ны ний гийн гын д т нд ыг ийг г аас ээс оос өөс наас нээс ноос нөөс гаас гээс гоос
гөөс аар ээр оор өөр гаар гээр гоор гөөр тай тэй той руу рүү луу лүү ууд үүд нууд нүүд чууд чүүд
уудын үүдийн уудыг үүдийг ч
"""

SUFFIXES = tuple(sorted(_ENDINGS.split(), key=len, reverse=True))
"""Case and number endings of nouns, for names that Hunspell does not know."""


class Lemmatizer(Protocol):
    """Finds base forms in one language."""

    def forms(self, word: str) -> tuple[str, ...]:
        """Return the base forms a word may have, in small letters, the likeliest first."""
        ...

    def content(self, word: str) -> bool:
        """Whether the word says something by itself: no preposition, conjunction or pronoun."""
        ...

    def is_name(self, word: str) -> bool:
        """Whether the word is known to be written with a capital wherever it stands."""
        ...

    def phrase(self, words: Sequence[str]) -> str | None:
        """Return the base form of a phrase in small letters, None where none is found."""
        ...


class Slavic:
    """Russian or Ukrainian, by pymorphy3's dictionary."""

    def __init__(self, lang: str, headwords: Iterable[str]) -> None:
        """Load pymorphy3's dictionary of ``ru`` or ``uk``; ``headwords`` are base forms."""
        import pymorphy3

        self.morph: Any = pymorphy3.MorphAnalyzer(lang=lang)
        self.heads = {word.lower() for head in headwords for word in head.split()}
        # One cache for each language: method caches would keep both alive for ever.
        self.parse = functools.lru_cache(500_000)(self._parse)

    def _parse(self, word: str) -> list[Any]:
        """Return the readings, those whose normal form is a headword first, then by score."""
        found: list[Any] = self.morph.parse(word)
        return sorted(found, key=lambda parse: parse.normal_form not in self.heads)

    def forms(self, word: str) -> tuple[str, ...]:
        """Return the normal forms, headwords first, then by their probability."""
        return tuple(dict.fromkeys(parse.normal_form for parse in self.parse(word.lower())))

    def _agreeing(self, word: str) -> Any:
        """Return the reading as an adjective or participle, None where there is none."""
        readings = (parse for parse in self.parse(word) if parse.tag.POS in ("ADJF", "PRTF"))
        return next(readings, None)

    def content(self, word: str) -> bool:
        """Judge the likeliest reading's part of speech."""
        return self.parse(word.lower())[0].tag.POS not in FUNCTION

    def is_name(self, word: str) -> bool:
        """Whether the likeliest reading is a name."""
        return not NAMES.isdisjoint(self.parse(word.lower())[0].tag.grammemes)

    def phrase(self, words: Sequence[str]) -> str | None:
        """Put the first noun and what agrees with it before it into the nominative.

        The rest stays as it is ("правил сегментации" gives "правило сегментации").
        """
        lower = [word.lower() for word in words]
        if any(self.parse(word)[0].tag.POS == "NUMR" for word in lower):
            return None
        agreeing = [self._agreeing(word) for word in lower[:-1]] + [None]
        head = next(
            (
                i
                for i, word in enumerate(lower)
                if agreeing[i] is None and self.parse(word)[0].tag.POS == "NOUN"
            ),
            None,
        )
        if head is None:
            return None
        noun = self.parse(lower[head])[0]
        # A gender implies the singular; Ukrainian's dictionary has no grammeme for that.
        wanted = {"nomn", noun.tag.gender or "plur"}
        out = []
        for i, word in enumerate(lower):
            reading = agreeing[i] if i < head else None
            if i == head:
                out.append(noun.normal_form)
            elif reading is None:
                out.append(word)
            else:
                inflected = reading.inflect(wanted)
                if inflected is None:
                    return None
                out.append(inflected.word)
        return " ".join(out)


class Mongolian:
    """Mongolian: Hunspell proposes stems, the dictionary and the corpus say which are words."""

    def __init__(self, words: Iterable[str], headwords: Iterable[str]) -> None:
        """Stem all ``words`` of the corpus (with repetitions); ``headwords`` are base forms."""
        seen = Counter(word.lower() for word in words)
        heads = list(headwords)
        self.heads = {head.lower() for head in heads}
        self.names = {head.lower() for head in heads if head[:1].isupper()}
        self.known = self.heads | {word for word, count in seen.items() if count >= LEAST_SEEN}
        self.verbs: dict[str, list[str]] = {}
        for head in sorted(self.heads):
            if head.endswith("х") and len(head) > 2:
                self.verbs.setdefault(head[:-1], []).append(head)
                if head[-2] in _VOWELS and len(head) > 3:
                    self.verbs.setdefault(head[:-2], []).append(head)
        self.stems = hunspell_stems(seen)

    def forms(self, word: str) -> tuple[str, ...]:
        """Return the base forms of which the dictionary or the corpus knows one at least."""
        word = word.lower()
        if word in self.heads:
            return (word,)
        found: list[str] = []
        for stem in sorted(self.stems.get(word, ()), key=len, reverse=True):
            if stem in self.heads:
                found.append(stem)
            found += self.verbs.get(stem, ())
        for suffix in SUFFIXES:
            stem = word.removesuffix(suffix)
            if stem != word and len(stem) > 2 and stem in self.heads:
                found.append(stem)
        if not found:
            found = [
                stem for stem in self.stems.get(word, ()) if stem in self.known and len(stem) > 2
            ]
        return tuple(dict.fromkeys(found))

    def content(self, word: str) -> bool:
        """Look the word up among the commonest that only join others."""
        return word.lower() not in PARTICLES

    def is_name(self, word: str) -> bool:
        """Whether the dictionary writes the word's base form with a capital."""
        return any(form in self.names for form in self.forms(word))

    def phrase(self, words: Sequence[str]) -> str | None:
        """Return the phrase with its last word, the one that is inflected, in its base form."""
        forms = self.forms(words[-1])
        return " ".join([*(word.lower() for word in words[:-1]), forms[0]]) if forms else None


def hunspell_stems(words: Iterable[str]) -> dict[str, list[str]]:
    """Return Hunspell's stems of Mongolian words, all in small letters."""
    asked = sorted({word for word in words if word.isalpha()})
    answer = subprocess.run(
        HUNSPELL, input="\n".join(asked) + "\n", text=True, capture_output=True, check=True
    ).stdout
    stems: dict[str, list[str]] = {}
    for line in answer.splitlines():
        fields = line.split()
        if len(fields) == 2:
            stems.setdefault(fields[0].lower(), []).append(fields[1].lower())
    return stems


def lemmatizer(lang: str, words: Iterable[str], headwords: Iterable[str]) -> Lemmatizer:
    """Return the language's lemmatizer; ``words`` are those of the corpus, with repetitions."""
    return Mongolian(words, headwords) if lang == "mn" else Slavic(lang, headwords)
