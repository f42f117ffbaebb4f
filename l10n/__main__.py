"""`python -m l10n`, and the script `l10n`.

The first thing a newcomer types is ``l10n --help``; half of its time would go into loading what is
needed to run commands. So its text lies ready, and the tests see that it is the true one.
"""

from __future__ import annotations

import sys
from io import TextIOWrapper
from pathlib import Path

HELP = Path(__file__).with_name("help.txt")
"""What ``l10n --help`` prints: made by ``make help-text``."""
# Commands that write no file and speak to nobody but the terminal; so does --stdio.
_ONLY_PRINTING = ("check", "drafts", "status")
_WIDTH = 80  # in wider terminals the text is no wider, in narrower ones it is made anew


def main() -> None:
    """Run the command line."""
    _write_utf8()
    if sys.argv[1:] in (["--help"], ["-h"]) and _columns() >= _WIDTH:
        sys.stdout.write(HELP.read_text("utf-8"))
        return
    if sys.argv[1:2] and (sys.argv[1] in _ONLY_PRINTING or "--stdio" in sys.argv):
        _end_with_the_reader()
    from l10n.cli import main

    main()


def _end_with_the_reader() -> None:
    """Let `l10n drafts | head` end as all programs do in a pipe: by SIGPIPE, without a word."""
    import signal

    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def _write_utf8() -> None:
    # Windows gives pipes and files an encoding of one script, which has no room for the others.
    if sys.platform == "win32":
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper) and not stream.isatty():
                stream.reconfigure(encoding="utf-8")


def _columns() -> int:
    from shutil import get_terminal_size

    return get_terminal_size((_WIDTH, 24)).columns


if __name__ == "__main__":
    main()
