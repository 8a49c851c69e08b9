"""One place of a claim set right: another candidate or name, a point clicked on the map or typed, or none."""

import math

import streamlit as st

from geoclaims.errors import GeoclaimsError
from geoclaims.model import Claim, ClaimPlace, Place
from geoclaims.output.wording import ROLE_LABELS, place_text
from geoclaims.places.protocols import Gazetteer
from geoclaims.ui import decisions, map_point, reading, shown_names, workspace
from geoclaims.ui.map_point import MapPoint
from geoclaims.ui.words import counted, markdown_text

_NONE, _OWN, _CLICKED = "none", "own", "clicked"
_MOST_FOUND = 25


def place_editor(claim: Claim, place: ClaimPlace, number: int) -> None:
    """Draw the choice of places for one toponym of a claim, and write what is chosen."""
    key = f"{claim.id}_{number}"
    try:
        gazetteer = reading.gazetteer(workspace.settings())
    except GeoclaimsError as error:
        st.error(markdown_text(error))
        return
    words = place_text(shown_names.toponym(place))
    st.markdown(f"**{ROLE_LABELS[place.role].capitalize()}: {markdown_text(words)}**")
    look_up, choose = st.columns([2, 3])
    name = look_up.text_input(
        "Look up another name", key=f"lookup_{key}", placeholder="as the place is called today",
        help="Searches the gazetteer on this computer, in any spelling or former name.",
    )  # fmt: skip
    clicked = map_point.clicked(claim.id)
    near = map_point.nearest(clicked, gazetteer) if clicked else {}
    found, asked = _options(place, gazetteer, name)
    labels = (
        {entry.id: f"{km:.1f} km from the click: {shown_names.label(entry)}" for entry, km in near.values()}
        | ({_CLICKED: f"the clicked point itself ({clicked.words})"} if clicked else {})
        | {entry.id: shown_names.label(entry) for entry in found if entry.id not in near}
        | {_OWN: "a point of my own …", _NONE: "none of these: no pin"}
    )
    current = place.place.id if place.place else _NONE
    options = list(labels)
    # What was asked for last stands first and is chosen; a click on the map speaks of a claim's only place.
    first = asked or (clicked is not None and len(claim.drawn_places) == 1)
    at = next((n for n, option in enumerate(options) if asked and option == asked), 0)
    choice_key = f"place_{key}_{name}_{clicked.words if clicked else ''}"
    choice = choose.selectbox(
        "It means", options, index=at if first or current not in options else options.index(current),
        format_func=lambda option: labels[option], key=choice_key,
    )  # fmt: skip
    if choice == _OWN:
        _own_point(key)
    elif choice == _CLICKED and clicked:
        _clicked_point(clicked, key)
    same = [p for p in _same_name(claim, place) if (p.start, p.end) != (place.start, place.end)]
    if same:
        others = counted(len(same), "other mention")
        st.checkbox(
            f"Also for the {others} of “{markdown_text(place.text)}” in this report",
            value=True, key=f"everywhere_{key}",
        )  # fmt: skip
    st.text_input("Why", key=f"why_{key}", placeholder="for whoever reads this later")
    known = {entry.id: entry for entry in [*(entry for entry, _ in near.values()), *found]}

    def save() -> None:
        # As the fields stand when it is pressed: the page may not be drawn again yet.
        meant = st.session_state[choice_key]
        if _is_same(place, meant) or (meant == _OWN and f"lat_{key}" not in st.session_state):
            return
        own = meant in (_OWN, _CLICKED)
        _write(claim, place, _given_point(place, meant, clicked, key) if own else known.get(meant), same, key)

    st.button("Save this place", key=f"save_place_{key}", disabled=_is_same(place, choice), on_click=save)


def _is_same(place: ClaimPlace, choice: str) -> bool:
    """Whether a choice changes nothing; that none of an ambiguous name's places is meant is something new."""
    current = place.place.id if place.place else _NONE
    return choice == current and not (place.status == "ambiguous" and choice == _NONE)


