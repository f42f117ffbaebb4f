"""Checks of PO files: what their texts are found to have, and what the files themselves have."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from l10n.checks import CHECKS, check_units
from l10n.checks.base import Context, Unit
from l10n.checks.entries import File
from l10n.checks.spelling import speller as open_speller
from l10n.errors import CatalogError
from l10n.model import Finding, Severity, message_key

if TYPE_CHECKING:
    from l10n.glossary import Glossary

# What can be wrong with a file, rather than with a translation in it.
FILE_CHECKS = {
    "syntax": "The file follows the syntax of PO files.",
    "charset": "The file is in the charset that its header names, and that is UTF-8.",
    "header": "The header names the language and the plural forms as gettext needs them.",
    "duplicates": "No message stands twice in a file.",
}


@dataclass(frozen=True, slots=True)
class Result:
    """A finding, and where it is.

    Attributes:
        path, line: the file, and the line on which the message begins.
        finding: what was noticed.
        source, target: the texts; "" where it is about the file.
        more: how many messages of the file have the same finding, where that is said once.
    """

    path: Path
    line: int
    finding: Finding
    source: str = ""
    target: str = ""
    more: int = 0


def find_catalogs(paths: Sequence[Path]) -> list[Path]:
    """PO and POT files: those named, and all below the folders named.

    Raises:
        CatalogError: a path does not exist, or a folder has none.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(path.rglob("*.po"))
            if not inside:
                raise CatalogError(f"{path}: no PO files in this folder", "name another")
            found += inside
        elif path.is_file():
            found.append(path)
        elif path.exists():
            raise CatalogError(f"{path}: is no regular file", "name PO files or folders of them")
        else:
            raise CatalogError(f"{path}: no such file", "name PO files or folders of them")
    return list(dict.fromkeys(found))


class Settings(Protocol):
    """What a project has set for its checks."""

    def disabled(self, locale: str) -> frozenset[str]:
        """The checks that are off in a locale."""


def check_files(
    paths: Sequence[Path],
    settings: Settings | None = None,
    *,
    locale: str = "",
    source_locale: str = "en",
    glossary: Glossary | None = None,
    reviewed_only: bool = False,
    once: bool = True,
) -> Iterator[Result]:
    """What is wrong in PO files, locale by locale, file by file, by line.

    All arguments are as for :func:`grouped`.

    Raises:
        CatalogError: a file cannot be read at all.
    """
    groups = grouped(
        paths,
        settings,
        locale=locale,
        source_locale=source_locale,
        glossary=glossary,
        reviewed_only=reviewed_only,
        once=once,
    )
    for group in groups:
        yield from check_group(group)


def grouped(
    paths: Sequence[Path],
    settings: Settings | None = None,
    *,
    locale: str = "",
    source_locale: str = "en",
    glossary: Glossary | None = None,
    reviewed_only: bool = False,
    once: bool = True,
    read: Callable[[Path], bytes] = Path.read_bytes,
) -> list[Group]:
    """The files of each locale, which are compared with each other.

    Args:
        paths: the files; templates (``.pot``) are checked as files only.
        settings: the checks that are switched off, per locale.
        locale: of all files; "" for what each file's header or path says.
        source_locale: the source texts'.
        glossary: the project's.
        reviewed_only: leave out drafts (fuzzy entries).
        once: whether a warning that a fifth of a file's messages have is said once, not of each.
        read: reads a file.

    Raises:
        CatalogError: a file cannot be read at all.
    """
    files = [File(path, locale, reviewed_only, read) for path in paths]
    for file in files:
        file.read_header()
    found = []
    for name in dict.fromkeys(file.locale for file in files):
        disabled = settings.disabled(name) if settings else frozenset()
        context = Context(name, source_locale, glossary, disabled=disabled | {"untranslated"})
        own = [file for file in files if file.locale == name]
        found.append(Group(own, context, disabled, once))
    return found


@dataclass(frozen=True, slots=True)
class Group:
    """The files of one locale, and how they are checked; may be copied to another process.

    Attributes:
        files: the files.
        context: what the checks may know, but for the dictionary.
        disabled: checks that are off.
        once: see :func:`grouped`.
    """

    files: list[File]
    context: Context
    disabled: frozenset[str]
    once: bool


def check_group(group: Group) -> Iterator[Result]:
    """What is wrong in the files of a group: read twice, an entry at a time."""
    context = group.context
    with ExitStack() as stack:
        if "spelling" not in group.disabled:
            speller = open_speller(context.locale)
            if speller is not None:
                stack.enter_context(closing(speller))
                context = replace(context, speller=speller)
        yield from _checked(group.files, context, group.disabled, group.once)


def locale_of(path: Path, locale: str = "") -> str:
    """The locale of a file: the one given, its header's, or its place's; "" where none tells."""
    file = File(path, locale, False)
    file.read_header()
    return file.locale


_COMMON, _SHARE = 20, 0.2  # messages with one warning that make it a convention of their file


def _checked(
    files: list[File], context: Context, disabled: frozenset[str], once: bool
) -> Iterator[Result]:
    """Findings of the files of one locale."""

    def units() -> Iterator[Unit]:
        for file in files:
            yield from file.units()

    by_path = {str(file.path): file for file in files}

    def of_texts() -> Iterator[tuple[int, int, Result]]:
        order = {str(file.path): at for at, file in enumerate(files)}
        for unit, findings in check_units(units, context):
            key = message_key(unit.source, unit.msgctxt)
            for finding in (replace(one, key=key) for one in findings):
                where = by_path[unit.path].path
                result = Result(where, unit.line, finding, unit.source, unit.target)
                yield order[unit.path], unit.line, result

    texts = of_texts()
    first = next(texts, None)  # by now all files have been read once, and their faults are known
    faults = [
        (at, found.line, Result(file.path, found.line, found.finding))
        for at, file in enumerate(files)
        for found in sorted(file.all_faults(), key=lambda one: one.line)
        if found.finding.check not in disabled
    ]
    if first is not None:
        texts = _chained(first, texts)
    merged = (one for _, _, one in heapq.merge(faults, texts, key=lambda one: one[:2]))
    if not once:
        yield from merged
        return
    for path, results in groupby(merged, key=lambda one: one.path):
        yield from _said_once(list(results), by_path[str(path)].total)


def _said_once(results: Sequence[Result], total: int) -> Iterator[Result]:
    """Results without those warnings that a good part of a file's messages share.

    Such a warning is about a convention of the file, not about a message: it comes once, with the
    number of the others.
    """
    kinds = [_kind(one) for one in results]
    many = Counter(kind for kind in kinds if kind)
    common = {kind for kind, count in many.items() if count >= max(_COMMON, total * _SHARE)}
    for result, kind in zip(results, kinds, strict=True):
        if kind not in common:
            yield result
        elif many[kind]:
            yield replace(result, more=many[kind] - 1)
            many[kind] = 0


def _kind(result: Result) -> tuple[str, str] | None:
    """What makes warnings the same: the check, and what it says but for the values."""
    finding = result.finding
    if finding.severity is Severity.ERROR or not result.source:
        return None
    return finding.check, getattr(finding.message, "template", finding.message)


def _chained(
    first: tuple[int, int, Result], rest: Iterator[tuple[int, int, Result]]
) -> Iterator[tuple[int, int, Result]]:
    yield first
    yield from rest


def all_checks() -> dict[str, str]:
    """Each check's name with what it holds true, in one line."""
    own = {name: (one.__doc__ or "").splitlines()[0] for name, one in CHECKS.complete().items()}
    return FILE_CHECKS | own
