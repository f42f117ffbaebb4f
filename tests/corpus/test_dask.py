"""Real worker processes, killed and restarted: every line is there once, or named."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest
from dask import config as dask_config
from distributed.security import Security

import l10n
from l10n.corpus.cluster import Chunk, Cluster
from l10n.corpus.work import Outcome, Setup
from l10n.engines.decoding import Decoding
from l10n.model import Pair
from tests.conftest import ROOT
from tests.corpus.conftest import Corpora

DRIVER = "import tests.corpus.engine, l10n.cli\nif __name__ == '__main__': l10n.cli.main()"
LINES = [f"Sentence {number} of the text." for number in range(120)]
EXPECTED = "".join(f"«{line}»\n" for line in LINES).encode()


class Command:
    """`l10n corpus` in a process of its own, with an engine that takes its time."""

    def __init__(
        self,
        corpora: Corpora,
        *options: str,
        sleep: float = 0.2,
        settings: dict[str, str] | None = None,
    ) -> None:
        self.corpora = corpora
        self.log = corpora.output.parent / "log"
        driver = corpora.output.parent / "driver.py"
        driver.write_text(DRIVER)
        arguments = ["corpus", corpora.input, "--to", "mn", "--output", corpora.output]
        arguments += ["--engine", "fragile", "--lines", "4", *options]
        self.process = subprocess.Popen(
            [sys.executable, driver, *map(str, arguments)],
            env=environment(sleep) | {"L10N_TEST_LOG": str(self.log)} | (settings or {}),
            cwd=corpora.output.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def wait_for_parts(self, count: int) -> None:
        until(lambda: len(self.corpora.parts("a.txt")) >= count or self.process.poll() is not None)
        assert self.process.poll() is None, self.process.communicate()

    def workers(self) -> list[psutil.Process]:
        """The processes that translate: of the descendants, those with the engine's module."""
        found = psutil.Process(self.process.pid).children(recursive=True)
        return [one for one in found if "spawn_main" in " ".join(one.cmdline())]

    def end(self) -> tuple[int, str]:
        _, err = self.process.communicate(timeout=120)
        return self.process.returncode, err


def environment(sleep: float) -> dict[str, str]:
    return os.environ | {
        "PYTHONPATH": str(ROOT),
        "DASK_DISTRIBUTED__WORKER__PRELOAD": "tests.corpus.engine",
        "L10N_TEST_SLEEP": str(sleep),
    }


def until(condition: Callable[[], bool]) -> None:
    for _ in range(1200):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("waited for a minute in vain")


def asked(log: Path) -> list[str]:
    """The lines that workers have translated, or begun to, by their logs."""
    found = [line for batch in log.read_text("utf-8").splitlines() for line in batch.split("\t")]
    return [line for line in found if line in LINES]


@pytest.fixture
def ready(corpora: Corpora) -> Corpora:
    corpora.write("a.txt", "".join(f"{line}\n" for line in LINES).encode())
    return corpora


def test_a_worker_killed_mid_run_costs_only_its_partition(ready: Corpora) -> None:
    command = Command(ready, "--workers", "2")
    command.wait_for_parts(4)
    worker, *_ = command.workers()
    worker.kill()
    code, err = command.end()
    assert code == 0, err
    assert ready.text("a.txt") == EXPECTED
    # What the lost worker had, in work and in wait, was done again: no more than that.
    assert len(LINES) <= len(asked(command.log)) <= len(LINES) + 4 * 3


@pytest.mark.slow
def test_a_run_that_was_killed_goes_on_where_it_was(ready: Corpora) -> None:
    command = Command(ready, "--workers", "2")
    command.wait_for_parts(6)
    workers = command.workers()
    command.process.kill()
    command.end()
    psutil.wait_procs(workers, timeout=30)
    assert not [one for one in workers if one.is_running()], "workers outlive their run"
    done = {line for path in ready.parts("a.txt") for line in path.read_text("utf-8").split("\n")}
    command.log.unlink()
    code, err = (again := Command(ready, "--workers", "2", sleep=0)).end()
    assert code == 0, err
    assert ready.text("a.txt") == EXPECTED
    assert not {f"«{line}»" for line in asked(again.log)} & done


