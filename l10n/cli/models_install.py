"""`l10n models install`, `add` and `convert`: how models get into the store."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from l10n.errors import ModelError

if TYPE_CHECKING:
    from l10n.modelstore.catalogue import Offer
    from l10n.modelstore.manifest import Model
    from l10n.supply.download import Progress

Id = Annotated[str, typer.Argument(metavar="ID", help="As `l10n models list` shows it.")]
Licence = Annotated[str, typer.Option(help="SPDX name of the licence, as in MIT, CC-BY-4.0.")]
Default = Annotated[bool, typer.Option("--default", help="Make it the default of its pairs.")]


def install(
    id: Id,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    default: Default = False,
    trust_anew: Annotated[
        bool, typer.Option("--trust-anew", help="Take files other than the first time's.")
    ] = False,
) -> None:
    """Download a model of the catalogue. The only command that uses the network."""
    from l10n.modelstore import Store
    from l10n.modelstore.catalogue import offer as find
    from l10n.supply.install import install as fetch

    store, offer = Store(), find(id)
    if store.find(id) is None:
        _agree(offer, yes)
    else:
        print(f"{id} is installed already")
    with _progress() as progress:
        model = fetch(store, offer, trust_anew=trust_anew, progress=progress)
    _installed(model, default)


def add(
    path: Annotated[Path, typer.Argument(help="An .argosmodel, an exported model, or a folder.")],
    family: Annotated[
        str | None, typer.Option(help="Of a folder: argos, marian, m2m100, small100, nllb, …")
    ] = None,
    pair: Annotated[
        list[str] | None, typer.Option(help="What it translates, as in en-mn; may be repeated.")
    ] = None,
    tag: Annotated[
        list[str] | None,
        typer.Option(help="Its name of a language, as in 'mn=>>mon<<'; may be repeated."),
    ] = None,
    id: Annotated[str, typer.Option(help="What to call it.")] = "",
    licence: Licence = "",
    version: Annotated[str, typer.Option(help="Its version.")] = "",
    default: Default = False,
) -> None:
    """Install a model from files at hand, without the network."""
    from l10n.modelstore import Store
    from l10n.modelstore.names import parse_pair
    from l10n.supply.add import add_archive, add_folder

    if not path.is_dir():
        model = add_archive(Store(), path, id=id, licence=licence)
    elif family is None:
        raise ModelError(f"{path}: what kind of model is it?", "say: --family nllb, for one")
    else:
        model = add_folder(
            Store(),
            path,
            family_name=family,
            pairs=[parse_pair(text) for text in pair or ()],
            id=id,
            licence=licence,
            version=version,
            tags=dict(_tag(text) for text in tag or ()),
        )
    _installed(model, default)


def convert(
    checkpoint: Annotated[Path, typer.Argument(help="Folder of a Transformers checkpoint.")],
    target: Annotated[Path, typer.Argument(help="Folder to write; must not exist.")],
    quantization: Annotated[str, typer.Option(help="What to store weights as.")] = "int8",
) -> None:
    """Convert a Transformers checkpoint to CTranslate2.

    For `l10n models add`.
    """
    from l10n.supply.convert import convert as run

    run(checkpoint, target, quantization)
    print(f"{target}: converted; l10n models add {target} --family … --pair …")


def _tag(text: str) -> tuple[str, str]:
    code, found, tag = text.partition("=")
    if not found:
        raise ModelError(f"{text!r} is no tag of a language", "as in 'mn=>>mon<<'")
    return code, tag


def _agree(offer: Offer, yes: bool) -> None:
    """Show the terms, and ask where the catalogue wants it."""
    size = f"{offer.size / 1e6:.0f} MB" if offer.size else "size not known"
    print(f"{offer.title} ({size}) from {offer.source}")
    allowed = {True: "", False: ", not for commercial use", None: ", look up what it allows"}
    print(f"licence: {offer.licence}{allowed[offer.commercial]}")
    reasons = [offer.consent] if offer.consent else []
    if offer.commercial is False:
        reasons.append("Its licence forbids commercial use.")
    for reason in reasons:
        print(reason)
    if not reasons or yes:
        return
    if not sys.stdin.isatty():
        raise ModelError(f"{offer.id}: needs your consent", "add --yes to give it")
    typer.confirm("Fetch it?", abort=True)


def _installed(model: Model, default: bool) -> None:
    from l10n.modelstore import Store

    store = Store()
    megabytes = model.size / 1e6
    print(f"installed {model.id}: {megabytes:.1f} MB, {', '.join(map(str, model.pairs))}")
    for pair in model.pairs:
        if default:
            store.set_default(pair, model.id)
        chosen = store.choose(pair)
        if chosen is not None and chosen.id == model.id:
            print(f"{pair} is translated with it from now on")
        else:
            reason = {
                True: "",
                False: "its licence forbids commercial use; ",
                None: "its licence is not known; ",
            }[model.commercial]
            print(f"{reason}to use it: l10n models default {'-'.join(pair)} {model.id}")


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """A bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TransferSpeedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with Bars(
        *columns, TransferSpeedColumn(), console=Console(stderr=True), transient=True
    ) as bars:
        tasks: dict[str, int] = {}

        def update(name: str, done: int, total: int | None) -> None:
            if name not in tasks:
                tasks[name] = bars.add_task(name, total=total)
            bars.update(tasks[name], completed=done)  # type: ignore[arg-type]

        yield update
