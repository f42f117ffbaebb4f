"""Step 0: are these the corpora that the figures were reached with?

Checks them against ``training/manifest.json``; ``--write`` makes that file anew.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from training.corpus import corpus_files, open_rows

MANIFEST = Path(__file__).with_name("manifest.json")


def describe(path: Path) -> dict[str, Any]:
    """Return checksum, size in bytes and number of rows of a corpus file."""
    return {
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "bytes": path.stat().st_size,
        "rows": sum(1 for _ in open_rows(path)),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step from the command line; return 1 where a file differs from the manifest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    found = {path.name: describe(path) for path in corpus_files(options.corpora)}
    if options.write:
        MANIFEST.write_text(json.dumps(found, indent=1) + "\n")
        return 0
    known = json.loads(MANIFEST.read_text())
    differing = [name for name in known | found if known.get(name) != found.get(name)]
    for name in differing:
        print(f"{name}: not the file in {MANIFEST.name}", file=sys.stderr)
    print(f"{len(found)} files, {len(differing)} differ from {MANIFEST.name}")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
