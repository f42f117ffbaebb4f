"""Checks of PO files: what their texts are found to have, and what the files themselves have."""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from l10n.checks import CHECKS, check_units
from l10n.checks.base import Context, Unit
from l10n.checks.header import PLURAL_HINT, Fault, Header, fault, read_header
from l10n.checks.spelling import speller as open_speller
from l10n.errors import CatalogError
from l10n.model import Finding, Severity, message_key
from l10n.po import message as po
from l10n.po.decoding import decode
from l10n.po.syntax import messages

if TYPE_CHECKING:
    from l10n.glossary import Glossary

_IGNORE = re.compile(r"ignore-checks:\s*(.+)")

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
    read: Callable[[Path], bytes] = Path.read_bytes,
) -> Iterator[Result]:
    """What is wrong in PO files, file by file, by line.

    Files of one locale are compared with each other. Read twice, an entry at a time.

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
    files = [_File(path, locale, reviewed_only, read) for path in paths]
    for file in files:
        file.read_header()
    with ExitStack() as stack:
        for group in dict.fromkeys(file.locale for file in files):
            disabled = settings.disabled(group) if settings else frozenset()
            speller = None
            if "spelling" not in disabled and (speller := open_speller(group)) is not None:
                stack.enter_context(closing(speller))
            context = Context(
                group, source_locale, glossary, speller, disabled=disabled | {"untranslated"}
            )
            yield from _group([f for f in files if f.locale == group], context, disabled, once)


def locale_of(path: Path, locale: str = "") -> str:
    """The locale of a file: the one given, its header's, or its place's; "" where none tells."""
    file = _File(path, locale, False)
    file.read_header()
    return file.locale


_COMMON, _SHARE = 20, 0.2  # messages with one warning that make it a convention of their file


def _group(
    files: list[_File], context: Context, disabled: frozenset[str], once: bool
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


@dataclass(slots=True)
class _File:
    """A PO file that is read twice; its own faults are noted in the first pass."""

    path: Path
    locale: str
    reviewed_only: bool
    read: Callable[[Path], bytes] = Path.read_bytes
    faults: list[Fault] = field(default_factory=list)
    header: Header = field(default_factory=Header)
    untranslated: int = 0
    first_untranslated: int = 0
    total: int = 0
    passes: int = 0
    has_plurals: bool = False

    def read_header(self) -> None:
        """Find the locale and the plural forms: the checks of all entries depend on them."""
        first = next(entries(self.path, [], self.read), None)
        self.header = read_header(first, self.path, self.locale)
        self.faults += self.header.faults
        self.locale = self.header.locale

    def units(self) -> Iterator[Unit]:
        """The entries in use as units; templates have none to look at."""
        self.passes += 1
        is_first = self.passes == 1
        faults: list[po.Fault] = []
        for entry in entries(self.path, faults, self.read):
            if entry.obsolete or not entry.msgid:
                continue
            flags = _flags(entry)
            if is_first:
                self._count(entry, flags)
            if self.path.suffix == ".pot" or (self.reviewed_only and entry.fuzzy):
                continue
            yield self._unit(entry, flags)
        if is_first:
            self.faults += [
                fault(one.kind, one.line, one.message, one.hint, error=not one.is_warning)
                for one in faults
            ]

    def _unit(self, entry: po.Message, flags: frozenset[str]) -> Unit:
        texts = entry.msgstr_plural
        forms = tuple(texts.get(n, "") for n in range(max(texts) + 1)) if texts else ()
        return Unit(
            entry.msgid,
            forms[0] if forms else entry.msgstr,
            "",  # the key is wanted only where there is a finding
            entry.msgctxt or "",
            flags,
            entry.msgid_plural,
            forms,
            self.header.nplurals,
            str(self.path),
            entry.line,
            self.header.plural_forms,
        )

    def _count(self, entry: po.Message, flags: frozenset[str]) -> None:
        self.total += 1
        is_translated = entry.msgstr or any(entry.msgstr_plural.values())
        if not is_translated and "ignore-untranslated" not in flags:
            self.untranslated += 1
            self.first_untranslated = self.first_untranslated or entry.line
        if entry.msgid_plural and not self.has_plurals:
            self.has_plurals = True
            if not self.header.plural_forms and self.path.suffix != ".pot":
                message = "no Plural-Forms, yet there are messages with a plural"
                self.faults.append(fault("header", self.header.line, message, PLURAL_HINT))

    def all_faults(self) -> list[Fault]:
        """What is wrong with the file; complete once :meth:`units` has run through."""
        if not self.untranslated or self.path.suffix == ".pot":
            return self.faults
        message = f"{self.untranslated} of {self.total} messages have no translation"
        finding = Finding("untranslated", Severity.WARNING, message, "translate them")
        return [*self.faults, Fault(self.first_untranslated, finding)]


def entries(
    path: Path, faults: list[po.Fault], read: Callable[[Path], bytes] = Path.read_bytes
) -> Iterator[po.Message]:
    """The messages of a file, whatever is wrong with it.

    Raises:
        CatalogError: the file cannot be opened, or is no text at all.
    """
    try:
        data = read(path)
    except OSError as error:
        raise CatalogError(
            f"{path}: cannot be read ({error.strerror})", "check the name and the permissions"
        ) from None
    if b"\0" in data[:8192]:
        raise CatalogError(
            f"{path}: not a PO file: it has zero bytes",
            "name PO files; MO files are made from them, UTF-16 is none of gettext's charsets",
        )
    form = decode(data, faults)
    return messages(form.text, faults, encoding=form.encoding, by_token=not form.is_clean)


def _flags(entry: po.Message) -> frozenset[str]:
    """The flags of a message, with those that a comment ``ignore-checks: …`` stands for."""
    comments = f"{entry.tcomment}\n{entry.comment}"
    if "ignore-checks:" not in comments:
        return frozenset(entry.flags)
    named = (name for found in _IGNORE.findall(comments) for name in re.split(r"[,\s]+", found))
    return frozenset(entry.flags).union(f"ignore-{name}" for name in named if name)


def all_checks() -> dict[str, str]:
    """Each check's name with what it holds true, in one line."""
    own = {name: (one.__doc__ or "").splitlines()[0] for name, one in CHECKS.complete().items()}
    return FILE_CHECKS | own
