"""The store: choices, damage, two of a name, and the command line over it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import polib
import pytest

from l10n.engines import ENGINES, make_engine
from l10n.errors import ModelError
from l10n.model import Pair
from l10n.modelstore import Model, Store, manifest
from l10n.modelstore.manifest import Score
from l10n.modelstore.store import default_root
from l10n.supply.add import add_archive, add_folder
from tests.conftest import Run, snapshot
from tests.models import tiny

MN, RU = Pair("en", "mn"), Pair("en", "ru")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tiny.multilingual(tmp_path / "tiny", ["__en__", "__mn__", "__ru__"])


def put(store: Store, folder: Path, id: str, licence: str, chrf: float = 0.0) -> Model:
    model = add_folder(
        store, folder, family_name="m2m100", pairs=[MN], id=id, licence=licence, version="1"
    )
    if chrf:
        scored = replace(model, scores=(Score(MN, "chrF", chrf, "FLORES", "a test"),))
        (model.folder / "model.json").write_bytes(manifest.dump(scored))
    return store.get(id)


def test_a_manifest_is_read_as_it_was_written(store: Store, folder: Path) -> None:
    model = put(store, folder, "tiny", "MIT", 30.0)
    assert manifest.load(manifest.dump(model), model.folder, "x") == model


def test_the_best_model_that_is_free_to_use_serves_a_pair(store: Store, folder: Path) -> None:
    assert store.choose(MN) is None
    put(store, folder, "bare", "")
    put(store, folder, "closed", "CC-BY-NC-4.0", 90.0)
    assert store.choose(MN) is None  # neither of them unless somebody says so
    assert make_engine("auto").model_name(MN).startswith("argos/starter")
    put(store, folder, "weak", "MIT", 20.0)
    put(store, folder, "good", "Apache-2.0", 40.0)
    assert (store.choose(MN) or folder) == store.get("good")
    assert store.choose(RU) is None  # nobody has said that they translate it
    assert make_engine("auto").model_name(MN) == "m2m100/good 1"


def test_the_user_chooses(store: Store, folder: Path) -> None:
    put(store, folder, "good", "MIT", 40.0)
    put(store, folder, "closed", "CC-BY-NC-4.0")
    store.set_default(MN, "closed")
    assert make_engine("auto").model_name(MN) == "m2m100/closed 1"
    assert make_engine("good").model_name(MN) == "m2m100/good 1"
    store.remove("closed")
    assert make_engine("auto").model_name(MN) == "m2m100/good 1"
    with pytest.raises(ModelError, match="no model 'closed' is installed"):
        store.set_default(MN, "closed")


def test_one_run_keeps_the_model_it_began_with(store: Store, folder: Path) -> None:
    engine = make_engine("auto")
    before = engine.model_name(MN)
    put(store, folder, "good", "MIT")
    assert engine.model_name(MN) == before


def test_damage_is_found(store: Store, folder: Path, run: Run) -> None:
    model = put(store, folder, "tiny", "MIT")
    assert run("models", "verify").out == "tiny: 4 files, as installed\n"
    weights = model.content / "model.bin"
    data = weights.read_bytes()
    weights.write_bytes(data[:-1])
    assert store.verify(model) == [f"model.bin: has {len(data) - 1} bytes, not {len(data)}"]
    weights.write_bytes(bytes([data[0] ^ 1]) + data[1:])
    (model.content / "extra").write_text("?", "utf-8")
    (model.content / "config.json").unlink()
    result = run("models", "verify", "tiny")
    assert result.code == 2
    assert result.out == (
        "tiny: config.json: is missing; model.bin: has another checksum; "
        "extra: does not belong to it\n"
    )
    assert "1 of 1 model not as installed" in result.err


def test_weights_that_do_not_load_are_one_line(store: Store, folder: Path, run: Run) -> None:
    (folder / "model.bin").write_bytes(b"no model at all, but long enough" * 9)
    put(store, folder, "tiny", "MIT")
    result = run("models", "verify")
    assert result.code == 2
    assert "the model does not load" in result.out


def test_a_broken_manifest_does_not_stop_the_others(store: Store, folder: Path, run: Run) -> None:
    put(store, folder, "good", "MIT")
    broken = put(store, folder, "broken", "MIT")
    (broken.folder / "model.json").write_text("{", "utf-8")
    assert [model.id for model in store.models()] == ["good"]
    with pytest.raises(ModelError, match=r"model\.json: is no manifest"):
        store.get("broken")
    assert run("models", "remove", "broken").code == 0
    assert not broken.folder.exists()
    (store.root / "defaults.json").write_text("[", "utf-8")
    assert "delete the file" in run("models", "default").err


def test_a_copied_folder_does_not_pass_for_another_model(store: Store, folder: Path) -> None:
    model = put(store, folder, "tiny", "MIT")
    model.folder.rename(store.root / "other")
    with pytest.raises(ModelError, match="is of the model tiny, not of other"):
        store.get("other")


@pytest.mark.parametrize("id", ["../x", "", ".x", "a/b", "A", "x" * 81, "con", "a..b", "nul.txt"])
def test_ids_are_names_of_folders(store: Store, folder: Path, id: str) -> None:
    with pytest.raises(ModelError, match="cannot be a model's id"):
        store.find(id)


def test_a_folder_with_a_link_is_refused(store: Store, folder: Path, tmp_path: Path) -> None:
    (folder / "README.md").symlink_to("/etc/passwd")
    with pytest.raises(ModelError, match="neither file nor folder"):
        put(store, folder, "tiny", "MIT")
    assert not list(store.root.glob("*/model.json"))


def test_where_models_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("L10N_MODELS", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_root() == tmp_path / "l10n" / "models"
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert default_root() == tmp_path / "l10n" / "models"
    monkeypatch.setattr("sys.platform", "darwin")
    assert default_root().parts[-4:] == ("Library", "Application Support", "l10n", "models")


# The command line


def test_from_a_file_to_a_catalog(store: Store, project: Path, run: Run, folder: Path) -> None:
    """The way of an air-gapped machine: add, export, add elsewhere, translate."""
    added = run(
        "models", "add", folder, "--family", "m2m100", "--pair", "en-mn", "--id", "mine",
        "--licence", "MIT", "--version", "0.3",
    )  # fmt: skip
    assert (added.code, added.err) == (0, "")
    assert "en→mn is translated with it from now on" in added.out
    assert run("models", "export", "mine", "mine.l10nmodel").code == 0
    assert run("models", "remove", "mine").out == "removed mine\n"
    assert run("models", "add", "mine.l10nmodel").code == 0
    document = project / "source" / "article.txt"
    document.write_text("Two bridges were closed. It rained.", "utf-8")
    assert run("translate", document, "--to", "mn").code == 0
    catalog = (project / "locales" / "mn" / "LC_MESSAGES" / "article.po").read_text("utf-8")
    assert catalog.count("l10n: machine, m2m100/mine 0.3, confidence") == 2
    assert run("models", "path", "mine").out.strip() == str(store.get("mine").content)
    assert run("models", "path").out.strip() == str(store.root)


def test_one_model_for_two_languages_does_not_mix_them_up(
    store: Store, project: Path, run: Run, folder: Path
) -> None:
    """What a model said in one language is not remembered as the other's."""
    put(store, folder, "mine", "MIT")
    (project / "source" / "article.txt").write_text("It rained in the night.", "utf-8")
    assert run("translate", "--to", "mn,ru", "--engine", "mine").code == 0
    texts = [
        polib.pofile(project / "locales" / locale / "LC_MESSAGES" / "article.po")[0].msgstr
        for locale in ("mn", "ru")
    ]
    assert texts[0] and texts[1] and texts[0] != texts[1]
    (project / "l10n.toml").write_text("[decoding]\nmax-tokens = 5\n", "utf-8")
    assert run("reset", "--all", "--to", "ru", "--yes").code == 0
    result = run("translate", "--to", "ru", "--engine", "mine")
    assert result.code == 0, result.err
    again = polib.pofile(project / "locales" / "ru" / "LC_MESSAGES" / "article.po")[0].msgstr
    assert again != texts[1]  # other settings, other words: nothing old comes back


