"""Every output format from one project: approved, drafted, untranslated, hostile."""

from __future__ import annotations

import csv
import gettext
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import polib
import pytest

from l10n.exchange import EXPORTERS, tmx
from l10n.exchange.xliff import NAMESPACE_1, NAMESPACE_2
from tests.conftest import Run, snapshot

SOURCE = """\
# Title

One *word* here. =SUM(1) is text\x01.

Second `code` line with [a link](http://x.y). Not translated.
"""
APPROVED = {"Title": "Заголовок", "One <1>word</1> here.": "Одно <1>слово</1> тут."}
DRAFTS = {
    "=SUM(1) is text\x01.": "=1+1 <script>\x01 текст.",
    "Second <1/> line with <2>a link</2>.": "<2>Ссылка</2> & <1/> во второй строке.",
}
XLIFF = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="{0}">'
    '<file id="f1" original="{1}"><unit id="u1"><segment><source>x</source>{2}</segment></unit>'
    "</file></xliff>"
)
PO = Path("locales/ru/LC_MESSAGES/page.po")
Write = Callable[[dict[str, str], dict[str, str]], None]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Write:
    """Makes a project with one document and its catalog."""
    monkeypatch.chdir(tmp_path)
    Path("source").mkdir()
    Path("source/page.md").write_text(SOURCE, "utf-8")
    assert run("update", "--to", "ru").code == 0

    def write(approved: dict[str, str], drafts: dict[str, str]) -> None:
        po = polib.pofile(str(PO))
        for entry in po:
            entry.msgstr = approved.get(entry.msgid) or drafts.get(entry.msgid, "")
            entry.flags = ["fuzzy"] if entry.msgid in drafts else []
        assert {e.msgid for e in po} >= set(approved) | set(drafts)
        po.save()

    return write


def export(run: Run, name: str, *options: str) -> Path:
    result = run("export", "--to", "ru", "--format", name, "--json", *options)
    assert result.code == 0, result.err
    [done] = json.loads(result.out)
    assert done["refused"] == []
    return Path(done["path"])


def test_mo_has_what_is_approved_and_drafts_where_asked(write: Write, run: Run) -> None:
    write(APPROVED, DRAFTS)
    path = export(run, "mo")
    assert path.parts[-4:] == ("localized", "ru", "LC_MESSAGES", "page.mo")
    catalog = gettext.translation("page", "localized", ["ru"])
    assert catalog.gettext("Title") == "Заголовок"
    assert catalog.gettext("=SUM(1) is text\x01.") == "=SUM(1) is text\x01."
    with_drafts = polib.mofile(str(export(run, "mo", "--include-drafts")))
    assert {e.msgid: e.msgstr for e in with_drafts} == APPROVED | DRAFTS


def test_csv(write: Write, run: Run) -> None:
    write(APPROVED, DRAFTS)
    data = export(run, "csv").read_bytes()
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(rows) == 5
    assert rows[0]["source"] == "Title" and rows[0]["state"] == "approved"
    formula = rows[2]
    assert formula["source"].startswith("'=SUM") and formula["target"].startswith("'=1+1")
    assert rows[4]["target"] == "" and rows[4]["state"] == "new"


def test_json(write: Write, run: Run) -> None:
    write(APPROVED, DRAFTS)
    content = json.loads(export(run, "json").read_bytes())
    assert content["locale"] == "ru" and content["document"] == "source/page.md"
    found = {one["source"]: one["target"] for one in content["segments"] if one["target"]}
    assert found == APPROVED | DRAFTS


def test_the_bilingual_page_escapes_everything_and_needs_nothing(write: Write, run: Run) -> None:
    write(APPROVED, DRAFTS)
    page = export(run, "bilingual").read_text("utf-8")
    assert "<script" not in page and "&lt;script&gt;" in page
    assert not re.search(r"""(src|href)=|url\(|@import""", page)
    assert page.count('<tr class="draft') == 2 and page.count('<tr class="approved') == 2
    assert "2 approved, 2 drafts" in page and 'lang="ru"' in page
    assert '<span class="code">&lt;1&gt;</span>' in page


