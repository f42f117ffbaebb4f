"""What a request can be refused for, in LibreTranslate's words where it has some."""

from __future__ import annotations

from starlette.exceptions import HTTPException

FAILED = "The server has failed; its log says where"
"""What a client is told of an error that nobody has thought of."""


def invalid(message: str) -> HTTPException:
    """400: the request asks for what cannot be done."""
    return HTTPException(400, message)


def too_large(most: int) -> HTTPException:
    """413: the body is longer than any request that we would answer."""
    return HTTPException(413, f"Invalid request: a request may have {most} bytes")


def slow_down(message: str, seconds: float) -> HTTPException:
    """429: this client has asked for too much in too short a time."""
    return HTTPException(429, f"Slowdown: {message}", {"Retry-After": _seconds(seconds)})


def busy(message: str, seconds: float) -> HTTPException:
    """503: the server has more to do than it can hold."""
    return HTTPException(503, message, {"Retry-After": _seconds(seconds)})


def _seconds(seconds: float) -> str:
    return str(max(1, min(round(seconds + 0.5), 3600)))