def test_list_and_info(store: Store, run: Run, folder: Path) -> None:
    put(store, folder, "mine", "MIT", 33.3)
    rows = json.loads(run("models", "list", "--pair", "en-mn", "--json").out)
    assert {row["pair"] for row in rows} == {"en→mn"}
    by_id = {row["id"]: row for row in rows}
    assert by_id["mine"]["state"] == "default"
    assert by_id["nllb-200-distilled-600m"]["use"] == "non-commercial"
    assert by_id["m2m100-1.2b"]["chrf"] == 27.4
    assert by_id["m2m100-1.2b"]["memory_megabytes"] > by_id["m2m100-1.2b"]["megabytes"] > 2000
    table = run("models", "list").out
    assert "firefox-en-uk-tiny" in table and "non-commercial" in table
    assert "nllb" not in run("models", "list", "--installed").out
    details = run("models", "info", "mine").out
    assert "en→mn chrF 33.3 on FLORES (a test)" in details
    assert run("models", "info", "firefox-en-ru").out.count("sha256") == 0
    wrong = run("models", "info", "m2m100-418")
    assert wrong.code == 2
    assert "hint: did you mean 'm2m100-418m'?" in wrong.err


def test_choosing_a_default(store: Store, run: Run, folder: Path) -> None:
    put(store, folder, "mine", "CC-BY-NC-4.0")
    assert "argos/starter-en-mn" in run("models", "default", "en-mn").out
    assert "your choice" in run("models", "default", "en-mn", "mine").out
    assert store.defaults() == {MN: "mine"}
    assert "your choice" in run("models", "default", "en-ru", "mine").out  # it knows __ru__
    refused = run("models", "default", "en-uk", "mine")
    assert "no tag '__uk__'" in refused.err
    assert "argos/starter" in run("models", "default", "en-mn", "-").out
    assert "'xx' is no pair" in run("models", "default", "xx", "mine").err


