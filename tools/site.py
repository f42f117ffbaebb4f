"""What the documentation site has beside the files of ``docs/``: a hook of MkDocs (``mkdocs.yml``).

- The home page is the README; the changelog and the other files of the root are pages too.
- Each command has a page that is made of its options, each check's page tells what the code says.
- A link to a file that is no page leads into the repository, if it is known where that is.
"""

from __future__ import annotations

import inspect
import os
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import typer
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from hatch_build import LINK, SETTING, absolute_links
from l10n.cli import COMMANDS, make_app
from tools.check_messages import said

ROOT = Path(__file__).parent.parent
# Files of the repository, and the pages that they become.
PAGES = {
    "README.md": "index.md",
    "CHANGELOG.md": "project/changelog.md",
    "CONTRIBUTING.md": "project/contributing.md",
    "SECURITY.md": "project/security.md",
    "CODE_OF_CONDUCT.md": "project/conduct.md",
    "l10n/starter/MODEL_CARD.md": "project/model-card.md",
}
_CHECK = re.compile(r"reference/checks/(?!index)([\w-]+)\.md")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Say what stands where: a new page of a folder needs no line anywhere."""
    commands = [f"reference/commands/{name}.md" for name in COMMANDS]
    checks = _pages("reference/checks")
    checks.sort(key=lambda page: not page.endswith("index.md"))
    config.nav = [
        "index.md",
        {"Tutorial": _pages("tutorial")},
        {"How to": _pages("how-to")},
        {"Reference": [*_pages("reference"), {"Commands": commands}, {"Checks": checks}]},
        {"Explanation": _pages("explanation")},
        {"Project": [*list(PAGES.values())[1:], *_pages("development")]},
    ]
    return config


def _pages(folder: str) -> list[str]:
    return [f"{folder}/{path.name}" for path in sorted((ROOT / "docs" / folder).glob("*.md"))]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are not written by hand."""
    for name, page in PAGES.items():
        text = (ROOT / name).read_text("utf-8")
        files.append(File.generated(config, page, content=text))
    for name in COMMANDS:
        page = f"reference/commands/{name}.md"
        files.append(File.generated(config, page, content="".join(command_page(name))))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Complete a check's page; let links lead to where their files are now."""
    if found := _CHECK.fullmatch(page.file.src_uri):
        markdown = with_messages(markdown, found[1])
    return with_links(markdown, page.file.src_uri, files)


def with_links(markdown: str, uri: str, files: Files) -> str:
    """Links of a page, written for the file of the repository that it is made of."""
    source = next((name for name, page in PAGES.items() if page == uri), f"docs/{uri}")

    def link(found: re.Match[str]) -> str:
        image, text, path = found.groups()
        text = LINK.sub(link, text)
        path, mark, anchor = path.partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
        page = PAGES.get(target, target.removeprefix("docs/"))
        if files.get_file_from_path(page):
            here = posixpath.relpath(page, posixpath.dirname(uri) or ".")
            return f"{image}[{text}]({here}{mark}{anchor})"
        if not (ROOT / target).exists():
            return found[0]  # MkDocs says that it leads nowhere
        return absolute_links(f"{image}[{text}]({target})", os.environ.get(SETTING, ""))

    return LINK.sub(link, markdown)


def command_page(name: str) -> Iterator[str]:
    """A command's page; the commands of a group are its sections."""
    found: Any = typer.main.get_command(make_app(name))
    context = click.Context(found, info_name="l10n")
    command = found.get_command(context, name)
    yield f"# l10n {name}\n\n"
    yield from _command(command, context, name, "##")
    headings = (ROOT / "docs" / "reference" / "cli.md").read_text("utf-8").splitlines()
    place = f"cli.md#l10n-{name}" if f"## l10n {name}" in headings else f"{name.split('-')[0]}.md"
    yield f"More on it, with examples: [l10n {name}](../{place}).\n"


def _command(command: Any, parent: click.Context, name: str, mark: str) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=parent)
    yield f"{inspect.cleandoc(command.help or '')}\n\n"
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"```console\n$ {context.command_path} {usage}\n```\n\n"
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    options = [one for one in command.params if one.param_type_name == "option"]
    for title, params in (("argument", arguments), ("option", options)):
        rows = [row for one in params if (row := one.get_help_record(context))]
        if rows:
            yield f"| {title} | meaning |\n| --- | --- |\n"
            yield from (f"| `{_cell(left)}` | {_cell(right)} |\n" for left, right in rows)
            yield "\n"
    for child in getattr(command, "commands", {}).values():
        yield f"{mark} {name} {child.name}\n\n"
        yield from _command(child, context, child.name, f"{mark}#")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;" if "`" in text else "<")


def with_messages(markdown: str, name: str) -> str:
    """A check's page with what the code of the check can say."""
    rows = said(name)
    if not rows:
        return markdown
    table = "".join(f"| {one} | {_cell(text)} | {_cell(hint)} |\n" for one, text, hint in rows)
    section = f"## What it says\n\n| severity | message | hint |\n| --- | --- | --- |\n{table}\n"
    head, mark, rest = markdown.partition("## Silence")
    return f"{head}{section}{mark}{rest}"
