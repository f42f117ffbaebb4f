"""Step 6: write averaged weights as a CTranslate2 int8 model directory.

Reads ``average.*.npz`` and the subword model; writes ``OUT/model/`` (``model.bin``,
``config.json``, ``shared_vocabulary.json``) and ``OUT/sentencepiece.model``.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
from sentencepiece import SentencePieceProcessor

from training.average import State, load_pieces
from training.model import Transformer
from training.presets import Shape
from training.weights import names


def specification(shape: Shape, state: State, pieces: list[str]) -> Any:
    """Return a CTranslate2 ``TransformerSpec`` filled with the model's weights."""
    spec = ctranslate2.specs.TransformerSpec.from_config(
        (shape.encoder_layers, shape.decoder_layers), shape.heads, pre_norm=True
    )
    model = Transformer(shape)
    model.load_state_dict(state)
    for here, there in names(model).items():
        fill(spec, there, state[here].numpy())
    # One table serves three places; CTranslate2 stores equal arrays once, as aliases.
    table = state["embedding.weight"].numpy()
    spec.decoder.projection.weight = table
    spec.encoder.embeddings[0].weight = table
    spec.encoder.position_encodings.encodings = state["positions"].numpy()
    spec.encoder.scale_embeddings = spec.decoder.scale_embeddings = True
    spec.decoder.alignment_layer = np.int16(-1)
    spec.decoder.alignment_heads = np.int16(1)
    spec.config.add_source_eos = True
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    return spec


def fill(spec: Any, name: str, value: np.ndarray) -> None:
    """Set the variable at a path such as ``encoder/layer_0/ffn/linear_0/weight``."""
    *path, last = name.split("/")
    for part in path:
        known = getattr(spec, part, None)
        if known is None:
            # Lists of layers: layer_0 is layer[0], linear_1 is linear[1].
            stem, number = part.rsplit("_", 1)
            known = getattr(spec, stem)[int(number)]
        spec = known
    if not hasattr(spec, last):
        raise AttributeError(f"{name}: this version of CTranslate2 has no such variable")
    setattr(spec, last, value.astype(np.float32))


def export(folder: Path, subwords: Path, out: Path, quantization: str | None = "int8") -> Path:
    """Write the model directory; return it."""
    processor = SentencePieceProcessor(model_file=str(subwords))
    pieces = [processor.id_to_piece(i) for i in range(len(processor))]
    shape, state = load_pieces(folder)
    spec = specification(shape, state, pieces)
    spec.validate()
    spec.optimize(quantization=quantization)
    model = out / "model"
    model.mkdir(parents=True, exist_ok=True)
    spec.save(str(model))
    config = json.loads((model / "config.json").read_text("utf-8"))
    config["decoder_start_token"] = "<s>"
    (model / "config.json").write_text(json.dumps(config, indent=2, sort_keys=True) + "\n")
    if subwords.resolve() != (out / "sentencepiece.model").resolve():
        shutil.copyfile(subwords, out / "sentencepiece.model")
    return model


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the step from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="folder of average.*.npz")
    parser.add_argument("--sentencepiece", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--quantization", default="int8")
    options = parser.parse_args(arguments)
    model = export(options.weights, options.sentencepiece, options.out, options.quantization)
    size = sum(path.stat().st_size for path in model.iterdir())
    print(f"{model}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
