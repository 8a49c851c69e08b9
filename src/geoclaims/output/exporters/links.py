"""Nodes and links for link charts (Gephi, Maltego, i2): who claims what, where, told by whom."""

import csv
from collections.abc import Iterable
from pathlib import Path

from geoclaims.model import Claim
from geoclaims.output import wording
from geoclaims.output.escape import spreadsheet_cell
from geoclaims.output.provenance import Provenance

NODE_COLUMNS = ("Id", "Label", "Type", "Kind", "Latitude", "Longitude")
LINK_COLUMNS = ("Source", "Target", "Type", "Claim", "Words")


def write(claims: Iterable[Claim], folder: Path, provenance: Provenance) -> None:
    """Write ``nodes.csv``, ``links.csv`` and ``about.txt`` into ``folder``.

    A source is one node where it has a name; "officials" of two reports are two nodes.
    """
    chart = Chart()
    for claim in claims:
        chart.add(claim)
    _write(folder / "nodes.csv", NODE_COLUMNS, ((key, *values) for key, values in chart.nodes.items()))
    _write(folder / "links.csv", LINK_COLUMNS, chart.links)
    (folder / "about.txt").write_text(provenance.as_line() + "\n", encoding="utf-8")


class Chart:
    """The nodes by id and the links, as claims are added."""

    def __init__(self) -> None:
        self.nodes: dict[str, tuple[object, ...]] = {}
        self.links: list[tuple[object, ...]] = []

    def add(self, claim: Claim) -> None:
        """The claim, its report, source, chain and places, and what ties them."""
        this = f"claim:{claim.id}"
        label = f"{wording.EVENT_TYPE_LABELS[claim.event.type]}, unverified"
        self.nodes[this] = (label, "claim", claim.realis, None, None)
        self._reported(claim, this)
        self._sourced(claim, this)
        for place in claim.drawn_places:
            known = place.place
            key = known.id if known else f"name:{claim.document.id}:{place.text}"
            values = (known.name, known.lat, known.lon) if known else (place.text, None, None)
            self.nodes.setdefault(key, (values[0], "place", place.status, *values[1:]))
            self._link(this, key, place.role, claim, place.text)
        for role, spans in (("actor", claim.event.actors), ("target", claim.event.targets)):
            for span in spans:
                key = f"actor:{span.text.casefold()}"
                self.nodes.setdefault(key, (span.text, "actor", None, None, None))
                self._link(key, this, role, claim, span.text)

    def _reported(self, claim: Claim, this: str) -> None:
        document = claim.document
        report = f"document:{document.id}"
        self.nodes.setdefault(report, (document.title or document.id, "document", None, None, None))
        self._link(report, this, "reports", claim, None)
        if document.publisher:
            publisher = f"publisher:{document.publisher.casefold()}"
            self.nodes.setdefault(publisher, (document.publisher, "publisher", None, None, None))
            self._link(publisher, report, "publishes", claim, None)

    def _sourced(self, claim: Claim, this: str) -> None:
        attribution = claim.attribution
        if attribution.kind == "publisher":
            return  # the outlet's own wording is no origin: there is no source to link
        words = wording.source_text(attribution)
        key = f"source:{attribution.name or f'{claim.document.id}:{words}'}".casefold()
        self.nodes.setdefault(key, (words, "source", attribution.kind, None, None))
        cue = attribution.cue.text if attribution.cue else None
        self._link(key, this, claim.stance, claim, cue)
        inner = key
        for link in reversed(attribution.chain):
            relay = f"source:{link.text}".casefold()
            self.nodes.setdefault(relay, (link.text, "source", link.kind, None, None))
            self._link(relay, inner, "relays", claim, None)
            inner = relay

    def _link(self, source: str, target: str, kind: str, claim: Claim, words: str | None) -> None:
        self.links.append((source, target, kind, claim.id, words))


def _write(path: Path, header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(header)
        table.writerows([spreadsheet_cell(value) for value in row] for row in rows)
