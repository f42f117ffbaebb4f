"""What the server can translate: from which language into which, under which names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from l10n.engines import Engine
from l10n.errors import LocaleError, ModelError
from l10n.languages.codes import english_name, language, parse_locale
from l10n.model import Pair
from l10n.project.config import Project
from l10n.serving.failures import invalid

AUTO = "auto"


class Languages:
    """The pairs that an engine serves.

    Args:
        project: its locales are what its memory and glossary know.
        engine: is asked which of the possible pairs it has a model for.
        targets: locales to offer; all that there is a model for by default.

    Raises:
        ModelError: there is no model for any pair.
    """

    def __init__(self, project: Project, engine: Engine, targets: Sequence[str] = ()) -> None:
        self._project = project
        wanted = {language(target) for target in targets}
        possible = [pair for pair in _possible(project) if not wanted or pair.target in wanted]
        possible += [Pair(language(project.source_locale), target) for target in sorted(wanted)]
        self.models = {}
        reason = ModelError("no model is there", "`l10n models list` shows what can be installed")
        for pair in dict.fromkeys(possible):
            try:
                self.models[pair] = engine.model_name(pair)
            except ModelError as error:
                reason = error
        if not self.models:
            raise reason

    @cached_property
    def sources(self) -> frozenset[str]:
        """The languages that can be translated from."""
        return frozenset(pair.source for pair in self.models)

    @cached_property
    def codes(self) -> list[str]:
        """All languages; those that can be translated from come first."""
        targets = sorted({pair.target for pair in self.models} - self.sources)
        return [*sorted(self.sources), *targets]

    def listed(self) -> list[dict[str, object]]:
        """The answer to ``/languages``; a language can be "translated" into itself."""
        return [
            {
                "code": code,
                "name": english_name(code),
                "targets": [
                    other
                    for other in self.codes
                    if other == code or Pair(code, other) in self.models
                ],
            }
            for code in self.codes
        ]

    def code(self, given: str) -> str:
        """The bare language of a code in any spelling (``mn-MN``, ``mn_MN``, ``MN``).

        Raises:
            HTTPException: 400, it is none that is served.
        """
        try:
            code = language(parse_locale(given))
        except LocaleError:
            code = ""
        if code not in self.codes:
            shown = given if len(given) <= 20 and given.isprintable() else "this language"
            raise invalid(f"{shown} is not supported")
        return code

    def check(self, source: str, target: str, *, detected: bool = False) -> Pair:
        """The pair of two codes.

        Raises:
            HTTPException: 400, there is no model for it.
        """
        pair = Pair(source, target)
        if source != target and pair not in self.models:
            message = (
                f"{_named(target)} is not available as a target language from {_named(source)}"
            )
            if detected:
                there = ", ".join(_named(one.source) for one in self.models if one.target == target)
                message += f", which was detected; it is from: {there or 'none'}"
            raise invalid(message)
        return pair

    def locale(self, given: str) -> str:
        """The project's own locale for a code, which its memory and glossary go by."""
        wanted = parse_locale(given)
        if wanted in self._project.locales:
            return wanted
        same = (one for one in self._project.locales if language(one) == language(wanted))
        return next(same, wanted)


def _possible(project: Project) -> list[Pair]:
    """The pairs that some model may serve: of packages, of the store, of the project."""
    from l10n.engines.argos import ArgosEngine
    from l10n.modelstore import Store

    source = language(project.source_locale)
    return [
        *(Pair(source, language(locale)) for locale in project.locales),
        *ArgosEngine().packages,
        *(pair for model in Store().models() for pair in model.pairs),
    ]


def _named(code: str) -> str:
    try:
        return f"{english_name(code)} ({code})"
    except (LocaleError, ValueError):
        return code