@pytest.mark.slow
def test_ctrl_c_saves_what_is_finished(ready: Corpora) -> None:
    command = Command(ready, "--workers", "2")
    command.wait_for_parts(2)
    os.killpg(command.process.pid, signal.SIGINT)  # as a terminal does, to the workers too
    code, err = command.end()
    assert code == 130
    assert "interrupted; finished partitions are saved\nhint: run the same command again" in err
    assert "Traceback" not in err
    assert not json.loads((ready.output / "report.json").read_text("utf-8"))["complete"]
    code, err = Command(ready, "--workers", "2", sleep=0).end()
    assert code == 0, err
    assert ready.text("a.txt") == EXPECTED


@pytest.mark.slow
def test_a_line_that_kills_workers_is_named_and_the_others_are_there(
    corpora: Corpora, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "0")
    lines = [*LINES[:5], "DEADLY", "POISON", *LINES[5:12]]
    corpora.write("a.txt", "\n".join(lines).encode())
    code, err = Command(corpora, "--workers", "2", sleep=0).end()
    assert code == 1, err
    report = json.loads((corpora.output / "report.json").read_text("utf-8"))
    assert report["complete"]
    reasons = {one["line"]: one["reason"] for one in report["failures"]}
    assert reasons.pop(6) == "the workers that translate it die"
    assert reasons.pop(7) == "RuntimeError: the engine fails at this"
    # A line may have been with the deadly one on its worker, each time; it is named then.
    output = corpora.text("a.txt").decode().split("\n")
    for number, (line, found) in enumerate(zip(lines, output, strict=True), start=1):
        assert found == ("" if number in {6, 7} | set(reasons) else f"«{line}»")


@pytest.mark.slow
def test_a_result_that_died_with_its_worker_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("L10N_TEST_SLEEP", "1")
    pair = Pair("en", "mn")
    setup = Setup(l10n.__version__, "fragile", "brackets/mn 1.0", Decoding(), "en", pair)
    done: list[object] = []
    import distributed  # noqa: F401 - its defaults must be there before they are changed

    preload = {"distributed.worker.preload": ["tests.corpus.engine"]}
    with dask_config.set(preload), Cluster(workers=2) as cluster:
        cluster.submit(Chunk(setup, ("One.",), done.append))
        [(future, _)] = cluster._futures.values()
        until(lambda: future.status == "finished")
        processes = future.client.run(os.getpid)
        [address] = future.client.who_has([future])[future.key]
        os.kill(processes[address], signal.SIGKILL)
        until(lambda: future.status == "lost")
        while cluster.in_flight:
            cluster.collect()
    assert done == [[Outcome("«One.»")]]


def connections(process: psutil.Process) -> list[Any]:
    """The TCP connections of a process; psutil calls them so from version 6 on."""
    ask = getattr(process, "net_connections", None) or process.connections
    return list(ask("tcp"))


@pytest.mark.slow
def test_nothing_but_loopback_and_only_with_a_certificate(ready: Corpora) -> None:
    command = Command(ready, "--workers", "1", sleep=0.5)
    command.wait_for_parts(1)
    main = psutil.Process(command.process.pid)
    sockets = [one for process in (main, *command.workers()) for one in connections(process)]
    assert sockets
    assert {one.laddr.ip for one in sockets} == {"127.0.0.1"}
    from distributed import Client

    for port in {one.laddr.port for one in connections(main) if not one.raddr}:
        with pytest.raises(OSError):
            Client(f"tcp://127.0.0.1:{port}", timeout=1)
    command.process.kill()
    command.end()


@contextmanager
def dask(
    *arguments: str, sleep: float = 0.2, settings: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """`dask scheduler` or `dask worker`, as on any host of a cluster."""
    with subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments],
        env=environment(sleep) | (settings or {}),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGKILL)


