"""Every error that l10n raises on purpose.

A message is one line that names the thing and the rule it breaks; the hint is one line that says
what to do next. The command line prints both and exits with :attr:`L10nError.exit_code`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class L10nError(Exception):
    """Base of all errors a user can cause or mend.

    Args:
        message: one line naming the thing and the rule.
        hint: one line on what to do next, or "" where the message says it all.
    """

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ConfigError(L10nError):
    """The project's configuration cannot be used."""


class LocaleError(L10nError):
    """A locale code is unknown."""


class SourceError(L10nError):
    """A source document cannot be read."""


class CatalogError(L10nError):
    """A PO file cannot be parsed or does not belong to its document."""


class MemoryStoreError(L10nError):
    """The translation memory cannot be opened, read or written."""


class ExchangeError(L10nError):
    """A file of another tool (TMX, TBX, a foreign PO) cannot be imported or exported."""


class GlossaryError(L10nError):
    """The glossary cannot be read."""


class ModelError(L10nError):
    """No model serves a language pair, or a model cannot be used."""


class WriteError(L10nError):
    """A file cannot be written."""


class ClusterError(L10nError):
    """The Dask cluster cannot be reached, or cannot work."""


class PluginError(L10nError):
    """Something that another package adds to l10n cannot be used."""


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """A hint for a name that is not known.

    Args:
        name: what was written.
        known: what could have been meant.
        otherwise: the hint where nothing is near; by default all that is known.

    >>> did_you_mean("tmxx", ["tmx", "xliff"]), did_you_mean("docx", ["tmx", "xliff"])
    ("did you mean 'tmx'?", 'there are: tmx, xliff')
    """
    import difflib  # only mistakes need it

    names = list(known)
    near = difflib.get_close_matches(name, names, n=1)
    return f"did you mean {near[0]!r}?" if near else otherwise or f"there are: {', '.join(names)}"
