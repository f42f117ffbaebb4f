"""The tools that speak LibreTranslate's API work with it as they are."""

from __future__ import annotations

import http.client
import json
import subprocess
import urllib.error
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest
from libretranslatepy import LibreTranslateAPI

from l10n.serving.keys import Keys
from tests.conftest import ROOT
from tests.serving.conftest import Server, Start

CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяөүіїєґ"


@pytest.fixture
def api(server: Server) -> Iterator[LibreTranslateAPI]:
    yield LibreTranslateAPI(server.url)


def is_cyrillic(text: str) -> bool:
    return any(letter in CYRILLIC for letter in text.lower())


@pytest.mark.parametrize("target", ["mn", "ru", "uk"])
def test_libretranslatepy_translates(api: LibreTranslateAPI, target: str) -> None:
    text = api.translate("The council met.\nThe river rose again.", "en", target)
    assert is_cyrillic(text) and text.count("\n") == 1


def test_libretranslatepy_lists_and_detects(api: LibreTranslateAPI) -> None:
    languages = {one["code"]: one for one in api.languages()}
    assert languages["en"]["targets"] == ["en", "mn", "ru", "uk"]
    assert languages["mn"] == {"code": "mn", "name": "Mongolian", "targets": ["mn"]}
    assert api.detect("Өнөөдөр хурал боллоо, олон хүн ирлээ.")[0]["language"] == "mn"
    assert api.detect("The council met again.")[0]["language"] == "en"
    assert api.detect("12.5")[0] == {"confidence": 0.0, "language": "en"}


def test_libretranslatepy_hears_of_errors(api: LibreTranslateAPI) -> None:
    with pytest.raises(urllib.error.HTTPError) as error:
        api.translate("Hello.", "en", "tlh")
    with error.value:
        assert error.value.code == 400


@pytest.mark.parametrize("text", ["Hello.", "Two sentences. In one text."])
def test_weblate_with_one_text(server: Server, text: str) -> None:
    """Weblate up to 5.4 posts a form for each string, with a key that may be empty."""
    codes = [one["code"] for one in server.client.get("/languages").json()]
    assert {"en", "mn", "ru", "uk"} <= set(codes)
    data = {"api_key": "", "q": text, "source": "en", "target": "ru"}
    payload = server.client.post("/translate", data=data).json()
    assert is_cyrillic(payload["translatedText"])


def test_weblate_with_many_texts(server: Server) -> None:
    """Weblate since 5.5 posts a list as JSON, and wants a list as long."""
    texts = ["Save", "The file %s was not found.", "", "Save", "Line one\nline two\n"]
    body = {"api_key": "", "q": texts, "source": "en", "target": "mn"}
    payload = server.client.post("/translate", json=body).json()
    found = payload["translatedText"]
    assert len(found) == len(texts) and all(isinstance(one, str) for one in found)
    assert found[0] == found[3] and found[2] == ""
    assert found[1].count("%s") == 1
    assert found[4].count("\n") == 2 and found[4].endswith("\n")


@pytest.mark.slow
def test_weblate_itself(start: Start, tmp_path: Path) -> None:
    """Weblate's own class, from its package, with a key and without one that is right."""
    python = ROOT / ".venv-weblate" / "bin" / "python"
    if not python.exists():
        pytest.skip("Weblate is not installed (tools/weblate installs it)")
    keys = Keys(tmp_path / "keys.json")
    secret = keys.add("weblate")
    server = start("--api-keys", keys.path)
    texts = ["The file %s was not found.", "Save", "Two sentences. In one text."]

    def ask(key: str) -> subprocess.CompletedProcess[str]:
        program = Path(__file__).with_name("weblate_client.py")
        command = [str(python), str(program), f"{server.url}/", key, "mn_MN", *texts]
        return subprocess.run(command, capture_output=True, text=True, timeout=120)

    done = ask(secret)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["languages"] == ["en", "mn", "ru", "uk"]
    found = {source: one["text"] for source, [one] in answer["found"].items()}
    assert list(found) == texts and all(map(is_cyrillic, found.values()))
    assert found[texts[0]].count("%s") == 1
    refused = ask(f"{secret}x")
    assert refused.returncode != 0 and "403" in refused.stderr


def test_omegat(server: Server) -> None:
    """OmegaT's plugin posts a form to the whole address and looks for ``translatedText``."""
    address = urllib.parse.urlsplit(server.url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=60)
    body = urllib.parse.urlencode({"q": "The <g1>river</g1> rose.", "source": "en", "target": "uk"})
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/translate", body, headers)
    answer = connection.getresponse().read().decode()
    connection.close()
    assert '"translatedText":"' in answer
    assert answer.count("<g1>") == answer.count("</g1>") == 1


def test_browser_extension(server: Server) -> None:
    """An extension's background page calls with an origin of its own and detects the language."""
    body = {"q": "<p>Hello</p>", "source": "auto", "target": "ru", "format": "html"}
    headers = {"Origin": "moz-extension://4a5b"}
    answer = server.client.post("/translate", json=body, headers=headers).json()
    assert answer["detectedLanguage"]["language"] == "en"
    assert answer["translatedText"].startswith("<p>")


def test_curl(server: Server) -> None:
    """Letters that are not escaped in a form are UTF-8, whatever the standard says of them."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    body = "q=Өнөөдөр хурал боллоо, олон хүн ирлээ.".encode()
    answer = server.client.post("/detect", content=body, headers=headers).json()
    assert answer[0]["language"] == "mn"


def test_multipart_and_query(server: Server) -> None:
    fields = {"source": "en", "target": "ru"}
    one = server.client.post("/translate", files={"q": (None, "Hello.")}, data=fields).json()
    two = server.client.post("/translate", params=fields | {"q": "Hello."}).json()
    three = server.client.post("/translate", data=fields | {"q": ["Hello.", "Hello."]}).json()
    assert one["translatedText"] == two["translatedText"] == three["translatedText"][1]
