"""Are hints used? Translates held-out lines with and without gold base forms beside their words.

``python -m training.terms --work WORK --model OUT`` prints, for each language and validation set,
chrF without and with hints and the share of hint words whose stem stands in the output. The gold
base forms come from word links, made together with the authored training lines and kept in
``WORK/align/``.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sacrebleu.metrics.chrf import CHRF

from training.align import align, parse_links
from training.corpus import AUTHORED, LANGUAGES, Pair, read_pairs
from training.evaluate import Translator
from training.hinting import equivalents, lexicon_words
from training.hints import MARK, Hint, Hinter, core, same_stem, write
from training.lemmas import Lemmatizer, lemmatizer

SHARE = 0.15
"""Share of a line's words that is hinted, one word or phrase at least."""

SETS = ("valid", "valid2")


def held_out(work: Path, name: str, lang: str) -> list[Pair]:
    """Return a validation set with its word links, which are made on the first call."""
    pairs = list(read_pairs(work / "clean" / f"{name}.{lang}.tsv", lang))
    path = work / "align" / f"{name}.{lang}.txt"
    if not path.exists():
        training = read_pairs(work / "clean" / f"train.{lang}.tsv", lang)
        links = align([*pairs, *(pair for pair in training if pair.kind == AUTHORED)])
        lines = (" ".join(f"{i}-{j}" for i, j in sorted(found)) for found in links[: len(pairs)])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(line + "\n" for line in lines))
    return [
        replace(pair, links=tuple(sorted(parse_links(line))))
        for pair, line in zip(pairs, path.read_text().splitlines(), strict=True)
    ]


def spread(hints: Sequence[Hint], words: int, rng: random.Random) -> list[Hint]:
    """Draw hints that do not overlap until ``SHARE`` of the words have one."""
    chosen: list[Hint] = []
    for hint in rng.sample(list(hints), len(hints)):
        if sum(c.span[1] - c.span[0] for c in chosen) >= max(1, SHARE * words):
            break
        if all(hint.span[1] <= c.span[0] or c.span[1] <= hint.span[0] for c in chosen):
            chosen.append(hint)
    return chosen


def used(output: str, hints: Sequence[Hint], lemmas: Lemmatizer) -> tuple[int, int]:
    """Return how many hint words have a form of theirs in the output, and how many there are."""
    words = [core(word).lower() for word in output.split()]
    forms = {form for word in words for form in (word, *lemmas.forms(word))}
    wanted = [core(part).lower() for hint in hints for part in hint.base.split()]
    found = sum(
        bool({part, *lemmas.forms(part)} & forms) or any(same_stem(part, word) for word in words)
        for part in wanted
    )
    return found, len(wanted)


@dataclass(frozen=True, slots=True)
class Result:
    """chrF, share of hint words used, and drafts that a mark was left in."""

    chrf: float
    used: float
    marks: int


def measure(
    outputs: Sequence[str],
    references: Sequence[str],
    hints: Sequence[Sequence[Hint]],
    lemmas: Lemmatizer,
) -> Result:
    """Score the drafts of a set."""
    counts = [used(out, told, lemmas) for out, told in zip(outputs, hints, strict=True)]
    return Result(
        round(float(CHRF().corpus_score(list(outputs), [list(references)]).score), 2),
        round(sum(got for got, _ in counts) / max(1, sum(all_ for _, all_ in counts)), 3),
        sum(MARK in out for out in outputs),
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the step from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True, help="starter-like folder")
    parser.add_argument("--lines", type=int, default=150, help="lines of each set")
    parser.add_argument("--repetition-penalty", type=float, default=1.1)
    parser.add_argument("--show", type=int, default=0, help="lines printed")
    parser.add_argument("--languages", nargs="*", default=LANGUAGES)
    options = parser.parse_args(arguments)
    translator = Translator(options.model)
    for lang in options.languages:
        sets = {name: held_out(options.work, name, lang) for name in SETS}
        words = [core(w) for pairs in sets.values() for p in pairs for w in p.target.split()]
        lemmas = lemmatizer(lang, words, lexicon_words(lang))
        hinter = Hinter(lang, lemmas, equivalents)
        for name, pairs in sets.items():
            rng = random.Random(9)
            pairs = pairs[: options.lines]
            hints = [spread(hinter.hints(p), len(p.source.split()), rng) for p in pairs]
            told = [write(p, h).source for p, h in zip(pairs, hints, strict=True)]
            references = [pair.target for pair in pairs]
            plain, hinted = (
                translator.translate(lines, lang, repetition=options.repetition_penalty)
                for lines in ([pair.source for pair in pairs], told)
            )
            results = {
                "without": measure(plain, references, hints, lemmas),
                "with": measure(hinted, references, hints, lemmas),
            }
            line = {"set": name, "lang": lang, "lines": len(pairs)}
            for way, result in results.items():
                line |= {f"{way} chrF": result.chrf, f"{way} used": result.used}
            print(json.dumps(line | {"marks": results["with"].marks}), flush=True)
            for number in range(min(options.show, len(pairs))):
                print(f"  {told[number]}\n  {hinted[number]}\n  {references[number]}")


if __name__ == "__main__":
    main()
