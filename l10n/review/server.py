"""Starting and ending the server."""

from __future__ import annotations

import os
import secrets
import sys
import threading
import webbrowser
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from l10n.errors import L10nError
from l10n.listening import in_url, is_loopback, listen
from l10n.review.people import NOBODY, Person
from l10n.review.workspace import Workspace

PORT = 8010
SECRET = Path(".l10n") / "review.key"
_SECRET_BYTES = 32
_OTHER_PORT = "choose another --port, or --port 0 for a free one"
_SWITCH = 0.0005  # seconds that a thread waits for one that is busy: an answer changes hands often


def serve(
    workspace: Workspace,
    *,
    host: str = "127.0.0.1",
    port: int | None = None,
    browser: bool = True,
    people: Sequence[Person] = (NOBODY,),
    announce: Callable[[str, str], None] = lambda name, url: print(name, url),
) -> None:
    """Serve the page until Ctrl-C.

    Args:
        workspace: what is reviewed.
        host: the address to listen on.
        port: the port; 0 for any free one; None for :data:`PORT`, or a free one if that is taken.
        browser: whether to open it in the browser.
        people: who may come in.
        announce: called for each of them, with the name and the address that lets a browser in.

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
    app = traffic.watch(make_app(workspace))
    secret = _secret(workspace.project.root)
    guard = Guard(app, _hosts(host, number), number, secret, people)
    url = f"http://{in_url(host)}:{number}/?token="

    def warm_up() -> None:
        with suppress(L10nError):  # whoever opens the document is told
            first.warm_up(traffic.give_way)

    threading.Thread(target=warm_up, daemon=True).start()
    for name, token in guard.tokens.items():
        announce(name, url + token)
    if browser:
        webbrowser.open(url + guard.token)
    config = uvicorn.Config(
        guard,
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=1,  # open pages wait for events as long as they are open
    )
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])


def _secret(root: Path) -> bytes:
    """What sessions are made of, kept so that open pages outlive the server; only ours to read."""
    path = root / SECRET
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(made, "wb") as file:
                file.write(secrets.token_bytes(_SECRET_BYTES))
        kept = path.read_bytes()
        if len(kept) == _SECRET_BYTES:
            return kept
    return secrets.token_bytes(_SECRET_BYTES)


def _hosts(host: str, port: int) -> list[str]:
    """What a browser may call the server: names that no stranger's DNS can point at it."""
    names = {in_url(host)}
    if is_loopback(host):
        names |= {"localhost", "127.0.0.1"}
    return [f"{name}:{port}" for name in names]
