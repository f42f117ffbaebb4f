"""Many sentences at once: approve, take a step back, find and replace; and finding them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any

from l10n import markup
from l10n.errors import L10nError
from l10n.model import Severity, State
from l10n.po import editing, provenance
from l10n.po.message import Message
from l10n.review.desk import Desk
from l10n.review.differences import difference
from l10n.review.people import check_may_approve
from l10n.review.row import Row
from l10n.review.saving import Edit, History

_SHOWN = 200
_PATTERN = 500  # characters
_SECONDS = 2.0  # that a pattern may take in one sentence


def act(desk: Desk, history: History, action: str, keys: Mapping[str, str]) -> dict[str, int]:
    """Approve drafts, or take translations one step back.

    Approved is only what has a translation, in which no check finds an error, and whose source has
    not changed since; back goes what :func:`l10n.po.editing.take_back` takes back. What somebody
    has changed since the person saw it stays as it is.

    Args:
        desk: the document.
        history: remembers what is changed.
        action: "approve" or "reset".
        keys: of the sentences, each with the version that the person saw; "" for any.

    Returns:
        How many changed (``done``), how many drafts were left because of an error (``left``), and
        how many sentences because somebody has changed them (``others``).

    Raises:
        RoleError: only reviewers approve.
        L10nError: there is no such action.
    """
    if action not in ("approve", "reset"):
        raise L10nError("unknown action")
    check_may_approve()
    with desk.at_work():
        found = [desk.by_key[key] for key in keys if key in desk.by_key]
        rows = [row for row in found if keys[row.key] in ("", row.entry.version)]
    others = len(found) - len(rows)
    if action == "reset":
        edits = {row.key: _if_unchanged(row, editing.take_back) for row in rows}
        return {"done": history.change_all(edits, "reset", bulk=True), "left": 0, "others": others}
    drafts = [row for row in rows if row.translation.state.waits]
    wrong = [row for row in drafts if row.translation.state is State.CHANGED or _has_error(row)]
    left = {row.key for row in wrong}
    edits = {
        row.key: _if_unchanged(row, _approve)
        for row in drafts
        if row.key not in left and all(row.texts)
    }
    done = history.change_all(edits, "approve", bulk=True)
    return {"done": done, "left": len(wrong), "others": others}


def _has_error(row: Row) -> bool:
    return any(one.severity is Severity.ERROR for one in row.findings)


def _approve(entry: Message) -> bool:
    provenance.approve(entry)
    return True


def _if_unchanged(row: Row, edit: Edit) -> Edit:
    """An edit of what a row says; another text by now nobody has seen."""
    return lambda entry: editing.version(entry) == row.entry.version and edit(entry)


def replace(
    desk: Desk,
    history: History,
    find: str,
    put: str,
    *,
    regex: bool,
    case: bool,
    keys: Collection[str] = (),
    apply: bool = False,
) -> dict[str, Any]:
    r"""Find and replace in translations; what has changed is a draft that waits for approval.

    A sentence whose placeables would suffer is left as it is.

    Args:
        desk: the document.
        history: remembers what is changed.
        find: what to look for.
        put: what to put there; groups as ``\1``.
        regex: whether ``find`` is a regular expression.
        case: whether upper and lower case differ.
        keys: only in these; () for all.
        apply: do it, instead of only telling what would change.

    Returns:
        ``total`` sentences, and of the first ones in ``changes`` number and difference.

    Raises:
        L10nError: the pattern is none, or takes too long.
    """
    substitute = _substitution(find, put, regex, case)
    with desk.at_work():
        chosen = set(keys)
        rows = [row for row in desk.rows if not chosen or row.key in chosen]
    changes = []
    for row in rows:
        texts = tuple(map(substitute, row.texts)) if row.translation.text else ()
        if texts and texts != row.texts and not _suffers(row, texts):
            changes.append((row, texts))
    if apply:
        edits = {
            row.key: _if_unchanged(row, partial(editing.write, texts=texts, approve=False))
            for row, texts in changes
        }
        total = history.change_all(edits, "replace", bulk=True)
    else:
        total = len(changes)
    shown = [
        {"index": row.index, "difference": difference(" | ".join(row.texts), " | ".join(texts))}
        for row, texts in changes[:_SHOWN]
    ]
    return {"total": total, "changes": shown}


def _suffers(row: Row, texts: Sequence[str]) -> bool:
    source = row.entry.plural or row.entry.msgid
    return any(markup.problems(source, text) for text in texts if text)


def _substitution(find: str, put: str, regex: bool, case: bool) -> Callable[[str], str]:
    # The standard library's patterns can run for ever and cannot be stopped; this one's can.
    import regex as patterns

    if not find:
        raise L10nError("there is nothing to look for", "write what to find")
    if len(find) > _PATTERN:
        raise L10nError(f"what to find may have {_PATTERN} characters")
    try:
        pattern = patterns.compile(
            find if regex else patterns.escape(find), 0 if case else patterns.IGNORECASE
        )
    except patterns.error as error:
        raise L10nError(f"not a regular expression: {error}", "mend it, or switch it off") from None

    def substitute(text: str) -> str:
        try:
            found: str = pattern.sub(put if regex else lambda _: put, text, timeout=_SECONDS)
        except TimeoutError:
            raise L10nError("the pattern takes too long", "write a simpler one") from None
        except (IndexError, patterns.error) as error:
            raise L10nError(f"cannot be put there: {error}", "groups are \\1, \\2 …") from None
        return found

    return substitute
