"""What one request may ask for, and what all of them together."""

from __future__ import annotations

from dataclasses import dataclass

DOCUMENTS = "/translate_file"
"""The address that takes documents."""


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
        document: bytes of a document that is sent to be translated; 0 takes none.
        document_seconds: from its first byte to its answer.
        suggestion: characters of a suggested translation.
        targets: languages that the page translates into at once.
    """

    characters: int = 100_000
    items: int = 1_000
    alternatives: int = 3
    seconds: float = 60.0
    requests: int = 512
    queue: int = 4_000
    document: int = 10 * 1024 * 1024
    document_seconds: float = 600.0
    suggestion: int = 10_000
    targets: int = 8

    @property
    def body(self) -> int:
        """Bytes that a request may bring: escapes take up to twelve for a character."""
        return 64 * 1024 + 12 * self.characters

    def body_of(self, path: str) -> int:
        """Bytes that a request to an address may bring."""
        return self.body + self.document if path == DOCUMENTS else self.body

    def seconds_of(self, path: str) -> float:
        """Seconds that a request to an address may take."""
        return max(self.seconds, self.document_seconds) if path == DOCUMENTS else self.seconds
