"""Letters that look like those of another script."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.checks.base import Check, Context, Unit, find_word, fixed
from l10n.languages.scripts import script
from l10n.model import Finding

_LATIN = re.compile("[A-Za-z]")
_MIXED = re.compile("[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z]")
_WORD = re.compile(r"\w+")
_LATIN_LOOKALIKES = frozenset("aceiopxyABCEHIKMOPTXYü")
_CYRILLIC_LOOKALIKES = frozenset("асеіорхуАВСЕНІКМОРТХУү")
_TO_CYRILLIC = dict(zip("aceiopxyABCEHIKMOPTXY", "асеіорхуАВСЕНІКМОРТХУ", strict=True))
_LONE_LATIN = re.compile(
    r"[aceiopxyABCEHIKMOPTXY](?<![\w.-].)[aceiopxyABCEHIKMOPTXY]*(?![\w-])(?!\.\w)", re.DOTALL
)


class Homoglyphs(Check):
    """No Latin letters inside of Cyrillic words, nor words of look-alikes in Cyrillic text.

    Such a word reads well and is found by no search and no spelling checker.
    """

    name = "homoglyphs"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        text = unit.target_prose
        if not _LATIN.search(text) or script(context.language) != "Cyrl":
            return
        for match in _WORD.finditer(text) if _MIXED.search(text) else ():
            word = match.group()
            if not _MIXED.search(word) or word in unit.source_prose:
                continue
            strays = _strays(word)
            if not strays or _is_coined(word, unit.source):
                continue
            at = match.start() + strays[0]
            found = self.error(
                "{word!r} mixes Latin and Cyrillic letters: {letter!r} is Latin"
                if text[at].isascii()
                else "{word!r} mixes Latin and Cyrillic letters: {letter!r} is Cyrillic",
                "type the word anew on one keyboard layout",
                (at, at + len(strays))
                if strays[-1] - strays[0] == len(strays) - 1
                else (at, at + 1),
                word=word,
                letter=text[at],
            )
            yield _retyped(found, word, match.start(), strays)
        for match in _LONE_LATIN.finditer(text):
            word = match.group()
            if (word.isupper() and len(word) == 1 and word not in "AOCY") or _ROMAN.fullmatch(word):
                continue
            if find_word(word, unit.source) or not _between_cyrillic(text, match.span()):
                continue
            if len(word) > 1 and word.casefold() in unit.source.casefold():
                continue
            cyrillic = "".join(_TO_CYRILLIC[char] for char in word)
            yield self.warning(
                "{word!r} is in Latin letters that look like Cyrillic {cyrillic!r}",
                "type the word anew on the Cyrillic layout, if it is meant to be Cyrillic",
                match.span(),
                word=word,
                cyrillic=cyrillic,
            )


def _retyped(finding: Finding, word: str, start: int, strays: list[int]) -> Finding:
    """The finding with the word in one script, where its letters say which that is."""
    cyrillic = sum("Ѐ" <= char <= "ӿ" for char in word)
    if any(word[at] not in _TO_CYRILLIC for at in strays) or cyrillic <= len(strays):
        return finding
    first, last = strays[0], strays[-1] + 1
    fix = "".join(_TO_CYRILLIC.get(char, char) for char in word[first:last])
    return fixed(finding, fix, (start + first, start + last))


def _strays(word: str) -> list[int]:
    """Offsets of the letters that are of the other script than the rest of a mixed word.

    A unit or a brand with a case ending glued on, "600Mбит" or "iPhoneом", mixes scripts by
    halves: that is a slip only where the Latin half is made of look-alikes.
    """
    latin = [i for i, char in enumerate(word) if char.isascii() and char.isalpha()]
    cyrillic = [i for i, char in enumerate(word) if "Ѐ" <= char <= "ӿ"]
    fewer, lookalikes = (
        (latin, _LATIN_LOOKALIKES)
        if len(latin) <= len(cyrillic)
        else (cyrillic, _CYRILLIC_LOOKALIKES)
    )
    if all(word[i] in lookalikes for i in fewer):
        return fewer
    if len(latin) <= 2 and len(cyrillic) > 2:
        return fewer
    return []


def _is_coined(word: str, source: str) -> bool:
    """Whether a mixed word is made like one of the source's, and only a part of it translated.

    "RФАЙЛ" for RFILE, "АкварельC" for WaterC, "AaВв" for the letters Aa, "ШИРИНАxВЫСОТА".
    """
    runs = _LATIN_RUN.findall(word)
    if len(source) <= 8 and all(letter in source for letter in "".join(runs)):
        return any(word.startswith(each) or word.endswith(each) for each in runs)
    if word.upper().translate(_NO_X) == word and "x" in word and "x" in source:
        return True
    run = runs[0] if len(runs) == 1 else ""
    if len(run) > 2 and run.isupper() and run in source and not word.isupper():
        return True  # "МетодHTTP"
    if not run or not (word.startswith(run) or word.endswith(run)):
        return False
    rest = word.removeprefix(run).removesuffix(run)
    for other in _LATIN_WORD.findall(source):
        if len(other) <= len(run):
            continue
        if word.startswith(run) and other.startswith(run):
            left = other[len(run) :]
            if left[0].isupper() and (rest.isupper() or not run.isupper() or not left.isupper()):
                return True
        if word.endswith(run) and other.endswith(run):
            left = other[: -len(run)]
            if left[-1].isupper() != run[0].isupper() or (rest.isupper() and left.isupper()):
                return True
    return False


_LATIN_RUN = re.compile("[A-Za-z]+")
_LATIN_WORD = re.compile("[A-Za-z]{2,}")
_NO_X = str.maketrans("X", "x")
_ROMAN = re.compile(r"[MDCLXVI]{2,}|[MDLXVI]")


def _between_cyrillic(text: str, span: tuple[int, int]) -> bool:
    before = text[: span[0]].rstrip(" ")
    after = text[span[1] :].lstrip(" ")
    neighbours = before[-1:] + after[:1]
    return bool(neighbours) and all("Ѐ" <= char <= "ӿ" or char in ",.?!«»" for char in neighbours)
