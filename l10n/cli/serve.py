"""`l10n serve` and `l10n serve-keys`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from l10n.cli.options import Json, To, open_project
from l10n.cli.output import print_json, print_table
from l10n.errors import L10nError
from l10n.installation import install_command

if TYPE_CHECKING:
    from l10n.serving.keys import Keys

File = Annotated[
    Path | None, typer.Option("--file", help="File of the keys; .l10n/api-keys.json by default.")
]

keys = typer.Typer(help="API keys of `l10n serve`: make, list and revoke them.")


def serve(
    context: typer.Context,
    to: To = None,
    engine: Annotated[
        str | None, typer.Option(help="auto, argos, starter, or an installed model.")
    ] = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port; 0 for a free one.", metavar="PORT")
    ] = 5000,
    fd: Annotated[
        int | None,
        typer.Option("--fd", min=3, help="Socket that is listened on already (systemd: 3)."),
    ] = None,
    api_keys: Annotated[
        Path | None, typer.Option(help="Let in only keys of this file; see serve-keys.")
    ] = None,
    rate: Annotated[
        str, typer.Option(help="Requests of a key or an address, as in 600/minute.")
    ] = "",
    allow_origin: Annotated[
        list[str] | None,
        typer.Option(metavar="ORIGIN", help="Web page that may use the server; * for all."),
    ] = None,
    memory: Annotated[
        int, typer.Option(min=75, max=102, help="Percent at which the memory's text is taken.")
    ] = 100,
    max_characters: Annotated[
        int, typer.Option(min=1, help="Characters in one request.")
    ] = 100_000,
    max_texts: Annotated[int, typer.Option(min=1, help="Texts in one request.")] = 1_000,
    max_alternatives: Annotated[
        int, typer.Option(min=0, max=20, help="Alternatives a request may ask for.")
    ] = 3,
    max_requests: Annotated[
        int, typer.Option(min=1, help="Requests at work at the same time.")
    ] = 512,
    max_queue: Annotated[
        int, typer.Option(min=1, help="Sentences that may wait before long requests are refused.")
    ] = 4_000,
    max_document: Annotated[
        float, typer.Option(min=0, help="MB of a document to translate; 0 takes none.")
    ] = 10.0,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds a request may take.")] = 60.0,
    batch_window: Annotated[
        float, typer.Option(min=0, max=1000, help="Milliseconds to wait for more sentences.")
    ] = 5.0,
    log_level: Annotated[
        str, typer.Option(help="info: a line for each request; warning: only failures.")
    ] = "info",
) -> None:
    """Serve translation over HTTP, offline.

    The API is LibreTranslate's.

    Needs the extra "serve"; where it is missing, says how to install it.
    """
    project = open_project(context)
    if log_level not in ("info", "warning"):
        raise L10nError(f"unknown log level {log_level!r}", "info or warning")
    try:
        from l10n.listening import is_loopback
        from l10n.serving import logs, server
        from l10n.serving.access import Access
        from l10n.serving.app import make_app
        from l10n.serving.keys import Keys
        from l10n.serving.limits import Limits
        from l10n.serving.metrics import Metrics
        from l10n.serving.translator import Translator
    except ModuleNotFoundError as error:
        raise _needs(error) from None
    if api_keys and not api_keys.exists():
        raise L10nError(
            f"{api_keys}: no such file", f"make a key: l10n serve-keys add NAME --file {api_keys}"
        )
    from l10n.languages.codes import parse_locales

    limits = Limits(
        max_characters,
        max_texts,
        max_alternatives,
        timeout,
        max_requests,
        max_queue,
        document=int(max_document * 1024 * 1024),
    )
    metrics = Metrics()
    access = Access(Keys(api_keys) if api_keys else None, rate)
    translator = Translator(
        project,
        engine=engine or "",
        targets=parse_locales(to) if to else (),
        limits=limits,
        window=batch_window / 1000,
        memory=memory,
        observer=metrics,
    )
    app = make_app(
        translator, limits=limits, access=access, metrics=metrics, origins=allow_origin or ()
    )
    logs.set_up(log_level)

    def announce(address: str) -> None:
        if fd is None and not is_loopback(host):
            warning = f"warning: {host} can be reached by others, without encryption"
            if not api_keys:
                warning += " and without keys"
            print(warning, file=sys.stderr)
        pairs = ", ".join(map(str, translator.languages.models))
        print(f"serving {address} ({pairs})\nCtrl-C ends it", flush=True)

    server.serve(app, host=host, port=port, fd=fd, seconds=timeout, announce=announce)


@keys.command()
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Whose key it is; it stands in the log.")],
    rate: Annotated[str, typer.Option(help="Requests of this key, as in 600/minute.")] = "",
    file: File = None,
) -> None:
    """Make a key and print it; only its digest is kept."""
    print(_keys(context, file).add(name, rate))


@keys.command("list")
def list_(context: typer.Context, file: File = None, as_json: Json = False) -> None:
    """List the keys' owners."""
    found = _keys(context, file).all()
    if as_json:
        print_json([{"name": k.name, "rate": k.rate, "created": k.created} for k in found])
    else:
        print_table(
            ("name", "rate", "created"), [(k.name, k.rate or None, k.created) for k in found]
        )


@keys.command()
def revoke(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Whose key.")],
    file: File = None,
) -> None:
    """Take a key away; a running server heeds it at once."""
    _keys(context, file).revoke(name)
    print(f"revoked the key of {name}")


def _keys(context: typer.Context, file: Path | None) -> Keys:
    from l10n.workdir import project_folder

    try:
        from l10n.serving.keys import FILE, Keys
    except ModuleNotFoundError as error:
        raise _needs(error) from None
    if file is None:
        root = open_project(context).root
        project_folder(root)
        file = root / FILE
    return Keys(file)


def _needs(error: ModuleNotFoundError) -> L10nError:
    return L10nError(f"the server needs the package {error.name}", install_command("serve"))
