"""The table of parties to wars as rows of an editor, and back, checked row by row."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

KINDS = ("state", "armed_group", "third")
COLUMNS = ("id", "kind", "names", "opponents")


class Checked(NamedTuple):
    """The rows as the project keeps them, and what is wrong in which row of the editor."""

    rows: list[dict[str, Any]]
    problems: list[str]


def to_editor(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """One row a party; its names and opponents parted by commas."""
    return [
        {
            "id": str(row["id"]),
            "kind": str(row["kind"]),
            "names": ", ".join(row["names"]),
            "opponents": ", ".join(row["opponents"]),
        }
        for row in rows
    ]


def from_editor(table: Sequence[Mapping[str, Any]]) -> Checked:
    """The edited rows, empty ones left out; every problem names its row as the editor numbers it."""
    rows: list[dict[str, Any]] = []
    numbers: list[int] = []
    problems: list[str] = []
    for number, line in enumerate(table, start=1):
        cells = {column: _text(line.get(column)) for column in COLUMNS}
        if not any(cells.values()):
            continue
        numbers.append(number)
        rows.append(
            {
                "id": cells["id"],
                "kind": cells["kind"],
                "names": _parted(cells["names"]),
                "opponents": _parted(cells["opponents"]),
            }
        )
    known = {row["id"] for row in rows}
    ids: dict[str, int] = {}
    names: dict[str, int] = {}
    for number, row in zip(numbers, rows, strict=True):
        said = f"Row {number}" + (f" ({row['id']})" if row["id"] else "")
        if not row["id"]:
            problems.append(f"{said}: has no id; give it a short one, such as “ukraine”")
        elif row["id"] in ids:
            problems.append(f"{said}: row {ids[row['id']]} has this id already")
        ids.setdefault(row["id"], number)
        if row["kind"] not in KINDS:
            problems.append(f"{said}: kind must be one of {', '.join(KINDS)}")
        if not row["names"]:
            problems.append(f"{said}: has no name; write those that reports use, parted by commas")
        for name in row["names"]:
            other = names.setdefault(name.casefold(), number)
            if other != number:
                problems.append(f"{said}: “{name}” stands in row {other} too; a name is one party's")
        for opponent in row["opponents"]:
            if opponent == row["id"]:
                problems.append(f"{said}: can't be its own opponent")
            elif opponent not in known:
                problems.append(f"{said}: opponent “{opponent}” is no row's id")
    if not rows:
        problems.append("The table is empty: without any party no source's side can be told.")
    return Checked(rows, problems)


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _parted(text: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
