"""The functions that check pairs and many units, silencing, and what they are to the pipeline."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from l10n.checks import CHECKS, Context, Unit, check, check_unit, check_units, is_severe
from l10n.errors import L10nError
from l10n.model import Finding, Severity
from l10n.project.config import load_project

SEEDS = st.sampled_from(
    ["%s", "{a}", "<1>", "</1>", '"', "«", "(", "12,5", "2020", "May 5", "NATO", "і", "\n", "  "]
)
TEXT = st.lists(SEEDS | st.text(max_size=8), max_size=12).map("".join)


@given(TEXT, TEXT, st.sampled_from(["", "mn", "ru", "uk", "de", "ja", "pt_BR", "sr@latin", "xx"]))
@settings(max_examples=200, deadline=None)
def test_any_pair_can_be_checked(source: str, target: str, locale: str) -> None:
    """No pair of texts makes a check fail; spans lie within their texts, messages are one line."""
    for finding in check(source, target, locale):
        assert finding.check in CHECKS
        assert "\n" not in finding.message
        for span, text in ((finding.span, target), (finding.source_span, source)):
            assert span is None or 0 <= span[0] <= span[1] <= len(text)


@given(TEXT)
@example("12,5²%s12,5")
@settings(max_examples=100, deadline=None)
def test_a_text_is_no_error_of_itself(text: str) -> None:
    """Whatever is in a text, the same text has it too: only errors in it alone are left."""
    errors = [one for one in check(text, text, "ru") if one.severity is Severity.ERROR]
    assert not [one for one in errors if one.check not in ("alphabet", "homoglyphs", "language")]


def test_a_pair_without_a_translation_is_a_finding() -> None:
    assert [one.check for one in check("Open", "", "ru")] == ["untranslated"]
    assert check("", "", "ru") == []


def test_errors_come_first() -> None:
    found = check("Open %s files.", "открыть  файлы", "ru")
    severities = [one.severity for one in found]
    assert severities == sorted(severities, key=list(Severity).index)
    assert {Severity.ERROR, Severity.WARNING} == set(severities)


def test_findings_carry_the_key_of_their_unit() -> None:
    [finding] = check_unit(Unit("Open %s", "Открыть", key="0123456789"), Context("ru"))
    assert finding.key == "0123456789"


@pytest.mark.parametrize(
    ("source", "target", "severe"),
    [
        ("The town is big.", "", True),
        ("Open %s", "Открыть", True),
        ("See <1>this</1>.", "Смотрите это.", True),
        ("And so on.", "И так далее и так далее и так далее.", True),
        ("The town is on the bank of the river.", "Die Stadt liegt am Ufer des Flusses.", True),
        ("The town is big.", "Город большой", False),
        ("He lives in town.", "Он живёт в в городе.", False),
        ("The town is big.", "Город большой.", False),
    ],
)
def test_a_broken_draft_is_told_from_an_imperfect_one(
    source: str, target: str, severe: bool
) -> None:
    assert is_severe(check(source, target, "ru")) is severe


@pytest.mark.parametrize("flag", ["ignore-numbers", "ignore-all"])
def test_a_flag_silences_a_check_for_its_entry(flag: str) -> None:
    loud = Unit("5 dogs", "Собаки")
    assert [one.check for one in check_unit(loud, Context("ru"))] == ["numbers"]
    assert not check_unit(Unit("5 dogs", "Собаки", flags=frozenset({flag})), Context("ru"))


def test_a_form_for_one_number_may_leave_it_out() -> None:
    """So gettext's manual has it; msgstr[0] of Russian is for 21 too, that of Mongolian is not."""
    unit = Unit("One file", "", plural="%d files")
    two = ("Нэг файл", "%d файл")
    assert not check_unit(replace(unit, target=two[0], forms=two), Context("mn"))
    four = "nplurals=4; plural=n==1 ? 3 : n%10==1 ? 0 : n%10<5 ? 1 : 2;"
    forms = ("%d файл", "%d файла", "%d файлов", "Файл")
    assert not check_unit(replace(unit, forms=forms, plural_forms=four), Context("ru"))
    for broken in (("Один файл", "%d файла", "%d файлов"), ("Один файл", "%d файла", "файлов %s")):
        found = check_unit(replace(unit, target=broken[0], forms=broken), Context("ru"))
        assert {one.check for one in found} == {"placeholders"}


def test_units_are_read_twice_and_one_at_a_time() -> None:
    passes: list[int] = []

    def units() -> list[Unit]:
        passes.append(1)
        return [Unit("Open", "Открыть", line=1), Unit("Open", "Открыто", line=2)]

    found = list(check_units(units, Context("ru")))
    assert len(passes) == 2
    assert [(unit.line, [one.check for one in findings]) for unit, findings in found] == [
        (2, ["inconsistent"])
    ]


def test_usual_lengths_are_learned() -> None:
    """What is far out in one corpus is usual in another."""
    source = "The town is on the bank of the river, and people go there."
    long = "Город стоит на берегу реки, и люди ходят туда. " * 3
    alone = Unit(source, long)
    assert "length" in {one.check for one in check_unit(alone, Context("ru"))}
    many = [Unit(f"{source} {n}", f"{long} {n}") for n in range(80)]
    assert "length" not in {
        one.check for _, findings in check_units(lambda: many, Context("ru")) for one in findings
    }


def _project(folder: Path, text: str) -> Path:
    (folder / "l10n.toml").write_text(text, "utf-8")
    return folder


def test_settings_switch_checks_off(tmp_path: Path) -> None:
    text = '[checks]\ndisable = ["names"]\n[checks.pt]\ndisable = ["quotes"]\n'
    checks = load_project(_project(tmp_path, text)).checks
    assert checks.disabled("ru") == {"names"}
    assert checks.disabled("pt_BR") == {"names", "quotes"}


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ('[checks]\ndisable = ["number"]', "unknown check 'number'", "did you mean 'numbers'?"),
        ('[checks]\ndisable = "numbers"', "must be a list", 'as in disable = ["quotes"]'),
        ("[checks]\nfoo = 1", "unknown key 'foo' of checks", "known keys"),
        ('[checks.ru]\nenable = ["names"]', "unknown key 'checks.ru.enable'", "disable"),
        ('[checks.klingon]\ndisable = ["names"]', "unknown locale", "did you mean"),
        ("checks = 1", "'checks' must be a table", "[tool.l10n.checks]"),
    ],
)
def test_wrong_settings_are_refused(tmp_path: Path, text: str, message: str, hint: str) -> None:
    with pytest.raises(L10nError) as error:
        load_project(_project(tmp_path, text))
    assert message in error.value.message
    assert hint in error.value.hint


def test_hook_file_names_a_command_that_exists() -> None:
    """The pre-commit hook's entry and types are those that `l10n check` understands."""
    text = (Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text("utf-8")
    assert "entry: l10n check" in text
    assert "types: [pofile]" in text


def test_finding_is_hashable_data() -> None:
    assert len({Finding("a", Severity.ERROR, "b"), Finding("a", Severity.ERROR, "b")}) == 1
