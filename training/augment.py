"""Make further training pairs from aligned ones: what users type and prose corpora lack.

Every function takes a pair (with word links) and a random source and returns a new pair, or None
where the pair does not lend itself. Words are what blanks separate; a tag such as ``<1>`` is glued
to its word, so links stay true.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from training.corpus import Pair

Span = tuple[int, int]
"""First word and the word after the last."""

EDGE = re.compile(r"^\W+|\W+$")
NUMBER = re.compile(r"\d+")
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.-]+")
SYLLABLES = (
    *("ba", "be", "bo", "da", "do", "ka", "ko", "la", "lin", "ma", "mer", "mi", "na", "no"),
    *("or", "pa", "ra", "ren", "sa", "son", "ta", "tel", "va", "ver", "xo", "zen"),
)
SMALL_WORDS = frozenset(
    ("a", "an", "the", "of", "in", "on", "at", "to", "for", "and", "or", "but", "by", "with", "as")
)
"""Words that headlines leave in small letters."""


def target_span(pair: Pair, span: Span) -> Span | None:
    """Return the target words that translate a span, if no other source word shares them."""
    start, end = span
    aligned = [j for i, j in pair.links if start <= i < end]
    if not aligned:
        return None
    low, high = min(aligned), max(aligned) + 1
    if any(low <= j < high and not start <= i < end for i, j in pair.links):
        return None
    return low, high


def _find_span(pair: Pair, rng: random.Random, least: int, most: int) -> tuple[Span, Span] | None:
    words = len(pair.source.split())
    for _ in range(6):
        size = rng.randint(least, most)
        if size >= words:
            continue
        start = rng.randrange(words - size + 1)
        found = target_span(pair, (start, start + size))
        if found is not None:
            return (start, start + size), found
    return None


def fragment(pair: Pair, rng: random.Random) -> Pair | None:
    """Cut a phrase out of both sides, without punctuation at its edges: a list item, a label."""
    spans = _find_span(pair, rng, 2, 7)
    if spans is None:
        return None
    (start, end), (low, high) = spans
    if high - low > 2 * (end - start) + 1 or end - start > 2 * (high - low) + 2:
        return None
    linked_from = {i for i, _ in pair.links}
    if start not in linked_from or end - 1 not in linked_from:
        return None
    source = EDGE.sub("", " ".join(pair.source.split()[start:end]))
    target = EDGE.sub("", " ".join(pair.target.split()[low:high]))
    # A dash at the edge is a word that is gone now, and links count words.
    if len(source.split()) != end - start or len(target.split()) != high - low:
        return None
    links = tuple((i - start, j - low) for i, j in pair.links if start <= i < end)
    return replace(pair, source=source, target=target, links=links)


def join(first: Pair, second: Pair) -> Pair:
    """Put two segments one after the other: long inputs of several sentences."""
    words, targets = len(first.source.split()), len(first.target.split())
    shifted = tuple((i + words, j + targets) for i, j in second.links)
    return replace(
        first,
        source=f"{first.source} {second.source}",
        target=f"{first.target} {second.target}",
        links=first.links + shifted,
    )


def recase(pair: Pair, rng: random.Random) -> Pair | None:
    """Write both sides in capitals, in small letters, or the English as a headline."""
    way = rng.random()
    if way < 0.4:
        return replace(pair, source=pair.source.upper(), target=pair.target.upper())
    if way < 0.6:
        return replace(pair, source=pair.source.lower(), target=pair.target.lower())
    words = pair.source.split()
    title = [
        word if i and word.lower() in SMALL_WORDS else word[:1].upper() + word[1:]
        for i, word in enumerate(words)
    ]
    source, target = " ".join(title), pair.target
    if source.endswith(".") and target.endswith("."):
        source, target = source[:-1], target[:-1]
    return replace(pair, source=source, target=target)


def _wrap(text: str, span: Span, before: str, after: str) -> str:
    words = text.split()
    words[span[0]] = before + words[span[0]]
    last = words[span[1] - 1]
    # A tag closes before the sentence's full stop, as writers of markup do.
    stop = re.search(r"[.,;:!?]*$", last)
    cut = stop.start() if stop else len(last)
    words[span[1] - 1] = last[:cut] + after + last[cut:]
    return " ".join(words)


def tag(pair: Pair, rng: random.Random) -> Pair | None:
    """Insert markup placeables: ``<1>phrase</1>``, once in a while two pairs, or ``<2/>``."""
    number = rng.randint(1, 5)
    spans = _find_span(pair, rng, 1, 4)
    if spans is None:
        return None
    if rng.random() < 0.35:
        return _substitute(pair, rng, number)
    tagged = replace(
        pair,
        source=_wrap(pair.source, spans[0], f"<{number}>", f"</{number}>"),
        target=_wrap(pair.target, spans[1], f"<{number}>", f"</{number}>"),
    )
    if rng.random() < 0.3:
        other = _find_span(pair, rng, 1, 3)
        apart = other and (other[0][0] >= spans[0][1] or other[0][1] <= spans[0][0])
        apart = apart and other and (other[1][0] >= spans[1][1] or other[1][1] <= spans[1][0])
        if apart and other:
            opening, closing = f"<{number + 1}>", f"</{number + 1}>"
            tagged = replace(
                tagged,
                source=_wrap(tagged.source, other[0], opening, closing),
                target=_wrap(tagged.target, other[1], opening, closing),
            )
    return tagged


def _substitute(pair: Pair, rng: random.Random, number: int) -> Pair | None:
    """Replace a word that is linked to one word only by ``<n/>``, as a value put in later."""
    sources, targets = pair.source.split(), pair.target.split()
    alone = [
        (i, j)
        for i, j in pair.links
        if sum(i == a for a, _ in pair.links) == 1 == sum(j == b for _, b in pair.links)
        and (NUMBER.search(sources[i]) or (i and sources[i][:1].isupper()))
    ]
    if not alone:
        return None
    i, j = rng.choice(alone)
    for words, position in ((sources, i), (targets, j)):
        core = EDGE.sub("", words[position])
        if not core:
            return None
        words[position] = words[position].replace(core, f"<{number}/>", 1)
    return replace(pair, source=" ".join(sources), target=" ".join(targets))


def _name(rng: random.Random) -> str:
    name = "".join(rng.choices(SYLLABLES, k=rng.randint(2, 3)))
    return rng.choice([name.capitalize(), name.capitalize(), name.upper()[:4], name])


def token(rng: random.Random) -> str:
    """Return a made-up thing that is copied as it is: a number, an address, a file, a version."""
    number = rng.randint(0, 99_999)
    name = _name(rng).lower()
    makers: list[Callable[[], str]] = [
        lambda: str(number),
        lambda: f"{number / 100:.2f}",
        lambda: f"https://{name}.{rng.choice(['com', 'org', 'mn', 'net'])}/{_name(rng).lower()}",
        lambda: f"{_name(rng).lower()}@{name}.{rng.choice(['com', 'org', 'mn'])}",
        lambda: f"{name}.{rng.choice(['py', 'txt', 'pdf', 'csv', 'json', 'html'])}",
        lambda: f"v{rng.randint(0, 9)}.{rng.randint(0, 30)}.{rng.randint(0, 9)}",
        lambda: f"--{name}",
        lambda: f"{name.capitalize()} {rng.randint(2, 12)}",
        lambda: rng.choice(["%s", "%d", "{name}", "{count}", "%(name)s"]),
    ]
    return rng.choice(makers)()


def change_copies(pair: Pair, rng: random.Random) -> Pair | None:
    """Replace numbers and Latin names that both sides share by others of the same kind."""
    source, target = pair.source, pair.target
    shared = set(NUMBER.findall(source)) & set(NUMBER.findall(target))
    for number in sorted(shared):
        if source.count(number) == 1 == target.count(number):
            digits = "".join(rng.choice("0123456789") for _ in number[1:])
            new = rng.choice("123456789") + digits
            source, target = source.replace(number, new), target.replace(number, new)
    for word in sorted(set(LATIN.findall(source)) & set(LATIN.findall(target))):
        if source.count(word) == 1 == target.count(word):
            new = _name(rng)
            source, target = source.replace(word, new), target.replace(word, new)
    if source == pair.source:
        return None
    return replace(pair, source=source, target=target)


def copies(lang: str, count: int, rng: random.Random) -> list[Pair]:
    """Return lines that are nothing but copied tokens."""
    lines = [" ".join(token(rng) for _ in range(rng.randint(1, 3))) for _ in range(count)]
    return [
        Pair(line, line, lang, "copy", "made", tuple((i, i) for i in range(len(line.split()))))
        for line in lines
    ]


def augment(pairs: Sequence[Pair], lang: str, seed: int = 1) -> list[Pair]:
    """Return the augmented pairs of a language's prose, their kind named for how they were made."""
    rng = random.Random(f"{seed} {lang}")
    prose = [pair for pair in pairs if pair.kind in ("authored", "news", "general") and pair.links]
    ours = [pair for pair in prose if pair.kind == "authored"]
    made: list[Pair] = copies(lang, 1500, rng)

    def add(kind: str, pair: Pair | None) -> None:
        if pair is not None:
            made.append(replace(pair, kind=kind))

    for pair in ours:
        for _ in range(2):
            add("fragment", fragment(pair, rng))
            add("tag", tag(pair, rng))
        add("case", recase(pair, rng))
        add("join", join(pair, rng.choice(ours)))
        for _ in range(3 if NUMBER.search(pair.source) else 1):
            add("number", change_copies(pair, rng))
    others = [pair for pair in prose if pair.kind != "authored"]
    for pair in rng.sample(others, min(len(others), 12_000)):
        add("fragment", fragment(pair, rng))
        add("tag", tag(pair, rng))
        add("case", recase(pair, rng))
    for pair in others:
        add("number", change_copies(pair, rng))
    return made
