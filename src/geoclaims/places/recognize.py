"""Which words of a text are place names: the tagger's judgement, the gazetteer's knowledge, the context."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from geoclaims.language import Annotation
from geoclaims.language.names_features import Hint
from geoclaims.places.protocols import Gazetteer, Mention
from geoclaims.places.recognize_facilities import is_struck, listed_facilities, without_facility
from geoclaims.places.recognize_hints import gazetteer_hints, government_seats
from geoclaims.places.recognize_longer import halves_of_names, whole_name
from geoclaims.places.recognize_lower import lower_case_places, stretches_without_capitals
from geoclaims.places.recognize_reading import TOWNS, Found, Reading
from geoclaims.places.recognize_rules import (
    STATES,
    coordinated,
    is_acronym,
    is_at,
    is_body,
    is_conquered_word,
    is_inside_body,
    is_place_of_war,
    is_placed,
    is_speaker,
    is_whole_name,
    may_be_contested,
    named_settlements,
    stands_alone,
)
from geoclaims.places.recognize_scripts import has_other_scripts, other_script_places
from geoclaims.places.recognize_tagged import places_of
from geoclaims.places.recognize_unlisted import capitalized_names, listed_places, unlisted_places
from geoclaims.places.recognize_use import use_of
from geoclaims.places.recognize_words import cue_words

_LONGEST_BEFORE_COMMA = 4


def recognize(annotation: Annotation, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """The toponyms of one annotated text; for many texts keep a GazetteerRecognizer."""
    return GazetteerRecognizer(gazetteer).recognize(annotation)


class GazetteerRecognizer:
    """Finds toponyms by the names the tagger saw and those the gazetteer knows."""

    def __init__(self, gazetteer: Gazetteer, hint: Hint | None = None) -> None:
        """``hint`` may be the one the tagger has, so that both remember the same names."""
        self._hint = hint or gazetteer_hints(gazetteer)
        self._governs: Callable[[str], bool] = government_seats(gazetteer)

    def recognize(self, annotation: Annotation) -> tuple[Mention, ...]:
        """The toponyms in text order, without overlaps, each with its use."""
        reading = Reading(annotation, self._hint, self._governs)
        return tuple(_mention(reading, found) for found in _toponyms(reading))


def _toponyms(reading: Reading) -> list[Found]:
    """The place names in text order; where two overlap, the one found by the surer rule."""
    chosen: dict[int, Found] = {}
    taken: set[int] = set()

    def take(found: Found) -> None:
        indices = range(found.first, found.last)
        if not taken.isdisjoint(indices):
            return
        if is_acronym(reading, found) or is_speaker(reading, found) or is_body(reading, found):
            return
        taken.update(indices)
        chosen[found.first] = found

    for found in listed_facilities(reading):
        take(found)
    matches = []
    for found in reading.matches():
        found = without_facility(reading, found)
        whole = whole_name(reading, found)
        if whole is found:
            matches.append(found)
        elif reading.word(whole.last) in cue_words("settlement_nouns"):
            take(whole)
    for found in matches:
        if is_whole_name(reading, found):
            take(found)
    for name in reading.annotation.names:
        if name.label == "LOC":
            for found in places_of(reading, name):
                take(whole_name(reading, found))
    for found in _left(matches, taken):
        if stands_alone(reading, found) or is_inside_body(reading, found) or is_placed(reading, found):
            take(found)
    for found in _left(matches, taken):
        if (may_be_contested(reading, found) and is_place_of_war(reading, found)) or is_conquered_word(
            reading, found
        ):
            take(found)
    for found in coordinated(reading, matches, chosen):
        take(found)
    for found in named_settlements(reading):
        take(found)
    names = capitalized_names(reading)
    for found in unlisted_places(reading, names, taken):
        take(found)
    for found in listed_places(reading, names, taken, chosen):
        take(found)
    for found in _before_region(reading, chosen):
        take(found)
    for found in _repeated(reading, _left(matches, taken), chosen):
        take(found)
    for first, last in stretches_without_capitals(reading.annotation):
        for found in lower_case_places(reading, first, last):
            take(found)
    if has_other_scripts(reading.text):
        for found in other_script_places(reading):
            take(found)
    found_in_order = [chosen[first] for first in sorted(chosen)]
    halves = halves_of_names(reading, found_in_order)
    return [found for found in found_in_order if reading.surface(found) not in halves]


def _left(matches: Sequence[Found], taken: set[int]) -> list[Found]:
    """The matches that no surer rule has taken."""
    return [found for found in matches if found.first not in taken]


def _mention(reading: Reading, found: Found) -> Mention:
    start, end = reading.tokens[found.first].start, reading.tokens[found.last - 1].end
    surface = reading.text[start:end]
    use = use_of(
        reading.annotation,
        start,
        end,
        demonym=found.kind == "demonym",
        governs=found.hint is not None and reading.governs(surface),
    )
    name = reading.label.get(found.first)
    body = name if name is not None and name.label == "ORG" and found.kind != "facility" else None
    if use == "literal" and body and not is_at(reading, found, body):
        known = found.hint in TOWNS or found.kind == "admin1"
        if not (known and is_struck(reading, body)):
            use = "metonym"  # "Lexington Police": the body, not the town
    return Mention(start, end, surface, use)


def _before_region(reading: Reading, chosen: dict[int, Found]) -> Iterator[Found]:
    """Known towns right before ", State": "Wilmington, Delaware"."""
    for found in list(chosen.values()):
        comma = found.first - 1
        if found.kind not in STATES or reading.word(comma) != ",":
            continue
        for first in range(max(0, comma - _LONGEST_BEFORE_COMMA), comma):
            if not reading.tokens[first].capital:
                continue
            hint = reading.hint_of(first, comma)
            if hint is not None and all(n.label != "LOC" for n in reading.labels(Found(first, comma, hint))):
                yield Found(first, comma, hint)
                break


def _repeated(reading: Reading, matches: Sequence[Found], chosen: dict[int, Found]) -> Iterator[Found]:
    """Names that are places elsewhere in the text, where nothing says they are not."""
    votes = Counter(reading.surface(found) for found in chosen.values())
    for found in matches:
        surface = reading.surface(found)
        if not votes[surface] or reading.persons[surface] > votes[surface]:
            continue
        if found.first not in reading.label or reading.is_whole_label(found):
            yield found
