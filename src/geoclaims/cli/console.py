"""What all commands share: where messages go, exit codes, and how an error is told."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

from geoclaims.errors import GeoclaimsError, UsageError
from geoclaims.output.escape import visible

OK, FAILED, USAGE, PARTLY = 0, 1, 2, 3
"""Exit codes: all done, failed, wrong usage, done with some inputs failed."""

messages = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
"""Standard error: messages and progress. Standard output is for data alone."""

_debug = False


def set_debug(on: bool) -> None:
    """Let errors show their traceback."""
    global _debug
    _debug = on


@contextmanager
def reporting_errors() -> Iterator[None]:
    """Tell a GeoclaimsError in a line on standard error and leave with its exit code."""
    try:
        yield
    except GeoclaimsError as error:
        if _debug:
            raise
        tell(f"error: {error}")
        raise SystemExit(USAGE if isinstance(error, UsageError) else FAILED) from error


def tell(message: str) -> None:
    """One message on standard error; names in it come from outside and may not steer the terminal."""
    messages.print(visible(message))


def is_interactive() -> bool:
    """Whether progress should be drawn: only on a terminal."""
    return sys.stderr.isatty()


def is_debug() -> bool:
    """Whether errors show their traceback."""
    return _debug
