"""The languages of a run: which a source reads like, which a model writes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from l10n.errors import ModelError
from l10n.languages.scripts import check_script, mismatch, script
from tests.conftest import ARTICLE, ROOT, Run

RUSSIAN = (ROOT / "tests/cases/segmentation/ru.txt").read_text("utf-8")


@pytest.mark.parametrize("locale", ["en", "mn", "ru", "uk"])
def test_a_text_is_taken_for_what_it_is(locale: str) -> None:
    texts = {
        code: (ROOT / f"tests/cases/segmentation/{code}.txt").read_text("utf-8")
        for code in ("mn", "ru", "uk")
    } | {"en": ARTICLE.read_text("utf-8")}
    for code, text in texts.items():
        assert bool(mismatch(text, locale)) == (code != locale)


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("", "en"),
        ("42", "en"),
        ("OK", "mn"),
        ("L'Aquila, Москва", "en"),  # too short to tell
        ("これは日本語の文章です。" * 5, "ja"),
        ("这是中文。" * 12, "zh_CN"),
        ("Ovo je tekst na srpskom jeziku, pisan latinicom, kao što se i vidi.", "sr_Latn"),
    ],
)
def test_what_may_be_right_is_not_spoken_of(text: str, locale: str) -> None:
    assert mismatch(text, locale) == ""


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        *(("en", "Latn"), ("mn", "Cyrl"), ("mn_Mong", "Mong"), ("sr", "Cyrl"), ("sr_Latn", "Latn")),
        *(("sr@latin", "Latn"), ("zh_TW", "Hant"), ("pt_BR", "Latn"), ("tlh", "")),
    ],
)
def test_scripts(locale: str, expected: str) -> None:
    assert script(locale) == expected


def test_models_go_by_the_language_s_own_script() -> None:
    for locale in ("mn", "ru", "uk_UA", "zh_CN", "mn_Cyrl"):
        check_script(locale)
    with pytest.raises(ModelError, match="write Cyrillic script, not Mongolian script"):
        check_script("mn_Mong")


def test_a_source_in_another_language_is_said(project: Path, run: Run) -> None:
    Path("source/news.txt").write_text(RUSSIAN, "utf-8")
    Path("source/other.txt").write_text("Nobody was hurt.", "utf-8")
    result = run("update", "--to", "mn,uk")
    assert result.code == 0
    assert result.err == (
        "warning: source/news.txt: reads like text in Cyrillic script, not English: "
        "source-locale is 'en'\n"
    )


@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_traditional_mongolian_gets_no_cyrillic_drafts(
    project: Path, run: Run, arguments: tuple[str, ...]
) -> None:
    result = run("translate", *arguments, "--to", "mn-Mong", "--json", stdin=b"Nobody was hurt.")
    assert "no model translates into mn_Mong" in result.err
    if arguments:
        assert (result.code, result.out) == (2, "")
    else:
        [document] = json.loads(result.out)["documents"]
        assert (result.code, document["machine"], document["new"]) == (1, 0, 25)


def test_init_says_what_no_model_translates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("init", "--from", "ru", "--to", "mn")
    assert result.code == 0
    assert "no model translates ru to mn: catalogs, review" in result.out
    Path("l10n.toml").unlink()
    assert "no model" not in run("init", "--to", "mn,ru").out