def test_a_model_that_is_not_free_to_use_is_said_to_be_so(
    store: Store, run: Run, folder: Path
) -> None:
    common = ("models", "add", folder, "--family", "m2m100", "--pair", "en-mn")
    silent = run(*common, "--id", "silent")
    assert "its licence is not known; to use it: l10n models default en-mn silent" in silent.out
    closed = run(*common, "--id", "closed", "--licence", "CC-BY-NC-4.0")
    assert "its licence forbids commercial use; to use it:" in closed.out
    chosen = run(*common, "--id", "chosen", "--licence", "CC-BY-NC-4.0", "--default")
    assert "en→mn is translated with it from now on" in chosen.out


def test_consent_is_asked_for_before_anything_is_fetched(store: Store, run: Run) -> None:
    for id, reason in (
        ("nllb-200-distilled-600m", "not for commercial use"),
        ("firefox-en-ru", "Mozilla asks others not to build a service"),
    ):
        result = run("models", "install", id)
        assert result.code == 2
        assert reason in result.out
        assert "needs your consent" in result.err and "--yes" in result.err
    assert not store.root.exists()


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (["add", "nothing.argosmodel"], "no such file", "check the path"),
        (["add", "."], "what kind of model is it?", "--family"),
        (["add", ".", "--family", "nllb"], "which languages", "--pair en-mn"),
        (["add", ".", "--family", "nlb"], "unknown model family 'nlb'", "nllb"),
        (["add", ".", "--family", "nllb", "--tag", "mn"], "no tag of a language", "mn=>>mon<<"),
        (["remove", "nothing"], "no model 'nothing' is installed", "installed: none"),
        (["export", "nothing"], "no model 'nothing' is installed", "none"),
        (["install", "nothing"], "the catalogue has no model 'nothing'", "l10n models list"),
        (["list", "--pair", "english"], "is no pair of languages", "as in en-mn"),
        (["convert", ".", "x"], "no checkpoint (no config.json)", "name the folder"),
    ],
)
def test_mistakes_are_one_line_and_a_hint(
    store: Store, project: Path, run: Run, arguments: list[str], message: str, hint: str
) -> None:
    before = snapshot(project)
    result = run("models", *arguments)
    assert result.code == 2
    error, told = result.err.splitlines()
    assert error.startswith("error: ") and message in error
    assert told.startswith("hint: ") and hint in told
    assert snapshot(project) == before


def test_an_engine_that_is_not_there(store: Store, run: Run, project: Path, folder: Path) -> None:
    put(store, folder, "my-model", "MIT")
    result = run("translate", "--to", "mn", "--engine", "my-modle")
    assert "hint: did you mean 'my-model'?" in result.err
    result = run("translate", "--to", "uk", "--engine", "my-model")
    assert "no tag '__uk__'" in result.err
    assert {"auto", "argos", "starter"} <= set(ENGINES)


def test_argos_packages_of_ones_own_folder_are_still_found(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from argostranslate import settings

    model = add_archive(store, tiny.argos_package(tmp_path / "x.argosmodel"), id="x")
    packages = tmp_path / "packages"
    packages.mkdir()
    model.content.rename(packages / "en_mn")
    monkeypatch.setattr(settings, "package_dirs", [packages])
    assert make_engine("auto").model_name(MN) == "argos/en-mn 1.0"
