"""Which checks a project has switched off: the table ``[tool.l10n.checks]``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from l10n.errors import ConfigError, did_you_mean
from l10n.languages.codes import parse_locale
from l10n.settings import read, rule


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


NONE_DISABLED = CheckSettings()


def read_check_settings(table: object, file: Path) -> CheckSettings:
    """The settings of a configuration's table: what is off everywhere, and by locale.

    Raises:
        ConfigError: a key, a check or a value is not known.
        LocaleError: a table's name is no locale.
    """
    if not isinstance(table, Mapping):
        raise ConfigError(f"{file}: 'checks' must be a table", "write [tool.l10n.checks]")
    off: dict[str, frozenset[str]] = {}
    for key, value in table.items():
        if isinstance(value, Mapping):
            off[parse_locale(key)] = _disabled(value, file, f"checks.{key}")
        elif key != "disable":
            hint = "known keys: disable, and a table per locale"
            raise ConfigError(f"{file}: unknown key {key!r} of checks", hint)
    own = {key: value for key, value in table.items() if key == "disable"}
    return CheckSettings(_disabled(own, file, "checks"), off)


@dataclass(frozen=True, slots=True)
class _Table:
    disable: Annotated[frozenset[str], rule("a list of strings", ["quotes"])] = frozenset()


def _disabled(table: object, file: Path, inside: str) -> frozenset[str]:
    names = read(table, _Table, file, inside).disable
    if names:
        from l10n.checks.files import all_checks  # brings all checks with it

        known = all_checks()
        for name in sorted(names - known.keys()):
            hint = did_you_mean(name, known, f"known checks: {', '.join(known)}")
            raise ConfigError(f"{file}: unknown check {name!r}", hint)
    return names
