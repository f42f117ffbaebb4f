"""Office documents: all text that a reader of the document sees is offered, and nothing else."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from l10n.errors import SourceError
from l10n.formats import read_document
from l10n.formats.office.archives import check_xml
from l10n.formats.segmentation import segment_document
from tests.formats.pseudo import export, messages, pseudo, refusals
from tests.formats.test_office import BOLD, TYPE, W, archive, open_document, run, word

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
PRESENTATION = "http://schemas.openxmlformats.org/presentationml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def read(path: Path, data: bytes) -> list[str]:
    path.write_bytes(data)
    return messages(segment_document(read_document(path)))


def translated(path: Path, texts: dict[str, str] | None = None) -> dict[str, str]:
    """The members of the document with the translations, pseudo-translated without any."""
    document = read_document(path)
    segments = segment_document(document)
    if texts is None:
        texts = {m: pseudo(m) for m in messages(segments)}
    assert refusals(document, segments, texts) == []
    assert export(document, segments, {}) == path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(export(document, segments, texts, "ru"))) as made:
        return {name: made.read(name).decode() for name in made.namelist()}


def types(**parts: str) -> str:
    """A list of types; names of parts with their folders."""
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in parts.items()
    )
    return f'<?xml version="1.0"?><Types xmlns="{TYPES}">{overrides}</Types>'


PICTURE = (
    '<w:r><w:drawing><wp:inline xmlns:wp="urn:wp"><wp:docPr id="1" name="Picture 1" '
    "descr=\"A red &quot;door&quot;\" title='A title'/></wp:inline></w:drawing></w:r>"
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<w:p><w:moveFrom w:id='1'>{run('Moved.')}</w:moveFrom></w:p>", []),
        (
            f"<w:p>{run('Before ')}<w:moveTo w:id='2'>{run('moved words')}</w:moveTo>"
            f"{run(' after.')}</w:p>",
            ["Before <1>moved words</1> after."],
        ),
        (f"<w:p><w:dir w:val='rtl'>{run('All of it')}</w:dir></w:p>", ["All of it"]),
        (
            f"<w:p>{run('Start ')}<w:bdo w:val='ltr'>{run('inner words')}</w:bdo>"
            f"{run(' end.')}</w:p>",
            ["Start <1>inner words</1> end."],
        ),
        (f"<w:p><w:customXml w:element='x'>{run('Inside')}</w:customXml></w:p>", ["Inside"]),
        (f"<w:p>{run('Name:      value    here')}</w:p>", ["Name: <1/>value <2/>here"]),
        (f"<w:p>{run('  indented text')}</w:p>", ["indented text"]),
        (f"<w:p>{run('One.  Two.')}</w:p>", ["One.", "Two."]),
        (
            f"<w:p>{run('well')}<w:r><w:noBreakHyphen/></w:r>{run('known')}</w:p>",
            ["well\u2011known"],
        ),
        (f"<w:p>{run('Name:')}<w:r><w:tab/></w:r>{run('Anna')}</w:p>", ["Name: <1/>Anna"]),
        (f"<w:p>{run('Anna')}<w:r><w:br/></w:r>{run('Town')}</w:p>", ["Anna", "Town"]),
        (f"<w:p>{run('A picture')}{PICTURE}</w:p>", ["A picture", 'A red "door"', "A title"]),
        (
            f"<w:p>{run('An old picture')}<w:r><w:pict><v:shape xmlns:v='urn:v' id='a' "
            "alt='An open door'><v:imagedata src='a.png'/></v:shape></w:pict></w:r></w:p>",
            ["An old picture", "An open door"],
        ),
        (
            "<w:tbl><w:tblPr><w:tblCaption w:val='Prices'/><w:tblDescription "
            f"w:val='What bread costs'/></w:tblPr><w:tr><w:tc><w:p>{run('Cell')}</w:p></w:tc>"
            "</w:tr></w:tbl>",
            ["Prices", "What bread costs", "Cell"],
        ),
    ],
)
def test_word(body: str, expected: list[str], tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    assert read(path, word(body))[: len(expected)] == expected
    members = translated(path)
    again = read(tmp_path / "b.docx", archive(dict(members)))
    assert again[: len(expected)] == [pseudo(text) for text in expected]
    for blanks in re.findall(" {3,}", body):
        assert blanks in members["word/document.xml"]


@pytest.mark.parametrize("prefix", ["w:", "ns0:", ""])
@pytest.mark.parametrize("name", ["word/document.xml", "word/document2.xml"])
def test_word_with_other_names(prefix: str, name: str, tmp_path: Path) -> None:
    """Prefix and main part are called what the file says they are."""
    body = f"<w:p>{run('A ')}{run('bold', BOLD)}<w:r><w:t> word.</w:t></w:r></w:p>"
    text = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    text = re.sub(r"(</?)w:", rf"\1{prefix}", text).replace(
        "xmlns:w", f"xmlns:{prefix}"[:-1] if prefix else "xmlns"
    )
    kinds = types(**{name: f"{TYPE}.document.main+xml"})
    path = tmp_path / "a.docx"
    data = archive({"[Content_Types].xml": kinds, name: text})
    assert read(path, data) == ["A <1>bold</1> word."]
    written = translated(path, {"A <1>bold</1> word.": "Это <1>жирное</1> слово."})[name]
    bold = f"<{prefix}rPr><{prefix}b/></{prefix}rPr>"
    assert f'{bold}<{prefix}t xml:space="preserve">жирное</{prefix}t>' in written
    check_xml(written.encode(), name)
    assert read(tmp_path / "b.docx", archive({"[Content_Types].xml": kinds, name: written})) == [
        "Это <1>жирное</1> слово."
    ]


def test_opendocument_without_what_was_deleted(tmp_path: Path) -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Deleted words</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:p>Body<office:annotation><text:p>A comment</text:p></office:annotation> text"
        "<text:s text:c='4'/>here<draw:frame xmlns:draw='urn:d' xmlns:svg='urn:s'><svg:title>A door"
        "</svg:title><svg:desc>It is red.</svg:desc></draw:frame></text:p>"
    )
    path = tmp_path / "a.odt"
    assert read(path, open_document(body)) == ["Body<1/> text <2/>here", "A door", "It is red."]
    content = translated(path)["content.xml"]
    assert "Deleted words" in content and "A comment" in content and "Іt іs rеd." in content
    assert "tехt<text:s text:c='4'/>hеrе".replace("х", "x") in content


def test_powerpoint(tmp_path: Path) -> None:
    slide = (
        f'<p:sld xmlns:p="{PRESENTATION}" xmlns:a="{DRAWING}"><p:cNvPr id="2" descr="A map"/>'
        "<p:txBody><a:p><a:r><a:rPr lang='en'/><a:t>The </a:t></a:r><a:r><a:rPr b='1'/>"
        "<a:t>big</a:t></a:r><a:r><a:rPr lang='en'/><a:t> bridge</a:t></a:r><a:br><a:rPr/></a:br>"
        "<a:r><a:rPr lang='en'/><a:t>Second line</a:t></a:r><a:endParaRPr/></a:p>"
        "<a:p><a:fld type='slidenum'><a:rPr/><a:t>3</a:t></a:fld></a:p></p:txBody></p:sld>"
    )
    kind = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml"
    names = [f"ppt/slides/slide{number}.xml" for number in (10, 2)]
    parts: dict[str, str | bytes] = dict.fromkeys(names, slide)
    parts[names[1]] = slide.replace("bridge", "gate")
    path = tmp_path / "a.pptx"
    data = archive({"[Content_Types].xml": types(**dict.fromkeys(names, kind)), **parts})
    assert read(path, data) == [
        "A map",
        "The <1>big</1> gate",
        "Second line",
        "A map",
        "The <1>big</1> bridge",
        "Second line",
    ]
    text = {"The <1>big</1> gate": "<1>Большие</1> ворота"}
    written = translated(path, text)[names[1]]
    assert "<a:t></a:t></a:r><a:r><a:rPr b='1'/><a:t>Большие</a:t></a:r>" in written
    assert "<a:r><a:rPr lang='en'/><a:t> ворота</a:t></a:r><a:br>" in written


def test_an_office_document_without_text_is_copied(tmp_path: Path) -> None:
    """No slide, no text in a cell: the file is what its suffix says, there is nothing in it."""
    kinds = {"a.pptx": "presentationml", "a.xlsx": "spreadsheetml", "a.docx": "wordprocessingml"}
    for name, kind in kinds.items():
        path = tmp_path / name
        listed = types(**{"x.xml": f"application/vnd.openxmlformats-officedocument.{kind}.x+xml"})
        assert read(path, archive({"[Content_Types].xml": listed, "x.xml": "<x/>"})) == []
        assert translated(path)["x.xml"] == "<x/>"


def test_excel(tmp_path: Path) -> None:
    """A text that ten cells share stands in the file once; sheets may have texts of their own."""
    shared = (
        f'<sst xmlns="{SHEET}"><si><t>Opening hours</t></si><si><r><t>Open </t></r><r><rPr><b/>'
        "</rPr><t>today</t></r><rPh sb='0'><t>kana</t></rPh></si><si><t>12</t></si></sst>"
    )
    sheet = (
        f'<worksheet xmlns="{SHEET}"><sheetData><row><c t="inlineStr"><is><t>In the sheet</t></is>'
        '</c><c t="str"><f>A1</f><v>Formula text</v></c></row></sheetData></worksheet>'
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    names = {"xl/sharedStrings.xml": f"{kind}.sharedStrings+xml"}
    names |= {"xl/worksheets/sheet1.xml": f"{kind}.worksheet+xml"}
    path = tmp_path / "a.xlsx"
    parts = dict(zip(names, (shared, sheet), strict=True))
    data = archive({"[Content_Types].xml": types(**names), **parts})
    assert read(path, data) == ["Opening hours", "Open <1>today</1>", "In the sheet"]
    written = translated(path, {"Opening hours": " Часы", "In the sheet": "В листе"})
    assert '<si><t xml:space="preserve"> Часы</t></si>' in written["xl/sharedStrings.xml"]
    assert written["xl/worksheets/sheet1.xml"] == sheet.replace(
        "<t>In the sheet", '<t xml:space="preserve">В листе'
    )


PAGE = (
    '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "x.dtd">\n'
    '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en"><head><title>One</title></head>'
    "<body><p>The <i>first</i>&nbsp;page.</p></body></html>"
)
PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="urn:dc"><dc:title>A book'
    "</dc:title><dc:language>en</dc:language><dc:creator>Ann</dc:creator></metadata></package>"
)
CONTENTS = '<ncx xmlns="urn:ncx"><navLabel><text>The first page</text></navLabel></ncx>'


def test_epub(tmp_path: Path) -> None:
    parts: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": "<container/>",
        "OEBPS/content.opf": PACKAGE,
        "OEBPS/page.xhtml": PAGE,
        "OEBPS/toc.ncx": CONTENTS,
    }
    path = tmp_path / "a.epub"
    expected = ["A book", "One", "The <1>first</1>\u00a0page.", "The first page"]
    assert read(path, archive(parts)) == expected
    written = translated(path)
    page = written["OEBPS/page.xhtml"]
    assert '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="ru">' in page
    assert "<i>fіrst</i>&#160;pаgе." in page
    assert "<dc:language>ru</dc:language><dc:creator>Ann" in written["OEBPS/content.opf"]
    assert read(tmp_path / "b.epub", archive(dict(written))) == [pseudo(m) for m in expected]
    assert list(written) == list(parts)


def test_epub_defines_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.epub"
    bad = PAGE.replace('"x.dtd">', '"x.dtd" [<!ENTITY a "b">]>')
    path.write_bytes(archive({"OEBPS/page.xhtml": bad}))
    with pytest.raises(SourceError, match="document type"):
        read_document(path)
