"""Says whether a version is ready to be released: `python -m tools.release 0.2.0 [--notes]`.

The package's version, a dated section of the changelog, and what lies in ``dist/`` have to agree
with the tag. With ``--notes`` the section is printed, which becomes the text of the release.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def notes(changelog: str, version: str) -> str:
    """The changelog's section of a version; "" if there is none with a date."""
    return _section(changelog, rf"\[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d")


def unreleased(changelog: str) -> str:
    """What stands under *Unreleased*, but for headings that have nothing below them."""
    section = _section(changelog, r"\[Unreleased\]")
    return re.sub(r"^###.*\s*", "", section, flags=re.MULTILINE)


def _section(changelog: str, heading: str) -> str:
    pattern = rf"^## {heading}\n(.*?)(?=^## |^\[|\Z)"
    found = re.search(pattern, changelog, re.MULTILINE | re.DOTALL)
    return found[1].strip() if found else ""


def problems(version: str, root: Path = ROOT) -> list[str]:
    """What is still in the way of the release."""
    found = []
    module = (root / "l10n" / "version.py").read_text("utf-8")
    if f'__version__ = "{version}"' not in module:
        found.append(f"l10n/version.py does not say {version}")
    changelog = (root / "CHANGELOG.md").read_text("utf-8")
    if not notes(changelog, version):
        found.append(f"CHANGELOG.md has no section [{version}] with a date")
    if unreleased(changelog):
        hint = "move it into the section of the version"
        found.append(
            f"CHANGELOG.md has something under [Unreleased], which no notes would say: {hint}"
        )
    names = sorted(path.name for path in root.glob("dist/*"))
    wanted = [f"l10n_offline-{version}-py3-none-any.whl", f"l10n_offline-{version}.tar.gz"]
    if names != wanted:
        found.append(f"dist/ holds {', '.join(names) or 'nothing'}, not {', '.join(wanted)}")
    return found


def main() -> int:
    """Print the notes, or what is wrong."""
    parser = argparse.ArgumentParser("python -m tools.release", description="Is it ready?")
    parser.add_argument("version", help="as in 0.2.0")
    parser.add_argument("--notes", action="store_true", help="print its section of the changelog")
    asked = parser.parse_args()
    if asked.notes:
        print(notes((ROOT / "CHANGELOG.md").read_text("utf-8"), asked.version))
        return 0
    found = problems(asked.version)
    print("\n".join(found) or f"{asked.version} can be released")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
