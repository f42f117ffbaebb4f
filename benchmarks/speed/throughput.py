"""Sentences a second with the starter: against Argos Translate, LibreTranslate, CTranslate2."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.speed.bare import best, encoder, scaling
from benchmarks.speed.curves import Plot, Series
from benchmarks.speed.paired import Absent, Figure, compare, processor_seconds, seconds
from benchmarks.speed.peers import libretranslate
from benchmarks.speed.texts import LOCALES, flores, ours
from l10n.engines import make_engine
from l10n.engines.argos import STARTER
from l10n.model import Pair

_LENGTHS = (4, 8, 16, 32, 50)  # words of a sentence
_MOST_CHRF = 0.1  # points of chrF by which a faster way may differ from the reference


Way = Callable[[list[str], str], list[str]]
"""What translates sentences into a locale."""


class Checker:
    """Outputs must be complete, and as good as the reference's: speed must not cost quality."""

    def __init__(self, references: dict[str, list[str]] | None) -> None:
        self.references = references
        self.scores: dict[tuple[str, str, int], float] = {}

    def __call__(self, locale: str, lines: Sequence[str], who: str) -> None:
        """Stop everything where an output is not complete, or not as good as it has to be.

        Whoever made it has to reach the same chrF each time, and we no less than the others.
        """
        from sacrebleu.metrics.chrf import CHRF

        assert all(line.strip() for line in lines), f"{locale}: an empty line"
        if self.references is None:
            return
        references = self.references[locale][: len(lines)]
        score = CHRF().corpus_score(list(lines), [references]).score
        size = len(lines)
        known = self.scores.setdefault((who, locale, size), score)
        assert abs(score - known) <= _MOST_CHRF, f"{who}, {locale}: {score} is not {known}"
        ours = self.scores.get(("library", locale, size), score)
        best = max(found for (_, *what), found in self.scores.items() if what == [locale, size])
        assert ours >= best - _MOST_CHRF, f"{locale}: {ours}, but another way reaches {best}"


def argos(lines: Sequence[str], locale: str) -> list[str]:
    """Argos Translate as its users call it, a paragraph for each sentence.

    It splits paragraphs with a model that it fetches from the network. Here it is spared that and
    is told that each paragraph is one sentence, which only makes it faster.
    """
    from argostranslate import sbd, translate

    sbd.MiniSBDSentencizer.split_sentences = lambda self, text: [text]
    return [translate.translate(line, "en", locale) for line in lines]


def install_argos(folder: Path) -> None:
    """Make Argos packages of the starter, whole ones, and let Argos Translate find them."""
    from argostranslate import settings

    settings.package_dirs = [folder]
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


