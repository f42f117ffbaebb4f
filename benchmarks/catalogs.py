"""What the checks say of reviewed catalogs: errors in there are all but always false.

`benchmarks/checks.py --catalogs DIR` calls this. DIR has PO files of public projects, in folders
as one likes (`README.md` beside this file lists those of the figures in the documentation). Only
what people approved is looked at. A catalog fails the gate when one of its entries has an error.

Which of the errors are right was found out by reading them: `verdicts.tsv` has a digest of each
finding that was read, and what the reader said. The digest is of the check, the source and the
translation; no text of another project is kept here.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter, defaultdict
from pathlib import Path

from l10n.checks.entries import entries
from l10n.checks.files import Result, check_files, find_catalogs
from l10n.model import Severity

VERDICTS = Path(__file__).with_name("verdicts.tsv")


def digest(result: Result) -> str:
    """The name of a finding in the list of verdicts."""
    text = "\0".join((result.finding.check, result.source, result.target))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def verdicts() -> dict[str, bool]:
    """Findings that were read, by digest: whether they are right."""
    if not VERDICTS.exists():
        return {}
    lines = (line.split("\t") for line in VERDICTS.read_text("utf-8").splitlines())
    return {line[0]: line[2] == "right" for line in lines if len(line) >= 3}


def approved(path: Path) -> int:
    """How many approved translations a file has."""
    return sum(
        bool(entry.msgid) and bool(entry.msgstr or any(entry.msgstr_plural.values()))
        for entry in entries(path, [])
        if not entry.obsolete and "fuzzy" not in entry.flags
    )


def measure(folder: Path, show: str) -> int:
    """Print what is found; 1 where the errors are too many."""
    known = verdicts()
    counts: dict[Severity, Counter[str]] = defaultdict(Counter)
    read: dict[str, Counter[bool]] = defaultdict(Counter)
    wrong_entries: set[tuple[Path, int]] = set()
    failing, failing_falsely, total, seconds = set(), set(), 0, 0.0
    paths = find_catalogs([folder])
    for path in paths:
        total += approved(path)
        start = time.process_time()
        results = list(check_files([path], reviewed_only=True))
        seconds += time.process_time() - start
        judged: list[bool | None] = []
        for one in results:
            finding = one.finding
            counts[finding.severity][finding.check] += 1
            if finding.check == show:
                print(f"{digest(one)}\t{path}:{one.line}\t{finding.severity.value}: {finding}")
                print(f"    {one.source!r}\n    {one.target!r}")
            verdict = known.get(digest(one))
            if verdict is not None:
                read[f"{finding.check} {finding.severity.value}"][verdict] += 1
            if finding.severity is Severity.ERROR:
                judged.append(verdict)
                failing.add(path)
                if verdict is not True:
                    wrong_entries.add((path, one.line))
        if judged and True not in judged:
            failing_falsely.add(path)
    names = sorted(set(counts[Severity.ERROR]) | set(counts[Severity.WARNING]))
    print(
        f"{'check':20}{'errors':>8}{'read':>6}{'right':>7}{'warnings':>10}{'read':>6}{'right':>7}"
    )
    for name in names:
        cells = ""
        for severity, wide in ((Severity.ERROR, 8), (Severity.WARNING, 10)):
            one_read = read[f"{name} {severity.value}"]
            many = sum(one_read.values())
            share = f"{100 * one_read[True] / many:.0f}%" if many else "–"
            cells += f"{counts[severity][name]:{wide}}{many:6}{share:>7}"
        print(f"{name:20}{cells}")
    errors = sum(counts[Severity.ERROR].values())
    print(
        f"{len(paths)} catalogs, {total:,} approved translations: {errors} errors, "
        f"{sum(counts[Severity.WARNING].values())} warnings\n"
        f"{len(failing)} catalogs fail the gate, {len(failing_falsely)} of them without a fault "
        f"that was read and found right\n"
        f"entries with an error not found right: {len(wrong_entries)}, "
        f"{100 * len(wrong_entries) / max(total, 1):.3f} %\n"
        f"{total / seconds:,.0f} approved translations/s of one core"
    )
    return int(len(wrong_entries) > total / 1000)
