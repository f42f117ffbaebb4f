"""Argos packages through CTranslate2.

Packages are found and read by ``argostranslate.package``. Its ``translate()`` is not used: it goes
paragraph by paragraph, splits sentences again and may fetch a splitter from the network. Here
whole batches of sentences go to CTranslate2 with the decoding settings that Argos uses.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from l10n.errors import ModelError
from l10n.model import Hypothesis, Pair

if TYPE_CHECKING:
    import ctranslate2
    from argostranslate.package import Package

STARTER = Path(__file__).parent.parent / "starter"

# Argos's own decoding: beam 4, scores divided by length to the power of 0.2.
_BEAM_SIZE = 4
_LENGTH_PENALTY = 0.2
_BATCH_TOKENS = 2048


class ArgosEngine:
    """Translates with the newest installed Argos package of a pair, else with the starter's.

    Args:
        installed: whether to look for packages in Argos's own folder (``ARGOS_PACKAGES_DIR``, or
            ``~/.local/share/argos-translate/packages``).
    """

    def __init__(self, *, installed: bool = True) -> None:
        self._installed = installed
        self._translators: dict[Path, ctranslate2.Translator] = {}

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
        """See :class:`l10n.engines.Engine`."""
        package = self._package(pair)
        code = package.code or f"{package.from_code}-{package.to_code}"
        return f"argos/{code} {package.package_version}".strip()

    def translate(self, texts: Sequence[str], pair: Pair) -> list[Hypothesis]:
        """See :class:`l10n.engines.Engine`. A text without a letter is copied, not translated."""
        results: dict[str, Hypothesis] = {
            text: Hypothesis(text, 0.0) for text in texts if not any(map(str.isalpha, text))
        }
        wanted = [text for text in dict.fromkeys(texts) if text not in results]
        if wanted:
            results.update(zip(wanted, self._decode(wanted, self._package(pair)), strict=True))
        return [results[text] for text in texts]

    def _decode(self, texts: list[str], package: Package) -> Iterator[Hypothesis]:
        prefix = [package.target_prefix] if package.target_prefix else []
        outputs = self._translator(package).translate_batch(
            [package.tokenizer.encode(text) for text in texts],
            target_prefix=[prefix] * len(texts) if prefix else None,
            beam_size=_BEAM_SIZE,
            length_penalty=_LENGTH_PENALTY,
            max_batch_size=_BATCH_TOKENS,
            batch_type="tokens",
            replace_unknowns=True,
            return_scores=True,
        )
        for output in outputs:
            tokens = output.hypotheses[0][len(prefix) :]
            total = output.scores[0] * max(len(tokens), 1) ** _LENGTH_PENALTY
            yield Hypothesis(_detokenize(tokens, package), total / (len(tokens) + 1))

    def _package(self, pair: Pair) -> Package:
        if pair not in self.packages:
            there = ", ".join(sorted(map(str, self.packages))) or "none"
            raise ModelError(
                f"no model translates {pair}",
                f"pairs with a model: {there}; install an Argos package for more",
            )
        return self.packages[pair]

    def _translator(self, package: Package) -> ctranslate2.Translator:
        folder = _part(package.package_path, "model")
        if folder not in self._translators:
            import ctranslate2

            try:
                self._translators[folder] = ctranslate2.Translator(
                    str(folder), intra_threads=os.cpu_count() or 1
                )
            except (RuntimeError, ValueError) as error:
                raise ModelError(
                    f"{folder}: the model does not load ({error})", "install the package again"
                ) from None
        return self._translators[folder]


def _part(folder: Path, name: str) -> Path:
    """A part of a package; one without weights of its own shares its parent folder's."""
    own = folder / name
    return own if own.exists() else folder.parent / name


def _open_all(*parents: Path) -> list[Package]:
    """The translation packages in some folders; a broken one is passed over, the others work."""
    from argostranslate.package import Package
    from argostranslate.tokenizer import SentencePieceTokenizer

    packages = []
    for metadata in (path for parent in parents for path in sorted(parent.glob("*/metadata.json"))):
        try:
            package = Package(metadata.parent)
        except (OSError, ValueError):
            continue
        if not hasattr(package, "tokenizer"):
            model = _part(package.package_path, "sentencepiece.model")
            package.tokenizer = SentencePieceTokenizer(model)
        if package.type == "translate":
            packages.append(package)
    return packages


def _version(package: Package) -> Any:
    from packaging.version import InvalidVersion, Version

    try:
        return Version(package.package_version)
    except InvalidVersion:
        return Version("0")


def _detokenize(tokens: list[str], package: Package) -> str:
    from argostranslate.tokenizer import SentencePieceTokenizer

    tokenizer = package.tokenizer
    if isinstance(tokenizer, SentencePieceTokenizer):
        # Not tokenizer.decode(): that one turns every underscore of the text into a space.
        text: str = tokenizer.lazy_processor().decode_pieces(tokens)
    else:
        text = tokenizer.decode(tokens)
    return text.strip()


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
