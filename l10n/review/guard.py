"""Who may talk to the page, and what browsers may do with it.

The rules and what each is against are in ``docs/explanation/review-security.md``.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Collection, Sequence
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from l10n.review.people import NOBODY, Person, present

MAX_BODY = 1024 * 1024
"""Bytes that a request may bring: the keys of all sentences of a large document."""

_TOO_LARGE = f"a request may have {MAX_BODY // 1024} KiB"
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
# Not a redirect: after one, a browser that came from another site would hold the cookie back.
_WELCOME = (
    '<!doctype html><meta charset="utf-8"><link rel="icon" href="/assets/icon.svg">'
    '<meta http-equiv="refresh" content="0;url=/">'
)
_STRANGER = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>l10n review</title>'
    "<h1>Not signed in</h1><p>Open the address that <code>l10n review</code> has printed: "
    "it holds the token that lets you in.</p></html>"
)


class Guard:
    """The one door of the application.

    Args:
        app: what is behind it.
        hosts: the values of ``Host`` that are the server's own: name and port.
        port: tells the cookies of several servers on one machine apart.
        secret: what sessions are made of: with the same one, a page that is open goes on after the
            server has been started anew; a new one by default.
        people: who may come in, each by an address of their own; nobody in particular by default.

    Attributes:
        token: what the printed address holds, of the first of them.
        tokens: the same of all, by name.
        csrf: what the first one's writes must bring.
    """

    def __init__(
        self,
        app: ASGIApp,
        hosts: Collection[str],
        port: int,
        secret: bytes = b"",
        people: Sequence[Person] = (NOBODY,),
    ) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._cookie = f"l10n_session_{port}"
        secret = secret or secrets.token_bytes(32)
        sessions = {one: _made(secret, "session", one.name) for one in people}
        self._people = {session: one for one, session in sessions.items()}
        self._csrf = {one: _made(session.encode(), "csrf") for one, session in sessions.items()}
        # The addresses of a team stay the same. That of a person alone does not: who finds it in
        # the browser's history later has nothing.
        alone = len(people) == 1
        self._entries = {
            secrets.token_urlsafe(32) if alone else _made(secret, "entry", one.name): made
            for one, made in sessions.items()
        }
        self.tokens = {
            self._people[session].name: token for token, session in self._entries.items()
        }
        self.token = next(iter(self.tokens.values()))
        self.csrf = next(iter(self._csrf.values()))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer it here."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # the page uses no WebSocket: the server closes it
        person = self._person(scope)
        refusal = self._refusal(scope, person)

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        if refusal:
            await refusal(scope, receive, send_safely)
            return
        assert person is not None
        scope["csrf"] = self._csrf[person]
        present.set(person)
        await self._app(scope, _limited(receive), send_safely)

    def _person(self, scope: Scope) -> Person | None:
        """Whose session the request is of."""
        cookies = cookie_parser(Headers(scope=scope).get("cookie", ""))
        given = cookies.get(self._cookie, "")
        # All are compared, so that the time tells nothing.
        found = [one for session, one in self._people.items() if _same(given, session)]
        return found[0] if found else None

    def _refusal(self, scope: Scope, person: Person | None) -> Response | None:
        """The answer to a request that does not go through; None for one that does."""
        headers = Headers(scope=scope)
        if headers.get("host", "").lower() not in self._hosts:
            return _error(421, "this server does not answer to that name")
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin") and (
            scope["method"] != "GET" or scope["path"] != "/"
        ):
            return _error(403, "requests from other sites are refused")
        token = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if scope["path"] == "/" and scope["method"] == "GET" and token:
            return self._welcome(token)
        if person is None:
            return HTMLResponse(_STRANGER, 403)
        if scope["method"] in ("GET", "HEAD"):
            return None
        return self._write_refusal(headers, self._csrf[person])

    def _write_refusal(self, headers: Headers, csrf: str) -> Response | None:
        origin = headers.get("origin")
        if origin is not None and origin.removeprefix("http://").lower() not in self._hosts:
            return _error(403, "requests from other sites are refused")
        if not _same(headers.get("x-csrf-token", ""), csrf):
            return _error(403, "the request lacks its token: reload the page")
        if headers.get("content-type", "").split(";")[0].strip() != "application/json":
            return _error(415, "only JSON is taken")
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > MAX_BODY:
            return _too_large()
        return None

    def _welcome(self, token: str) -> Response:
        found = [session for entry, session in self._entries.items() if _same(token, entry)]
        if not found:
            return HTMLResponse(_STRANGER, 403)
        response = HTMLResponse(_WELCOME)
        response.set_cookie(self._cookie, found[0], httponly=True, samesite="strict")
        return response


def _made(secret: bytes, *what: str) -> str:
    """A token that only who has the secret can make."""
    return hmac.new(secret, "\0".join(what).encode(), hashlib.sha256).hexdigest()


def _limited(receive: Receive) -> Receive:
    """The same body, cut off by an error where it becomes too long: no length was announced."""
    size = 0

    async def limited() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > MAX_BODY:
            raise HTTPException(413, _TOO_LARGE)
        return message

    return limited


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), wanted.encode())


def _error(status: int, message: str) -> Response:
    return JSONResponse({"error": message, "hint": ""}, status, headers={"Connection": "close"})


def _too_large() -> Response:
    return _error(413, _TOO_LARGE)
