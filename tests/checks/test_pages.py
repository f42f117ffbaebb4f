"""The examples on the pages of the checks, and what the site says that a check can say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from l10n.checks.files import all_checks
from l10n.checks.spelling import speller
from tests.conftest import ROOT, Run
from tools.check_messages import said


@pytest.mark.parametrize("name", all_checks())
def test_a_check_s_example_is_what_it_says(name: str, run: Run, project: Path) -> None:
    """The file of the example, or one with its source and target, is checked."""
    page = (ROOT / "docs" / "reference" / "checks" / f"{name}.md").read_text("utf-8")
    blocks = dict(re.findall(r"^```(po|text)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL))
    shown = blocks["text"]
    locale = shown[:2]
    if name == "spelling" and speller(locale) is None:
        pytest.skip("Hunspell's dictionary is not installed (Debian package hunspell-ru)")
    if "po" in blocks:
        (project / f"{locale}.po").write_text(blocks["po"], "utf-8")
    else:
        source, target = re.findall(r"^    (?:source|target)  (.*)$", shown, re.MULTILINE)
        write_po(project / f"{locale}.po", locale, 7, source, target)
        # What the finding says of another place, is there.
        if found := re.search(r"(\S+\.po):(\d+) translates the same text as '(.*)'", shown):
            write_po(project / found[1], locale, int(found[2]), source, found[3])
        elif found := re.search(r"(\S+\.po):(\d+) has the same translation for '(.*)'", shown):
            write_po(project / found[1], locale, int(found[2]), found[3], target)
    (project / "glossary.csv").write_text("source,ru\nagreement,соглашение|договор\n", "utf-8")
    others = map(str, Path().glob("locales/ru/*.po"))
    printed = run("check", *others, f"{locale}.po").out
    assert printed.startswith(shown)
    severity, text = re.findall(rf"^\S+ (error|warning): (.*) \[{name}\]", shown)[0]
    templates = [(one.severity, re.split(r"\{[^{}]*\}", one.message)) for one in said(name)]
    assert any(
        severity in severities and re.fullmatch(".*".join(map(re.escape, pieces)), text)
        for severities, pieces in templates
    )


def write_po(file: Path, locale: str, line: int, source: str, target: str) -> None:
    """A file with an entry at a line, its texts as findings show them."""
    plural = "nplurals=3; plural=(n%10==1 ? 0 : n%10<5 ? 1 : 2);"
    header = f"Language: {locale}\\nContent-Type: text/plain; charset=UTF-8\\n"
    lines = ['msgid ""', f'msgstr "{header}"', f'"Plural-Forms: {plural}\\n"', *[""] * (line - 4)]
    texts = (
        re.sub(r"<U\+(\w{4})>", lambda found: chr(int(found[1], 16)), text)
        for text in (source, target)
    )
    lines += [f'{word} "{text}"' for word, text in zip(("msgid", "msgstr"), texts, strict=True)]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join([*lines, ""]), "utf-8")
