"""The files of the Export page as bytes, each saying with what and by which filters it was made."""

import json
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from geoclaims.model import Claim
from geoclaims.output import FOLDER_FORMATS, write_claims
from geoclaims.output.map import MapOptions, page_html
from geoclaims.output.provenance import Provenance
from geoclaims.output.redaction import handed_round
from geoclaims.records import to_json_line
from geoclaims.ui import map_data, shown_names, workspace

_NAMES = {"source": "kind", "type": "type", "said": "realis", "status": "verdict", "report": "report"}
"""The dashboard's filters in the words of ``--filter`` and of a map page's address."""


@dataclass(frozen=True)
class Export:
    """What is to be written: the claims, of how many, by which filters, and for whom."""

    claims: Sequence[Claim]
    total: int
    filters: str | None = None
    private: bool = False


def filters_line(chosen: Mapping[str, Sequence[str]], report_names: Mapping[str, str]) -> str | None:
    """The filters in one line, as ``--filter`` takes them; None without any."""
    parts = [
        f"{_NAMES[key]}={report_names.get(value, value) if key == 'report' else value}"
        for key, values in chosen.items()
        for value in values
    ]
    return "&".join(parts) or None


def provenance_of(export: Export) -> Provenance:
    """What every file says of its making: gazetteer, settings, filters, citations."""
    _, made = map_data.gazetteer_facts(())
    return replace(
        made, settings=workspace.settings().as_line(), filters=export.filters, private=export.private
    )


def map_file(export: Export, title: str) -> bytes:
    """The self-contained page; unless private, without what may not be handed round."""
    claims, private = export.claims, export.private
    overlays, notes = map_data.overlays(shareable_only=not private)
    verdicts, _ = workspace.verdicts()
    hidden: frozenset[str] = frozenset()
    if not private:
        safe = handed_round(claims)
        claims, hidden = safe.claims, safe.hidden
        notes = [*([safe.note] if safe.note else []), *notes]
        # What was measured at a place that is left out would tell where it is.
        verdicts = {claim: found for claim, found in verdicts.items() if claim not in safe.displaced}
    if export.filters:
        notes = [f"{len(claims):,} of {export.total:,} claims are in this page: {export.filters}", *notes]
    labels, _ = map_data.gazetteer_facts(tuple(claims))
    options = MapOptions(
        title=title or "Claimed events",
        provenance=provenance_of(export),
        labels=tuple(label for label in labels if label.name not in hidden),
        notes=tuple(notes),
        private=private,
        names=shown_names.place_names(),
    )
    every = [verdict for claim in claims for verdict in verdicts.get(claim.id, ())]
    return page_html(claims, overlays, every, options).encode("utf-8", "replace")


def claims_file(export: Export, format_name: str) -> bytes:
    """The claims in a format, as the bytes of its file; formats of several files as a ZIP of them.

    A GeoPackage also has the records of the datasets, unless private of those alone that may be handed round.
    """
    tables = []
    if format_name == "gpkg":
        tables = [o.table for o in map_data.overlays(shareable_only=not export.private)[0]]
    with tempfile.TemporaryDirectory(prefix="geoclaims-") as folder:
        path = Path(folder) / f"claims.{format_name}"
        write_claims(
            export.claims, path, format_name, provenance_of(export), tables, private=export.private,
            names=shown_names.place_names(),
        )  # fmt: skip
        return _zipped(path) if format_name in FOLDER_FORMATS else path.read_bytes()


def about_file(export: Export) -> bytes:
    """What JSON Lines have no room for: with what they were made, by which filters, whom to cite."""
    record = provenance_of(export).as_record()
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def verdicts_file(export: Export) -> bytes:
    """What each dataset says of each of the claims, as JSON Lines; everything, as it is to work on."""
    verdicts, _ = workspace.verdicts()
    lines = [to_json_line(v) + "\n" for claim in export.claims for v in verdicts.get(claim.id, ())]
    return "".join(lines).encode("utf-8", "replace")


def _zipped(folder: Path) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            archive.write(path, path.relative_to(folder))
    return packed.getvalue()
