"""Takes the pictures of the documentation from the program itself: `make pictures`.

- ``docs/pictures/terminal.svg``: the first commands and what they print, as text.
- ``docs/pictures/review.png``: the review page, in Debian's Chromium.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
WIDTH = 100
COMMANDS = (
    "l10n init --to mn,ru,uk",
    "l10n translate",
    "l10n export",
    "l10n status",
    "head -qn 1 localized/*/article.txt",
)
# No font is fetched: the reader's own does.
_FONT_FACES = re.compile(r"\s*@font-face \{[^}]*\}")


def terminal(project: Path) -> str:
    """An SVG of a terminal in which the commands have been run."""
    binaries = Path(sys.executable).parent
    environment = os.environ | {
        "COLUMNS": str(WIDTH),
        "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}",
    }
    console = Console(record=True, width=WIDTH, file=io.StringIO())
    for command in COMMANDS:
        done = subprocess.run(
            command, shell=True, cwd=project, env=environment, capture_output=True, text=True
        )
        if done.returncode:
            sys.exit(f"{command}: {done.stderr}")
        console.print(Text(f"$ {command}", style="bold green"))
        console.print(Text(done.stdout.rstrip("\n")), soft_wrap=True)
    svg = console.export_svg(title="l10n", unique_id="terminal")
    return _FONT_FACES.sub("", svg).replace("Fira Code", "ui-monospace").replace("\r\n", "\n")


@contextmanager
def review(project: Path, locale: str) -> Iterator[str]:
    """The address of the review page of a project."""
    command = [sys.executable, "-m", "l10n", "review", "--to", locale, "--no-open", "--port", "0"]
    process = subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        for line in process.stdout:
            if line.startswith("review page: "):
                yield line.removeprefix("review page: ").strip()
                return
        sys.exit("the review page did not start")
    finally:
        process.terminate()
        process.wait()


def photograph(url: str) -> None:
    """Write the pictures of the review page."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as starter:
        browser = starter.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1100, "height": 760}, locale="en-US")
        page.goto(url)
        page.locator(".sentence .target").first.wait_for()
        page.keyboard.press("j")
        page.wait_for_timeout(3_000)  # findings, matches and alternatives come in
        page.screenshot(path=PICTURES / "review.png")
        browser.close()


def main() -> None:
    """Take all pictures, in a project that is made for them."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        (project / "source").mkdir()
        shutil.copy(ROOT / "source" / "article.txt", project / "source")
        svg = terminal(project)
        (PICTURES / "terminal.svg").write_text(svg, "utf-8", newline="\n")
        with review(project, "ru") as url:
            photograph(url)


if __name__ == "__main__":
    main()
