"""Each family: install a tiny real model, verify it, translate; the tokens are the published ones.

The layouts are those of the CTranslate2 guide for Transformers and of the models' own tokenizers;
tests/models/test_convert.py compares with those tokenizers where they are installed.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sentencepiece import SentencePieceProcessor

from l10n.engines import make_engine
from l10n.engines.decoding import Decoding
from l10n.engines.families import families, family
from l10n.engines.firefox import FirefoxRunner
from l10n.errors import ModelError
from l10n.model import Pair
from l10n.modelstore import Store
from l10n.supply.add import add_archive, add_folder
from l10n.translation.confidence import confidence
from tests.models import tiny
from tests.models.conftest import Call

MN, RU = Pair("en", "mn"), Pair("en", "ru")
SENTENCE = "Two bridges were closed."
GREEDY = Decoding(beam_size=1)


def encoded(model: bytes, text: str = SENTENCE) -> list[str]:
    found: list[str] = SentencePieceProcessor(model_proto=model).encode(text, out_type=str)
    assert len(found) > 4
    return found


def translated(id: str, calls: list[Call], pair: Pair = MN) -> Call:
    """What reaches CTranslate2 for one sentence."""
    [hypothesis] = make_engine(id, GREEDY).translate([SENTENCE], pair)
    assert "__" not in hypothesis.text and "_Cyrl" not in hypothesis.text
    assert hypothesis.score <= 0
    assert len(calls) in (1, 2)  # a second time where random weights loop
    return calls[0]


@pytest.mark.parametrize(
    ("name", "tags", "before", "prefix"),
    [
        ("m2m100", ["__en__", "__mn__", "__ru__"], "__en__", "__mn__"),
        ("small100", ["__en__", "__mn__", "__ru__"], "__mn__", None),
        ("nllb", ["eng_Latn", "khk_Cyrl", "rus_Cyrl"], "eng_Latn", "khk_Cyrl"),
    ],
)
def test_m2m100_and_its_kin(
    store: Store,
    tmp_path: Path,
    calls: list[Call],
    name: str,
    tags: list[str],
    before: str,
    prefix: str | None,
) -> None:
    folder = tiny.multilingual(tmp_path / "model", tags)
    model = add_folder(store, folder, family_name=name, pairs=[MN], id=f"tiny-{name}")
    assert store.verify(model) == []
    call = translated(model.id, calls)
    assert call.source == [[before, *encoded(tiny.sentencepiece()), "</s>"]]
    assert call.options["target_prefix"] == ([[prefix]] if prefix else None)
    assert make_engine(model.id).model_name(MN) == f"{name}/{model.id} {model.version}"
    assert len(model.version) == 8  # of the files' checksums, as it has none of its own


def test_one_multilingual_model_serves_every_language_of_its_vocabulary(
    store: Store, tmp_path: Path, calls: list[Call]
) -> None:
    folder = tiny.multilingual(tmp_path / "model", ["__en__", "__mn__", "__ru__"])
    add_folder(store, folder, family_name="m2m100", pairs=[MN], id="tiny")
    assert translated("tiny", calls, RU).options["target_prefix"] == [["__ru__"]]
    with pytest.raises(ModelError, match="no tag '__uk__'"):
        make_engine("tiny").model_name(Pair("en", "uk"))


@pytest.mark.parametrize("own_end", [False, True])
def test_marian(store: Store, tmp_path: Path, calls: list[Call], own_end: bool) -> None:
    folder = tiny.marian(tmp_path / "model", [">>mon<<", ">>tur<<"], add_source_eos=own_end)
    model = add_folder(
        store, folder, family_name="marian", pairs=[MN], id="tut", tags={"mn": ">>mon<<"}
    )
    assert store.verify(model) == []
    call = translated("tut", calls)
    # A model converted from Marian's own files adds the sentence end itself.
    end = [] if own_end else ["</s>"]
    assert call.source == [[">>mon<<", *encoded(tiny.sentencepiece()), *end]]
    assert call.options["target_prefix"] is None


def test_marian_for_one_pair_has_no_tag(store: Store, tmp_path: Path, calls: list[Call]) -> None:
    folder = tiny.marian(tmp_path / "model", [])
    add_folder(store, folder, family_name="marian", pairs=[RU], id="one")
    assert translated("one", calls, RU).source == [[*encoded(tiny.sentencepiece()), "</s>"]]
    with pytest.raises(ModelError, match="one does not translate en→mn"):
        make_engine("one").translate([SENTENCE], MN)


def test_madlad(store: Store, tmp_path: Path, calls: list[Call]) -> None:
    folder = tiny.madlad(tmp_path / "model")
    model = add_folder(store, folder, family_name="madlad", pairs=[MN], id="madlad")
    assert store.verify(model) == []
    call = translated("madlad", calls)
    spiece = (folder / "spiece.model").read_bytes()
    assert call.source == [[*encoded(spiece, f"<2mn> {SENTENCE}"), "</s>"]]
    assert "<2mn>" in call.source[0]
    assert call.options["target_prefix"] is None


@pytest.mark.parametrize("prefix", ["", "<2mn>"])
def test_argos(store: Store, tmp_path: Path, calls: list[Call], prefix: str) -> None:
    package = tiny.argos_package(tmp_path / "translate-en_mn.argosmodel", target_prefix=prefix)
    model = add_archive(store, package, licence="MIT")
    assert (model.id, model.pairs, model.version) == ("argos-en-mn-1.0", (MN,), "1.0")
    assert store.verify(model) == []
    call = translated(model.id, calls)
    assert call.source == [encoded(tiny.sentencepiece())]  # the model adds its own sentence end
    assert call.options["target_prefix"] == ([[prefix]] if prefix else None)


def test_argos_with_bpe(store: Store, tmp_path: Path, calls: list[Call]) -> None:
    """Old packages: Moses tokens, then BPE by subword-nmt."""
    folder = tmp_path / "en_ru"
    codes = "#version: 0.2\nT w\nTw o</w>\nw e\nwe r\nwer e</w>\n"
    known = ["Two", "b@@", "r@@", "i@@", "d@@", "g@@", "e@@", "s", "were", "c@@", "l@@", "o@@"]
    tiny.write_model(folder / "model", ["<unk>", "<s>", "</s>", *known, "s@@", "d", "."])
    (folder / "bpe.model").write_text(codes, "utf-8")
    metadata = {"package_version": "1.0", "from_code": "en", "to_code": "ru"}
    (folder / "metadata.json").write_text(json.dumps(metadata), "utf-8")
    model = add_folder(store, folder, family_name="argos", pairs=[])
    call = translated(model.id, calls, RU)
    assert call.source[0][:2] == ["Two", "b@@"]
    assert call.source[0][-2:] == ["d", "."]


@pytest.fixture(autouse=True)
def _dropped_here() -> Iterator[None]:
    """Objects of fxtranslate want to be dropped on the thread that made them."""
    yield
    gc.collect()


def test_firefox(store: Store, tmp_path: Path) -> None:
    """Marian's own format, which CTranslate2 cannot read, through the native engine."""
    fxtranslate = pytest.importorskip("fxtranslate", reason="the extra firefox is not installed")
    folder = tiny.firefox(tmp_path / "model")
    model = add_folder(store, folder, family_name="firefox", pairs=[MN], licence="MPL-2.0")
    assert store.verify(model) == []
    assert make_engine("auto").model_name(MN) == f"firefox/model {model.version}"
    weights, vocabulary = (
        next(folder.glob(pattern)).read_bytes() for pattern in ("model.*", "vocab.*")
    )
    direct = fxtranslate.Translator(weights, vocabulary, vocabulary)
    texts = [SENTENCE, "It rained.", "51"]
    results = make_engine("auto").translate(texts, MN)
    assert [result.text for result in results] == [*map(direct.translate, texts[:2]), "51"]
    assert confidence(SENTENCE, results[0]) < 0.5  # the engine tells no scores


