"""Vocabularies and tokenizers of models, read without loading the weights."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from l10n.errors import ModelError

END = "</s>"


def adds_end(folder: Path) -> bool:
    """Whether the model itself puts ``</s>`` after a source, so that its codec must not.

    CTranslate2 writes it into ``config.json`` when it converts (``add_source_eos``).
    """
    return bool(read_json(folder / "config.json", {}).get("add_source_eos", False))


def vocabulary(folder: Path, side: str) -> frozenset[str]:
    """The tokens that a model knows; ``side`` is source or target.

    Raises:
        ModelError: no vocabulary is there, or it cannot be read.
    """
    for stem in ("shared", side):
        if (path := folder / f"{stem}_vocabulary.json").is_file():
            return frozenset(map(str, read_json(path, None)))
        if (path := folder / f"{stem}_vocabulary.txt").is_file():
            try:
                return frozenset(path.read_text("utf-8").split("\n"))
            except (OSError, UnicodeDecodeError) as error:
                raise _unreadable(path, error) from None
    raise ModelError(f"{folder}: no {side} vocabulary", "a CTranslate2 model's folder has one")


def require_tokens(folder: Path, side: str, tokens: Iterable[str]) -> None:
    """Make sure that language tags are in the vocabulary.

    A tag that is not there would silently give another language.

    Raises:
        ModelError: one is missing.
    """
    known = vocabulary(folder, side)
    for token in tokens:
        if token not in known:
            raise ModelError(
                f"{folder}: the model's {side} vocabulary has no tag {token!r}",
                "it does not know the language, or calls it otherwise: see --tag",
            )


def sentencepiece(path: Path) -> Any:
    """A SentencePiece model.

    Raises:
        ModelError: the file is missing or is no such model.
    """
    from sentencepiece import SentencePieceProcessor

    try:
        return SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError, ValueError) as error:
        raise _unreadable(path, error) from None


def read_json(path: Path, default: Any = None) -> Any:
    """What a model's JSON file holds; the default, where one is given, if there is no such file.

    Raises:
        ModelError: it cannot be read.
    """
    if default is not None and not path.is_file():
        return default
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None


def _unreadable(path: Path, error: Exception) -> ModelError:
    reason = " ".join(str(error).split()) or type(error).__name__
    return ModelError(f"{path}: cannot be read ({reason})", "install the model again")
