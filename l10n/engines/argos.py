"""Argos packages through CTranslate2.

Packages are found and read by ``argostranslate.package``. Its ``translate()`` is not used: it goes
paragraph by paragraph, splits sentences again and may fetch a splitter from the network. Here
whole batches of sentences go to CTranslate2.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING, Any

from l10n.engines.batch import translate_unique
from l10n.engines.ct2 import CTranslate2Runner
from l10n.engines.decoding import USUAL, Decoding, Search
from l10n.engines.hints import HintedRunner, hint_mark
from l10n.engines.pieces import PieceCodec
from l10n.engines.vocabulary import require_tokens, sentencepiece
from l10n.engines.weights import Weights
from l10n.errors import ModelError
from l10n.model import Hint, Hypothesis, Link, Pair

if TYPE_CHECKING:
    from argostranslate.package import Package

    from l10n.engines.ct2 import Codec
    from l10n.engines.protocol import Runner

STARTER = Path(__file__).parent.parent / "starter"

# Argos trains on sentences of up to 150 tokens (argos-train's OpenNMT configuration).
_MAX_TOKENS = 150
STARTER_PENALTY = 1.1
"""Small models repeat themselves; chosen by ``benchmarks/decoding.py`` on held-out pairs."""


class ArgosEngine:
    """Translates with the newest installed Argos package of a pair, else with the starter's.

    Args:
        decoding: how to search.
        installed: whether to look for packages in Argos's own folder (``ARGOS_PACKAGES_DIR``, or
            ``~/.local/share/argos-translate/packages``).
    """

    def __init__(self, decoding: Decoding | None = None, *, installed: bool = True) -> None:
        self._installed = installed
        self._weights = Weights(decoding or Decoding())
        self._runners: dict[Pair, Runner] = {}
        self._opening = Lock()

    @cached_property
    def packages(self) -> dict[Pair, Package]:
        """The package that serves each pair."""
        settings = _argos_settings()
        packages = _open_all(STARTER)
        if self._installed:
            # After the starter's and the newest last: the last one of a pair wins.
            packages += sorted(_open_all(*settings.package_dirs), key=_version)
        return {Pair(package.from_code, package.to_code): package for package in packages}

    def model_name(self, pair: Pair) -> str:
        """See :class:`l10n.engines.protocol.Engine`."""
        package = self._package(pair)
        code = package.code or f"{package.from_code}-{package.to_code}"
        return f"argos/{code} {package.package_version}".strip()

    def takes_hints(self, pair: Pair) -> bool:
        """See :class:`l10n.engines.protocol.Engine`."""
        return bool(hint_mark(self._package(pair).package_path))

    def translate(
        self,
        texts: Sequence[str],
        pair: Pair,
        *,
        search: Search = USUAL,
        hints: Sequence[Sequence[Hint]] | None = None,
        avoid: Sequence[Sequence[str]] | None = None,
    ) -> list[Hypothesis]:
        """See :class:`l10n.engines.protocol.Engine`. A text without a letter is only copied."""
        package = self._package(pair)
        return translate_unique(
            texts, lambda: self._runner(package, pair), search=search, hints=hints, avoid=avoid
        )

    def align(
        self, sources: Sequence[str], targets: Sequence[str], pair: Pair
    ) -> list[tuple[Link, ...]]:
        """See :class:`l10n.engines.protocol.Aligner`."""
        return self._runner(self._package(pair), pair).align(sources, targets)

    def _runner(self, package: Package, pair: Pair) -> Runner:
        with self._opening:
            if pair not in self._runners:
                self._runners[pair] = _runner(package, self._weights)
            return self._runners[pair]

    def _package(self, pair: Pair) -> Package:
        if pair not in self.packages:
            there = ", ".join(sorted(map(str, self.packages))) or "none"
            raise ModelError(
                f"no model translates {pair}",
                f"pairs with a model: {there}; `l10n models list --pair "
                f"{pair.source}-{pair.target}` shows what can be installed",
            )
        return self.packages[pair]


class Argos:
    """See :class:`l10n.engines.protocol.Family`: an Argos package in a folder of l10n's own."""

    name = "argos"
    files = ("metadata.json",)
    multilingual = False

    def tag(self, code: str) -> str | None:
        """A package says itself what its target prefix is."""
        return None

    def codec(self, folder: Path, pair: Pair, tags: Mapping[str, str]) -> Codec:
        """The tokens of the package."""
        return _codec(self._package(folder))

    def open(self, folder: Path, pair: Pair, tags: Mapping[str, str], weights: Weights) -> Runner:
        """See :class:`l10n.engines.protocol.Family`."""
        return _runner(self._package(folder), weights)

    def _package(self, folder: Path) -> Package:
        package = _open(folder)
        if package is None:
            raise ModelError(f"{folder}: is no Argos package", "install it again")
        return package


