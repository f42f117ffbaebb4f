"""Machine translation engines: one factory per family, registered in :data:`ENGINES`.

A factory costs nothing to call; an engine imports its library and loads a model when it first
translates.
"""

from __future__ import annotations

from collections.abc import Callable

from l10n.engines.decoding import Decoding
from l10n.engines.protocol import Engine
from l10n.errors import ModelError
from l10n.plugins import Registry

__all__ = ["ENGINES", "Engine", "make_engine"]


def _auto(decoding: Decoding) -> Engine:
    from l10n.engines.installed import AutoEngine
    from l10n.modelstore import Store

    return AutoEngine(Store(), decoding)


def _argos(decoding: Decoding) -> Engine:
    from l10n.engines.argos import ArgosEngine

    return ArgosEngine(decoding)


def _starter(decoding: Decoding) -> Engine:
    from l10n.engines.argos import ArgosEngine

    return ArgosEngine(decoding, installed=False)


Factory = Callable[[Decoding], Engine]
_ENGINES: dict[str, Factory] = {
    "auto": _auto,  # per pair: the user's default, the best installed model, Argos, the starter
    "argos": _argos,  # the packages of Argos's own folder, else the starter
    "starter": _starter,  # the starter models that come with l10n, whatever is installed
}


def _adopt(name: str, found: object) -> Factory:
    if not callable(found):
        raise TypeError("it is no function that makes an engine")
    factory: Factory = found
    return factory


ENGINES = Registry("l10n.engines", "engine", _ENGINES.items(), _adopt)
"""Factories of engines by name."""


def make_engine(name: str, decoding: Decoding | None = None) -> Engine:
    """An engine.

    Args:
        name: a name in :data:`ENGINES`, or the id of an installed model.
        decoding: how to search.

    Raises:
        ModelError: there is none of that name.
    """
    decoding = decoding or Decoding()
    if name in ENGINES:
        return ENGINES[name](decoding)
    from l10n.engines.installed import InstalledEngine
    from l10n.modelstore import Store

    store = Store()
    installed = {model.id: model for model in store.models()}
    if name in installed:
        return InstalledEngine(installed[name], decoding)
    if factory := ENGINES.find(name):
        return factory(decoding)
    raise ModelError(f"unknown engine {name!r}", ENGINES.suggestion(name, installed))
