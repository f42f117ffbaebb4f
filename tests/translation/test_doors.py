"""Whoever asks for a sentence gets the same draft: all ways in lead through one door."""

from __future__ import annotations

import asyncio
from pathlib import Path

import polib
import pytest

import l10n
from l10n.corpus.work import translate_texts
from l10n.engines import make_engine
from l10n.evaluation import TestSet, evaluate
from l10n.model import Pair
from l10n.project.config import Project, load_project
from l10n.review.desk import Desk
from l10n.review.model import Model
from l10n.serving.translator import Translator as Server
from tests.conftest import Run

TEXTS = [
    "THE CITY IS VERY BIG.",
    "In 1987 there were 2222 houses and 1,234 gardens.",
    "Write to help@example.org about {name}.",
    "Open the menu File ▸ Save now.",
    "The river rose again.",
]


@pytest.mark.parametrize("quality", ["fast", "best"])
@pytest.mark.parametrize("locale", ["mn", "ru", "uk"])
def test_same_text_in_same_draft_out(locale: str, quality: str, run: Run, tmp_path: Path) -> None:
    root = tmp_path / "project"
    source = root / "source" / "a.txt"
    source.parent.mkdir(parents=True)
    source.write_text("\n\n".join(TEXTS) + "\n", "utf-8")
    (root / "l10n.toml").write_text(
        f'engine = "starter"\n[decoding]\nquality = "{quality}"\n', "utf-8"
    )
    assert run("--project", root, "translate", "--to", locale).code == 0
    path = root / "locales" / locale / "LC_MESSAGES" / "a.po"
    drafts = {entry.msgid: entry.msgstr for entry in polib.pofile(str(path))}
    wanted = [drafts[text] for text in TEXTS]
    assert wanted[0].isupper() and "2222" in wanted[1] and "{name}" in wanted[2]

    pair, engine, project = Pair("en", locale), make_engine("starter"), load_project(root)
    decoding, chooses = project.decoding, quality == "best"
    found = l10n.translate(TEXTS, to=locale, engine="starter", decoding=decoding)
    assert [one.text for one in found] == wanted
    lines = translate_texts(engine, TEXTS, "en", pair, chooses=chooses)
    assert [one.text for one in lines] == wanted
    scored = evaluate(
        engine, TestSet("t", locale, tuple(TEXTS), tuple(TEXTS)), resamples=0, decoding=decoding
    )
    assert list(scored.hypotheses) == wanted

    piped = run("--project", root, "translate", "-", "--to", locale, stdin=source.read_bytes())
    assert piped.out == "\n\n".join(wanted) + "\n"

    desk = Desk(project, root / "source" / "a.txt", locale)
    offered = Model(project)
    with desk.at_work():
        assert [offered.of(desk, row).texts[0] for row in desk.rows] == wanted
    assert asyncio.run(served(project, pair)) == wanted


async def served(project: Project, pair: Pair) -> list[str]:
    server = Server(project, memory=101)
    await server.start()
    try:
        answers = await server.translate(TEXTS, "text", pair, pair.target)
    finally:
        await server.stop()
    return [answer.text for answer in answers]
