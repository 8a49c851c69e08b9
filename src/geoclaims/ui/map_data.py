"""The block of data that the map draws, made anew only when the project changed."""

from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

import streamlit as st

from geoclaims.errors import GeoclaimsError
from geoclaims.model import Claim, Window
from geoclaims.output.place_names import PlaceNames
from geoclaims.output.positions import position
from geoclaims.output.provenance import Provenance
from geoclaims.ui import shown_names, workspace
from geoclaims.ui.lasting import lasting_values
from geoclaims.ui.views import MapFile, map_file

if TYPE_CHECKING:  # maps take a second to load: a page that waits for one loads it when all else stands
    from geoclaims.output.map import Label, Overlay
    from geoclaims.output.map.settlements import Points


def for_the_map(height: int) -> MapFile:
    """All claims with their verdicts and all datasets, as the map of this height in pixels takes them."""
    last = _last()
    with last.lock:
        file = at_hand(height)
        if file is None:
            drawn = _drawn(height)
            file = _file(height)
            last.made = drawn, file
        return file


def at_hand(height: int) -> MapFile | None:
    """The same where it was made before, of just this; else None: with many claims it takes seconds."""
    made = _last().made
    return made[1] if made and made[0] == _drawn(height) else None


def of_report(document: str, height: int) -> MapFile:
    """The claims of one report alone, for a map that tells where it was clicked."""
    key = shown_names.names_key()
    return _report_file(workspace.project().stamp(), workspace.window(), document, height, key)


def overlays(*, shareable_only: bool = False) -> "tuple[list[Overlay], list[str]]":
    """The datasets that can be read; and of those that may not be handed round, a line each."""
    from geoclaims.output.map import Overlay, may_be_shown, points_of
    from geoclaims.places.gazetteer import open_gazetteer

    kept, notes = [], []
    for reference in workspace.workspace().evidence:
        try:
            table = workspace.evidence_table(reference)
        except GeoclaimsError:
            continue  # the Evidence page tells why
        if shareable_only and not may_be_shown(table):
            notes.append(f"{len(table):,} records of {reference.name} were compared but are not shown.")
            continue
        points: Points = {}
        if table.settlements is not None:
            with suppress(GeoclaimsError), closing(open_gazetteer(workspace.settings().gazetteer)) as places:
                points = points_of(table, places)
        kept.append(Overlay(table, reference.name, points))
    return kept, notes


def gazetteer_facts(claims: tuple[Claim, ...]) -> "tuple[tuple[Label, ...], Provenance]":
    """Towns for the backdrop round the claims, and the gazetteer's version and sources."""
    from geoclaims.output.map import labels_near
    from geoclaims.places.gazetteer import open_gazetteer

    try:
        gazetteer = open_gazetteer(workspace.settings().gazetteer)
    except GeoclaimsError:
        return (), Provenance()
    try:
        drawn = [place for claim in claims for place in claim.drawn_places]
        points = [(p.lat, p.lon) for place in drawn if (p := position(place))]
        points += [(c.lat, c.lon) for place in drawn for c in place.candidates[:5]]
        meta = gazetteer.meta
        version = f"{meta.get('places')} places, built {meta.get('built', '')[:10]}"
        sources = tuple(value for key, value in sorted(meta.items()) if key.startswith("source:"))
        labels = labels_near(points, gazetteer, _town_name(shown_names.place_names()))
        return labels, Provenance(gazetteer=version, citations=sources)
    finally:
        gazetteer.close()


def _town_name(names: PlaceNames | None) -> Callable[[str], str | None]:
    return lambda place_id: names.of(place_id) if names else None


def _drawn(height: int) -> tuple[object, ...]:
    """What the map is made of. Claims and verdicts that stayed the same are the same objects: soon told."""
    space = workspace.workspace()
    verdicts, _ = workspace.verdicts()
    return space.claims, verdicts, space.evidence, workspace.settings(), height, shown_names.names_key()


def _file(height: int) -> MapFile:
    from geoclaims.output.map import MapOptions, map_block

    space = workspace.workspace()
    verdicts, _ = workspace.verdicts()
    every = [verdict for found in verdicts.values() for verdict in found]
    labels, provenance = gazetteer_facts(space.claims)
    options = MapOptions(labels=labels, provenance=provenance, private=True, names=shown_names.place_names())
    tables = overlays()[0]
    with lasting_values():
        return map_file(map_block(space.claims, tables, every, options), height)


@dataclass
class _Last:
    """The map that was made last, and of what: accepting a claim does not change it."""

    made: tuple[tuple[object, ...], MapFile] | None = None
    lock: Lock = field(default_factory=Lock)


@st.cache_resource(show_spinner=False)
def _last() -> _Last:
    return _Last()


@st.cache_resource(max_entries=8, show_spinner=False)
def _report_file(
    stamp: tuple[int, int],
    window: Window,
    document: str,
    height: int,
    names_key: tuple[str | None, str] | None,
) -> MapFile:
    from geoclaims.output.map import MapOptions, map_block

    claims = workspace.workspace().analyses[document].claims
    verdicts, _ = workspace.verdicts()
    labels, provenance = gazetteer_facts(claims)
    names = shown_names.place_names()
    options = MapOptions(labels=labels, provenance=provenance, private=True, names=names)
    every = [verdict for claim in claims for verdict in verdicts.get(claim.id, ())]
    return map_file(map_block(claims, (), every, options), height, pick=True)
