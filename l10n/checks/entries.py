"""A PO file as the checks read it: whatever is wrong with it, an entry at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from l10n.checks.base import Unit
from l10n.checks.header import PLURAL_HINT, Fault, Header, fault, read_header
from l10n.errors import CatalogError
from l10n.model import Finding, Severity
from l10n.po import message as po
from l10n.po.decoding import decode
from l10n.po.syntax import messages

_IGNORE = re.compile(r"ignore-checks:\s*(.+)")


@dataclass(slots=True)
class File:
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
        is_template = self.path.suffix == ".pot"
        faults: list[po.Fault] = []
        for entry in entries(self.path, faults, self.read):
            if entry.obsolete or not entry.msgid:
                continue
            flags = _flags(entry)
            if is_first:
                self._count(entry, flags)
            if is_template or (self.reviewed_only and entry.fuzzy):
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
    if "ignore-checks:" not in entry.tcomment and "ignore-checks:" not in entry.comment:
        return frozenset(entry.flags)
    comments = f"{entry.tcomment}\n{entry.comment}"
    named = (name for found in _IGNORE.findall(comments) for name in re.split(r"[,\s]+", found))
    return frozenset(entry.flags).union(f"ignore-{name}" for name in named if name)
