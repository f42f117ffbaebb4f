"""Findings in the forms that people and programs read; :data:`FORMATS` registers them."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

from l10n.checks.files import Result, all_checks
from l10n.model import Severity
from l10n.version import __version__

Writer = Callable[[Iterable[Result], Sequence[Path], "Severity | None", TextIO], None]
_WIDE = 100  # columns of a shown text
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_text(
    results: Iterable[Result], files: Sequence[Path], fail_on: Severity | None, out: TextIO
) -> None:
    """For people: each finding with both texts and the spot marked, then a table of counts."""
    counts: Counter[tuple[str, Severity]] = Counter()
    for result in results:
        finding = result.finding
        counts[finding.check, finding.severity] += 1
        key = f"  {finding.key}" if finding.key else ""
        where = f"{_shown(result.path)}:{result.line}"
        out.write(f"{where}: {finding.severity.value}: {finding.message} [{finding.check}]{key}\n")
        if result.source:
            out.write(_excerpt("source", result.source, finding.source_span))
            if result.target:
                out.write(_excerpt("target", result.target, finding.span))
        if finding.hint:
            out.write(f"    hint    {finding.hint}\n")
        if result.more:
            out.write(f"    more    {result.more} messages of this file have it too\n")
    if not counts:
        out.write(f"no findings in {_files(len(files))}\n")
        return
    names = [name for name in all_checks() if any(check == name for check, _ in counts)]
    width = max(len("check"), *map(len, names))
    out.write(f"\n{'check':{width}}  errors  warnings\n")
    for name in names:
        errors, warnings = counts[name, Severity.ERROR], counts[name, Severity.WARNING]
        out.write(f"{name:{width}}  {errors:6}  {warnings:8}\n")
    totals = [sum(n for (_, s), n in counts.items() if s is wanted) for wanted in Severity]
    out.write(f"{'all':{width}}  {totals[0]:6}  {totals[1]:8}  in {_files(len(files))}\n")


def write_json(
    results: Iterable[Result], files: Sequence[Path], fail_on: Severity | None, out: TextIO
) -> None:
    """One array; spans are offsets in characters, ``null`` where there is no spot."""
    separator = "[\n"
    for result in results:
        record = {"file": _shown(result.path), "line": result.line, **asdict(result.finding)}
        record |= {"source": result.source, "target": result.target, "more": result.more}
        out.write(separator + json.dumps(record, ensure_ascii=False))
        separator = ",\n"
    out.write("[]\n" if separator == "[\n" else "\n]\n")


def write_github(
    results: Iterable[Result], files: Sequence[Path], fail_on: Severity | None, out: TextIO
) -> None:
    """Workflow commands of GitHub Actions, which show at the line in the pull request."""
    for result in results:
        finding = result.finding
        text = finding.message + (f"\n{finding.hint}" if finding.hint else "")
        properties = {
            "file": _shown(result.path),
            "line": str(result.line),
            "title": f"l10n {finding.check}",
        }
        joined = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
        out.write(f"::{finding.severity.value} {joined}::{_data(text)}\n")


def write_junit(
    results: Iterable[Result], files: Sequence[Path], fail_on: Severity | None, out: TextIO
) -> None:
    """JUnit's XML: a suite per file, a failed case per finding that fails the run.

    Findings below that are cases that passed, with the text as their output.
    """
    from xml.etree import ElementTree

    suites = ElementTree.Element("testsuites", name="l10n check")
    by_file: dict[Path, list[Result]] = {path: [] for path in files}
    for result in results:
        by_file[result.path].append(result)
    for path, found in by_file.items():
        failed = sum(fails(result, fail_on) for result in found)
        suite = ElementTree.SubElement(
            suites,
            "testsuite",
            name=_xml(_shown(path)),
            tests=str(max(len(found), 1)),
            failures=str(failed),
        )
        if not found:
            ElementTree.SubElement(suite, "testcase", name="checks", classname=_xml(_shown(path)))
        for result in found:
            case = ElementTree.SubElement(
                suite,
                "testcase",
                name=f"{result.finding.check}, line {result.line}",
                classname=_xml(_shown(path)),
            )
            tag = "failure" if fails(result, fail_on) else "system-out"
            detail = ElementTree.SubElement(case, tag)
            if tag == "failure":
                detail.set("message", _xml(result.finding.message))
                detail.set("type", result.finding.severity.value)
            detail.text = _xml(_details(result))
    ElementTree.indent(suites)
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write(ElementTree.tostring(suites, encoding="unicode") + "\n")


def write_sarif(
    results: Iterable[Result], files: Sequence[Path], fail_on: Severity | None, out: TextIO
) -> None:
    """SARIF 2.1.0 (OASIS), as code scanning services take it."""
    rules = all_checks()
    index = {name: number for number, name in enumerate(rules)}
    found = [
        {
            "ruleId": result.finding.check,
            "ruleIndex": index[result.finding.check],
            "level": result.finding.severity.value,
            "message": {"text": _details(result)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": _uri(result.path)},
                        "region": {"startLine": max(result.line, 1)},
                    }
                }
            ],
            "partialFingerprints": {"message/v1": f"{result.finding.check}:{result.finding.key}"},
        }
        for result in results
    ]
    driver: dict[str, Any] = {
        "name": "l10n",
        "version": __version__,
        "rules": [{"id": name, "shortDescription": {"text": text}} for name, text in rules.items()],
    }
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": found}],
    }
    json.dump(log, out, ensure_ascii=False, indent=1)
    out.write("\n")


FORMATS: dict[str, Writer] = {
    "text": write_text,
    "json": write_json,
    "github": write_github,
    "junit": write_junit,
    "sarif": write_sarif,
}


def fails(result: Result, fail_on: Severity | None) -> bool:
    """Whether a finding is as bad as what a run fails on; None fails on nothing."""
    return fail_on is not None and (
        result.finding.severity is Severity.ERROR or fail_on is Severity.WARNING
    )


def _excerpt(name: str, text: str, span: tuple[int, int] | None) -> str:
    """A text on one line, cut to what surrounds the spot, and the spot underlined."""
    start, end = span or (0, 0)
    first = 0
    if end > _WIDE:
        first = max(0, start - _WIDE // 2)
    last = min(len(text), max(first + _WIDE, min(end, first + 2 * _WIDE)))
    before = ("…" if first else "") + _visible(text[first:start] if span else "")
    spot = _visible(text[start : min(end, last)])
    after = _visible(text[end:last] if span else text[:last]) + ("…" if last < len(text) else "")
    line = f"    {name:6}  {before}{spot}{after}\n"
    if span:
        line += f"            {' ' * _columns(before)}{'^' * max(_columns(spot), 1)}\n"
    return line


def _visible(text: str) -> str:
    named = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\u00a0": "\u00a0"}
    return _UNSEEN.sub(lambda m: named.get(m.group(), f"<U+{ord(m.group()):04X}>"), text)


def _columns(text: str) -> int:
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def _details(result: Result) -> str:
    finding = result.finding
    lines = [f"{finding.message} [{finding.check}]"]
    if result.source:
        lines += [f"source: {result.source}", f"target: {result.target}"]
    if finding.hint:
        lines.append(f"hint: {finding.hint}")
    return "\n".join(lines)


def _shown(path: Path) -> str:
    """A path as seen from the working folder, with slashes: what services look up."""
    resolved, here = path.resolve(), Path.cwd().resolve()
    if resolved.is_relative_to(here):
        return resolved.relative_to(here).as_posix()
    return path.as_posix()


def _uri(path: Path) -> str:
    from urllib.parse import quote

    shown = _shown(path)
    return path.resolve().as_uri() if Path(shown).is_absolute() else quote(shown)


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
