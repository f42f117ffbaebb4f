"""A stretch of an input that is translated, and written, as one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

Build = Callable[[Sequence[str | None]], bytes]


@dataclass(frozen=True, slots=True)
class Partition:
    """So many lines (or rows) of an input.

    Attributes:
        index: its place in the input, from 0.
        first: number of its first line, from 1.
        digest: SHA-256 of everything that its output depends on in the input, in hexadecimal.
        texts: by line, what to translate; None where there is nothing, or a problem.
        problems: by line, counted from 0 inside the partition: why it cannot be translated.
        size: how many bytes of the input file it takes up, for estimates; compressed where the
            file is.
        build: the bytes of its output, from one translation per text; None in place of a text's
            translation where it has failed.
    """

    index: int
    first: int
    digest: str
    texts: tuple[str | None, ...]
    problems: Mapping[int, str]
    size: int
    build: Build


class Limits(NamedTuple):
    """How large a partition may be: whichever comes first ends it.

    Attributes:
        lines: lines or rows.
        size: bytes of lines; the last line may go beyond it.
        line: bytes of a line; a longer one is not translated.
    """

    lines: int = 1000
    size: int = 1 << 20
    line: int = 1 << 20
