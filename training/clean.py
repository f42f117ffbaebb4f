"""Step 1: normalize, filter and deduplicate the corpora, hold out the validation lines.

Writes ``train.LANG.tsv``, ``valid.LANG.tsv``, ``valid2.LANG.tsv`` and ``report.json`` in
``WORK/clean/``.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from training.corpus import (
    AUTHORED,
    LANGUAGES,
    SECOND_VALID_LINES,
    VALID_LINES,
    Pair,
    choose_valid,
    read_corpora,
    write_pairs,
)
from training.overlap import Overlap

MAX_WORDS = 120
MAX_RATIO = 2.6
SHORT_CHARS = 24
"""Below this many characters the length ratio says nothing ("OK" against «Подтвердить»)."""

PLACEHOLDER = re.compile(
    r"(?<!\d)(?<!\d )%(?:\d+\$|\(\w+\))?[-+ #0]*\d*(?:\.\d+)?[sdiufgxc@]|\{\w*\}|\$\{?\w+\}?"
)
MNEMONIC = re.compile(r"(?<!\w)[&_](?=\w)|(?<=\w)&(?=\w)")
MOJIBAKE = re.compile("\ufffd|Ã.|Ð.|â€|[\x00-\x08\x0b-\x1f\x7f-\x9f\ue000-\uf8ff]")
FOREIGN = {
    "ru": re.compile("[іїєґөү]", re.IGNORECASE),
    "uk": re.compile("[ыэъёөү]", re.IGNORECASE),
    "mn": re.compile("[іїєґ]", re.IGNORECASE),
}
"""Letters the target's alphabet lacks: a sign of text in a sister language."""


def normalize(text: str, kind: str) -> str:
    """Return NFC text with single spaces, and menus without their mnemonic marks."""
    text = unicodedata.normalize("NFC", text).replace("\u00ad", "").replace("\u200b", "")
    if kind == "ui" and not PLACEHOLDER.search(text):
        text = MNEMONIC.sub("", text)
    return " ".join(text.split())


def _letters(text: str) -> tuple[int, int]:
    """Return how many letters a text has and how many of them are Cyrillic."""
    letters = [char for char in text if char.isalpha()]
    return len(letters), sum("\u0400" <= char <= "\u04ff" for char in letters)


def _empty(pair: Pair) -> bool:
    return not any(map(str.isalnum, pair.source)) or not any(map(str.isalnum, pair.target))


def _identical(pair: Pair) -> bool:
    return pair.source.casefold() == pair.target.casefold()


def _too_long(pair: Pair) -> bool:
    return max(len(pair.source.split()), len(pair.target.split())) > MAX_WORDS


def _bad_ratio(pair: Pair) -> bool:
    short, long = sorted((len(pair.source), len(pair.target)))
    return long > SHORT_CHARS and long > MAX_RATIO * max(short, 1)


def _wrong_script(pair: Pair) -> bool:
    total, cyrillic = _letters(pair.target)
    source_total, source_cyrillic = _letters(pair.source)
    foreign = FOREIGN[pair.lang].search(pair.target) is not None
    return cyrillic < 0.5 * total or source_cyrillic > 0.2 * source_total or foreign


def _mojibake(pair: Pair) -> bool:
    return MOJIBAKE.search(pair.source) is not None or MOJIBAKE.search(pair.target) is not None


def _placeholders_differ(pair: Pair) -> bool:
    return Counter(PLACEHOLDER.findall(pair.source)) != Counter(PLACEHOLDER.findall(pair.target))


def _digits_differ(pair: Pair) -> bool:
    # Prose may write a number in words or change its order; menus and manuals may not.
    if pair.kind in (AUTHORED, "news", "general"):
        return False
    return sorted(filter(str.isdigit, pair.source)) != sorted(filter(str.isdigit, pair.target))


RULES: dict[str, Callable[[Pair], bool]] = {
    "empty": _empty,
    "identical": _identical,
    "too long": _too_long,
    "length ratio": _bad_ratio,
    "mojibake": _mojibake,
    "wrong script": _wrong_script,
    "placeholders differ": _placeholders_differ,
    "digits differ": _digits_differ,
}
"""A rule is a predicate that is true of a pair to drop; the first one that holds is counted."""


def clean(pairs: Iterable[Pair], report: Counter[str]) -> Iterable[Pair]:
    """Yield normalized pairs that break no rule and have not been seen, counting the others."""
    seen: set[tuple[str, str, str]] = set()
    for raw in pairs:
        pair = replace(
            raw,
            source=normalize(raw.source, raw.kind),
            target=normalize(raw.target, raw.kind),
        )
        broken = next((name for name, rule in RULES.items() if rule(pair)), None)
        key = (pair.lang, pair.source.casefold(), pair.target.casefold())
        if broken is None and key in seen:
            broken = "duplicate"
        seen.add(key)
        report[f"{pair.lang} {pair.kind} {broken or 'kept'}"] += 1
        if broken is None:
            yield pair


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the step from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--authored", type=Path, help="directory of further four-way *.tsv files")
    parser.add_argument("--flores", type=Path, help="drop rows that overlap this test set")
    parser.add_argument("--leave-out", nargs="*", default=[], help="origins not to train on")
    parser.add_argument("--valid-lines", type=int, default=VALID_LINES, help="lines held out")
    parser.add_argument("--second-valid-lines", type=int, default=SECOND_VALID_LINES)
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args(arguments)

    report: Counter[str] = Counter()
    pairs = list(clean(read_corpora(options.corpora, options.authored), report))
    held_out = {
        "valid": choose_valid(pairs, options.valid_lines),
        "valid2": choose_valid(pairs, options.second_valid_lines, "authored-2.tsv"),
    }
    overlap = Overlap.of_directory(options.flores) if options.flores else None
    folded = {text.casefold() for texts in held_out.values() for text in texts}
    train: dict[str, list[Pair]] = {lang: [] for lang in LANGUAGES}
    valid: dict[tuple[str, str], list[Pair]] = {
        (name, lang): [] for name in held_out for lang in LANGUAGES
    }
    for pair in pairs:
        name = next((name for name, texts in held_out.items() if pair.source in texts), None)
        if name is not None and pair.kind == AUTHORED:
            valid[name, pair.lang].append(pair)
        elif pair.source.casefold() in folded:
            report[f"{pair.lang} {pair.kind} source held out"] += 1
        elif pair.origin in options.leave_out:
            report[f"{pair.lang} {pair.kind} left out"] += 1
        elif overlap is not None and overlap.excludes(pair.source):
            report[f"{pair.lang} {pair.kind} overlaps the test set"] += 1
        else:
            train[pair.lang].append(pair)
    folder = options.work / "clean"
    for lang in LANGUAGES:
        count = write_pairs(folder / f"train.{lang}.tsv", train[lang])
        print(f"{lang}: {count} training pairs")
    for (name, lang), kept in valid.items():
        # The same order of lines in every language lets one English line be checked in all.
        kept.sort(key=lambda pair: pair.source)
        print(f"{lang}: {write_pairs(folder / f'{name}.{lang}.tsv', kept)} pairs in {name}")
    summary = {"rows": dict(sorted(report.items()))}
    if overlap is not None:
        summary["overlap"] = dict(overlap.report)
    (folder / "report.json").write_text(json.dumps(summary, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