def test_a_long_sentence_reaches_firefoxs_engine_in_pieces(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given whole, the engine would cut it off without a word."""
    pytest.importorskip("fxtranslate", reason="the extra firefox is not installed")
    add_folder(store, tiny.firefox(tmp_path / "model"), family_name="firefox", pairs=[MN])
    seen: list[str] = []
    real = FirefoxRunner.__init__

    def start(self: FirefoxRunner, translator: Any, *rest: Any) -> None:
        class Noting:
            def translate(self, text: str) -> str:
                seen.append(text)
                return str(translator.translate(text))

        real(self, Noting(), *rest)

    monkeypatch.setattr(FirefoxRunner, "__init__", start)
    text = "The river rose by two metres in the night, and two bridges were closed, " * 6
    make_engine("model").translate([text.strip()], MN)
    assert len(seen) > 1
    assert " ".join(seen) == text.strip()


def test_a_firefox_model_that_lacks_a_part_is_one_line(store: Store, tmp_path: Path) -> None:
    pytest.importorskip("fxtranslate", reason="the extra firefox is not installed")
    folder = tiny.firefox(tmp_path / "model")
    path = next(folder.glob("model.*"))
    path.write_bytes(path.read_bytes().replace(b"decoder_l1_rnn_Wf", b"decoder_l1_rnn_Wg"))
    add_folder(store, folder, family_name="firefox", pairs=[MN])
    with pytest.raises(ModelError, match="the model"):
        make_engine("model").translate([SENTENCE], MN)


def test_a_tag_that_the_vocabulary_lacks_is_refused_before_anything_is_installed(
    store: Store, tmp_path: Path
) -> None:
    """There is no mon_Cyrl in NLLB: a model would silently write another language."""
    folder = tiny.multilingual(tmp_path / "model", ["eng_Latn", "khk_Cyrl"])
    with pytest.raises(ModelError, match="no tag 'mon_Cyrl'"):
        add_folder(
            store, folder, family_name="nllb", pairs=[MN], id="wrong", tags={"mn": "mon_Cyrl"}
        )
    assert store.models() == []
    with pytest.raises(ModelError, match="no tag is known for 'cy' in nllb models") as error:
        add_folder(store, folder, family_name="nllb", pairs=[Pair("en", "cy")], id="wrong")
    assert "--tag cy=" in error.value.hint


def test_tags_and_marks_never_get_into_the_text(tmp_path: Path) -> None:
    """CTranslate2 may put a source token, even a tag, in the place of an unknown one."""
    folder = tiny.multilingual(tmp_path / "model", ["__en__", "__mn__", "__ru__"])
    codec = family("m2m100").codec(folder, MN, {})
    tokens = ["__en__", "▁Х", "о", "<unk>", "▁Qua", "__ru__", "▁snake_case", "</s>"]
    assert codec.decode(tokens) == "Хо Qua snake_case"


@pytest.mark.parametrize("name", sorted(set(families()) - {"argos"}))
def test_a_folder_of_another_kind_is_refused(store: Store, tmp_path: Path, name: str) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "notes.txt").write_text("nothing", "utf-8")
    with pytest.raises(ModelError):
        add_folder(store, tmp_path / "model", family_name=name, pairs=[MN])
    assert store.models() == []
    assert not list((tmp_path / "models").glob("[!.]*"))


def test_an_unknown_family_is_named(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="unknown model family 'bloom'"):
        add_folder(store, tmp_path, family_name="bloom", pairs=[MN])
