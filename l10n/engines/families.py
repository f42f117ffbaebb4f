"""Model families: how a kind of model is opened, one object each, registered in :func:`families`.

A family knows the tokens that its models were trained with. They must be exact: a wrong language
tag is no error to a model, it silently gives another language or nonsense.
"""

from __future__ import annotations

from pathlib import Path

from l10n.engines.protocol import Family
from l10n.errors import ModelError


def families() -> dict[str, Family]:
    """All families by name."""
    from l10n.engines.argos import Argos
    from l10n.engines.firefox import Firefox
    from l10n.engines.m2m100 import M2M100, NLLB, SMALL100
    from l10n.engines.madlad import Madlad
    from l10n.engines.marian import Marian

    known: tuple[Family, ...] = (
        Argos(),
        Marian(),
        M2M100(),
        SMALL100,
        NLLB,
        Madlad(),
        Firefox(),
    )
    return {family.name: family for family in known}


def family(name: str) -> Family:
    """The family of that name.

    Raises:
        ModelError: there is none.
    """
    known = families()
    if name not in known:
        raise ModelError(f"unknown model family {name!r}", f"there are: {', '.join(known)}")
    return known[name]


def check_folder(kind: Family, folder: Path) -> None:
    """Make sure that a model's folder holds the files of its family.

    Raises:
        ModelError: one is missing.
    """
    for name in kind.files:
        if not (folder / name).is_file():
            raise ModelError(
                f"{folder}: no {name}, which {kind.name} models have",
                "name the right --family, or add the file",
            )
