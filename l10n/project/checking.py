"""What the checks find in a project's PO files, from the index where none of them has changed.

Files of one locale are compared with each other, so that a finding depends on all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from l10n.files import content_digest
from l10n.glossary import Glossary
from l10n.glossary.glossary import FILE as GLOSSARY
from l10n.languages import hunspell
from l10n.model import Finding, Severity
from l10n.project.check_settings import CheckSettings
from l10n.project.facts import Survey
from l10n.project.index import Index, Key
from l10n.project.pool import in_order

if TYPE_CHECKING:
    from l10n.checks.files import Group, Result

_READINGS = 3  # of each file: its header, what is usual in all of them, the file itself
_MOST = 50_000  # findings that are kept: who has more waits for the terminal, not for the checks


def check(
    survey: Survey,
    paths: Sequence[Path],
    settings: CheckSettings,
    *,
    locale: str,
    reviewed_only: bool,
    once: bool,
) -> Iterator[Result]:
    """As :func:`l10n.checks.files.check_files`, with a project's glossary.

    All arguments but ``survey`` are as there.

    Raises:
        CatalogError: a file cannot be read at all.
        GlossaryError: the glossary breaks the rules.
    """
    project, index = survey.project, survey.index
    digests = {path: index.known(path).digest for path in paths if index.enabled}
    key = index.key(
        "check",
        [(str(path), digest) for path, digest in digests.items()],
        index.known(project.root / GLOSSARY).digest if index.enabled else b"",
        _dictionaries(index) if index.enabled else (),
        sorted(settings.disable),
        sorted((one, sorted(names)) for one, names in settings.by_locale.items()),
        (locale, project.source_locale, reviewed_only, once),
    )
    known = index.facts([key])
    if key in known:
        yield from (_read(data) for data in known[key])
        return
    yield from _check(survey, paths, settings, locale, reviewed_only, once, digests, key)


def _check(
    survey: Survey,
    paths: Sequence[Path],
    settings: CheckSettings,
    locale: str,
    reviewed_only: bool,
    once: bool,
    digests: dict[Path, bytes],
    key: Key,
) -> Iterator[Result]:
    from l10n.checks.files import grouped

    project = survey.project
    glossary = Glossary.open(project.root, project.source_locale)
    groups = grouped(
        paths,
        settings,
        locale=locale,
        source_locale=project.source_locale,
        glossary=glossary if glossary.terms else None,
        reviewed_only=reviewed_only,
        once=once,
        read=_Reader(digests),
    )
    kept: list[Any] = []
    is_same = True
    for results, read_the_same in in_order(_check_group, groups, _READINGS * len(paths)):
        is_same = is_same and read_the_same
        for result in results:
            if survey.index.enabled and len(kept) <= _MOST:
                kept.append(_write(result))
            yield result
    if is_same and len(kept) <= _MOST:
        survey.index.learn(key, kept)


@dataclass(slots=True)
class _Reader:
    """Reads files, and sees whether each is what it was when the run began."""

    digests: dict[Path, bytes]
    is_same: bool = True

    def __call__(self, path: Path) -> bytes:
        data = path.read_bytes()
        self.is_same = self.is_same and content_digest(data) == self.digests.get(path)
        return data


def _check_group(group: Group) -> tuple[list[Result], bool]:
    """What is found in the files of a locale, and whether they were what they had been."""
    from l10n.checks.files import check_group

    results = list(check_group(group))
    read = group.files[0].read
    return results, isinstance(read, _Reader) and read.is_same


def _dictionaries(index: Index) -> tuple[object, ...]:
    """What decides about spelling: the system's library and dictionaries."""
    files = sorted(
        path
        for folder in hunspell.folders()
        for end in ("*.dic", "*.aff")
        for path in Path(folder).glob(end)
    )
    library = next(hunspell.libraries(), "")
    return library, [(str(path), index.known(path).digest) for path in files]


def _write(result: Result) -> list[object]:
    """A result as plain data."""
    finding = result.finding
    data = dict(zip([one.name for one in fields(finding)], astuple(finding), strict=True))
    return [str(result.path), result.line, data, result.source, result.target, result.more]


def _read(data: list[Any]) -> Result:
    """A result from plain data."""
    from l10n.checks.files import Result

    path, line, finding, *rest = data
    for name in ("span", "source_span"):
        finding[name] = tuple(finding[name]) if finding[name] else finding[name]
    finding["severity"] = Severity(finding["severity"])
    return Result(Path(path), line, Finding(**finding), *rest)
