"""YAML: string values are texts in the style that they are written in, all else stays."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from l10n import markup
from l10n.errors import SourceError
from l10n.formats import splicing
from l10n.formats.segmentation import segment_document
from tests.formats.pseudo import check_round_trip, document, keyed, messages

SOURCE = """\
# A comment stays
en: &all
  title: "Open the \\u0433ate 🥖\\n\\
    now" # so does this
  plain: Only in summer
  folded plain: Only in
    summer
  single: 'It''s  time'
  literal: |
    First line
      indented

    Last line
  folded: >-
    Some text that
    goes on

    and ends
  tagged: !!str Name
  anchored: &price Price
  alias: *price
  other tag: !env HOME
  number: 42
  yes: yes
  date: 2024-01-01
  address: https://example.org/a
  list:
  - Bread
  - {milk: Milk, tea: "Tea: green"}
"""
PLURAL = """\
en:
  files:
    one: "%{count} file"
    other: "%{count} files"
  bees: {one: a bee, other: bees}
  years:
    # a comment between
    one: one year
    # another
    other: some years
"""
WRITTEN = """\
ru:
  files:
    one: "%{count} файл"
    few: "%{count} файла"
    many: "%{count} файлов"
    other: "%{count} файла"
"""
HARD = [
    *("yes", "42", "~", "[a", "*a", "&a", "!a", "%a", "@a", "`a`", "'a'"),
    *('"a"', "a:", "{a}", "|", ">", "=", "<<", "2024-01-01", "null", "---"),
]
STYLES = {
    "plain": "a: Text\n",
    "in a list": "[Text, b]\n",
    "single": "a: 'Text'\n",
    "double": 'a: "Text"\n',
    "literal": "a:\n  - |-\n    Text\n",
    "folded": "a: >-\n   Text\nb: 1\n",
}


def values(text: str) -> list[str]:
    """The strings of a document, by PyYAML."""
    found: list[str] = []
    stack = [yaml.safe_load(text)]
    while stack:
        one = stack.pop(0)
        if isinstance(one, str):
            found.append(one)
        stack += one.values() if isinstance(one, dict) else one if isinstance(one, list) else []
    return found


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_is_read(newline: str) -> None:
    text = SOURCE.replace("\n", newline)
    assert messages(segment_document(document(text, ".yaml"))) == [
        "Open the гate 🥖\nnow",
        "Only in summer",
        "Only in summer",
        "It's  time",
        "First line\n  indented\n\nLast line",
        "Some text that goes on\nand ends",
        "Name",
        "Price",
        "Bread",
        "Milk",
        "Tea: green",
    ]
    check_round_trip(text, ".yml")


def test_a_mark_and_several_documents() -> None:
    text = "\ufeff---\na: One\n---\n- Two 🥖\n- 'Three'\n...\n"
    assert messages(segment_document(document(text, ".yml"))) == ["One", "Two 🥖", "Three"]
    check_round_trip(text, ".yml")


def test_the_locale_at_the_top_is_named() -> None:
    one = document("en:\n  a: Name\n", ".yml")
    segments = segment_document(one)
    found = keyed(segments, {"Name": "Нэр"})
    assert splicing.splice(one, segments, found, "mn") == "mn:\n  a: Нэр\n"
    assert splicing.splice(one, segments, {}, "mn") == "en:\n  a: Name\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_plurals_have_the_forms_of_the_locale(newline: str) -> None:
    one = document(PLURAL.replace("\n", newline), ".yml")
    segments = segment_document(one)
    assert [(s.msgid, s.plural) for s in segments] == [
        ("%{count} file", "%{count} files"),
        ("a bee", ""),
        ("bees", ""),
        ("one year", ""),
        ("some years", ""),
    ]
    forms = ("%{count} файл", "%{count} файла", "%{count} файлов")
    written = splicing.splice(one, segments, {segments[0].key: forms}, "ru")
    expected = WRITTEN + PLURAL[PLURAL.index("  bees") :]
    assert written == expected.replace("\n", newline)


@pytest.mark.parametrize(
    "translation",
    [*HARD, "a: b", "a #b", "- a", "a, b", "? a", "\\n"],
)
@pytest.mark.parametrize("style", STYLES)
def test_a_translation_is_the_same_text(style: str, translation: str) -> None:
    one = document(STYLES[style], ".yml")
    segments = segment_document(one)
    written = splicing.splice(one, segments, keyed(segments, {"Text": translation}))
    assert values(written)[0] == translation


@pytest.mark.parametrize("style", STYLES)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), min_size=1))
def test_any_translation_is_read_again(style: str, translation: str) -> None:
    text = markup.plain(f"x {translation}").replace("<", "‹").replace("\ufeff", "")
    one = document(STYLES[style], ".yml")
    segments = segment_document(one)
    found = keyed(segments, {"Text": markup.escape(text)})
    assert values(splicing.splice(one, segments, found))[0] == text.replace("\ufffe", "")


@given(st.text("ab: \n\"'-|>#&*!?[]{},\\ux0 ", max_size=24))
def test_any_text_keeps_its_bytes(text: str) -> None:
    try:
        one = document(text, ".yml")
    except SourceError:
        return
    assert splicing.splice(one, segment_document(one), {}) == text
    for block in one.blocks:
        assert text[slice(*block.span)] == block.content


@given(st.recursive(st.text("ab c\n'\":é", max_size=8), lambda one: st.lists(one, max_size=3)))
def test_what_pyyaml_writes_is_read(value: object) -> None:
    for style in (None, "'", '"', "|", ">"):
        text = yaml.safe_dump({"k": value}, default_style=style, allow_unicode=True)
        check_round_trip(text, ".yml")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: b: c\n", "line 1: not YAML: mapping values are not allowed"),
        ("a: 'b\n", "not YAML: found unexpected end"),
        ("a: *b\nc: &b d\x01\n", "not YAML: "),
        ("[" * 100_000, "not YAML: "),
        ("- " * 100_000 + "word", "not YAML: "),
        ("- " * 501 + "word", "not YAML: "),
    ],
)
def test_what_is_not_yaml(text: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        document(text, ".yml")


def test_laughs_do_not_grow() -> None:
    """An alias is no copy: a billion of them are read as what is written."""
    lines = ["a0: &a0 [Word, Word]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    assert messages(segment_document(document("\n".join(lines), ".yml"))) == ["Word", "Word"]
