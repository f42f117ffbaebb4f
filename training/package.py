"""Step 7: make one Argos package (``translate-en_LANG-VERSION.argosmodel``) for each locale."""

from __future__ import annotations

import argparse
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from training.corpus import LANGUAGES
from training.hints import MARK

NAMES = {"mn": "Mongolian", "ru": "Russian", "uk": "Ukrainian"}
STAMP = (1980, 1, 1, 0, 0, 0)
"""The same weights give the same bytes, whenever they are packed."""


def metadata(lang: str, version: str, hints: bool = False) -> dict[str, Any]:
    """Return what Argos Translate reads from ``metadata.json``.

    ``hints`` says that the model was trained with hints (``training/hints.py``); l10n then reads
    the mark that stands beside a hinted word, and other programs pass over the field.
    """
    told = {"hints": {"mark": MARK}} if hints else {}
    return {
        "package_version": version,
        "argos_version": "1.9",
        "from_code": "en",
        "from_name": "English",
        "to_code": lang,
        "to_name": NAMES[lang],
        "target_prefix": f"<2{lang}>",
        **told,
    }


def package(folder: Path, lang: str, version: str, out: Path, hints: bool = False) -> Path:
    """Zip a model folder for one locale; return the package."""
    out.mkdir(parents=True, exist_ok=True)
    stem = f"translate-en_{lang}-{version.replace('.', '_')}"
    path = out / f"{stem}.argosmodel"
    files = {p.relative_to(folder).as_posix(): p for p in sorted(folder.glob("model/*"))}
    files["sentencepiece.model"] = folder / "sentencepiece.model"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        text = json.dumps(metadata(lang, version, hints), indent=1, ensure_ascii=False) + "\n"
        archive.writestr(zipfile.ZipInfo(f"{stem}/metadata.json", STAMP), text)
        for name, file in files.items():
            info = zipfile.ZipInfo(f"{stem}/{name}", STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, file.read_bytes())
    return path


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the step from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="folder written by export")
    parser.add_argument("--version", default="0.1")
    parser.add_argument("--hints", action="store_true", help="the model takes hints")
    parser.add_argument("--languages", nargs="*", default=LANGUAGES)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    for lang in options.languages:
        path = package(options.model, lang, options.version, options.out, options.hints)
        print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
