"""The project as the page sees it: documents, locales, a desk for each of both."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from l10n.errors import CatalogError, L10nError, SourceError
from l10n.po import editing
from l10n.project import database
from l10n.project.config import Project
from l10n.project.documents import find_documents
from l10n.project.facts import Survey
from l10n.project.index import Index
from l10n.project.work import share_a_catalog
from l10n.review.desk import Desk
from l10n.review.history import Store
from l10n.review.hub import Hub
from l10n.review.row import Row
from l10n.review.saving import History, UnknownError

_ORDINARY = 50  # documents


class Workspace:
    """All that can be reviewed.

    Names in requests are looked up here among the documents and locales there are; none of them
    ever becomes a path.

    Args:
        project: the project.
        locales: the locales to offer.
        sources: the documents to offer; all of the source folder by default.
    """

    def __init__(
        self,
        project: Project,
        locales: Sequence[str],
        sources: Sequence[Path] | None = None,
    ) -> None:
        self.project = project
        self.locales = tuple(locales)
        self._sources = sources
        self._lock = threading.Lock()
        self._desks: dict[tuple[str, str], Desk] = {}
        self.store = Store(project.root)
        self.hub = Hub()

    def documents(self) -> dict[str, Path]:
        """The documents by the name that the page shows.

        Raises:
            SourceError: there is none.
        """
        paths = self._sources or find_documents(self.project)
        return {self.project.reference(path): path for path in paths}

    def desk(self, document: str, locale: str) -> Desk:
        """The desk of a document and a locale.

        Raises:
            UnknownError: there is no such document or locale.
        """
        with self._lock:
            found = self._desks.get((document, locale))
            if found is None:
                path = self.documents().get(document)
                if path is None or locale not in self.locales:
                    raise UnknownError(
                        "there is no such document or locale", "choose one of the list"
                    )
                found = self._desks[document, locale] = Desk(self.project, path, locale)
                found.told = partial(self.hub.changed, document, locale)
            return found

    def states(self, locale: str) -> Iterator[tuple[str, dict[str, tuple[int, int]]]]:
        """For each document that can be read its sentences, and their words, by state.

        What the project's index knows is not read.

        Raises:
            UnknownError: there is no such locale.
        """
        documents = self.documents()
        if locale not in self.locales:
            raise UnknownError("there is no such document or locale", "choose one of the list")
        root = self.project.root
        with Index(root, enabled=database.exists(root), make=False) as index:
            survey = Survey(self.project, index)
            paths = list(documents.values())
            knows = index.enabled and not share_a_catalog(survey, paths)
            places = survey.places(paths, [locale]) if knows else []
            keys = {place.document: survey.key(place, "states") for place in places}
            known = index.facts(keys.values())
        for name, path in documents.items():
            if keys.get(path) in known:
                counts = known[keys[path]]
                yield name, {state: (rows, words) for state, (rows, words) in counts.items()}
                continue
            with suppress(CatalogError, SourceError):
                desk = self.desk(name, locale)
                with desk.at_work():
                    found = dict.fromkeys(desk.counts, (0, 0))
                    for row in desk.rows:
                        rows, words = found.get(row.state, (0, 0))
                        found[row.state] = rows + 1, words + len(row.segment.msgid.split())
                yield name, found

    def approve_alike(self, desk: Desk, row: Row) -> int:
        """Approve the programs' drafts of the same sentence in other documents that say the same.

        Looked at are documents that have been opened, and all of a project of ordinary size.

        Returns:
            How many were approved.
        """
        names = self.documents()
        with self._lock:
            opened = {name for name, locale in self._desks if locale == desk.locale}
        count = 0
        for name in names if len(names) <= _ORDINARY else opened:
            other = self.desk(name, desk.locale)
            if other is desk:
                continue
            with suppress(L10nError):
                with other.at_work():
                    same = other.by_key.get(row.key)
                    alike = same is not None and (
                        same.state in ("machine", "memory") and same.texts == row.texts
                    )
                if alike:
                    edits = {row.key: partial(editing.write, texts=row.texts, approve=True)}
                    count += self.history(other).change_all(edits, "approve")
        return count

    def history(self, desk: Desk) -> History:
        """What is changed on a desk, and can be undone."""
        return History(desk, self.store)
