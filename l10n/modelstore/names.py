"""Names from outside that become folders, files, tags or pairs: checked before they are used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from l10n.errors import LocaleError, ModelError
from l10n.languages.codes import language, parse_locale
from l10n.model import Pair

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
_VERSION = re.compile(r"[\w.+-]{0,80}", re.ASCII)
# Windows cannot have files of these names, whatever their suffix.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+-]{0,99}")
_TAG = re.compile(r"[^\s\x00-\x1f]{1,40}")


def check_id(value: object) -> str:
    """An id that can be a folder's name anywhere.

    Raises:
        ModelError: it cannot.
    """
    text = str(value)
    if not _ID.fullmatch(text) or ".." in text or text.endswith(".") or _RESERVED.fullmatch(text):
        raise ModelError(
            f"{text[:100]!r} cannot be a model's id",
            "up to 80 small letters, digits, dots, hyphens, underscores",
        )
    return text


def check_version(value: object) -> str:
    """A version that fits into a comment line.

    Raises:
        ModelError: it does not.
    """
    if not isinstance(value, str) or not _VERSION.fullmatch(value):
        raise ModelError(f"{str(value)[:100]!r} cannot be a version", "as in 1.9")
    return value


def check_path(name: str) -> str:
    """A file's path inside of a model that is safe on every system.

    Raises:
        ModelError: it leads elsewhere, or holds what a file's name should not.
    """
    parts = name.split("/")
    if len(parts) > 4 or not all(
        _NAME.fullmatch(part) and not part.endswith(".") and not _RESERVED.fullmatch(part)
        for part in parts
    ):
        raise ModelError(f"{name[:120]!r} cannot be a file of a model", "the model is not safe")
    return name


def check_tags(value: Mapping[str, Any]) -> dict[str, str]:
    """Tags by language.

    Raises:
        ModelError: one holds white space, or is no text.
    """
    for code, tag in value.items():
        if not isinstance(tag, str) or not _TAG.fullmatch(tag):
            raise ModelError(f"{tag!r} cannot be a tag", "as in mn=khk_Cyrl")
        if not isinstance(code, str):
            raise ModelError(f"{code!r} cannot be a language", "as in mn=khk_Cyrl")
    return {str(code): str(tag) for code, tag in value.items()}


def parse_pair(text: str) -> Pair:
    """A pair as a person writes it: ``en-mn``, or ``en→mn``.

    Raises:
        ModelError: it is none, or a language is unknown.
    """
    source, found, target = text.replace("→", "-").partition("-")
    try:
        if found:
            return Pair(language(parse_locale(source)), language(parse_locale(target)))
    except LocaleError as error:
        raise ModelError(f"{text[:60]!r} is no pair: {error.message}", error.hint) from None
    raise ModelError(f"{text[:60]!r} is no pair of languages", "as in en-mn")
