"""`l10n mv`, `l10n prune` and `l10n undo`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from l10n.cli.options import open_project
from l10n.cli.output import counted


def mv(
    context: typer.Context,
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A document, there or moved already.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The path it is to have.")],
) -> None:
    """Move a document with its catalogs.

    Its template and its localized files follow. A document that has been moved already is left
    where it is, and the rest follows it.
    """
    from l10n.project.moving import move

    project = open_project(context)
    for path, target in move(project, old, new):
        print(f"{project.reference(path)} → {project.reference(target)}")


def prune(
    context: typer.Context,
    yes: Annotated[bool, typer.Option("--yes", help="Remove them.")] = False,
) -> None:
    """List what is left of documents that are gone.

    Catalogs, templates and localized files; with --yes they are removed, and `l10n undo` brings
    them back.
    """
    from l10n.project.moving import left_over
    from l10n.project.moving import prune as clear_away

    project = open_project(context)
    found = left_over(project)
    for one in found:
        approved = (
            f", {counted(one.approved, 'approved translation')} in it" if one.approved else ""
        )
        print(f"{project.reference(one.path)}: {one.reason}{approved}")
    files = counted(len(found), "file")
    if not found:
        print("nothing is left over")
    elif yes:
        clear_away(project, found)
        print(f"{files} removed; `l10n undo` brings {'it' if len(found) == 1 else 'them'} back")
    else:
        print(f"{files} left over; nothing was removed: --yes removes what is listed")


def undo(context: typer.Context) -> None:
    """Take back the last bulk change.

    That is what `l10n approve`, `reset`, `import` or `prune` did last, or a change in bulk in the
    review page. What somebody has changed
    since is left as it is, and named.
    """
    import sys

    from l10n.project.journal import undo as take_back

    project = open_project(context)
    done = take_back(project)
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(done.time))
    what = [counted(done.files, "file")] if done.files else []
    what += [counted(done.entries, "sentence")] if done.entries or not what else []
    print(f"took back `{done.command}` of {when}: {' and '.join(what)}")
    for reference, key in done.left:
        where = f"{reference}: {key}" if key else reference
        print(f"{where}: left: it has been changed since", file=sys.stderr)
