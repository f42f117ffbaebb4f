"""Hinted pairs: beside a source word or phrase stands the base form of its translation.

"The court in The Hague" becomes "The court▸ суд▸ in The Hague", and the model learns to inflect
what it is told (target lemma annotations: Bergmanis and Pinnis 2021, "Facilitating terminology
translation with target lemma annotations"; Dinu et al. 2019). Base forms come from the aligned
target words, or from the dictionary where it agrees with them: the dictionary is what a model
will be told later. A few hints are wrong, so that the model weighs them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from training.augment import Span, target_span
from training.corpus import Pair
from training.lemmas import Lemmatizer

MARK = "▸"
"""Stands after the hinted words and after the hint; a piece that no other text may have."""

EDGE = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)
_LATIN = re.compile(r"[A-Za-z]{3}|[A-Z]{2}")
_STOP = re.compile(r"[.,;:!?)»”\"]$")
_DIGIT = re.compile(r"\d")

COUNTS = {1: 0.27, 2: 0.24, 3: 0.18, 4: 0.12, 5: 0.09, 6: 0.04, 7: 0.03, 9: 0.03}
"""Hints a sentence and how often; as many as it has room for, one word in two at the most."""

LONGEST = 3
"""Words of the longest phrase that is hinted."""

PHRASE = 1.6
"""Weight of a phrase among what can be hinted, where a word's is 1: there are fewer phrases."""

WRONG = 0.04
"""Share of wrong hints, among pairs whose target stays as it is."""

_SMALL = """
the a an and or but of in on at to for with by from as is are was were be been has have had that
this these those it its his her their our your my he she they we you i not no will would can could
may might do does did than then so if when while which who whom what where how all any some more
most other into over under after before about up out there here also only very just such
"""

SMALL = frozenset(_SMALL.split())
"""Words that a hint neither begins nor ends with: too common to need one."""

Lookup = Callable[[str, str], Sequence[str]]
"""Return the dictionary's equivalents of a word or phrase in a locale."""


@dataclass(frozen=True, slots=True)
class Hint:
    """Source words ``span``, the base form to write beside them and the target words it is of."""

    span: Span
    base: str
    target: Span | None


def core(word: str) -> str:
    """Return a word without the punctuation at its edges."""
    match = EDGE.match(word)
    return match[2] if match else word


def same_stem(one: str, other: str) -> bool:
    """Whether two words share a beginning that is most of both ("записать", "записывать")."""
    common = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        common += 1
    return common >= 4 and common >= 0.6 * max(len(one), len(other)) - 1


class Hinter:
    """Finds what can be hinted in a language's pairs."""

    def __init__(self, lang: str, lemmas: Lemmatizer, lookup: Lookup) -> None:
        """Use the language's base forms and a dictionary."""
        self.lang, self.lemmas, self.lookup = lang, lemmas, lookup

    def hints(self, pair: Pair) -> list[Hint]:
        """Return every right hint that the pair's links allow, overlapping ones too."""
        source, target = pair.source.split(), pair.target.split()
        found = []
        for size in range(1, LONGEST + 1):
            for start in range(len(source) - size + 1):
                span = (start, start + size)
                if not hintable(source[span[0] : span[1]]):
                    continue
                there = target_span(pair, span)
                if there is None or there[1] - there[0] > size + 1:
                    continue
                base = self.base(pair, source, target, span, there)
                if base is not None:
                    found.append(Hint(span, base, there))
        return found

    def base(
        self, pair: Pair, source: list[str], target: list[str], span: Span, there: Span
    ) -> str | None:
        """Return the base form of the target words: the dictionary's if it has them."""
        words = [core(word) for word in target[there[0] : there[1]]]
        inner = target[there[0] : there[1] - 1]
        if not words or not all(words) or any(_STOP.search(word) for word in inner):
            return None
        if any(char in word for word in words for char in (MARK, "<", ">")):
            return None
        english = " ".join(core(word) for word in source[span[0] : span[1]])
        listed = self.listed(english, words)
        if listed is not None:
            return listed
        if len(words) == 1 and words[0] == english:
            return english
        if _DIGIT.search("".join(words)) or not self.lemmas.content(words[0]):
            return None
        if not self.lemmas.content(words[-1]):
            return None
        if len(words) == 1:
            if words[0].isupper() and len(words[0]) > 1:
                return words[0]
            forms = self.lemmas.forms(words[0])
            base = forms[0] if forms else None
        else:
            base = self.lemmas.phrase(words)
        return None if base is None else self.recase(base, words, source, target, span, there)

    def hinted(
        self, pair: Pair, hints: Sequence[Hint], others: Sequence[str], rng: random.Random
    ) -> Pair | None:
        """Return a copy of the pair with some of its ``hints``, a few made wrong by ``others``."""
        source, target = pair.source.split(), pair.target.split()
        chosen = choose(hints, len(source), rng)
        if not chosen:
            return None
        for number, hint in enumerate(chosen):
            if others and rng.random() < WRONG:
                base = self.wrong(hint, source, target, rng) or rng.choice(others)
                chosen[number] = Hint(hint.span, base, None)
        return write(pair, chosen)

    def wrong(
        self, hint: Hint, source: list[str], target: list[str], rng: random.Random
    ) -> str | None:
        """Return another sense that the dictionary has for the hinted words, if it has one."""
        english = " ".join(core(word) for word in source[slice(*hint.span)])
        said = [word.lower() for word in target]
        senses = [
            sense
            for sense in self.lookup(english, self.lang)
            if not any(same_stem(sense.lower(), word) for word in said)
        ]
        return rng.choice(senses) if senses else None

    def listed(self, english: str, words: Sequence[str]) -> str | None:
        """Return the dictionary's equivalent that the target words are a form of."""
        forms = [{word.lower(), *self.lemmas.forms(word)} for word in words]
        near = None
        for equivalent in self.lookup(english, self.lang):
            parts = [core(part) for part in equivalent.split()]
            if len(parts) != len(words):
                continue
            pairs = list(zip(parts, forms, strict=True))
            if all({part.lower(), *self.lemmas.forms(part)} & known for part, known in pairs):
                return equivalent
            if all(any(same_stem(part.lower(), form) for form in known) for part, known in pairs):
                near = near or equivalent
        return near

    def recase(
        self,
        base: str,
        words: Sequence[str],
        source: list[str],
        target: list[str],
        span: Span,
        there: Span,
    ) -> str:
        """Give a base form the capitals that it would have in the middle of a sentence."""
        parts = base.split()
        begins = there[0] == 0 or re.search(r"[.!?:…]\W*$", target[there[0] - 1]) is not None
        for k, word in enumerate(words):
            if k >= len(parts) or not word[:1].isupper():
                continue
            if k == 0 and begins:
                named = span[0] > 0 and core(source[span[0]])[:1].isupper()
                if not named and not self.lemmas.is_name(word):
                    continue
            parts[k] = _like(parts[k], word)
        return " ".join(parts)


