"""When a name that the gazetteer knows is a place, whatever the tagger made of it."""

from collections.abc import Iterator, Mapping, Sequence

from geoclaims.language import Name, where
from geoclaims.language.names_features import COMMON_WORD
from geoclaims.places.recognize_contested import is_conquered, is_contested, is_said_of_towns
from geoclaims.places.recognize_reading import ALWAYS_PLACES, LARGE_TOWNS, TOWNS, Found, Reading
from geoclaims.places.recognize_words import cue_words

STATES = ("country", "admin1")
_HAVE_LOCALS = (
    *("city4", "city5", "city5:alternate", "city6:alternate", "admin2", "admin2:variant", "admin1"),
    *LARGE_TOWNS,
)  # fmt: skip
_POSSESSIVE = ("’s", "'s")
_DATELINE_ENDS = ("-", "--", "–", "—", "(", ",")
_SHORTEST_DATELINE = 4
_LONGEST_SETTLEMENT = 3
_LONGEST_ACRONYM = 5
_JOINS = ("and", "or", "&")
_BEFORE_PLACES = ("in", "near", "outside", "around")
_PEOPLES = ("demonym",)


def is_whole_name(reading: Reading, found: Found) -> bool:
    """Whether a name of several words is a country, division or region, of which the tagger saw a part.

    "South Korean", "Middle East", "New York Gov."; a town so named only if the part was a place.
    """
    if found.last - found.first < 2 or found.hint in (None, COMMON_WORD):
        return False
    names = reading.labels(found)
    start, end = reading.tokens[found.first].start, reading.tokens[found.last - 1].end
    if any(name.start < start or name.end > end for name in names):
        return False
    if found.kind in ALWAYS_PLACES or found.kind == "admin1":
        return found.name_kind != "variant" or bool(names)
    return any(name.label == "LOC" for name in names) or is_dateline(reading, found)


def is_dateline(reading: Reading, found: Found) -> bool:
    """Whether a name in capitals opens a sentence before a dash, as the town of a dateline does."""
    start = reading.tokens[found.first].start
    if any(line.place_start <= start < line.place_end for line in reading.annotation.datelines):
        return True
    surface = reading.surface(found)
    return (
        surface.isupper()
        and len(surface) >= _SHORTEST_DATELINE
        and reading.opens_sentence(found)
        and reading.word(found.last) in _DATELINE_ENDS
    )


def is_acronym(reading: Reading, found: Found) -> bool:
    """Whether a short word in capitals is an agency's or a body's initials: "SANA reported", "TASS said".

    Large towns, divisions and countries are written so for stress ("hit KYIV"), and any town behind a word
    of place or of war ("in IRPIN", "attacked BENI"), in a dateline or a headline.
    """
    text = reading.tokens[found.first].text
    return (
        found.last - found.first == 1
        and text.isalpha()
        and text.isupper()
        and len(text) <= _LONGEST_ACRONYM
        and found.hint not in LARGE_TOWNS
        and found.kind not in (*ALWAYS_PLACES, *STATES)
        and found.name_kind != "abbreviation"
        and reading.word(found.first - 1) not in _BEFORE_PLACES
        and not reading.is_in_headline(found.first)
        and not is_dateline(reading, found)
        and not is_place_of_war(reading, found)
    )


def stands_alone(reading: Reading, found: Found) -> bool:
    """Whether the name can hardly be anything but a place, though the tagger did not say so."""
    if found.hint in (None, COMMON_WORD) or is_direction(reading, found):
        return False
    if is_dateline(reading, found):
        return True
    if (found.hint in TOWNS or found.kind == "admin1") and _owns_land(reading, found):
        return True
    labels = {name.label for name in reading.labels(found)}
    if labels and (labels != {"PER"} or not is_lone_person(reading, found)):
        return False
    if _is_hyphenated(reading, found):
        return False
    after = reading.word(found.last)
    if found.hint in _HAVE_LOCALS and after in cue_words("local_nouns"):
        return True
    if labels:
        unlikely_person = found.kind == "admin1" and not found.name_kind and not _speaks(after)
        return found.hint in LARGE_TOWNS or unlikely_person
    if found.hint in TOWNS and _is_in(reading, found):
        return True
    if found.kind in ALWAYS_PLACES and found.name_kind != "variant":
        return True
    if found.last - found.first > 1 and reading.word(found.last - 1) in cue_words("division_nouns"):
        return True  # "Sagaing's Tabayin Township"
    if found.kind == "admin1" and found.name_kind in ("", "former"):
        return found.last - found.first > 1 or not reading.opens_sentence(found)
    return found.kind in STATES and _follows_place_and_comma(reading, found)


