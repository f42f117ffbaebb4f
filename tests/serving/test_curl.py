"""The requests that LibreTranslate's documentation shows, sent with curl as they stand there.

Only the address and the target language are others; what its page of the API ("API usage") and its
OpenAPI page's "Try it out" show is all here.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.serving.conftest import Server

CURL = shutil.which("curl")
pytestmark = pytest.mark.skipif(not CURL, reason="curl is not installed (Debian package)")
JSON = ("-H", "Content-Type: application/json")
ACCEPT = ("-H", "accept: application/json")
FORM = (*ACCEPT, "-H", "Content-Type: application/x-www-form-urlencoded")


def curl(server: Server, path: str, *arguments: str) -> Any:
    url = path if path.startswith("http") else server.url + path
    command = [str(CURL), "--silent", "--show-error", "--fail-with-body", "--noproxy", "*", url]
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


def asked(server: Server, **fields: Any) -> Any:
    return curl(server, "/translate", *JSON, "-d", json.dumps(fields | {"api_key": "xxxxxx"}))


def is_russian(text: str) -> bool:
    return any("а" <= letter <= "я" for letter in text.lower())


def test_simple_translation(server: Server) -> None:
    answer = asked(server, q="Hello!", source="en", target="ru")
    assert is_russian(answer["translatedText"])


def test_detection_of_the_source(server: Server) -> None:
    answer = asked(server, q="Good morning!", source="auto", target="ru")
    assert answer["detectedLanguage"]["language"] == "en"
    assert 0 <= answer["detectedLanguage"]["confidence"] <= 100
    assert is_russian(answer["translatedText"])


def test_html(server: Server) -> None:
    answer = asked(server, q='<p class="green">Hello!</p>', source="en", target="ru", format="html")
    text = answer["translatedText"]
    assert text.startswith('<p class="green">') and text.endswith("</p>") and is_russian(text)


def test_alternatives(server: Server) -> None:
    answer = asked(server, q="Hello", source="en", target="ru", format="text", alternatives=3)
    assert 1 <= len(answer["alternatives"]) <= 3
    assert all(isinstance(one, str) for one in answer["alternatives"])


def test_several_texts(server: Server) -> None:
    answer = asked(server, q=["Hello world!", "Good night!"], source="en", target="ru")
    assert len(answer["translatedText"]) == 2 and all(map(is_russian, answer["translatedText"]))


def test_form(server: Server) -> None:
    data = "q=Hello%20world!&source=en&target=ru&format=text&alternatives=3&api_key="
    answer = curl(server, "/translate", "-X", "POST", *FORM, "-d", data)
    assert is_russian(answer["translatedText"]) and answer["alternatives"]


def test_detect(server: Server) -> None:
    answer = curl(server, "/detect", "-X", "POST", *FORM, "-d", "q=Hello%20world!&api_key=")
    assert answer[0]["language"] == "en" and set(answer[0]) == {"confidence", "language"}


def test_file(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Hello world!\n")
    fields = (f"file=@{path};type=text/plain", "source=en", "target=ru", "api_key=")
    form = [part for field in fields for part in ("-F", field)]
    kind = ("-H", "Content-Type: multipart/form-data")
    answer = curl(server, "/translate_file", "-X", "POST", *ACCEPT, *kind, *form)
    url = answer["translatedFileUrl"]
    done = subprocess.run(
        [str(CURL), "-sS", "--noproxy", "*", "-OJ", url], cwd=tmp_path, capture_output=True
    )
    assert done.returncode == 0
    [found] = [one for one in tmp_path.iterdir() if one != path]
    assert is_russian(found.read_text("utf-8"))


def test_suggest(server: Server) -> None:
    data = "q=Hello%20world!&s=%D0%9F%D1%80%D0%B8%D0%B2%D0%B5%D1%82!&source=en&target=ru"
    assert curl(server, "/suggest", "-X", "POST", *FORM, "-d", data) == {"success": True}


@pytest.mark.parametrize("path", ["/languages", "/frontend/settings", "/health", "/spec"])
def test_reading(server: Server, path: str) -> None:
    answer = curl(server, path, "-X", "GET", *ACCEPT)
    if path == "/languages":
        assert all(set(one) == {"code", "name", "targets"} for one in answer)
    elif path == "/frontend/settings":
        assert set(answer) == {
            *("apiKeys", "charLimit", "filesTranslation", "frontendTimeout", "keyRequired"),
            *("language", "suggestions", "supportedFilesFormat"),
        }
