"""What documentation tools add to Markdown, told by its syntax and taken out of the parser's way.

MyST (Sphinx), Docusaurus and MDX, VitePress, MkDocs Material, Hugo, Jekyll, Obsidian, pandoc's
definition lists. Their boxes, tabs and lists hold Markdown between lines of their own. Here a text
is rewritten line by line into CommonMark with as many lines: lines of syntax become blank, what
stands deeper for a box is moved out, a definition becomes a list item. Only the beginnings of lines
change, so that every text is still found on its line. What is no text (imports, code, mathematics)
becomes blank too, and stays as it is in the document.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from l10n.formats.reading import Lines

# Directives and shortcodes whose content is no Markdown; so is that of any that is not known.
_TEXT_DIRECTIVES = frozenset(
    {"note", "warning", "tip", "important", "caution", "attention", "danger", "error", "hint"}
    | {"seealso", "admonition", "todo", "versionadded", "versionchanged", "deprecated", "removed"}
    | {"sidebar", "topic", "figure", "margin", "dropdown", "card", "tab-item", "tab-set", "grid"}
    | {"grid-item", "grid-item-card", "card-carousel", "epigraph", "pull-quote", "highlights"}
    | {"aside", "div", "details", "exercise", "solution", "proof", "theorem", "glossary", "rubric"}
)
_NO_TITLE = frozenset({"figure", "div", "grid", "tab-set", "card-carousel"})
_KEPT_SHORTCODES = frozenset(
    {"code", "highlight", "mermaid", "katex", "math", "raw", "rawhtml", "chart", "gist", "plantuml"}
)
_KEPT_LIQUID = frozenset({"highlight", "raw", "comment", "capture", "plantuml", "mermaid"})

_FENCE = re.compile(r"(?P<marks>`{3,}|~{3,})(?P<info>[^`]*)")
_DIRECTIVE = re.compile(r"\{(?P<name>[\w:.-]+)\}\s*(?P<title>.*)")
_COLONS = re.compile(r"(?P<marks>:{3,})\s*(?P<rest>.*)")
_BOX = re.compile(
    r"\{(?P<directive>[\w:.-]+)\}[ \t]*(?P<argument>.*)"
    r"|(?P<name>[\w-]+)"
    r"(?:\[(?P<bracketed>[^\]]*)\]\S*|[ \t]+\"(?P<quoted>[^\"]*)\"|[ \t]*(?P<bare>[^\"{\[]*))"
    r"(?:[ \t]*\{[^}]*\})?|\{[^}]*\}"
)
_OPTION = re.compile(r":[\w-]+:(?:\s.*)?")
_ADMONITION = re.compile(
    r"(?:!!!|\?\?\?\+?)[ \t]+[\w-]+(?:[ \t]+[\w-]+)*(?:[ \t]+\"(?P<title>[^\"]*)\")?[ \t]*"
    r"|===[!+]?[ \t]+\"(?P<tab>[^\"]*)\"[ \t]*"
)
_SHORTCODE = re.compile(
    r"\{\{[<%]\s*(?P<end>/?)\s*(?P<name>[\w/-]+)(?P<rest>.*?)(?P<alone>/?)[%>]\}\}"
)
_ATTRIBUTE = re.compile(r"\b(?:title|caption|alt|heading|summary)=\"(?P<value>(?:[^\"\\]|\\.)*)\"")
_LABEL = re.compile(r"\b(?:title|label|alt|caption|description|placeholder)=\"(?P<value>[^\"]*)\"")
_LIQUID = re.compile(r"\{%-?\s*(?P<name>\w+).*?-?%\}")
_TEMPLATES = re.compile(r"(?:\{%(?:[^%]|%(?!\}))*%\}\s*|\{\{(?:[^}]|\}(?!\}))*\}\}\s*)+")
_IMPORT = re.compile(r"import\s+(?:[\w*{].*\sfrom\s+)?['\"][^'\"]+['\"];?\s*|import\s+\{[^}]*")
_EXPORT = re.compile(r"export\s+(?:const|let|var|default|function|async|class)\b.*")
_JSX = re.compile(r"</?[A-Z][\w.]*(?=[\s/>])|\{/\*")
_MATH = re.compile(r"\$\$|\\begin\{(?P<name>\w+\*?)\}")
_SYNTAX = re.compile(
    r"\([\w:. -]+\)=|\{[:.#][^{}]*\}|\[TOC\]|\[\[_?TOC_?\]\]|<!-{2,}.*-->", re.IGNORECASE
)
_DEFINITION = re.compile(r" {0,3}:(?=[ \t]{1,3}\S)")
_ABBREVIATION = re.compile(r"\*\[[^\]]+\]:[ \t]*")


class Title(NamedTuple):
    """A title on a line of syntax: offsets, and how it is written there."""

    start: int
    end: int
    syntax: str


class _Line(NamedTuple):
    start: int
    text: str


def common_markdown(text: str) -> tuple[str, list[Title]]:
    """The text for a CommonMark parser, with as many lines, and the titles that it has lost."""
    return _Rewriter(text).rewritten()


class _Rewriter:
    def __init__(self, text: str) -> None:
        lines = re.split(r"\r\n|\n|\r", text)
        self._lines = [_Line(*one) for one in zip(Lines(text).starts, lines, strict=True)]
        self._titles: list[Title] = []
        self._fence = ""  # the marks of the code block that is open
        self._kept: re.Pattern[str] | None = None  # how what is kept ends
        self._directives: list[str] = []  # the marks of fences that hold Markdown
        self._boxes: list[int] = []  # how deep the content of MkDocs' boxes stands
        self._options = False  # whether options of a directive may follow
        self._last: dict[str, int] = {}  # where the last line that matches a pattern is
        self._before = False  # whether a line of text is before a definition

    def rewritten(self) -> tuple[str, list[Title]]:
        """All of it."""
        return "\n".join(self._line(line) for line in self._lines), self._titles

    def _line(self, line: _Line) -> str:
        body = line.text.strip(" \t")
        indent = len(line.text) - len(line.text.lstrip(" \t"))
        if body and not self._fence and self._kept is None:
            while self._boxes and indent < self._boxes[-1] and "\t" not in line.text[:indent]:
                self._boxes.pop()
        if not body:
            self._options = False
            return ""
        text = self._moved(line.text)
        if self._kept is not None:
            if self._kept.search(body):
                self._kept = None
            return ""
        if self._fence:
            if body.startswith(self._fence) and not body.strip(self._fence[0]):
                self._fence = ""
            return text
        place = line.start + line.text.index(body)
        if self._is_syntax(body, place, indent, re.match(r" {4}|\t", text) is not None):
            self._before = False
            return ""
        if found := _ABBREVIATION.match(body):
            return f"- {body[found.end() :]}" if body[found.end() :] else ""
        definition = _DEFINITION.match(text) if self._before else None
        self._before = True
        return f"{text[: definition.end() - 1]}-{text[definition.end() :]}" if definition else text

    def _moved(self, text: str) -> str:
        """A line of a box, as deep as the box itself."""
        for _ in self._boxes:
            text = text[1:] if text.startswith("\t") else re.sub(r"^ {0,4}", "", text)
        return text

    def _keep(self, end: str, place: int) -> bool:
        """Keep all lines up to one that matches, if one does."""
        if end not in self._last:
            found = [one.start for one in self._lines if re.search(end, one.text.strip())]
            self._last[end] = found[-1] if found else -1
        if self._last[end] <= place:
            return False
        self._kept = re.compile(end)
        return True

    def _is_syntax(self, body: str, place: int, indent: int, deep: bool) -> bool:
        """Whether a line is syntax or no text; what it opens or closes is noted.

        A deep line may be one of a code block: it opens nothing that is kept.
        """
        if self._options and (_OPTION.fullmatch(body) or body == "---"):
            return True
        self._options = False
        if body[0] in "`~":
            return self._is_fence(body, place)
        if body[0] == ":" and (found := _COLONS.fullmatch(body)):
            return self._is_box(found, place)
        if self._is_boxed(body, place, indent):
            return True
        return not deep and self._is_kept(body, place, indent)

    def _is_boxed(self, body: str, place: int, indent: int) -> bool:
        if body[0] in "!?=" and (found := _ADMONITION.fullmatch(body)):
            self._boxes.append(indent + 4)
            for name in ("title", "tab"):
                self._title(found, name, place, "markdown-quoted")
            return True
        return False

    def _is_kept(self, body: str, place: int, indent: int) -> bool:
        """Whether a line is no text, or begins several that are none."""
        if body[0] == "{" and (self._is_template(body, place) or _SYNTAX.fullmatch(body)):
            return True
        if body[0] in "$\\" and (found := _MATH.match(body)):
            end = rf"\\end\{{{re.escape(found['name'])}\}}" if found["name"] else r"\$\$\s*\Z"
            return bool(re.search(end, body[2:])) or self._keep(end, place)
        if body[0] in "ie" and not indent and (_IMPORT.fullmatch(body) or _EXPORT.fullmatch(body)):
            if body.count("{") != body.count("}") or body.count("(") != body.count(")"):
                return self._keep(r"^[})]|\bfrom\s+['\"]", place)
            return True
        if body[0] in "</{" and _JSX.match(body):
            return self._is_tag(body, place)
        return bool(_SYNTAX.fullmatch(body))

    def _is_fence(self, body: str, place: int) -> bool:
        if self._directives and body.startswith(self._directives[-1]) and not body.strip(body[0]):
            self._directives.pop()
            return True
        found = _FENCE.fullmatch(body)
        if not found:
            return False
        directive = _DIRECTIVE.match(found["info"])
        if directive and directive["name"] in _TEXT_DIRECTIVES:
            self._directives.append(found["marks"])
            self._options = True
            if directive["name"] not in _NO_TITLE:
                self._title(directive, "title", place + found.start("info"), "markdown")
            return True
        self._fence = found["marks"]
        return False

    def _is_box(self, found: re.Match[str], place: int) -> bool:
        rest = found["rest"].strip()
        box = _BOX.fullmatch(rest) if rest else None
        if rest and box is None:
            return False
        if box is None:
            return True
        place += found.start("rest")
        if (name := box["directive"]) is not None:
            if name not in _TEXT_DIRECTIVES:
                self._keep(rf"^{found['marks']}:*\Z", place)
            elif name not in _NO_TITLE:
                self._title(box, "argument", place, "markdown")
            self._options = True
        self._title(box, "bracketed", place, "markdown")
        self._title(box, "quoted", place, "markdown-quoted")
        self._title(box, "bare", place, "markdown")
        return True

    def _is_template(self, body: str, place: int) -> bool:
        if shortcode := _SHORTCODE.fullmatch(body):
            name = shortcode["name"]
            for value in _ATTRIBUTE.finditer(body):
                self._title(value, "value", place, "yaml-double")
            if name in _KEPT_SHORTCODES and not shortcode["end"] and not shortcode["alone"]:
                closing = rf"\{{\{{[<%]\s*/\s*{re.escape(name)}\s*[%>]\}}\}}"
                self._keep(closing, place)  # some have no end: they stand alone
            return True
        if (tag := _LIQUID.match(body)) and tag["name"] in _KEPT_LIQUID:
            closing = rf"\{{%-?\s*end{tag['name']}\b"
            return bool(re.search(closing, body)) or self._keep(closing, place)
        return bool(_TEMPLATES.fullmatch(body))

    def _is_tag(self, body: str, place: int) -> bool:
        """Whether a line is a tag of a component, or begins one that goes on."""
        if body.startswith("{/*"):
            return "*/}" in body or self._keep(r"\*/\}", place)
        for value in _LABEL.finditer(body):
            self._title(value, "value", place, "attribute-double")
        end = body.rfind(">")
        if end < 0:
            return self._keep(r">\s*\Z", place)
        return end == len(body) - 1 and not re.search(r">[^<]*\w[^<]*<", body)

    def _title(self, found: re.Match[str], name: str, place: int, syntax: str) -> None:
        if found[name] and (title := found[name].strip()):
            start = place + found.start(name) + found[name].index(title)
            self._titles.append(Title(start, start + len(title), syntax))
