"""Try l10n on all documents of a folder: nothing lost, nothing broken.

    python -m benchmarks.documents FOLDER [FOLDER ...] [--suffix .md] [--most 500] [--verbose]

Each document is read, and three things are made of it:

- nothing translated: the export must be the document to the byte; of a PO file, whose translations
  are replaced, the messages must be;
- all letters in capitals, placeables kept: other parsers must see the same structure, and small
  letters that they still see are text that was not offered (``unseen``, words in a hundred);
- hostile texts, full of markup: other parsers must see the same structure.

The table counts documents that fail in each. Nothing is fetched. The exit status is 1 if a document
fails, 2 if one cannot be read for another reason than that l10n says why.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.documents.parsers import PARSERS, Seen
from l10n import markup
from l10n.errors import L10nError
from l10n.formats import format_of, read_document
from l10n.formats.localized import Localized
from l10n.formats.refusing import refusals
from l10n.formats.segmentation import segment_document
from l10n.formats.splicing import export
from l10n.markup import grammar
from l10n.markup.protected import protected
from l10n.model import Document, Origin, Segment, State, Translation

HOSTILE = (
    "<b onclick='x'>\"a\"</b> & &amp; *b* [c](d) `e` {{f}} %s $g$ | #h -- --> \\ {0} ]]> \u00a0"
)
_TAG = grammar.pattern(grammar.TAG, grammar.ENTITY)
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass
class Outcome:
    """What became of the documents of one format."""

    count: Counter[str] = field(default_factory=Counter)
    words: int = 0
    unseen: int = 0
    seconds: float = 0.0


def capitals(message: str) -> str:
    """A message in capitals, its placeables and placeholders as they were."""
    parts = []
    for part in markup.parse(message):
        if isinstance(part, markup.Placeable):
            parts.append(part)
            continue
        text, position = "", 0
        kept = [*(one.span() for one in _TAG.finditer(part)), *protected(part)]
        for start, end in [*sorted(kept), (len(part), len(part))]:
            if start < position:
                continue
            text += part[position:start].upper() + part[start:end]
            position = end
        parts.append(text)
    return markup.build(parts)


def hostile(message: str) -> str:
    """The placeables of a message in their order, with something else between them."""
    codes = [part for part in markup.parse(message) if isinstance(part, markup.Placeable)]
    return markup.build([part for code in codes for part in (HOSTILE, code)] + [HOSTILE])


def localized(
    document: Document, segments: list[Segment], change: Callable[[str], str] | None
) -> Localized:
    """The document with each message changed."""
    texts: dict[str, tuple[str, ...]] = {}
    states = {}
    for one in segments:
        if one.content:
            made = [change(text) for text in (one.msgid, one.plural) if text] if change else []
            # All the forms that a language with two of them has.
            texts |= {one.key: tuple(made)} if made else {}
            states[one.key] = Translation(
                made[0] if made else "", State.APPROVED if made else State.NEW, Origin.HUMAN
            )
    for refusal in refusals(document, segments, texts):
        texts.pop(refusal.segment.key, None)
    headers = {"Plural-Forms": "nplurals=2; plural=n != 1;"}
    return Localized(document, segments, "", "en", "de", states, texts, headers)


def differs(one: Seen, other: Seen) -> str:
    """Where two structures part, "" where they do not."""
    if one.structure == other.structure:
        return ""
    if isinstance(one.structure, list) and isinstance(other.structure, list):
        for left, right in zip(one.structure, other.structure, strict=False):
            if left != right:
                return f"{left!r} became {right!r}"[:300]
        return f"{len(one.structure)} parts became {len(other.structure)}"
    return f"{one.structure!r:.150} became {other.structure!r:.150}"


def small_words(text: str) -> int:
    """Words with a small letter that are no address, path or placeholder."""
    text = re.sub(r"\S*(?:[/\\@{}%$<>=_]|\.\w|\w\()\S*", " ", text)
    return sum(word != word.upper() for word in _WORD.findall(text))


def try_one(path: Path, outcome: Outcome) -> Iterator[str]:
    """Count what becomes of a document; a line for each thing that fails."""
    try:
        document = read_document(path)
    except L10nError as error:
        outcome.count["refused"] += 1
        yield f"refused: {error.message}"
        return
    form = document.format
    see = PARSERS[form]
    data = path.read_bytes()
    segments = segment_document(document)
    outcome.count["segments"] += sum(bool(one.content) for one in segments)
    made = export(localized(document, segments, None))
    if made != data and (form != "po" or see(made).structure != see(data).structure):
        outcome.count["not the same"] += 1
        yield "not the same to the byte"
    try:
        before = see(data)
    except Exception as error:
        outcome.count["others fail"] += 1
        yield f"the other parser fails: {error}"
        return
    for name, change in (("structure", capitals), ("hostile", hostile)):
        made = export(localized(document, segments, change))
        after = see(made)
        if where := differs(before, after):
            outcome.count[name] += 1
            yield f"{name}: {where}"
        elif name == "structure":
            outcome.words += small_words(before.text)
            unseen = small_words(after.text)
            outcome.unseen += unseen
            if unseen > 3 + small_words(before.text) // 20:
                yield f"unseen: {unseen} of {small_words(before.text)} words"


def documents(folders: list[Path], suffix: str, most: int) -> Iterator[Path]:
    """The documents of the folders that l10n has a format for, at most so many of a format."""
    seen: Counter[str] = Counter()
    for folder in folders:
        for path in sorted(folder.rglob("*") if folder.is_dir() else [folder]):
            form = format_of(path)
            if form is None or form.name not in PARSERS or not path.is_file():
                continue
            if suffix in ("", path.suffix) and seen[form.name] < most:
                seen[form.name] += 1
                yield path


def main() -> int:
    """Try all documents, print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--suffix", default="", help="only documents with this suffix")
    parser.add_argument("--most", type=int, default=500, help="documents of each format")
    parser.add_argument("--verbose", action="store_true", help="name what fails")
    options = parser.parse_args()
    outcomes: dict[str, Outcome] = {}
    for path in documents(options.folders, options.suffix, options.most):
        form = format_of(path)
        assert form
        outcome = outcomes.setdefault(form.name, Outcome())
        outcome.count["documents"] += 1
        start = time.perf_counter()
        try:
            troubles = list(try_one(path, outcome))
        except Exception:
            outcome.count["crashed"] += 1
            troubles = [f"crashed: {traceback.format_exc(limit=-2)}"]
        outcome.seconds += time.perf_counter() - start
        if options.verbose or any(one.startswith("crashed") for one in troubles):
            for trouble in troubles:
                print(f"{path}: {trouble}", file=sys.stderr)
    columns = ("documents", "segments", "refused", "crashed", "not the same", "structure")
    columns += ("hostile", "others fail")
    print("format", *columns, "unseen", "seconds", sep="\t")
    for name, outcome in sorted(outcomes.items()):
        share = f"{100 * outcome.unseen / max(outcome.words, 1):.1f} %"
        counts = (outcome.count[column] for column in columns)
        print(name, *counts, share, f"{outcome.seconds:.1f}", sep="\t")
    total = sum((outcome.count for outcome in outcomes.values()), Counter())
    if total["crashed"]:
        return 2
    return int(any(total[name] for name in ("not the same", "structure", "hostile")))


if __name__ == "__main__":
    raise SystemExit(main())
