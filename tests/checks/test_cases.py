"""The case files: per check, translations that it must let pass and ones that it must report."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pytest

from l10n.checks import CHECKS, Context, Corpus, Unit, check_unit
from l10n.checks.files import FILE_CHECKS, all_checks, check_files
from l10n.checks.spelling import Hunspell, speller
from l10n.glossary import Glossary, Term
from l10n.model import Finding

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CASES = Path(__file__).parents[1] / "cases" / "checks"
PAGES = Path(__file__).parents[2] / "docs" / "reference" / "checks"


@dataclass(frozen=True)
class Case:
    """One case; the fields are what a case file may have."""

    locale: str = ""
    source: str = ""
    target: str = ""
    severity: str = ""
    spot: str | None = None
    msgctxt: str = ""
    flags: tuple[str, ...] = ()
    plural: str = ""
    forms: tuple[str, ...] = ()
    terms: dict[str, list[str]] | None = None
    others: tuple[dict[str, Any], ...] = ()
    po: str = ""
    encoding: str = "utf-8"
    line: int = 0


def _cases() -> Iterator[Any]:
    for file in sorted(CASES.glob("*.toml")):
        for kind, tables in tomllib.loads(file.read_text("utf-8")).items():
            for number, table in enumerate(tables, 1):
                name = f"{file.stem}-{kind}-{number}"
                yield pytest.param(file.stem, kind, table, id=name)


def _case(table: dict[str, Any]) -> Case:
    known = {field.name for field in fields(Case)}
    assert set(table) <= known, f"unknown fields: {set(table) - known}"
    listed = {key: tuple(value) for key, value in table.items() if isinstance(value, list)}
    return Case(**{**table, **listed})


@pytest.fixture(scope="module")
def dictionaries() -> Iterator[dict[str, Hunspell | None]]:
    found = {locale: speller(locale) for locale in ("mn", "ru", "uk")}
    yield found
    for one in found.values():
        if one is not None:
            one.close()


@pytest.mark.parametrize(("name", "kind", "table"), list(_cases()))
def test_case(
    name: str,
    kind: str,
    table: dict[str, Any],
    tmp_path: Path,
    dictionaries: dict[str, Hunspell | None],
) -> None:
    assert kind in ("good", "bad"), f"unknown kind of case: {kind}"
    case = _case(table)
    if name in FILE_CHECKS:
        _run_file(name, kind, case, tmp_path)
        return
    if name == "spelling" and dictionaries[case.locale] is None:
        pytest.skip(f"no hunspell with a dictionary for {case.locale} is installed")
    found = _run(name, case, dictionaries)
    if kind == "good":
        assert not found
        return
    assert found, "the check has not noticed anything"
    assert found[0].severity.value == case.severity
    if case.spot is not None:
        assert found[0].span is not None
        start, end = found[0].span
        assert case.target[start:end] == case.spot
    for finding in found:
        assert "\n" not in finding.message
        assert finding.hint
        for span, text in ((finding.span, case.target), (finding.source_span, case.source)):
            assert span is None or 0 <= span[0] <= span[1] <= len(text)


def _run(name: str, case: Case, dictionaries: dict[str, Hunspell | None]) -> list[Finding]:
    target = case.forms[0] if case.forms else case.target
    unit = Unit(
        case.source,
        target,
        msgctxt=case.msgctxt,
        flags=frozenset(case.flags),
        plural=case.plural,
        forms=case.forms,
    )
    others = [Unit(**other, path="other.po", line=7) for other in case.others]
    corpus = Corpus.learned([*others, unit])
    context = Context(
        case.locale,
        glossary=Glossary(
            Term(source, {case.locale: tuple(targets)})
            for source, targets in (case.terms or {}).items()
        ),
        speller=dictionaries[case.locale] if name == "spelling" else None,
        corpus=corpus,
        disabled=frozenset(CHECKS) - {name},
    )
    for other in others:
        check_unit(other, context)
    return check_unit(unit, context)


def _run_file(name: str, kind: str, case: Case, folder: Path) -> None:
    path = folder / "case.po"
    path.write_bytes(case.po.encode(case.encoding))
    found = [one for one in check_files([path]) if one.finding.check == name]
    if kind == "good":
        assert not found
        return
    assert [(one.line, one.finding.severity.value) for one in found] == [(case.line, case.severity)]
    assert found[0].finding.hint


def test_every_check_has_a_case_file_and_every_file_a_check() -> None:
    assert {file.stem for file in CASES.iterdir()} == set(all_checks())


@pytest.mark.parametrize("name", list(CHECKS))
def test_cases_of_each_locale(name: str) -> None:
    """Good and bad ones for each of the three; number-format has nothing to say on Mongolian."""
    tables = tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))
    for kind in ("good", "bad"):
        locales = {"mn", "ru", "uk"} - (
            {"mn"} if (name, kind) == ("number-format", "bad") else set()
        )
        assert {table["locale"] for table in tables[kind]} >= locales


def test_every_check_has_a_page() -> None:
    pages = {page.stem for page in PAGES.glob("*.md")} - {"index"}
    assert pages == set(all_checks())


@pytest.mark.parametrize("name", list(all_checks()))
def test_page_says_what_why_and_how_to_silence(name: str) -> None:
    page = (PAGES / f"{name}.md").read_text("utf-8")
    assert page.startswith(f"# {name}\n")
    for part in ("## Why", "## Example", "## Silence"):
        assert part in page
    assert name in (PAGES / "index.md").read_text("utf-8")
