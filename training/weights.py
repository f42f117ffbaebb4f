"""Exchange weights between the PyTorch model and CTranslate2's ``model.bin``."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import torch
from numpy.typing import NDArray

from training.model import Attention, FeedForward, Transformer
from training.presets import Shape

DTYPES = (np.float32, np.int8, np.int16, np.int32, np.float16)
"""CTranslate2's type numbers (``include/ctranslate2/types.h``), as far as they are read here."""

Variables = dict[str, NDArray[Any]]


def _unpack(handle: BinaryIO, form: str) -> int:
    return int(struct.unpack(form, handle.read(struct.calcsize(form)))[0])


def _string(handle: BinaryIO) -> str:
    return handle.read(_unpack(handle, "<H"))[:-1].decode()


def read_model(path: Path) -> Variables:
    """Read the variables of a ``model.bin`` (format 6), int8 tables turned back into floats."""
    raw: Variables = {}
    with path.open("rb") as handle:
        if _unpack(handle, "<I") != 6:
            raise ValueError(f"{path}: only format 6 of CTranslate2 models is read")
        _string(handle)
        _unpack(handle, "<I")
        for _ in range(_unpack(handle, "<I")):
            name = _string(handle)
            shape = [_unpack(handle, "<I") for _ in range(_unpack(handle, "<B"))]
            kind = DTYPES[_unpack(handle, "<B")]
            size = _unpack(handle, "<I")
            raw[name] = np.frombuffer(handle.read(size), kind).reshape(shape)
    floats: Variables = {}
    for name, value in raw.items():
        scale = raw.get(f"{name}_scale")
        floats[name] = value if scale is None else value.astype(np.float32) / scale[:, None]
    return floats


def shape_of(variables: Variables) -> Shape:
    """Return the shape of a model from the tables of its file."""
    vocabulary, width = variables["decoder/embeddings/weight"].shape
    layers = [
        len({name.split("/")[1] for name in variables if name.startswith(f"{side}/layer_")})
        - 1  # layer_norm
        for side in ("encoder", "decoder")
    ]
    return Shape(
        vocabulary=vocabulary,
        width=width,
        heads=int(variables["encoder/num_heads"]),
        encoder_layers=layers[0],
        decoder_layers=layers[1],
        inner=variables["encoder/layer_0/ffn/linear_0/weight"].shape[0],
        positions=variables["decoder/position_encodings/encodings"].shape[0],
    )


def names(model: Transformer) -> dict[str, str]:
    """Map the parameters of the PyTorch model to CTranslate2's variable names."""
    table = {
        "embedding.weight": "decoder/embeddings/weight",
        "bias": "decoder/projection/bias",
        "positions": "decoder/position_encodings/encodings",
    }

    def linear(here: str, there: str) -> None:
        table[f"{here}.weight"] = f"{there}/weight"
        table[f"{here}.bias"] = f"{there}/bias"

    def norm(here: str, there: str) -> None:
        table[f"{here}.weight"] = f"{there}/gamma"
        table[f"{here}.bias"] = f"{there}/beta"

    for side in ("encoder", "decoder"):
        norm(f"{side}_norm", f"{side}/layer_norm")
        for number, layer in enumerate(getattr(model, side)):
            for name, block in layer.named_children():
                here = f"{side}.{number}.{name}"
                there = (
                    f"{side}/layer_{number}/"
                    + {
                        "attention": "self_attention",
                        "cross": "attention",
                        "feed": "ffn",
                    }[name]
                )
                norm(f"{here}.norm", f"{there}/layer_norm")
                parts: list[str] = []
                if isinstance(block, Attention):
                    first = ["query", "key_value"] if block.cross else ["query_key_value"]
                    parts = [*first, "out"]
                elif isinstance(block, FeedForward):
                    parts = ["up", "down"]
                for index, part in enumerate(parts):
                    linear(f"{here}.{part}", f"{there}/linear_{index}")
    return table


def load_ctranslate2(folder: Path, dropout: float = 0.0) -> Transformer:
    """Return a PyTorch model with the weights of a CTranslate2 model directory."""
    variables = read_model(folder / "model.bin")
    model = Transformer(shape_of(variables), dropout)
    state = {
        here: torch.from_numpy(np.array(variables[there], dtype=np.float32))
        for here, there in names(model).items()
    }
    model.load_state_dict(state)
    return model
