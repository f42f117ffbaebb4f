"""Terms that a project's approved sentences teach, kept until there are others.

``learn = true`` in the settings lets models that take hints be told of them at once. What was
learned stands in ``.l10n/learned.json``; it may be deleted at any time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from l10n.engines import Engine
from l10n.engines.protocol import Aligner
from l10n.errors import WriteError
from l10n.files import atomic_write
from l10n.glossary import Glossary, Term
from l10n.languages.codes import language
from l10n.memory import Memory
from l10n.model import Pair, State
from l10n.project.config import Project
from l10n.project.jobs import Job
from l10n.translation.learning import Approved, is_sure, proposals
from l10n.workdir import project_folder

FILE = "learned.json"
# The newest are enough: each has to be aligned.
_MOST = 2_000


def approved_in(job: Job, name: str) -> Iterator[Approved]:
    """The approved sentences of a document in one locale, with file and line."""
    for segment in job.segments:
        if not segment.content or job.catalog.state(segment.key) is not State.APPROVED:
            continue
        translation = job.catalog.translation(segment.key)
        if not translation.forms:
            yield Approved(segment.msgid, translation.text, f"{name}:{segment.line}")


def learned(project: Project, engine: Engine, locale: str, glossary: Glossary) -> Glossary:
    """The terms that the approved sentences of a project's memory teach for one locale.

    Args:
        project: whose.
        engine: aligns the sentences; terms are kept by its model.
        locale: of the translations.
        glossary: terms that are known anyway.

    Raises:
        ModelError: no model serves the pair.
    """
    pair = Pair(language(project.source_locale), language(locale))
    if not isinstance(engine, Aligner):
        return Glossary((), project.source_locale)
    with Memory.open(project.root) as memory:
        units = [one for one in memory.units(Pair(project.source_locale, locale)) if one.reviewed]
    units.sort(key=lambda unit: (-unit.changed, unit.source))
    sentences = [Approved(one.source, one.target, one.document) for one in units[:_MOST]]
    about = (engine.model_name(pair), sentences, [term.source for term in glossary.terms])
    digest = sha256(repr(about).encode()).hexdigest()
    path = project.root / ".l10n" / FILE
    known = _read(path)
    if known.get(locale, {}).get("digest") != digest:
        found = proposals(sentences, engine, pair, glossary, least=1)
        terms = {one.source: one.target for one in found if is_sure(one)}
        known[locale] = {"digest": digest, "terms": terms}
        _write(project, known)
    rows: dict[str, str] = known[locale]["terms"]
    return Glossary(
        (Term(source, {locale: (target,)}) for source, target in rows.items()),
        project.source_locale,
    )


def _read(path: Any) -> dict[str, Any]:
    try:
        known = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _write(project: Project, known: dict[str, Any]) -> None:
    try:
        project_folder(project.root)
        data = json.dumps(known, ensure_ascii=False, indent=1).encode()
        atomic_write(project.root / ".l10n" / FILE, data)
    except (OSError, WriteError):
        pass  # learned again next time


def merged(terms: Iterable[Term], given: Iterable[Term]) -> list[Term]:
    """A glossary's terms with others added: a new row, or a target where a row has none."""
    found = {(term.source, term.rule): term for term in terms}
    for term in given:
        old = found.get((term.source, term.rule))
        if old is None:
            found[term.source, term.rule] = term
        else:
            targets = {**term.targets, **old.targets}
            found[term.source, term.rule] = Term(old.source, targets, old.rule, old.note)
    return list(found.values())
