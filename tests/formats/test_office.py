"""DOCX and ODT: runs, notes, links; and archives that mean harm."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.errors import SourceError
from l10n.formats import read_document
from l10n.formats.office import archives, docx, odt
from l10n.formats.segmentation import segment_document
from tests.formats.pseudo import export, messages, pseudo, refusals

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
BOLD, ITALIC = "<w:rPr><w:b/></w:rPr>", "<w:rPr><w:i/></w:rPr>"


def run(text: str, style: str = "") -> str:
    return f'<w:r w:rsidR="00A1">{style}<w:t xml:space="preserve">{text}</w:t></w:r>'


NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
BODY = (
    f"<w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr>{run('The ')}{run('title')}</w:p>"
    f"<w:p>{run('A ')}{run('bold', BOLD)}{run('italic', ITALIC)}{run(' word &amp; more.')}{NOTE}"
    f"{run(' See ')}<w:hyperlink r:id='rId9'>{run('the page')}</w:hyperlink>{run(' now.')}</w:p>"
    f"<w:tbl><w:tr><w:tc><w:p>{run('Cell', BOLD)}</w:p></w:tc>"
    f"<w:tc><w:p>{run('12')}</w:p></w:tc></w:tr></w:tbl>"
    f"<w:p>{run('One')}<w:r><w:tab/></w:r>{run('two', BOLD)}<w:proofErr w:type='x'/>"
    f"{run(' three', BOLD)}</w:p><w:sectPr/>"
)
NOTES = f"<w:footnote w:id='2'><w:p>{run('Note ')}{run('text', ITALIC)}</w:p></w:footnote>"


def xml(element: str, inside: str) -> str:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<w:{element} xmlns:w="{W}" xmlns:r="{R}">{inside}</w:{element}>'


def archive(members: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return out.getvalue()


def word(body: str = BODY) -> bytes:
    rel = f"{R}/"
    return archive(
        {
            "[Content_Types].xml": f'<?xml version="1.0"?><Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{TYPE}.document.main+xml"/>'
            f'<Override PartName="/word/footnotes.xml" ContentType="{TYPE}.footnotes+xml"/>'
            "</Types>",
            "_rels/.rels": f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{rel}officeDocument" Target="word/document.xml"/>'
            "</Relationships>",
            "word/_rels/document.xml.rels": '<?xml version="1.0"?>'
            f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="rId2" Type="{rel}footnotes" Target="footnotes.xml"/>'
            f'<Relationship Id="rId9" Type="{rel}hyperlink" Target="http://x.y/" '
            'TargetMode="External"/></Relationships>',
            "word/document.xml": xml("document", f"<w:body>{body}</w:body>"),
            "word/footnotes.xml": xml("footnotes", NOTES),
        }
    )


NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("text", "text"), ("style", "style"))
)
OPEN_TEXT = (
    "<text:h text:outline-level='1'>The title</text:h>"
    "<text:p>A <text:span text:style-name='T1'>bold</text:span> word<text:s/>&amp; more.<text:note "
    "text:note-class='footnote'><text:note-citation>1</text:note-citation><text:note-body><text:p>"
    "Note <text:span text:style-name='T1'>text</text:span></text:p></text:note-body></text:note> "
    "See <text:a xlink:href='http://x.y/'>the page</text:a> now.</text:p>"
    "<text:p>One<text:tab/>two<text:line-break/>three</text:p>"
)


def open_document(body: str = OPEN_TEXT) -> bytes:
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMES} '
        'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3"><office:body>'
        f"<office:text>{body}</office:text></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:'
        'xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry '
        'manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "META-INF/manifest.xml": manifest,
        }
    )


def localized(path: Path, texts: dict[str, str] | None = None) -> bytes:
    document = read_document(path)
    segments = segment_document(document)
    if texts is None:
        texts = {m: pseudo(m) for m in messages(segments)}
    assert refusals(document, segments, texts) == []
    return export(document, segments, texts, "ru")


def found(path: Path) -> list[str]:
    return messages(segment_document(read_document(path)))


@pytest.fixture(params=["docx", "odt"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A document of each format."""
    path = tmp_path / f"document.{request.param}"
    path.write_bytes(word() if request.param == "docx" else open_document())
    return path


def test_untranslated_it_is_the_source_to_the_byte(office: Path) -> None:
    assert localized(office, {}) == office.read_bytes()
    assert localized(office, {m: m for m in found(office)}) == office.read_bytes()


