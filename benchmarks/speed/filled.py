"""Projects of many documents in which every message is translated, as people's are."""

from __future__ import annotations

import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.speed.projects import LOCALES, SCRIPT, WORDS, make_project

_EMPTY = re.compile(r'^(msgid ((?:".*"\n)+))msgstr ""$', re.MULTILINE)
QUIET: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}

# The words that the documents are made of, one for one.
_TRANSLATED = {
    "mn": "ус зам зөвлөл гүүр өвөл тосгон хариулт хүмүүс хөндий захидал өглөө зах",
    "ru": "вода дорога совет мост зима деревня ответ люди долина письмо утро рынок",
    "uk": "вода дорога рада міст зима село відповідь люди долина лист ранок ринок",
}


@dataclass(slots=True)
class Project:
    """A project of so many Markdown documents."""

    root: Path
    size: int
    _changes: int = 0

    def __post_init__(self) -> None:
        make_project(self.root, self.size)

    def fill(self) -> None:
        """Put a translation into each message, word by word, as if people had typed it."""
        for locale in LOCALES:
            words = dict(zip(WORDS, _TRANSLATED[locale].split(), strict=True))

            def translated(found: re.Match[str], words: dict[str, str] = words) -> str:
                source = "".join(line[1:-1] for line in found[2].splitlines()).lower()
                text = re.sub(r"[a-z]+", lambda word: words.get(word[0], word[0]), source)
                return f'{found[1]}msgstr "{text.capitalize()}"'  # the header stays empty

            for path in (self.root / "locales" / locale).rglob("*.po"):
                path.write_text(_EMPTY.sub(translated, path.read_text("utf-8")), "utf-8")

    def catalogs(self) -> list[Path]:
        """Every PO file."""
        return sorted((self.root / "locales").rglob("*.po"))

    def change(self, documents: int) -> None:
        """Change the last line of so many documents."""
        self._changes += 1
        for path in sorted((self.root / "source").rglob("*.md"))[:documents]:
            before = path.read_text("utf-8").rpartition("\n\nThe council has met ")
            text = (before[0] or before[2]).rstrip("\n")
            path.write_text(f"{text}\n\nThe council has met {self._changes} times.\n", "utf-8")

    def run(self, *command: str) -> float:
        """Seconds that a command of ours takes."""
        begin = time.perf_counter()
        done = subprocess.run([SCRIPT, *command], cwd=self.root, check=False, **QUIET)
        took = time.perf_counter() - begin
        assert done.returncode in (0, 1), command  # 1: the check has found something
        return took
