"""Test sets: a source and a reference, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from l10n.errors import SourceError
from l10n.formats.encodings import decode
from l10n.languages.codes import language
from l10n.languages.profile import profile


@dataclass(frozen=True, slots=True)
class TestSet:
    """Sentences and their translations by people.

    Attributes:
        name: for reports.
        locale: the target locale.
        sources, references: line by line, of the same length.
    """

    __test__ = False  # not a test, whatever pytest thinks of the name

    name: str
    locale: str
    sources: tuple[str, ...]
    references: tuple[str, ...]

    def head(self, limit: int | None) -> TestSet:
        """Only the first ``limit`` lines; all where it is None."""
        return TestSet(self.name, self.locale, self.sources[:limit], self.references[:limit])


def find_test_set(folder: Path, source_locale: str, locale: str) -> TestSet:
    """The test set for a pair in a folder like FLORES: a file per language, line by line.

    Files are known by the language in their name, as in ``devtest.mn`` or ``khk_Cyrl.devtest``.

    Raises:
        SourceError: a language has no file or more than one, or their lines do not match.
    """
    source, reference = _find(folder, source_locale), _find(folder, locale)
    return read_pair(source, reference, locale, name=folder.name)


def read_pair(source: Path, reference: Path, locale: str, name: str = "") -> TestSet:
    """A test set from two files.

    Raises:
        SourceError: a file cannot be read, or the numbers of lines differ.
    """
    sources, references = _lines(source), _lines(reference)
    if len(sources) != len(references):
        raise SourceError(
            f"{reference}: has {len(references)} lines, {source} has {len(sources)}",
            "line by line, each must be the translation of the other",
        )
    if not sources:
        raise SourceError(f"{source}: is empty", "name a file with a sentence on each line")
    return TestSet(name or source.stem, locale, sources, references)


def _find(folder: Path, locale: str) -> Path:
    if not folder.is_dir():
        raise SourceError(f"{folder}: no such folder", "name a folder with a file per language")
    codes = {locale, language(locale), profile(language(locale)).flores or locale}
    found = sorted(p for p in folder.iterdir() if p.is_file() and codes & set(p.name.split(".")))
    if len(found) != 1:
        what = "no file" if not found else f"{len(found)} files"
        raise SourceError(
            f"{folder}: {what} for {locale}", f"one file must be named as in devtest.{locale}"
        )
    return found[0]


def _lines(path: Path) -> tuple[str, ...]:
    try:
        text, _ = decode(path.read_bytes(), str(path))
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror})", "check the path") from None
    return tuple(line.rstrip("\r") for line in text.removesuffix("\n").split("\n")) if text else ()
