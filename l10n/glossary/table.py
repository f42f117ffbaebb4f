"""``glossary.csv``: a row per term.

Columns, in any order: ``source``, one per locale (``mn``, ``pt_BR``), ``rule`` (use, forbid, keep;
use where empty) and ``note``. A bar parts words that will do as well: ``МУС|Международный
уголовный суд``. UTF-8, with commas; semicolons and tabs, as some spreadsheets write, are read too.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from l10n.errors import GlossaryError, LocaleError, did_you_mean
from l10n.files import atomic_write
from l10n.glossary.term import Rule, Term
from l10n.languages.codes import parse_locale

_FIXED = ("source", "rule", "note")
_OR = "|"


def read(path: Path) -> list[Term]:
    """The terms of a file.

    Raises:
        GlossaryError: it cannot be read or breaks a rule; names the line.
    """
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GlossaryError(f"{path}: not UTF-8 ({error.reason})", "save it as CSV UTF-8") from None
    except OSError as error:
        raise GlossaryError(
            f"{path}: cannot be read ({error.strerror})", "check its permissions"
        ) from None
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    terms: dict[tuple[str, Rule], int] = {}
    found: list[Term] = []
    columns: list[str] = []
    try:
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            if not columns:
                columns = _columns(row, path)
                continue
            term = _term(row, columns, f"{path}:{rows.line_num}")
            if line := terms.get((term.source, term.rule)):
                raise GlossaryError(
                    f"{path}:{rows.line_num}: {term.source!r} has the rule {term.rule.value} "
                    f"in line {line} already",
                    f"put all words into one row, parted by {_OR}",
                )
            terms[term.source, term.rule] = rows.line_num
            found.append(term)
    except csv.Error as error:
        raise GlossaryError(
            f"{path}:{rows.line_num}: is not CSV ({error})", "check the quotation marks there"
        ) from None
    if not columns:
        raise GlossaryError(f"{path}:1: has no header", "begin with: source,mn,ru,uk,rule,note")
    return found


def write(path: Path, terms: Iterable[Term]) -> None:
    """Write terms as CSV, with a column for each locale that has a target.

    Raises:
        WriteError: the file cannot be written.
    """
    terms = list(terms)
    locales = sorted({locale for term in terms for locale in term.targets})
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["source", *locales, "rule", "note"])
    for term in terms:
        targets = [_OR.join(term.targets.get(locale, ())) for locale in locales]
        table.writerow([term.source, *targets, term.rule.value, term.note])
    atomic_write(path, out.getvalue().encode())


def _columns(row: list[str], path: Path) -> list[str]:
    columns: list[str] = []
    for name in (cell.strip() for cell in row):
        column = name.lower()
        if column not in _FIXED:
            try:
                column = parse_locale(name)
            except LocaleError as error:
                raise GlossaryError(
                    f"{path}:1: unknown column {name!r}",
                    did_you_mean(
                        column, _FIXED, f"columns are source, rule, note and locales ({error.hint})"
                    ),
                ) from None
        if column in columns:
            raise GlossaryError(f"{path}:1: column {name!r} is there twice", "remove one of them")
        columns.append(column)
    if "source" not in columns:
        raise GlossaryError(
            f"{path}:1: no column 'source'", "begin with: source,mn,ru,uk,rule,note"
        )
    return columns


def _term(row: list[str], columns: list[str], place: str) -> Term:
    if len(row) > len(columns):
        raise GlossaryError(
            f"{place}: {len(row)} cells in {len(columns)} columns",
            "put quotation marks around text with a comma in it",
        )
    cells = dict(zip(columns, (cell.strip() for cell in row), strict=False))
    source = cells.pop("source", "")
    if not source:
        raise GlossaryError(f"{place}: no source term", "fill it in, or delete the row")
    name, note = cells.pop("rule", "") or Rule.USE.value, cells.pop("note", "")
    try:
        rule = Rule(name.lower())
    except ValueError:
        raise GlossaryError(
            f"{place}: unknown rule {name!r}", f"rules: {', '.join(rule.value for rule in Rule)}"
        ) from None
    targets = {
        locale: words
        for locale, cell in cells.items()
        if (words := tuple(word.strip() for word in cell.split(_OR) if word.strip()))
    }
    if rule is not Rule.KEEP and not targets:
        raise GlossaryError(
            f"{place}: {source!r} has no target", f"fill one in, or use the rule {Rule.KEEP.value}"
        )
    if rule is Rule.KEEP and targets:
        raise GlossaryError(
            f"{place}: {source!r} is to be kept and has a target", "remove one of the two"
        )
    return Term(source, targets, rule, note)
