"""Places that no gazetteer knows: a claim is not drawn at the neighbour of a name that is not found."""

from geoclaims.claims.place_runs import PlaceRun
from geoclaims.claims.reading import Reading
from geoclaims.claims.surroundings import Surroundings

_AT = frozenset(("in", "at", "near", "outside", "around", "to", "into", "toward", "towards"))
_SETTLED = frozenset(("town", "village", "city", "district", "area", "camp"))
_LIES = frozenset(("near", "outside", "in", ",", "from", "of", "north", "south", "east", "west"))
_LIES_BY = frozenset(
    (",", "km", "kilometers", "kilometres", "miles", "north", "south", "east", "west", "just")
)


def names_unlisted(around: Surroundings) -> bool:
    """Whether the clause says where in a name no gazetteer knows: "12 were killed in Qwerty"."""
    reading = around.reading
    for at in range(around.trigger.last, around.clause[1] - 1):
        if reading.words[at] not in _AT:
            continue
        name = at + 1
        while name < around.clause[1] - 1 and (
            reading.tags[name] in "D"
            or reading.words[name] == "of"
            or reading.words[name] in _SETTLED
            or reading.words[name].endswith("ern")
        ):
            name += 1
        text = reading.tokens[name].text
        if (
            reading.tags[name] == "M"
            and _is_unlisted(reading, name)
            and not (len(text) > 1 and text.isupper())
        ):
            return True
    return False


def beside_unlisted(around: Surroundings, run: PlaceRun) -> bool:
    """Whether a place only says where an unlisted one lies: "captured Zhelovka near X"."""
    reading = around.reading
    at = run.first - 1
    while at > around.clause[0] and reading.tags[at] in "D-N#":
        at -= 1  # "20 km from", "the city of"
    if reading.words[at] not in _LIES:
        return False
    at -= 1
    while at > around.clause[0] and (reading.tags[at] in "#" or reading.words[at] in _LIES_BY):
        at -= 1
    last = at
    while at > around.clause[0] and _is_unlisted(reading, at):
        at -= 1
    if at == last:
        return False
    return at == around.trigger.last - 1 or reading.words[at] in ("in", "at", "of")


def _is_unlisted(reading: Reading, at: int) -> bool:
    """A capitalised name that is no toponym, nor a person's or an organization's."""
    if reading.tags[at] not in "M-" or reading.toponym_of[at] >= 0:
        return False
    name = reading.name_of[at]
    return name < 0 or reading.annotation.names[name].label == "LOC"
