"""Conversion of Transformers checkpoints to CTranslate2 (the extra ``l10n-offline[convert]``).

Needs PyTorch, once: a converted model does not.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from l10n.errors import ModelError
from l10n.installation import install_command

# Files of a tokenizer that the families read.
_TOKENIZERS = ("source.spm", "target.spm", "sentencepiece.bpe.model", "spiece.model")


def convert(checkpoint: Path, target: Path, compute_type: str) -> None:
    """Convert a checkpoint's folder; nothing is downloaded, no code of the checkpoint is run.

    Args:
        checkpoint: a folder as Transformers saves it, with its tokenizer.
        target: where to; must not exist.
        compute_type: what the weights are stored as, "int8" for a quarter of the size.

    Raises:
        ModelError: the packages are not installed, or the checkpoint cannot be converted.
    """
    if not (checkpoint / "config.json").is_file():
        raise ModelError(
            f"{checkpoint}: no checkpoint (no config.json)", "name the folder of the model"
        )
    if target.exists():
        raise ModelError(f"{target}: exists already", "name a new folder")
    try:
        import torch  # noqa: F401
        import transformers  # noqa: F401
        from ctranslate2.converters import TransformersConverter
    except ImportError:
        raise ModelError(
            f"{checkpoint}: converting needs the packages transformers and torch",
            f"{install_command('convert')}; translating with the result needs neither",
        ) from None
    copied = [name for name in _TOKENIZERS if (checkpoint / name).is_file()]
    try:
        converter = TransformersConverter(str(checkpoint), copy_files=copied)
        converter.convert(str(target), quantization=compute_type)
    except Exception as error:  # whatever the libraries raise, it is about the checkpoint
        shutil.rmtree(target, ignore_errors=True)
        reason = " ".join(str(error).split())[:300] or type(error).__name__
        raise ModelError(
            f"{checkpoint}: cannot be converted: {reason}",
            "Marian, M2M100, NLLB and T5 checkpoints can be",
        ) from None
