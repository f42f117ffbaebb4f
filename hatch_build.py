"""Metadata that depends on where the repository lives: links of the index's page, and urls.

One setting says it: ``repository`` under ``[tool.hatch.metadata.hooks.custom]``, or the variable
``L10N_REPOSITORY``, which the release workflow sets to the repository that it runs in. Where
neither does, no address is invented: the package has no urls, and relative links become text.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

try:
    from hatchling.metadata.plugin.interface import MetadataHookInterface
except ImportError:  # the documentation and the tests need absolute_links() alone
    MetadataHookInterface = object  # type: ignore[assignment,misc]

SETTING = "L10N_REPOSITORY"
_FENCE = re.compile(r"^(```.*?^```$)", re.MULTILINE | re.DOTALL)
# A link or an image to no other site; a picture may stand in a link's text.
LINK = re.compile(r"(!?)\[((?:!\[[^]]*\]\([^)]*\)|[^]\[])*)\]\((?!https?:|mailto:|#)([^)\s]+)\)")


def absolute_links(markdown: str, repository: str) -> str:
    """Markdown whose relative links lead into the repository; without one they become text."""

    def link(found: re.Match[str]) -> str:
        image, text, path = found.groups()
        text = LINK.sub(link, text)
        if not repository:
            return "" if image else text
        kind = "raw" if image else "blob"
        return f"{image}[{text}]({repository}/{kind}/HEAD/{path.removeprefix('./')})"

    parts = _FENCE.split(markdown)
    return "".join(part if part.startswith("```") else LINK.sub(link, part) for part in parts)


class CustomMetadataHook(MetadataHookInterface):
    """Fills in ``readme`` and ``urls``."""

    def update(self, metadata: dict[str, Any]) -> None:
        """See hatchling's "Metadata hook plugins"."""
        repository = os.environ.get(SETTING) or self.config.get("repository", "")
        repository = repository.rstrip("/")
        text = Path(self.root, "README.md").read_text("utf-8")
        metadata["readme"] = {
            "content-type": "text/markdown",
            "text": absolute_links(text, repository),
        }
        if repository:
            metadata["urls"] = {
                "Source": repository,
                "Issues": f"{repository}/issues",
                "Changelog": f"{repository}/blob/HEAD/CHANGELOG.md",
                "Documentation": f"{repository}/tree/HEAD/docs",
            }