@dataclass(slots=True)
class BpeCodec:
    """An old package's Moses tokens and BPE; see :class:`l10n.engines.ct2.Codec`."""

    tokenizer: Any
    prefix: Sequence[str]
    max_tokens: int = _MAX_TOKENS

    def encode(self, text: str) -> list[str]:
        """See :class:`l10n.engines.ct2.Codec`."""
        tokens: list[str] = self.tokenizer.encode(text)
        return tokens

    def encode_target(self, text: str) -> list[str]:
        """See :class:`l10n.engines.ct2.Codec`; what the target's tokenizer is, nobody says."""
        return []

    def decode(self, tokens: list[str]) -> str:
        """See :class:`l10n.engines.ct2.Codec`."""
        text: str = self.tokenizer.decode(tokens)
        return text.strip()


def _codec(package: Package) -> Codec:
    prefix = [package.target_prefix] if package.target_prefix else []
    require_tokens(_part(package.package_path, "model"), "target", prefix)
    if (package.package_path / "bpe.model").is_file():
        return BpeCodec(package.tokenizer, prefix)
    # Not the package's tokenizer: its decode() turns every underscore of the text into a space.
    pieces = sentencepiece(_part(package.package_path, "sentencepiece.model"))
    return PieceCodec(pieces, pieces, prefix=prefix, max_tokens=_MAX_TOKENS)


def _runner(package: Package, weights: Weights) -> Runner:
    translator = weights.open(_part(package.package_path, "model"))
    own = STARTER_PENALTY if package.package_path.parent == STARTER else 1.0
    runner = CTranslate2Runner(translator, _codec(package), weights.decoding, own)
    mark = hint_mark(package.package_path)
    return HintedRunner(runner, mark) if mark else runner


def _part(folder: Path, name: str) -> Path:
    """A part of a package; one without weights of its own shares its parent folder's."""
    own = folder / name
    return own if own.exists() else folder.parent / name


def _open_all(*parents: Path) -> list[Package]:
    """The translation packages in some folders; a broken one is passed over, the others work."""
    folders = (path.parent for parent in parents for path in sorted(parent.glob("*/metadata.json")))
    return [package for folder in folders if (package := _open(folder)) is not None]


def _open(folder: Path) -> Package | None:
    """A translation package; None where there is none, or a broken one."""
    _argos_settings()
    from argostranslate.package import Package

    try:
        package = Package(folder)
    except (OSError, ValueError, AttributeError):
        return None
    return package if package.type == "translate" else None


def _version(package: Package) -> Any:
    from packaging.version import InvalidVersion, Version

    try:
        return Version(package.package_version)
    except InvalidVersion:
        return Version("0")


def _argos_settings() -> ModuleType:
    """``argostranslate.settings``, also where it cannot make its folders: a read-only home, say.

    It makes them when it is imported, under ``XDG_*_HOME`` or the home folder.
    """
    try:
        from argostranslate import settings
    except OSError:
        names = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
        before = {name: os.environ[name] for name in names if name in os.environ}
        with tempfile.TemporaryDirectory() as folder:
            os.environ.update(dict.fromkeys(names, folder))
            try:
                from argostranslate import settings
            finally:
                for name in names:
                    del os.environ[name]
                os.environ.update(before)
    module: ModuleType = settings
    return module
