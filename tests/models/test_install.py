"""Installing from a server on this machine, which does all that servers do wrong."""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from l10n.engines import make_engine
from l10n.errors import ModelError
from l10n.model import Pair
from l10n.modelstore import Store
from l10n.modelstore.catalogue import File, Offer, catalogue, parse
from l10n.supply.download import fetch
from l10n.supply.install import install
from tests.conftest import snapshot
from tests.models import tiny
from tests.models.server import COMMIT, Server, serving

MN = Pair("en", "mn")
DATA = bytes(range(256)) * 4000


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        running.files["/model.bin"] = DATA
        yield running


@pytest.fixture
def package(tmp_path: Path) -> bytes:
    return tiny.argos_package(tmp_path / "translate-en_mn-1_0.argosmodel").read_bytes()


def argos_offer(server: Server, **changes: Any) -> Offer:
    name = "translate-en_mn-1_0.argosmodel"
    table = {
        "title": "Tiny", "family": "argos", "version": "1.0", "pairs": ["en-mn"],
        "licence": "MIT", "address": f"{server.address}/v1", "files": [name],
    }  # fmt: skip
    return dataclasses.replace(parse({"models": {"tiny-argos": table}})["tiny-argos"], **changes)


def hub_offer(files: dict[str, bytes], **changes: Any) -> Offer:
    table = {
        "title": "Tiny", "family": "m2m100", "version": "", "pairs": ["en-mn"],
        "licence": "MIT", "repository": "someone/tiny-ct2", "files": list(files),
    }  # fmt: skip
    return dataclasses.replace(parse({"models": {"tiny-hub": table}})["tiny-hub"], **changes)


def left(store: Store) -> dict[str, bytes]:
    """What is in the store, the pins aside."""
    found = snapshot(store.root) if store.root.exists() else {}
    return {name: data for name, data in found.items() if name != "pins.json"}


# Downloads


def test_a_broken_off_download_goes_on_where_it_stopped(server: Server, tmp_path: Path) -> None:
    server.cut["/model.bin"] = 300_000
    target = tmp_path / "model.bin"
    with pytest.raises(ModelError, match="cannot be downloaded") as error:
        fetch(f"{server.address}/model.bin", target)
    assert "go on where it stopped" in error.value.hint
    assert not target.exists()
    part = (tmp_path / "model.bin.part").stat().st_size
    assert 0 < part <= 300_000
    fetch(f"{server.address}/model.bin", target)
    assert target.read_bytes() == DATA
    assert server.requests[-1][2] == f"bytes={part}-"
    assert [path.name for path in tmp_path.iterdir()] == ["model.bin"]


def test_a_file_that_changed_meanwhile_is_fetched_anew(server: Server, tmp_path: Path) -> None:
    server.cut["/model.bin"] = 300_000
    target = tmp_path / "model.bin"
    with pytest.raises(ModelError):
        fetch(f"{server.address}/model.bin", target)
    server.files["/model.bin"] = DATA[::-1]
    fetch(f"{server.address}/model.bin", target)
    assert target.read_bytes() == DATA[::-1]


def test_a_server_without_ranges_sends_all_of_it_again(server: Server, tmp_path: Path) -> None:
    server.cut["/model.bin"], server.ranges = 300_000, False
    with pytest.raises(ModelError):
        fetch(f"{server.address}/model.bin", tmp_path / "model.bin")
    fetch(f"{server.address}/model.bin", tmp_path / "model.bin")
    assert (tmp_path / "model.bin").read_bytes() == DATA


def test_a_wrong_checksum_leaves_nothing(server: Server, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="another checksum"):
        fetch(f"{server.address}/model.bin", tmp_path / "m", sha256="0" * 64)
    with pytest.raises(ModelError, match="has 1024000 bytes, more than the 5 it may have"):
        fetch(f"{server.address}/model.bin", tmp_path / "m", size=5)
    with pytest.raises(ModelError, match="has 1024000 bytes, not 2000000"):
        fetch(f"{server.address}/model.bin", tmp_path / "m", size=2_000_000)
    assert not [path for path in tmp_path.iterdir() if path.suffix != ".stamp"]
    fetch(f"{server.address}/model.bin", tmp_path / "m", sha256=hashlib.sha256(DATA).hexdigest())


def test_errors_of_a_server_are_one_line(server: Server, tmp_path: Path) -> None:
    server.redirects |= {"/loop": "/loop2", "/loop2": "/loop", "/ftp": "ftp://127.0.0.1/x"}
    server.redirects["/down"] = "http://example.org/model.bin"
    for path, reason in (
        ("/nothing", "the server answers 404"),
        ("/loop", "the server answers 302 .*infinite loop"),
        ("/ftp", "only https is"),
        ("/down", "http://example.org/model.bin: is not fetched, only https is"),
    ):
        with pytest.raises(ModelError, match=reason) as error:
            fetch(server.address + path, tmp_path / "m")
        assert "\n" not in error.value.message
    for url in ("file:///etc/passwd", "http://example.org/x", "ftp://example.org/x"):
        with pytest.raises(ModelError, match="only https is"):
            fetch(url, tmp_path / "m")
    with pytest.raises(ModelError, match="cannot be downloaded"):
        fetch("http://127.0.0.1:1/x", tmp_path / "m")


