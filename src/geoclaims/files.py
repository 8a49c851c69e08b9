"""Files are written whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geoclaims.errors import OutputError


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A path beside ``target`` to write to, moved over it when the block ends without an error.

    Raises OutputError where the folder is missing or can't be written to. Whatever the
    block raises passes through, and then ``target`` stays as it was.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.stem}-", suffix=target.suffix, dir=target.parent)
        os.close(handle)
    except OSError as cause:
        raise OutputError(
            f"{target}: can't write there ({cause.strerror}); choose a folder that exists and is writable"
        ) from cause
    temporary = Path(name)
    try:
        yield temporary
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        try:
            temporary.replace(target)
        except OSError as cause:
            raise OutputError(f"{target}: can't be replaced ({cause.strerror})") from cause
    finally:
        temporary.unlink(missing_ok=True)
