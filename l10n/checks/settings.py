"""Which checks a project has switched off: the table ``[tool.l10n.checks]``."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from l10n.errors import ConfigError


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """What a project has set for its checks.

    Attributes:
        disable: checks that are off in all locales.
        by_locale: checks that are off in one locale more.
    """

    disable: frozenset[str] = frozenset()
    by_locale: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def disabled(self, locale: str) -> frozenset[str]:
        """The checks that are off in a locale; what is said of ``pt`` holds for ``pt_BR``."""
        own = self.by_locale.get(locale, frozenset())
        language = self.by_locale.get(locale.partition("_")[0], frozenset())
        return self.disable | own | language


NOTHING_SILENCED = CheckSettings()


def parse_settings(table: Any, file: Path) -> CheckSettings:
    """The settings of a configuration's table.

    Raises:
        ConfigError: a key, a check or a value is not known.
        LocaleError: a table's name is no locale.
    """
    from l10n.languages.codes import parse_locale

    if not isinstance(table, dict):
        raise ConfigError(f"{file}: 'checks' must be a table", "write [tool.l10n.checks]")
    by_locale: dict[str, frozenset[str]] = {}
    disable: frozenset[str] = frozenset()
    for key, value in table.items():
        if key == "disable":
            disable = _names(value, file)
        elif isinstance(value, dict):
            for inner in value:
                if inner != "disable":
                    raise ConfigError(
                        f"{file}: unknown key {inner!r} of checks.{key}", "known key: disable"
                    )
            by_locale[parse_locale(key)] = _names(value.get("disable", []), file)
        else:
            raise ConfigError(
                f"{file}: unknown key {key!r} of checks",
                "known keys: disable, and a table per locale",
            )
    return CheckSettings(disable, by_locale)


def _names(value: Any, file: Path) -> frozenset[str]:
    from l10n.checks.files import all_checks

    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ConfigError(f"{file}: 'disable' must be a list of strings", 'as in ["quotes"]')
    known = all_checks()
    for name in value:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known checks: {', '.join(known)}"
            raise ConfigError(f"{file}: unknown check {name!r}", hint)
    return frozenset(value)
