"""Step 3: train the joint SentencePiece model of English and the three target languages.

Writes ``WORK/sentencepiece.model``. Numbers 0 to 3 are <unk>, <s>, </s> and <pad>; then come the
locales' tokens, ``<2ru>``, ``<2uk>``, ``<2mn>``.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import sentencepiece

from training.corpus import LANGUAGES, read_pairs

EXTRA = "0123456789<>/%{}()[]@#&_=+*«»„“”’—–…№°€$£"
"""Characters that placeables, addresses and prices need whether or not the corpora have them."""

PER_LANGUAGE = 100_000
"""Lines drawn for each language, English too; Mongolian is repeated up to that number."""


def sample(folder: Path, seed: int = 1) -> Iterator[str]:
    """Yield as many lines of each language, so that Mongolian gets its share of the pieces."""
    rng = random.Random(seed)
    for lang in LANGUAGES:
        pairs = list(read_pairs(folder / f"train.{lang}.tsv", lang))
        prose = [pair for pair in pairs if pair.kind not in ("names", "dict")]
        for pair in rng.choices(prose, k=min(PER_LANGUAGE, 4 * len(prose))):
            yield pair.target
        for pair in rng.choices(prose, k=min(PER_LANGUAGE, 4 * len(prose)) // len(LANGUAGES)):
            yield pair.source


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the step from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--vocabulary", type=int, default=16_000, help="pieces, all languages")
    options = parser.parse_args(arguments)
    # ``hard_vocab_limit``: a toy corpus may have fewer pieces than were asked for.
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=sample(options.work / "clean"),
        model_prefix=str(options.work / "sentencepiece"),
        vocab_size=options.vocabulary,
        hard_vocab_limit=False,
        # Unigram: it can sample segmentations, which serves as subword dropout.
        model_type="unigram",
        character_coverage=0.9998,
        required_chars=EXTRA,
        split_digits=True,
        # NFKC would change quotation marks, ellipses and non-breaking spaces that must be kept.
        normalization_rule_name="identity",
        unk_id=0,
        bos_id=1,
        eos_id=2,
        pad_id=3,
        user_defined_symbols=[f"<2{lang}>" for lang in LANGUAGES],
        num_threads=2,
        minloglevel=2,
    )
    print(f"{options.work / 'sentencepiece.model'}: {options.vocabulary} pieces")


if __name__ == "__main__":
    main()