@pytest.mark.slow
def test_three_workers_over_tls(ready: Corpora, tmp_path: Path) -> None:
    """As on three hosts: processes of their own that talk by certificates, and to nobody else."""
    files = {name: str(tmp_path / f"{name}.pem") for name in ("ca", "cert", "key")}
    made = Security.temporary()
    Path(files["ca"]).write_text(made.tls_ca_file)
    Path(files["cert"]).write_text(made.tls_scheduler_cert)
    Path(files["key"]).write_text(made.tls_scheduler_key)
    tls = [
        *("--tls-ca-file", files["ca"], "--tls-cert", files["cert"], "--tls-key", files["key"]),
        "--no-dashboard",
    ]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    address = f"tls://127.0.0.1:{port}"
    where = ("--local-directory", str(tmp_path / "dask"), "--nthreads", "1")
    with ExitStack() as cluster:
        scheduler = ("scheduler", "--host", "127.0.0.1", "--port", port, "--protocol", "tls")
        cluster.enter_context(dask(*scheduler, *tls))
        for number in range(3):
            name = ("--name", f"host{number}")
            log = {"L10N_TEST_LOG": str(tmp_path / f"host{number}.log")}
            cluster.enter_context(dask("worker", address, *where, *name, *tls, settings=log))
        until(lambda: listens(port))
        strange = Command(ready, "--scheduler", f"tcp://127.0.0.1:{port}")
        code, err = strange.end()
        assert code == 2 and "no Dask scheduler answers" in err
        prefix = "DASK_DISTRIBUTED__COMM__TLS__"
        keys = {f"{prefix}CA_FILE": files["ca"], f"{prefix}CLIENT__CERT": files["cert"]}
        command = Command(
            ready, "--scheduler", address, settings=keys | {f"{prefix}CLIENT__KEY": files["key"]}
        )
        code, err = command.end()
    assert code == 0, err
    assert ready.text("a.txt") == EXPECTED
    done = [asked(tmp_path / f"host{number}.log") for number in range(3)]
    assert all(done), "all three have worked"
    assert sorted(line for lines in done for line in lines) == sorted(LINES), "no line twice"


@pytest.mark.slow
def test_a_scheduler_restarted_mid_run(ready: Corpora, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    address = f"tcp://127.0.0.1:{port}"
    scheduler = ("scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")
    worker = (
        "worker",
        address,
        "--nthreads",
        "1",
        "--nworkers",
        "2",
        "--no-dashboard",
        "--local-directory",
        str(tmp_path / "dask"),
    )
    with dask(*scheduler), dask(*worker):
        until(lambda: listens(port))
        command = Command(ready, "--scheduler", address)
        command.wait_for_parts(4)
        before = len(ready.parts("a.txt"))
    # Both are gone: an init system would start them again.
    with dask(*scheduler), dask(*worker):
        code, err = command.end()
    assert before < 30
    assert code == 0, err
    assert "went away; waiting for it" in err
    assert ready.text("a.txt") == EXPECTED


def listens(port: str) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", int(port))) == 0


@pytest.mark.slow
def test_the_starter_says_the_same_in_workers_as_in_the_library(corpora: Corpora) -> None:
    text = (ROOT / "source" / "article.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if line.strip()]
    corpora.write("a.txt", "".join(f"{line}\n" for line in lines).encode())
    arguments = [corpora.input / "a.txt", "--to", "mn,ru,uk", "--output", corpora.output]
    done = subprocess.run(
        [sys.executable, "-m", "l10n", "corpus", *map(str, arguments), "--workers", "2"],
        cwd=corpora.input,
        env=os.environ | {"L10N_PROJECT": str(corpora.input)},
        capture_output=True,
        text=True,
        timeout=200,
    )
    assert done.returncode == 0, done.stderr
    from l10n.engines import make_engine
    from l10n.formats import make_document
    from l10n.translation.documents import translate_text
    from l10n.translation.translator import Translator

    # A corpus is translated fast.
    translator = Translator(make_engine("auto"), chooses=False)
    for locale in ("mn", "ru", "uk"):
        wanted = [
            translate_text(make_document(Path("a.txt"), line), "en", locale, translator)
            for line in lines
        ]
        assert corpora.text("a.txt", locale).decode().splitlines() == wanted
