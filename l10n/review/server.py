"""Starting and ending the server."""

from __future__ import annotations

import ipaddress
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress

from l10n.errors import L10nError
from l10n.review.workspace import Workspace

PORT = 8010
_QUEUE = 128
_SWITCH = 0.0005  # seconds that a thread waits for one that is busy: an answer changes hands often


def serve(
    workspace: Workspace,
    *,
    host: str = "127.0.0.1",
    port: int | None = None,
    browser: bool = True,
    announce: Callable[[str], None] = print,
) -> None:
    """Serve the page until Ctrl-C.

    Args:
        workspace: what is reviewed.
        host: the address to listen on.
        port: the port; 0 for any free one; None for :data:`PORT`, or a free one if that is taken.
        browser: whether to open it in the browser.
        announce: called once with the address that lets a browser in.

    Raises:
        SourceError: the project has no documents.
        L10nError: the address cannot be listened on.
    """
    sys.setswitchinterval(_SWITCH)
    names = list(workspace.documents())
    first = workspace.desk(names[0], workspace.locales[0])
    first.start_reading()
    # Only now: to load these takes as long as to read many sentences.
    import uvicorn

    from l10n.review.app import make_app
    from l10n.review.guard import Guard
    from l10n.review.traffic import Traffic

    listener = _listen(host, port)
    number = listener.getsockname()[1]
    traffic = Traffic()
    guard = Guard(traffic.watch(make_app(workspace)), _hosts(host, number), number)
    url = f"http://{_in_url(host)}:{number}/?token={guard.token}"

    def warm_up() -> None:
        with suppress(L10nError):  # whoever opens the document is told
            first.warm_up(traffic.give_way)

    threading.Thread(target=warm_up, daemon=True).start()
    announce(url)
    if browser:
        webbrowser.open(url)
    config = uvicorn.Config(
        guard, log_level="warning", access_log=False, server_header=False, lifespan="off", ws="none"
    )
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int | None) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    wanted = [PORT, 0] if port is None else [port]
    for number in wanted:
        # Named as TCP, or asyncio leaves Nagle's algorithm on: 40 ms more for each answer.
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, number))
            listener.listen(_QUEUE)
        except OSError as error:
            listener.close()
            reason = error
        else:
            return listener
    raise L10nError(
        f"cannot listen on {host}:{wanted[-1]} ({reason.strerror or reason})",
        "choose another --port, or --port 0 for a free one",
    )


def _hosts(host: str, port: int) -> list[str]:
    """What a browser may call the server: names that no stranger's DNS can point at it."""
    names = {_in_url(host)}
    if is_loopback(host):
        names |= {"localhost", "127.0.0.1"}
    return [f"{name}:{port}" for name in names]


def is_loopback(host: str) -> bool:
    """Whether an address is reached from this machine only."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
