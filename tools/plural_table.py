"""Writes l10n's table of plural rules from the CLDR of the installed Babel: `make plural-table`.

Two files come out: ``l10n/languages/plural_table.py``, the rules for whole numbers as expressions
of C, and ``tests/languages/cldr_plurals.json``, CLDR's own rules, which a test holds the table to.
They are written when CLDR has changed, looked over, and committed: what l10n writes into a PO file
is the same whatever Babel is installed.

Where the GNU gettext manual ("Plural forms") has an expression that sorts the numbers as CLDR does,
that one is taken, so that headers look as those of other programs.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from gettext import c2py
from pathlib import Path

from babel import Locale
from babel.core import get_cldr_version
from babel.localedata import locale_identifiers

ROOT = Path(__file__).parent.parent
TABLE = ROOT / "l10n" / "languages" / "plural_table.py"
CLDR = ROOT / "tests" / "languages" / "cldr_plurals.json"
CATEGORIES = ("zero", "one", "two", "few", "many", "other")
MANUAL = """
0
n != 1
n > 1
n==1 ? 0 : n==2 ? 1 : 2
n==1 ? 0 : (n==0 || (n%100 > 0 && n%100 < 20)) ? 1 : 2
n%10==1 && n%100!=11 ? 0 : n%10>=2 && (n%100<10 || n%100>=20) ? 1 : 2
n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2
(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2
n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2
n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3
n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5
""".strip().splitlines()
# Every remainder that a rule asks for: by 10, 100, 1,000, 100,000 and 1,000,000.
NUMBERS = (*range(1_200), *range(2_000, 2_200_000, 1_000), *range(1_000_001, 1_000_120))

Rules = tuple[tuple[str, str], ...]
_RELATION = re.compile(r"(\w)(?: mod (\d+))? (not in|in) ([\d.,]+)")


def relation(text: str) -> str | bool:
    """One relation of a rule (Unicode TR35, "Plural rules syntax") for whole numbers, as in C."""
    found = _RELATION.fullmatch(text)
    if not found:
        raise ValueError(text)
    operand, modulus, word, values = found.groups()
    ranges = [[int(end) for end in part.split("..")] for part in values.split(",")]
    if operand not in "ni":  # fractions and exponents: whole numbers have none
        return any(one[0] <= 0 <= one[-1] for one in ranges) is (word == "in")
    n = f"n%{modulus}" if modulus else "n"
    parts = []
    for one in ranges:
        low, high = one[0], one[-1]
        if word == "in":
            part = f"{n}=={low}" if low == high else f"{n}>={low} && {n}<={high}"
            part = f"{n}<={high}" if low == 0 < high else part
        else:
            part = f"{n}!={low}" if low == high else f"({n}<{low} || {n}>{high})"
        parts.append(part)
    if word == "not in":
        return " && ".join(parts)
    return parts[0] if len(parts) == 1 else f"({' || '.join(parts)})"


def condition(rule: str) -> str:
    """A category's rule for whole numbers, as in C; "" where none has the category."""
    alternatives = []
    for alternative in rule.split(" or "):
        parts = [relation(part) for part in alternative.split(" and ")]
        if False not in parts:
            alternatives.append(" && ".join(part for part in parts if isinstance(part, str)))
    return " || ".join(alternatives)


def derived(rules: Rules) -> tuple[list[str], str]:
    """The categories that whole numbers have, in CLDR's order, and which form a number wants."""
    conditions = {name: text for name, rule in rules if (text := condition(rule))}
    texts = [conditions[name] for name in CATEGORIES if name in conditions]
    functions = [c2py(f"({text}) ? 1 : 0") for text in texts]
    names = [name for name in CATEGORIES if name in conditions]
    if any(not any(function(number) for function in functions) for number in NUMBERS):
        names.append("other")
    else:  # the last of them takes what is left
        texts.pop()
    choices = "".join(f"{text} ? {form} : " for form, text in enumerate(texts))
    return names, f"{choices}{len(texts)}"


def header(rules: Rules) -> str:
    """The value of ``Plural-Forms`` for CLDR's rules."""
    names, expression = derived(rules)
    form = c2py(expression)
    wanted = [form(number) for number in NUMBERS]
    for manual in MANUAL:
        if [c2py(manual)(number) for number in NUMBERS] == wanted:
            expression = manual
            break
    if len(names) > 1:
        expression = f"({expression})"
    return f"nplurals={len(names)}; plural={expression};"


def main() -> None:
    """Write both files."""
    rules: dict[str, Rules] = {}
    for code in sorted(locale_identifiers()):
        found = Locale.parse(code).plural_form.rules
        rules[code] = tuple((name, found[name]) for name in CATEGORIES if name in found)
    headers = {one: header(one) for one in sorted(set(rules.values()))}
    languages: defaultdict[str, list[str]] = defaultdict(list)
    for code, one in rules.items():
        language = code.partition("_")[0]
        if code == language or rules[language] != one:
            languages[headers[one]].append(code)
    lines = [
        f'"""Plural rules of CLDR {get_cldr_version()}, by Unicode: made by tools/plural_table.py.',
        "",
        "A locale that is not named has its language's rule.",
        '"""',
        "",
        "# ruff: noqa: E501",
        "# fmt: off",
        "LOCALES_BY_RULE = {",
        *(
            f'    "{rule}":\n        "{" ".join(codes)}",'
            for rule, codes in sorted(languages.items(), key=lambda item: (len(item[0]), item[0]))
        ),
        "}",
        "",
    ]
    TABLE.write_text("\n".join(lines), "utf-8", newline="\n")
    by_rules: defaultdict[Rules, list[str]] = defaultdict(list)
    for code, one in rules.items():
        by_rules[one].append(code)
    data = [{"rules": dict(one), "locales": codes} for one, codes in sorted(by_rules.items())]
    text = ",\n".join(json.dumps(one) for one in data)
    CLDR.write_text(f"[\n{text}\n]\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main()
