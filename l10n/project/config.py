"""A project's settings: ``l10n.toml``, or the table ``[tool.l10n]`` of ``pyproject.toml``."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from l10n.engines.decoding import Decoding
from l10n.errors import ConfigError
from l10n.languages.codes import parse_locale
from l10n.project.check_settings import NONE_DISABLED, CheckSettings, read_check_settings
from l10n.settings import load_toml, rule, values

_Text = Annotated[str, rule("a string", "…", min_length=1)]
_Locales = Annotated[tuple[str, ...], rule("a list of strings", ["mn", "ru"])]
_Switch = Annotated[bool, rule("true or false", True)]
_Patterns = Annotated[tuple[str, ...], rule("a list of strings", ["docs/**/*.md"])]


@dataclass(frozen=True, slots=True)
class Project:
    """Where a project's files are and which locales it has.

    In the file the keys are written with hyphens (``source-locale``).

    Attributes:
        root: the project's folder; the other paths are relative to it.
        source_locale: the locale the documents are written in.
        locales: the locales they are translated into when the command line names none.
        source_dir: folder of the source documents.
        catalog_dir: folder of the PO files, in gettext's layout.
        output_dir: folder of the localized documents.
        engine: name of the engine in ``l10n.engines.ENGINES``, or id of an installed model.
        decoding: settings of the decoder, a table of its own in the file.
        checks: the checks that are switched off, a table of its own in the file.
        documents: patterns (``docs/**/*.md``) of the source documents, relative to ``root``; all
            of ``source_dir`` where there are none.
        ignore: patterns of files that are no source documents, whatever ``documents`` says.
        learn: whether names and terms of approved sentences are told to models that take hints.
    """

    root: Path = field(metadata={"unset": True})
    source_locale: _Text = "en"
    locales: _Locales = ()
    source_dir: _Text = "source"
    catalog_dir: _Text = "locales"
    output_dir: _Text = "localized"
    engine: _Text = "auto"
    decoding: Decoding = field(default_factory=Decoding)
    checks: CheckSettings = NONE_DISABLED
    documents: _Patterns = ()
    ignore: _Patterns = ()
    learn: _Switch = False

    def catalog_path(self, document: str, locale: str) -> Path:
        """The PO file of a document's locale, in gettext's layout."""
        return Path(self.root, self.catalog_dir, locale, "LC_MESSAGES", f"{document}.po")

    def template_path(self, document: str) -> Path:
        """The POT file of a document."""
        return Path(self.root, self.catalog_dir, f"{document}.pot")

    def document_name(self, path: Path) -> str:
        """A document's name in catalogs: its path without the suffix.

        Relative to the source folder, or to the project where that lists its ``documents``; of a
        file elsewhere, its bare name.
        """
        folders = [self.root / self.source_dir, *([self.root] if self.documents else [])]
        for folder in folders:
            inside = _inside(path, folder)
            if inside is not None and inside.name:  # the folder itself, by mistake, is no document
                return inside.with_suffix("").as_posix()
        return path.stem

    def reference(self, path: Path) -> str:
        """How a PO file names a source file: relative to the project where it is inside."""
        inside = _inside(path, self.root)
        return (path.resolve() if inside is None else inside).as_posix()


def absolute(path: Path) -> str:
    """A path from the root on; links stay. Asked for all files of a project, some times each."""
    spelled = str(path)
    if spelled.startswith("/") and ".." not in spelled:
        return spelled
    return os.path.abspath(spelled)  # noqa: PTH100 - links stay


def _inside(path: Path, folder: Path) -> Path | None:
    """A path as seen from a folder that it is in, None where it is not.

    A link in the folder has its own name, wherever it leads; the folder may be reached by links.
    """
    one, other = absolute(path), absolute(folder)
    if one.startswith(f"{other}{os.sep}"):
        return Path(one[len(other) + 1 :])
    resolved = folder.resolve()
    for target in (path.parent.resolve() / path.name, path.resolve()):
        if target.is_relative_to(resolved):
            return target.relative_to(resolved)
    return None


def load_project(start: Path) -> Project:
    """The project that ``start`` is in: the nearest folder upward with settings, else ``start``.

    Raises:
        ConfigError: the settings do not parse, or a key or a value is not known.
        LocaleError: a locale in the settings is unknown.
    """
    start = start.resolve()
    if not start.is_dir():
        raise ConfigError(f"{start}: no such folder", "name the project's folder with --project")
    for folder in (start, *start.parents):
        if (file := folder / "l10n.toml").is_file():
            return _project(folder, load_toml(file), file)
        if (file := folder / "pyproject.toml").is_file():
            table = load_toml(file).get("tool", {}).get("l10n")
            if table is not None:
                return _project(folder, table, file)
    return Project(start)


def _project(root: Path, table: object, file: Path) -> Project:
    if not isinstance(table, Mapping):
        raise ConfigError(f"{file}: 'tool.l10n' must be a table", "as in [tool.l10n]")
    checks = read_check_settings(table.get("checks", {}), file)
    rest = {key: value for key, value in table.items() if key != "checks"}
    found = values(rest, Project, file)
    for key in ("locales", "source_locale"):
        if isinstance(found.get(key), str):
            found[key] = parse_locale(found[key])
        elif key in found:
            found[key] = tuple(map(parse_locale, found[key]))
    return Project(**found | {"root": root, "checks": checks})
