"""The table of plural rules against CLDR's own rules, which Babel's parser of them evaluates."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from babel import plural
from babel.localedata import locale_identifiers

from l10n.checks.plurals import forms_of
from l10n.languages import plurals
from l10n.languages.codes import plural_forms
from l10n.languages.plural_table import LOCALES_BY_RULE

CLDR = json.loads(Path(__file__).with_name("cldr_plurals.json").read_text("utf-8"))
CATEGORIES = ("zero", "one", "two", "few", "many", "other")
# A form's number stands for a category: these are all remainders that a rule asks for.
NUMBERS = (*range(1_200), *range(2_000, 2_200_000, 1_000), *range(1_000_001, 1_000_120))


@pytest.mark.parametrize(
    ("rules", "locales"),
    [pytest.param(one["rules"], one["locales"], id=one["locales"][0]) for one in CLDR],
)
def test_forms_are_cldr_s_categories(rules: dict[str, str], locales: list[str]) -> None:
    """As many forms as categories, in CLDR's order, and each number has its category's."""
    categories = [plural.PluralRule(rules)(number) for number in NUMBERS]
    order = [name for name in CATEGORIES if name in set(categories)]
    wanted = [order.index(category) for category in categories]
    headers = {plural_forms(code) for code in locales if code in locale_identifiers()}
    assert len(headers) <= 1, headers
    for header in headers:
        found = plurals.rule(header)
        assert found.nplurals == len(order)
        assert [found.form(number) for number in NUMBERS] == wanted


def test_each_locale_of_cldr_is_covered() -> None:
    known = [code for one in CLDR for code in one["locales"]]
    assert len(known) == len(set(known)) > 1000
    named = [code for codes in LOCALES_BY_RULE.values() for code in codes.split()]
    assert len(named) == len(set(named)) and set(named) <= set(known)
    assert {code for code in known if "_" not in code} <= set(named)


@pytest.mark.parametrize(
    ("locale", "header"),
    [
        ("mn", "nplurals=2; plural=(n != 1);"),
        ("cs", "nplurals=3; plural=((n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2);"),
        ("ja", "nplurals=1; plural=0;"),
        ("pt_BR", "nplurals=3; plural=(n<=1 ? 0 : n!=0 && n%1000000==0 ? 1 : 2);"),
        ("pt_PT", "nplurals=3; plural=(n==1 ? 0 : n!=0 && n%1000000==0 ? 1 : 2);"),
        ("pt_AO", "nplurals=3; plural=(n==1 ? 0 : n!=0 && n%1000000==0 ? 1 : 2);"),
    ],
)  # fmt: skip
def test_a_header_s_text(locale: str, header: str) -> None:
    assert plural_forms(locale) == header


@pytest.mark.parametrize("locale", ["ru", "uk", "sr_Latn", "be"])
def test_slavic_headers_are_the_manual_s(locale: str) -> None:
    assert plural_forms(locale) == (
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
        "(n%100<10 || n%100>=20) ? 1 : 2);"
    )


@pytest.mark.parametrize(
    ("locale", "allowed"), [("fr", (3, 2)), ("ru", (3,)), ("ja", (1,)), ("tlh_XX", ()), ("", ())]
)
def test_a_catalog_may_have_no_form_for_millions(locale: str, allowed: tuple[int, ...]) -> None:
    assert forms_of(locale) == allowed


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext is not installed")
def test_msgfmt_takes_every_rule(tmp_path: Path) -> None:
    for header in LOCALES_BY_RULE:
        forms = int(re.findall(r"\d+", header)[0])
        lines = [
            *('msgid ""', 'msgstr ""', '"Content-Type: text/plain; charset=UTF-8\\n"'),
            *(f'"Plural-Forms: {header}\\n"', "", 'msgid "one"', 'msgid_plural "many"'),
            *(f'msgstr[{form}] "x"' for form in range(forms)),
        ]
        path = tmp_path / "x.po"
        path.write_text("\n".join(lines) + "\n", "utf-8")
        command = [
            "msgfmt",
            "--check-format",
            "--check-domain",
            "-o",
            str(tmp_path / "x.mo"),
            str(path),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), header
