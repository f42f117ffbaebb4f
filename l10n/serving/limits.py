"""What one request may ask for, and what all of them together."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of the server.

    Attributes:
        characters: in the texts of one request, together.
        items: texts in one request.
        alternatives: other translations that a request may ask for.
        seconds: from a request's first byte to its answer.
        requests: at work or waiting at the same time.
        queue: sentences waiting for the engine; at that many no request is taken any more.
    """

    characters: int = 100_000
    items: int = 1_000
    alternatives: int = 3
    seconds: float = 60.0
    requests: int = 512
    queue: int = 4_000

    @property
    def body(self) -> int:
        """Bytes that a request may bring: escapes take up to twelve for a character."""
        return 64 * 1024 + 12 * self.characters
