"""Line breaks and tabs part words; where a line is a thing of its own, it is a segment."""

from __future__ import annotations

import pytest

from l10n import markup
from l10n.formats.segmentation import segment_document
from tests.formats.pseudo import check_round_trip, document, messages, splice


def read(text: str, suffix: str = ".html") -> list[str]:
    return messages(segment_document(document(text, suffix)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>The red door<br>The blue house</p>", ["The red door", "The blue house"]),
        ("<p>Anna Lee<br/>12 Main Street<br/>Green Town</p>", None),
        ("<p>This sentence goes<br>on here.</p>", ["This sentence goes <1/>on here."]),
        ("<p>This sentence goes <br>on here.</p>", ["This sentence goes <1/>on here."]),
        ("<p>This sentence goes<br> on here.</p>", ["This sentence goes<1/> on here."]),
        ("<p>It ends here:<br>a new one.</p>", ["It ends here:", "a new one."]),
        ("<p>Run<br><code>make</code> now.</p>", ["Run <1/><2/> now."]),
        ("<p><b>One line<br>Another line</b></p>", ["One line", "Another line"]),
    ],
)
def test_lines_of_html(text: str, expected: list[str] | None) -> None:
    assert read(text) == (expected or ["Anna Lee", "12 Main Street", "Green Town"])
    check_round_trip(text, ".html")


@pytest.mark.parametrize("mark", ["\\", "  "])
def test_lines_of_markdown(mark: str) -> None:
    text = f"The red door{mark}\nThe blue house{mark}\nis here.\n"
    assert read(text, ".md") == ["The red door", "The blue house <1/>is here."]
    assert check_round_trip(text, ".md").count(f"{mark}\n") == 2


def test_the_blank_is_in_the_message_only() -> None:
    text = "<p>This sentence goes<br>on here.</p>"
    source = document(text, ".html")
    segments = segment_document(source)
    translation = {"This sentence goes <1/>on here.": "Фраза продолжается <1/>здесь."}
    assert splice(source, segments, translation) == "<p>Фраза продолжается<br>здесь.</p>"
    assert markup.plain(segments[0].msgid) == "This sentence goes on here."
