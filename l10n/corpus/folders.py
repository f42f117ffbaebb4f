"""Where output goes: a folder per locale and input, a file per partition.

The name of a part says which partition it is and what it was made of: ``part-000012-`` and a
digest of the input's lines, the model and the settings. A part is written in one step, so a part
that is there is finished. What failed in it stands beside it, in a file whose name begins with an
underscore, as tools for such folders (Spark, Dask, pyarrow) pass over those.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from l10n.corpus.compression import COMPRESSIONS
from l10n.corpus.partition import Partition
from l10n.corpus.work import Setup
from l10n.errors import SourceError
from l10n.files import atomic_write

MANIFEST = "_manifest.json"
# Parts are read in the order of their names.
_MOST_PARTS = 10**6


@dataclass(frozen=True, slots=True)
class Part:
    """A finished partition.

    Attributes:
        name: of its file.
        first: number of its first line, from 1.
        lines: how many it has.
        failed: how many of them have no translation.
    """

    name: str
    first: int
    lines: int
    failed: int


class Folder:
    """The parts of one input in one locale.

    Args:
        path: the folder.
        source: the input.
        locale: the target locale.
        setup: with what it is translated.
        field: the field or column that is translated.
    """

    def __init__(self, path: Path, source: Path, locale: str, setup: Setup, field: str) -> None:
        self.path, self.source, self.locale = path, source, locale
        compressed = source.suffix.lower() in COMPRESSIONS
        self._suffix = "".join(source.suffixes[-2 if compressed else -1 :])
        # Threads change how fast it goes, not what comes out.
        settings = asdict(replace(setup, decoding=replace(setup.decoding, threads=0), terms=()))
        glossary = hashlib.sha256(repr(setup.terms).encode()).hexdigest() if setup.terms else ""
        del settings["terms"]
        self._settings: dict[str, Any] = settings | {
            "locale": locale,
            "field": field,
            "glossary": glossary,
        }
        self._prefix = json.dumps(self._settings, sort_keys=True)
        self.parts: dict[int, Part] = {}
        self.reused = 0

    def name(self, partition: Partition) -> str:
        """The name of a partition's file.

        Raises:
            SourceError: there are too many partitions.
        """
        if partition.index >= _MOST_PARTS:
            raise SourceError(
                f"{self.source}: has more than {_MOST_PARTS:,} partitions", "raise --lines"
            )
        digest = hashlib.sha256(f"{self._prefix}\n{partition.digest}".encode()).hexdigest()[:16]
        return f"part-{partition.index:06}-{digest}{self._suffix}"

    def reuse(self, partition: Partition, *, retry: bool = False) -> bool:
        """Whether a partition is finished; it counts as a part of this run then.

        Args:
            partition: as it is in the input now.
            retry: whether to say no where lines have failed.
        """
        name = self.name(partition)
        if not (self.path / name).is_file():
            return False
        failed = len(self.failures(name))
        if retry and failed:
            return False
        self.parts[partition.index] = Part(name, partition.first, len(partition.texts), failed)
        self.reused += 1
        return True

    def save(self, partition: Partition, data: bytes, failures: dict[int, str]) -> None:
        """Write a part, and before it what has failed in it, by the line's number in the input.

        Raises:
            WriteError: the part cannot be written; nothing of it is there then.
        """
        name = self.name(partition)
        # From here on the folder is not what its manifest says.
        with suppress(NotADirectoryError):  # a file is there: writing says so
            (self.path / MANIFEST).unlink(missing_ok=True)
        beside = self._beside(name)
        if failures:
            atomic_write(beside, json.dumps(failures, ensure_ascii=False).encode())
        atomic_write(self.path / name, data)
        if not failures:
            beside.unlink(missing_ok=True)
        self.parts[partition.index] = Part(
            name, partition.first, len(partition.texts), len(failures)
        )

    def failures(self, name: str) -> dict[int, str]:
        """What has failed in a part, by the line's number in the input."""
        try:
            found = json.loads(self._beside(name).read_text("utf-8"))
        except FileNotFoundError:
            return {}
        return {int(line): reason for line, reason in found.items()}

    def files(self) -> list[Path]:
        """The parts of this run, in their order."""
        return [self.path / self.parts[index].name for index in sorted(self.parts)]

    def finish(self, lines: int) -> bool:
        """Remove parts of an earlier state of the input, and write the manifest: all is there.

        Returns:
            Whether the folder is another than before.

        Raises:
            WriteError: the manifest cannot be written.
        """
        parts = [self.parts[index] for index in sorted(self.parts)]
        for file in self._stale({part.name for part in parts}):
            with suppress(OSError):
                file.unlink()
        manifest = {
            "input": str(self.source),
            "lines": lines,
            "failed": sum(part.failed for part in parts),
            **self._settings,
            "parts": [asdict(part) for part in parts],
        }
        data = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
        with suppress(OSError):
            if (self.path / MANIFEST).read_bytes() == data:
                return False
        atomic_write(self.path / MANIFEST, data)
        return True

    def _stale(self, names: set[str]) -> Iterator[Path]:
        kept = names | {self._beside(name).name for name in names}
        for pattern in ("part-*", "_part-*"):
            yield from [path for path in self.path.glob(pattern) if path.name not in kept]

    def _beside(self, name: str) -> Path:
        return self.path / f"_{name}.failed.json"
