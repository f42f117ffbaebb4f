"""Sentences a second with the starter: against Argos Translate, bare CTranslate2, and ourselves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.speed.paired import Figure, compare, seconds
from l10n.engines import make_engine
from l10n.engines.argos import STARTER, STARTER_PENALTY
from l10n.engines.decoding import Decoding
from l10n.model import Pair

LOCALES = ("mn", "ru", "uk")
_ARGOS_SENTENCES = 200  # it needs ten times as long
_MOST_CHRF = 0.1  # points of chrF by which a faster way may differ from the reference


class Checker:
    """Outputs must be complete, and as good as the reference's: speed must not cost quality."""

    def __init__(self, references: dict[str, list[str]]) -> None:
        self.references = references
        self.scores: dict[tuple[str, str, int], float] = {}

    def __call__(self, locale: str, lines: Sequence[str], who: str) -> None:
        """Stop everything where an output is not complete, or not as good as it has to be.

        Whoever made it has to reach the same chrF each time, and we no less than the others.
        """
        from sacrebleu.metrics.chrf import CHRF

        references = self.references[locale][: len(lines)]
        assert len(lines) == len(references), f"{locale}: {len(lines)} lines"
        assert all(line.strip() for line in lines), f"{locale}: an empty line"
        score = CHRF().corpus_score(list(lines), [references]).score
        size = len(lines)
        known = self.scores.setdefault((who, locale, size), score)
        assert abs(score - known) <= _MOST_CHRF, f"{who}, {locale}: {score} is not {known}"
        ours = self.scores.get(("library", locale, size), score)
        best = max(found for (_, *what), found in self.scores.items() if what == [locale, size])
        assert ours >= best - _MOST_CHRF, f"{locale}: {ours}, but another way reaches {best}"


class Bare:
    """CTranslate2 and SentencePiece with nothing round them: the limit."""

    def __init__(self, at_once: int, threads: int, batch_tokens: int) -> None:
        import ctranslate2
        import sentencepiece

        self.translator = ctranslate2.Translator(
            str(STARTER / "model"),
            compute_type="auto",
            inter_threads=at_once,
            intra_threads=threads,
        )
        self.pieces = sentencepiece.SentencePieceProcessor(
            model_file=str(STARTER / "sentencepiece.model")
        )
        self.batch_tokens = batch_tokens

    def __call__(self, lines: Sequence[str], locale: str, **options: Any) -> list[str]:
        """Translate as fast as can be."""
        settings = Decoding()
        results = self.translator.translate_batch(
            self.pieces.encode(list(lines), out_type=str),
            target_prefix=[[f"<2{locale}>"]] * len(lines),
            max_batch_size=self.batch_tokens,
            batch_type="tokens",
            **{
                "beam_size": settings.beam_size,
                "length_penalty": settings.length_penalty,
                "repetition_penalty": STARTER_PENALTY,
            }
            | options,
        )
        return [self.pieces.decode(result.hypotheses[0][1:]) for result in results]


def best_bare(lines: Sequence[str]) -> Bare:
    """The fastest way to call CTranslate2 that we found, tried out anew."""
    cores = os.cpu_count() or 1
    found: list[tuple[float, Bare]] = []
    for at_once, threads in {(1, cores), (cores, 1)}:
        for batch_tokens in (256, 512, 1024, 2048, 4096):
            bare = Bare(at_once, threads, batch_tokens)
            bare(lines[:8], "ru")
            took = seconds(lambda bare=bare: bare(lines, "ru"))  # type: ignore[misc]
            print(
                f"  bare: {at_once} batches of {batch_tokens} tokens on {threads} cores each: "
                f"{len(lines) / took:.1f} sentences/s"
            )
            found.append((took, bare))
    return min(found, key=lambda pair: pair[0])[1]


def argos(lines: Sequence[str], locale: str) -> list[str]:
    """Argos Translate as its users call it, a paragraph for each sentence.

    It splits paragraphs with a model that it fetches from the network. Here it is spared that and
    is told that each paragraph is one sentence, which only makes it faster.
    """
    from argostranslate import sbd, translate

    sbd.MiniSBDSentencizer.split_sentences = lambda self, text: [text]
    return [translate.translate(line, "en", locale) for line in lines]


def install_argos(folder: Path) -> None:
    """Make Argos packages of the starter, whole ones, where Argos Translate looks for them."""
    os.environ["ARGOS_PACKAGES_DIR"] = str(folder)
    for metadata in STARTER.glob("*/metadata.json"):
        package = folder / metadata.parent.name
        shutil.copytree(metadata.parent, package)
        shutil.copytree(STARTER / "model", package / "model")
        shutil.copy(STARTER / "sentencepiece.model", package)