def is_placed(reading: Reading, found: Found) -> bool:
    """Whether the words before leave no doubt that this is a place, whoever may bear its name.

    "the southern part of Dimitrov", "the village of Ivanov", "10 km from Clark".
    """
    if found.first in reading.label and not reading.is_whole_label(found):
        return False
    before, head = reading.word(found.first - 1), reading.word(found.first - 2)
    return before in ("of", "from") and head in cue_words("heads_of_places")


def is_place_of_war(reading: Reading, found: Found) -> bool:
    """Whether the words of war around a known name make it a place.

    A name that the tagger gives to a person needs to be a town's first name, or words no person goes with.
    """
    name = reading.label.get(found.first)
    maybe_person = name is not None and name.label == "PER" and found.hint not in TOWNS
    return is_contested(reading.annotation, found.first, found.last, maybe_person=maybe_person)


def is_conquered_word(reading: Reading, found: Found) -> bool:
    """Whether an everyday word with a capital is what was captured: not "took Sake", but "shelling of Sake".

    Not in a headline, where every word has its capital.
    """
    if found.hint != COMMON_WORD or found.last - found.first > 1 or found.first in reading.label:
        return False
    conquered = is_conquered(reading.annotation, found.first) or is_said_of_towns(
        reading.annotation, found.first
    )
    return conquered and not reading.is_in_headline(found.first)


def coordinated(reading: Reading, matches: Sequence[Found], chosen: Mapping[int, Found]) -> Iterator[Found]:
    """Known names that "and" joins to a place, or that begin a row: "Azaz, al-Bab and Deir el-Balah"."""
    ends = {found.last for found in chosen.values() if found.kind not in _PEOPLES}
    starts = {found.first: found.last for found in chosen.values() if found.kind not in _PEOPLES}
    known = {found.first for found in matches}
    for found in matches:
        joined = (reading.word(found.first - 1) in _JOINS and found.first - 1 in ends) or (
            reading.word(found.last) in _JOINS and found.last + 1 in starts
        )
        second = starts.get(found.last + 1) if reading.word(found.last) == "," else None
        in_row = second is not None and reading.word(second) in (",", *_JOINS) and second + 1 in known
        if (
            (joined or (in_row and found.hint in TOWNS))
            and may_be_contested(reading, found)
            and not is_speaker(reading, found)
        ):
            yield found


def may_be_contested(reading: Reading, found: Found) -> bool:
    """Whether nothing but a tagger's lone guess speaks against a known name after a word of war."""
    if found.hint in (None, COMMON_WORD) or is_direction(reading, found):
        return False
    name = reading.label.get(found.first)
    if name is None or is_lone_person(reading, found):
        return True
    return name.label == "ORG" and reading.is_whole_label(found)


def is_inside_body(reading: Reading, found: Found) -> bool:
    """Whether the name is the place of a public body ("Lexington Police", "University of Texas")."""
    name = reading.label.get(found.first)
    if name is None or name.label != "ORG" or found.hint is None or name not in reading.bounds:
        return False
    first, last = reading.bounds[name]
    if found.last > last:
        return False
    starts = found.first == first
    if starts and found.last == last:  # the whole name: a team, a state as an actor
        return found.kind in ALWAYS_PLACES or found.kind == "admin1" or found.hint in LARGE_TOWNS
    if found.last - found.first == 1 and reading.word(found.first) in cue_words("public_bodies"):
        return False
    rest = {reading.word(i) for i in range(first, last) if not found.first <= i < found.last}
    if rest & cue_words("private_bodies"):
        return False
    if found.kind in ("demonym", "country", "admin1", "continent"):
        return True
    if found.hint in LARGE_TOWNS and starts:
        return True
    after_of = reading.word(found.first - 1) in ("of", "in", "at", "for")
    is_settled = found.kind.startswith(("city", "admin")) and found.name_kind != "alternate"
    return (starts or after_of) and is_settled and bool(rest & cue_words("public_bodies"))


