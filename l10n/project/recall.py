"""Drafts from the translation memory: what people have said before goes before any machine."""

from __future__ import annotations

from collections.abc import Sequence

from l10n.files import locked
from l10n.memory import Memory, Query, in_context
from l10n.model import Origin, Pair, State, Translation
from l10n.project.config import Project
from l10n.project.findings import LiveChecks
from l10n.project.jobs import Draft, Job


def recall(project: Project, jobs: Sequence[Job], checks: LiveChecks) -> None:
    """Put in what the translation memory knows of sentences that have no translation.

    What was approved elsewhere also takes the place of the machine's drafts of the same text.
    """
    with Memory.open(project.root) as memory:
        for job in jobs:
            pair = Pair(project.source_locale, job.locale)
            # Of plural forms the memory knows two at most, a locale may have more.
            pending = {key for key in job.pending if not job.messages[key].plural}
            places = [one for one in job.segments if one.content]
            sentences = zip(places, in_context([one.msgid for one in places]), strict=True)
            queries = [(one.key, query) for one, query in sentences if one.key in pending]
            found = memory.best([query for _, query in queries], pair)
            matches = {
                key: Translation(
                    match.target, State.DRAFT, Origin.MEMORY, "", min(match.similarity / 100, 1.0)
                )
                for (key, _), match in zip(queries, found, strict=True)
                if match
            }
            job.save(project, _checked(job, matches, checks))
            job.pending = [key for key in job.pending if key not in matches]
            _replace_drafts(project, job, memory, checks)


def _replace_drafts(project: Project, job: Job, memory: Memory, checks: LiveChecks) -> None:
    keys = [
        key
        for key, message in job.messages.items()
        if not message.plural and job.catalog.is_machine_draft(key)
    ]
    found = memory.best(
        [Query(job.messages[key].msgid) for key in keys],
        Pair(project.source_locale, job.locale),
        same=True,
    )
    better = {
        key: Translation(match.target, State.DRAFT, Origin.MEMORY, "", 1.0)
        for key, match in zip(keys, found, strict=True)
        if match and match.reviewed
    }
    if not better:
        return
    with locked(job.catalog.path):
        job.refresh(project)
        for key, draft in _checked(job, better, checks).items():
            job.memory += job.catalog.replace_draft(key, draft.translation, draft.findings)
        job.catalog.save()


def _checked(job: Job, found: dict[str, Translation], checks: LiveChecks) -> dict[str, Draft]:
    return {
        key: Draft(one, checks.of_draft(job.messages[key], one, job.locale))
        for key, one in found.items()
    }
