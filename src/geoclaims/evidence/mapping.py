"""A mapping to begin with: which column of a table holds what, as TOML to be edited."""

import json
from pathlib import Path

import pyarrow.compute as pc

from geoclaims.errors import OutputError
from geoclaims.evidence.crosswalk import load_crosswalk
from geoclaims.evidence.plain import column_aliases, propose_mapping
from geoclaims.evidence.raw import read_raw
from geoclaims.evidence.sidecar import sidecar_path
from geoclaims.files import replacing

MANY_CATEGORIES = 60


def propose_sidecar(path: Path) -> str:
    """The text of a ``FILE.toml`` for a table: what its column names suggest, the rest to be filled in.

    Raises DatasetError where the table can't be read.
    """
    raw = read_raw(path)
    mapping = propose_mapping(raw)
    lines = [
        "# What this table is and which of its columns holds what. Edit, then read the table again.",
        f"# Its columns: {', '.join(raw.columns)}",
        '# licence = ""',
        '# citation = ""',
        "redistribution = false",
        "",
        "[columns]",
    ]
    for field in column_aliases():
        column = mapping.columns.get(field)
        lines.append(f"{field} = {_quoted(column)}" if column else f'# {field} = ""')
    if "category" in mapping.columns:
        crosswalk = load_crosswalk()
        lines += ["", "[types]", "# category in the table = claim type; leave out what has no counterpart"]
        values = pc.unique(raw.columns[mapping.columns["category"]]).to_pylist()
        for category in [v for v in values if v][:MANY_CATEGORIES]:
            claimed = crosswalk.type_of("table", category)
            line = f"{_quoted(category)} = {_quoted(claimed or '')}"
            lines.append(line if claimed else f"# {line}")
    return "\n".join(lines) + "\n"


def save_sidecar(path: Path) -> Path:
    """Write ``propose_sidecar`` beside the table; one that is there already is never overwritten.

    Raises OutputError where it is there or can't be written.
    """
    target = sidecar_path(path)
    if target.exists():
        raise OutputError(f"{target}: is there already; edit it, or move it away and try again")
    text = propose_sidecar(path)
    with replacing(target) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")
    return target


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are among TOML's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