def run(
    folder: Path | None, sentences: int, few: int, runs: int, locales: Sequence[str]
) -> tuple[list[Figure], list[Plot]]:
    """All figures about throughput, and latency.

    Args:
        folder: FLORES's; None for sentences of this repository, for which there are no references.
        sentences: how many to translate.
        few: how many where Argos Translate takes part, which needs ten times as long.
        runs: of each measurement.
        locales: to translate into.
    """
    lines = (flores(folder, "en") if folder else ours(sentences))[:sentences]
    check = Checker({one: flores(folder, one) for one in LOCALES} if folder else None)
    few = min(few, len(lines))
    engine = make_engine("starter")
    bare, by_batch = best(lines[:100])

    def timed(who: str, work: Way, count: int, to: str) -> float:
        texts: list[str] = []
        took = seconds(lambda: texts.extend(work(lines[:count], to)))
        assert len(texts) == min(count, len(lines)), f"{who}, {to}: {len(texts)} lines"
        check(to, texts, who)
        return len(texts) / took

    def library(texts: list[str], to: str) -> list[str]:
        return [one.text for one in engine.translate(texts, Pair("en", to))]

    def by_command(locale: str, quality: str = "fast") -> float:
        took, drafts = command(lines, locale, quality)
        assert len(drafts) >= 0.99 * len(lines)
        assert all(drafts)
        return len(lines) / took

    common: dict[str, Any] = {"runs": runs, "of": "speed", "unit": "sent./s"}
    figures = []
    with tempfile.TemporaryDirectory() as name:
        install_argos(Path(name))
        with libretranslate(Path(name)) as server:
            for to in locales:
                timed("library", library, 10, to)
                timed("argos", argos, 5, to)
                if not isinstance(server, Absent):
                    timed("LibreTranslate", server, 5, to)
                figures += [
                    compare(
                        f"library, {to}, {len(lines):,} sentences",
                        lambda: timed("library", library, sentences, to),  # noqa: B023
                        "a bare CTranslate2 loop",
                        lambda: timed("bare", bare, sentences, to),  # noqa: B023
                        target=0.95,
                        **common,
                    ),
                    compare(
                        f"`l10n translate` with start-up, {to}, {len(lines):,} sentences",
                        lambda: by_command(to),  # noqa: B023 - called at once
                        "a bare CTranslate2 loop that is loaded",
                        lambda: timed("bare", bare, sentences, to),  # noqa: B023
                        target=0.9,
                        **common,
                    ),
                    compare(
                        f"the same, processor time, {to}",
                        lambda: processor_seconds(lambda: by_command(to)),  # noqa: B023
                        "a bare CTranslate2 loop that is loaded",
                        lambda: processor_seconds(lambda: bare(lines, to)),  # noqa: B023
                        target=1 / 0.9,
                        **common | {"of": "time", "unit": "s"},
                    ),
                    compare(
                        f"library, {to}, {few:,} sentences",
                        lambda: timed("library", library, few, to),  # noqa: B023
                        "argostranslate",
                        lambda: timed("argos", argos, few, to),  # noqa: B023
                        target=5,
                        **common,
                    ),
                    compare(
                        f"library, {to}, {few:,} sentences",
                        lambda: timed("library", library, few, to),  # noqa: B023
                        "LibreTranslate",
                        server
                        if isinstance(server, Absent)
                        else lambda: timed("LibreTranslate", server, few, to),  # noqa: B023
                        **common,
                    ),
                ]
            ways: dict[str, Way] = {"library": library, "bare CTranslate2": bare}
            ways["argostranslate"] = argos
            if not isinstance(server, Absent):
                ways["LibreTranslate"] = server
            latency = by_words(ways, lines, runs)
    figures.append(
        compare(
            f"quality best, {locales[0]}, {len(lines):,} sentences",
            lambda: by_command(locales[0], "best"),
            "quality fast",
            lambda: by_command(locales[0]),
            **common,
        )
    )
    return figures + scaling(lines[:100], bare, runs) + encoder(lines[:100], bare, runs), [
        by_batch,
        latency,
    ]


def by_words(ways: dict[str, Way], lines: Sequence[str], runs: int) -> Plot:
    """How long one sentence takes, by its words, each way in turns; everything is loaded."""
    took: dict[tuple[str, int], list[float]] = {}
    by_length = {len(line.split()): line for line in reversed(lines)}
    nearest = {min(by_length, key=lambda has: abs(has - words)) for words in _LENGTHS}
    # Lengths in turns too: Argos Translate remembers the text that it has translated last.
    for _ in range(max(runs, 2)):
        for words in sorted(nearest):
            for name, work in ways.items():
                once = 1000 * seconds(lambda: work([by_length[words]], "ru"))  # noqa: B023
                took.setdefault((name, words), []).append(once)
    series = [
        Series(name, [(words, statistics.median(took[name, words])) for words in sorted(nearest)])
        for name in ways
    ]
    for one in series:
        print(f"  {one.name}: " + ", ".join(f"{x} words {y:.0f} ms" for x, y in one.points))
    title = "One sentence into Russian, models loaded"
    return Plot("latency", title, "words", "milliseconds", "the sentence", series)
