"""InDesign's stories: paragraphs, changes of style as codes, everything else to the byte."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape, unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n import markup
from l10n.errors import SourceError
from l10n.formats import read_document
from l10n.formats.html.tokens import UNWRITABLE
from l10n.formats.segmentation import segment_document
from l10n.model import Document
from tests.formats.pseudo import export, messages, pseudo
from tests.formats.test_office import archive

_CONTENT = re.compile("(?<=<Content>)[^<]+")
PLAIN = '<CharacterStyleRange AppliedCharacterStyle="n">'
BOLD = '<CharacterStyleRange AppliedCharacterStyle="b" FontStyle="Bold">'
PROPERTIES = '<Properties><Leading type="unit">14</Leading></Properties>'
STORY = f"""\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<idPkg:Story xmlns:idPkg="http://ns.adobe.com/AdobeInDesign/idml/1.0/packaging">
<Story Self="u1"><StoryPreference/>
<ParagraphStyleRange AppliedParagraphStyle="h">
  {PLAIN}<Content>Open the gate. Close the door.</Content><Br/>
  <Content>The </Content></CharacterStyleRange>
  {BOLD}{PROPERTIES}<Content>old</Content></CharacterStyleRange>
  {PLAIN}<Content> gate &amp; door</Content><Content/><Br/>
  <Content>Tea\tgreen\u2028Milk <?ACE 18?></Content>
  <Footnote><ParagraphStyleRange>{PLAIN}<Content>A note</Content></CharacterStyleRange>
  </ParagraphStyleRange></Footnote><Content>Behind it</Content></CharacterStyleRange>
  <HyperlinkTextSource Self="x">{PLAIN}<Content>A link</Content></CharacterStyleRange>
  </HyperlinkTextSource>
</ParagraphStyleRange></Story></idPkg:Story>
"""


def document(folder: Path, story: str = STORY, name: str = "a.idml") -> Document:
    members = {"mimetype": "application/vnd.adobe.indesign-idml-package", "designmap.xml": "<D/>"}
    path = folder / name
    path.write_bytes(archive({**members, "Stories/Story_u1.xml": story}))
    return read_document(path)


def story(data: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read("Stories/Story_u1.xml").decode()


def test_what_is_read(tmp_path: Path) -> None:
    assert messages(segment_document(document(tmp_path))) == [
        "Open the gate.",
        "Close the door.",
        "The <1/>old<2/> gate & door",
        "Tea <1/>green",
        "Milk",
        "A note",
        "Behind it",
        "A link",
    ]


def test_what_is_written(tmp_path: Path) -> None:
    one = document(tmp_path)
    segments = segment_document(one)
    assert export(one, segments, {}) == one.archive
    written = story(export(one, segments, {m: pseudo(m) for m in messages(segments)}))
    # Changed is what stands in contents, and no other letter.
    assert written == _CONTENT.sub(lambda one: escape(pseudo(unescape(one[0]))), STORY)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), min_size=1))
def test_any_translation_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, translation: str
) -> None:
    one = document(tmp_path_factory.getbasetemp())
    written = story(export(one, segment_document(one), {"A note": f"x{translation}"}))
    found = [element.text or "" for element in ElementTree.fromstring(written).iter("Content")]
    wanted = UNWRITABLE.sub("", markup.plain(f"x{translation}"))
    assert " ".join(found[6].split()) == " ".join(wanted.split())


def test_a_document_without_stories_has_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.idml"
    path.write_bytes(archive({"designmap.xml": "<D/>", "Spreads/Spread_1.xml": "<S/>"}))
    one = read_document(path)
    assert not one.blocks and export(one, [], {}) == path.read_bytes()


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"word/document.xml": "<a/>"}, "has no text that is known"),
        ({"designmap.xml": "<D/>", "Stories/Story_u1.xml": "<a"}, "not well-formed"),
        (
            {"designmap.xml": "<D/>", "Stories/Story_u1.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"},
            "document type",
        ),
    ],
)
def test_what_is_no_document(tmp_path: Path, members: dict[str, str | bytes], message: str) -> None:
    (tmp_path / "a.idml").write_bytes(archive(members))
    with pytest.raises(SourceError, match=message):
        read_document(tmp_path / "a.idml")
