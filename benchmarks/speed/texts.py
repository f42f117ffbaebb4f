"""What is translated: FLORES where there is a folder of it, else sentences of this repository."""

from __future__ import annotations

import re
from itertools import count, islice
from pathlib import Path

from l10n.formats import read_document
from l10n.formats.segmentation import segment_document

_ROOT = Path(__file__).parents[2]
LOCALES = ("mn", "ru", "uk")
# Sentences of prose: no markup, no names of files.
_PROSE = re.compile(r"[A-Z][\w ,;:'’()\-–—]+[.]")
_WORDS = range(4, 61)


def flores(folder: Path, language: str) -> list[str]:
    """A language's side of FLORES devtest."""
    [path] = folder.glob(f"*devtest.{language}")
    return path.read_text("utf-8").splitlines()


def ours(number: int) -> list[str]:
    """So many sentences, no two the same: the article's, the documentation's, then joined ones."""
    found: dict[str, None] = {}
    for path in [_ROOT / "source/article.txt", *sorted((_ROOT / "docs").rglob("*.md"))]:
        for segment in segment_document(read_document(path)):
            text = segment.content
            if _PROSE.fullmatch(text) and len(text.split()) in _WORDS:
                found[text] = None
    single = list(found)

    def joined() -> list[str]:
        return [
            f"{first[:-1]}; {second}"
            for step in islice(count(1), -(-number // len(single)))
            for first, second in zip(single, single[step:], strict=False)
        ]

    return list(islice(dict.fromkeys([*single, *joined()]), number))
