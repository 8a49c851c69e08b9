"""The name of a person in a phrase that names a source."""

from functools import cache

from geoclaims.claims.cues import TokenSpan
from geoclaims.claims.grammar import words_of
from geoclaims.claims.reading import Reading
from geoclaims.vocabulary import SourceKind

KINDS: tuple[tuple[str, SourceKind], ...] = (
    ("armed_group", "armed_group"),
    ("resident_witness", "resident_witness"),
    ("combatant", "combatant"),
    ("official", "anonymous_official"),
    ("other_unnamed", "other_unnamed"),
    ("document", "document"),
    ("media_outlet", "media_outlet"),
    ("monitor", "monitor"),
    ("expert", "expert"),
    ("institution", "institution"),
)


@cache
def source_vocabulary() -> frozenset[str]:
    """Every word that says what somebody is rather than what they are called."""
    keys = ("office", "ranks", "titles", *(key for key, _ in KINDS))
    return frozenset().union(*(words_of("sources", key) for key in keys))


def is_kind_word(word: str, key: str) -> bool:
    """Whether a word, singular or plural, is in one list of sources."""
    listed = words_of("sources", key)
    return word in listed or (word.endswith("s") and word[:-1] in listed)


def personal_name(reading: Reading, first: int, last: int) -> TokenSpan | None:
    """The name of a person in a phrase: what a tagger found, else its last capitalised words."""
    if first >= last:
        return None
    for at in range(first, last):
        name = reading.name_of[at]
        if name >= 0 and reading.annotation.names[name].label == "PER" and reading.toponym_of[at] < 0:
            stop = at
            while stop < last and reading.name_of[stop] == name:
                stop += 1
            if all(reading.words[i] in source_vocabulary() for i in range(at, stop)):
                break  # "TASS" taken for a person
            if _is_abbreviation(reading.span(at, stop).text):
                break  # "U.S. officials"
            if _says_whose(reading, at, stop, first, last):
                continue  # "a Russian commander", "the governor of Kherson", "Sava's office"
            return _without_title(reading, _with_first_name(reading, at, first), stop)
    ending = reading.name_of[last - 1]
    if ending >= 0 and reading.annotation.names[ending].label == "ORG":
        return None
    stop = last
    if reading.tags[stop - 1] == "'":
        stop -= 1
    at = stop
    vocabulary = source_vocabulary()
    while at > first and reading.tags[at - 1] in "M-" and _can_be_name(reading, at - 1, vocabulary):
        at -= 1
    if at == first + 1 and reading.tags[first] == "M" and _office_behind(reading, last):
        at = first  # "Oleh Petrenko, governor of …": a first name that some place bears as well
    while at < stop and reading.tags[at] != "M":
        at += 1
    if at >= stop:
        return None
    text = reading.document.text[reading.tokens[at].start : reading.tokens[stop - 1].end]
    if len(text) > 1 and text.isupper() and not reading.annotation.text.isupper():
        return None  # an abbreviation: "RSF"
    titled = at > first and is_kind_word(reading.words[at - 1].rstrip("."), "ranks")
    if (reading.actors.actor_of(text) is not None and not titled) or (
        at > first and reading.words[at - 1] in ("of", "for", "in", "at", "from", "on", "by", "to", "near")
    ):
        return None
    if at > first and reading.words[at - 1] == "the" and stop - at > 0:
        return None
    return at, stop


def _office_behind(reading: Reading, comma: int) -> bool:
    """Whether a comma and an office follow: ", governor of the region"."""
    if reading.words[comma : comma + 1] != [","]:
        return False
    behind = [word for word in reading.words[comma + 1 : comma + 3] if word not in ("a", "the")][:1]
    return any(is_kind_word(word, "office") or is_kind_word(word, "ranks") for word in behind)


def _says_whose(reading: Reading, at: int, stop: int, first: int, last: int) -> bool:
    """Whether a name only says whose the speaker is, or where from."""
    if stop < last and reading.tags[stop] in "N'":
        return True
    return at - 2 >= first and reading.words[at - 1] == "of" and reading.words[at - 2] in source_vocabulary()


def _with_first_name(reading: Reading, at: int, first: int) -> int:
    """Where a name begins of which a tagger knows the end alone: "Olha | Petrenko"."""
    while at > first and reading.tags[at - 1] == "M" and _can_be_name(reading, at - 1, source_vocabulary()):
        if reading.name_of[at - 1] >= 0 or reading.words[at - 1] + "." in source_vocabulary():
            break
        at -= 1
    return at


def _is_abbreviation(text: str) -> bool:
    """ "U.S.", "U.N.": letters with full stops, no name of a person."""
    return len(text) > 2 and text.endswith(".") and all(len(part) <= 1 for part in text.split("."))


def _without_title(reading: Reading, first: int, last: int) -> TokenSpan:
    """ "Col. Petrenko" is called Petrenko."""
    while first < last - 1 and (
        reading.words[first] in source_vocabulary()
        or reading.tags[first] == "-"
        or reading.words[first] + "." in source_vocabulary()
    ):
        first += 1
    return first, last


def _can_be_name(reading: Reading, at: int, vocabulary: frozenset[str]) -> bool:
    word = reading.words[at]
    if reading.tags[at] == "-":
        return True
    if word in vocabulary or (word.endswith("s") and word[:-1] in vocabulary):
        return False
    before = at - 1 - (reading.tags[at - 1] == "-") if at > 1 else -1
    ranked = before >= 0 and is_kind_word(reading.words[before], "ranks")  # "Gen. Sava" is no river
    return (ranked or reading.toponym_of[at] < 0) and word not in (
        "general",
        "former",
        "deputy",
        "senior",
        "state",
        "the",
    )


def name_in_apposition(reading: Reading, comma: int, last: int) -> TokenSpan | None:
    """ "The mayor, Lina Haddad," — the name behind the role."""
    if comma + 1 >= last:
        return None
    stop = comma + 1
    while stop < last and reading.words[stop] not in (",", ")", "—"):
        stop += 1
    if all(reading.tags[at] in "M-'" for at in range(comma + 1, stop)) and stop - comma - 1 <= 4:
        return personal_name(reading, comma + 1, stop)
    return None