def test_a_redirect_is_followed(server: Server, tmp_path: Path) -> None:
    server.redirects["/latest"] = "/model.bin"
    fetch(f"{server.address}/latest", tmp_path / "m")
    assert (tmp_path / "m").read_bytes() == DATA


def test_a_proxy_is_used(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server plays the proxy; the host asked for does not answer at all."""
    monkeypatch.setenv("http_proxy", server.address)
    monkeypatch.setenv("no_proxy", "")
    fetch("http://localhost:9/model.bin", tmp_path / "m")
    assert server.requests[-1][1] == "http://localhost:9/model.bin"
    assert (tmp_path / "m").read_bytes() == DATA


def test_too_little_space_is_found_out_before(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = type("Usage", (), {"free": 1000})
    monkeypatch.setattr("l10n.supply.download.shutil.disk_usage", lambda folder: usage)
    with pytest.raises(ModelError, match="MiB are needed and 0 MiB are free"):
        fetch(f"{server.address}/model.bin", tmp_path / "m")
    assert not (tmp_path / "m.part").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="needs resource limits")
def test_a_disk_that_gets_full_is_given_its_space_back(server: Server, tmp_path: Path) -> None:
    """A limit on the size of files stands for a full disk: the same call fails the same way."""
    code = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from l10n.supply.download import fetch\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))\n"
        "try: fetch(sys.argv[1], Path(sys.argv[2]))\n"
        "except Exception as error: print(type(error).__name__, error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, f"{server.address}/model.bin", tmp_path / "m"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("ModelError")
    assert "cannot be written" in done.stdout
    assert not (tmp_path / "m.part").exists()


# Installs


def test_an_argos_package_of_the_catalogue(store: Store, server: Server, package: bytes) -> None:
    server.files["/v1/translate-en_mn-1_0.argosmodel"] = package
    seen: list[int] = []
    offer = argos_offer(server)
    model = install(store, offer, progress=lambda name, done, total: seen.append(done))
    assert seen[-1] == len(package)
    assert store.verify(model) == []
    assert make_engine("tiny-argos").model_name(MN) == "argos/tiny-argos 1.0"
    assert make_engine("auto").translate(["Two bridges were closed."], MN)[0].text
    assert not list((store.root / ".staging").glob("[!.]*"))


def test_files_are_trusted_on_first_use_and_pinned_after(
    store: Store, server: Server, package: bytes, tmp_path: Path
) -> None:
    path = "/v1/translate-en_mn-1_0.argosmodel"
    server.files[path] = package
    offer = argos_offer(server)
    install(store, offer)
    store.remove("tiny-argos")
    server.files[path] = tiny.argos_package(tmp_path / "x.argosmodel", note="changed").read_bytes()
    with pytest.raises(ModelError, match="is not the file that was installed") as error:
        install(store, offer)
    assert "--trust-anew" in error.value.hint
    assert left(store) == {"defaults.json": b"{}\n"}
    install(store, offer, trust_anew=True)
    store.remove("tiny-argos")
    install(store, offer)


def test_a_wrong_checksum_of_the_catalogue_leaves_nothing(
    store: Store, server: Server, package: bytes
) -> None:
    server.files["/v1/translate-en_mn-1_0.argosmodel"] = package
    file = File("translate-en_mn-1_0.argosmodel", len(package), "0" * 64)
    with pytest.raises(ModelError, match="another checksum"):
        install(store, argos_offer(server, files=(file,)))
    assert not [name for name in left(store) if not name.endswith(".stamp")]


def test_a_package_that_is_not_the_one_meant_leaves_nothing(
    store: Store, server: Server, package: bytes
) -> None:
    server.files["/v1/translate-en_mn-1_0.argosmodel"] = package
    for changes, reason in (
        ({"version": "2.0"}, "the package is en→mn 1.0"),
        ({"pairs": (Pair("en", "ru"),)}, "the package is en→mn 1.0"),
    ):
        with pytest.raises(ModelError, match=reason):
            install(store, argos_offer(server, **changes))
    server.files["/v1/translate-en_mn-1_0.argosmodel"] = package[: len(package) // 2]
    with pytest.raises(ModelError, match="cannot be read as a zip file"):
        install(store, argos_offer(server))
    assert left(store) == {}


def test_two_installs_at_once_make_one_model(store: Store, server: Server, package: bytes) -> None:
    server.files["/v1/translate-en_mn-1_0.argosmodel"] = package
    offer, models, errors = argos_offer(server), [], []

    def run() -> None:
        try:
            models.append(install(Store(store.root), offer))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len({model.folder for model in models}) == 1
    assert len(server.requests) == 1
    assert store.verify(store.get("tiny-argos")) == []


def test_firefox_files_are_unpacked(store: Store, server: Server, tmp_path: Path) -> None:
    pytest.importorskip("fxtranslate", reason="the extra l10n-offline[firefox] is not installed")
    folder = tiny.firefox(tmp_path / "firefox")
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    listed = []
    for name, data in files.items():
        packed = gzip.compress(data)
        server.files[f"/fx/{name}.gz"] = packed
        listed.append(File(f"{name}.gz", len(packed), hashlib.sha256(packed).hexdigest()))
    offer = argos_offer(
        server, family="firefox", address=f"{server.address}/fx", files=tuple(listed)
    )
    model = install(store, offer)
    assert {name: (model.content / name).read_bytes() for name in model.files} == files
    assert make_engine("auto").translate(["Two bridges were closed."], MN)[0].text


# The hub


@pytest.fixture
def hub(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    pytest.importorskip("huggingface_hub", reason="the extra l10n-offline[hub] is not installed")
    monkeypatch.setenv("HF_ENDPOINT", server.address)
    folder = tiny.multilingual(tmp_path / "hub", ["__en__", "__mn__"])
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    server.add_repository("someone/tiny-ct2", files)
    return files


def test_a_repository_of_the_hub(store: Store, server: Server, hub: dict[str, bytes]) -> None:
    seen: dict[str, int] = {}
    model = install(store, hub_offer(hub), progress=lambda name, done, _: seen.update({name: done}))
    assert {name: (model.content / name).read_bytes() for name in model.files} == hub
    assert seen["model.bin"] == len(hub["model.bin"])
    assert model.version == COMMIT[:12]
    revision, pins = store.pins("https://huggingface.co/someone/tiny-ct2@") or ("", {})
    assert (revision, sorted(pins)) == (COMMIT, sorted(hub))
    assert make_engine("tiny-hub").translate(["Two bridges were closed."], MN)
    assert all("authorization" not in str(request).lower() for request in server.requests)


def test_a_hub_file_that_changed_is_refused(
    store: Store, server: Server, hub: dict[str, bytes]
) -> None:
    install(store, hub_offer(hub))
    store.remove("tiny-hub")
    server.add_repository("someone/tiny-ct2", hub | {"config.json": b"{}"})
    with pytest.raises(ModelError, match=r"config\.json is not the file that was installed"):
        install(store, hub_offer(hub))
    assert left(store) == {"defaults.json": b"{}\n"}


def test_what_the_hub_lacks_is_said_in_a_line(
    store: Store, server: Server, hub: dict[str, bytes]
) -> None:
    with pytest.raises(ModelError, match="cannot be downloaded") as error:
        install(store, hub_offer(hub | {"more.bin": b""}, revision=COMMIT))
    assert "\n" not in error.value.message
    with pytest.raises(ModelError, match="cannot be downloaded"):
        install(store, hub_offer(hub, repository="someone/else"))
    wrong = (File("config.json", None, "0" * 64),)
    with pytest.raises(ModelError, match="is not the file that the catalogue means"):
        install(store, dataclasses.replace(hub_offer(hub), files=wrong))
    assert not list(store.root.glob("*/model.json"))


def test_without_the_extra_it_is_said_which(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    with pytest.raises(ModelError, match="needs the package huggingface_hub") as error:
        install(store, hub_offer({"model.bin": b""}))
    assert "[hub]" in error.value.hint


# The catalogue


def test_the_catalogue_holds_what_it_should() -> None:
    known = catalogue()
    assert {
        "argos-en-ru", "argos-en-uk", "opus-mt-tc-big-en-zle", "opus-mt-en-tut", "m2m100-418m",
        "m2m100-1.2b", "small100", "nllb-200-distilled-600m", "nllb-200-distilled-1.3b",
        "madlad-400-3b", "firefox-en-ru", "firefox-en-uk", "firefox-en-uk-tiny",
    } <= set(known)  # fmt: skip
    for offer in known.values():
        assert offer.commercial is not None, offer.licence
        assert bool(offer.address) != bool(offer.repository)
        assert offer.address.startswith(("https://", "")) and offer.files
        assert all(len(file.sha256) in (0, 64) for file in offer.files)
        assert all(0 < score.value < 100 and score.source for score in offer.scores)
        assert offer.pairs == tuple(sorted(offer.pairs))
    assert [id for id, offer in known.items() if not offer.commercial] == [
        "nllb-200-distilled-600m",
        "nllb-200-distilled-1.3b",
    ]
