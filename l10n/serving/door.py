"""The one door of the server: limits on the way in; answers, log and metrics on the way out."""

from __future__ import annotations

import secrets
import time
from collections.abc import Collection
from typing import Any

import anyio
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from l10n.listening import is_number
from l10n.serving import logs
from l10n.serving.failures import FAILED, busy, too_large
from l10n.serving.limits import Limits
from l10n.serving.metrics import Metrics


class Door:
    """Lets requests in one by one, and out with an answer, whatever happens.

    Args:
        app: what is behind it.
        endpoints: the addresses that metrics tell apart.
        limits: of a request and of all.
        metrics: counts them.
        origins: web pages that may use the server; ``*`` is all of them.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        endpoints: Collection[str],
        limits: Limits,
        metrics: Metrics,
        origins: Collection[str] = (),
    ) -> None:
        self._app = app
        self._endpoints = frozenset(endpoints)
        self._limits = limits
        self._metrics = metrics
        self._origins = frozenset(origins)
        self._inside = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":  # there are no WebSockets: the server closes them
            self._inside += 1
            self._metrics.at_work.set(self._inside)
            try:
                await _Visit(self, scope, receive, send).run()
            finally:
                self._inside -= 1
                self._metrics.at_work.set(self._inside)

    def refusal(self, scope: Scope) -> HTTPException | None:
        """Why a request does not come in at all; None where it does."""
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if origin is not None and not self._may_call(origin, headers.get("host", "")):
            # A page from anywhere could otherwise use the server through its reader's browser.
            return HTTPException(403, "Web pages from there may not use this server")
        length = headers.get("content-length", "0")
        most = self._limits.body_of(scope["path"])
        if not length.isdigit() or int(length) > most:
            return too_large(most)
        if self._inside > self._limits.requests:
            return busy("The server is busy: too many requests", 1)
        return None

    def _may_call(self, origin: str, host: str) -> bool:
        scheme, _, name = origin.partition("://")
        if self._origins & {"*", origin} or scheme.endswith("-extension"):
            return True
        # Our own page. A name could be made to point here (DNS rebinding); a number could not.
        return name == host and is_number(host)


class _Visit:
    """One request, from the door and back."""

    def __init__(self, door: Door, scope: Scope, receive: Receive, send: Send) -> None:
        self._door = door
        self._scope = scope
        self._receive = receive
        self._send = send
        self._read = 0
        headers = Headers(scope=scope)
        self._complete = headers.get("content-length", "0") == "0" and not headers.get(
            "transfer-encoding"
        )
        self._status = 0
        self._seconds = door._limits.seconds_of(scope["path"])
        self._id = secrets.token_hex(8)
        # What handlers know of the request goes here; see `l10n.serving.handlers`.
        self._fields: dict[str, Any] = scope.setdefault("log", {})

    async def run(self) -> None:
        start = time.monotonic()
        try:
            with anyio.fail_after(self._seconds):
                await self._serve()
        except TimeoutError:
            await self._fail(self._late())
        except HTTPException as error:
            await self._fail(error)
        except Exception as error:
            logs.failure("failed", error, id=self._id)
            await self._fail(HTTPException(500, FAILED))
        finally:
            self._report(time.monotonic() - start)

    async def _serve(self) -> None:
        if refusal := self._door.refusal(self._scope):
            raise refusal
        await self._door._app(self._scope, self._limited, self._answer)

    def _late(self) -> HTTPException:
        seconds = self._seconds
        if not self._complete:
            return HTTPException(408, f"The request did not arrive within {seconds:g} seconds")
        return busy(f"The translation took more than {seconds:g} seconds", seconds)

    async def _limited(self) -> Message:
        """The body, cut off by an error where it becomes too long: no length was announced."""
        message = await self._receive()
        if message["type"] == "http.request":
            self._read += len(message.get("body", b""))
            self._complete = not message.get("more_body", False)
            most = self._door._limits.body_of(self._scope["path"])
            if self._read > most:
                raise too_large(most)
        return message

    async def _answer(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            headers = MutableHeaders(scope=message)
            headers["X-Request-ID"] = self._id
            headers["X-Content-Type-Options"] = "nosniff"
            headers.setdefault("Cache-Control", "no-store")
        await self._send(message)

    async def _fail(self, error: HTTPException) -> None:
        if self._status:
            return  # the answer had begun: cutting the connection says that it is not whole
        headers = dict(error.headers or {})
        if not self._complete:
            headers["Connection"] = "close"  # the rest of the body is not waited for
        response = JSONResponse({"error": error.detail}, error.status_code, headers)
        await response(self._scope, self._receive, self._answer)

    def _report(self, seconds: float) -> None:
        path = self._scope["path"]
        endpoint = path if path in self._door._endpoints else "other"
        metrics = self._door._metrics
        metrics.requests.labels(endpoint, str(self._status)).inc()
        metrics.seconds.labels(endpoint).observe(seconds)
        client = self._scope.get("client")
        logs.event(
            "request",
            id=self._id,
            client=client[0] if client else "",
            method=self._scope["method"],
            endpoint=endpoint,
            status=self._status,
            ms=round(1000 * seconds, 1),
            **self._fields,
        )
