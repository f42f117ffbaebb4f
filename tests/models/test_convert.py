"""Converting Transformers checkpoints, and the tokens of their own tokenizers.

Needs transformers and torch (the extra ``convert``): skipped where they are not there.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from l10n.engines import make_engine
from l10n.engines.decoding import Decoding
from l10n.engines.families import family
from l10n.errors import ModelError
from l10n.model import Pair
from l10n.modelstore import Store
from l10n.modelstore.catalogue import parse
from l10n.supply.add import add_folder
from l10n.supply.convert import convert
from l10n.supply.install import install
from tests.conftest import Run
from tests.models import tiny
from tests.models.server import serving

MN = Pair("en", "mn")
SENTENCE = "Two bridges were closed."

pytestmark = pytest.mark.filterwarnings("ignore")  # of the libraries, about themselves


def libraries() -> tuple[Any, Any]:
    reason = "the extra l10n-offline[convert] is not installed"
    torch = pytest.importorskip("torch", reason=reason)
    transformers = pytest.importorskip("transformers", reason=reason)
    return torch, transformers


def small(**more: Any) -> dict[str, Any]:
    return {
        "d_model": 16, "encoder_layers": 1, "decoder_layers": 1, "encoder_attention_heads": 2,
        "decoder_attention_heads": 2, "encoder_ffn_dim": 32, "decoder_ffn_dim": 32, **more,
    }  # fmt: skip


def m2m100_checkpoint(folder: Path) -> Any:
    """A tiny M2M100 with its tokenizer, saved as the hub has them."""
    torch, transformers = libraries()
    from transformers.models.m2m_100 import tokenization_m2m_100 as codes

    folder.mkdir()
    model = tiny.sentencepiece()
    known = ["<s>", "<pad>", "</s>", "<unk>", *tiny.pieces(model)]
    vocabulary = {piece: index for index, piece in enumerate(known)}
    (folder / "vocab.json").write_text(json.dumps(vocabulary), "utf-8")
    (folder / "sentencepiece.bpe.model").write_bytes(model)
    tags = [f"__{code}__" for code in codes.FAIRSEQ_LANGUAGE_CODES["m2m100"]]
    tokenizer = transformers.M2M100Tokenizer(
        str(folder / "vocab.json"),
        str(folder / "sentencepiece.bpe.model"),
        src_lang="en",
        additional_special_tokens=tags,  # as the files on the hub have them
    )
    tokenizer.save_pretrained(folder)
    (folder / "sentencepiece.bpe.model").write_bytes(model)
    torch.manual_seed(1)
    size = len(known) + len(tags) + 8
    config = transformers.M2M100Config(vocab_size=size, decoder_start_token_id=2, **small())
    transformers.M2M100ForConditionalGeneration(config).save_pretrained(folder)
    return tokenizer


def test_m2m100_from_checkpoint_to_translation(store: Store, tmp_path: Path, run: Run) -> None:
    tokenizer = m2m100_checkpoint(tmp_path / "checkpoint")
    result = run("models", "convert", tmp_path / "checkpoint", tmp_path / "converted")
    assert (result.code, result.err.count("error")) == (0, 0)
    model = add_folder(
        store, tmp_path / "converted", family_name="m2m100", pairs=[MN], id="converted"
    )
    assert store.verify(model) == []
    codec = family("m2m100").codec(model.content, MN, {})
    published = tokenizer.convert_ids_to_tokens(tokenizer.encode(SENTENCE))
    assert codec.encode(SENTENCE) == published
    assert codec.prefix == [tokenizer.lang_code_to_token["mn"]]
    [hypothesis] = make_engine("converted", Decoding(beam_size=1)).translate([SENTENCE], MN)
    assert hypothesis.score < 0


def test_a_checkpoint_of_the_catalogue_is_converted_on_its_way_in(
    store: Store, tmp_path: Path
) -> None:
    m2m100_checkpoint(tmp_path / "checkpoint")
    files = {path.name: path.read_bytes() for path in (tmp_path / "checkpoint").iterdir()}
    with serving() as server:
        server.files |= {f"/m/{name}": data for name, data in files.items()}
        table = {
            "title": "Tiny", "family": "m2m100", "version": "1", "pairs": ["en-mn"],
            "licence": "MIT", "address": f"{server.address}/m", "files": sorted(files),
            "convert": "int8",
        }  # fmt: skip
        model = install(store, parse({"models": {"raw": table}})["raw"])
    assert "model.bin" in model.files and "model.safetensors" not in model.files
    assert store.verify(model) == []
    assert make_engine("auto", Decoding(beam_size=1)).translate([SENTENCE], MN)[0].text


def test_marian_writes_what_its_tokenizer_writes(tmp_path: Path) -> None:
    _, transformers = libraries()
    folder = tiny.marian(tmp_path / "model", [">>mon<<"])
    known = json.loads((folder / "shared_vocabulary.json").read_text("utf-8"))
    vocabulary = {piece: index for index, piece in enumerate([*known, "<pad>"])}
    (folder / "vocab.json").write_text(json.dumps(vocabulary), "utf-8")
    tokenizer = transformers.MarianTokenizer(
        source_spm=str(folder / "source.spm"),
        target_spm=str(folder / "target.spm"),
        vocab=str(folder / "vocab.json"),
    )
    ids = tokenizer.encode(f">>mon<< {SENTENCE}")
    codec = family("marian").codec(folder, MN, {"mn": ">>mon<<"})
    assert codec.encode(SENTENCE) == tokenizer.convert_ids_to_tokens(ids)


def test_what_is_no_checkpoint_leaves_nothing(tmp_path: Path) -> None:
    libraries()
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "config.json").write_text('{"model_type": "no such"}', "utf-8")
    with pytest.raises(ModelError, match="cannot be converted") as error:
        convert(tmp_path / "bad", tmp_path / "out", "int8")
    assert "\n" not in error.value.message
    assert not (tmp_path / "out").exists()


def test_without_the_extra_it_is_said_which(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config.json").write_text("{}", "utf-8")
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(ModelError, match="needs the packages transformers and torch") as error:
        convert(tmp_path, tmp_path / "out", "int8")
    assert "[convert]" in error.value.hint
