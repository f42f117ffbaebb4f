"""Models: what can be had (the catalogue), and what is installed (the store).

Nothing here is needed to translate but :class:`Store`; :mod:`l10n.supply` fills it.
"""

from l10n.modelstore.manifest import Model
from l10n.modelstore.store import Store

__all__ = ["Model", "Store"]