def test_tmx_is_the_memory_s(write: Write, run: Run) -> None:
    drafts = {m: t for m, t in DRAFTS.items() if "\x01" not in m}
    write(APPROVED, drafts)
    units = list(tmx.read(export(run, "tmx"), "en", "ru", True))
    assert {unit.source: unit.target for unit in units} == APPROVED | drafts
    assert {unit.source for unit in units if unit.reviewed} == set(APPROVED)


def check_xliff_2(root: ElementTree.Element) -> None:
    """The rules of the OASIS schema and its constraints as far as they touch what is written."""
    core = f"{{{NAMESPACE_2}}}"
    assert root.tag == f"{core}xliff" and root.get("version") == "2.1"
    assert root.get("srcLang") and root.get("trgLang")
    files = list(root)
    assert files and all(file.tag == f"{core}file" and file.get("id") for file in files)
    units = [unit for file in files for unit in file]
    names = [unit.get("id", "") for unit in units]
    assert len(set(names)) == len(names)
    for unit in units:
        assert re.fullmatch(r"[\w.:-]+", unit.get("id", ""))  # NMTOKEN
        order = [child.tag.removeprefix(core) for child in unit]
        assert order in (["notes", "segment"], ["notes", "originalData", "segment"])
        assert len(unit[0]) > 0
        data = [d.get("id") for d in unit.iter(f"{core}data")]
        assert len(set(data)) == len(data)
        segment = unit[-1]
        assert segment.get("state") in ("initial", "translated", "reviewed", "final")
        texts = [child.tag.removeprefix(core) for child in segment]
        assert texts in (["source"], ["source", "target"])
        assert segment.get("state") == "initial" or texts[-1] == "target"
        codes = []
        for text in segment:
            inside = [inner for inner in text.iter() if inner is not text]
            ids = [inner.get("id") for inner in inside if inner.tag != f"{core}cp"]
            assert len(set(ids)) == len(ids)
            codes.append(sorted(map(str, ids)))
            for inner in inside:
                references = {k: v for k, v in inner.attrib.items() if k.startswith("dataRef")}
                assert set(references.values()) <= set(data)
                wanted = {"pc": {"dataRefStart", "dataRefEnd"}, "ph": {"dataRef"}, "cp": set()}
                assert set(references) == wanted[inner.tag.removeprefix(core)]
        assert len(codes) == 1 or codes[0] == codes[1]


def test_xliff_2_keeps_the_rules(write: Write, run: Run) -> None:
    write(APPROVED, DRAFTS)
    root = ElementTree.fromstring(export(run, "xliff").read_bytes())
    check_xliff_2(root)
    states = [s.get("state") for s in root.iter(f"{{{NAMESPACE_2}}}segment")]
    assert states == ["final", "final", "translated", "translated", "initial"]
    assert [c.get("hex") for c in root.iter(f"{{{NAMESPACE_2}}}cp")] == ["0001", "0001"]


def test_xliff_2_comes_back_without_loss(write: Write, run: Run) -> None:
    write(APPROVED, DRAFTS)
    before = snapshot(Path())
    path = export(run, "xliff")
    write({}, {})
    assert run("import", path).code == 0
    po = polib.pofile(str(PO))
    assert {e.msgid: e.msgstr for e in po if e.msgstr} == APPROVED | DRAFTS
    assert {e.msgid for e in po if e.fuzzy} == set(DRAFTS)
    write(APPROVED, DRAFTS)
    assert run("import", path).code == 0
    assert snapshot(Path())[PO.as_posix()] == before[PO.as_posix()]


def test_xliff_1_2_comes_back(write: Write, run: Run) -> None:
    drafts = {m: t for m, t in DRAFTS.items() if "\x01" not in m}
    write(APPROVED, drafts)
    path = export(run, "xliff-1.2")
    root = ElementTree.fromstring(path.read_bytes())
    assert root.tag == f"{{{NAMESPACE_1}}}xliff"
    write({}, {})
    assert run("import", path).code == 0
    po = polib.pofile(str(PO))
    assert {e.msgid: e.msgstr for e in po if e.msgstr} == APPROVED | drafts
    assert {e.msgid for e in po if e.fuzzy} == set(drafts)


