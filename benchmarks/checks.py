"""How far the checks can be trusted, and how fast they are.

    python benchmarks/checks.py --flores DIR [--show CHECK] [--entries 100000] [--speed]
    python benchmarks/checks.py --catalogs DIR [--show CHECK]

Alarm rate: of professional translations, which are correct, the share that a check reports, as
error and as warning. Recall: of the same pairs broken on purpose (`benchmarks/mutations/`), the
share that the check meant for it catches. DIR has FLORES-200 devtest, `flores.devtest.en` and so
on, one sentence a line; blanks at the ends of its lines are the file's, and left out.

With --catalogs, PO files that people have reviewed are checked: see `benchmarks/catalogs.py`.

The rules were tuned on these very pairs: rates on other text will be somewhat higher.

Exit status 1 when a check is over 1 % errors, over 5 % warnings, or under 95 % recall.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from catalogs import measure
from mutations import MUTATIONS, glossary
from peak import peak_memory

from l10n.checks import CHECKS, Context, Corpus, Unit, check_unit, check_units
from l10n.checks.files import check_files
from l10n.checks.spelling import Hunspell, speller
from l10n.model import Severity

LOCALES = ("mn", "ru", "uk")
MOST_ERRORS, MOST_WARNINGS, LEAST_RECALL = 1.0, 5.0, 95.0  # per cent


def load(folder: Path, locale: str) -> list[Unit]:
    """The pairs of a locale as units."""
    texts = [
        [line.strip() for line in (folder / f"flores.devtest.{code}").open(encoding="utf-8")]
        for code in ("en", locale)
    ]
    return [
        Unit(source, target, key=f"{number:010x}", path=f"flores.{locale}", line=number)
        for number, (source, target) in enumerate(zip(*texts, strict=True), 1)
    ]


def alarms(units: list[Unit], context: Context, show: str) -> tuple[Counter[str], Counter[str]]:
    """Pairs with an error, and with a warning, by check."""
    errors: Counter[str] = Counter()
    warnings: Counter[str] = Counter()
    for unit, findings in check_units(lambda: units, context):
        for severity, count in ((Severity.ERROR, errors), (Severity.WARNING, warnings)):
            count.update({f.check for f in findings if f.severity is severity})
        for finding in findings:
            if finding.check == show:
                print(f"  {context.locale} {unit.line} {finding.severity.value}: {finding.message}")
                print(f"    {unit.source}\n    {unit.target}")
    return errors, warnings


def recall(name: str, units: list[Unit], context: Context, show: str) -> tuple[int, int]:
    """How many broken pairs the check catches, and of how many."""
    caught = total = 0
    rng = random.Random(name)
    one = replace(context, disabled=frozenset(CHECKS) - {name})
    for mutate in MUTATIONS[name]:
        hits = tries = 0
        for unit in units:
            pair = mutate(unit, context.locale, rng)
            if pair is None or check_unit(pair[0], one):
                continue
            tries += 1
            if check_unit(pair[1], one):
                hits += 1
            elif name == show:
                print(f"  missed by {mutate.__name__}: {pair[1].source}\n    {pair[1].target}")
        caught, total = caught + hits, total + tries
    return caught, total


def corpus_recall(name: str, units: list[Unit], context: Context) -> tuple[int, int]:
    """The same for the checks that compare units: two units that one of the texts sets at odds."""
    one = replace(context, disabled=frozenset(CHECKS) - {name})
    caught = 0
    for unit, other in pairwise(units):
        text = {"source": unit.source} if name == "inconsistent" else {"target": unit.target}
        odd = [unit, replace(other, **text)]
        caught += any(True for _ in check_units(lambda odd=odd: odd, one))  # type: ignore[misc]
    return caught, len(units) - 1


def speed(units: list[Unit], locale: str, entries: int) -> None:
    """Check a PO file of so many entries and say how long it took.

    The pairs come again and again, each time in another context (``msgctxt``).
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{locale}.po"
        with path.open("w", encoding="utf-8") as file:
            file.write('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n')
            for number in range(entries):
                unit = units[number % len(units)]
                source, target = (
                    json.dumps(text, ensure_ascii=False) for text in (unit.source, unit.target)
                )
                context = f'msgctxt "{number // len(units)}"'
                file.write(f"\n{context}\nmsgid {source}\nmsgstr {target}\n")
        size = path.stat().st_size / 1e6
        start = time.process_time()
        found = sum(1 for _ in check_files([path]))
        seconds = time.process_time() - start
    peak = peak_memory()
    words = sum(len(unit.source.split()) for unit in units) / len(units)
    print(
        f"a PO file of {entries} entries of {words:.0f} words ({size:.0f} MB): "
        f"{entries / seconds:,.0f} entries/s of one core, {found} findings, "
        f"peak memory {peak:.0f} MB"
    )


def main() -> int:
    """Print the table; 1 when a rate is out of bounds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--flores", type=Path, default=os.environ.get("L10N_FLORES"))
    parser.add_argument("--catalogs", type=Path, help="a folder of reviewed PO files")
    parser.add_argument("--show", default="", metavar="CHECK", help="print its alarms and misses")
    parser.add_argument(
        "--entries", type=int, default=100_000, help="for the speed; 0 leaves it out"
    )
    parser.add_argument("--speed", action="store_true", help="measure the speed alone")
    options = parser.parse_args()
    if options.catalogs:
        return measure(options.catalogs, options.show)
    if options.flores is None:
        parser.error("name the folder of FLORES devtest with --flores or L10N_FLORES")
    dictionaries: dict[str, Hunspell | None] = {}
    pairs = {locale: load(Path(options.flores), locale) for locale in LOCALES}
    if options.speed:
        speed(pairs["ru"], "ru", options.entries)
        return 0
    rates: dict[tuple[str, str], tuple[float, float, int, int]] = {}
    for locale, units in pairs.items():
        dictionaries[locale] = speller(locale)
        context = Context(locale, glossary=glossary(locale), speller=dictionaries[locale])
        errors, warnings = alarms(units, context, options.show)
        learned = replace(context, corpus=Corpus.learned(units))
        for name in CHECKS:
            if name in MUTATIONS:
                hits, tries = recall(name, units, learned, options.show)
            else:
                hits, tries = corpus_recall(name, units, context)
            rates[name, locale] = (
                100 * errors[name] / len(units), 100 * warnings[name] / len(units), hits, tries,
            )  # fmt: skip
    print(f"{'check':20}" + "".join(f"{loc:>6} err%  warn%  recall%      of" for loc in LOCALES))
    bad = []
    for name in CHECKS:
        if name == "spelling" and None in dictionaries.values():
            print(f"{name:20} left out: no Hunspell dictionary for some of {', '.join(LOCALES)}")
            continue
        cells = []
        for locale in LOCALES:
            error, warning, hits, tries = rates[name, locale]
            share = 100 * hits / tries if tries else None
            shown = "–" if share is None else f"{share:.1f}"
            cells.append(f"{error:11.1f}{warning:7.1f}{shown:>9}{tries or '–':>8}")
            missed = share is not None and share < LEAST_RECALL
            if error > MOST_ERRORS or warning > MOST_WARNINGS or missed:
                bad.append(f"{name} ({locale})")
        print(f"{name:20}" + "".join(cells))
    if options.entries:
        # In a process of its own: what the rates needed is no part of the peak memory.
        sys.stdout.flush()
        own = ["--flores", options.flores, "--entries", str(options.entries), "--speed"]
        subprocess.run([sys.executable, __file__, *own], check=True)
    if bad:
        print(f"\nout of bounds: {', '.join(bad)}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