def _like(base: str, word: str) -> str:
    """Give each hyphenated part a capital where the word in the sentence has one."""
    parts, models = base.split("-"), word.split("-")
    if len(parts) != len(models):
        return base[:1].upper() + base[1:]
    return "-".join(
        part[:1].upper() + part[1:] if model[:1].isupper() else part
        for part, model in zip(parts, models, strict=True)
    )


def hintable(words: Sequence[str]) -> bool:
    """Whether source words may get a hint: real words, no punctuation between them."""
    cores = [core(word) for word in words]
    if not all(cores) or cores[0].lower() in SMALL or cores[-1].lower() in SMALL:
        return False
    if any(_STOP.search(word) for word in words[:-1]) or any(MARK in word for word in words):
        return False
    return any(map(_LATIN.search, cores)) and not any("<" in word or ">" in word for word in words)


def choose(hints: Sequence[Hint], words: int, rng: random.Random) -> list[Hint]:
    """Draw hints that do not overlap, as many as ``COUNTS`` says and the sentence has room for."""
    wanted = min(rng.choices(list(COUNTS), list(COUNTS.values()))[0], max(1, words // 2))
    # Efraimidis and Spirakis 2006: sorted by u ** (1 / weight), the first are a weighted sample.
    order = sorted(
        hints,
        key=lambda hint: rng.random() ** (1 if hint.span[1] - hint.span[0] == 1 else 1 / PHRASE),
        reverse=True,
    )
    chosen: list[Hint] = []
    for hint in order:
        if all(hint.span[1] <= c.span[0] or c.span[1] <= hint.span[0] for c in chosen):
            chosen.append(hint)
            if len(chosen) == wanted:
                break
    return chosen


def write(pair: Pair, hints: Sequence[Hint]) -> Pair:
    """Write hints into the source; the target words are linked to the hint instead of the word.

    So the guided attention head learns to look at what is to be inflected.
    """
    at = {hint.span[1] - 1: hint for hint in hints}
    told = {
        (i, j)
        for hint in hints
        if hint.target
        for i in range(*hint.span)
        for j in range(*hint.target)
    }
    out: list[str] = []
    moved: dict[int, int] = {}
    links: list[tuple[int, int]] = []
    for number, word in enumerate(pair.source.split()):
        moved[number] = len(out)
        hint = at.get(number)
        if hint is None:
            out.append(word)
            continue
        match = EDGE.match(word)
        assert match is not None
        parts = hint.base.split()
        out.append(f"{match[1]}{match[2]}{MARK}")
        if hint.target:
            low, high = hint.target
            links += [
                (len(out) + (j - low) * len(parts) // (high - low), j) for j in range(low, high)
            ]
        out += parts
        out[-1] += MARK + match[3]
    kept = [(moved[i], j) for i, j in pair.links if (i, j) not in told]
    return replace(pair, source=" ".join(out), links=tuple(sorted(kept + links)), kind="hinted")
