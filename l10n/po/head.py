"""How a PO file begins: which document it is of is told by its first reference.

Looked up in the first lines: a catalog is not taken apart for it, nor need it be whole.
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from l10n.po.comments import CLOSE, OPEN

_HEAD = 1 << 16  # bytes in which the first reference is looked for
_LINE = re.compile(rb"^#: .*", re.M)
_REFERENCE = re.compile(
    r"^#: (?:\u2068(?P<marked>[^\u2069]+)\u2069|(?P<bare>\S+?))(?::\d+)?(?:\s|$)", re.M
)
_REFERENCES = (("#: ", ":"), (f"#: {OPEN}", CLOSE))


class Head(NamedTuple):
    """The beginning of a PO file.

    Attributes:
        line: its first line with references, "" without.
        reference: the file that is named first, "" where none is.
    """

    line: str = ""
    reference: str = ""

    def is_of(self, document: str) -> bool:
        """Whether the first message is from a document, as references name it."""
        return self.line.startswith(tuple(f"{start}{document}{end}" for start, end in _REFERENCES))


def head(data: bytes) -> Head:
    """The head of a file's content, or of its beginning."""
    data = data[:_HEAD]
    line = _LINE.search(data)
    if line is None:
        return Head()
    found = _REFERENCE.search(data[line.start() :].decode("utf-8", "replace"))
    reference = (found["marked"] or found["bare"]) if found else ""
    return Head(line.group().decode("utf-8", "replace"), reference)


def read_head(path: Path) -> Head:
    """The head of a file; without anything where it cannot be read."""
    with suppress(OSError), path.open("rb") as file:
        return head(file.read(_HEAD))
    return Head()
