"""Large catalogs: reading and writing them, doing no work twice, and memory."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import polib

from benchmarks.speed.curves import Plot, Series
from benchmarks.speed.paired import Figure, compare, seconds
from l10n.model import Origin, State, Translation
from l10n.po.catalog import Catalog
from l10n.project.config import load_project
from l10n.project.jobs import merged_catalog, plan

_ROOT = Path(__file__).parents[2]
MODEL = "argos/starter-en-ru"
WORDS = [
    "the",
    "council",
    "of",
    "a",
    "valley",
    "met",
    "again",
    "about",
    "water",
    "and",
    "roads",
    "while",
    "people",
    "waited",
    "for",
    "an",
    "answer",
    "from",
    "those",
    "who",
    "had",
    "promised",
    "to",
    "build",
    "new",
    "bridges",
    "before",
    "winter",
    "came",
    "to",
    "northern",
    "villages",
]


def sentences(count: int) -> list[str]:
    """Made-up sentences of 6 to 24 words, no two the same."""
    dice = random.Random(1)
    return [
        f"{' '.join(dice.choices(WORDS, k=dice.randint(6, 24)))} {number}.".capitalize()
        for number in range(count)
    ]


def make_project(root: Path, count: int, *, drafts: bool) -> Path:
    """A project with one document of so many sentences; returns the document."""
    source = root / "source" / "text.txt"
    source.parent.mkdir()
    lines = sentences(count)
    paragraphs = [" ".join(lines[at : at + 3]) for at in range(0, count, 3)]
    source.write_text("\n\n".join(paragraphs) + "\n", "utf-8")
    (root / "l10n.toml").write_text('locales = ["ru"]\n', "utf-8")
    if drafts:
        fill(root, source)
    return source


def fill(root: Path, source: Path) -> None:
    """Put a draft into each message, as a run of the engine would."""
    [job] = plan(load_project(root), [source], ["ru"])
    for number, key in enumerate(job.messages):
        text = f"Предложение {number} говорит, что совет долины снова собрался из-за воды и дорог."
        draft = Translation(text, State.DRAFT, Origin.MACHINE, MODEL, 0.5)
        job.catalog.set_draft(key, draft)
    job.catalog.save()


def reading_and_writing(count: int, runs: int) -> list[Figure]:
    """Load, bring in line with the source, save; against load and save by polib alone."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        source = make_project(root, count, drafts=True)
        project = load_project(root)
        [job] = plan(project, [source], ["ru"])
        path, key = job.catalog.path, next(iter(job.messages))
        copy = root / "copy.po"

        def ours() -> float:
            def work() -> None:
                catalog = merged_catalog(project, source, job.segments, "ru")
                state = catalog.translation(key).state
                assert catalog.approve(key) if state is State.DRAFT else catalog.reset(key)
                catalog.save()

            took = seconds(work)
            assert sum(1 for _ in Catalog.open(path, "ru").entries()) == count
            return took

        def theirs() -> float:
            return seconds(lambda: polib.pofile(str(path)).save(str(copy)))

        return [
            compare(
                f"PO load, merge, save, {count:,} entries",
                ours,
                "polib load and save",
                theirs,
                runs=runs,
                of="time",
                unit="s",
                target=1.3,
            )
        ]


def incremental(count: int, full: int, runs: int) -> list[Figure]:
    """One sentence of a document has changed, or none, against translating all of it.

    Args:
        count: sentences of the document.
        full: sentences to measure the full run's speed on.
        runs: of each measurement.
    """

    def translate(root: Path) -> float:
        command = [sys.executable, "-m", "l10n", "translate", "--engine", "starter"]
        return seconds(lambda: subprocess.run(command, cwd=root, check=True, capture_output=True))

    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        root, sample = Path(one), Path(other)
        source = make_project(root, count, drafts=True)
        translate(root)  # writes the template
        text = source.read_text("utf-8")
        changes = iter(range(10**6))
        make_project(sample, full, drafts=False)
        speed = full / translate(sample)

        def changed() -> float:
            source.write_text(text.replace(" 77.", f" 77 and {next(changes)} more."), "utf-8")
            return translate(root)

        def unchanged() -> float:
            return translate(root)

        def load() -> float:
            code = (
                "from l10n.engines import make_engine; from l10n.model import Pair; "
                "make_engine('starter').translate(['One sentence.'], Pair('en', 'ru'))"
            )
            return seconds(
                lambda: subprocess.run(
                    [sys.executable, "-c", code], check=True, capture_output=True
                )
            )

        def whole() -> float:
            return count / speed

        note = f"full run reckoned from {full:,} sentences at {speed:.1f}/s"
        figures = [
            compare(
                f"one of {count:,} sentences changed, less model load",
                lambda: changed() - load(),
                "translating all of them",
                whole,
                runs=runs,
                of="cost",
                unit="s",
                target=0.01,
                note=note,
            ),
            compare(
                f"none of {count:,} sentences changed",
                unchanged,
                "translating all of them",
                whole,
                runs=runs,
                of="cost",
                unit="s",
                note=note,
            ),
        ]
        # Nothing to do: no model may be loaded at all.
        code = (
            "import sys; sys.argv = ['l10n', 'translate']; from l10n.cli import main\n"
            "try: main()\nexcept SystemExit: pass\n"
            "assert 'ctranslate2' not in sys.modules and 'sentencepiece' not in sys.modules"
        )
        subprocess.run([sys.executable, "-c", code], cwd=root, check=True, capture_output=True)
    return figures


def memory(sizes: Sequence[int]) -> tuple[list[Figure], list[Plot]]:
    """Peak of a run over a document of so many sentences that all have drafts but a few."""
    figures = []
    ours, theirs = Series("l10n translate"), Series("polib, the file alone")
    for count in sizes:
        figure = _peak(count)
        figures.append(figure)
        ours.points.append((count, figure.ours))
        if figure.theirs:
            theirs.points.append((count, figure.theirs))
    title = "Peak memory by the size of a document"
    plot = Plot("memory", title, "sentences", "MiB", "the document", [ours, theirs])
    return figures[-1:], [plot]


def _peak(count: int) -> Figure:
    code = f"""
import sys
{{work}}
sys.path.insert(0, {str(_ROOT)!r})
from benchmarks.peak import peak_memory
print(peak_memory())
"""
    ours = "sys.argv = ['l10n', 'translate', '--engine', 'starter']\nfrom l10n.cli import main\n"
    ours += "try: main()\nexcept SystemExit: pass"
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        source = make_project(root, count, drafts=True)
        text = source.read_text("utf-8")
        [path] = root.glob("locales/*/LC_MESSAGES/*.po")

        def peak(work: str) -> float:
            command = [sys.executable, "-c", code.format(work=work)]
            done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
            return float(done.stdout.split()[-1])

        changes = iter(range(10**6))

        def run() -> float:
            changed = text.replace("7.", f"7 and {next(changes)} more.", 50)
            source.write_text(changed, "utf-8")
            return peak(ours)

        return compare(
            f"peak memory, {count:,} sentences",
            run,
            "polib with the same file",
            lambda: peak(f"import polib; po = polib.pofile({str(path)!r})"),
            runs=2,
            of="memory",
            unit="MiB",
        )