def is_at(reading: Reading, found: Found, body: Name) -> bool:
    """Whether something is said to be at, or done to, what the tagger took for a body."""
    before = reading.word(found.first - 1)
    return body.text == reading.surface(found) and (
        before in cue_words("place_prepositions") or is_contested(reading.annotation, found.first, found.last)
    )


def is_lone_person(reading: Reading, found: Found) -> bool:
    """Whether the tagger took the bare name for a person whom the text never names in full."""
    name = reading.label.get(found.first)
    if name is None or not reading.is_whole_label(found):
        return False
    before = reading.tokens[found.first - 1].text if found.first else ""
    return name.text not in reading.family_names and not before[:1].isupper()


def is_speaker(reading: Reading, found: Found) -> bool:
    """Whether a lone name that a person of the text bears speaks: "Jordan Petrov … Jordan added"."""
    surface = reading.surface(found)
    return _speaks(reading.word(found.last)) and (
        surface in reading.given_names or surface in reading.family_names
    )


def _speaks(word: str) -> bool:
    return word in cue_words("speaks") or word in _POSSESSIVE


def is_body(reading: Reading, found: Found) -> bool:
    """Whether an outlet, a movement or a ship bears the name: "Al Jazeera", "the cruiser Moskva"."""
    if reading.surface(found).lower() in cue_words("bodies_like_places"):
        return True
    return reading.word(found.first - 1) in cue_words("ships") and found.kind not in ("country", "demonym")


def named_settlements(reading: Reading) -> Iterator[Found]:
    """Names after "the village of" and the like that no gazetteer lists."""
    tokens = reading.tokens
    for before in where("of".__eq__, reading.words):
        index = before + 1
        if index >= len(tokens) or not tokens[index].capital or index in reading.label:
            continue
        if reading.word(index - 2) not in cue_words("settlement_nouns"):
            continue
        last = index + 1
        while last < min(len(tokens), index + _LONGEST_SETTLEMENT) and tokens[last].capital:
            last += 1
        yield Found(index, last, reading.hint_of(index, last))


def is_direction(reading: Reading, found: Found) -> bool:
    """Whether the name is a word of direction: some provinces are called Northern or Central."""
    return found.last - found.first == 1 and reading.word(found.first) in cue_words("directions")


def _is_in(reading: Reading, found: Found) -> bool:
    """Whether a word of place ("in", "near") or of settlement ("the town") stands before the name."""
    before = reading.word(found.first - 1)
    if before not in cue_words("inside_prepositions") and before not in cue_words("settlement_nouns"):
        return False
    after = reading.tokens[found.last].text if found.last < len(reading.tokens) else ""
    return not after[:1].isupper() and after not in ("'s", "’s", "-", "&")


def _owns_land(reading: Reading, found: Found) -> bool:
    """Whether a part of a town follows: "Beirut's southern suburbs"."""
    part = reading.word(found.last + 1)
    return reading.word(found.last) in _POSSESSIVE and (
        part in cue_words("directions") or part in cue_words("land_nouns")
    )


def _is_hyphenated(reading: Reading, found: Found) -> bool:
    """Whether the name is the first half of a double name ("Kent-Smith")."""
    after = found.last
    if reading.word(after) != "-" or after + 1 >= len(reading.tokens):
        return False
    joined = reading.tokens[after].start == reading.tokens[after - 1].end
    return joined and reading.tokens[after + 1].capital


def _follows_place_and_comma(reading: Reading, found: Found) -> bool:
    return (
        found.first > 1 and reading.word(found.first - 1) == "," and reading.tokens[found.first - 2].capital
    )
