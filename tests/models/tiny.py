"""Tiny real models for the tests: right architecture, right vocabulary, random weights.

They translate into nonsense, through the same code and the same files as the large ones do.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from ctranslate2.specs import common_spec, transformer_spec
from sentencepiece import SentencePieceProcessor, SentencePieceTrainer

DIM, HEADS, FFN, POSITIONS = 16, 2, 32, 600

TEXT = """Two bridges were closed. The river rose by two metres in the night.
People from the village carried their books and their animals to the hill.
The mayor said that the road would be open again on Monday, if the rain stopped.
Хоёр гүүрийг хаажээ. Шөнө гол хоёр метрээр үерлэв. Тосгоны хүмүүс ном, малаа толгод руу зөөв.
Два моста закрыли. Ночью река поднялась на два метра. Жители деревни унесли книги на холм.
Два мости закрили. Уночі річка піднялася на два метри. Мешканці села віднесли книжки на пагорб.
"""


@cache
def sentencepiece(size: int = 120, symbols: tuple[str, ...] = ()) -> bytes:
    """A SentencePiece model trained on the text above; ``symbols`` are pieces of their own."""
    buffer = io.BytesIO()
    SentencePieceTrainer.train(
        sentence_iterator=iter(TEXT.splitlines()),
        model_writer=buffer,
        vocab_size=size,
        user_defined_symbols=list(symbols),
        minloglevel=2,
    )
    return buffer.getvalue()


def pieces(model: bytes) -> list[str]:
    """The pieces of a SentencePiece model, less those of its own making."""
    processor = SentencePieceProcessor(model_proto=model)
    found = [processor.id_to_piece(index) for index in range(processor.get_piece_size())]
    return [piece for piece in found if piece not in ("<unk>", "<s>", "</s>")]


def write_model(
    folder: Path,
    source: Sequence[str],
    target: Sequence[str] | None = None,
    *,
    kind: str = "m2m100",
    add_source_eos: bool = False,
) -> None:
    """Write a CTranslate2 model of one layer into a folder.

    Args:
        folder: where to.
        source: the vocabulary, also the target's where that is None.
        target: the target's vocabulary.
        kind: marian (post-norm, zero start), t5 (RMS norm, relative positions) or m2m100.
        add_source_eos: whether the model itself puts ``</s>`` after a source.
    """
    t5 = kind == "t5"
    spec = transformer_spec.TransformerSpec.from_config(
        (1, 1),
        HEADS,
        pre_norm=kind != "marian",
        activation=common_spec.Activation.RELU,
        ffn_glu=t5,
        rms_norm=t5,
        relative_attention_bias=t5,
    )
    shared = target is None
    target = source if target is None else target
    random = np.random.default_rng(7)
    _fill_side(spec.encoder, len(source), random, t5=t5)
    _fill_side(spec.decoder, len(target), random, t5=t5, decoder=True)
    spec.decoder.projection.weight = _matrix(random, len(target), DIM)
    if kind == "marian":
        spec.decoder.start_from_zero_embedding = True
    spec.register_source_vocabulary(list(source))
    spec.register_target_vocabulary(list(target))
    spec.config.add_source_eos = add_source_eos
    spec.config.decoder_start_token = "</s>"
    spec.validate()
    spec.optimize(quantization="int8")
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))
    assert shared == (folder / "shared_vocabulary.json").is_file()


def argos_package(path: Path, *, pair: tuple[str, str] = ("en", "mn"), **metadata: object) -> Path:
    """Write an ``.argosmodel`` with a tiny model, as argos-train packs them."""
    folder = path.parent / f"{path.stem}-content"
    model = sentencepiece()
    write_model(
        folder / "model",
        ["<unk>", "<s>", "</s>", "<2mn>", *pieces(model)],
        kind="m2m100",
        add_source_eos=True,
    )
    (folder / "sentencepiece.model").write_bytes(model)
    data = {
        "package_version": "1.0",
        "argos_version": "1.9",
        "from_code": pair[0],
        "from_name": "English",
        "to_code": pair[1],
        "to_name": "Mongolian",
        **metadata,
    }
    (folder / "metadata.json").write_text(json.dumps(data), "utf-8")
    (folder / "stanza" / "en").mkdir(parents=True)
    (folder / "stanza" / "en" / "ewt.pt").write_bytes(b"a pickle that nobody should load")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for file in sorted(folder.rglob("*")):
            zipped.write(file, Path(path.stem) / file.relative_to(folder))
    return path


def multilingual(folder: Path, tags: Sequence[str]) -> Path:
    """Write an M2M100-like model with some tags in its vocabulary."""
    model = sentencepiece()
    write_model(folder, ["<s>", "<pad>", "</s>", "<unk>", *pieces(model), *tags])
    (folder / "sentencepiece.bpe.model").write_bytes(model)
    return folder


def marian(folder: Path, tags: Sequence[str], *, add_source_eos: bool = False) -> Path:
    """Write an OPUS-MT model with two SentencePiece models and one vocabulary."""
    source, target = sentencepiece(), sentencepiece(110)
    known = dict.fromkeys([*pieces(source), *pieces(target)])
    write_model(
        folder, ["</s>", "<unk>", *tags, *known], kind="marian", add_source_eos=add_source_eos
    )
    (folder / "source.spm").write_bytes(source)
    (folder / "target.spm").write_bytes(target)
    return folder


def madlad(folder: Path) -> Path:
    """Write a MADLAD model: T5, its tags pieces of the SentencePiece model."""
    model = sentencepiece(120, ("<2mn>", "<2ru>"))
    write_model(folder, ["<unk>", "<s>", "</s>", *pieces(model)], kind="t5")
    (folder / "spiece.model").write_bytes(model)
    return folder


def _fill_side(spec: Any, size: int, random: Any, *, t5: bool, decoder: bool = False) -> None:
    embeddings = spec.embeddings if decoder else spec.embeddings[0]
    embeddings.weight = _matrix(random, size, DIM)
    if not t5:
        spec.position_encodings.encodings = _matrix(random, POSITIONS, DIM)
    if hasattr(spec, "layer_norm"):
        _fill_norm(spec.layer_norm, t5)
    spec.scale_embeddings = not t5
    for layer in spec.layer:
        attention = layer.self_attention
        _fill_linear(attention.linear[0], random, 3 * DIM, DIM, t5)
        _fill_linear(attention.linear[1], random, DIM, DIM, t5)
        _fill_norm(attention.layer_norm, t5)
        if t5:
            attention.relative_attention_bias = _matrix(random, 32, HEADS)
            attention.relative_attention_max_distance = np.dtype("int32").type(128)
        if decoder:
            for index, rows in enumerate((DIM, 2 * DIM, DIM)):
                _fill_linear(layer.attention.linear[index], random, rows, DIM, t5)
            _fill_norm(layer.attention.layer_norm, t5)
        _fill_linear(layer.ffn.linear_0, random, FFN, DIM, t5)
        if t5:
            _fill_linear(layer.ffn.linear_0_noact, random, FFN, DIM, t5)
        _fill_linear(layer.ffn.linear_1, random, DIM, FFN, t5)
        _fill_norm(layer.ffn.layer_norm, t5)


def _fill_linear(spec: Any, random: Any, rows: int, columns: int, t5: bool) -> None:
    spec.weight = _matrix(random, rows, columns)
    if not t5:
        spec.bias = np.zeros(rows, np.float32)


def _fill_norm(spec: Any, t5: bool) -> None:
    spec.gamma = np.ones(DIM, np.float32)
    if not t5:
        spec.beta = np.zeros(DIM, np.float32)


def _matrix(random: Any, rows: int, columns: int) -> Any:
    return random.normal(0, 0.4, (rows, columns)).astype(np.float32)
