"""Scores are sacreBLEU's, and belong to their sentences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("sacrebleu", reason="sacreBLEU is not installed (l10n-offline[evaluate])")

from sacrebleu.metrics.chrf import CHRF

from l10n.engines import make_engine
from l10n.errors import SourceError
from l10n.evaluation import find_test_set, post_editing, score
from l10n.evaluation.measures import measure
from l10n.evaluation.report import html_report
from l10n.evaluation.scores import evaluate
from l10n.glossary import Glossary, Term
from l10n.glossary.term import Rule
from l10n.model import Hypothesis, Origin, Segment, State, Translation, message_key
from l10n.po.catalog import Catalog
from l10n.translation.cache import Cache
from tests.conftest import Run
from tests.engines import Brackets

ENGLISH = "Two bridges were closed.\nYes.\n<script>alert(1)</script> & so on.\n"
RUSSIAN = "Два моста закрыли.\nДа.\nИ так далее.\n"


@pytest.fixture
def test_set(tmp_path: Path) -> Path:
    folder = tmp_path / "set"
    folder.mkdir()
    (folder / "devtest.en").write_text(ENGLISH, "utf-8")
    (folder / "rus_Cyrl.devtest").write_text(RUSSIAN, "utf-8")
    return folder


def test_the_starter_s_scores_are_those_of_its_translations(
    run: Run, test_set: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.html"
    arguments = ("evaluate", test_set, "--to", "ru", "--engine", "starter", "--resamples", 50)
    [found] = json.loads(run(*arguments, "--html", report, "--json").out)
    assert (found["sentences"], found["locale"]) == (3, "ru")
    assert [one["metric"] for one in found["scores"]] == ["chrF2", "chrF2++", "BLEU"]
    assert all(one["interval"] > 0 for one in found["scores"][:2])
    assert "bs:50" in found["scores"][0]["signature"]
    text = report.read_text("utf-8")
    assert "<script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; so on." in text
    table = run(*arguments)
    assert f"{found['scores'][0]['value']:.1f} ± " in table.out


def test_engines_are_compared_side_by_side(run: Run, test_set: Path) -> None:
    both = ("--engine", "starter", "--engine", "argos", "--resamples", "0", "--limit", "1")
    found = json.loads(run("evaluate", test_set, "--to", "ru", *both, "--json").out)
    assert len(found) == 2
    assert found[0]["scores"] == found[1]["scores"]


def test_scores_are_sacrebleu_s(test_set: Path) -> None:
    found = evaluate(Brackets(), find_test_set(test_set, "en", "ru"), resamples=0)
    lines = ENGLISH.splitlines()
    assert found.hypotheses == tuple(f"«{line}»" for line in lines)
    expected = CHRF().corpus_score(found.hypotheses, [RUSSIAN.splitlines()]).score
    assert found.scores[0].value == expected
    perfect, sentences = score(lines, lines, resamples=0)
    assert perfect[0].value == pytest.approx(100)
    assert sentences == pytest.approx((100, 100, 100))


def test_lines_without_any_match_have_a_score(test_set: Path) -> None:
    scores, _ = score(["аа", "бб", "вв"], ["xx", "yy", "zz"], resamples=20)
    assert [one.value for one in scores] == [0, 0, 0]


def test_the_report_shows_the_worst_and_the_best(test_set: Path) -> None:
    found = evaluate(Brackets(), find_test_set(test_set, "en", "ru"), resamples=0)
    worst, best = html_report([found], sentences=1).split("<h3>Best sentences</h3>")
    order = sorted(range(3), key=found.sentence_scores.__getitem__)
    assert f'<td class="number">{order[0] + 1}</td>' in worst.split("Worst")[1]
    assert f'<td class="number">{order[-1] + 1}</td>' in best


def test_lines_that_do_not_match_are_refused(test_set: Path, run: Run) -> None:
    (test_set / "rus_Cyrl.devtest").write_text("Одна.\n", "utf-8")
    with pytest.raises(SourceError, match=r"has 1 lines, .* has 3"):
        find_test_set(test_set, "en", "ru")
    with pytest.raises(SourceError, match="no file for uk"):
        find_test_set(test_set, "en", "uk")
    assert run("evaluate", "--to", "ru").code == 2
    assert "2 files for en" in _ambiguous(test_set, run)


def _ambiguous(folder: Path, run: Run) -> str:
    (folder / "other.en").touch()
    return run("evaluate", folder, "--to", "ru").err


def test_effort_compares_what_was_approved_with_the_draft(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path / "a.po", "ru")
    texts = {"One two.": "Раз два.", "Three.": "Три."}
    catalog.merge([Segment(text) for text in texts], "a.txt")
    cache = Cache(tmp_path)
    cache.put("argos/x 1", "en→ru", {text: Hypothesis("Раз два.", -1.0) for text in texts})
    for text in texts:
        draft = Translation("Раз два.", State.DRAFT, Origin.MACHINE, "argos/x 1", 0.5)
        catalog.set_draft(message_key(text), draft)
    assert post_editing([catalog], cache).sentences == 0
    for entry in catalog._po:
        entry.msgstr = texts[entry.msgid]
        entry.flags = []
    effort = post_editing([catalog], cache)
    assert (effort.sentences, effort.unchanged) == (2, 1)
    assert effort.ter == pytest.approx(100 * 2 / 3)  # one word changed, one deleted, of three
    assert 0 < effort.edit_distance < 0.5


def test_what_else_is_counted() -> None:
    glossary = Glossary(
        [
            Term("court", {"ru": ("суд",)}),
            Term("river", {"ru": ("река",)}),
            Term("GitHub", {}, Rule.KEEP),
        ]
    )
    found = measure(
        ["The court on the river.", "The court has 51 men on GitHub in 1990.", "A river."],
        ["Суд на реке.", "В суде стопутано людей.", "Ручей."],
        ["Суд на реке.", "У суда 51 человек на GitHub в 1990 году.", "Река."],
        "ru",
        glossary=glossary,
    )
    assert (found.terms, found.honoured) == (5, 3)
    assert (found.comparable, found.same_form) == (3, 2)
    assert found.unknown == 1, "стопутано"
    assert found.reference_unknown == 0
    assert (found.numbers, found.kept) == (2, 0)
    assert (found.names, found.consistent) == (0, 0)


def test_names_that_change_are_counted() -> None:
    sources = [
        "A new power plant will be built, Putin said.",
        "Khurelsukh thanked Putin for the visit to Ulaanbaatar.",
        "The International Criminal Court issued a warrant for Putin.",
    ]
    engine = make_engine("starter")
    same = [
        "Новую электростанцию построят, сказал Путин.",
        "Хурэлсух поблагодарил Путина за визит в Улан-Батор.",
        "Международный уголовный суд выдал ордер на арест Путина.",
    ]
    other = [text.replace("Путина за", "Медведева за") for text in same]
    found = [measure(sources, texts, texts, "ru", engine=engine) for texts in (same, other)]
    assert [one.names for one in found] == [3, 3]
    assert [one.consistent for one in found] == [3, 2]


def test_the_command_counts_with_the_project_s_glossary(run: Run, test_set: Path) -> None:
    (test_set / "glossary.csv").write_text("source,ru\nbridge,мост\n", "utf-8")
    arguments = ("--project", test_set, "evaluate", test_set, "--to", "ru", "--engine", "starter")
    [found] = json.loads(run(*arguments, "--resamples", 0, "--json").out)
    assert found["measures"]["terms"] == 1
    assert found["measures"]["words"] > found["measures"]["unknown"] >= 0
    assert "terms met" in run(*arguments, "--resamples", 0).out
