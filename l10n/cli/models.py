"""`l10n models …`: what can be had, what is installed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from l10n.cli.models_install import Id, add, convert, install
from l10n.cli.options import Json
from l10n.cli.output import counted, print_json, print_table
from l10n.errors import ModelError

app = typer.Typer(
    help="Find, install and check translation models.", no_args_is_help=True, rich_markup_mode=None
)
for command in (install, add, convert):
    app.command()(command)


@app.command("list")
def list_models(
    pair: Annotated[str | None, typer.Option(help="Only models of a pair, as in en-mn.")] = None,
    installed: Annotated[bool, typer.Option("--installed", help="Only installed ones.")] = False,
    as_json: Json = False,
) -> None:
    """Show models, installed and available, with licence and quality."""
    from l10n.cli.models_output import rows
    from l10n.modelstore.names import parse_pair

    found = rows(parse_pair(pair) if pair else None, installed_only=installed)
    if as_json:
        print_json(found)
        return
    if not found:
        print("no model is installed" if installed else "no model is known")
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
def verify(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="All by default.")
    ] = None,
) -> None:
    """Compare installed models with what was installed, and load them."""
    from l10n.engines.decoding import Decoding
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
        as_installed = f"{counted(len(model.files), 'file')}, as installed"
        print(f"{model.id}: {'; '.join(problems) or as_installed}")
    if broken:
        raise ModelError(
            f"{broken} of {counted(len(models), 'model')} not as installed",
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
    """Write an installed model into one file.

    It is for `l10n models add` on another machine.
    """
    from l10n.modelstore import Store
    from l10n.supply import archive

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
    from l10n.modelstore.names import parse_pair

    store = Store()
    wanted = parse_pair(pair) if pair else None
    if wanted and id:
        if id != "-" and wanted not in store.get(id).pairs:
            from l10n.engines.decoding import Decoding
            from l10n.engines.installed import InstalledEngine

            InstalledEngine(store.get(id), Decoding()).model_name(wanted)  # raises if it cannot
        store.set_default(wanted, None if id == "-" else id)
    print_table(("pair", "model", "why"), defaults(store, wanted))
