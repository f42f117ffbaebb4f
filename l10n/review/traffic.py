"""Work in the background that steps aside while a request is answered.

Python runs one thread at a time: what is done for later would slow down what somebody waits for.
"""

from __future__ import annotations

import threading

from starlette.types import ASGIApp, Receive, Scope, Send


class Traffic:
    """Knows whether requests are being answered."""

    def __init__(self) -> None:
        self._requests = 0
        self._quiet = threading.Event()
        self._quiet.set()

    def watch(self, app: ASGIApp) -> ASGIApp:
        """The same application, its requests counted; all of them are on one thread."""

        async def watched(scope: Scope, receive: Receive, send: Send) -> None:
            if scope.get("path") == "/api/events":  # stays open as long as the page does
                await app(scope, receive, send)
                return
            self._requests += 1
            self._quiet.clear()
            try:
                await app(scope, receive, send)
            finally:
                self._requests -= 1
                if not self._requests:
                    self._quiet.set()

        return watched

    def give_way(self) -> None:
        """Wait until no request is being answered."""
        self._quiet.wait()