def command(lines: Sequence[str], locale: str, quality: str = "fast") -> tuple[float, list[str]]:
    """`l10n translate` and all it does besides: the seconds it takes, and the drafts."""
    import polib

    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "source").mkdir()
        (root / "source" / "text.txt").write_text("\n\n".join(lines) + "\n", "utf-8")
        (root / "l10n.toml").write_text(f'[decoding]\nquality = "{quality}"\n', "utf-8")
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "l10n", "translate", "--to", locale, "--engine", "starter"],
            cwd=root,
            check=True,
            capture_output=True,
        )
        took = time.perf_counter() - start
        [path] = root.glob("locales/*/LC_MESSAGES/*.po")
        drafts = [entry.msgstr for entry in polib.pofile(str(path))]
    return took, drafts


def run(flores: Path, sentences: int, runs: int, locales: Sequence[str]) -> list[Figure]:
    """All figures about throughput; against Argos Translate on the first sentences only."""

    def read(language: str) -> list[str]:
        [path] = flores.glob(f"*devtest.{language}")
        return path.read_text("utf-8").splitlines()[:sentences]

    lines = read("en")
    check = Checker({locale: read(locale) for locale in LOCALES})
    folder = tempfile.TemporaryDirectory()
    install_argos(Path(folder.name))
    engine = make_engine("starter")
    bare = best_bare(lines[:200])
    figures = []

    def library(locale: str, count: int = sentences) -> float:
        texts: list[str] = []
        took = seconds(
            lambda: texts.extend(
                one.text for one in engine.translate(lines[:count], Pair("en", locale))
            )
        )
        check(locale, texts, "library")
        return count / took

    def limit(locale: str) -> float:
        texts: list[str] = []
        took = seconds(lambda: texts.extend(bare(lines, locale)))
        check(locale, texts, "bare")
        return len(lines) / took

    def by_argos(locale: str, count: int) -> float:
        texts: list[str] = []
        took = seconds(lambda: texts.extend(argos(lines[:count], locale)))
        check(locale, texts, "argos")
        return count / took

    def by_command(locale: str, quality: str = "fast") -> float:
        took, drafts = command(lines, locale, quality)
        assert len(drafts) >= 0.99 * len(lines)
        assert all(drafts)
        return len(lines) / took

    few = min(sentences, _ARGOS_SENTENCES)
    for locale in locales:
        library(locale, 10)
        by_argos(locale, 5)
        common: dict[str, Any] = {"runs": runs, "of": "speed", "unit": "sent./s"}
        figures += [
            compare(
                f"library, {locale}",
                lambda: library(locale),  # noqa: B023 - called at once
                "a bare CTranslate2 loop",
                lambda: limit(locale),  # noqa: B023
                target=0.95,
                **common,
            ),
            compare(
                f"library, {locale}",
                lambda: library(locale, few),  # noqa: B023
                "argostranslate.translate.translate()",
                lambda: by_argos(locale, few),  # noqa: B023
                target=5,
                **common,
            ),
            compare(
                f"l10n translate with start-up, {locale}",
                lambda: by_command(locale),  # noqa: B023
                "a bare CTranslate2 loop",
                lambda: limit(locale),  # noqa: B023
                target=0.9,
                **common,
            ),
            compare(
                f"quality best, {locale}",
                lambda: by_command(locale, "best"),  # noqa: B023
                "quality fast",
                lambda: by_command(locale),  # noqa: B023
                **common,
            ),
        ]
    folder.cleanup()
    return figures + scaling(lines[:200], bare, runs) + encoder(lines[:200], bare, runs)


def scaling(lines: Sequence[str], bare: Bare, runs: int) -> list[Figure]:
    """Two threads against one; three locales at once against one after another."""
    engines = {threads: make_engine("starter", Decoding(threads=threads)) for threads in (1, 2)}
    texts = list(lines)

    def with_threads(threads: int) -> float:
        pair = Pair("en", "ru")
        return len(texts) / seconds(lambda: engines[threads].translate(texts, pair))

    def in_turn() -> float:
        return 3 * len(texts) / seconds(lambda: [bare(texts, locale) for locale in LOCALES])

    def at_once() -> float:
        with ThreadPoolExecutor(len(LOCALES)) as pool:
            took = seconds(lambda: list(pool.map(lambda one: bare(texts, one), LOCALES)))
        return 3 * len(texts) / took

    for threads in engines:
        with_threads(threads)
    common: dict[str, Any] = {"runs": runs, "of": "speed", "unit": "sent./s"}
    return [
        compare(
            "2 threads", lambda: with_threads(2), "1 thread", lambda: with_threads(1), **common
        ),
        compare("three locales at once", at_once, "one after another", in_turn, **common),
    ]


def encoder(lines: Sequence[str], bare: Bare, runs: int) -> list[Figure]:
    """How much of a translation the encoder is: what sharing it between locales could save."""
    texts = list(lines)

    def whole() -> float:
        return seconds(lambda: bare(texts, "ru"))

    def first_token() -> float:
        return seconds(lambda: bare(texts, "ru", max_decoding_length=1, beam_size=1))

    return [
        compare(
            "encoder and first token",
            first_token,
            "a whole translation",
            whole,
            runs=runs,
            of="time",
            unit="s",
            note="two thirds of it are what three locales could share at the most",
        )
    ]
