"""One file of the parts of a folder, for whoever wants a file and no folder."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from l10n.files import atomic_open

PARTS = "_parts"
"""Where the parts are then, in the output folder; tools for such folders pass over it."""


def join(parts: Sequence[Path], path: Path) -> None:
    """Write parts, in their order, as one file in one step.

    Raises:
        WriteError: it cannot be written; what was there before stays.
    """
    with atomic_open(path) as file:
        if path.suffix.lower() == ".parquet" and parts:
            from pyarrow import parquet

            from l10n.corpus.parquet import compression_of

            schema = parquet.read_schema(parts[0])
            codec = compression_of(parquet.read_metadata(parts[0]))
            with parquet.ParquetWriter(file, schema, compression=codec) as writer:
                for part in parts:
                    writer.write_table(parquet.read_table(part, schema=schema))
            return
        for part in parts:
            with part.open("rb") as one:
                shutil.copyfileobj(one, file)
