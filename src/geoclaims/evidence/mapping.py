"""A ``FILE.toml`` to begin with: what a table's columns or a map's polygons stand for, to be edited."""

import json
import re
from pathlib import Path

import pyarrow.compute as pc

from geoclaims.errors import OutputError
from geoclaims.evidence import control_read
from geoclaims.evidence.control_days import DATE_IN_NAME, day_columns
from geoclaims.evidence.controllers import controller_name, is_known_controller
from geoclaims.evidence.crosswalk import load_crosswalk
from geoclaims.evidence.plain import column_aliases, guess_mapping
from geoclaims.evidence.raw import read_raw
from geoclaims.evidence.rawtable import RawTable, points_alone
from geoclaims.evidence.sidecar import sidecar_path
from geoclaims.files import replacing

MANY_CATEGORIES = 60


def propose_sidecar(path: Path) -> str:
    """The text of a ``FILE.toml`` for a table: what its column names suggest, the rest to be filled in.

    Raises DatasetError where the table can't be read.
    """
    raw = read_raw(path)
    if control_read.recognizes(raw):
        return _propose_control(raw)
    raw = points_alone(raw)
    mapping = guess_mapping(raw)
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


def _propose_control(raw: RawTable) -> str:
    """The same for a map of control: who holds what it draws, and on which day."""
    lines = [
        "# What this map draws. Edit, then read it again. Its properties: "
        + ", ".join(name for name in raw.columns if name != "feature_number"),
        '# licence = ""',
        '# citation = ""',
        "redistribution = false",
    ]
    column = control_read.controller_column(raw)
    if column is None:
        words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", raw.path.stem)
        named = next((word for word in words if is_known_controller(word)), None)
        lines.append("# who holds the ground this layer draws, as RU, UA or the party's name:")
        controller = controller_name(named) if named else None
        lines.append(f"controller = {_quoted(controller)}" if controller else '# controller = "RU"')
    else:
        lines.append(
            f"# who holds what stands in its property {column!r}; controller = … is for maps without"
        )
    if not day_columns(raw.columns):
        found = DATE_IN_NAME.search(raw.path.name)
        lines.append("# the day the map shows, without quotes:")
        lines.append(f"date = {found[1]}-{found[2]}-{found[3]}" if found else "# date = 2025-12-01")
    lines += [
        "# who holds the ground nothing is drawn on, if that is certain:",
        '# remainder = "UA"',
        "# whose side the map takes and how late it is, to be told beside each verdict:",
        '# alignment = ""',
    ]
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
