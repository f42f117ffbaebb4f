"""Inputs into partitions and back."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.corpus import lines
from l10n.corpus.compression import COMPRESSIONS, compress
from l10n.corpus.partition import Limits, Partition
from l10n.errors import SourceError

LINE_ENDS = ["\n", "\r\n", "\r", "\n\n", "\u2028", "\x85", "\x0b", "\x0c", "\x1c", ""]
TEXTS = st.lists(st.tuples(st.text(max_size=8), st.sampled_from(LINE_ENDS)), max_size=30).map(
    lambda pairs: "".join(text + end for text, end in pairs)
)
LIMITS = st.builds(Limits, lines=st.integers(1, 7), size=st.integers(1, 60), line=st.just(1 << 20))


def partitions(data: bytes, syntax: lines.Syntax, limits: Limits, name: str) -> list[Partition]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(compress(data, path))
        return list(lines.partitions(path, syntax, limits))


def count(data: bytes) -> int:
    return data.count(b"\n") + (bool(data) and not data.endswith(b"\n"))


@given(TEXTS, LIMITS)
def test_a_text_that_is_its_own_translation_is_the_text(text: str, limits: Limits) -> None:
    data = text.replace("\0", "").encode()
    found = partitions(data, lines.TextSyntax(), limits, "a.txt")
    assert b"".join(one.build(one.texts) for one in found) == data
    assert sum(len(one.texts) for one in found) == count(data)
    assert [one.index for one in found] == list(range(len(found)))
    assert all(len(one.texts) <= limits.lines for one in found)
    assert not any(one.problems for one in found)


@given(st.binary(max_size=200), LIMITS)
def test_whatever_the_bytes_each_line_keeps_its_place(data: bytes, limits: Limits) -> None:
    limits = limits._replace(line=20)
    found = partitions(data, lines.TextSyntax(), limits, "a.txt")
    output = b"".join(one.build(one.texts) for one in found)
    # A last line without an end leaves nothing behind where it has failed.
    assert output.count(b"\n") == data.count(b"\n")
    wanted = data.split(b"\n")
    for one in found:
        for at, (text, line) in enumerate(zip(one.texts, wanted[one.first - 1 :], strict=False)):
            if at in one.problems:
                assert text is None
            elif text is not None:
                assert text.encode() == line.removesuffix(b"\r") or text.encode() == line


RECORDS = st.dictionaries(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
    st.one_of(st.text(st.characters(exclude_categories=["Cs"])), st.integers(), st.none()),
    max_size=4,
)


@given(st.lists(RECORDS), st.booleans(), st.sampled_from([None, 1]), LIMITS)
def test_records_keep_their_other_fields(
    records: list[dict[str, object]], ascii_only: bool, indent: int | None, limits: Limits
) -> None:
    def dump(record: dict[str, object]) -> str:
        written = json.dumps({**record, "text": "Yes."}, ensure_ascii=ascii_only, indent=indent)
        return written.replace("\n", "\t")

    data = "".join(dump(record) + "\n" for record in records).encode()
    found = partitions(data, lines.JsonlSyntax("text"), limits, "a.jsonl")
    output = b"".join(one.build([f"«{text}»" for text in one.texts]) for one in found)
    assert output == data.replace(b'"Yes."', '"«Yes.»"'.encode()) or any(
        "Yes." in str(record) for record in records
    )
    assert [json.loads(line) for line in output.splitlines() if line] == [
        {**record, "text": "«Yes.»"} for record in records
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "no JSON: "),
        (b"[1]", "no JSON object"),
        (b"{}", "has no field 'text'"),
        (b'{"text": 1}', "field 'text' is no string"),
        (b'{"text": "\\ud800"}', "half of a surrogate pair"),
        (b'{"text": "\xff"}', "is not UTF-8: byte 0xff at byte 11"),
        (b'{"text":' + b"[" * 100_000, "nested too deeply"),
        (b'{"text": "a", "n": ' + b"1" * 5000 + b"}", "Exceeds the limit"),
        (b"x" * (1 << 20) + b"y", "is longer than 1048576 bytes"),
    ],
)
def test_a_bad_record_is_left_out_and_named(line: bytes, reason: str) -> None:
    if reason == "Exceeds the limit" and not hasattr(__import__("sys"), "set_int_max_str_digits"):
        pytest.skip("this Python reads numbers of any length")
    data = b'{"text": "One."}\n' + line + b'\n{"text": "Two."}\n'
    found = partitions(data, lines.JsonlSyntax("text"), Limits(), "a.jsonl")
    problems = {one.first + at: text for one in found for at, text in one.problems.items()}
    assert list(problems) == [2]
    assert reason in problems[2]
    output = b"".join(one.build(one.texts) for one in found)
    assert output == b'{"text": "One."}\n{"text": "Two."}\n'


def test_a_line_break_in_a_text_stays_inside_its_record() -> None:
    data = b'{"text": "One.", "text": "Two."}\n{"text": null}\n\n{"text": " "}'
    [found] = partitions(data, lines.JsonlSyntax("text"), Limits(), "a.jsonl")
    assert found.texts == ("Two.", None, None, None)
    output = found.build(["A\nB", None, None, None])
    assert output == data.replace(b"Two.", b"A\\nB")


@pytest.mark.parametrize("suffix", COMPRESSIONS)
def test_compressed_parts_join_to_a_compressed_file(suffix: str, tmp_path: Path) -> None:
    data = "".join(f"Line {number}.\n" for number in range(50)).encode()
    name = f"a.txt{suffix}"
    found = partitions(data, lines.TextSyntax(), Limits(lines=7), name)
    joined = tmp_path / name
    joined.write_bytes(b"".join(one.build(one.texts) for one in found))
    [again] = lines.partitions(joined, lines.TextSyntax(), Limits())
    assert again.texts == tuple(f"Line {number}." for number in range(50))


@pytest.mark.parametrize("suffix", COMPRESSIONS)
def test_damaged_compressed_data_is_an_error(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.txt{suffix}"
    path.write_bytes(compress(b"One.\n" * 50, path)[:-9])
    with pytest.raises(SourceError, match="cannot be read to its end"):
        list(lines.partitions(path, lines.TextSyntax(), Limits()))
