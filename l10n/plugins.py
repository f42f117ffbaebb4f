"""Registries of named things: our own, and those that other packages announce by entry points.

A package announces a thing in the group of its kind (PyPA, "Entry points specification")::

    [project.entry-points."l10n.checks"]
    no-exclamation = "acme_l10n:NoExclamation"

What is announced is imported when it is asked for by name and is none of ours, or when all are to
be listed; a run that needs none of it pays for a look at the folders of installed packages.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from l10n.errors import PluginError, did_you_mean

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

T = TypeVar("T")


class Registry(dict[str, T]):
    """Things of one kind by name: ours, and those of the group that have been loaded.

    Args:
        group: of the entry points, as in "l10n.checks".
        kind: what one is called in messages, as in "check".
        own: ours; a plug-in of the same name is left aside.
        adopt: makes a thing of what an entry point names, and raises TypeError or ValueError, with
            the rule, where it is none.
    """

    def __init__(
        self, group: str, kind: str, own: Iterable[tuple[str, T]], adopt: Callable[[str, object], T]
    ) -> None:
        super().__init__(own)
        self.group = group
        self.kind = kind
        self._adopt = adopt

    def find(self, name: str) -> T | None:
        """The thing of that name; None where nobody has one.

        Raises:
            PluginError: the plug-in that announces it does not load.
        """
        if name not in self and name in (others := announced(self.group)):
            self[name] = self._load(others[name])
        return self.get(name)

    def complete(self) -> dict[str, T]:
        """All things, those of plug-ins too, by name.

        Raises:
            PluginError: a plug-in does not load.
        """
        for name in announced(self.group):
            self.find(name)
        return self

    def suggestion(self, name: str, others: Iterable[str] = ()) -> str:
        """A hint for a name that nobody has: the nearest one, or all there are."""
        return did_you_mean(name, [*self, *announced(self.group), *others])

    def _load(self, entry: EntryPoint) -> T:
        try:
            return self._adopt(entry.name, entry.load())
        except Exception as error:  # whatever a stranger's module raises while it is imported
            reason = f"{type(error).__name__}: {error}".partition("\n")[0]
            name = entry.dist.name if entry.dist else entry.value
            raise PluginError(
                f"the {self.kind} {entry.name!r} of the package {name} cannot be used: {reason}",
                f"update the package, or remove it: pip uninstall {name}",
            ) from error


def adopter(kind: type[T], name_of: str = "name") -> Callable[[str, object], T]:
    """Takes objects of a class, and classes of such.

    Args:
        kind: the class.
        name_of: the attribute that must say what the entry point is called, where there is one.
    """

    def adopt(name: str, found: object) -> T:
        one = found() if isinstance(found, type) and issubclass(found, kind) else found
        if not isinstance(one, kind):
            raise TypeError(f"it is no {kind.__module__}.{kind.__qualname__}")
        own_name = getattr(one, name_of, name)
        if own_name != name:
            raise ValueError(f"it calls itself {own_name!r}")
        return one

    return adopt


@cache
def announced(group: str) -> dict[str, EntryPoint]:
    """What installed packages announce in a group of entry points, by name."""
    if not _is_any_installed():
        return {}
    from importlib.metadata import entry_points

    return {entry.name: entry for entry in entry_points(group=group)}


@cache
def _is_any_installed() -> bool:
    """Whether a package may announce something of l10n's.

    Asking ``importlib.metadata`` costs more than all else that a short command imports.
    """
    for path in sys.path:
        folder = Path(path)
        if folder.is_file():  # an archive: only importlib.metadata looks into it
            return True
        for file in folder.glob("*-info/entry_points.txt"):
            try:
                if b"[l10n." in file.read_bytes():
                    return True
            except OSError:
                continue
    return False
