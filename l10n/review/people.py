"""Who is at the page: one person on this machine, or the named members of a small team."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass

from l10n.errors import ConfigError, L10nError

ROLES = ("translator", "reviewer")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works on translations.

    Attributes:
        name: what notes and the history call them; "" for nobody in particular.
        role: one of :data:`ROLES`; only a reviewer approves.
    """

    name: str = ""
    role: str = "reviewer"


NOBODY = Person()
present: ContextVar[Person] = ContextVar("present", default=NOBODY)
"""Whose request is being answered."""


class RoleError(L10nError):
    """The person may not do that."""


def parse_person(text: str) -> Person:
    """A person as the command line names one, ``Oyun`` or ``Oyun:translator``.

    Raises:
        ConfigError: there is no such role, or no name.
    """
    name, colon, role = text.rpartition(":") if ":" in text else (text, "", "")
    name, role = name.strip(), role.strip() or ("" if colon else "reviewer")
    if not name or role not in ROLES:
        raise ConfigError(f"--user {text!r} is not NAME or NAME:ROLE", f"roles: {', '.join(ROLES)}")
    return Person(name, role)


def check_may_approve() -> None:
    """Refuse what only reviewers do.

    Raises:
        RoleError: whose request it is may not.
    """
    check_is_reviewer("only a reviewer approves", "save it as a draft")


def check_is_reviewer(refusal: str, hint: str = "") -> None:
    """Refuse what only reviewers do, in other words than :func:`check_may_approve`.

    Raises:
        RoleError: whose request it is may not.
    """
    if present.get().role != "reviewer":
        raise RoleError(refusal, hint)
