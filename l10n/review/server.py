"""Starting and ending the server."""

from __future__ import annotations

import sys
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress

from l10n.errors import L10nError
from l10n.listening import in_url, is_loopback, listen
from l10n.review.workspace import Workspace

PORT = 8010
_OTHER_PORT = "choose another --port, or --port 0 for a free one"
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

    listener = listen(host, [PORT, 0] if port is None else [port], _OTHER_PORT)
    number = listener.getsockname()[1]
    traffic = Traffic()
    guard = Guard(traffic.watch(make_app(workspace)), _hosts(host, number), number)
    url = f"http://{in_url(host)}:{number}/?token={guard.token}"

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


def _hosts(host: str, port: int) -> list[str]:
    """What a browser may call the server: names that no stranger's DNS can point at it."""
    names = {in_url(host)}
    if is_loopback(host):
        names |= {"localhost", "127.0.0.1"}
    return [f"{name}:{port}" for name in names]
