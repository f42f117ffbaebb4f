"""Fluent: values, attributes and terms, with their placeables; choices by number as plurals."""

from __future__ import annotations

import sys

import pytest
from fluent.syntax import FluentParser, ast
from hypothesis import given
from hypothesis import strategies as st

from l10n import markup
from l10n.errors import SourceError
from l10n.formats import splicing
from l10n.formats.segmentation import segment_document
from tests.formats.pseudo import check_round_trip, document, keyed, messages

SOURCE = """\
### A comment
-brand = Garden
hello = Hello, { $name }!
    .title = Say "hello"
    .accesskey = H
multi =
    First line
      more

    last {"{"} one
inline = One
  two
1odd = is no message
address = https://example.org/a
chooses = { $sex ->
    [male] He came
   *[other] They came
}
mixed = Now { $n ->
    [one] one bee
   *[other] bees
} fly
last = { -brand } is open
"""
PLURAL = """\
emails =
    { NUMBER($count) ->
        [one] One email for { $name }
       *[other] { $count } emails
    }
    .title = { $count ->
        [one] one
       *[other] many
    }
"""
WRITTEN = """\
emails =
    { NUMBER($count) ->
    [one] Письмо для { $name }
    [few] { $count } письма{"{"}1{"}"}
    [many] { $count } писем
   *[other] { $count } письма{"{"}1{"}"}
}
    .title = { $count ->
        [one] one
       *[other] many
    }
"""


def values(text: str) -> list[str]:
    """The texts of a file as fluent.syntax reads them, placeables as they stand."""
    found = []
    for entry in FluentParser(with_spans=True).parse(text).body:
        assert not isinstance(entry, ast.Junk), entry.content
        if isinstance(entry, (ast.Message, ast.Term)):
            patterns = [entry.value, *(one.value for one in entry.attributes)]
            found += ["".join(map(_seen, one.elements)) for one in patterns if one]
    return found


def _seen(element: ast.TextElement | ast.Placeable) -> str:
    if isinstance(element, ast.TextElement):
        return element.value
    if isinstance(element.expression, ast.StringLiteral):
        return element.expression.value
    return "{}"


def translated(text: str, texts: dict[str, str]) -> str:
    one = document(text, ".ftl")
    segments = segment_document(one)
    return splicing.splice(one, segments, keyed(segments, texts), "ru")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_is_read(newline: str) -> None:
    one = document(SOURCE.replace("\n", newline), ".ftl")
    assert messages(segment_document(one)) == [
        "Garden",
        "Hello, <1/>!",
        'Say "hello"',
        "H",
        "First line\n  more\n\nlast <1/> one",
        "One\ntwo",
        "<1/> is open",
    ]
    assert one.skipped == (
        "line 13: no message of Fluent",
        "line 15: 'chooses' chooses between texts",
        "line 19: 'mixed' chooses between texts",
    )


def test_it_keeps_its_bytes() -> None:
    for text in (SOURCE, SOURCE.replace("\n", "\r\n")):
        check_round_trip(text, ".ftl")
    one = document(PLURAL, ".ftl")
    assert splicing.splice(one, segment_document(one), {}, "ru") == PLURAL


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_plurals_have_the_forms_of_the_locale(newline: str) -> None:
    one = document(PLURAL.replace("\n", newline), ".ftl")
    first, second = segment_document(one)
    assert (first.msgid, first.plural) == ("One email for { $name }", "{ $count } emails")
    assert second.context == "plural 2: emails.title"
    forms = ("Письмо для { $name }", "{ $count } письма{1}", "{ $count } писем")
    written = splicing.splice(one, [first, second], {first.key: forms}, "ru")
    assert written == WRITTEN.replace("\n", newline)
    assert values(WRITTEN)


@pytest.mark.parametrize("source", ["a = Text\n", "a =\n  Text\n", "a = A\n    .b = Text\n"])
@pytest.mark.parametrize(
    "translation",
    [
        "[a",
        "*a",
        ".a",
        "a\n[b",
        "a\n  b",
        "a\n\n*b",
        "a\n  [b\nc",
        "a\n  b\n c",
        "{a}",
        "}",
        "a { b",
        "# a",
        "a\n# b",
        "b = c",
    ],
)
def test_a_translation_is_the_same_text(source: str, translation: str) -> None:
    assert values(translated(source, {"Text": translation}))[-1] == translation


@given(
    st.text(
        st.characters(exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="<"), min_size=1
    ).filter(lambda text: text.strip(" "))  # no value begins with a blank line
)
def test_any_translation_is_read_again(translation: str) -> None:
    text = (
        markup.plain(f"{translation}\nx {translation}").replace("\ufffe", "").replace("\uffff", "")
    )
    assert values(translated("a = Text\n", {"Text": markup.escape(text)})) == [text]


@given(st.text('ab={}$ \n.[*"->', max_size=30))
def test_any_text_keeps_its_bytes(text: str) -> None:
    try:
        one = document(f"k = {text}", ".ftl")
    except SourceError:
        return
    segments = segment_document(one)
    assert splicing.splice(one, segments, {}) == f"k = {text}"
    for block in one.blocks:
        assert one.text[slice(*block.span)] == block.content


@pytest.mark.parametrize("text", ["<html>", "{", "{ " * 100_000, "a = {\n" * 1000])
def test_what_is_no_fluent(text: str) -> None:
    with pytest.raises(SourceError, match=r"no message of Fluent|nested too deeply"):
        document(text, ".ftl")


def test_deep_placeables_are_an_error_or_kept() -> None:
    text = "a = " + "{ " * 20_000 + "$b" + " }" * 20_000 + "\n"
    try:
        one = document(text, ".ftl")
    except SourceError as error:
        assert "nested too deeply" in error.message
    else:
        assert splicing.splice(one, segment_document(one), {}) == text


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fluent.syntax", None)
    with pytest.raises(SourceError, match=r"need fluent\.syntax") as error:
        document("a = b\n", ".ftl")
    assert "[fluent]" in error.value.hint
