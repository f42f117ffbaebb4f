"""Downloads from the Hugging Face hub, through ``huggingface_hub``: the extra ``hub``.

The library resumes what was broken off, heeds proxies and ``HF_ENDPOINT``, and needs no account
for public models.
"""

from __future__ import annotations

import io
import logging
import os
import shutil
from pathlib import Path
from typing import Any

from l10n.errors import ModelError
from l10n.installation import install_command
from l10n.modelstore import manifest
from l10n.modelstore.catalogue import File
from l10n.supply.download import Progress


def fetch_repository(
    repository: str, revision: str, files: tuple[File, ...], target: Path, progress: Progress | None
) -> str:
    """Download files of a model repository.

    Args:
        repository: owner and name.
        revision: a commit; "" for the newest.
        files: what to fetch.
        target: a folder; files of an earlier try that are whole are not fetched again.
        progress: called after each file.

    Returns:
        The commit that the files are of.

    Raises:
        ModelError: ``huggingface_hub`` is not installed, or a file cannot be had or is not what it
            should be.
    """
    try:
        from huggingface_hub import HfApi, hf_hub_download
    except ImportError:
        raise ModelError(
            f"{repository}: is on the Hugging Face hub, which needs the package huggingface_hub",
            f"{install_command('hub')}; or copy the files yourself and `l10n models add` them",
        ) from None

    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)  # it tells of every retry
    endpoint = os.environ.get("HF_ENDPOINT")
    try:
        # Without a token: the models are public, and nobody's account is looked up.
        hub = HfApi(endpoint=endpoint, token=False)
        commit = revision or hub.model_info(repository).sha or "main"
        for file in files:
            path = hf_hub_download(
                repository,
                file.name,
                revision=commit,
                local_dir=target,
                endpoint=endpoint,
                token=False,
                tqdm_class=_bars(file.name, progress),
            )
            _check(repository, Path(path), file)
    except ModelError:
        raise
    except Exception as error:  # of whatever HTTP library the package uses by now
        while isinstance(error.__cause__, Exception):
            error = error.__cause__
        raise ModelError(
            f"{repository}: cannot be downloaded: {_first_line(error)}",
            "run the same command again to go on where it stopped",
        ) from None
    shutil.rmtree(target / ".cache", ignore_errors=True)
    return commit


def _bars(name: str, progress: Progress | None) -> Any:
    """A class of progress bars for huggingface_hub that draws nothing and calls ``progress``."""
    from tqdm.std import tqdm

    class Bar(tqdm):  # type: ignore[misc,unused-ignore]
        def __init__(self, *args: Any, **options: Any) -> None:
            known = {key: options[key] for key in ("total", "initial") if key in options}
            super().__init__(*args, **known, file=io.StringIO())

        def update(self, n: float | None = 1) -> bool | None:
            self.n += n or 0
            if progress:
                progress(name, int(self.n), int(self.total) if self.total else None)
            return None

    return Bar


def _check(repository: str, path: Path, file: File) -> None:
    size = path.stat().st_size
    wrong = file.size is not None and size != file.size
    if wrong or (file.sha256 and manifest.sha256(path) != file.sha256):
        path.unlink()
        raise ModelError(
            f"{repository}: {file.name} is not the file that the catalogue means",
            "it was not kept; the file has changed, or something changed it on the way",
        )


def _first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0] if lines else type(error).__name__
