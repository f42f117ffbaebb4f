"""Starting the server, and ending it so that nobody who was let in goes without an answer."""

from __future__ import annotations

import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import uvicorn

from l10n.errors import L10nError
from l10n.listening import in_url, listen
from l10n.serving import logs
from l10n.serving.door import Door

PORT = 5000
"""LibreTranslate's own, which its clients try first."""

_SWITCH = 0.0005  # seconds
_GRACE = 5  # seconds more than a request may take


def serve(
    app: Door,
    *,
    host: str = "127.0.0.1",
    port: int = PORT,
    fd: int | None = None,
    seconds: float = 60.0,
    announce: Callable[[str], None] = print,
) -> None:
    """Serve until SIGTERM or Ctrl-C; then answer what was accepted, and return.

    Args:
        app: the application.
        host: the address to listen on.
        port: the port; 0 for any free one.
        fd: a socket that somebody else listens on (systemd: 3), instead of an address.
        seconds: how long a request may take.
        announce: called once with the server's address.

    Raises:
        L10nError: the address cannot be listened on, or there is no such socket.
    """
    if fd is None:
        listener = listen(host, [port], "choose another --port, or --port 0 for a free one")
        announce(f"http://{in_url(host)}:{listener.getsockname()[1]}")
    else:
        listener = _inherited(fd)
        announce(f"socket {fd}")
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="on",
        ws="none",
        timeout_graceful_shutdown=round(seconds + _GRACE),
    )
    # Work on a long text lets go of the interpreter ten times as often as usual, for short ones.
    sys.setswitchinterval(_SWITCH)
    # uvicorn raises the signal again when it is done: to us that is an end like any other.
    before = signal.signal(signal.SIGTERM, _ignore)
    logs.event("started")
    try:
        with suppress(KeyboardInterrupt, SystemExit):
            uvicorn.Server(config).run(sockets=[listener])
    finally:
        signal.signal(signal.SIGTERM, before)
        logs.event("stopped")


def _inherited(fd: int) -> socket.socket:
    try:
        listener = socket.socket(fileno=fd)
        if listener.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            return listener
    except OSError:
        pass
    raise L10nError(
        f"--fd {fd}: is no socket that listens",
        "systemd hands one over as 3; see its unit's Socket",
    )


def _ignore(number: int, frame: Any) -> None:
    pass
