"""Approved sentences teach what names and phrases are called."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polib
import pytest

from l10n.engines import make_engine
from l10n.engines.protocol import Aligner
from l10n.glossary import Glossary, Term
from l10n.model import Hint, Hypothesis, Link, Pair
from l10n.project.config import load_project
from l10n.project.translators import project_translator
from l10n.translation.base_forms import base_form
from l10n.translation.learning import Approved, Proposal, is_sure, proposals
from tests.conftest import Run

PAIR = Pair("en", "ru")
SENTENCES = [
    (
        "The power plant near Lake Baikal was closed on Monday.",
        "Электростанцию у озера Байкал закрыли в понедельник.",
    ),
    (
        "A new power plant will be built, Putin said.",
        "Новую электростанцию построят, сказал Путин.",
    ),
    (
        "Khurelsukh thanked Putin for the visit to Ulaanbaatar.",
        "Хурэлсух поблагодарил Путина за визит в Улан-Батор.",
    ),
    (
        "The International Criminal Court issued a warrant for Putin.",
        "Международный уголовный суд выдал ордер на арест Путина.",
    ),
    (
        "Members of the International Criminal Court must arrest him.",
        "Члены Международного уголовного суда обязаны его арестовать.",
    ),
    ("The market is far from Ulaanbaatar.", "Рынок далеко от Улан-Батора."),
]


def approved() -> list[Approved]:
    return [
        Approved(source, target, f"a.txt:{line}")
        for line, (source, target) in enumerate(SENTENCES, start=1)
    ]


def test_what_sentences_teach() -> None:
    engine = make_engine("starter")
    assert isinstance(engine, Aligner)
    found = {one.source: one for one in proposals(approved(), engine, PAIR)}
    assert {source: one.target for source, one in found.items()} == {
        "Putin": "Путин",
        "Ulaanbaatar": "Улан-Батор",
        "International Criminal Court": "Международный уголовный суд",
        "power plant": "электростанция",
    }
    putin = found["Putin"]
    assert (putin.count, putin.places) == (3, ("a.txt:2", "a.txt:3", "a.txt:4"))
    assert set(putin.forms) == {"Путин", "Путина"}


def test_what_is_known_is_not_proposed() -> None:
    engine = make_engine("starter")
    assert isinstance(engine, Aligner)
    known = Glossary([Term("Putin", {"ru": ("Путин",)}), Term("power plant", {"ru": ("завод",)})])
    found = {one.source for one in proposals(approved(), engine, PAIR, known)}
    assert found == {"Ulaanbaatar", "International Criminal Court"}


def test_translations_that_differ_teach_nothing() -> None:
    engine = make_engine("starter")
    assert isinstance(engine, Aligner)
    sentences = [
        Approved("The river bank was closed.", "Берег реки был закрыт."),
        Approved("A river bank is near.", "Рядом набережная."),
    ]
    assert [one.source for one in proposals(sentences, engine, PAIR)] == []


@pytest.mark.parametrize(
    ("english", "forms", "language", "base"),
    [
        ("Putin", ["Путиным"], "ru", "Путин"),
        ("Hague", ["Гааге", "Гаагу"], "ru", "Гаага"),
        ("Khurelsukh", ["Хурелсухом"], "uk", "Хурелсух"),
        ("Mongolia", ["Монголии", "Монголию"], "ru", "Монголия"),
        ("Chile", ["Чили"], "ru", "Чили"),
        ("Moscow", ["Москвагийн", "Москва"], "mn", "Москва"),
        ("ICC", ["МУС"], "ru", "МУС"),
        ("plant", ["электростанцию", "электростанции"], "ru", "электростанция"),
        ("bridge", ["мосту", "моста"], "ru", "мост"),
        ("zzz", ["бырдыщем"], "ru", "бырдыщем"),
    ],
)
def test_base_forms(english: str, forms: list[str], language: str, base: str) -> None:
    assert base_form(english, forms, language) == base


@pytest.mark.parametrize(
    ("source", "target", "count", "sure"),
    [
        ("Putin", "Путин", 1, True),
        ("Vladimir Putin", "Улаанбаатар", 1, False),
        ("ICC", "МУС", 1, True),
        ("Monday", "Батдоржи", 1, False),
        ("power plant", "электростанция", 1, False),
        ("power plant", "электростанция", 2, True),
        ("Genghis Khan Square", "Площадь Чингисхана", 1, False),
    ],
)
def test_what_is_used_unseen(source: str, target: str, count: int, sure: bool) -> None:
    assert is_sure(Proposal(source, target, (target,), (), count)) is sure


def test_a_sentence_of_any_length_is_aligned_or_left_out() -> None:
    engine = make_engine("starter")
    assert isinstance(engine, Aligner)
    short, long, empty = engine.align(
        ["The river.", "The river rose. " * 80, ""], ["Река.", "Река. " * 80, ""], PAIR
    )
    assert short and not long and not empty
    assert all(0 <= one.target[0] < one.target[1] <= len("Река.") for one in short)


def make_project(root: Path, more: str = "") -> Path:
    (root / "source").mkdir(parents=True)
    text = "\n\n".join(source for source, _ in SENTENCES) + "\n\nPutin left Ulaanbaatar.\n"
    (root / "source" / "a.txt").write_text(text, "utf-8")
    (root / "l10n.toml").write_text(f'locales = ["ru"]\nengine = "starter"\n{more}', "utf-8")
    return root / "locales" / "ru" / "LC_MESSAGES" / "a.po"


def approve(path: Path) -> None:
    po = polib.pofile(str(path))
    for source, target in SENTENCES:
        entry = po.find(source)
        assert entry
        entry.msgstr, entry.flags = target, []
    po.save()


def test_the_command_shows_and_adds(run: Run, tmp_path: Path) -> None:
    path = make_project(tmp_path / "p")
    command = ("--project", tmp_path / "p", "glossary", "learn")
    assert run("--project", tmp_path / "p", "update").code == 0
    assert "nothing to learn" in run(*command).out
    approve(path)
    shown = run(*command)
    assert "Улан-Батор" in shown.out and "source/a.txt:" in shown.out
    assert not (tmp_path / "p" / "glossary.csv").exists(), "only shown"
    assert run(*command, "--accept", "Nobody").code == 2
    (tmp_path / "p" / "glossary.csv").write_text(
        "source,mn,rule,note\nPutin,Путин,use,President\n", "utf-8"
    )
    added = run(*command, "--accept", "Putin", "--accept", "power plant", "--json")
    assert json.loads(added.out)["added"] == 2
    terms = {term.source: term for term in Glossary.open(tmp_path / "p").terms}
    assert terms["Putin"].targets == {"mn": ("Путин",), "ru": ("Путин",)}
    assert terms["Putin"].note == "President"
    assert terms["power plant"].target("ru") == ("электростанция",)
    left = json.loads(run(*command, "--json").out)["proposals"]
    assert {one["source"] for one in left} == {"Ulaanbaatar", "International Criminal Court"}


class Told:
    """Takes hints, and notes them; the starter aligns for it."""

    def __init__(self) -> None:
        self.hints: dict[str, list[str]] = {}
        self.aligned = 0

    def model_name(self, pair: Pair) -> str:
        return "told 1.0"

    def takes_hints(self, pair: Pair) -> bool:
        return True

    def align(
        self, sources: Sequence[str], targets: Sequence[str], pair: Pair
    ) -> list[tuple[Link, ...]]:
        self.aligned += 1
        starter = make_engine("starter")
        assert isinstance(starter, Aligner)
        return starter.align(sources, targets, pair)

    def translate(
        self,
        texts: Sequence[str],
        pair: Pair,
        *,
        hints: Sequence[Sequence[Hint]] | None = None,
        **options: Any,
    ) -> list[Hypothesis]:
        for text, own in zip(texts, hints or [()] * len(texts), strict=True):
            self.hints[text] = [hint.base for hint in own]
        return [Hypothesis("да", -1.0) for _ in texts]


@pytest.mark.parametrize(("more", "bases"), [("learn = true\n", ["Путин", "Улан-Батор"]), ("", [])])
def test_approved_names_are_hints_at_once(
    more: str, bases: list[str], run: Run, tmp_path: Path
) -> None:
    path = make_project(tmp_path / "p", more)
    assert run("--project", tmp_path / "p", "update").code == 0
    approve(path)
    assert run("--project", tmp_path / "p", "update").code == 0
    project, engine = load_project(tmp_path / "p"), Told()
    for _ in range(2):
        translator = project_translator(project, engine, "ru")
        translator.translate(["Putin left Ulaanbaatar."], PAIR)
        assert engine.hints == {"Putin left Ulaanbaatar.": bases}
    assert engine.aligned == bool(more), "what was learned is kept"


def test_learn_is_true_or_false(run: Run, tmp_path: Path) -> None:
    make_project(tmp_path / "p", 'learn = "yes"\n')
    result = run("--project", tmp_path / "p", "status")
    assert result.code == 2 and "'learn' must be true or false" in result.err
