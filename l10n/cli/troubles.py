"""One bad thing does not stop the others: it is named, the rest goes on, the exit code says so."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from l10n.errors import L10nError

Strict = Annotated[
    bool, typer.Option("--strict", help="Stop at the first thing that cannot be worked on.")
]


class Troubles:
    """What could not be worked on in a run.

    Args:
        strict: whether the first trouble ends the run.
    """

    def __init__(self, strict: bool = False) -> None:
        self._strict = strict
        self._errors: dict[str, L10nError] = {}
        self._done = 0

    def note(self, error: L10nError) -> None:
        """Keep a trouble, each once, for :meth:`finish`.

        Raises:
            L10nError: the error itself, where the run is strict.
        """
        if self._strict:
            raise error
        self._errors.setdefault(error.message, error)

    @contextmanager
    def skipping(self) -> Iterator[None]:
        """Work on one thing; an error of it is kept, and the run goes on behind the block."""
        try:
            yield
        except L10nError as error:
            self.note(error)
        else:
            self._done += 1

    def done(self, things: int) -> None:
        """Count things that were worked on."""
        self._done += things

    def finish(self) -> None:
        """Name all troubles; without one this does nothing.

        Raises:
            L10nError: the only trouble, where nothing else could be done.
            typer.Exit: with 1 where something was done, else with 2.
        """
        errors = list(self._errors.values())
        if not errors:
            return
        if not self._done and len(errors) == 1:
            raise errors[0]
        for index, error in enumerate(errors):
            print(f"error: {error.message}", file=sys.stderr)
            if error.hint and error.hint not in {later.hint for later in errors[index + 1 :]}:
                print(f"hint: {error.hint}", file=sys.stderr)
        raise typer.Exit(1 if self._done else errors[0].exit_code)
