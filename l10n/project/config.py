"""A project's settings: ``l10n.toml``, or the table ``[tool.l10n]`` of ``pyproject.toml``."""

from __future__ import annotations

import difflib
import os
import sys
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from l10n.checks.settings import NOTHING_SILENCED, CheckSettings, parse_settings
from l10n.engines.decoding import Decoding, parse_decoding
from l10n.errors import ConfigError
from l10n.languages.codes import parse_locale

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


# The settings that are lists, each with what the hint of an error says.
_LISTS = {
    "locales": 'as in ["mn", "ru"]',
    "documents": 'as in ["docs/**/*.md"]',
    "ignore": 'as in ["docs/internal/**"]',
}


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
    """

    root: Path
    source_locale: str = "en"
    locales: tuple[str, ...] = ()
    source_dir: str = "source"
    catalog_dir: str = "locales"
    output_dir: str = "localized"
    engine: str = "auto"
    decoding: Decoding = field(default_factory=Decoding)
    checks: CheckSettings = NOTHING_SILENCED
    documents: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def catalog_path(self, document: str, locale: str) -> Path:
        """The PO file of a document's locale, in gettext's layout."""
        return self.root / self.catalog_dir / locale / "LC_MESSAGES" / f"{document}.po"

    def template_path(self, document: str) -> Path:
        """The POT file of a document."""
        return self.root / self.catalog_dir / f"{document}.pot"

    def document_name(self, path: Path) -> str:
        """A document's name in catalogs: its path without the suffix.

        Relative to the source folder, or to the project where that lists its ``documents``; of a
        file elsewhere, its bare name.
        """
        folders = [self.root / self.source_dir, *([self.root] if self.documents else [])]
        for folder in folders:
            if (inside := _inside(path, folder)) is not None:
                return inside.with_suffix("").as_posix()
        return path.stem

    def reference(self, path: Path) -> str:
        """How a PO file names a source file: relative to the project where it is inside."""
        inside = _inside(path, self.root)
        return (path.resolve() if inside is None else inside).as_posix()


def _inside(path: Path, folder: Path) -> Path | None:
    """A path as seen from a folder that it is in, None where it is not.

    A link in the folder has its own name, wherever it leads; the folder may be reached by links.
    """
    for one, other in (
        (Path(os.path.abspath(path)), Path(os.path.abspath(folder))),  # noqa: PTH100 - links stay
        (path.parent.resolve() / path.name, folder.resolve()),
        (path.resolve(), folder.resolve()),
    ):
        if one.is_relative_to(other):
            return one.relative_to(other)
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
            return _project(folder, _read(file), file)
        if (file := folder / "pyproject.toml").is_file():
            table = _read(file).get("tool", {}).get("l10n")
            if table is not None:
                return _project(folder, table, file)
    return Project(start)


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ConfigError(f"{file}: cannot be read: {error}", "mend it as TOML in UTF-8") from error


def _project(root: Path, table: dict[str, Any], file: Path) -> Project:
    known = {f.name.replace("_", "-"): f for f in fields(Project) if f.name != "root"}
    settings: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(known)}"
            raise ConfigError(f"{file}: unknown key {key!r}", hint)
        settings[known[key].name] = _value(key, value, file)
    return Project(root, **settings)


def _value(key: str, value: Any, file: Path) -> Any:
    if key == "decoding":
        return parse_decoding(value, file)
    if key in _LISTS:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise ConfigError(f"{file}: {key!r} must be a list of strings", _LISTS[key])
        return tuple(parse_locale(item) if key == "locales" else item for item in value)
    if key == "checks":
        return parse_settings(value, file)
    if not isinstance(value, str) or not value:
        raise ConfigError(f"{file}: {key!r} must be a string", f'as in {key} = "…"')
    return parse_locale(value) if key == "source-locale" else value
