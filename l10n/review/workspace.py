"""The project as the page sees it: documents, locales, a desk for each of both."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from l10n.project.config import Project
from l10n.project.documents import find_documents
from l10n.review.desk import Desk
from l10n.review.saving import History, UnknownError


class Workspace:
    """All that can be reviewed.

    Names in requests are looked up here among the documents and locales there are; none of them
    ever becomes a path.

    Args:
        project: the project.
        locales: the locales to offer.
        sources: the documents to offer; all of the source folder by default.
        author: who leaves notes, "" for nobody in particular.
    """

    def __init__(
        self,
        project: Project,
        locales: Sequence[str],
        sources: Sequence[Path] | None = None,
        author: str = "",
    ) -> None:
        self.project = project
        self.locales = tuple(locales)
        self.author = author
        self._sources = sources
        self._lock = threading.Lock()
        self._desks: dict[tuple[str, str], Desk] = {}
        self._histories: dict[Desk, History] = {}

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
            return found

    def history(self, desk: Desk) -> History:
        """What can be undone on a desk."""
        with self._lock:
            return self._histories.setdefault(desk, History())
