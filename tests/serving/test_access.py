"""Keys and rates: who is let in, how often, and what is kept of a key."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from l10n.errors import ConfigError
from l10n.serving.access import Access
from l10n.serving.keys import Keys
from tests.conftest import Run
from tests.serving.conftest import in_process, make_project

GOOD = {"q": "Hello.", "source": "en", "target": "ru"}


def ask(client: TestClient, key: str = "") -> int:
    return client.post("/translate", json=GOOD | {"api_key": key}).status_code


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return Keys(tmp_path / "keys.json")


def test_only_with_a_key(tmp_path: Path, keys: Keys) -> None:
    secret = keys.add("weblate")
    with in_process(make_project(tmp_path / "p"), access=Access(keys)) as client:
        missing = client.post("/translate", json=GOOD)
        assert missing.status_code == 400
        assert missing.json() == {"error": "Please contact the server operator to get an API key"}
        wrong = client.post("/detect", data={"q": "Hello.", "api_key": f"{secret}x"})
        assert wrong.status_code == 403 and wrong.json() == {"error": "Invalid API key"}
        assert ask(client, "\u00e9") == 403
        assert ask(client, secret) == 200
        form = client.post("/translate", data=GOOD | {"api_key": secret})
        query = client.post(f"/translate?api_key={secret}", data=GOOD)  # OmegaT has no other place
        assert form.status_code == query.status_code == 200
        settings = client.get("/frontend/settings").json()
        assert settings["apiKeys"] is settings["keyRequired"] is True
        keys.revoke("weblate")
        assert ask(client, secret) == 403, "a running server heeds what was revoked"
        assert ask(client, keys.add("weblate")) == 200


def test_rate_of_a_key(tmp_path: Path, keys: Keys) -> None:
    slow, fast = keys.add("slow", "2/hour"), keys.add("fast")
    with in_process(make_project(tmp_path / "p"), access=Access(keys, "4/hour")) as client:
        assert [ask(client, slow) for _ in range(3)] == [200, 200, 429]
        assert [ask(client, fast) for _ in range(5)] == [200] * 4 + [429]
        refused = client.post("/translate", json=GOOD | {"api_key": slow})
        assert refused.json() == {"error": "Slowdown: 2 per 1 hour"}
        assert 1 <= int(refused.headers["retry-after"]) <= 3600
        assert client.get("/health").status_code == 200, "what costs nothing is not counted"


def test_rate_of_an_address(tmp_path: Path) -> None:
    with in_process(make_project(tmp_path), access=Access(None, "1/hour")) as client:
        assert [ask(client) for _ in range(2)] == [200, 429]


def test_only_digests_are_kept(keys: Keys) -> None:
    secret = keys.add("weblate", "10/second")
    assert secret not in keys.path.read_text() and len(secret) >= 43
    assert stat.S_IMODE(keys.path.stat().st_mode) == 0o600
    assert [key.name for key in Keys(keys.path).all()] == ["weblate"]


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        "{}",
        '{"version": 1}',
        '{"version": 2, "keys": []}',
        '{"version": 1, "keys": [{}]}',
    ],
)
def test_other_files(keys: Keys, text: str) -> None:
    keys.path.write_text(text)
    with pytest.raises(ConfigError):
        Access(keys)
    with pytest.raises(ConfigError):
        keys.add("weblate")
    assert keys.path.read_text() == text


def test_commands(project: Path, run: Run) -> None:
    secret = run("serve-keys", "add", "weblate", "--rate", "600/minute").out.strip()
    assert Keys(project / ".l10n" / "api-keys.json").find(secret)
    listed = json.loads(run("serve-keys", "list", "--json").out)
    assert [(one["name"], one["rate"]) for one in listed] == [("weblate", "600/minute")]
    assert "600/minute" in run("serve-keys", "list").out
    for wrong in (
        ("add", "weblate"),
        ("add", "../x"),
        ("add", "new", "--rate", "fast"),
        ("revoke", "nobody"),
    ):
        result = run("serve-keys", *wrong)
        assert result.code == 2 and result.err.startswith("error: ") and "hint: " in result.err
    assert run("serve-keys", "revoke", "weblate").code == 0
    assert json.loads(run("serve-keys", "list", "--json").out) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("--api-keys", "missing.json"),
        ("--rate", "fast"),
        ("--engine", "none"),
        ("--to", "tlh"),
        ("--to", "de"),
        ("--fd", "250"),
        ("--log-level", "loud"),
        ("--host", "192.0.2.1", "--port", "0"),
    ],
)
def test_wrong_options(project: Path, run: Run, arguments: tuple[str, ...]) -> None:
    (project / "l10n.toml").write_text('engine = "starter"\n')
    result = run("serve", *arguments)
    assert result.code == 2
    assert result.err.splitlines()[-2].startswith("error: ")
    assert result.err.splitlines()[-1].startswith("hint: ")
