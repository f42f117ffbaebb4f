"""`l10n models …`: what can be had, what is installed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from l10n.cli.options import Json
from l10n.cli.output import print_json, print_table
from l10n.errors import ModelError

if TYPE_CHECKING:
    from l10n.modelstore.catalogue import Offer
    from l10n.modelstore.download import Progress
    from l10n.modelstore.manifest import Model

app = typer.Typer(
    help="Find, install and check translation models.", no_args_is_help=True, rich_markup_mode=None
)

Id = Annotated[str, typer.Argument(metavar="ID", help="As `l10n models list` shows it.")]
Licence = Annotated[str, typer.Option(help="SPDX name of the licence, as in MIT, CC-BY-4.0.")]
Default = Annotated[bool, typer.Option("--default", help="Make it the default of its pairs.")]


@app.command("list")
def list_models(
    pair: Annotated[str | None, typer.Option(help="Only models of a pair, as in en-mn.")] = None,
    installed: Annotated[bool, typer.Option("--installed", help="Only installed ones.")] = False,
    as_json: Json = False,
) -> None:
    """Show models, installed and available, with licence and quality."""
    from l10n.cli.models_output import rows
    from l10n.modelstore.manifest import parse_pair

    found = rows(parse_pair(pair) if pair else None, installed_only=installed)
    if as_json:
        print_json(found)
        return
    columns = {
        "id": "id",
        "pair": "pair",
        "family": "family",
        "MB": "megabytes",
        "memory MB": "memory_megabytes",
        "licence": "licence",
        "use": "use",
        "chrF": "chrf",
        "BLEU": "bleu",
        "state": "state",
    }
    print_table(list(columns), [[row[key] for key in columns.values()] for row in found])
    print("chrF and BLEU: FLORES devtest, as published; `l10n models info ID` says by whom")


@app.command()
def info(id: Id, as_json: Json = False) -> None:
    """Show all that is known of one model."""
    from l10n.cli.models_output import details
    from l10n.modelstore import Store
    from l10n.modelstore.catalogue import catalogue, offer

    model = Store().find(id)
    found = details(model or offer(id), catalogue().get(id))
    if as_json:
        print_json(found)
        return
    for key, value in found.items():
        lines = value if isinstance(value, list) else [value]
        for position, line in enumerate(lines or ["–"]):
            print(f"{key if not position else '':<10}  {'–' if line in (None, '') else line}")


@app.command()
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
    from l10n.modelstore.install import install as fetch

    store, offer = Store(), find(id)
    if store.find(id) is None:
        _agree(offer, yes)
    else:
        print(f"{id} is installed already")
    with _progress() as progress:
        model = fetch(store, offer, trust_anew=trust_anew, progress=progress)
    _installed(model, default)


@app.command()
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
    from l10n.modelstore.add import add_archive, add_folder
    from l10n.modelstore.manifest import parse_pair

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


@app.command()
def verify(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="All by default.")
    ] = None,
) -> None:
    """Compare installed models with what was installed, and load them."""
    from l10n.decoding import Decoding
    from l10n.engines.installed import InstalledEngine
    from l10n.modelstore import Store

    store = Store()
    broken = 0
    models = [store.get(id) for id in ids] if ids else store.models()
    for model in models:
        problems = store.verify(model)
        if not problems:
            try:
                engine = InstalledEngine(model, Decoding(beam_size=1))
                for pair in model.pairs:
                    engine.translate(["Hello."], pair)
            except ModelError as error:
                problems = [error.message]
        broken += bool(problems)
        print(f"{model.id}: {'; '.join(problems) or f'{len(model.files)} files, as installed'}")
    if broken:
        raise ModelError(
            f"{broken} of {len(models)} models are not as they were installed",
            "remove them and install them again",
        )
    if not models:
        print("no model is installed")


@app.command()
def remove(ids: Annotated[list[str], typer.Argument(metavar="ID...")]) -> None:
    """Delete installed models."""
    from l10n.modelstore import Store

    for id in ids:
        Store().remove(id)
        print(f"removed {id}")


@app.command()
def export(
    id: Id, path: Annotated[Path | None, typer.Argument(help="ID.l10nmodel by default.")] = None
) -> None:
    """Write an installed model into one file, for `l10n models add` on another machine."""
    from l10n.modelstore import Store, archive

    store = Store()
    model = store.get(id)
    if problems := store.verify(model):
        raise ModelError(f"{id}: {problems[0]}", "remove the model and install it again")
    target = path or Path(f"{id}{archive.SUFFIX}")
    archive.export(model, target)
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB")


@app.command("path")
def show_path(
    id: Annotated[str | None, typer.Argument(metavar="[ID]", help="The store by default.")] = None,
) -> None:
    """Print the folder of the models, or of one."""
    from l10n.modelstore import Store

    store = Store()
    print(store.get(id).content if id else store.root)


@app.command("default")
def set_default(
    pair: Annotated[str | None, typer.Argument(metavar="[PAIR]", help="As in en-mn.")] = None,
    id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="The model; - takes the choice back.")
    ] = None,
) -> None:
    """Show which model translates each pair, or choose one."""
    from l10n.cli.models_output import defaults
    from l10n.modelstore import Store
    from l10n.modelstore.manifest import parse_pair

    store = Store()
    wanted = parse_pair(pair) if pair else None
    if wanted and id:
        if id != "-" and wanted not in store.get(id).pairs:
            from l10n.decoding import Decoding
            from l10n.engines.installed import InstalledEngine

            InstalledEngine(store.get(id), Decoding()).model_name(wanted)  # raises if it cannot
        store.set_default(wanted, None if id == "-" else id)
    print_table(("pair", "model", "why"), defaults(store, wanted))


@app.command()
def convert(
    checkpoint: Annotated[Path, typer.Argument(help="Folder of a Transformers checkpoint.")],
    target: Annotated[Path, typer.Argument(help="Folder to write; must not exist.")],
    quantization: Annotated[str, typer.Option(help="What to store weights as.")] = "int8",
) -> None:
    """Convert a Transformers checkpoint to CTranslate2, for `l10n models add`."""
    from l10n.modelstore.convert import convert as run

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
