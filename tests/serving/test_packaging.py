"""The units for systemd and the container file, by the programs that read them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGING = ROOT / "packaging"
SYSTEMD = pytest.mark.skipif(
    not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed (Debian: systemd)"
)


@pytest.fixture
def units(tmp_path: Path) -> list[Path]:
    """The units as they are, but for the program, which is where this one is."""
    found = []
    for name in ("l10n-serve.service", "l10n-serve.socket"):
        text = (PACKAGING / name).read_text("utf-8")
        program = Path(sys.executable).with_name("l10n")
        (tmp_path / name).write_text(text.replace("/opt/l10n/bin/l10n", str(program)), "utf-8")
        found.append(tmp_path / name)
    return found


@SYSTEMD
def test_systemd_finds_nothing_wrong(units: list[Path]) -> None:
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    broken = units[0].read_text("utf-8").replace("Restart=", "Restrat=")
    units[0].write_text(broken, "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True
    )
    assert "Restrat" in done.stderr, "it does look"


@SYSTEMD
def test_little_is_exposed(units: list[Path]) -> None:
    """Of 10, as `systemd-analyze security` counts; the network is what it is for."""
    command = ["systemd-analyze", "security", "--offline=yes", "--no-pager", "--threshold=15"]
    done = subprocess.run([*command, units[0]], capture_output=True, text=True)
    if "offline" in done.stderr:
        pytest.skip("this systemd-analyze looks at running units only")
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
@pytest.mark.timeout(1500)
def test_the_container_is_built_and_serves() -> None:
    missing = [name for name in ("buildah", "mmdebstrap") if not shutil.which(name)]
    if missing or os.geteuid():
        pytest.skip(f"needs {' and '.join(missing) or 'root'} (Debian packages)")
    done = subprocess.run([PACKAGING / "try-container"], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "translated: " in done.stdout and "user: l10n" in done.stdout
