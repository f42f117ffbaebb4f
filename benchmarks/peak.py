"""How much memory a program has held."""

from __future__ import annotations

import resource
from pathlib import Path


def peak_memory() -> float:
    """The most memory that this program has held, in MiB.

    Not what its parent has held, which Linux counts in ``ru_maxrss``.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
