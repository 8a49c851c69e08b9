"""One tree of errors; a message says what is wrong, where, and what to do.

::

    GeoclaimsError
    ├── UsageError            the call itself is wrong (exit code 2)
    ├── InputError            a file, row or value that was handed in
    │   ├── DocumentError     a report that can't be read
    │   ├── TableError        a table that lacks a column or can't be parsed
    │   ├── DatasetError      an evidence file that can't be read or used
    │   └── RecordError       a JSON line that breaks the contract
    ├── GazetteerError        the gazetteer is missing, damaged or of another version
    ├── OutputError           a file that can't be written
    ├── ServiceError          an online service failed
    │   ├── ServiceRefusedError    … and will again: key, quota, policy
    │   └── ServiceUnavailableError  … and may answer later; see ``retry_after``
    └── MissingExtraError     an optional package is not installed
"""


class GeoclaimsError(Exception):
    """The root of all errors this package raises on purpose."""


class UsageError(GeoclaimsError):
    """The call itself is wrong: an unknown option value, or inputs that don't go together."""


class InputError(GeoclaimsError):
    """Something handed in can't be used."""


class DocumentError(InputError):
    """A report can't be read: missing, empty, binary, or in an unknown encoding or format."""


class TableError(InputError):
    """A table lacks a column that was named, or can't be parsed."""


class DatasetError(InputError):
    """An evidence file can't be read or has nothing that could be matched."""


class RecordError(InputError):
    """A JSON record breaks the contract; the message names the line and the field."""


class GazetteerError(GeoclaimsError):
    """The gazetteer is missing, damaged, or was built by another version."""


class OutputError(GeoclaimsError):
    """A result can't be written where it was asked for."""


class ServiceError(GeoclaimsError):
    """An online service failed; the cause is chained."""


class ServiceRefusedError(ServiceError):
    """The service says no, and will again: a missing key, a quota, its policy."""


class ServiceUnavailableError(ServiceError):
    """The service can't answer now; ``retry_after`` is in seconds, where it said so."""

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class MissingExtraError(GeoclaimsError):
    """An optional package is needed; the message names the extra to install."""
