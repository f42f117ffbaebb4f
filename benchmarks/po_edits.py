"""How many lines of real catalogs change with one message: `python benchmarks/po_edits.py FOLDER`.

FOLDER has PO files of public projects, in folders as one likes; packages of PyPI with catalogs are
Django, wagtail, Sphinx, djangorestframework and django-allauth.
In a copy of each file the middle one of its approved messages is changed as a reviewer changes it,
by one letter; then by a word more. Lines of the header that say who did it and when do not count.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

from l10n.errors import L10nError
from l10n.model import State
from l10n.po.catalog import Catalog, Entry

_SIGNATURE = (b'"PO-Revision-Date:', b'"Last-Translator:')


def lines(data: bytes) -> list[bytes]:
    """The lines of a file but those that say who worked on it."""
    return [line for line in data.splitlines() if not line.startswith(_SIGNATURE)]


def one_letter(text: str) -> str:
    """The text with its last letter replaced by another one."""
    at = max((at for at, char in enumerate(text) if char.isalnum()), default=-1)
    if at < 0:
        return f"{text}x"
    other = next((char for char in text if char.isalpha() and char != text[at]), "x")
    return f"{text[:at]}{other}{text[at + 1 :]}"


def one_word(text: str) -> str:
    """The text with its last word twice."""
    content = text.rstrip()
    return f"{content} {content.split()[-1]}{text[len(content) :]}"


def changed_lines(path: Path, entry: Entry, text: str) -> int:
    """How many lines of a file differ once a message's translation is another one."""
    texts = list(entry.translation.texts)
    catalog = Catalog.open(path, None)
    catalog.edit(entry.key, [text, *texts[1:]], State.APPROVED)
    before = lines(path.read_bytes())
    catalog.save()
    after = lines(path.read_bytes())
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return sum(
        max(i2 - i1, j2 - j1) for what, i1, i2, j1, j2 in matcher.get_opcodes() if what != "equal"
    )


def main(folder: Path) -> None:
    """Print how many files change in how many lines."""
    letters: Counter[int] = Counter()
    words: Counter[int] = Counter()
    refused = empty = 0
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "copy.po"
        for path in sorted(folder.rglob("*.po")):
            shutil.copy(path, copy)
            try:
                entries = list(Catalog.open(copy, None).entries())
            except L10nError as error:
                print(f"refused: {path}: {error.message.partition(': ')[2]}")
                refused += 1
                continue
            done = [one for one in entries if one.translation.state is State.APPROVED]
            if not done:
                empty += 1
                continue
            entry = done[len(done) // 2]
            text = entry.translation.texts[0]
            found = changed_lines(copy, entry, one_letter(text))
            if found > 2:
                print(f"{found} lines: {path}")
            letters[found] += 1
            shutil.copy(path, copy)
            words[changed_lines(copy, entry, one_word(text))] += 1
    total = sum(letters.values())
    print(f"{total} catalogs; besides {empty} without an approved message, {refused} refused")
    for name, counts in (("letter", letters), ("word", words)):
        few = sum(count for found, count in counts.items() if found <= 2)
        table = ", ".join(f"{found}: {count}" for found, count in sorted(counts.items()))
        print(f"a {name} changed: {few} differ in two lines or fewer, {few / total:.2%} ({table})")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