def test_what_a_translator_changed_in_xliff_is_taken(write: Write, run: Run) -> None:
    write(APPROVED, DRAFTS)
    path = export(run, "xliff")
    text = (
        path.read_text("utf-8")
        .replace("Заголовок", "Название")
        .replace('state="translated"', 'state="final"')
    )
    text = text.replace('<ph id="1" dataRef="d1" /> во', "во")
    path.write_text(text, "utf-8")
    result = run("import", path, "--json")
    assert result.code == 1 and "error: 1 translation not taken" in result.err
    [done] = json.loads(result.out)
    assert (done["changed"], done["unknown"]) == (2, 0)
    assert [reason for _, reason in done["refused"]] == ["<1/> is missing"]
    po = {e.msgid: e for e in polib.pofile(str(PO))}
    assert po["Title"].msgstr == "Название" and not po["Title"].fuzzy
    assert not po["=SUM(1) is text\x01."].fuzzy


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'<!DOCTYPE x [<!ENTITY a "b">]><xliff version="2.1"/>', "document type"),
        (b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><xliff version="2.1"/>', "document type"),
        (b"<xliff", "not well-formed"),
        (b"<html/>", "is not XLIFF"),
        (b'<xliff version="3.0"/>', "is not XLIFF"),
        (b"\xff\xfe\x00", "not well-formed"),
        (
            XLIFF.format("ru", "../../etc/passwd", "<target>x</target>").encode(),
            "no catalog",
        ),
        (XLIFF.format("xx-none", "a", "").encode(), "unknown locale"),
    ],
)
def test_bad_xliff(write: Write, run: Run, content: bytes, message: str) -> None:
    Path("bad.xlf").write_bytes(content)
    result = run("import", "bad.xlf")
    assert result.code == 2
    assert message in result.err and "hint:" in result.err and "Traceback" not in result.err


def test_one_bad_xliff_does_not_stop_the_others(write: Write, run: Run) -> None:
    write(APPROVED, DRAFTS)
    path = export(run, "xliff")
    path.write_text(path.read_text("utf-8").replace("Заголовок", "Название"), "utf-8")
    Path("bad.xlf").write_text("<html/>")
    result = run("import", "bad.xlf", path)
    assert result.code == 1 and "is not XLIFF" in result.err
    assert {e.msgid: e.msgstr for e in polib.pofile(str(PO))}["Title"] == "Название"


def test_deep_xliff_is_an_error(write: Write, run: Run) -> None:
    po = polib.pofile(str(PO))
    from l10n.model import message_key

    key = message_key(po[0].msgid)
    deep = "<pc id='1'>" * 5000 + "</pc>" * 5000
    text = XLIFF.format("ru", "source/page.md", f"<target>{deep}</target>")
    Path("deep.xlf").write_text(text.replace("u1", f"u{key}"))
    result = run("import", "deep.xlf")
    assert result.code == 2 and "too deeply" in result.err


def test_a_refused_translation_is_reported_and_the_source_stays(write: Write, run: Run) -> None:
    write({"One <1>word</1> here.": "Одно слово тут."}, {})
    result = run("export", "--to", "ru")
    assert result.code == 0
    assert "source/page.md:3: ru: not put in: <1> is missing; </1> is missing" in result.err
    assert "One *word* here." in Path("localized/ru/page.md").read_text("utf-8")


def test_an_unknown_format(write: Write, run: Run) -> None:
    result = run("export", "--to", "ru", "--format", "xlif")
    assert result.code == 2 and "did you mean 'xliff'?" in result.err


def test_the_formats_are_in_the_help(run: Run) -> None:
    text = " ".join(run("export", "--help").out.split())
    assert all(name in text for name in EXPORTERS)