def _write(claim: Claim, place: ClaimPlace, chosen: Place | None, same: list[ClaimPlace], key: str) -> None:
    why = st.session_state[f"why_{key}"]
    everywhere = bool(same) and st.session_state[f"everywhere_{key}"]
    log = [decisions.correction_of_place(claim, place.start, place.end, chosen, why)]
    for other_claim in workspace.workspace().analyses[claim.document.id].claims if everywhere else ():
        spans = {(p.start, p.end) for p in other_claim.places} & {(p.start, p.end) for p in same}
        log += [
            decisions.correction_of_place(other_claim, start, end, chosen, why)
            for start, end in sorted(spans)
        ]
    decisions.write(log)
    map_point.forget()


def _options(place: ClaimPlace, gazetteer: Gazetteer, name: str) -> tuple[list[Place], str | None]:
    """The places to choose from, and the id of the first that was looked up."""
    found: dict[str, Place] = {}
    if place.place:
        found[place.place.id] = place.place
    for candidate in place.candidates:
        entry = gazetteer.get(candidate.id)
        if entry:
            found.setdefault(entry.place.id, entry.place)
    for entry in gazetteer.lookup(name.strip() or place.text, fuzzy=bool(name.strip())):
        found.setdefault(entry.place.id, entry.place)
    kept = list(found.values())[:_MOST_FOUND]
    asked = [entry.place.id for entry in gazetteer.lookup(name.strip(), fuzzy=True)] if name.strip() else []
    kept.sort(key=lambda entry: entry.id not in asked)  # what was asked for stands first
    return kept, kept[0].id if asked else None


def _own_point(key: str) -> None:
    lat, lon, radius = st.columns(3)
    y = lat.number_input("Latitude", -90.0, 90.0, value=None, format="%.5f", key=f"lat_{key}")
    x = lon.number_input("Longitude", -180.0, 180.0, value=None, format="%.5f", key=f"lon_{key}")
    radius.number_input("Good to, in metres", 0, 500_000, value=5000, step=1000, key=f"radius_{key}")
    if y is None or x is None:
        st.caption("Give both; without them the name stays without a pin.")


def _clicked_point(clicked: MapPoint, key: str) -> None:
    st.number_input(
        "Good to, in metres", 1, 500_000, value=clicked.metres, step=500,
        key=f"clicked_{key}_{clicked.words}",
        help="How far from it the place may lie. To begin with, as exactly as one can click at this zoom.",
    )  # fmt: skip


def _given_point(place: ClaimPlace, choice: str, clicked: MapPoint | None, key: str) -> Place | None:
    """The point that was typed or clicked, as its fields stand now; None where they give none."""
    if choice == _CLICKED and clicked:
        metres = st.session_state.get(f"clicked_{key}_{clicked.words}", clicked.metres)
        return _point(place, clicked.lat, clicked.lon, int(metres))
    y, x, metres = (st.session_state.get(f"{name}_{key}") for name in ("lat", "lon", "radius"))
    if y is None or x is None or not (math.isfinite(y) and math.isfinite(x)):
        return None
    return _point(place, float(y), float(x), int(metres or 0))


def _point(place: ClaimPlace, lat: float, lon: float, metres: int) -> Place:
    return Place(
        id=f"own:{lat:.5f},{lon:.5f}", name=place.text, lat=lat, lon=lon, feature="other",
        country=None, admin1=None, population=None, uncertainty_m=metres,
    )  # fmt: skip


def _same_name(claim: Claim, place: ClaimPlace) -> list[ClaimPlace]:
    document = workspace.workspace().analyses[claim.document.id]
    found = {
        (p.start, p.end): p
        for c in document.claims
        for p in c.places
        if p.text == place.text and p.use == place.use
    }
    return list(found.values())
