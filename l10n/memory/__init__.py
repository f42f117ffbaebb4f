"""Translation memory: what people have approved is reused before a machine translates.

It lives in ``.l10n/memory.db`` (SQLite) in the project's folder. That file is a cache of the
catalogs and of what was imported: it is made when there is something to remember, and a memory
that is not there is simply an empty one. In a pipeline it takes two lines::

    with Memory.open(project.root) as memory:
        memory.learn(approved(segments, catalog.translation, pair, document))
        matches = memory.best(in_context(msgids), pair)  # one Match or None per sentence

``pair`` holds the project's source locale and the target locale, ``Pair("en", "mn")``. A
:class:`Memory` may be shared between threads and processes; each gets a connection of its own.

Rules: look-up in :mod:`l10n.memory.store`, similarity and penalties in
:mod:`l10n.memory.scoring`, exchange with other tools in :mod:`l10n.exchange.memories`.
"""

from l10n.memory.learning import approved
from l10n.memory.rows import text_hash
from l10n.memory.scoring import Penalties
from l10n.memory.store import Memory, Stats
from l10n.memory.unit import Query, Unit, in_context

__all__ = ["Memory", "Penalties", "Query", "Stats", "Unit", "approved", "in_context", "text_hash"]
