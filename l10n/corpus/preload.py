"""A preload of the local cluster's workers (Dask manual, "Customize initialization")."""

from __future__ import annotations

import signal


def dask_setup(worker: object) -> None:
    """Leave Ctrl-C, which a terminal sends to all its processes, to the one that is in charge."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
