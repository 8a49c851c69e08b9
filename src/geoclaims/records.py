"""The model as JSON records, and back: the fixed contract of the command line.

The dataclasses of ``geoclaims.model`` have the contract's own field names, so
pydantic writes and checks them as they stand.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from geoclaims.errors import RecordError
from geoclaims.model import AttributedContent, Claim, Toponym, Verdict

_CLAIM = TypeAdapter(Claim)
_TOPONYM = TypeAdapter(Toponym)
_VERDICT = TypeAdapter(Verdict)
_ATTRIBUTION = TypeAdapter(AttributedContent)

_COMPACT = (",", ":")

Record = Claim | Toponym | Verdict | AttributedContent
_T = TypeVar("_T")


def to_record(value: Record) -> dict[str, Any]:
    """The value as a JSON-ready dict with all fields of the contract."""
    record: dict[str, Any] = _adapter(value).dump_python(value, mode="json")
    if isinstance(value, AttributedContent):
        for key in ("source", "cue", "content"):
            if record[key] is not None:
                record[key] = {k: record[key][k] for k in ("start", "end", "text")}
    return record


def to_json_line(value: Record) -> str:
    """The value as one line of JSON, without the newline; lone surrogates stay escaped."""
    try:
        if not isinstance(value, AttributedContent):  # whose spans have more fields than the contract
            return _adapter(value).dump_json(value).decode("utf-8")
        line = json.dumps(to_record(value), ensure_ascii=False, separators=_COMPACT)
        line.encode("utf-8")
        return line
    except (PydanticSerializationError, UnicodeEncodeError):
        return json.dumps(to_record(value), ensure_ascii=True, separators=_COMPACT)


def claim_from_record(record: object, where: str) -> Claim:
    """The claim a JSON object holds; ``where`` names file and line for the error.

    Raises RecordError where a field is missing or has a value outside its closed list.
    """
    return _checked(_CLAIM, record, where, "claim")


def toponym_from_record(record: object, where: str) -> Toponym:
    """The toponym a JSON object holds. Raises RecordError as ``claim_from_record`` does."""
    return _checked(_TOPONYM, record, where, "toponym")


def verdict_from_record(record: object, where: str) -> Verdict:
    """The verdict a JSON object holds. Raises RecordError as ``claim_from_record`` does."""
    return _checked(_VERDICT, record, where, "verdict")


def parse_lines(lines: Iterable[str], name: str) -> Iterator[tuple[str, Any]]:
    """Each non-blank JSON line as (``name:line``, parsed value).

    Raises RecordError for a line that is no JSON; the caller decides whether to go on.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{name}:{number}"
        try:
            yield where, json.loads(line)
        except ValueError as cause:
            raise RecordError(f"{where}: not JSON ({cause}); one object a line is expected") from cause


def _adapter(value: Record) -> TypeAdapter[Any]:
    match value:
        case Claim():
            return _CLAIM
        case Toponym():
            return _TOPONYM
        case Verdict():
            return _VERDICT
        case AttributedContent():
            return _ATTRIBUTION


def _checked(adapter: TypeAdapter[_T], record: object, where: str, noun: str) -> _T:
    try:
        return adapter.validate_python(record)
    except ValidationError as cause:
        first = cause.errors()[0]
        path = ".".join(str(part) for part in first["loc"]) or "the whole line"
        more = f" (and {cause.error_count() - 1} more)" if cause.error_count() > 1 else ""
        raise RecordError(f"{where}: not a {noun}: {path}: {first['msg']}{more}") from cause


def why_not(cause: Exception) -> str:
    """What a line lacks or has wrong, in words."""
    return f"no field {cause.args[0]!r}" if isinstance(cause, KeyError) else str(cause)
