"""Markdown's inline markup with the place of each token, which markdown-it does not tell.

The parser is markdown-it-py's; only its loop is replaced by one that notes, rule by rule, which
stretch of the text a rule has used up.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

# Levels of block quotes, lists and brackets that are looked into; what is deeper stays as it is.
_MAX_NESTING = 100


@cache
def parser() -> MarkdownIt:
    """CommonMark with GFM's tables and strikethrough, footnotes and front matter."""
    markdown = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING})
    markdown.inline = _Parser()
    markdown.enable(["table", "strikethrough"])
    markdown.use(footnote_plugin, move_to_end=False, always_match_refs=True)
    markdown.use(front_matter_plugin)
    markdown.inline.ruler2.disable("fragments_join")
    markdown.core.ruler.disable(["inline", "text_join"])
    return markdown


class AnyReference(dict[str, dict[str, str]]):
    """Link definitions as if each label were defined."""

    def get(self, label: str, default: Any = None) -> Any:
        return default if label.startswith("^") else {"href": "", "title": ""}


def tokens(content: str, env: dict[str, Any]) -> list[Token]:
    """The inline tokens of a text; ``token.meta["at"]`` is the stretch of text each stands for.

    Text of emphasis marks that turned out to be one has no content but a place.
    """
    found: list[Token] = []
    parser().inline.parse(content, parser(), env, found)
    return found


class _State(StateInline):
    pending_start = 0

    def pushPending(self) -> Token:  # noqa: N802 -- markdown-it's name
        token = super().pushPending()
        token.meta["at"] = (self.pending_start, self.pending_start + len(token.content))
        return token


class _Parser(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens

    def tokenize(self, state: StateInline) -> None:
        assert isinstance(state, _State)
        rules = self.ruler.getRules("")
        end = state.posMax
        while state.pos < end:
            start, count, idle = state.pos, len(state.tokens), not state.pending
            # Nested deeper than allowed, it is text, letter by letter.
            if state.level >= _MAX_NESTING or not any(rule(state, False) for rule in rules):
                state.append_pending(state.src[start])
                state.pos = start + 1
            else:
                _locate(state, count, start)
            if state.pending and (idle or len(state.tokens) > count):
                state.pending_start = start
        if state.pending:
            state.pushPending()


def _locate(state: StateInline, count: int, start: int) -> None:
    """Note where the tokens stand that a rule has added, the rule having begun at ``start``."""
    added = [token for token in state.tokens[count:] if "at" not in token.meta]
    if not added:
        return
    first, end = added[0], state.pos
    if first.type == "link_open" and first.markup == "autolink":
        first.type, first.content = "autolink", added[1].content
        first.meta["at"] = (start, end)
        del state.tokens[-2:]
    elif first.type == "link_open":
        inside = state.tokens[state.tokens.index(first, count) + 1 : -1]
        label_end = max((_end(token) for token in inside), default=start + 1)
        first.meta["at"] = (start, start + 1)
        added[-1].meta["at"] = (label_end, end)
    elif len(added) == 1:
        first.meta["at"] = (start, end)
    else:
        for token in added:
            token.meta["at"] = (start, start + len(token.content))
            start += len(token.content)


def _end(token: Token) -> int:
    end: int = token.meta["at"][1]
    return end


def without_blanks(found: Sequence[Token]) -> list[Token]:
    """The tokens with the halves of ``**`` joined again: each token's place is all of its mark."""
    result: list[Token] = []
    skip = False
    for index, token in enumerate(found):
        if skip:
            skip = False
            continue
        following = found[index + 1] if index + 1 < len(found) else None
        if token.type == "text" and not token.content:
            if following is not None and following.type == "strong_open":
                following.meta["at"] = (token.meta["at"][0], following.meta["at"][1])
            continue
        if token.type == "strong_close" and following is not None and not following.content:
            token.meta["at"] = (token.meta["at"][0], following.meta["at"][1])
            skip = True
        result.append(token)
    return result
