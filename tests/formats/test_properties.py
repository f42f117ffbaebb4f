"""Java's properties and Apple's strings: values are texts, all else stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.errors import SourceError
from l10n.formats.segmentation import segment_document
from tests.formats.pseudo import check_round_trip, document, messages, splice

JAVA = (
    "# A comment = kept\n! another\n\nhello = Hello {0}\nhello.again: It''s \\u00e9 here\\nTwo\n"
    "long = one \\\n    and more\nbare Just a value\nempty =\nurl = https://example.com/\n"
    "key\\ with\\:signs=Value: here = too\n"
)
APPLE = (
    '/* A comment = "kept"; */\n"hello" = "Hello %@";\n// another\n'
    'bare.key = "Say \\"yes\\"\\n\\U00e9";\n'
)


def read(text: str, suffix: str) -> list[str]:
    return messages(segment_document(document(text, suffix)))


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_properties(newline: str) -> None:
    text = JAVA.replace("\n", newline)
    assert read(text, ".properties") == [
        "Hello {0}",
        "It''s é here\nTwo",
        "one and more",
        "Just a value",
        "Value: here = too",
    ]
    check_round_trip(text, ".properties")


def test_strings() -> None:
    assert read(APPLE, ".strings") == ["Hello %@", 'Say "yes"\né']
    check_round_trip(APPLE, ".strings")
    contexts = [one.context for one in segment_document(document(APPLE, ".strings"))]
    assert contexts == ["text 1: hello", "text 2: bare.key"]


@pytest.mark.parametrize(
    ("suffix", "source"), [(".properties", "a=Text"), (".strings", '"a"="Text";')]
)
@given(
    # What looks like a tag that the source lacks is refused.
    translation=st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="<")
    ).filter(bool)
)
def test_any_translation_is_read_again(suffix: str, source: str, translation: str) -> None:
    one = document(source, suffix)
    again = document(splice(one, segment_document(one), {"Text": f"x{translation}"}), suffix)
    [block] = again.blocks
    assert "".join(inline.text for inline in block.inlines) == splice_text(translation)


def splice_text(translation: str) -> str:
    """What may stand in a file of a text."""
    from l10n import markup
    from l10n.formats.html.tokens import UNWRITABLE

    return UNWRITABLE.sub("", markup.plain(f"x{translation}"))


@given(st.text('ab=: \\\n"/*;#!u0', max_size=20))
def test_any_text_keeps_its_bytes(text: str) -> None:
    for suffix in (".properties", ".strings"):
        try:
            source = document(text, suffix)
        except SourceError:
            assert suffix == ".strings"
            continue
        assert splice(source, segment_document(source), {}) == text


def test_what_is_no_strings_file() -> None:
    with pytest.raises(SourceError, match="line 2: not"):
        document('"a" = "b";\nc = d;\n', ".strings")