def test_what_is_translated(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word())
    assert found(tmp_path / "a.docx") == [
        "The title",
        "A <1>bold</1><2>italic</2> word & more.",
        "See <1>the page</1> now.",
        "Cell",
        "One <1/><2>two three</2>",
        "Note <1>text</1>",
    ]
    (tmp_path / "a.odt").write_bytes(open_document())
    assert found(tmp_path / "a.odt") == [
        "The title",
        "A <1>bold</1> word <2/>& more.",
        "See <1>the page</1> now.",
        "Note <1>text</1>",
        "One <1/>two <2/>three",
    ]


def test_a_translation_can_be_read_again(office: Path, tmp_path: Path) -> None:
    again = tmp_path / f"again{office.suffix}"
    again.write_bytes(localized(office))
    for name in zipfile.ZipFile(again).namelist():
        if name.endswith(".xml"):
            archives.check_xml(zipfile.ZipFile(again).read(name), name)
    seen = [re.sub(r"<[^>]*>", "", m) for m in found(again)]
    assert seen == [re.sub(r"<[^>]*>", "", pseudo(m)) for m in found(office)]


def test_formatting_follows_its_words(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(word())
    texts = {"A <1>bold</1><2>italic</2> word & more.": "<2>Курсив</2> и <1>жир</1> <слово>."}
    path.write_bytes(localized(path, texts))
    content = zipfile.ZipFile(path).read("word/document.xml").decode()
    runs = re.findall(r"<w:r\b[^>]*>(<w:rPr>.*?</w:rPr>)?<w:t[^>]*>([^<]*)</w:t></w:r>", content)
    wanted = [(ITALIC, "Курсив"), ("", " и "), (BOLD, "жир"), ("", " &lt;слово&gt;.")]
    assert [one for one in runs if one[1] and one in wanted] == wanted
    assert '<w:footnoteReference w:id="2"/>' in content


pieces = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(["Word", " and. ", "&amp;"]), st.sampled_from(["", BOLD, ITALIC])
        ).map(lambda t: run(*t)),
        st.sampled_from(
            [
                NOTE,
                "<w:r><w:tab/></w:r>",
                "<w:bookmarkStart w:id='1'/>",
                f"<w:hyperlink>{run('link')}{run('bold', BOLD)}</w:hyperlink>",
                "<w:r><w:fldChar w:fldCharType='begin'/></w:r>",
                f"<w:ins>{run('new', BOLD)}</w:ins>",
                f"<w:r><w:pict><w:p>{run('Box')}</w:p></w:pict></w:r>",
            ]
        ),
    ),
    max_size=8,
)


@given(pieces)
def test_any_runs_stay_well_formed(
    tmp_path_factory: pytest.TempPathFactory, found: list[str]
) -> None:
    path = tmp_path_factory.getbasetemp() / "runs.docx"
    path.write_bytes(word(f"<w:p>{''.join(found)}</w:p>"))
    document = read_document(path)
    segments = segment_document(document)
    for index, block in enumerate(document.blocks):
        assert document.text[slice(*block.span)] == block.content
        assert "".join(str(s) for s in segments if s.block == index) == block.content
    backwards = {}
    for msgid in messages(segments):
        # All of its codes at the end: as far as they can get from where they were.
        codes = re.findall(r"<[^>]*>", msgid)
        backwards[msgid] = pseudo(re.sub(r"<[^>]*>", "", msgid)) + "".join(codes)
    for texts in ({m: pseudo(m) for m in messages(segments)}, backwards):
        data = export(document, segments, texts)
        for name in ("word/document.xml", "word/footnotes.xml"):
            archives.check_xml(zipfile.ZipFile(io.BytesIO(data)).read(name), name)


def bomb() -> bytes:
    return archive({"word/document.xml": b"\0" * (300 << 20)})


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"no archive", "no office document"),
        (b"PK\x03\x04" + b"\0" * 100, "no office document"),
        (archive({"a.txt": "x"}), "no text that is known"),
        (archive({"word/document.xml": "<a><b></a>"}), "not well-formed"),
        (
            archive({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            "document type",
        ),
        (
            archive({"word/document.xml": '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'}),
            "document type",
        ),
        (archive({"word/document.xml": "<a>" * 5000 + "</a>" * 5000}), "deep"),
        (word()[:400], "no office document"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_bad_archives(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "bad.docx"
    path.write_bytes(data)
    with pytest.raises(SourceError, match=message):
        read_document(path)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    path.write_bytes(bomb())
    assert path.stat().st_size < 1 << 20
    with pytest.raises(SourceError, match="256 MB"):
        read_document(path)


def test_the_readers_take_whole_texts() -> None:
    text = f"<w:p xmlns:w='{W}'><w:r><w:t>Hi</w:t></w:r></w:p>"
    assert docx.FORMAT.read(text).blocks[0].content == "Hi"
    assert odt.read("<text:p>Hi</text:p>").blocks[0].content == "Hi"
