"""Models: what can be had (the catalogue), what is installed (the store), and how it gets there.

Only :mod:`l10n.modelstore.install` and what it calls opens a network connection, and only
``l10n models install`` calls it. Nothing here is needed to translate but :class:`Store`.
"""

from l10n.modelstore.manifest import Model
from l10n.modelstore.store import Store

__all__ = ["Model", "Store"]
