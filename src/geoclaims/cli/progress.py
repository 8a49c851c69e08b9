"""Progress on a terminal, and none in a pipe."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from geoclaims.cli import console

T = TypeVar("T")

ProgressReport = Callable[[str, float], None]
"""Takes what is being done and how far it is, 0–1."""


@contextmanager
def gazetteer_progress() -> Iterator[ProgressReport]:
    """A bar for the one-time build of the gazetteer; in a pipe one line says that it is built."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(
        *columns, console=console.messages, transient=True, disable=not console.is_interactive()
    ) as bar:
        task = None

        def report(step: str, share: float) -> None:
            nonlocal task
            if task is None:
                console.tell("building the gazetteer, once (under half a minute) …")
                task = bar.add_task(step, total=1.0)
            bar.update(task, description=step, completed=share)

        yield report


@contextmanager
def reading_progress() -> Iterator[ProgressReport]:
    """A bar for reading reports; none in a pipe."""
    with Progress(
        TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(),
        console=console.messages, transient=True, disable=not console.is_interactive(),
    ) as bar:  # fmt: skip
        task = bar.add_task("reading", total=1.0)
        yield lambda step, share: bar.update(task, description=step[:60], completed=share)


def counted(values: Iterable[T], what: str, *, to_stdout: bool = False) -> Iterator[T]:
    """The values as they come, counted on a terminal; not in a pipe.

    With ``to_stdout`` the data itself goes there, and a count would stand in its way on a terminal.
    """
    shown = console.is_interactive() and not (to_stdout and sys.stdout.isatty())
    with Progress(
        SpinnerColumn(), TextColumn("{task.completed:.0f} {task.description}"), TimeElapsedColumn(),
        console=console.messages, transient=True, disable=not shown,
        redirect_stdout=False,  # standard output is the data's
    ) as bar:  # fmt: skip
        task = bar.add_task(what, total=None)
        for value in values:
            yield value
            bar.advance(task)
