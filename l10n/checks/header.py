"""The header of a PO file: the language, the charset, the rule of the plural forms."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from l10n.checks.plurals import forms_of
from l10n.errors import LocaleError
from l10n.model import Finding, Severity
from l10n.po.message import Message

PLURAL_HINT = 'take the language\'s rule from the GNU gettext manual, "Plural forms"'
_PLURAL_FORMS = re.compile(r"\s*nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([^;]+?)\s*;?\s*$")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file, and on which line."""

    line: int
    finding: Finding


def fault(check: str, line: int, message: str, hint: str = "", *, error: bool = True) -> Fault:
    """A finding about a file."""
    severity = Severity.ERROR if error else Severity.WARNING
    return Fault(line, Finding(check, severity, message, hint))


@dataclass(slots=True)
class Header:
    """What a header says, and what is wrong with it.

    Attributes:
        line: where it stands.
        locale: the file's, by the header or else by the path; "" where neither tells.
        plural_forms: the header's rule as it is written.
        nplurals: how many plural forms it announces, 0 where the rule cannot be used.
        faults: what is wrong.
    """

    line: int = 1
    locale: str = ""
    plural_forms: str = ""
    nplurals: int = 0
    faults: list[Fault] = field(default_factory=list)

    def wrong(self, message: str, hint: str, *, error: bool = False) -> None:
        """Note a fault."""
        self.faults.append(fault("header", self.line, message, hint, error=error))


def read_header(entry: Message | None, path: Path, locale: str = "") -> Header:
    """The header in a file's first entry.

    Args:
        entry: the file's first entry, which is the header if its msgid is empty.
        path: the file.
        locale: the file's locale where it is known beforehand.
    """
    header = Header(locale=locale)
    is_template = path.suffix == ".pot"
    if entry is None or not entry.is_header:
        header.wrong("no header", 'begin with msgid "" and a msgstr of header lines', error=True)
        header.locale = locale or _locale_of(path)
        return header
    header.line = entry.line
    pairs = (line.partition(":") for line in entry.msgstr.splitlines())
    fields = {key.strip().lower(): value.strip() for key, _, value in pairs}
    if "charset=" not in fields.get("content-type", "").lower():
        header.wrong("no charset in the header", "add Content-Type: text/plain; charset=UTF-8")
    header.locale = locale or _language(header, fields.get("language", ""), is_template)
    header.locale = header.locale or _locale_of(path)
    header.plural_forms = fields.get("plural-forms", "")
    if header.plural_forms and not is_template:
        _read_plural_forms(header)
    return header


def _language(header: Header, language: str, is_template: bool) -> str:
    from l10n.languages.codes import parse_locale

    if not language:
        if not is_template:
            header.wrong("the header names no language", 'add "Language: …" to it')
        return ""
    try:
        return parse_locale(language)
    except LocaleError:
        header.wrong(f"unknown language {language!r} in the header", "write a code, ru or pt_BR")
        return ""


def _read_plural_forms(header: Header) -> None:
    found = _PLURAL_FORMS.match(header.plural_forms)
    reason = "it must read nplurals=…; plural=…;"
    if found:
        count = int(found.group(1))
        try:
            rule = gettext.c2py(found.group(2))
            largest = max(rule(number) for number in range(1001))
            if largest < count:
                header.nplurals = count
                allowed = forms_of(header.locale)
                if allowed and count not in allowed and not _refines(rule, header.locale):
                    message = f"nplurals={count}; {header.locale} has {allowed[0]} plural forms"
                    header.wrong(message, PLURAL_HINT)
                return
            reason = f"the rule gives form {largest}, there are {count} from 0 on"
        except (ValueError, ZeroDivisionError, OverflowError, RecursionError) as error:
            reason = " ".join(str(error).split())
    header.wrong(f"Plural-Forms cannot be used: {reason}", PLURAL_HINT, error=True)


def _refines(form: Callable[[int], int], locale: str) -> bool:
    """Whether a rule tells apart all that the locale's does, and more.

    As KDE's and GNOME's with a form for exactly 1, or CLDR's with one for fractions.
    """
    from l10n.languages.plurals import rule

    own = rule("", locale).form
    into: dict[int, int] = {}
    return all(into.setdefault(form(n), own(n)) == own(n) for n in range(1001))


def _locale_of(path: Path) -> str:
    """The locale that a file's place names: ``ru/LC_MESSAGES/a.po``, ``ru.po``, ``a.ru.po``."""
    from l10n.languages.codes import parse_locale

    parts = path.resolve().parts
    names = [path.stem, path.stem.rpartition(".")[2]]
    if len(parts) > 2 and parts[-2] == "LC_MESSAGES":
        names.insert(0, parts[-3])
    for name in names:
        if 2 <= len(re.split("[_-]", name)[0]) <= 3:
            try:
                return parse_locale(name)
            except LocaleError:
                continue
    return ""
