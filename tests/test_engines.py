"""The Argos engine with the real starter model."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from argostranslate import settings
from argostranslate.package import Package

import l10n
from l10n.engines import ENGINES, make_engine
from l10n.engines.argos import STARTER, ArgosEngine
from l10n.errors import ModelError
from l10n.formats import read_document
from l10n.formats.segmentation import segment_document
from l10n.model import Pair
from tests.conftest import ARTICLE

MONGOLIAN = Pair("en", "mn")


@pytest.fixture(scope="module")
def engine() -> ArgosEngine:
    return ArgosEngine(installed=False)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Argos's own package folder, holding the starter's Mongolian package, as version 3.0."""
    folder = tmp_path / "packages" / "translate-en_mn-3_0"
    shutil.copytree(STARTER / "en_mn", folder)
    (folder / "model").symlink_to(STARTER / "model")
    (folder / "sentencepiece.model").symlink_to(STARTER / "sentencepiece.model")
    change_metadata(folder, package_version="3.0", code="translate-en_mn")
    monkeypatch.setattr(settings, "package_dirs", [tmp_path / "packages"])
    return folder


def change_metadata(folder: Path, **changes: str) -> None:
    file = folder / "metadata.json"
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | changes), "utf-8")


def test_the_starter_serves_three_pairs_from_one_set_of_weights(engine: ArgosEngine) -> None:
    assert set(engine.packages) == {Pair("en", locale) for locale in ("mn", "ru", "uk")}
    assert all(type(package) is Package for package in engine.packages.values())
    assert len(list(STARTER.rglob("model.bin"))) == 1
    for pair in engine.packages:
        engine.translate(["Yes."], pair)
    assert len(engine._weights._translators) == 1


def test_each_translation_is_of_its_own_sentence_whatever_the_order(engine: ArgosEngine) -> None:
    texts = [segment.msgid for segment in segment_document(read_document(ARTICLE))]
    expected = dict(zip(texts, engine.translate(texts, MONGOLIAN), strict=True))
    shuffled = random.Random(1).sample(texts, len(texts)) + texts[:3]
    for text, hypothesis in zip(shuffled, engine.translate(shuffled, MONGOLIAN), strict=True):
        assert hypothesis.text == expected[text].text
        assert hypothesis.score == pytest.approx(expected[text].score, abs=1e-3)
        assert hypothesis.score < 0
    assert "<2mn>" not in "".join(hypothesis.text for hypothesis in expected.values())


def test_text_without_letters_is_copied(engine: ArgosEngine) -> None:
    texts = ["* * *", "2024", "", "—"]
    assert [h.text for h in engine.translate(texts, MONGOLIAN)] == texts


def test_an_installed_package_is_preferred_to_the_starter(installed: Path) -> None:
    engine = ArgosEngine()
    assert engine.model_name(MONGOLIAN) == "argos/translate-en_mn 3.0"
    assert engine.translate(["Yes."], MONGOLIAN)[0].text
    assert engine.model_name(Pair("en", "ru")).startswith("argos/starter-en-ru")
    assert ArgosEngine(installed=False).model_name(MONGOLIAN).startswith("argos/starter")


def test_the_newest_version_wins_by_number_not_by_name(installed: Path) -> None:
    newer = shutil.copytree(installed, installed.parent / "a-newer-one", symlinks=True)
    change_metadata(newer, package_version="10.0")
    assert ArgosEngine().model_name(MONGOLIAN) == "argos/translate-en_mn 10.0"


def test_a_broken_package_does_not_stop_the_others(installed: Path) -> None:
    (installed / "metadata.json").write_text("{", "utf-8")
    assert ArgosEngine().model_name(MONGOLIAN).startswith("argos/starter")


def test_a_model_that_does_not_load_is_named(installed: Path) -> None:
    (installed / "model").unlink()
    (installed / "model").mkdir()
    with pytest.raises(ModelError, match="the model does not load"):
        ArgosEngine().translate(["Yes."], MONGOLIAN)


def test_no_model_for_a_pair(engine: ArgosEngine) -> None:
    with pytest.raises(ModelError) as caught:
        engine.translate(["Ja."], Pair("de", "mn"))
    assert caught.value.message == "no model translates de→mn"
    assert "en→mn, en→ru, en→uk" in caught.value.hint


def test_every_registered_engine_names_its_model() -> None:
    for name in ENGINES:
        assert make_engine(name).model_name(MONGOLIAN)


def test_a_home_that_cannot_be_written(tmp_path: Path) -> None:
    """Importing argostranslate makes folders: that must not stop a translation."""
    (tmp_path / "home").write_text("not a folder", "utf-8")
    environment = {key: value for key, value in os.environ.items() if not key.startswith("XDG_")}
    environment.pop("ARGOS_PACKAGES_DIR")
    done = subprocess.run(
        [sys.executable, "-m", "l10n", "translate", "-", "--to", "mn"],
        input="Yes.",
        env=environment | {"HOME": str(tmp_path / "home")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_the_library_translates_a_list() -> None:
    results = l10n.translate(["Two bridges were closed.", "Yes."], to="ru-RU", engine="starter")
    assert len(results) == 2
    assert all(result.text for result in results)
