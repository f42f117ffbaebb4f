"""Parquet: a column of strings is translated, the others stay."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from l10n.corpus.partition import Limits, Partition
from l10n.errors import SourceError


def partitions(path: Path, field: str, limits: Limits) -> Iterator[Partition]:
    """The partitions of a Parquet file, so many rows each; read as they are asked for.

    Raises:
        SourceError: it is no Parquet file, it is damaged, or has no column of strings of the name.
    """
    import pyarrow
    from pyarrow import parquet

    first, index = 1, 0
    try:
        with parquet.ParquetFile(path) as file:
            _check_column(path, file.schema_arrow, field)
            size = path.stat().st_size
            codec = compression_of(file.metadata)
            for batch in file.iter_batches(batch_size=limits.lines):
                for rows in _within(batch, limits):
                    texts, problems = _texts(rows.column(field), limits)
                    yield Partition(
                        index,
                        first,
                        _digest(rows),
                        texts,
                        problems,
                        size * rows.num_rows // max(file.metadata.num_rows, 1),
                        _Builder(rows, field, codec, texts, problems),
                    )
                    index, first = index + 1, first + rows.num_rows
    except (OSError, pyarrow.ArrowException) as error:
        raise SourceError(
            f"{path}: cannot be read to its end ({' '.join(str(error).split())})",
            f"what stands from row {first} on is not translated; mend the file",
        ) from None


def _check_column(path: Path, schema: Any, field: str) -> None:
    from pyarrow import types

    texts = [column.name for column in schema if _is_text(types, column.type)]
    if field not in texts:
        there = ", ".join(map(repr, texts)) or "none"
        raise SourceError(
            f"{path}: has no column {field!r} of strings", f"name one with --field; it has: {there}"
        )


def _is_text(types: Any, kind: Any) -> bool:
    if types.is_dictionary(kind):
        kind = kind.value_type
    return bool(types.is_string(kind) or types.is_large_string(kind))


def compression_of(metadata: Any) -> str:
    """How a file is compressed, which the output is too."""
    if not metadata.num_row_groups or not metadata.num_columns:
        return "snappy"
    return str(metadata.row_group(0).column(0).compression).lower().replace("uncompressed", "none")


def _within(batch: Any, limits: Limits) -> Iterator[Any]:
    """A batch in halves, and those in halves, until each is small enough."""
    if batch.num_rows > 1 and batch.nbytes > limits.size:
        half = batch.num_rows // 2
        yield from _within(batch.slice(0, half), limits)
        yield from _within(batch.slice(half), limits)
    elif batch.num_rows:
        yield batch


def _digest(batch: Any) -> str:
    import pyarrow

    sink = pyarrow.BufferOutputStream()
    with pyarrow.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return hashlib.sha256(sink.getvalue()).hexdigest()


def _texts(column: Any, limits: Limits) -> tuple[tuple[str | None, ...], dict[int, str]]:
    texts: list[str | None] = []
    problems = {}
    for at, value in enumerate(column):
        try:
            data = value.as_py()
        except UnicodeDecodeError as error:
            problems[at] = f"is not UTF-8: byte 0x{error.object[error.start]:02x}"
            data = None
        if data is not None and len(data) > limits.line:
            problems[at] = f"is longer than {limits.line} letters"
        elif data is not None and "\0" in data:
            problems[at] = "holds a NUL character, it is no text"
        texts.append(data if data and data.strip() and at not in problems else None)
    return tuple(texts), problems


class _Builder:
    """See :data:`l10n.corpus.partition.Build`. A failed row has a null for a text."""

    def __init__(
        self,
        rows: Any,
        field: str,
        codec: str,
        texts: Sequence[str | None],
        problems: Mapping[int, str],
    ) -> None:
        self._rows, self._field, self._codec = rows, field, codec
        # Rows that have no text to translate keep what they have.
        self._kept = [at for at, text in enumerate(texts) if text is None and at not in problems]

    def __call__(self, translations: Sequence[str | None]) -> bytes:
        import pyarrow
        from pyarrow import parquet

        table = pyarrow.Table.from_batches([self._rows])
        at = table.schema.get_field_index(self._field)
        column = table.schema.field(at)
        if pyarrow.types.is_dictionary(column.type):  # translations seldom repeat
            column = column.with_type(column.type.value_type)
        values = list(translations)
        for row in self._kept:
            values[row] = self._rows.column(at)[row].as_py()
        # A failed row is null, also in a column that had none.
        column = column.with_nullable(True)
        table = table.set_column(at, column, pyarrow.array(values, type=column.type))
        file = BytesIO()
        parquet.write_table(table, file, compression=self._codec)
        return file.getvalue()
