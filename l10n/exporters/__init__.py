"""Writing localized documents: one exporter per output format, registered in :data:`EXPORTERS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from l10n.exporters import same
from l10n.model import Document, Segment

Exporter = Callable[[Document, Sequence[Segment], Mapping[str, str]], bytes]
"""Called with the document, its segments, and the translation of each msgid that has one."""

EXPORTERS: dict[str, Exporter] = {
    "same": same.export,
}
